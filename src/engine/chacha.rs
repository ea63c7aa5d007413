//! The first block of a ChaCha8 stream, alone or of four streams at once.
//!
//! Most decisions take one to five draws, and a block holds eight. `rand_chacha` always makes four blocks at once, at
//! about five times the cost of one.

use row::{Row, halves, interleaved, mixed, row, sum, turned};

/// "expand 32-byte k", the constants of ChaCha.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];
/// Orders of the words of a row in which all stand one, two or three places further to the front.
const ONE_ON: i32 = 0b00_11_10_01;
const TWO_ON: i32 = 0b01_00_11_10;
const THREE_ON: i32 = 0b10_01_00_11;
const DOUBLE_ROUNDS: usize = 4;

/// Four quarter rounds side by side.
#[inline(always)]
fn quarter_rounds([mut a, mut b, mut c, mut d]: [Row; 4]) -> [Row; 4] {
    a = sum(a, b);
    d = mixed::<16, 16>(d, a);
    c = sum(c, d);
    b = mixed::<12, 20>(b, c);
    a = sum(a, b);
    d = mixed::<8, 24>(d, a);
    c = sum(c, d);
    b = mixed::<7, 25>(b, c);
    [a, b, c, d]
}

/// The eight draws of the first block of stream `number` under `key`; all numbers little-endian, the block counter (0)
/// and the stream number 64 bits each.
///
/// Source: D. J. Bernstein, *ChaCha, a variant of Salsa20* (2008), with eight rounds.
#[inline]
pub(super) fn first_block(key: &[u8; 32], number: u64) -> [u64; 8] {
    let word = |at: usize| u32::from_le_bytes([key[at], key[at + 1], key[at + 2], key[at + 3]]);
    let begin: [Row; 4] = [
        row(CONSTANTS),
        row([word(0), word(4), word(8), word(12)]),
        row([word(16), word(20), word(24), word(28)]),
        row([0, 0, number as u32, (number >> 32) as u32]),
    ];
    let mut rows = begin;
    for _ in 0..DOUBLE_ROUNDS {
        let [a, b, c, d] = quarter_rounds(rows);
        // Diagonals become columns, and back.
        let [a, b, c, d] = quarter_rounds([a, turned::<ONE_ON>(b), turned::<TWO_ON>(c), turned::<THREE_ON>(d)]);
        rows = [a, turned::<THREE_ON>(b), turned::<TWO_ON>(c), turned::<ONE_ON>(d)];
    }
    let draws = |row: usize| halves(sum(rows[row], begin[row]));
    let ([a, b], [c, d], [e, f], [g, h]) = (draws(0), draws(1), draws(2), draws(3));
    [a, b, c, d, e, f, g, h]
}

/// The first draws of streams `numbers` under `key`, each as in [`first_block`]: draw d of stream s at `[d][s]`. A row
/// holds one word of all four, so that no word waits for another of its block.
#[inline]
pub(super) fn first_blocks<const DRAWS: usize>(key: &[u8; 32], numbers: [u64; 4]) -> [[u64; 4]; DRAWS] {
    const { assert!(DRAWS <= 8, "a block holds eight draws") };
    let word = |at: usize| u32::from_le_bytes([key[at], key[at + 1], key[at + 2], key[at + 3]]);
    let of_key = |place: usize| row([word(4 * place); 4]);
    let constant = |place: usize| row([CONSTANTS[place]; 4]);
    let [one, two, three, four] = numbers;
    let begin: [Row; 16] = [
        constant(0),
        constant(1),
        constant(2),
        constant(3),
        of_key(0),
        of_key(1),
        of_key(2),
        of_key(3),
        of_key(4),
        of_key(5),
        of_key(6),
        of_key(7),
        row([0; 4]),
        row([0; 4]),
        row([one as u32, two as u32, three as u32, four as u32]),
        row([(one >> 32) as u32, (two >> 32) as u32, (three >> 32) as u32, (four >> 32) as u32]),
    ];
    let mut words = begin;
    for _ in 0..DOUBLE_ROUNDS {
        quarter_round(&mut words, [0, 4, 8, 12]);
        quarter_round(&mut words, [1, 5, 9, 13]);
        quarter_round(&mut words, [2, 6, 10, 14]);
        quarter_round(&mut words, [3, 7, 11, 15]);
        quarter_round(&mut words, [0, 5, 10, 15]);
        quarter_round(&mut words, [1, 6, 11, 12]);
        quarter_round(&mut words, [2, 7, 8, 13]);
        quarter_round(&mut words, [3, 4, 9, 14]);
    }
    // Loops and not `map`, which is called and not inlined.
    let mut draws = [[0; 4]; DRAWS];
    for (draw, of_all) in draws.iter_mut().enumerate() {
        let half = |place: usize| sum(words[place], begin[place]);
        *of_all = interleaved(half(2 * draw), half(2 * draw + 1));
    }
    draws
}

#[inline(always)]
fn quarter_round(words: &mut [Row; 16], [a, b, c, d]: [usize; 4]) {
    [words[a], words[b], words[c], words[d]] = quarter_rounds([words[a], words[b], words[c], words[d]]);
}

/// Four words that the processor treats as one.
#[cfg(target_arch = "x86_64")]
mod row {
    use safe_arch::{
        add_i32_m128i, bitor_m128i, bitxor_m128i, get_i64_from_m128i_s, m128i, set_i32_m128i, shl_imm_u32_m128i,
        shr_imm_u32_m128i, shuffle_ai_f32_all_m128i, shuffle_ai_i16_h64all_m128i, shuffle_ai_i16_l64all_m128i,
        unpack_high_i32_m128i, unpack_high_i64_m128i, unpack_low_i32_m128i,
    };

    pub(super) type Row = m128i;

    #[inline(always)]
    pub(super) fn row([a, b, c, d]: [u32; 4]) -> Row {
        set_i32_m128i(d as i32, c as i32, b as i32, a as i32)
    }

    #[inline(always)]
    pub(super) fn sum(a: Row, b: Row) -> Row {
        add_i32_m128i(a, b)
    }

    /// (`a` xor `b`), each word turned left by `LEFT` bits; `RIGHT` is 32 - `LEFT`.
    #[inline(always)]
    pub(super) fn mixed<const LEFT: i32, const RIGHT: i32>(a: Row, b: Row) -> Row {
        let both = bitxor_m128i(a, b);
        if LEFT == 16 {
            // Halves of words change places: two instructions, and no register for what was there.
            return shuffle_ai_i16_h64all_m128i::<0b10_11_00_01>(shuffle_ai_i16_l64all_m128i::<0b10_11_00_01>(both));
        }
        bitor_m128i(shl_imm_u32_m128i::<LEFT>(both), shr_imm_u32_m128i::<RIGHT>(both))
    }

    /// The words in the order that `ORDER` names, two bits a word, the first lowest.
    #[inline(always)]
    pub(super) fn turned<const ORDER: i32>(a: Row) -> Row {
        shuffle_ai_f32_all_m128i::<ORDER>(a)
    }

    /// Two words as one number, little-endian.
    #[inline(always)]
    pub(super) fn halves(a: Row) -> [u64; 2] {
        [get_i64_from_m128i_s(a) as u64, get_i64_from_m128i_s(unpack_high_i64_m128i(a, a)) as u64]
    }

    /// Four numbers with their low halves in `a` and their high halves in `b`.
    #[inline(always)]
    pub(super) fn interleaved(a: Row, b: Row) -> [u64; 4] {
        let ([one, two], [three, four]) = (halves(unpack_low_i32_m128i(a, b)), halves(unpack_high_i32_m128i(a, b)));
        [one, two, three, four]
    }
}

/// Four words that the browser treats as one.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod row {
    use core::arch::wasm32::{
        i16x8_shuffle, i32x4_add, i32x4_shl, i32x4_shuffle, u8x16_shuffle, u32x4, u32x4_shr, u64x2_extract_lane, v128,
        v128_or, v128_xor,
    };

    use super::{ONE_ON, TWO_ON};

    pub(super) type Row = v128;

    #[inline(always)]
    pub(super) fn row([a, b, c, d]: [u32; 4]) -> Row {
        u32x4(a, b, c, d)
    }

    #[inline(always)]
    pub(super) fn sum(a: Row, b: Row) -> Row {
        i32x4_add(a, b)
    }

    /// (`a` xor `b`), each word turned left by `LEFT` bits; `RIGHT` is 32 - `LEFT`.
    #[inline(always)]
    pub(super) fn mixed<const LEFT: i32, const RIGHT: i32>(a: Row, b: Row) -> Row {
        let both = v128_xor(a, b);
        match LEFT {
            // Whole bytes change places: one instruction for three.
            16 => return i16x8_shuffle::<1, 0, 3, 2, 5, 4, 7, 6>(both, both),
            8 => return u8x16_shuffle::<3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14>(both, both),
            _ => {}
        }
        v128_or(i32x4_shl(both, LEFT as u32), u32x4_shr(both, RIGHT as u32))
    }

    /// The words one, two or three places further to the front: the instruction wants its order literally.
    #[inline(always)]
    pub(super) fn turned<const ORDER: i32>(a: Row) -> Row {
        match ORDER {
            ONE_ON => i32x4_shuffle::<1, 2, 3, 0>(a, a),
            TWO_ON => i32x4_shuffle::<2, 3, 0, 1>(a, a),
            _ => i32x4_shuffle::<3, 0, 1, 2>(a, a),
        }
    }

    /// Two words as one number, little-endian.
    #[inline(always)]
    pub(super) fn halves(a: Row) -> [u64; 2] {
        [u64x2_extract_lane::<0>(a), u64x2_extract_lane::<1>(a)]
    }

    /// Four numbers with their low halves in `a` and their high halves in `b`.
    #[inline(always)]
    pub(super) fn interleaved(a: Row, b: Row) -> [u64; 4] {
        let first = halves(i32x4_shuffle::<0, 4, 1, 5>(a, b));
        let last = halves(i32x4_shuffle::<2, 6, 3, 7>(a, b));
        [first[0], first[1], last[0], last[1]]
    }
}

/// Four words, one by one.
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
mod row {
    pub(super) type Row = [u32; 4];

    #[inline(always)]
    pub(super) fn row(words: [u32; 4]) -> Row {
        words
    }

    #[inline(always)]
    pub(super) fn sum(a: Row, b: Row) -> Row {
        [a[0].wrapping_add(b[0]), a[1].wrapping_add(b[1]), a[2].wrapping_add(b[2]), a[3].wrapping_add(b[3])]
    }

    /// (`a` xor `b`), each word turned left by `LEFT` bits; `RIGHT` is 32 - `LEFT`.
    #[inline(always)]
    pub(super) fn mixed<const LEFT: i32, const RIGHT: i32>(a: Row, b: Row) -> Row {
        let turned = |lane: usize| (a[lane] ^ b[lane]).rotate_left(LEFT as u32);
        [turned(0), turned(1), turned(2), turned(3)]
    }

    /// The words in the order that `ORDER` names, two bits a word, the first lowest.
    #[inline(always)]
    pub(super) fn turned<const ORDER: i32>(a: Row) -> Row {
        let word = |lane: i32| a[(ORDER >> (2 * lane) & 3) as usize];
        [word(0), word(1), word(2), word(3)]
    }

    /// Two words as one number, little-endian.
    #[inline(always)]
    pub(super) fn halves([a, b, c, d]: Row) -> [u64; 2] {
        [u64::from(a) | u64::from(b) << 32, u64::from(c) | u64::from(d) << 32]
    }

    /// Four numbers with their low halves in `a` and their high halves in `b`.
    #[inline(always)]
    pub(super) fn interleaved(a: Row, b: Row) -> [u64; 4] {
        std::array::from_fn(|lane| u64::from(a[lane]) | u64::from(b[lane]) << 32)
    }
}

#[cfg(test)]
mod tests {
    //! What this test is meant to catch: a constant, a rotation or a word in the wrong place.

    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::engine::mix::scramble;

    #[test]
    fn equals_the_library() {
        for turn in 0..10_000 {
            let mut key = [0; 32];
            for (position, part) in key.chunks_exact_mut(8).enumerate() {
                part.copy_from_slice(&scramble(4 * turn + position as u64).to_le_bytes());
            }
            let number = scramble(!turn);
            let mut generator = ChaCha8Rng::from_seed(key);
            generator.set_stream(number);
            assert_eq!(first_block(&key, number), std::array::from_fn(|_| generator.next_u64()));
            let numbers = [number, turn, !number, u64::MAX];
            let blocks = numbers.map(|number| first_block(&key, number));
            assert_eq!(first_blocks::<8>(&key, numbers), std::array::from_fn(|draw| blocks.map(|block| block[draw])));
            assert_eq!(first_blocks::<3>(&key, numbers), first_blocks::<8>(&key, numbers)[..3]);
        }
    }
}
