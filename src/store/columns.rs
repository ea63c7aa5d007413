//! What the columns of tables mean, beside the code that writes them.

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnRow {
    /// Name, as in the head of the table.
    pub name: &'static str,
    /// Unit; empty for texts, names and numbers of things.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

impl ColumnRow {
    /// A column.
    pub const fn new(name: &'static str, unit: &'static str, meaning: &'static str) -> ColumnRow {
        ColumnRow { name, unit, meaning }
    }
}

/// Names of columns, for the head of a table.
pub fn column_names(columns: &[ColumnRow]) -> Vec<&'static str> {
    columns.iter().map(|column| column.name).collect()
}
