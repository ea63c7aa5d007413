//! Why bytes are not a table.

use std::fmt;

/// An error in reading a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// Not a table that this program wrote.
    Foreign {
        /// What was found.
        found: &'static str,
    },
    /// Written by this program, but changed or cut short since.
    Damaged {
        /// What was found and what was expected.
        found: String,
    },
    /// No column of that name.
    Missing {
        /// The name.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
}

impl TableError {
    pub(super) fn damaged(found: impl Into<String>) -> TableError {
        TableError::Damaged { found: found.into() }
    }

    /// What may help.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            TableError::Foreign { .. } => {
                "only files written by truceline, and not changed by another program, are read"
            }
            TableError::Damaged { .. } => "delete the file and run the study again: only what is missing is computed",
            TableError::Missing { .. } => "the measures that a study keeps are named in its study.ron",
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableError::Foreign { found } => write!(formatter, "table: found {found}, expected one of truceline's"),
            TableError::Damaged { found } => write!(formatter, "damaged table: {found}"),
            TableError::Missing { name, nearest } => {
                write!(formatter, "column {name}: found none, expected a column of the table")?;
                match nearest {
                    Some(nearest) => write!(formatter, " (did you mean {nearest}?)"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for TableError {}
