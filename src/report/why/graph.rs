//! The answer as a graph in the language of Graphviz. Texts of a scenario stand between quotation marks and cannot leave them.

use std::fmt::Write;

use super::{Extent, Why};
use crate::report::{NOTE, words};

/// Longest line of a label, in characters.
const LABEL_COLUMNS: usize = 44;

impl Why<'_> {
    pub(super) fn graph(&self, extent: Extent) -> String {
        let causes = self.story.causes();
        let (events, hidden) = match extent {
            Extent::Chain => (causes.chain(self.event).into_iter().collect(), 0),
            Extent::Tree(most) => self.cut(most),
        };
        let mut out = String::from("digraph why {\n");
        let title = match extent {
            Extent::Chain => format!("How #{} came about", self.event),
            Extent::Tree(_) if hidden > 0 => {
                let left = words::number_of(hidden, "event is", "events are");
                format!("What #{} set off; {left} left out", self.event)
            }
            Extent::Tree(_) => format!("What #{} set off", self.event),
        };
        let label = format!("{title}\n{}\n{NOTE}", self.identity());
        let _ = writeln!(out, "  graph [label={}, labelloc=t, fontname=\"sans-serif\"];", quoted(&label));
        let _ = writeln!(out, "  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];");
        for &event in &events {
            let width = if event == self.event { ", penwidth=2" } else { "" };
            let label = format!("#{event} {}\n{}", self.moment(event), folded(&self.story.sentence(event)));
            let _ = writeln!(out, "  e{event} [label={}{width}];", quoted(&label));
        }
        for &event in &events {
            if let Some(cause) = causes.cause(event).filter(|cause| events.contains(cause)) {
                let _ = writeln!(out, "  e{cause} -> e{event};");
            }
        }
        out.push_str("}\n");
        out
    }
}

/// In lines of a label.
fn folded(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LABEL_COLUMNS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// A string of the language: within quotation marks, lines ended by `\n`. A backslash would begin an escape.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_within_their_quotation_marks() {
        assert_eq!(quoted("a \"b\" \\ c\nd\t"), "\"a \\\"b\\\" \\\\ c\\nd \"");
        assert_eq!(folded(&"word ".repeat(20)).lines().count(), 3);
    }
}
