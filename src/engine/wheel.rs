//! A ring of windows of time, for keys that are due later than the current window.
//!
//! Keys are packed numbers whose leading [`TIME_BITS`] are their time. A window is 2^shift milliseconds; its keys are
//! kept in the order in which they came and sorted when its turn comes. What is due beyond the ring waits in one list,
//! which is looked through at every half turn.

use super::blocks::{Blocks, Chain, End};
use super::run::Run;
use super::spread::Spread;

/// Leading bits of a key that are its time in milliseconds.
pub(super) const TIME_BITS: u32 = 48;
/// Windows in the ring with few keys, of which those that wait long are better beyond it together than each in a block of
/// its own; with many; and with very many, so that those of a window stay in the nearest cache while they are sorted.
const FEW_WINDOWS: usize = 256;
const MANY_WINDOWS: usize = 2048;
const MOST_WINDOWS: usize = 4096;
/// Keys from which there are many windows, and most.
const MANY_WINDOWS_FROM: usize = 1 << 13;
const MOST_WINDOWS_FROM: usize = 1 << 19;
/// The list of what is due beyond the ring, beside the lists of the windows.
const BEYOND: usize = MOST_WINDOWS;
const LISTS: usize = MOST_WINDOWS + 1;
/// Keys in a window, for which sorting and going from window to window are cheap together: a share of all, so that
/// few are scheduled into the window that is being taken, within these bounds.
const SHARE_IN_A_WINDOW: u64 = 8;
const FEWEST_IN_A_WINDOW: u64 = 8;
const MOST_IN_A_WINDOW: u64 = 48;
/// So many times as many where hardly any are scheduled into the window that is being taken: going from window to window costs
/// less.
const TIMES_WHEN_WIDE: u64 = 2;
/// The ring spans about this many times the mean time that a key waits, so that few keys wait beyond it, even at the
/// end of a half turn.
const MEAN_WAITS: u64 = 8;

/// The upper half of a key, which alone holds its time.
#[inline]
pub(super) fn upper_half(key: u128) -> u64 {
    (key >> 64) as u64
}

/// Time of a key in milliseconds.
#[inline]
pub(super) fn time(key: u128) -> u64 {
    upper_half(key) >> (64 - TIME_BITS)
}

/// Whether the wheel took a key.
pub(super) enum Accepted {
    /// It did.
    Yes,
    /// It will with [`Wheel::add_block`], to this list.
    InNewBlock(usize),
    /// The key is due in a window that was taken already.
    No,
}

/// The ring and what is beyond.
#[derive(Clone, Debug)]
pub(super) struct Wheel {
    blocks: Blocks,
    /// Of each list. Only their ends are needed for most keys, and stay near.
    firsts: Box<[u32; LISTS]>,
    ends: Box<[End; LISTS]>,
    spread: Spread,
    /// One bit a list that has keys.
    occupied: [u64; LISTS.div_ceil(64)],
    /// One less than the windows of the whole ring, which are a power of two.
    mask: usize,
    /// The first window that was not yet taken, counted from time zero; earlier keys do not belong here.
    ahead: u64,
    /// Windows in the ring from there on; none of an idle wheel.
    span: u64,
    /// The upper half of a key without these low bits is the number of its window, counted from time zero.
    low_bits: u32,
}

impl Wheel {
    /// An idle wheel, which takes no key and no blocks.
    pub(super) fn idle() -> Wheel {
        Wheel {
            blocks: Blocks::default(),
            firsts: Box::new([0; LISTS]),
            ends: Box::new([End::EMPTY; LISTS]),
            spread: Spread::default(),
            occupied: [0; LISTS.div_ceil(64)],
            mask: FEW_WINDOWS - 1,
            ahead: u64::MAX,
            span: 0,
            low_bits: 64 - TIME_BITS,
        }
    }

    /// Whether the wheel takes keys.
    #[inline]
    pub(super) fn is_turning(&self) -> bool {
        self.ahead != u64::MAX
    }

    fn is_empty(&self) -> bool {
        self.occupied.iter().all(|&bits| bits == 0)
    }

    fn occupied_lists(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        self.occupied.iter().enumerate().flat_map(|(word, &bits)| {
            let without_lowest = |&bits: &u64| Some(bits & (bits - 1)).filter(|&rest| rest != 0);
            let rests = std::iter::successors(Some(bits).filter(|&bits| bits != 0), without_lowest);
            rests.map(move |rest| 64 * word + rest.trailing_zeros() as usize)
        })
    }

    /// Windows of the whole ring.
    #[inline]
    pub(super) fn windows(&self) -> usize {
        self.mask + 1
    }

    /// Binary logarithm of the width of a window in milliseconds.
    pub(super) fn shift(&self) -> u32 {
        self.low_bits - (64 - TIME_BITS)
    }

    /// Lets an empty wheel stand idle.
    pub(super) fn stop(&mut self) {
        debug_assert!(self.is_empty());
        (self.ahead, self.span) = (u64::MAX, 0);
    }

    /// Adds a key, unless it is due in a window that was taken already. Returns whether it did, or leaves the rest to
    /// [`Wheel::add_block`].
    #[inline]
    pub(super) fn accept(&mut self, key: u128) -> Accepted {
        let window = upper_half(key) >> (self.low_bits & 63);
        let mut list = self.list_of(window);
        // An earlier window is, wrapping, very far ahead.
        if window.wrapping_sub(self.ahead) >= self.span {
            if window < self.ahead {
                return Accepted::No;
            }
            list = BEYOND;
        }
        let end = &mut self.ends[list];
        if end.is_full() {
            return Accepted::InNewBlock(list);
        }
        self.blocks.append(end, key);
        Accepted::Yes
    }

    /// Adds a key and a block for it. Returns the key.
    #[inline(never)]
    pub(super) fn add_block(&mut self, list: usize, key: u128) -> u128 {
        let mut chain = self.chain(list);
        self.blocks.append_block(&mut chain, key);
        self.put(list, chain);
        key
    }

    /// The list of a window, when that is in the ring.
    #[inline]
    fn list_of(&self, window: u64) -> usize {
        window as usize & self.mask & (MOST_WINDOWS - 1)
    }

    #[inline]
    fn chain(&self, list: usize) -> Chain {
        Chain { first: self.firsts[list], end: self.ends[list] }
    }

    /// Puts down what became of a list that has keys.
    #[inline]
    fn put(&mut self, list: usize, chain: Chain) {
        (self.firsts[list], self.ends[list]) = (chain.first, chain.end);
        self.occupied[list / 64] |= 1 << (list % 64);
    }

    #[inline]
    fn take(&mut self, list: usize) -> Chain {
        self.occupied[list / 64] &= !(1 << (list % 64));
        let chain = self.chain(list);
        self.ends[list] = End::EMPTY;
        chain
    }

    /// Goes on to the next window that has keys and puts its keys into `run`, sorted. Returns how many keys beyond the
    /// ring were looked through on the way, or `None` when the ring is empty.
    pub(super) fn advance(&mut self, run: &mut Run) -> Option<usize> {
        let list = self.next_occupied()?;
        let windows = 1 + self.list_of((list as u64).wrapping_sub(self.ahead)) as u64;
        (self.ahead, self.span) = (self.ahead + windows, self.span - windows);
        let chain = self.take(list);
        self.spread.sort(&self.blocks, chain, self.low_bits, run);
        self.blocks.release(chain);
        Some(if self.span <= self.windows() as u64 / 2 { self.turn() } else { 0 })
    }

    /// The list of the first window ahead that has keys.
    #[inline]
    fn next_occupied(&self) -> Option<usize> {
        let words = self.windows() / 64;
        let begin = self.list_of(self.ahead);
        let first = self.occupied[begin / 64] >> (begin % 64);
        if first != 0 {
            return Some(begin + first.trailing_zeros() as usize);
        }
        // The word of `begin` comes last once more: its low bits are the end of the ring.
        (1..=words).find_map(|step| {
            let word = (begin / 64 + step) & (words - 1);
            let bits = self.occupied[word];
            (bits != 0).then(|| 64 * word + bits.trailing_zeros() as usize)
        })
    }

    /// Moves the end of the ring on, so that a whole turn lies ahead, and takes in what was beyond.
    fn turn(&mut self) -> usize {
        self.span = self.windows() as u64;
        let end = self.ahead + self.span;
        let beyond = self.take(BEYOND);
        let looked_through = self.blocks.count_and_fetch(beyond);
        let Wheel { blocks, firsts, ends, occupied, low_bits, mask, .. } = self;
        blocks.redistribute(beyond, |blocks, key| {
            let window = upper_half(key) >> (*low_bits & 63);
            let list = if window < end { window as usize & *mask } else { BEYOND };
            if ends[list].is_full() {
                let mut chain = Chain { first: firsts[list], end: ends[list] };
                blocks.append_block(&mut chain, key);
                (firsts[list], ends[list]) = (chain.first, chain.end);
                occupied[list / 64] |= 1 << (list % 64);
            } else {
                blocks.append(&mut ends[list], key);
            }
        });
        looked_through
    }

    /// When the ring is empty but not what is beyond: chooses the width anew, so that at least half of the keys come
    /// into the ring, which begins with the first of them. False when there are none.
    pub(super) fn jump(&mut self) -> bool {
        let beyond = self.blocks.keys(self.chain(BEYOND));
        let Some((first, shift)) = width_from_keys(beyond, self.windows()) else { return false };
        self.begin(first, shift);
        true
    }

    /// Sets the ring to begin at `first` (milliseconds; no key is earlier) with windows of 2^shift milliseconds, and
    /// takes in what was beyond.
    fn begin(&mut self, first: u64, shift: u32) {
        self.low_bits = shift + 64 - TIME_BITS;
        self.ahead = first >> shift;
        self.turn();
    }

    /// Sets an idle wheel turning with these keys.
    pub(super) fn start(&mut self, keys: impl Iterator<Item = u128> + Clone, count: usize) {
        let windows = windows_for(count, FEW_WINDOWS);
        let Some((first, shift)) = width_from_keys(keys.clone(), windows) else { return };
        // Half as many more, so that more keys seldom need more room.
        self.blocks.reserve(count, windows + windows / 2);
        self.mask = windows - 1;
        self.begin(first, shift);
        for key in keys {
            match self.accept(key) {
                Accepted::Yes => {}
                Accepted::InNewBlock(list) => _ = self.add_block(list, key),
                Accepted::No => unreachable!("the ring begins with the first key"),
            }
        }
    }

    /// Changes the width of windows and how many there are, and adds keys that are due in windows taken already: they are
    /// taken back.
    pub(super) fn rebuild(&mut self, shift: u32, windows: usize, near: impl Iterator<Item = u128>) {
        // Everything goes beyond the ring, and comes back from there.
        let mut beyond = self.take(BEYOND);
        for list in 0..self.windows() {
            let chain = self.take(list);
            self.blocks.redistribute(chain, |blocks, key| blocks.add(&mut beyond, key));
        }
        for key in near {
            self.blocks.add(&mut beyond, key);
        }
        if let Some(first) = self.blocks.keys(beyond).map(time).min() {
            self.put(BEYOND, beyond);
            self.mask = windows - 1;
            self.begin(first, shift);
        }
    }

    /// Takes all keys out, in no order.
    pub(super) fn take_all(&mut self, mut each: impl FnMut(u128)) {
        for list in 0..LISTS {
            let chain = self.take(list);
            self.blocks.each(chain, &mut each);
            self.blocks.release(chain);
        }
    }

    /// Keeps only the keys that `keep` accepts. Takes no memory.
    pub(super) fn retain(&mut self, keep: impl Fn(u128) -> bool) {
        for list in 0..LISTS {
            let chain = self.take(list);
            if chain.is_empty() {
                continue;
            }
            let mut kept = Chain::EMPTY;
            self.blocks.redistribute(chain, |blocks, key| {
                if keep(key) {
                    blocks.add(&mut kept, key);
                }
            });
            if !kept.is_empty() {
                self.put(list, kept);
            }
        }
    }

    /// All keys, in no order.
    pub(super) fn keys(&self) -> impl Iterator<Item = u128> + '_ {
        self.occupied_lists().flat_map(|list| self.blocks.keys(self.chain(list)))
    }
}

/// How many windows so many keys should have, when there are `windows` now: fewer only where fewer suit twice as many keys.
pub(super) fn windows_for(keys: usize, windows: usize) -> usize {
    windows_that_suit(keys).max(windows_that_suit(2 * keys).min(windows))
}

fn windows_that_suit(keys: usize) -> usize {
    match keys {
        MOST_WINDOWS_FROM.. => MOST_WINDOWS,
        MANY_WINDOWS_FROM.. => MANY_WINDOWS,
        _ => FEW_WINDOWS,
    }
}

/// Keys in a window that suit so many keys.
fn wanted_in_a_window(keys: u64, is_wide: bool) -> u64 {
    let most = if is_wide { TIMES_WHEN_WIDE * MOST_IN_A_WINDOW } else { MOST_IN_A_WINDOW };
    (keys / SHARE_IN_A_WINDOW).clamp(FEWEST_IN_A_WINDOW, most)
}

/// The width that suits a rate: `elapsed` milliseconds went by while `fired` keys came due and `keys` wait. As a binary
/// logarithm.
pub(super) fn width_from_rate(elapsed: u64, fired: u64, keys: usize, windows: usize, is_wide: bool) -> u32 {
    // Each of the keys waits elapsed / fired · keys on average.
    let in_a_window = wanted_in_a_window(keys as u64, is_wide).max(MEAN_WAITS * keys as u64 / windows as u64);
    let width = u128::from(elapsed) * u128::from(in_a_window) / u128::from(fired.max(1));
    // The nearest power of two, nearly.
    (width + width / 2).max(1).ilog2().min(TIME_BITS - 1)
}

/// The time of the first key and a width that lets a ring of so many windows hold the first half of all keys, or `None`
/// without keys.
fn width_from_keys(keys: impl Iterator<Item = u128> + Clone, windows: usize) -> Option<(u64, u32)> {
    let first = keys.clone().map(time).min()?;
    // How many keys come less than 2^bits milliseconds after the first.
    let mut by_bits = [0_u64; TIME_BITS as usize + 1];
    keys.for_each(|key| by_bits[(u64::BITS - (time(key) - first).leading_zeros()) as usize] += 1);
    let count = by_bits.iter().sum::<u64>();
    let half = count.div_ceil(2);
    let mut before = 0;
    let bits = by_bits.iter().position(|count| {
        before += count;
        before >= half
    });
    let windows = (before / wanted_in_a_window(count, false)).clamp(1, windows as u64 / 2).ilog2();
    Some((first, (bits.unwrap_or(0) as u32).saturating_sub(windows).min(TIME_BITS - 1)))
}
