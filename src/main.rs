//! The `truceline` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(truceline::cli::main(std::env::args_os()))
}
