//! How a run or a comparison is asked for: the command that does it again, and the hashes of its texts.

use crate::engine::Time;
use crate::experiment::study::shell_word;

/// Paths and blake3 hashes of the texts of a scenario.
pub fn text_hashes(texts: &[(String, String)]) -> Vec<(String, String)> {
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    texts.iter().map(|(path, text)| (path.clone(), hash(text))).collect()
}

/// The command that does a run from its start again.
pub fn run_command(
    scenario: &str,
    seed: u64,
    replication: u64,
    overrides: &[String],
    until: Option<Time>,
    events_most: Option<u64>,
) -> String {
    let mut words = vec!["truceline run".to_string(), shell_word(scenario)];
    words.push(format!("--seed {seed}"));
    if replication != 0 {
        words.push(format!("--replication {replication}"));
    }
    words.extend(overrides.iter().map(|text| format!("--set {}", shell_word(text))));
    words.extend(until.map(until_words));
    words.extend(events_most.map(|most| format!("--events-most {most}")));
    words.join(" ")
}

/// The command that does a comparison again; `b` is the second scenario, when it is another file.
pub fn compare_command(
    a: &str,
    b: Option<&str>,
    pairs: u64,
    seed: u64,
    overrides: &[String],
    until: Option<Time>,
) -> String {
    let mut words = vec!["truceline compare".to_string(), shell_word(a)];
    words.extend(b.map(shell_word));
    words.push(format!("-n {pairs} --seed {seed}"));
    words.extend(overrides.iter().map(|text| format!("--set {}", shell_word(text))));
    words.extend(until.map(until_words));
    words.join(" ")
}

fn until_words(time: Time) -> String {
    format!("--until {}s", time.milliseconds() / 1_000)
}
