//! Paths of values inside a document, kept cheap: they become text only when something is wrong.

use super::error::{self, Problem};

/// Path of a value.
#[derive(Clone, Debug)]
pub struct At<'n> {
    /// The list, when the value is in an item of one.
    pub list: Option<&'static str>,
    /// Number of the item.
    pub index: usize,
    /// Id of the item, empty when it has none.
    pub id: &'n str,
    /// Field, `action.fire.side`; empty for the item itself.
    pub field: &'n str,
}

impl<'n> At<'n> {
    /// A field of the document.
    pub fn field(field: &'n str) -> At<'n> {
        At { list: None, index: 0, id: "", field }
    }

    /// A field of a list item.
    pub fn item(list: &'static str, index: usize, id: &'n str, field: &'n str) -> At<'n> {
        At { list: Some(list), index, id, field }
    }

    /// Another field of the same item.
    pub fn other(&self, field: &'n str) -> At<'n> {
        At { field, ..self.clone() }
    }

    /// For people and for overrides: list items by id.
    pub fn by_id(&self) -> String {
        let dot = if self.field.is_empty() { "" } else { "." };
        match self.list {
            None => self.field.to_owned(),
            Some(list) if self.id.is_empty() || !self.id.bytes().all(fits_in_path) => {
                format!("{list}[{}]{dot}{}", self.index, self.field)
            }
            Some(list) => format!("{list}.{}{dot}{}", self.id, self.field),
        }
    }
}

/// Whether a byte of an id can stand in a path.
fn fits_in_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Something wrong with a value.
#[derive(Clone, Debug)]
pub struct Complaint {
    /// List of the item.
    pub list: Option<&'static str>,
    /// Number of the item.
    pub index: usize,
    /// Field.
    pub field: String,
    /// The path for people.
    pub by_id: String,
    /// What was found.
    pub found: Option<String>,
    /// What is allowed.
    pub allowed: Option<String>,
    /// Nearest name.
    pub nearest: Option<String>,
    /// The message without the path.
    pub message: String,
}

/// Complaints so far, with the checks that make them.
#[derive(Debug, Default)]
pub struct Complaints {
    /// Those kept.
    pub list: Vec<Complaint>,
    /// Those beyond the limit.
    pub more: usize,
}

impl Complaints {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Complains in free words.
    pub fn say(&mut self, at: &At<'_>, message: String) {
        self.push(at, message, None, None, || None);
    }

    /// Complains about a value.
    pub fn value(&mut self, at: &At<'_>, found: String, allowed: String) {
        let message = format!("found {found}, expected {allowed}");
        self.push(at, message, Some(found), Some(allowed), || None);
    }

    /// Complains about a name that does not exist.
    pub fn name<'n>(&mut self, at: &At<'_>, what: &str, found: &str, names: impl Iterator<Item = &'n str>) {
        let message = format!("no {what} has the id `{found}`");
        self.push(at, message, Some(found.to_owned()), Some(format!("the id of a {what}")), || {
            error::nearest(found, names)
        });
    }

    /// Complains about a name in free words.
    pub fn unlike<'n>(&mut self, at: &At<'_>, message: String, found: &str, names: impl Iterator<Item = &'n str>) {
        self.push(at, message, Some(found.to_owned()), None, || error::nearest(found, names));
    }

    /// Passes on what is wrong with a value elsewhere, because of the value here.
    pub fn pass_on(&mut self, at: &At<'_>, problem: Problem) {
        let Problem { message, found, allowed, nearest, .. } = problem;
        self.push(at, message, found, allowed, || nearest);
    }

    fn push(
        &mut self,
        at: &At<'_>,
        message: String,
        found: Option<String>,
        allowed: Option<String>,
        nearest: impl FnOnce() -> Option<String>,
    ) {
        if self.list.len() >= super::limits::PROBLEMS {
            self.more += 1;
            return;
        }
        self.list.push(Complaint {
            list: at.list,
            index: at.index,
            field: at.field.to_owned(),
            by_id: at.by_id(),
            found,
            allowed,
            nearest: nearest(),
            message,
        });
    }

    /// A number within bounds; NaN is within none.
    pub fn number(&mut self, at: &At<'_>, value: f64, low: f64, high: f64) -> f64 {
        if !(low <= value && value <= high) {
            self.value(at, error::show(value), format!("{}..={}", error::show(low), error::show(high)));
            return low;
        }
        value
    }

    /// A whole number within bounds.
    pub fn whole(&mut self, at: &At<'_>, value: i64, low: i64, high: i64) -> i64 {
        if !(low..=high).contains(&value) {
            self.value(at, value.to_string(), format!("{low}..={high}"));
            return low;
        }
        value
    }

    /// A text that says something, of at most `limit` bytes.
    pub fn words(&mut self, at: &At<'_>, text: &str, limit: usize) {
        if text.trim().is_empty() {
            self.value(at, "an empty text".to_owned(), "some words".to_owned());
        } else if text.len() > limit {
            self.value(at, format!("a text of {} bytes", text.len()), format!("at most {limit}"));
        }
    }

    /// The id of a scenario, which names a file too: hyphens are allowed.
    pub fn scenario_id(&mut self, at: &At<'_>, id: &str) {
        if id.starts_with('-') || id.ends_with('-') {
            let allowed = "letters, digits and underscores at both ends".to_owned();
            self.value(at, error::quote(id), allowed);
        } else {
            self.id_like(at, id, &id.replace('-', "_"));
        }
    }

    /// An id: `[a-z][a-z0-9_]*`.
    pub fn id(&mut self, at: &At<'_>, id: &str) {
        self.id_like(at, id, id);
    }

    fn id_like(&mut self, at: &At<'_>, shown: &str, id: &str) {
        let fits = id.len() <= super::limits::ID_BYTES
            && id.starts_with(|letter: char| letter.is_ascii_lowercase())
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !fits {
            let allowed = format!(
                "at most {} lowercase letters, digits and underscores, a letter first",
                super::limits::ID_BYTES
            );
            self.value(at, error::quote(shown), allowed);
        }
    }
}
