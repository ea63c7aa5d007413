//! Files of runs and studies: output directories and files that appear whole or not at all, locks and
//! tables.

pub mod calibration;
mod columns;
mod directory;
mod error;
mod file_system;
mod lock;
mod replace;
pub mod study;
pub mod table;

pub use columns::{ColumnRow, column_names};
pub use directory::{File, OutputDirectory, Replaced};
pub use error::StoreError;
pub use file_system::{Entry, FileSystem, Native};
pub use lock::{Gate, RangeLock};
pub use replace::{leftover_of, remove_leftovers, write_replacing};
