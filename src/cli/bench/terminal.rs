//! Figures on the terminal, at most 100 characters wide.

use std::fmt::Write;

use crate::bench::{Cache, LARGE_PAGES_FROM, Machine, Measured};
use crate::cli::table::aligned;
use crate::report::words;

use super::Report;

/// Digits of a digest in the table; all 32 are in the JSON.
const DIGITS: usize = 16;

/// The report as text.
pub fn text(report: &Report, emphasis: bool) -> String {
    let head = |text: &str| if emphasis { format!("\x1b[1m{text}\x1b[0m") } else { text.to_string() };
    let mut text = String::new();
    let quick = if report.quick { " · quick: fewer events, not for publication" } else { "" };
    let Report { version, result_version, .. } = report;
    let _ = writeln!(text, "{}", head(&format!("truceline {version} · results of version {result_version}{quick}")));
    for line in machine(&report.machine) {
        let _ = writeln!(text, "  {line}");
    }
    let repeats = words::number_of(report.repeats, "repeat", "repeats");
    let _ = writeln!(text, "\n{}", head(&format!("Median and quartiles of {repeats} of the same work")));
    for line in aligned(&rows(&report.workloads)) {
        let _ = writeln!(text, "  {line}");
    }
    let checks = checks(&report.workloads);
    if !checks.is_empty() {
        let _ = writeln!(text, "\n{}\n  {}", head("Beside theory"), checks.join("\n  "));
    }
    text.push_str(
        "\nTime is without start-up; memory is what the first repeat added. Equal digests (here their first\n\
         halves) are equal work, on any machine.\n",
    );
    text.push_str(&large_pages(&report.workloads));
    text
}

/// What is known of the machine, one thing a line.
fn machine(machine: &Machine) -> Vec<String> {
    let unknown = || "unknown".to_string();
    let Machine { operating_system, architecture, rustc, build_profile, optimisation, .. } = machine;
    let cores = machine.cores.map_or_else(unknown, |cores| words::number_of(cores, "core", "cores"));
    let caches: Vec<String> = machine.caches.iter().map(cache).collect();
    let memory = machine.memory_bytes.map_or_else(unknown, |bytes| format!("{} MiB", words::count(mebibytes(bytes))));
    let load = machine.load_average.map_or_else(unknown, |load| format!("{load:.2} in the last minute"));
    let rows = [
        ("processor", format!("{}, {cores}, {architecture}", machine.processor.clone().unwrap_or_else(unknown))),
        ("caches", if caches.is_empty() { unknown() } else { caches.join(", ") }),
        ("memory", memory),
        ("system", operating_system.clone()),
        ("load", load),
        ("build", format!("{}, {rustc}, profile {build_profile}, optimisation {optimisation}", machine.build)),
    ];
    rows.map(|(name, value)| format!("{name:<10} {}", words::one_line(&value, 86))).to_vec()
}

fn cache(cache: &Cache) -> String {
    format!("L{} {} {} KiB", cache.level, cache.kind, words::count((cache.bytes / 1_024) as f64))
}

fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn rows(measured: &[Measured]) -> Vec<Vec<String>> {
    let head = ["", "events", "ns/event", "quartiles", "events/s", "MiB", "digest"];
    let mut rows = vec![head.map(str::to_string).to_vec()];
    rows.extend(measured.iter().map(row));
    rows
}

fn row(one: &Measured) -> Vec<String> {
    let time = &one.nanoseconds_per_event;
    let memory = one.resident_growth_bytes.map_or_else(|| "unknown".to_string(), |bytes| figure(mebibytes(bytes)));
    vec![
        one.name.clone(),
        words::count(one.events as f64),
        figure(time.median),
        format!("{} to {}", figure(time.lower_quartile), figure(time.upper_quartile)),
        words::count(one.events_per_second),
        memory,
        one.digest.chars().take(DIGITS).collect(),
    ]
}

/// How many of those who ask for large pages have them; nothing where nobody asks or the system does not tell.
fn large_pages(measured: &[Measured]) -> String {
    let large = measured.iter().filter(|one| one.size >= Some(LARGE_PAGES_FROM));
    let told: Vec<u64> = large.filter_map(|one| one.large_page_bytes).collect();
    if told.is_empty() {
        return String::new();
    }
    let (given, asked) = (told.iter().filter(|bytes| **bytes > 0).count(), told.len());
    let from = words::count(LARGE_PAGES_FROM as f64);
    format!(
        "Workloads of {from} and more ask for large pages unless GLIBC_TUNABLES is set: {given} of {asked} have them.\n"
    )
}

/// One decimal while it means something.
fn figure(value: f64) -> String {
    if value < 99.95 { format!("{value:.1}") } else { words::count(value) }
}

/// What theory says, one line a number.
fn checks(measured: &[Measured]) -> Vec<String> {
    let all = measured.iter().flat_map(|one| one.checks.iter().map(move |check| (one, check)));
    all.map(|(one, check)| {
        format!(
            "{}, {}: {:.3}; closed form {:.3}, {} {:.3} to {:.3}",
            one.name,
            check.name,
            check.found,
            check.expected,
            if check.holds() { "agrees within" } else { "DISAGREES, not within" },
            check.low,
            check.high
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{Check, Group, PerEvent};

    fn measured() -> Measured {
        Measured {
            name: "hold-exponential-100k".to_string(),
            group: Group::Hold,
            meaning: "hold model".to_string(),
            size: Some(100_000),
            events: 12_000_000,
            repeats: 15,
            nanoseconds_per_event: PerEvent {
                least: 900.0,
                lower_quartile: 99.96,
                median: 1_234.4,
                upper_quartile: 2_345.6,
            },
            events_per_second: 99_999_999.0,
            seconds: 1.0,
            resident_growth_bytes: None,
            resident_peak_bytes: None,
            large_page_bytes: Some(2 << 20),
            digest: "0123456789abcdef0123456789abcdef".to_string(),
            checks: vec![Check::new("mean in the system", 4.0, 4.01, 0.02)],
        }
    }

    #[test]
    fn what_a_system_does_not_tell_is_unknown_and_lines_stay_within_100() {
        let mut here = Machine::here();
        (here.processor, here.cores, here.memory_bytes, here.load_average) = (Some("x".repeat(300)), None, None, None);
        here.caches = vec![Cache { level: 1, kind: "data".to_string(), bytes: 49_152 }];
        let (workloads, machine) = (vec![measured()], here);
        let report = Report {
            program: "truceline",
            version: "1",
            result_version: 1,
            quick: true,
            repeats: 15,
            machine,
            workloads,
        };
        let text = text(&report, false);
        assert!(text.contains("memory     unknown") && text.contains("L1 data 48 KiB"), "{text}");
        assert!(text.contains("1,234  100 to 2,346  99,999,999  unknown  0123456789abcdef\n"), "{text}");
        assert!(text.contains("1 of 1 have them.\n"), "{text}");
        assert!(text.contains(": 4.010; closed form 4.000, agrees within 3.920 to 4.080"), "{text}");
        for line in text.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}
