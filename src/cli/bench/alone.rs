//! One workload, one process. Memory that a workload frees stays with its process, so that the next one would seem to
//! need none; and nobody inherits the cluttered heap of another.

use std::process::Command;

use crate::bench::{self, LARGE_PAGES_FROM, Measured, Workload};
use crate::cli::error::CliError;
use crate::cli::output;

/// Measures a workload in this process and prints its row as one line of JSON.
pub fn print(all: &[Workload], name: &str, repeats: usize) -> Result<(), CliError> {
    let workload = all.iter().find(|workload| workload.name == name);
    let workload = workload.ok_or_else(|| CliError::Invalid(format!("bench: no workload is called '{name}'")))?;
    if workload.size >= Some(LARGE_PAGES_FROM) {
        bench::ask_for_large_pages();
    }
    let measured = bench::measure(workload, repeats).map_err(|error| CliError::Run(error.to_string()))?;
    let row = serde_json::to_string(&measured).expect("plain data becomes JSON without fail");
    output::data(&format!("{row}\n"))
}

/// Measures a workload in a process of its own.
pub fn measure(name: &str, quick: bool, repeats: usize) -> Result<Measured, CliError> {
    let failed = |why: String| CliError::Run(format!("bench: {name} cannot be measured: {why}"));
    let program = std::env::current_exe().map_err(|error| failed(format!("no path to this program: {error}")))?;
    let mut command = Command::new(program);
    command.args(["bench", "--alone", name, "--repeats", &repeats.to_string()]);
    if quick {
        command.arg("--quick");
    }
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        let told = told.trim().trim_start_matches("error: ");
        return Err(if told.is_empty() { failed(output.status.to_string()) } else { CliError::Run(told.to_owned()) });
    }
    serde_json::from_slice(&output.stdout).map_err(|error| failed(format!("its row cannot be read: {error}")))
}
