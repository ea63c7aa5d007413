//! `truceline study` and `truceline replay`.

pub mod arguments;
mod merge;
pub mod place;
mod plan;
pub mod progress;
mod replay;
mod run;
mod sensitivity;
mod slurm;
mod status;

use super::error::CliError;
use arguments::StudyCommand;

pub use replay::replay;

/// Does what is asked of a study.
pub fn study(command: &StudyCommand) -> Result<(), CliError> {
    match command {
        StudyCommand::Run(arguments) => run::run(arguments),
        StudyCommand::Plan(arguments) => plan::plan(arguments),
        StudyCommand::Status(arguments) => status::status(arguments),
        StudyCommand::Merge(arguments) => merge::merge(arguments),
        StudyCommand::Sensitivity(arguments) => sensitivity::sensitivity(arguments),
        StudyCommand::Slurm(arguments) => slurm::slurm(arguments),
    }
}
