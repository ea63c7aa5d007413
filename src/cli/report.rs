//! `truceline report`: a run as one page to read, to ask and to hand on.

use std::path::{Path, PathBuf};

use crate::report;
use crate::store::{Native, write_replacing};

use super::arguments::ReportArguments;
use super::error::CliError;
use super::{directory, output};

/// How much of a file is looked at to see whether it is a page of this program.
const HEAD: usize = 4_096;

/// Writes the page beside the directory of the run, or where it is asked for.
pub fn report(arguments: &ReportArguments) -> Result<(), CliError> {
    let read = directory::read(&arguments.directory)?;
    let target = target(arguments)?;
    let page = report::page::page(&read.run());
    write_replacing(&Native, &target, page.as_bytes())?;
    let kilobytes = page.len().div_ceil(1_000);
    output::data(&format!("{} ({} kB)\n", target.display(), report::words::count(kilobytes as f64)))?;
    output::next(&format!("open {} in a browser; it needs no network", target.display()));
    Ok(())
}

/// Where the page goes. The directory of a run or of a branch holds what its manifest lists and nothing else, so that the
/// command that wrote it can replace it without a question: the page stands beside it.
fn target(arguments: &ReportArguments) -> Result<PathBuf, CliError> {
    let directory = &arguments.directory;
    let run = directory.canonicalize().unwrap_or_else(|_| directory.clone());
    let branch = branch_of(&run);
    let target = match (&arguments.out, &branch) {
        (Some(out), _) => out.clone(),
        (None, None) => beside(directory, &run, ""),
        (None, Some(branch)) => {
            let which = run.file_name().unwrap_or_default().to_string_lossy();
            let typed = directory.parent().filter(|_| directory.file_name().is_some());
            beside(typed.unwrap_or(branch), branch, &format!("-{which}"))
        }
    };
    let real = branch.unwrap_or(run);
    let shown = target.display();
    if target.is_dir() || target.file_name().is_none() {
        return Err(CliError::Invalid(format!("{shown}: found a directory, expected the name of a file")));
    }
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().map_err(|_| {
        CliError::Invalid(format!("{}: found nothing, expected a directory for the page", folder.display()))
    })?;
    if folder.starts_with(&real) {
        return Err(CliError::Invalid(format!(
            "{shown}: found a place in the directory {}, expected one outside it: the directory holds what its manifest lists",
            real.display()
        )));
    }
    if target.exists() && !is_page(&target) {
        return Err(CliError::Invalid(format!(
            "{shown}: found a file that is no page of this program, expected none or such a page; name another with --out"
        )));
    }
    Ok(target)
}

/// The directory of a branch, when the run is one of its two.
fn branch_of(run: &Path) -> Option<PathBuf> {
    let branch = run.parent()?;
    let manifest = std::fs::read(branch.join("manifest.json")).ok()?;
    let runs = report::runs_of_branch(&manifest)?;
    runs.iter().any(|name| run.file_name() == Some(name.as_ref())).then(|| branch.to_path_buf())
}

/// `<directory><which>.html`, in the words of who typed it where that is possible.
fn beside(typed: &Path, real: &Path, which: &str) -> PathBuf {
    let named = if typed.file_name().is_some() { typed } else { real };
    let mut name = named.file_name().unwrap_or_default().to_os_string();
    name.push(format!("{which}.html"));
    named.with_file_name(name)
}

/// Whether a file begins as a page of this program does.
fn is_page(path: &Path) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return false };
    String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).contains(report::page::GENERATOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stands_beside_the_directory_under_its_name() {
        let real = Path::new("/home/x/run.d");
        assert_eq!(beside(Path::new("output/run.d/"), real, ""), Path::new("output/run.d.html"));
        assert_eq!(beside(Path::new("."), real, ""), Path::new("/home/x/run.d.html"));
        assert_eq!(beside(Path::new("../.."), real, ""), Path::new("/home/x/run.d.html"));
        assert_eq!(beside(Path::new("b"), Path::new("/home/x/b"), "-changed"), Path::new("b-changed.html"));
    }
}
