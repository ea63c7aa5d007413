//! Writing to the terminal: data to standard output, talk to standard error.

use std::io::{self, IsTerminal, Write};

use super::error::CliError;

/// Writes data to standard output. A reader that has gone away (`| head`) ends the command quietly.
pub fn data(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(CliError::Closed),
        Err(error) => Err(CliError::Output(error)),
    }
}

/// Says a line on standard error. When nobody can hear it, there is nobody to tell that to.
pub fn talk(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Says what to do next.
pub fn next(text: &str) {
    talk(&format!("next: {text}"));
}

/// Replaces the last line on standard error.
pub fn status(text: &str) {
    let mut error = io::stderr().lock();
    let _ = write!(error, "\r\x1b[2K{text}");
    let _ = error.flush();
}

/// Whether standard error is a terminal that understands being overwritten.
pub fn can_overwrite() -> bool {
    io::stderr().is_terminal() && !is_dumb()
}

/// Whether standard output may be emphasised: a terminal, and the user has not asked for plain text.
pub fn can_emphasise() -> bool {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal() && !plain && !is_dumb()
}

/// The same for standard error.
pub fn talk_can_emphasise() -> bool {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !plain && !is_dumb()
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}
