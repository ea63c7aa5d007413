//! Bounded whole numbers and random orders without bias.

use crate::engine::Stream;

/// A whole number below `bound`, each equally likely to the last bit. Takes one draw, very rarely more.
///
/// Formula: the remainder of a 64-bit draw, which is drawn again when it lies in the incomplete last run of `bound`
/// values. Source: definition.
///
/// # Panics
/// When the bound is 0.
pub(crate) fn below(stream: &mut Stream, bound: u64) -> u64 {
    assert!(bound > 0, "bound: found 0, expected 1 or more");
    // 2^64 mod bound: how many values the incomplete run holds.
    let incomplete = (u64::MAX % bound + 1) % bound;
    loop {
        let word = stream.raw();
        if word <= u64::MAX - incomplete {
            return word % bound;
        }
    }
}

/// Puts items into a random order, each equally likely.
///
/// Source: R. Durstenfeld, *Algorithm 235: Random permutation*, Communications of the ACM 7 (1964).
pub(crate) fn shuffle<T>(stream: &mut Stream, items: &mut [T]) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(stream, last as u64 + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Draws, Lineage};

    #[test]
    fn orders_are_equally_likely() {
        let draws = Draws::new(1, 7, 0);
        let mut counts = std::collections::BTreeMap::new();
        for trial in 0..24_000 {
            let mut items = [0, 1, 2, 3];
            shuffle(&mut draws.open(Lineage(trial), 0), &mut items);
            *counts.entry(items).or_insert(0_i32) += 1;
        }
        assert_eq!(counts.len(), 24);
        // Five standard deviations of a count of mean 1,000.
        assert!(counts.values().all(|count| (count - 1000).abs() < 155), "{counts:?}");
    }

    #[test]
    fn bounds_hold() {
        let mut stream = Draws::new(1, 8, 0).open(Lineage(1), 0);
        for bound in [1, 2, 3, 10, (1 << 63) + 1, u64::MAX] {
            assert!((0..100).all(|_| below(&mut stream, bound) < bound));
        }
        // With the remainder alone, five eighths would fall into the lower half: 1875.
        let bound = (1_u64 << 63) + (1 << 62);
        let low = (0..3000).filter(|_| below(&mut stream, bound) < bound / 2).count();
        assert!((1350..1650).contains(&low), "{low}");
    }
}
