//! Where the texts of a scenario come from. The pure part of this layer knows no files: it asks a [`Source`].

use super::limits;

/// Gives texts by path.
pub trait Source {
    /// The text at a path, at most [`limits::FILE_BYTES`] long; that is checked before anything is read.
    fn read(&self, path: &str) -> Result<String, ReadError>;
}

/// Why there is no text at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing there.
    Missing,
    /// A directory.
    Directory,
    /// More bytes than allowed.
    TooLarge(u64),
    /// Not UTF-8 from this byte on.
    NotText(usize),
    /// Anything else, in the words of the system.
    Other(String),
}

impl ReadError {
    /// The message without its place.
    pub fn message(&self) -> String {
        match self {
            ReadError::Missing => "no such file".to_owned(),
            ReadError::Directory => "found a directory, expected a file".to_owned(),
            ReadError::TooLarge(bytes) => {
                format!("found a file of {bytes} bytes, expected at most {}", limits::FILE_BYTES)
            }
            ReadError::NotText(byte) => format!("found a byte that is not UTF-8 text at byte {byte}"),
            ReadError::Other(words) => format!("cannot be read: {words}"),
        }
    }
}

/// Texts in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Texts(pub Vec<(String, String)>);

impl Texts {
    /// One text at a path.
    pub fn one(path: &str, text: &str) -> Texts {
        Texts(vec![(path.to_owned(), text.to_owned())])
    }

    /// With another text.
    pub fn and(mut self, path: &str, text: &str) -> Texts {
        self.0.push((path.to_owned(), text.to_owned()));
        self
    }
}

impl Source for Texts {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        let (_, text) = self.0.iter().find(|(name, _)| name == path).ok_or(ReadError::Missing)?;
        if text.len() > limits::FILE_BYTES {
            return Err(ReadError::TooLarge(text.len() as u64));
        }
        Ok(text.clone())
    }
}

/// Files, by path from the working directory.
#[cfg(feature = "files")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Files;

#[cfg(feature = "files")]
impl Source for Files {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        use std::io::{ErrorKind, Read};
        let trouble = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound => ReadError::Missing,
            ErrorKind::IsADirectory => ReadError::Directory,
            _ => ReadError::Other(error.to_string()),
        };
        let kind = std::fs::metadata(path).map_err(trouble)?;
        if kind.is_dir() {
            return Err(ReadError::Directory);
        }
        if kind.len() > limits::FILE_BYTES as u64 {
            return Err(ReadError::TooLarge(kind.len()));
        }
        // A pipe has no length beforehand: read one byte more than allowed, and no more.
        let mut bytes = Vec::with_capacity(kind.len() as usize);
        let file = std::fs::File::open(path).map_err(trouble)?;
        file.take(limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(trouble)?;
        if bytes.len() > limits::FILE_BYTES {
            return Err(ReadError::TooLarge(bytes.len() as u64));
        }
        String::from_utf8(bytes).map_err(|error| ReadError::NotText(error.utf8_error().valid_up_to()))
    }
}

/// The path of a file that another names, relative to it.
pub(super) fn beside(path: &str, relative: &str) -> String {
    if relative.starts_with('/') {
        return relative.to_owned();
    }
    match path.rfind(['/', '\\']) {
        Some(slash) => format!("{}{relative}", &path[..=slash]),
        None => relative.to_owned(),
    }
}
