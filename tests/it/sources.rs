//! Every mark of a source that a parameter or a scenario gives is listed in `docs/SOURCES.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use truceline::model::parameters::TABLE;

use crate::document::{between, read};

/// First cells of a table of the document.
fn listed(marker: &str) -> BTreeSet<String> {
    let document = read("SOURCES.md");
    let rows = between(&document, marker).lines().skip(2);
    rows.map(|row| row.split('|').nth(1).unwrap().trim().to_owned()).collect()
}

/// `S12` and `S101`, wherever they stand in a text.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| {
        let digits = word.strip_prefix('S').unwrap_or_default();
        (2..=3).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// `14` of `[14]`; 23, 24 and 25 of `[23, 25]` and `[23-25]`.
fn numbers(text: &str) -> Vec<u32> {
    let brackets = text.split('[').skip(1).filter_map(|rest| Some(rest.split_once(']')?.0));
    let parts = brackets.flat_map(|inner| inner.split(", "));
    let span = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.parse::<u32>().ok()?..=last.parse().ok()?)
    };
    parts.filter_map(span).flatten().collect()
}

/// Texts of all scenario files, and of the tables beside them.
fn texts(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push(text);
        }
    }
}

#[test]
fn every_mark_of_a_source_is_listed() {
    let (numbered, keyed) = (listed("numbers"), listed("keys"));
    let mut scenarios = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"), &mut scenarios);
    let documents = ["ODD.md", "VALIDATION.md", "CALIBRATION.md", "RELIABILITY.md"].map(read);
    let mut seen = 0;
    let sources = TABLE.iter().map(|row| row.source);
    // In "evidence.md F2 (S42, S44 there)" the marks are those of the working paper.
    for text in scenarios.iter().chain(&documents).map(String::as_str).chain(sources.clone()) {
        for key in keys(text) {
            assert!(keyed.contains(key), "{key} is not listed");
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen}");
    let cited: BTreeSet<u32> = sources.flat_map(numbers).collect();
    assert!(cited.len() > 10, "{cited:?}");
    for number in cited {
        assert!(numbered.contains(&format!("[{number}]")), "[{number}] is not listed");
    }
}
