//! Tables in the documents that are made from the program: compared with it, or written anew when the environment
//! variable `TRUCELINE_UPDATE_ODD` is 1.

use std::fmt::Write;

/// Text of a document.
pub fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn path(name: &str) -> String {
    format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Text between the marker `<!-- name -->` and the next `<!-- end -->`.
#[track_caller]
pub fn between<'t>(text: &'t str, marker: &str) -> &'t str {
    let from = format!("<!-- {marker} -->\n");
    assert_eq!(text.matches(&from).count(), 1, "one marker {from}");
    let (_, rest) = text.split_once(&from).expect("counted above");
    rest.split_once("<!-- end -->").unwrap_or_else(|| panic!("{marker} has no end")).0
}

/// Compares the tables of a document with what they should be, or writes them.
#[track_caller]
pub fn compare(name: &str, tables: &[(String, String)]) {
    let mut text = read(name);
    if std::env::var("TRUCELINE_UPDATE_ODD").is_ok_and(|value| value == "1") {
        for (marker, table) in tables {
            let old = between(&text, marker).to_string();
            let from = format!("<!-- {marker} -->\n");
            text = text.replacen(&format!("{from}{old}"), &format!("{from}{table}"), 1);
        }
        std::fs::write(path(name), &text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    for (marker, table) in tables {
        let (found, expected) = (between(&text, marker), table.as_str());
        let differs = found.lines().zip(expected.lines()).find(|(one, other)| one != other);
        assert!(
            found == expected,
            "{name}, {marker}: {} lines found, {} expected; first difference: {differs:?}; TRUCELINE_UPDATE_ODD=1 writes it",
            found.lines().count(),
            expected.lines().count(),
        );
    }
}

/// A table in Markdown.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    let mut line = |cells: &[String]| {
        assert!(cells.iter().all(|cell| !cell.contains(['|', '\n'])), "a cell holds no bar and no new line: {cells:?}");
        writeln!(text, "| {} |", cells.join(" | ")).expect("writing to a string");
    };
    line(&head.iter().map(ToString::to_string).collect::<Vec<_>>());
    line(&vec!["---".to_string(); head.len()]);
    for row in rows {
        line(row);
    }
    text
}
