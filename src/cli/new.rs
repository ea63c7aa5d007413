//! `truceline new`: writes a new scenario file.

use std::io::{ErrorKind, Write};
use std::path::Path;

use super::arguments::NewArguments;
use super::error::CliError;
use super::output;
use crate::report::words;
use crate::scenario::{self, Synthetic, Texts, json_twin, shipped_ids, synthetic, template};

/// Writes the scenario that was asked for; an existing file is left alone.
pub fn new(arguments: &NewArguments) -> Result<(), CliError> {
    let form = Form::of(&arguments.file)?;
    let text = match (&arguments.from, &arguments.synthetic) {
        (Some(name), _) => from(name)?,
        (None, Some(sizes)) => {
            synthetic(&Synthetic::parse(sizes).map_err(|error| CliError::Usage(format!("error: {error}")))?)
        }
        // One of the two is demanded of the command line.
        (None, None) => return Err(CliError::Usage("error: expected --from or --synthetic".to_owned())),
    };
    let text = match form {
        Form::Ron => text,
        Form::Json => json(&text)?,
    };
    write_new(&arguments.file, &text)?;
    output::data(&format!("{}: {} bytes\n", arguments.file.display(), text.len()))?;
    output::next(&format!("truceline check {}", arguments.file.display()));
    Ok(())
}

/// How a scenario is written.
#[derive(Clone, Copy)]
enum Form {
    Ron,
    Json,
}

impl Form {
    /// By the ending of the file, as the loader reads it.
    fn of(path: &Path) -> Result<Form, CliError> {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("json") => Ok(Form::Json),
            Some("ron") => Ok(Form::Ron),
            ending => {
                let found = ending.map_or_else(|| "none".to_owned(), |ending| format!(".{ending}"));
                let found = words::one_line(&found, 40);
                Err(CliError::Invalid(format!("{}: found the ending {found}, expected .ron or .json", path.display())))
            }
        }
    }
}

/// The text of a template, by the id of a shipped scenario.
fn from(name: &str) -> Result<String, CliError> {
    template(name).ok_or_else(|| {
        let hint = match scenario::nearest(name, shipped_ids()) {
            Some(near) => format!("did you mean {near}?"),
            None => "they are the shipped scenarios".to_owned(),
        };
        let all: Vec<&str> = shipped_ids().collect();
        let shown = words::one_line(name, 60);
        CliError::Invalid(format!("--from: found '{shown}', expected one of {}\n  hint: {hint}", all.join(", ")))
    })
}

/// A sound scenario in RON as JSON.
fn json(text: &str) -> Result<String, CliError> {
    let loaded = scenario::load(&Texts::one("scenario.ron", text), "scenario.ron", &[]);
    loaded.map(|loaded| json_twin(&loaded.document)).map_err(|error| CliError::Invalid(error.to_string()))
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
