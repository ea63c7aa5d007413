//! From a name to what it may mean.

use super::entry::{Entry, Sort};

/// What a name leads to.
#[derive(Debug, Default)]
pub struct Found<'e> {
    /// Things of that name.
    pub entries: Vec<&'e Entry>,
    /// Things within what is named: the parameters of a submodel, the fields of a list, the columns of a table.
    pub inside: Vec<&'e Entry>,
    /// Others whose name ends in that word.
    pub see_also: Vec<&'e Entry>,
}

/// Looks a name up: things of the whole name, or else those that end in it, as a parameter is often asked for without its
/// group.
pub fn find<'e>(all: &'e [Entry], name: &str) -> Found<'e> {
    let lower = name.to_lowercase();
    let mut entries: Vec<&Entry> = all.iter().filter(|entry| is_called(entry, &lower)).collect();
    // `killed.total` is a measure of its own and not that of a side called total.
    if entries.iter().any(|entry| entry.sort == Sort::Measure && entry.name == lower) {
        entries.retain(|entry| entry.sort != Sort::Measure || entry.name == lower);
    }
    if entries.is_empty()
        && let Some((sort, rest)) = of_sort(&lower)
    {
        entries = all.iter().filter(|entry| entry.sort == sort && is_called(entry, rest)).collect();
    }
    let group = format!("{lower}.");
    let is_told = |entry: &Entry| entries.iter().any(|one| one.name == entry.name && one.sort == entry.sort);
    let inside: Vec<&Entry> = all.iter().filter(|entry| entry.name.starts_with(&group) && !is_told(entry)).collect();
    let ending = format!(".{lower}");
    let short: Vec<&Entry> = all
        .iter()
        .filter(|entry| entry.name.ends_with(&ending) && !entries.iter().any(|one| one.name == entry.name))
        .collect();
    if entries.is_empty() && inside.is_empty() {
        return Found { entries: short, ..Found::default() };
    }
    Found { entries, inside, see_also: short }
}

/// `rung 4` or `parameter retaliation.n_self`: a sort in words, as answers begin, and a name of it.
fn of_sort(name: &str) -> Option<(Sort, &str)> {
    Sort::ALL.into_iter().find_map(|sort| Some((sort, name.strip_prefix(sort.one())?.strip_prefix(' ')?.trim())))
}

fn is_called(entry: &Entry, name: &str) -> bool {
    entry.name == name
        || entry.other_names.iter().any(|other| other == name)
        || (entry.sort == Sort::Measure && matches(&entry.name, name))
        // A curve of claims ends in the id of the claimant.
        || (entry.sort == Sort::Curve && entry.name.ends_with(".by") && matches(&format!("{}.<claimant>", entry.name), name))
}

/// Whether a name fits a pattern whose placeholders stand for one word each.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((before, rest)) = pattern.split_once('<') else { return pattern == name };
    let Some((_, after)) = rest.split_once('>') else { return pattern == name };
    if pattern == name {
        return true;
    }
    let Some(tail) = name.strip_prefix(before) else { return false };
    let word = tail.find('.').unwrap_or(tail.len());
    word > 0 && matches(after, &tail[word..])
}

/// The known name nearest to an unknown one, when one is near.
pub fn nearest(all: &[Entry], name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let known = all.iter().flat_map(|entry| [&entry.name].into_iter().chain(&entry.other_names).map(String::as_str));
    let best = known
        .chain(Sort::ALL.iter().map(|sort| sort.list()))
        .flat_map(|known| {
            let short = known.rsplit('.').next().unwrap_or(known);
            [(strsim::jaro_winkler(&lower, known), known), (strsim::jaro_winkler(&lower, short), known)]
        })
        // The first of equals: the sorts stand in the order in which people ask, and names before other names.
        .fold(None::<(f64, &str)>, |best, one| if best.is_some_and(|best| best.0 >= one.0) { best } else { Some(one) });
    best.filter(|(likeness, _)| *likeness > 0.75).map(|(_, known)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::catalogue;
    use super::*;

    #[test]
    fn patterns_fit_names_of_sides() {
        assert!(matches("killed.<side>", "killed.kg"));
        assert!(matches("claimed_killed.<side>.by.<claimant>", "claimed_killed.kg.by.tj"));
        assert!(matches("acts.rung_<rung>", "acts.rung_3"));
        assert!(!matches("killed.<side>", "killed."));
        assert!(!matches("killed.<side>", "wounded.kg"));
    }

    #[test]
    fn everything_is_found_by_its_own_name_and_by_its_others() {
        let all = catalogue();
        for entry in &all {
            for name in entry.other_names.iter().chain([&entry.name]) {
                let found = find(&all, name);
                assert!(found.entries.iter().any(|one| one.name == entry.name && one.sort == entry.sort), "{name}");
            }
        }
    }

    #[test]
    fn short_names_groups_and_near_misses_lead_somewhere() {
        let all = catalogue();
        let names = |found: &[&Entry]| found.iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&find(&all, "n_self").entries), ["retaliation.n_self"]);
        assert!(names(&find(&all, "spark").inside).contains(&"spark.rate_per_year".to_owned()));
        // A file that is called by its stem is told once.
        assert!(names(&find(&all, "casualties").entries).contains(&"casualties.svg".to_owned()));
        assert!(find(&all, "casualties").inside.is_empty());
        assert!(names(&find(&all, "posts").inside).contains(&"posts.crew".to_owned()));
        assert!(names(&find(&all, "side").see_also).contains(&"events.csv.side".to_owned()));
        assert!(find(&all, "nothing_of_this_name").entries.is_empty());
        assert_eq!(nearest(&all, "spark.rate_per_yaer").as_deref(), Some("spark.rate_per_year"));
        assert_eq!(nearest(&all, "paramters").as_deref(), Some("parameters"));
        assert_eq!(nearest(&all, "zzzzqqqq"), None);
    }
}
