//! Mutated files never panic, and what is accepted begins a run.

use truceline::engine::{Draws, Lineage, Stream};
use truceline::scenario::{Texts, from_text, load};

use super::BASE;

const SNIPPETS: [&str; 28] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    ",",
    ":",
    "-",
    "1e999",
    "NaN",
    "9223372036854775808",
    "-1",
    "0",
    "//",
    "/*",
    "*/",
    "r#\"",
    "'",
    "\\",
    "\u{e9}",
    "Some(",
    "None",
    "north",
    "true",
    "\n",
    "#![enable(implicit_some)]",
];

fn mutate(text: &str, stream: &mut Stream) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..1 + stream.index(4) {
        let from = stream.index(letters.len() + 1);
        let until = (from + stream.index(12)).min(letters.len());
        match stream.index(4) {
            0 => {
                letters.drain(from..until);
            }
            1 => {
                letters.splice(from..from, SNIPPETS[stream.index(SNIPPETS.len())].chars());
            }
            2 => {
                letters.splice(from..until, SNIPPETS[stream.index(SNIPPETS.len())].chars());
            }
            _ => {
                // A piece of the file copied elsewhere.
                let start = stream.index(letters.len() + 1);
                let end = (start + stream.index(80)).min(letters.len());
                let piece: Vec<char> = letters[start..end].to_vec();
                letters.splice(from..from, piece);
            }
        }
    }
    letters.into_iter().collect()
}

#[test]
fn ron_files() {
    let draws = Draws::new(1, 1, 0);
    let mut accepted = 0;
    for round in 0..3_000 {
        let mut stream = draws.open(Lineage::of_text("fuzz").child(round), 0);
        let text = mutate(BASE, &mut stream);
        match from_text(&text) {
            Ok(_) => accepted += 1,
            Err(error) => {
                assert!(!error.problems.is_empty());
                for problem in &error.problems {
                    assert!(!problem.message.is_empty(), "{text}");
                    assert!(problem.offset <= text.len(), "{text}");
                }
                let _ = truceline::scenario::graphical(&error, true);
            }
        }
    }
    // Comments, texts and harmless numbers change as well.
    assert!((30..2_000).contains(&accepted), "{accepted}");
}

#[test]
fn json_files() {
    let document = load(&Texts::one("base.ron", BASE), "base.ron", &[]).expect("sound").document;
    let json = serde_json::to_string(&document).expect("a document is JSON");
    let draws = Draws::new(1, 2, 0);
    for round in 0..500 {
        let text = mutate(&json, &mut draws.open(Lineage::of_text("fuzz").child(round), 0));
        if let Err(error) = load(&Texts::one("base.json", &text), "base.json", &[]) {
            let _ = truceline::scenario::graphical(&error, false);
        }
    }
}

#[test]
fn overrides() {
    let draws = Draws::new(1, 3, 0);
    for round in 0..500 {
        let mut stream = draws.open(Lineage::of_text("fuzz").child(round), 0);
        let path = mutate("posts.north_post.crew", &mut stream);
        let value = mutate("open_grievance(site: \"intake\")", &mut stream);
        let sets = [(path, "3".to_owned()), ("injects.works.action".to_owned(), value)];
        for set in sets {
            let _ = load(&Texts::one("base.ron", BASE), "base.ron", &[set]);
        }
    }
}
