//! The conflict model: pure state and rules. It knows no file format, no input or output, no threads.

mod border;
pub mod ceasefire;
pub mod claims;
pub mod crowd;
pub mod escalation;
pub mod evacuation;
pub mod event;
pub mod geometry;
pub mod ids;
mod invariants;
pub mod kind;
mod map_index;
pub mod parameters;
pub mod people;
#[cfg(test)]
mod people_tests;
pub mod perception;
pub mod post;
mod purpose;
pub mod record;
pub mod retaliation;
pub mod setup;
pub mod spark;
mod start;
pub mod step;
pub mod tally;
pub mod third_party;
pub mod village;
pub mod world;
pub mod wounded;

pub use border::{Border, RESULT_VERSION};
pub use event::Event;
pub use kind::Kind;
pub use parameters::Parameters;
pub use record::{ClaimRow, Harm, LogRow, Statement, Watch};
pub use setup::Setup;
pub use start::begin;
pub use world::World;
