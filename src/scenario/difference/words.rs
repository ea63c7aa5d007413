//! Differences in plain words.

use std::fmt;

use serde_json::Value;

use super::Change;
use crate::scenario::error::show;

/// Characters of a value that words show.
const SHOWN: usize = 80;

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.of.as_str(), self.field.as_str()) {
            ("scenario", field) => write!(formatter, "{field}: ")?,
            ("parameter", field) => write!(formatter, "parameter {field}: ")?,
            (of, "") => write!(formatter, "{of}: ")?,
            (of, field) => write!(formatter, "{of}: {field} ")?,
        }
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(formatter, "{} -> {}", brief(before), brief(after))?,
            (Some(_), None) if self.field.is_empty() => write!(formatter, "removed")?,
            (Some(before), None) => write!(formatter, "removed {}", brief(before))?,
            (None, Some(Value::Object(fields))) if self.field.is_empty() => {
                // Its name stands before.
                let others = fields.iter().filter(|(name, _)| *name != "id");
                let others: Value = others.map(|(name, value)| (name.clone(), value.clone())).collect();
                write!(formatter, "added {}", brief(&others))?;
            }
            (None, Some(after)) => write!(formatter, "added {}", brief(after))?,
            (None, None) => {}
        }
        match (self.unit, self.default) {
            (Some("1"), Some(default)) => write!(formatter, " (dimensionless; default {})", show(default)),
            (Some(unit), Some(default)) => write!(formatter, " ({unit}; default {})", show(default)),
            (Some("1"), None) | (None, _) => Ok(()),
            (Some(unit), None) => write!(formatter, " {unit}"),
        }
    }
}

/// A value on one line, short.
fn brief(value: &Value) -> String {
    let text = words(value);
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if line.chars().count() <= SHOWN {
        return line;
    }
    let kept: String = line.chars().take(SHOWN - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A value as a scenario in RON would have it, without what is absent.
fn words(value: &Value) -> String {
    match value {
        Value::Null => "not set".to_owned(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), show),
        Value::String(text) => format!("\"{text}\""),
        Value::Array(items) => format!("[{}]", items.iter().map(words).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            // A form with its fields, as `fire(…)`.
            if let (1, Some((form, inner @ Value::Object(_)))) = (fields.len(), fields.iter().next()) {
                return format!("{form}{}", words(inner));
            }
            let field =
                |(name, value): (&String, &Value)| (!value.is_null()).then(|| format!("{name}: {}", words(value)));
            format!("({})", fields.iter().filter_map(field).collect::<Vec<_>>().join(", "))
        }
        Value::Bool(value) => value.to_string(),
    }
}
