//! From a text to a document: RON or, by the ending `.json`, JSON. The first structural problem ends it.

use serde::de::DeserializeOwned;

use super::error::{self, Problem};
use super::layout::{self, Node, Trouble};
use super::limits;

/// A text that was read, with the layout that gives its positions.
pub struct Read {
    /// Path of the file.
    pub path: String,
    /// The text.
    pub text: String,
    /// Where its values stand.
    pub layout: Node,
}

impl Read {
    /// Parses a text into a document.
    pub fn parse<D: DeserializeOwned>(path: &str, text: String) -> Result<(Read, D), (Box<Problem>, String)> {
        match document(path, &text) {
            Ok((layout, document)) => Ok((Read { path: path.to_owned(), text, layout }, document)),
            Err(problem) => Err((problem, text)),
        }
    }
}

fn document<D: DeserializeOwned>(path: &str, text: &str) -> Result<(Node, D), Box<Problem>> {
    let at = |offset: usize, message: String| Box::new(place(path, text, offset, 1, message));
    let layout = layout::read(text);
    match layout {
        Err(Trouble::TooDeep(offset)) => {
            return Err(at(offset, format!("brackets nest too deep: expected at most {} levels", limits::NESTING)));
        }
        Err(Trouble::TooMany(offset)) => {
            return Err(at(offset, format!("too many values: expected at most {}", limits::VALUES)));
        }
        _ => {}
    }
    let parsed = if path.ends_with(".json") {
        serde_json::from_str(text).map_err(|error| of_json(path, text, layout.as_ref().ok(), &error))
    } else {
        options().from_str(text).map_err(|error| of_ron(path, text, layout.as_ref().ok(), &error))
    };
    let document = parsed.map_err(Box::new)?;
    // The parsers accept nothing whose layout the scanner cannot read; should they ever, positions point at the start.
    let whole = Node { start: 0, end: text.len() as u32, shape: layout::Shape::Leaf };
    Ok((layout.unwrap_or(whole), document))
}

/// RON as scenario files use it: `Some(...)` may be left out.
pub fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// A problem at a byte of a text.
pub(super) fn place(path: &str, text: &str, offset: usize, length: usize, message: String) -> Problem {
    let (line, column) = error::line_and_column(text, offset);
    Problem {
        file: path.to_owned(),
        path: String::new(),
        found: None,
        allowed: None,
        nearest: None,
        message,
        offset,
        length,
        line,
        column,
    }
}

fn of_ron(path: &str, text: &str, layout: Option<&Node>, error: &ron::error::SpannedError) -> Problem {
    let start = error::offset_of(text, error.span.start.line, error.span.start.col);
    let end = error::offset_of(text, error.span.end.line, error.span.end.col);
    // The span may begin with the space before the value.
    let start = start + text[start..].len() - text[start..].trim_start().len();
    let length = if end > start { text[start..end].lines().next().map_or(1, str::len).max(1) } else { 1 };
    Words::of_ron(&error.code).at(path, text, layout, start, length)
}

fn of_json(path: &str, text: &str, layout: Option<&Node>, error: &serde_json::Error) -> Problem {
    // The parser reports where it stopped, which is one past what it did not like.
    let offset = error::offset_of(text, error.line(), error.column().max(1)).min(text.len().saturating_sub(1));
    Words::of_json(error).at(path, text, layout, offset, 1)
}

/// The message of a structural problem, before it has a place.
pub(super) struct Words {
    message: String,
    found: Option<String>,
    allowed: Option<String>,
    nearest: Option<String>,
}

impl Words {
    fn plain(message: String) -> Words {
        Words { message, found: None, allowed: None, nearest: None }
    }

    fn unknown(what: &str, found: &str, names: &[&str]) -> Words {
        let allowed = match names {
            [] => "none".to_owned(),
            [only] => format!("`{only}`"),
            names if names.len() > 12 => format!("one of {}, …", names[..11].join(", ")),
            names => format!("one of {}", names.join(", ")),
        };
        let nearest = error::nearest(found, names.iter().copied());
        let message = match nearest {
            Some(_) => format!("unknown {what} `{found}`"),
            None => format!("unknown {what} `{found}`: expected {allowed}"),
        };
        Words { message, found: Some(found.to_owned()), allowed: Some(allowed), nearest }
    }

    fn mistyped(found: &str, allowed: &str) -> Words {
        Words {
            message: format!("found {found}, expected {allowed}"),
            found: Some(found.to_owned()),
            allowed: Some(allowed.to_owned()),
            nearest: None,
        }
    }

    fn of_ron(code: &ron::Error) -> Words {
        use ron::Error;
        match code {
            Error::NoSuchStructField { expected, found, .. } => Words::unknown("field", found, expected),
            Error::NoSuchEnumVariant { expected, found, .. } => Words::unknown("value", found, expected),
            Error::MissingStructField { field, .. } => Words::plain(format!("missing field `{field}`")),
            Error::DuplicateStructField { field, .. } => Words::plain(format!("field `{field}` stands twice")),
            Error::InvalidValueForType { expected, found } => Words::mistyped(found, &plain_type(expected)),
            Error::IntegerOutOfBounds => Words::plain("expected a whole number of at most 64 bits".to_owned()),
            Error::ExpectedComma => Words::plain("expected a comma".to_owned()),
            Error::ExpectedDifferentStructName { found, .. } => {
                Words::mistyped(&format!("`{found}`"), "an opening `(`")
            }
            Error::ExpectedInteger => Words::plain("expected a whole number".to_owned()),
            Error::ExpectedFloat => Words::plain("expected a number".to_owned()),
            Error::ExpectedBoolean => Words::plain("expected true or false".to_owned()),
            Error::ExpectedString => Words::plain("expected a text in double quotes".to_owned()),
            Error::ExpectedStringEnd => Words::plain("a text has no closing quote".to_owned()),
            Error::ExpectedArray => Words::plain("expected a list: an opening `[`".to_owned()),
            Error::ExpectedArrayEnd => Words::plain("expected a closing `]`".to_owned()),
            Error::ExpectedMap => Words::plain("expected an opening `{`".to_owned()),
            Error::ExpectedMapEnd => Words::plain("expected a closing `}`".to_owned()),
            Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
                Words::plain("expected an opening `(`".to_owned())
            }
            Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
                Words::plain("expected a closing `)`".to_owned())
            }
            Error::ExpectedMapColon => Words::plain("expected a colon after the name of a field".to_owned()),
            Error::ExpectedIdentifier => Words::plain("expected a name".to_owned()),
            Error::Eof => Words::plain("the text ends too early".to_owned()),
            Error::TrailingCharacters => Words::plain("expected nothing after the closing bracket".to_owned()),
            Error::Message(message) => Words::of_serde(message),
            other => {
                let message = other.to_string();
                let mut letters = message.chars();
                let first = letters.next().map(|letter| letter.to_ascii_lowercase()).unwrap_or_default();
                Words::plain(format!("{first}{}", letters.as_str()))
            }
        }
    }

    /// From an error of JSON, without its place.
    pub(super) fn of_json(error: &serde_json::Error) -> Words {
        let message = error.to_string();
        Words::of_serde(message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message))
    }

    /// From the fixed phrases of serde.
    pub(super) fn of_serde(message: &str) -> Words {
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let names = quoted.get(1..).unwrap_or_default();
        match (message.split(' ').take(2).collect::<Vec<_>>().as_slice(), quoted.first()) {
            (["unknown", "field"], Some(found)) => Words::unknown("field", found, names),
            (["unknown", "variant"], Some(found)) => Words::unknown("value", found, names),
            (["missing", "field"], Some(field)) => Words::plain(format!("missing field `{field}`")),
            (["duplicate", "field"], Some(field)) => Words::plain(format!("field `{field}` stands twice")),
            (["invalid", "type:" | "value:"], _) => {
                let rest = message.split_once(": ").map_or(message, |(_, rest)| rest);
                let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, "another"));
                // Kinds are serde's business: what stands there says it as well.
                let kinds = ["string ", "integer ", "floating point ", "boolean "];
                let bare = kinds.iter().find_map(|kind| found.strip_prefix(kind)).unwrap_or(found);
                Words::mistyped(bare.trim_matches('`'), &plain_type(expected))
            }
            _ => Words::plain(message.to_owned()),
        }
    }

    /// With its place: that of the value or name that the parser did not like, or of the brackets that lack a field.
    fn at(mut self, path: &str, text: &str, layout: Option<&Node>, offset: usize, length: usize) -> Problem {
        let found = layout.map(|layout| layout.at(text, offset)).unwrap_or_default();
        let token = found.name.or(found.leaf);
        let missing = layout.is_some() && self.message.starts_with("missing field");
        let (offset, length) = match token {
            _ if missing => (found.around, 1),
            Some((start, end)) => (start, end - start),
            None => (offset, length),
        };
        if let (Some(allowed), Some((start, end)), None) = (self.wanted(), found.leaf, found.name) {
            let here = &text[start..end];
            self = Words::mistyped(&error::quote_token(here), &allowed);
        }
        let mut problem = place(path, text, offset, length, String::new());
        problem.path = if missing { found.around_path } else { found.path };
        problem.fill(self);
        problem
    }

    /// What a parser wanted where it met something else. RON reads `7.5` as the whole number 7 and misses a comma.
    fn wanted(&self) -> Option<String> {
        if self.message == "expected a comma" {
            return Some("a whole number".to_owned());
        }
        self.message.strip_prefix("expected ").map(str::to_owned)
    }
}

impl Problem {
    /// Takes over the words; the path comes first where there is one.
    pub(super) fn fill(&mut self, words: Words) {
        self.message = match self.path.as_str() {
            "" => words.message,
            path => format!("{path}: {}", words.message),
        };
        (self.found, self.allowed, self.nearest) = (words.found, words.allowed, words.nearest);
    }
}

fn plain_type(expected: &str) -> String {
    match expected {
        "i64" => "a whole number",
        "f64" => "a number",
        "a string" | "str" => "a text in double quotes",
        "a boolean" | "bool" => "true or false",
        other if other.starts_with("struct ") => "named fields",
        other => other,
    }
    .to_owned()
}
