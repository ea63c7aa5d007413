//! Lists of keys that only grow and are taken as a whole, in small blocks from one pool.
//!
//! A block holds as many keys as most windows do, so that few keys need a block of their own: which ones do, no processor
//! foresees, and it learns late, when the time of the event has been drawn. Thousands of short lists still waste little, and
//! a long one reads as a stream. Blocks of a list that was taken go back to the pool: once the pool has grown, no list
//! allocates.

use super::fetch::fetch;

/// Keys in a block, and in a cache line.
const BLOCK: usize = 64;
const LINE: usize = 4;

/// No block.
const NONE: u32 = u32::MAX;

/// The place after the latest key of a list, counted in keys from the start of the pool. A place at the start of a block
/// means that the block before is full, or, when it is 0, that the list is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct End(u32);

impl End {
    /// Of a list without keys.
    pub(super) const EMPTY: End = End(0);

    /// Whether the next key needs a block of its own; true of an empty list.
    #[inline]
    pub(super) fn is_full(self) -> bool {
        (self.0 as usize).is_multiple_of(BLOCK)
    }
}

/// One list: its first block, which means nothing when it is empty, and its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    pub(super) first: u32,
    pub(super) end: End,
}

impl Chain {
    /// A list without keys.
    pub(super) const EMPTY: Chain = Chain { first: NONE, end: End::EMPTY };

    /// Whether the list holds no key.
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.end.0 == 0
    }

    /// Its last block, and how many keys are in there; not of an empty list.
    #[inline]
    fn last(self) -> (u32, usize) {
        let latest = self.end.0 - 1;
        (latest / BLOCK as u32, latest as usize % BLOCK + 1)
    }
}

/// The pool.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    /// Block after block; in each, some keys of one list, in the order in which they were added.
    keys: Vec<u128>,
    /// The block after each in its list, or in the list of free ones.
    next: Vec<u32>,
    free: u32,
}

impl Default for Blocks {
    fn default() -> Blocks {
        Blocks { keys: Vec::new(), next: Vec::new(), free: NONE }
    }
}

impl Blocks {
    /// Makes room for `keys` in at most `chains` lists without further allocation.
    pub(super) fn reserve(&mut self, keys: usize, chains: usize) {
        let wanted = keys / BLOCK + chains.min(keys);
        self.keys.reserve_exact((wanted * BLOCK).saturating_sub(self.keys.len()));
        self.next.reserve_exact(wanted.saturating_sub(self.next.len()));
    }

    /// Adds a key to a list.
    pub(super) fn add(&mut self, chain: &mut Chain, key: u128) {
        if chain.end.is_full() { self.append_block(chain, key) } else { self.append(&mut chain.end, key) }
    }

    /// Adds a key to a list that [`End::is_full`] denies.
    #[inline]
    pub(super) fn append(&mut self, end: &mut End, key: u128) {
        let place = end.0 as usize;
        self.keys[place] = key;
        end.0 += 1;
    }

    /// Adds a block to a list that [`End::is_full`] affirms, and the key to it.
    #[inline]
    pub(super) fn append_block(&mut self, chain: &mut Chain, key: u128) {
        let block = self.take_block();
        if chain.is_empty() {
            chain.first = block;
        } else {
            self.next[chain.last().0 as usize] = block;
        }
        chain.end = End(block * BLOCK as u32);
        self.append(&mut chain.end, key);
    }

    #[inline]
    fn block(&self, block: u32) -> &[u128; BLOCK] {
        &self.keys.as_chunks().0[block as usize]
    }

    #[inline]
    fn take_block(&mut self) -> u32 {
        // Out of range without a free block.
        match self.next.get(self.free as usize) {
            Some(&next) => std::mem::replace(&mut self.free, next),
            None => self.new_block(),
        }
    }

    #[cold]
    #[inline(never)]
    fn new_block(&mut self) -> u32 {
        let block = self.next.len();
        assert!(block < u32::MAX as usize / BLOCK, "too many pending events");
        self.keys.extend_from_slice(&[0; BLOCK]);
        self.next.push(NONE);
        block as u32
    }

    /// Gives all keys of a list to `each`, in order.
    #[inline]
    pub(super) fn each(&self, chain: Chain, mut each: impl FnMut(u128)) {
        if chain.is_empty() {
            return;
        }
        let (last, length) = chain.last();
        let mut block = chain.first;
        while block != last {
            self.block(block).iter().for_each(|&key| each(key));
            block = self.next[block as usize];
        }
        self.block(last)[..length].iter().for_each(|&key| each(key));
    }

    /// Number of keys of a list. Asks for them as well: whoever counts them will read them, and of a long list that was
    /// filled long ago only the links between blocks are still near.
    #[inline]
    pub(super) fn count_and_fetch(&self, chain: Chain) -> usize {
        if chain.is_empty() {
            return 0;
        }
        let (last, mut count) = chain.last();
        let mut block = chain.first;
        while block != last {
            count += BLOCK;
            self.block(block).as_chunks::<LINE>().0.iter().for_each(fetch);
            block = self.next[block as usize];
        }
        count
    }

    /// Gives the blocks of a list back to the pool.
    #[inline]
    pub(super) fn release(&mut self, chain: Chain) {
        if !chain.is_empty() {
            self.next[chain.last().0 as usize] = self.free;
            self.free = chain.first;
        }
    }

    /// Takes a list apart and hands each key back together with the pool, which may be added to meanwhile.
    pub(super) fn redistribute(&mut self, chain: Chain, mut each: impl FnMut(&mut Blocks, u128)) {
        if chain.is_empty() {
            return;
        }
        let (last, in_last) = chain.last();
        let mut block = chain.first;
        loop {
            let keys = *self.block(block);
            let length = if block == last { in_last } else { BLOCK };
            let after = self.next[block as usize];
            self.next[block as usize] = self.free;
            self.free = block;
            keys[..length].iter().for_each(|&key| each(self, key));
            if block == last {
                return;
            }
            block = after;
        }
    }

    /// The keys of a list, in order.
    pub(super) fn keys(&self, chain: Chain) -> impl Iterator<Item = u128> + Clone + '_ {
        let (last, in_last) = if chain.is_empty() { (NONE, 0) } else { chain.last() };
        let blocks = std::iter::successors((!chain.is_empty()).then_some(chain.first), move |&block| {
            (block != last).then(|| self.next[block as usize])
        });
        blocks.flat_map(move |block| {
            let length = if block == last { in_last } else { BLOCK };
            self.block(block)[..length].iter().copied()
        })
    }
}
