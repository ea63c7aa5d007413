//! `truceline plot`: the pictures of a run that stands in a directory, made again.

use crate::report;
use crate::store::{Native, OutputDirectory};

use super::arguments::PlotArguments;
use super::error::CliError;
use super::{directory, output};

/// Writes the pictures beside the tables of the run, as `run` without `--no-plots` does.
pub fn plot(arguments: &PlotArguments) -> Result<(), CliError> {
    let read = directory::read(&arguments.directory)?;
    let run = read.run();
    let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, &run.setup.id);
    let directory = OutputDirectory::new(&Native, &arguments.directory, false, &earlier)?;
    let files = report::files(&run, true);
    directory.write(&files)?;
    let pictures = files.iter().filter(|file| file.name.ends_with(".png") || file.name.ends_with(".svg"));
    for picture in pictures {
        output::data(&format!("{}\n", arguments.directory.join(&picture.name).display()))?;
    }
    output::next(&format!("open {}", arguments.directory.join("casualties.png").display()));
    Ok(())
}
