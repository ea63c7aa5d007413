//! What a comparison says on the terminal.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use crate::cli::table::aligned;
use crate::experiment::comparison::Paired;
use crate::report::{Comparison, NOTE, words};

/// Measures that are shown; `<side>` stands for each common side. All others are in the table of files.
pub const MAIN: [&str; 14] = [
    "killed.total",
    "killed.<side>",
    "wounded.total",
    "displaced_peak.total",
    "displaced_peak.<side>",
    "return_half_time_days.total",
    "queue_peak_vehicles",
    "acts.total",
    "peak_rung",
    "hours_of_fighting",
    "truces.agreed",
    "truces.failed",
    "truces.held",
    "posts.seized",
];
/// Of these the note on heavy tails speaks.
const HEAVY: f64 = 0.3;

/// The summary as text.
pub fn summary(comparison: &Comparison, took: Duration, target: &Path, emphasis: bool) -> String {
    let head = |text: &str| if emphasis { format!("\x1b[1m{text}\x1b[0m") } else { text.to_string() };
    let summary = comparison.summary;
    let mut text = String::new();
    let pairs = words::number_of(summary.complete, "pair", "pairs");
    let identity = comparison.identity;
    let seed = comparison.variants.seed;
    let _ = writeln!(text, "{}", head(&format!("{pairs} of runs with the same draws · seed {seed}")));
    let _ = writeln!(text, "A  {}", words::one_line(&identity.label_a, 100));
    let _ = writeln!(text, "B  {}\n", words::one_line(&identity.label_b, 100));
    let _ = writeln!(text, "{}", head("Means, and B minus A with its 95 % interval"));
    for line in aligned(&rows(comparison)) {
        let _ = writeln!(text, "  {line}");
    }
    let _ = writeln!(text, "  all {} measures: differences.csv\n", summary.differences.len());
    let _ = writeln!(text, "{}\n{}", head("Where the pairs part"), parting(comparison));
    text.push_str(&notes(comparison));
    let runs = 2.0 * comparison.pairs.len() as f64;
    let _ = writeln!(text, "\n{} runs in {:.2} s", words::count(runs), took.as_secs_f64());
    let _ = writeln!(text, "output {}\n{NOTE}", target.display());
    text
}

/// Main differences, where the pairs part, and what to beware of.
pub fn effect(comparison: &Comparison) -> String {
    let mut text = String::new();
    for line in aligned(&rows(comparison)) {
        let _ = writeln!(text, "  {line}");
    }
    let _ = writeln!(text, "\nWhere the pairs part\n{}", parting(comparison));
    text.push_str(&notes(comparison));
    text
}

fn rows(comparison: &Comparison) -> Vec<Vec<String>> {
    let head = ["", "A", "B", "B - A", "from", "to", "pairs lower", "equal", "higher", "worth"];
    let mut rows = vec![head.map(str::to_string).to_vec()];
    for name in MAIN {
        let sides: Vec<String> = match name.contains("<side>") {
            true => comparison.variants.sides.iter().map(|side| name.replace("<side>", &side.id)).collect(),
            false => vec![name.to_string()],
        };
        for name in sides {
            if let Some(paired) = comparison.summary.difference(&name) {
                rows.push(row(name, paired));
            }
        }
    }
    rows
}

fn row(name: String, paired: &Paired) -> Vec<String> {
    let signed = |value: f64| if value > 0.0 { format!("+{}", words::value(value)) } else { words::value(value) };
    let equal = paired.pairs - paired.lower - paired.higher;
    let worth = paired.variance_reduction.map_or_else(|| "-".to_string(), |factor| runs(paired.pairs, factor));
    vec![
        name,
        words::value(paired.mean_a),
        words::value(paired.mean_b),
        signed(paired.difference),
        signed(paired.low),
        signed(paired.high),
        words::count(paired.lower as f64),
        words::count(equal as f64),
        words::count(paired.higher as f64),
        worth,
    ]
}

/// Independent runs of each variant that would say as much.
fn runs(pairs: usize, factor: f64) -> String {
    let runs = pairs as f64 * factor;
    // Three figures are more than is known.
    let unit = libm::pow(10.0, (libm::floor(libm::log10(runs.max(1.0))) - 1.0).max(0.0));
    words::count((runs / unit).round() * unit)
}

fn parting(comparison: &Comparison) -> String {
    let summary = comparison.summary;
    if summary.is_null() {
        return "  The edit changes nothing: both runs of every pair are the same, event by event, and every difference is \
                exactly 0."
            .to_string();
    }
    let complete = words::count(summary.complete as f64);
    let mut text = match summary.never_part {
        0 => format!("  All {complete} pairs part"),
        never => format!(
            "  {} of {complete} pairs never part: every logged event is the same in both",
            words::count(never as f64)
        ),
    };
    if summary.same_digest < summary.never_part {
        let less = summary.never_part - summary.same_digest;
        text.push_str(&format!(" (in {} of them only unlogged steps differ)", words::count(less as f64)));
    }
    if let (Some(hours), Some((kind, count))) = (summary.parting_hours_median, summary.parting_kinds.first()) {
        let parted = summary.complete - summary.never_part;
        let who = if summary.never_part == 0 { "They" } else { "The others" };
        text.push_str(&format!(
            ".\n  {who} part after {} h in the middle, most often ({} of {}) at: {} ({})",
            words::value(hours),
            words::count(*count as f64),
            words::count(parted as f64),
            kind.words(),
            kind.name()
        ));
    }
    text.push('.');
    text
}

fn notes(comparison: &Comparison) -> String {
    let summary = comparison.summary;
    let mut text = String::new();
    let factor = summary.difference("killed.total").and_then(|paired| paired.variance_reduction.map(|by| (paired, by)));
    if let Some((paired, factor)) = factor {
        let _ = writeln!(
            text,
            "\nOf the killed, {} pairs say as much as {} independent runs of each variant (column worth, for all).",
            words::count(paired.pairs as f64),
            runs(paired.pairs, factor)
        );
    }
    let heaviest = summary.killed_in_deadliest_tenth.iter().flatten().copied().fold(0.0, f64::max);
    if heaviest > HEAVY {
        let _ = writeln!(
            text,
            "\nThe deadliest tenth of the runs has {:.0} % of all killed: means of such measures hang on a few runs and mislead;\n\
             look at how many pairs are lower and higher, at the medians in differences.csv, and at pairs.csv.",
            100.0 * heaviest
        );
    }
    if comparison.variants.measures_left_out > 0 {
        let left_out = comparison.variants.measures_left_out;
        let _ = writeln!(
            text,
            "{} that only one variant has, left out.",
            words::number_of(left_out, "measure", "measures")
        );
    }
    text
}
