//! Files of runs: output directories that appear whole or not at all.

mod directory;
mod error;
mod file_system;

pub use directory::{File, OutputDirectory, Replaced};
pub use error::StoreError;
pub use file_system::{Entry, FileSystem, Native};
