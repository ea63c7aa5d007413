//! Why outputs give no indices.

use std::fmt;

/// Why outputs give no indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SensitivityError {
    /// Too few blocks of the design have all their outputs.
    TooFewBlocks {
        /// What a block is, in the plural.
        what: &'static str,
        /// Complete ones.
        found: usize,
        /// Fewest that give an answer.
        least: usize,
        /// All of the design.
        designed: usize,
    },
    /// All outputs are equal: there is no variance to share out.
    Constant,
}

impl fmt::Display for SensitivityError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SensitivityError::TooFewBlocks { what, found, least, designed } => {
                write!(formatter, "complete {what}: found {found} of {designed}, expected at least {least}")
            }
            SensitivityError::Constant => write!(formatter, "outputs: found one value everywhere, expected variation"),
        }
    }
}

impl std::error::Error for SensitivityError {}
