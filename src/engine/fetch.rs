//! Asks for memory before it is needed.

/// Asks for the first cache line of a place, so that it is on its way while other work is done. Changes nothing, and
/// waits for nothing; without effect on processors that have no safe way to ask.
#[inline(always)]
pub fn fetch<T>(place: &T) {
    #[cfg(target_arch = "x86_64")]
    safe_arch::prefetch_t0(place);
    #[cfg(not(target_arch = "x86_64"))]
    let _ = place;
}
