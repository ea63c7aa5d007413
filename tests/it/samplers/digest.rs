//! The digest: vectors computed apart from this crate, and sensitivity to bits and order.

use truceline::engine::Digest;

fn digest(words: &[u64]) -> Digest {
    let mut digest = Digest::new();
    for &word in words {
        digest.fold(word);
    }
    digest
}

#[test]
fn values_are_stable() {
    let thousand: Vec<u64> = (0..1000).collect();
    for (words, expected) in [
        (&[][..], "8dac204ddc9bfccc0bc70361aff9d0ab"),
        (&[0], "f06f29cd850eafab8aee3d5186863f78"),
        (&[0, 0], "4fadd18df4a1355b6c94c8c51caeaef5"),
        (&[1], "69705ffb9ca9d451538286c6571ace4d"),
        (&[1, 2], "f1fbf94c28c4c942cc226900dc7af5bc"),
        (&[2, 1], "281a453f83667d8cc194006f498e5db0"),
        (&[u64::MAX; 3], "e10db087f757a0fba3dcdbabf819ef6c"),
        (&thousand, "30dc5b7b0c9ad6fd499e30702221a49a"),
    ] {
        assert_eq!(digest(words).to_string(), expected, "{} words", words.len());
    }
}

#[test]
fn one_bit_changes_about_half_of_the_value() {
    let words = [3, 0, u64::MAX, 0x0123_4567_89ab_cdef, 5];
    let value = digest(&words).value();
    for position in 0..words.len() {
        for bit in 0..64 {
            let mut changed = words;
            changed[position] ^= 1 << bit;
            let difference = (digest(&changed).value() ^ value).count_ones();
            assert!((30..=98).contains(&difference), "word {position} bit {bit}: {difference} bits differ");
        }
    }
}

#[test]
fn pairs_of_changed_bits_do_not_cancel() {
    let mut values = vec![digest(&[7, 7]).value()];
    for first in 0..64 {
        for second in 0..64 {
            values.push(digest(&[7 ^ (1 << first), 7 ^ (1 << second)]).value());
        }
    }
    let count = values.len();
    values.sort_unstable();
    values.dedup();
    assert_eq!(values.len(), count);
}

#[test]
fn order_and_length_matter() {
    let words: Vec<u64> = (10..40).collect();
    let value = digest(&words).value();
    for position in 1..words.len() {
        let mut swapped = words.clone();
        swapped.swap(position - 1, position);
        assert_ne!(digest(&swapped).value(), value, "swap at {position}");
    }
    assert_ne!(digest(&words[1..]).value(), value);
    assert_ne!(digest(&words[..29]).value(), value);
}

#[test]
fn reading_the_value_leaves_the_state() {
    let mut read = digest(&[1]);
    let _ = read.value();
    read.fold(2);
    assert_eq!(read, digest(&[1, 2]));
}

#[test]
fn numbers_fold_as_their_bits() {
    let mut found = Digest::new();
    found.fold_f64(1.5);
    assert_eq!(found, digest(&[0x3ff8_0000_0000_0000]));
    let mut minus_zero = Digest::new();
    minus_zero.fold_f64(-0.0);
    assert_ne!(minus_zero, digest(&[0]));
}

#[test]
#[should_panic(expected = "found NaN")]
fn not_a_number_is_refused() {
    Digest::new().fold_f64(f64::NAN);
}

#[test]
fn a_state_survives_serialization() {
    let state = digest(&[1, 2, 3]);
    let bytes = postcard::to_stdvec(&state).unwrap();
    assert_eq!(postcard::from_bytes::<Digest>(&bytes).unwrap(), state);
}
