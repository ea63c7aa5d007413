//! Tables in Parquet files: columns of whole numbers, numbers or texts, each with a unit and a description.
//!
//! A file carries two hashes. The *content hash* covers names, units, descriptions, metadata and values in an encoding of
//! our own, so it is the same for every build. The *seal* covers every byte of the file, so that a damaged file is found
//! before any of it is interpreted. Both stand in the key-value metadata, where other programs pass over them.

mod content;
mod encode;
mod error;
mod metadata;
mod read;
mod seal;

pub use content::content_hash;
pub use encode::encode;
pub use error::TableError;
pub use read::{decode, decode_columns, is_exact};

/// Most values (rows times columns) of a table: 4 GiB of memory when they are all numbers.
pub const MOST_VALUES: u64 = 1 << 28;

/// Key of the units and descriptions of all columns: a JSON object, name → `{"unit": …, "description": …}`.
const COLUMNS_KEY: &str = "truceline.columns";
/// Key of the content hash, 64 hexadecimal digits.
const CONTENT_KEY: &str = "truceline.content_blake3";
/// Key of the seal, 64 hexadecimal digits.
const SEAL_KEY: &str = "truceline.file_blake3";
/// Keys that `about` may not use.
const RESERVED_KEYS: [&str; 3] = [COLUMNS_KEY, CONTENT_KEY, SEAL_KEY];

/// The values of a column, row by row; None where there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Whole numbers (Parquet INT64).
    Whole(Vec<Option<i64>>),
    /// Numbers (Parquet DOUBLE), kept bit by bit: 0 and -0 differ, infinities are allowed, NaN is not (its bits differ
    /// between platforms, and readers confuse it with a missing value; write None).
    Number(Vec<Option<f64>>),
    /// Texts (Parquet BYTE_ARRAY of UTF-8).
    Text(Vec<Option<String>>),
    /// Bytes (Parquet BYTE_ARRAY without a meaning to other programs).
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Values {
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Values::Whole(values) => values.len(),
            Values::Number(values) => values.len(),
            Values::Text(values) => values.len(),
            Values::Bytes(values) => values.len(),
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name, unique in the table, for instance `killed.total`.
    pub name: String,
    /// The unit of its values, for instance `people`; empty for names and hashes.
    pub unit: String,
    /// What it means, one sentence.
    pub description: String,
    /// Its values.
    pub values: Values,
}

impl Column {
    /// A column.
    pub fn new(
        name: impl Into<String>,
        unit: impl Into<String>,
        description: impl Into<String>,
        values: Values,
    ) -> Column {
        Column { name: name.into(), unit: unit.into(), description: description.into(), values }
    }
}

/// Columns of equal length, and what is to be known about the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// Key-value metadata of the file, in order; keys are unique and none of `truceline.columns`,
    /// `truceline.content_blake3` and `truceline.file_blake3`.
    pub about: Vec<(String, String)>,
}

impl Table {
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.rows())
    }

    /// The column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The value under a key of `about`.
    #[must_use]
    pub fn about(&self, key: &str) -> Option<&str> {
        self.about.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
    }

    /// What makes this no table, if anything does.
    fn fault(&self) -> Option<String> {
        let rows = self.rows();
        if rows as u64 * self.columns.len() as u64 > MOST_VALUES {
            return Some(format!(
                "found {rows} rows of {} columns, expected 0..={MOST_VALUES} values",
                self.columns.len()
            ));
        }
        let mut names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        names.sort_unstable();
        if names.first() == Some(&"") || names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Some("found columns without a name of their own, expected different names".to_string());
        }
        let mut keys: Vec<&str> = self.about.iter().map(|(key, _)| key.as_str()).chain(RESERVED_KEYS).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            return Some("found one key of the metadata twice, expected different keys".to_string());
        }
        self.columns.iter().find_map(|column| {
            let (name, found) = (&column.name, column.values.rows());
            if found != rows {
                return Some(format!("column {name}: found {found} rows, expected {rows}"));
            }
            let Values::Number(numbers) = &column.values else { return None };
            let at = numbers.iter().position(|number| number.is_some_and(f64::is_nan))?;
            Some(format!("column {name}, row {at}: found NaN, expected a number or nothing"))
        })
    }
}
