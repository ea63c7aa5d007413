//! A row of the truth log as a plain sentence.

use crate::model::LogRow;
use crate::model::setup::Setup;

/// The rows of one event as one sentence.
pub(super) fn of_rows(setup: &Setup, rows: &[LogRow]) -> String {
    let Some(row) = rows.first() else { return String::new() };
    let mut text = row.kind.words().to_owned();
    if let Some(place) = row.place {
        text.push_str(&format!(" at {}", setup.place(place).name));
    }
    text
}
