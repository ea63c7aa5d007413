//! `truceline check`: tells all problems of scenario files.

use std::fmt::Write;

use super::arguments::CheckArguments;
use super::error::CliError;
use super::load::load;
use super::output;
use crate::report::words;

/// Checks every file, also after a bad one.
pub fn check(arguments: &CheckArguments) -> Result<(), CliError> {
    let mut bad = 0;
    let mut good = String::new();
    for path in &arguments.scenarios {
        match load(path, &[]) {
            Ok(loaded) => {
                let setup = &loaded.setup;
                let people: f64 = setup.villages.iter().map(|village| f64::from(village.people)).sum();
                let _ = writeln!(
                    good,
                    "{}: valid · {} · {} · {} · {} people in {}",
                    path.display(),
                    words::one_line(&setup.id, 60),
                    words::number_of(setup.sides.len(), "side", "sides"),
                    words::number_of(setup.posts.len(), "post", "posts"),
                    words::count(people),
                    words::number_of(setup.villages.len(), "village", "villages"),
                );
            }
            Err(error) => {
                error.tell();
                bad += 1;
            }
        }
    }
    output::data(&good)?;
    if bad > 0 {
        let found = words::number_of(bad, "scenario has", "scenarios have");
        return Err(CliError::Invalid(format!("{found} problems, told above; mend and check again")));
    }
    output::next(&format!("truceline run {}", arguments.scenarios[0].display()));
    Ok(())
}
