//! A whole run under way as bytes, so that it can be put aside and run on, in this process or another.
//!
//! Layout, little-endian: magic (8 bytes), format version (u32), result version (u32), scenario digest (32), payload
//! length (u64), blake3 of the payload (32), payload (postcard: how the run was asked for, state, pending events as their
//! sorted list, and what a recorder heard so far). Everything before the payload is checked before the payload is decoded,
//! versions before all else.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::engine::{Engine, Limits, Simulation, Time};
use crate::model::setup::Setup;
use crate::model::{Border, Event, RESULT_VERSION, Recorder, World};

use super::branch::BranchStep;

/// The first bytes of every snapshot.
pub const MAGIC: [u8; 8] = *b"TRUCESNP";
/// Version of the layout: 2 since the recorder and how the run was asked for stand in it; 3 since the budget of a return may
/// be one that has not been drawn.
const FORMAT_VERSION: u32 = 3;
/// Bytes before the payload.
pub const HEADER_BYTES: usize = 8 + 4 + 4 + 32 + 8 + 32;

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

/// How a run was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Seed.
    pub seed: u64,
    /// Replication.
    pub replication: u64,
    /// Overrides from the start, as typed.
    pub overrides: Vec<String>,
    /// What was changed on the way, in order of time.
    pub branches: Vec<BranchStep>,
    /// Limits, the horizon among them.
    pub limits: Limits,
}

/// What stands before the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Digest of the scenario that the run is of.
    pub scenario: [u8; 32],
    /// Bytes of the payload.
    pub payload_bytes: u64,
    checksum: [u8; 32],
}

impl Header {
    /// Reads a header from the first [`HEADER_BYTES`] bytes.
    ///
    /// # Errors
    /// When there are fewer bytes, or they do not begin as a snapshot of these versions.
    pub fn read(bytes: &[u8]) -> Result<Header, SnapshotError> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        if bytes.get(..MAGIC.len()) != Some(&MAGIC) {
            let begins = !bytes.is_empty() && MAGIC.starts_with(bytes);
            let short = SnapshotError::Damaged("shorter than its header");
            return Err(if begins { short } else { SnapshotError::Damaged("does not begin as a snapshot") });
        }
        for (what, at, expected) in [("format version", 8, FORMAT_VERSION), ("result version", 12, RESULT_VERSION)] {
            let found = number(at).ok_or(SnapshotError::Damaged("shorter than its header"))?;
            if found != expected {
                return Err(SnapshotError::OtherVersion { what, found, expected });
            }
        }
        let header = bytes.get(..HEADER_BYTES).ok_or(SnapshotError::Damaged("shorter than its header"))?;
        let word =
            |at: usize| u64::from(u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]));
        let digest = |at: usize| std::array::from_fn(|byte| header[at + byte]);
        Ok(Header { scenario: digest(16), payload_bytes: word(48) | word(52) << 32, checksum: digest(56) })
    }
}

#[derive(Serialize)]
struct PayloadOut<'a> {
    origin: &'a Origin,
    world: &'a World,
    engine: &'a Engine<Event>,
    recorder: Option<&'a Recorder>,
}

#[derive(Deserialize)]
struct PayloadIn {
    origin: Origin,
    world: World,
    engine: Engine<Event>,
    recorder: Option<Recorder>,
}

/// A run as bytes: where it stands, how it was asked for, and what a recorder heard of it so far, if one did.
/// `scenario_digest` ties it to the scenario that it is of, before overrides.
///
/// # Panics
/// Never for a model state: every part of it can be encoded.
pub fn save(
    simulation: &Simulation<Border>,
    recorder: Option<&Recorder>,
    origin: &Origin,
    scenario_digest: &[u8; 32],
) -> Vec<u8> {
    let payload = PayloadOut { origin, world: &simulation.model.world, engine: &simulation.engine, recorder };
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

/// A run that was stored, before it has the setup with which it goes on.
#[derive(Debug)]
pub struct Stored {
    /// How it was asked for.
    pub origin: Origin,
    world: World,
    engine: Engine<Event>,
    recorder: Option<Recorder>,
}

/// Reads what [`save`] wrote.
///
/// # Errors
/// When the bytes are damaged, of another version or of another scenario.
pub fn load(bytes: &[u8], scenario_digest: &[u8; 32]) -> Result<Stored, SnapshotError> {
    let header = Header::read(bytes)?;
    let payload = &bytes[HEADER_BYTES..];
    if header.payload_bytes != payload.len() as u64 {
        return Err(SnapshotError::Damaged("its length is not the one it states"));
    }
    if blake3::hash(payload).as_bytes()[..] != header.checksum {
        return Err(SnapshotError::Damaged("its checksum does not match"));
    }
    if header.scenario != *scenario_digest {
        return Err(SnapshotError::OtherScenario);
    }
    let PayloadIn { origin, world, engine, recorder } =
        postcard::from_bytes(payload).map_err(|_| SnapshotError::Damaged("its payload cannot be decoded"))?;
    Ok(Stored { origin, world, engine, recorder })
}

impl Stored {
    /// The moment at which it stands.
    pub fn moment(&self) -> Time {
        self.engine.now()
    }

    /// The simulation, and the recorder if one heard it, with the setup that the origin speaks of.
    ///
    /// # Errors
    /// When the setup has other sides, places, roads or actors than the run.
    pub fn resume(self, setup: &Arc<Setup>) -> Result<(Simulation<Border>, Option<Recorder>), SnapshotError> {
        if !self.world.fits(setup) {
            return Err(SnapshotError::OtherScenario);
        }
        let model = Border { setup: Arc::clone(setup), world: self.world };
        Ok((Simulation { model, engine: self.engine }, self.recorder))
    }
}
