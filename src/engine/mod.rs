//! The engine: simulated time, pending events, the run loop, keyed draws and samplers. It knows no border, village,
//! file or thread.

mod mix;

pub mod digest;
pub mod draws;
pub mod samplers;
pub mod stream;

pub use digest::Digest;
pub use draws::{Draws, Lineage};
pub use stream::Stream;
