//! Nothing that was changed is believed: flipped bits, cut files, files of others, forged seals.

use truceline::store::table::{TableError, decode, decode_columns, encode, is_exact};

use super::{Scrambled, mixed};

const SEAL_KEY: &[u8] = b"truceline.file_blake3";

fn damaged(result: Result<impl std::fmt::Debug, TableError>) -> bool {
    matches!(result, Err(TableError::Damaged { .. }))
}

#[test]
fn every_flipped_bit_is_found() {
    let sound = encode(&mixed(300));
    let mut scrambled = Scrambled(1);
    for _ in 0..500 {
        let (at, bit) = (scrambled.below(sound.len()), scrambled.below(8));
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << bit;
        assert!(damaged(decode(&bytes)), "byte {at}, bit {bit}");
        assert!(damaged(decode_columns(&bytes, &["replication"])), "byte {at}, bit {bit}");
        assert!(damaged(is_exact(&bytes)), "byte {at}, bit {bit}");
    }
}

#[test]
fn every_cut_and_every_addition_is_found() {
    let sound = encode(&mixed(300));
    let mut scrambled = Scrambled(2);
    let lengths = (0..500).map(|_| scrambled.below(sound.len())).chain([0, 3, 4, 8, 11, 12, sound.len() - 1]);
    for length in lengths {
        let error = decode(&sound[..length]).unwrap_err();
        assert!(matches!(error, TableError::Damaged { .. }) || length < 4, "{length} bytes: {error}");
    }
    for addition in [&[0][..], &[0; 4096], b"PAR1", &sound] {
        assert!(damaged(decode(&[&sound, addition].concat())), "{} bytes more", addition.len());
    }
}

#[test]
fn a_forged_seal_does_no_harm() {
    // The seal made good again after each change: what is left is the reader's own care, the content hash and exactness.
    let sound = encode(&mixed(300));
    let mut scrambled = Scrambled(3);
    let footer = sound.windows(9).position(|window| window == b"truceline").unwrap() - 1_000;
    let mut believed = 0;
    for round in 0..1_000 {
        // Half of them in the footer, where lengths and offsets stand.
        let first = if round % 2 == 0 { footer } else { 0 };
        let mut bytes = sound.clone();
        bytes[first + scrambled.below(sound.len() - first)] ^= 1 << scrambled.below(8);
        forge(&mut bytes);
        let verdict = is_exact(&bytes);
        assert!(bytes == sound || verdict != Ok(true), "round {round}: a changed file passes for the sound one");
        believed += u32::from(verdict == Ok(false));
        let _ = decode_columns(&bytes, &["seed", "outcome"]);
    }
    assert!(believed > 0, "some bits (the name of the maker) carry no content");
}

/// Writes the hash that fits the bytes, if the place for it is still there.
fn forge(bytes: &mut [u8]) {
    let Some(key) = bytes.windows(SEAL_KEY.len()).rposition(|window| window == SEAL_KEY) else { return };
    let first = key + SEAL_KEY.len() + 2;
    let Some(digits) = bytes.get_mut(first..first + 64) else { return };
    digits.fill(b'0');
    let hash = blake3::hash(bytes).to_hex();
    bytes[first..first + 64].copy_from_slice(hash.as_bytes());
}

#[test]
fn files_of_others_are_refused_as_such() {
    let mut unsealed = encode(&mixed(10));
    while let Some(name) = unsealed.windows(10).position(|window| window == b"truceline.") {
        unsealed[name..name + 10].copy_from_slice(b"somebody's");
    }
    for (bytes, said) in
        [(&b"time,killed\n0,1\n"[..], "not Parquet"), (&b"PAR"[..], "not Parquet"), (&unsealed, "without a seal")]
    {
        let error = decode(bytes).unwrap_err();
        assert!(matches!(error, TableError::Foreign { .. }) && error.to_string().contains(said), "{error}");
    }
}
