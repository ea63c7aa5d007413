//! `truceline new`: writes a new scenario file.

use std::io::{ErrorKind, Write};
use std::path::Path;

use super::arguments::NewArguments;
use super::error::CliError;
use super::output;
use crate::scenario::{Synthetic, synthetic};

/// Writes the scenario that was asked for; an existing file is left alone.
pub fn new(arguments: &NewArguments) -> Result<(), CliError> {
    let what = Synthetic::parse(&arguments.synthetic).map_err(|error| CliError::Usage(format!("error: {error}")))?;
    let text = synthetic(&what);
    write_new(&arguments.file, &text)?;
    output::data(&format!("{}: {} bytes\n", arguments.file.display(), text.len()))?;
    output::next(&format!("truceline check {}", arguments.file.display()));
    Ok(())
}

/// Writes the whole text beside the place and gives it its name only then, so that nothing half-written is ever there.
fn write_new(path: &Path, text: &str) -> Result<(), CliError> {
    let refused = |cause: std::io::Error| {
        if cause.kind() == ErrorKind::AlreadyExists {
            return CliError::Invalid(format!("{}: exists already; choose another name", path.display()));
        }
        CliError::Written(format!("cannot write {}: {cause}", path.display()))
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.symlink_metadata().is_ok() {
        return Err(refused(ErrorKind::AlreadyExists.into()));
    }
    let name = path.file_name().ok_or_else(|| refused(ErrorKind::InvalidInput.into()))?.to_string_lossy().into_owned();
    let partial = folder.join(format!(".{name}.partial-{}", std::process::id()));
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&partial)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        // A link, not a rename: it refuses to take the place of a file that has come meanwhile.
        .and_then(|()| std::fs::hard_link(&partial, path));
    let _ = std::fs::remove_file(&partial);
    written.map_err(refused)
}
