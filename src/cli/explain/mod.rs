//! `truceline explain`: what a name means, from the same tables that the program runs on.

mod catalogue;
mod entry;
mod find;
mod text;

use super::arguments::ExplainArguments;
use super::error::CliError;
use super::output;

use entry::{Entry, Sort};

/// Explains one name, or lists all of a sort; without a name tells which sorts there are.
pub fn explain(arguments: &ExplainArguments) -> Result<(), CliError> {
    let all = catalogue::catalogue();
    // `rung 4` and `border post` need no quotes.
    let name = arguments.name.join(" ");
    let name = name.trim();
    let (told, text) = match Sort::ALL.into_iter().find(|sort| sort.list() == name) {
        Some(sort) => {
            let told: Vec<&Entry> = all.iter().filter(|entry| entry.sort == sort).collect();
            let text = text::list(&told);
            (told, text)
        }
        None if arguments.name.is_empty() => (all.iter().collect(), text::sorts(&all)),
        None => {
            let found = find::find(&all, name);
            if found.entries.is_empty() && found.inside.is_empty() {
                return Err(unknown(&all, name));
            }
            (found.entries.iter().chain(&found.inside).copied().collect(), text::found(&found))
        }
    };
    output::data(&if arguments.json { text::json(&told) } else { text })?;
    let lists: Vec<&str> = Sort::ALL.iter().map(|sort| sort.list()).collect();
    output::next(&format!("truceline explain {} lists all of a sort", lists.join("|")));
    Ok(())
}

fn unknown(all: &[Entry], name: &str) -> CliError {
    let lists: Vec<&str> = Sort::ALL.iter().map(|sort| sort.list()).collect();
    let hint = match find::nearest(all, name) {
        Some(known) => format!("did you mean {known}?"),
        None => format!("expected a name, or one of {}", lists.join(", ")),
    };
    let shown = crate::report::words::one_line(name, 60);
    CliError::Invalid(format!("explain: found '{shown}', which nothing is called\n  hint: {hint}"))
}
