//! A hash of every byte of a file, standing in the file itself: the 64 hexadecimal digits under the key
//! `truceline.file_blake3` are the blake3 hash of the file with zeros (`0`) in place of those digits.
//!
//! It is checked before the Parquet reader sees anything, because that reader trusts lengths it finds.

use std::ops::Range;

use super::error::TableError;
use super::{RESERVED_KEYS, SEAL_KEY};

/// Digits of a hash.
const DIGITS: usize = 64;
/// What stands there until the file is sealed.
pub(super) const BLANK: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// First and last bytes of a Parquet file.
const MAGIC: &[u8] = b"PAR1";
/// The length of the footer in bytes (u32, little-endian) and the closing magic.
const ENDING: usize = 8;

/// Fills the blank of a file just written.
///
/// # Panics
/// When there is none.
pub(super) fn seal(bytes: &mut [u8]) {
    let digits = place(bytes).expect("a table just written has a place for the seal");
    assert_eq!(&bytes[digits.clone()], BLANK.as_bytes(), "the seal of a table just written is blank");
    let hash = blake3::hash(bytes).to_hex();
    bytes[digits].copy_from_slice(hash.as_bytes());
}

/// Checks the seal of a file.
pub(super) fn check(bytes: &[u8]) -> Result<(), TableError> {
    if bytes.is_empty() {
        return Err(TableError::damaged("found an empty file, expected a Parquet file"));
    }
    let Some(digits) = place(bytes) else {
        let whole = bytes.len() > ENDING && bytes.starts_with(MAGIC) && bytes.ends_with(MAGIC);
        // One of the keys may be the place that was damaged.
        let ours = RESERVED_KEYS.iter().any(|key| find_last(bytes, key.as_bytes()).is_some());
        return Err(if ours || (bytes.starts_with(MAGIC) && !whole) {
            TableError::damaged("found no whole footer with a seal, expected one")
        } else if whole {
            TableError::Foreign { found: "a Parquet file without a seal" }
        } else {
            TableError::Foreign { found: "a file that is not Parquet" }
        });
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(&bytes[..digits.start]).update(BLANK.as_bytes()).update(&bytes[digits.end..]);
    if hasher.finalize().to_hex().as_bytes() == &bytes[digits] {
        Ok(())
    } else {
        Err(TableError::damaged("found bytes that do not fit the seal, expected the bytes that were written"))
    }
}

/// Where the digits stand: in the footer, after the last occurrence of the key, as Thrift's compact protocol writes a
/// key-value pair (field 2 of type binary, then the length).
fn place(bytes: &[u8]) -> Option<Range<usize>> {
    if bytes.len() < MAGIC.len() + ENDING || !bytes.starts_with(MAGIC) || !bytes.ends_with(MAGIC) {
        return None;
    }
    let (rest, ending) = bytes.split_at(bytes.len() - ENDING);
    let length = u32::from_le_bytes([ending[0], ending[1], ending[2], ending[3]]) as usize;
    let start = rest.len().checked_sub(length)?;
    let mut pair = SEAL_KEY.as_bytes().to_vec();
    pair.extend([0x18, DIGITS as u8]);
    let first = start + find_last(&rest[start..], &pair)? + pair.len();
    (first + DIGITS <= rest.len()).then(|| first..first + DIGITS)
}

fn find_last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}
