//! Shipped scenarios as the beginning of one's own: one file that names no other, with a comment at each field.

use super::layout::{self, Entry, Node, Shape};
use super::schema::{Field, fields};
use super::shipped::shipped_texts;
use super::source::Source;

/// Width that comments are wrapped at.
const WIDTH: usize = 118;
const INDENT: &str = "    ";

/// The text of a shipped scenario as a file of its own: what it shares with others is written into it, the comments of
/// all texts are kept, and each field says what it is. It loads to the same setup. None when nothing is called so.
pub fn template(id: &str) -> Option<String> {
    let texts = shipped_texts();
    let text = texts.read(&format!("{id}.ron")).ok()?;
    let mut writer = Writer { texts: &texts, fields: fields(), used: Vec::new(), out: String::new() };
    writer.comment(
        "",
        &format!(
            "A scenario, from the template {id}. Change its id first. `truceline check FILE` tells what is wrong with it, \
             `truceline explain posts.crew` what a field means, `truceline diff` what differs from another scenario."
        ),
    );
    let layout = layout::read(&text).ok()?;
    let entries = entries(&layout)?;
    writer.out.push_str(&text[..entries.first()?.start as usize]);
    writer.body(&text, entries)?;
    writer.end();
    Some(writer.out)
}

fn entries(node: &Node) -> Option<&[Entry]> {
    match &node.shape {
        Shape::Map(entries) => Some(entries),
        // Nothing stands within the parentheses.
        Shape::List(items) if items.is_empty() => Some(&[]),
        _ => None,
    }
}

struct Writer<'t> {
    texts: &'t dyn Source,
    fields: Vec<Field>,
    /// Fields that were written.
    used: Vec<String>,
    out: String,
}

impl Writer<'_> {
    /// Writes the entries of a text, the first where `out` ends, with the comments that stand between them.
    fn body(&mut self, text: &str, entries: &[Entry]) -> Option<()> {
        let mut end = None;
        for entry in entries {
            if let Some(end) = end {
                // The comma, and what stands on the lines before the entry.
                let between = &text[end as usize..entry.start as usize];
                let (comma, lines) = between.split_once('\n').unwrap_or((between, INDENT));
                self.out.push_str(comma);
                self.out.push('\n');
                self.out.push_str(lines);
            }
            end = Some(entry.value.end);
            match entry.name(text) {
                "geography" => self.geography(&value(text, entry))?,
                "parameter_file" => self.parameters(&value(text, entry))?,
                name => {
                    self.describe(name);
                    self.out.push_str(&text[entry.start as usize..entry.value.end as usize]);
                }
            }
        }
        Some(())
    }

    /// Everything in the geography file but its format.
    fn geography(&mut self, path: &str) -> Option<()> {
        let text = self.texts.read(path).ok()?;
        let layout = layout::read(&text).ok()?;
        self.head(&text[..layout.start as usize]);
        let mut rest = entries(&layout)?;
        if rest.first().is_some_and(|entry| entry.name(&text) == "format") {
            rest = &rest[1..];
        }
        self.body(&text, rest)
    }

    /// The parameters of the shared file as the scenario's own.
    fn parameters(&mut self, path: &str) -> Option<()> {
        let text = self.texts.read(path).ok()?;
        let layout = layout::read(&text).ok()?;
        self.head(&text[..layout.start as usize]);
        self.describe("parameters");
        let inside = text[layout.start as usize..layout.end as usize].replace('\n', &format!("\n{INDENT}"));
        self.out.push_str("parameters: ");
        self.out.push_str(&inside);
        Some(())
    }

    /// The comments at the head of a shared file, where an entry would stand; the entry is indented anew after them.
    fn head(&mut self, comments: &str) {
        for line in comments.trim().lines() {
            self.out.push_str(line.trim());
            self.out.push('\n');
            self.out.push_str(INDENT);
        }
    }

    /// A comment on a field, where the field itself would stand.
    fn describe(&mut self, name: &str) {
        self.used.push(name.to_owned());
        let Some(field) = self.fields.iter().find(|field| field.path == name) else { return };
        let mut words = match field.unit.as_deref() {
            Some(unit) if unit != "1" => format!("{} [{unit}]", field.meaning.trim_end_matches('.')),
            _ => field.meaning.clone(),
        };
        let inside = format!("{name}.");
        let direct = |field: &&Field| field.path.strip_prefix(&inside).is_some_and(|rest| !rest.contains('.'));
        let names: Vec<&str> = self.fields.iter().filter(direct).map(|field| &field.path[inside.len()..]).collect();
        if !names.is_empty() {
            words = format!("{} Fields: {}.", words, names.join(", "));
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.comment(INDENT, &words);
        self.out.push_str(INDENT);
    }

    /// What the template leaves out, and the closing bracket.
    fn end(&mut self) {
        let top = |field: &&Field| !field.path.contains(['.', '$']);
        let absent = |field: &&Field| !self.used.contains(&field.path) && !LEFT_OUT.contains(&field.path.as_str());
        let names: Vec<&str> = self.fields.iter().filter(top).filter(absent).map(|field| field.path.as_str()).collect();
        self.out.push_str(",\n");
        if !names.is_empty() {
            let words = format!("Not used here: {}. `truceline explain NAME` tells what each is.", names.join(", "));
            self.comment(INDENT, &words);
        }
        self.out.push_str(")\n");
    }

    /// Lines of a comment, wrapped.
    fn comment(&mut self, indent: &str, words: &str) {
        let mut line = format!("{indent}//");
        for word in words.split_whitespace() {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.out.push_str(&line);
                self.out.push('\n');
                line = format!("{indent}//");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.out.push_str(&line);
        self.out.push('\n');
    }
}

/// Names of shared files: a template is whole.
const LEFT_OUT: [&str; 2] = ["geography", "parameter_file"];

fn value(text: &str, entry: &Entry) -> String {
    text[entry.value.start as usize..entry.value.end as usize].trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Texts, load, shipped_ids, shipped_texts};
    use super::{INDENT, template};

    #[test]
    fn every_template_is_whole_and_gives_the_setup_of_its_scenario() {
        for id in shipped_ids() {
            let text = template(id).unwrap_or_else(|| panic!("{id}"));
            let own = load(&Texts::one("own.ron", &text), "own.ron", &[]).unwrap_or_else(|error| panic!("{error}"));
            let shipped = load(&shipped_texts(), &format!("{id}.ron"), &[]).unwrap_or_else(|error| panic!("{error}"));
            assert!(own.document == shipped.document, "{id}");
            assert!(format!("{:?}", own.setup) == format!("{:?}", shipped.setup), "{id}");
        }
    }

    #[test]
    fn comments_of_the_texts_are_kept_and_fields_described() {
        let texts = shipped_texts();
        for id in shipped_ids() {
            let text = template(id).unwrap();
            let mut originals = vec![format!("{id}.ron")];
            if text.contains("GeoNames (CC BY 4.0, https") {
                originals.push("geography/batken.ron".to_owned());
            }
            for (_, original) in texts.0.iter().filter(|(path, _)| originals.contains(path)) {
                for comment in original.lines().filter_map(|line| line.trim().strip_prefix("//")) {
                    assert!(text.contains(comment), "{id}: {comment}");
                }
            }
            assert!(text.contains("    // Border posts. Fields: "), "{id}");
            // Comments of shared files stand one step further in than where they were wrapped.
            let longest =
                text.lines().filter(|line| line.trim_start().starts_with("//")).map(|line| line.chars().count());
            assert!(longest.max().unwrap_or(0) <= 120 + 2 * INDENT.len(), "{id}");
        }
        assert_eq!(template("nowhere"), None);
    }
}
