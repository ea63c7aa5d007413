//! The command line. Data goes to standard output, talk to standard error; every command ends with a next step.

mod arguments;
mod bench;
mod branch;
mod calibrate;
mod check;
mod compare;
mod diff;
mod directory;
mod error;
mod explain;
mod facts;
mod interrupt;
mod lab;
mod load;
mod new;
mod output;
mod plot;
mod predict;
mod progress;
mod report;
mod resume;
mod run;
mod schema;
mod score;
mod snapshot;
mod study;
mod table;
mod terminal;
mod why;
mod workers;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

use clap::Parser;

use arguments::{Arguments, Command};
use error::CliError;
pub use terminal::summary as terminal_summary;

/// Does what the arguments (program name first) ask for and returns the exit code: 0 done, 1 a run ended by a limit or
/// an invariant, or a fact does not hold, 2 the command line or a scenario is invalid, 3 storage, 130 interrupted.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    static MESSAGE: Mutex<String> = Mutex::new(String::new());
    // A panic is a defect of ours: one line and how to report it, never a backtrace.
    panic::set_hook(Box::new(|info| {
        if let Ok(mut message) = MESSAGE.lock() {
            *message = format!("{} ({})", words_of(info), info.location().map(ToString::to_string).unwrap_or_default());
        }
    }));
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let result = panic::catch_unwind(AssertUnwindSafe(|| dispatch(arguments)));
    let _ = panic::take_hook();
    match result {
        Ok(Ok(())) => 0,
        Ok(Err(error)) => {
            error.tell();
            error.exit_code()
        }
        Err(_) => {
            let message = MESSAGE.lock().map(|message| message.clone()).unwrap_or_default();
            output::talk(&format!("internal error: {message}\n  please report it together with the command"));
            1
        }
    }
}

fn words_of(info: &panic::PanicHookInfo) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown".to_string())
}

fn dispatch(arguments: Vec<OsString>) -> Result<(), CliError> {
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) if error.use_stderr() => return Err(CliError::Usage(error.render().to_string())),
        // Help and version are what was asked for: data.
        Err(error) => return output::data(&error.render().to_string()),
    };
    match parsed.command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Branch(arguments) => branch::branch(&arguments),
        Command::Plot(arguments) => plot::plot(&arguments),
        Command::Report(arguments) => report::report(&arguments),
        Command::Why(arguments) => why::why(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Diff(arguments) => diff::diff(&arguments),
        Command::Schema(arguments) => schema::schema(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::New(arguments) => new::new(&arguments),
        Command::Study(command) => study::study(&command),
        Command::Replay(arguments) => study::replay(&arguments),
        Command::Calibrate(arguments) => calibrate::calibrate(&arguments),
        Command::Score(arguments) => score::score(&arguments),
        Command::Predict(arguments) => predict::predict(&arguments),
        Command::Facts(arguments) => facts::facts(&arguments),
        Command::Lab(arguments) => lab::lab(&arguments),
        Command::Bench(arguments) => bench::bench(&arguments),
    }
}
