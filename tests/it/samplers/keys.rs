//! Lineages, stream numbers and keys: vectors that must never change, computed apart from this crate.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use truceline::engine::{Draws, Lineage};

#[test]
fn lineages_of_texts_are_stable() {
    for (text, expected) in [
        ("", 0xf52a_15e9_a9b5_e89b),
        ("a", 0x02c0_bdbf_4814_20f8),
        ("kok_tash", 0xf1fc_15eb_fc7b_b9c3),
        ("Көк-Таш", 0xa865_d690_e66f_e90c),
    ] {
        assert_eq!(Lineage::of_text(text), Lineage(expected), "{text:?}");
    }
}

#[test]
fn children_are_stable() {
    for (parent, index, expected) in [
        (0, 0, 0x4821_8226_ff3c_d4bf),
        (0, 1, 0xdce4_23fc_82c0_d5b8),
        (0, u64::MAX, 0x4450_18e3_0581_0b78),
        (1, 0, 0xea85_68d2_e45f_d6cb),
        (0xf1fc_15eb_fc7b_b9c3, 2, 0xe402_2c51_505c_c099),
        (u64::MAX, u64::MAX, 0xe8ba_9f99_ca93_3538),
    ] {
        assert_eq!(Lineage(parent).child(index), Lineage(expected), "child {index} of {parent:x}");
    }
}

#[test]
fn stream_numbers_are_stable() {
    for (lineage, purpose, expected) in [
        (0, 0, 0x83cd_62b9_6d17_d778),
        (0, 1, 0x8359_fff6_2713_a185),
        (1, 0, 0x5d0c_509c_ff81_39c7),
        (0xf1fc_15eb_fc7b_b9c3, 2, 0xb67f_a8f8_6d73_a85a),
        (u64::MAX, u32::MAX, 0xe3f4_23d4_8517_1d48),
    ] {
        assert_eq!(Lineage(lineage).stream_number(purpose), expected, "purpose {purpose} of {lineage:x}");
    }
}

#[test]
fn a_stream_is_chacha8_with_the_documented_key() {
    let mut key = *b"\x08\x07\x06\x05\x04\x03\x02\x01\x18\x17\x16\x15\x14\x13\x12\x11\x24\x23\x22\x21trucelinekey";
    let mut expected = ChaCha8Rng::from_seed(key);
    expected.set_stream(0xb67f_a8f8_6d73_a85a);
    let lineage = Lineage::of_text("kok_tash");
    let draws = Draws::new(0x2122_2324, 0x0102_0304_0506_0708, 0x1112_1314_1516_1718);
    let mut stream = draws.open(lineage, 2);
    for _ in 0..40 {
        assert_eq!(stream.raw(), expected.next_u64());
    }

    key[19] ^= 1;
    let mut other = ChaCha8Rng::from_seed(key);
    other.set_stream(0xb67f_a8f8_6d73_a85a);
    assert_ne!(draws.open(lineage, 2).raw(), other.next_u64());
}

#[test]
fn first_draws_are_stable() {
    let draws = Draws::new(1, 42, 7);
    let lineage = Lineage::of_text("kok_tash");
    let found: Vec<u64> = (0..3).map(|purpose| draws.open(lineage, purpose).raw()).collect();
    assert_eq!(found, FIRST_DRAWS, "{found:#x?}");
}

/// First draws of three purposes.
const FIRST_DRAWS: [u64; 3] = [0x2129_dfd5_b861_feb7, 0x5255_266b_0636_6ed1, 0x27fe_73e1_1687_9fe9];

#[test]
fn every_part_of_the_key_matters() {
    let lineage = Lineage::of_text("kok_tash");
    let mut found: Vec<u64> = [
        Draws::new(1, 42, 7).open(lineage, 0),
        Draws::new(2, 42, 7).open(lineage, 0),
        Draws::new(1, 43, 7).open(lineage, 0),
        Draws::new(1, 42, 8).open(lineage, 0),
        Draws::new(1, 7, 42).open(lineage, 0),
        Draws::new(1, 42, 7).open(lineage, 1),
        Draws::new(1, 42, 7).open(lineage.child(0), 0),
    ]
    .iter_mut()
    .map(|stream| stream.raw())
    .collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), 7);
}

#[test]
fn close_relatives_have_different_stream_numbers() {
    let mut found = Vec::new();
    for text in 0..50 {
        let parent = Lineage::of_text(&format!("post_{text}"));
        for index in 0..50 {
            let child = parent.child(index);
            for purpose in 0..20 {
                found.push(child.stream_number(purpose));
                found.push(child.child(u64::from(purpose)).stream_number(purpose));
            }
        }
    }
    let count = found.len();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), count);
}

#[test]
fn draws_survive_serialization() {
    let draws = Draws::new(1, 42, 7);
    let bytes = postcard::to_stdvec(&draws).unwrap();
    assert_eq!(bytes.len(), 32);
    assert_eq!(postcard::from_bytes::<Draws>(&bytes).unwrap(), draws);
}
