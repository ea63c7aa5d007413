//! A whole simulation as bytes, so that it can be put aside and run on, in this process or another.
//!
//! Layout, little-endian: magic (8 bytes), format version (u32), result version (u32), scenario digest (32), payload
//! length (u64), blake3 of the payload (32), payload (postcard of state and engine; pending events as their sorted
//! list). Everything before the payload is checked before the payload is decoded.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::engine::{Engine, Simulation};
use crate::model::setup::Setup;
use crate::model::{Border, Event, RESULT_VERSION, World};

const MAGIC: [u8; 8] = *b"TRUCESNP";
const FORMAT_VERSION: u32 = 1;
const HEADER_BYTES: usize = 8 + 4 + 4 + 32 + 8 + 32;

/// Why bytes are no snapshot that can be run on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// Not a snapshot, or cut short, or changed.
    Damaged(&'static str),
    /// Written by a version whose format or results differ.
    OtherVersion {
        /// What differs.
        what: &'static str,
        /// Version found.
        found: u32,
        /// Version that this program reads.
        expected: u32,
    },
    /// Made from another scenario.
    OtherScenario,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SnapshotError::Damaged(what) => write!(formatter, "snapshot: {what}"),
            SnapshotError::OtherVersion { what, found, expected } => {
                write!(formatter, "snapshot {what}: found {found}, expected {expected}")
            }
            SnapshotError::OtherScenario => write!(formatter, "snapshot: made from another scenario"),
        }
    }
}

impl std::error::Error for SnapshotError {}

#[derive(Serialize)]
struct PayloadOut<'a> {
    world: &'a World,
    engine: &'a Engine<Event>,
}

#[derive(Deserialize)]
struct PayloadIn {
    world: World,
    engine: Engine<Event>,
}

/// The simulation as bytes. `scenario_digest` ties it to the scenario text it was made from.
///
/// # Panics
/// Never for a model state: every part of it can be encoded.
pub fn save(simulation: &Simulation<Border>, scenario_digest: &[u8; 32]) -> Vec<u8> {
    let payload = PayloadOut { world: &simulation.model.world, engine: &simulation.engine };
    let payload = postcard::to_stdvec(&payload).expect("state and pending events can be encoded");
    let mut bytes = Vec::with_capacity(HEADER_BYTES + payload.len());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes.extend_from_slice(&RESULT_VERSION.to_le_bytes());
    bytes.extend_from_slice(scenario_digest);
    bytes.extend_from_slice(&(payload.len() as u64).to_le_bytes());
    bytes.extend_from_slice(blake3::hash(&payload).as_bytes());
    bytes.extend_from_slice(&payload);
    bytes
}

/// The simulation that [`save`] wrote, with the setup of the same scenario.
///
/// # Errors
/// When the bytes are damaged, of another version or of another scenario.
pub fn load(bytes: &[u8], setup: &Arc<Setup>, scenario_digest: &[u8; 32]) -> Result<Simulation<Border>, SnapshotError> {
    let (header, payload) =
        bytes.split_at_checked(HEADER_BYTES).ok_or(SnapshotError::Damaged("shorter than its header"))?;
    let number = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if header[..8] != MAGIC {
        return Err(SnapshotError::Damaged("does not begin as a snapshot"));
    }
    for (what, at, expected) in [("format version", 8, FORMAT_VERSION), ("result version", 12, RESULT_VERSION)] {
        if number(at) != expected {
            return Err(SnapshotError::OtherVersion { what, found: number(at), expected });
        }
    }
    let length = u64::from(number(48)) | u64::from(number(52)) << 32;
    if length != payload.len() as u64 {
        return Err(SnapshotError::Damaged("its length is not the one it states"));
    }
    if blake3::hash(payload).as_bytes()[..] != header[56..88] {
        return Err(SnapshotError::Damaged("its checksum does not match"));
    }
    if header[16..48] != scenario_digest[..] {
        return Err(SnapshotError::OtherScenario);
    }
    let payload: PayloadIn =
        postcard::from_bytes(payload).map_err(|_| SnapshotError::Damaged("its payload cannot be decoded"))?;
    Ok(Simulation { model: Border { setup: Arc::clone(setup), world: payload.world }, engine: payload.engine })
}
