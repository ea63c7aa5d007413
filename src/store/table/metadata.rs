//! The key-value metadata of a file: what a table says beside its values.

use std::collections::BTreeMap;

use parquet::file::metadata::KeyValue;
use serde::{Deserialize, Serialize};

use super::error::TableError;
use super::{COLUMNS_KEY, CONTENT_KEY, SEAL_KEY, Table, content_hash, seal};

/// Unit and description of a column.
#[derive(Serialize, Deserialize)]
pub(super) struct Labels {
    pub unit: String,
    pub description: String,
}

/// The metadata as read.
pub(super) struct Metadata {
    /// Unit and description by name of the column.
    pub labels: BTreeMap<String, Labels>,
    pub about: Vec<(String, String)>,
    /// The content hash, 64 hexadecimal digits.
    pub content: String,
}

/// The pairs of a table, the seal still blank.
pub(super) fn pairs(table: &Table) -> Vec<KeyValue> {
    let labels: BTreeMap<&str, Labels> = table
        .columns
        .iter()
        .map(|column| {
            let labels = Labels { unit: column.unit.clone(), description: column.description.clone() };
            (column.name.as_str(), labels)
        })
        .collect();
    let labels = serde_json::to_string(&labels).expect("a map of texts has a JSON form");
    let content = blake3::Hash::from_bytes(content_hash(table)).to_hex().to_string();
    let own = [(COLUMNS_KEY, labels), (CONTENT_KEY, content), (SEAL_KEY, seal::BLANK.to_string())];
    let about = table.about.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone()));
    about.chain(own.map(|(key, value)| KeyValue::new(key.to_string(), value))).collect()
}

/// Reads the pairs of a file.
pub(super) fn read(pairs: &[KeyValue]) -> Result<Metadata, TableError> {
    let own = |wanted: &'static str| {
        let found = pairs.iter().find(|pair| pair.key == wanted).and_then(|pair| pair.value.as_deref());
        found.ok_or_else(|| TableError::damaged(format!("found no metadata {wanted}, expected some")))
    };
    let labels = serde_json::from_str(own(COLUMNS_KEY)?)
        .map_err(|cause| TableError::damaged(format!("metadata {COLUMNS_KEY}: {cause}")))?;
    let content = own(CONTENT_KEY)?.to_string();
    let about = pairs
        .iter()
        .filter(|pair| !super::RESERVED_KEYS.contains(&pair.key.as_str()))
        .map(|pair| (pair.key.clone(), pair.value.clone().unwrap_or_default()))
        .collect();
    Ok(Metadata { labels, about, content })
}
