//! The command that repeats one run of a study.

use super::{Point, RunOf, Study};

/// The command that repeats a run by itself.
pub fn redo_command(study: &Study, run: &RunOf) -> String {
    let point: &Point = &study.points[run.point];
    let mut words = vec!["truceline run".to_owned(), shell_word(study.scenario(point))];
    words.push(format!("--seed {}", run.seed));
    if run.replication != 0 {
        words.push(format!("--replication {}", run.replication));
    }
    for (path, value) in study.settings(point) {
        words.push(format!("--set {}", shell_word(&format!("{path}={value}"))));
    }
    if let Some(hours) = study.text.until_hours {
        words.push(format!("--until {}s", (hours * 3_600.0).round()));
    }
    if let Some(most) = study.text.events_most {
        words.push(format!("--events-most {most}"));
    }
    words.join(" ")
}

/// A word as a shell takes it.
pub fn shell_word(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:,+".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
