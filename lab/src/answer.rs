//! Replies as JSON.

use serde::Serialize;

use crate::error::LabError;
use crate::session::Reply;

#[derive(Serialize)]
struct Good<T> {
    ok: bool,
    value: T,
}

#[derive(Serialize)]
struct Bad {
    ok: bool,
    error: LabError,
}

/// A value as a reply.
pub fn good<T: Serialize>(value: T) -> Result<Reply, LabError> {
    with_numbers(value, Vec::new())
}

/// A value with numbers beside it.
pub fn with_numbers<T: Serialize>(value: T, numbers: Vec<f64>) -> Result<Reply, LabError> {
    let json = serde_json::to_vec(&Good { ok: true, value });
    let json = json.map_err(|error| LabError::request(format!("the reply cannot be written: {error}")))?;
    Ok(Reply { json, numbers })
}

/// An error as a reply.
pub fn bad(error: LabError) -> Reply {
    let json = serde_json::to_vec(&Bad { ok: false, error });
    Reply { json: json.unwrap_or_else(|_| br#"{"ok":false}"#.to_vec()), numbers: Vec::new() }
}
