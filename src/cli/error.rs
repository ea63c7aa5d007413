//! What can end a command early, and with which exit code.

use crate::scenario;
use crate::store::StoreError;
use crate::store::study::OpenError;

use super::output;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum CliError {
    /// The command line is invalid; the text is complete.
    Usage(String),
    /// A scenario is invalid or a name unknown; the text is complete.
    Invalid(String),
    /// A scenario is invalid; the text shows every problem where it stands.
    Diagnosed(String),
    /// A run ended by a limit or an invariant; the text says which.
    Run(String),
    /// Somebody asked to stop; the text says how to go on.
    Interrupted(String),
    /// Storage.
    Store(StoreError),
    /// A file cannot be written; the text is complete.
    Written(String),
    /// Nobody reads standard output any more.
    Closed,
    /// Standard output cannot be written for another reason.
    Output(std::io::Error),
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        CliError::Store(error)
    }
}

impl From<OpenError> for CliError {
    fn from(error: OpenError) -> CliError {
        match error {
            OpenError::Scenario(error) => {
                CliError::Diagnosed(scenario::graphical(&error, output::talk_can_emphasise()))
            }
            OpenError::NoStudy(text) => CliError::Invalid(text),
            OpenError::Store(error) => CliError::Store(error),
        }
    }
}

impl CliError {
    /// Exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            CliError::Closed => 0,
            CliError::Run(_) => 1,
            CliError::Usage(_) | CliError::Invalid(_) | CliError::Diagnosed(_) => 2,
            CliError::Store(_) | CliError::Written(_) | CliError::Output(_) => 3,
            CliError::Interrupted(_) => 130,
        }
    }

    /// Says it on standard error.
    pub fn tell(&self) {
        match self {
            CliError::Closed => {}
            CliError::Usage(text) | CliError::Diagnosed(text) => output::talk(text.trim_end()),
            CliError::Invalid(text) | CliError::Run(text) | CliError::Written(text) => {
                output::talk(&format!("error: {}", text.trim_end()))
            }
            CliError::Interrupted(text) => output::talk(&format!("interrupted: {text}")),
            CliError::Store(error) => output::talk(&format!("error: {error}\n  hint: {}", error.hint())),
            CliError::Output(error) => output::talk(&format!("error: cannot write to standard output: {error}")),
        }
    }
}
