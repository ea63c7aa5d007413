//! Files of runs and studies: output directories that appear whole or not at all, and tables.

mod directory;
mod error;
mod file_system;
pub mod table;

pub use directory::{File, OutputDirectory, Replaced};
pub use error::StoreError;
pub use file_system::{Entry, FileSystem, Native};
