//! The engine: simulated time, pending events, the run loop, keyed draws and samplers. It knows no border, village,
//! file or thread.
//!
//! Order of events: (time, phase, sequence), total. Draws are pure functions of (key, lineage, purpose), so that one
//! event more or less shifts nobody else's draws.

mod blocks;
mod chacha;
mod fetch;
mod heap;
mod mix;
mod queue;
mod run;
mod spread;
mod wheel;

pub mod digest;
pub mod draws;
pub mod pending;
pub mod samplers;
pub mod simulation;
pub mod stream;
pub mod time;

pub use digest::Digest;
pub use draws::{Draws, Lineage};
pub use fetch::fetch;
pub use pending::{Due, Handle, Pending};
pub use simulation::{Engine, Limits, Model, NO_CAUSE, Observer, Outcome, Rules, Simulation};
pub use stream::Stream;
pub use time::Time;
