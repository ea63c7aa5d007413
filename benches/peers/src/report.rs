//! All results, as tables and as JSON.

use std::fmt::Write;

use serde::Serialize;

use crate::gates::{Gate, reachable_nanoseconds};
use crate::pairs::{Comparison, Effort};
use crate::phold::measure::SIMPY_NET;
use crate::random::Logarithm;
use crate::resident::Resident;
use crate::skirmish::measure::{Mean, Statistics};

/// Everything of one run.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Model of the processor.
    pub processor: String,
    /// Whether the engines in Rust ask the system for large pages.
    pub large_pages: bool,
    /// Share of PHOLD's events that go to any agent.
    pub remote: f64,
    /// Whose logarithm draws PHOLD's increments.
    pub logarithm: Logarithm,
    /// Pairs, and seconds each side should take.
    pub effort: Effort,
    /// All pairs.
    pub comparisons: Vec<Comparison>,
    /// Events proved the same in all engines, by number of agents.
    pub proved_events: Vec<(u32, u64)>,
    /// Nanoseconds of a hold that are not the set's; they are not taken off.
    pub hold_overhead_nanoseconds: f64,
    /// What the engines counted in the skirmish.
    pub statistics: Vec<Statistics>,
    /// Whether that is the same.
    pub statistics_agree: bool,
    /// Memory.
    pub resident: Vec<Resident>,
    /// Demands.
    pub gates: Vec<Gate>,
}

impl Report {
    /// Whether every demand was met.
    pub fn passed(&self) -> bool {
        self.statistics_agree && self.gates.iter().all(|gate| gate.passed)
    }

    /// As text for people.
    pub fn text(&self) -> String {
        let whole = self.comparisons.iter().filter(|row| row.peer != SIMPY_NET);
        let shortest = whole.map(|row| row.shortest_seconds).fold(f64::INFINITY, f64::min);
        let mut text = format!(
            "{}, {} pages; medians of {} pairs, processor time, shortest side {:.0} ms; theirs / ours with quartiles\n",
            self.processor,
            if self.large_pages { "large" } else { "small" },
            self.effort.pairs,
            1000.0 * shortest
        );
        self.phold(&mut text);
        self.hold(&mut text);
        self.skirmish(&mut text);
        self.memory(&mut text);
        self.gates(&mut text);
        text
    }

    fn phold(&self, text: &mut String) {
        let logarithm = match self.logarithm {
            Logarithm::System => "",
            Logarithm::Libm => ", logarithm of libm",
        };
        line(text, format_args!("\nPHOLD, {:.0} % remote{logarithm}, ns per event", 100.0 * self.remote));
        for (agents, events) in &self.proved_events {
            let reachable = match reachable_nanoseconds(*agents) {
                Some(nanoseconds) => format!("; a bare loop on another machine {nanoseconds:.0} ns"),
                None => String::new(),
            };
            line(text, format_args!("\n{agents} agents; all engines agree on {events} events{reachable}"));
            self.table(text, |row| row.work == "phold" && row.size == *agents, |row| row.peer.to_owned());
        }
    }

    fn hold(&self, text: &mut String) {
        let overhead = self.hold_overhead_nanoseconds;
        line(text, format_args!("\nHold model, ns per pop and push, of which {overhead:.1} are the loop's"));
        let mut works: Vec<&str> = Vec::new();
        for row in &self.comparisons {
            if row.work.starts_with("hold ") && !works.contains(&row.work.as_str()) {
                works.push(&row.work);
            }
        }
        for work in works {
            line(text, format_args!("\n{work}"));
            self.table(text, |row| row.work == work, |row| format!("{} × {}", row.size, row.peer));
        }
    }

    fn skirmish(&self, text: &mut String) {
        line(text, format_args!("\nSkirmish, ns per event"));
        self.table(text, |row| row.work == "skirmish", |row| row.peer.to_owned());
        line(text, format_args!("\n  {:<10} {:>20} {:>18} {:>18}", "", "shots", "killed", "truces"));
        for engine in &self.statistics {
            let verdict =
                if engine.identical { "identical".to_owned() } else { format!("|z| at most {:.1}", engine.greatest_z) };
            let [shots, killed, truces] = [engine.shots, engine.killed, engine.truces].map(mean);
            line(text, format_args!("  {:<10} {shots:>20} {killed:>18} {truces:>18}  {verdict}", engine.engine));
        }
    }

    fn memory(&self, text: &mut String) {
        line(text, format_args!("\nResident memory of PHOLD, bytes per pending event beside 8 of the agent"));
        for row in &self.resident {
            let (bytes, total) = (row.bytes_per_event(), row.bytes as f64 / (1 << 20) as f64);
            line(text, format_args!("  {:<20} {bytes:>8.0}   ({total:.0} MiB, {} agents)", row.engine, row.agents));
        }
    }

    fn gates(&self, text: &mut String) {
        line(text, format_args!("\nGates"));
        for gate in &self.gates {
            let verdict = if gate.passed { "met" } else { "MISSED" };
            let quartiles = gate.quartiles.map_or(String::new(), |[low, high]| format!("  ({low:.2}–{high:.2})"));
            let Gate { name, found, wanted, .. } = gate;
            line(text, format_args!("  {verdict:<6} {name:<50} {found:>8.2}, wanted {wanted}{quartiles}"));
        }
        let verdict = if self.statistics_agree { "met" } else { "MISSED" };
        line(text, format_args!("  {verdict:<6} skirmish, equal statistics in all engines"));
    }

    fn table(&self, text: &mut String, of: impl Fn(&Comparison) -> bool, name: impl Fn(&Comparison) -> String) {
        line(text, format_args!("  {:<28} {:>9} {:>10} {:>9}", "", "ours", "theirs", "ratio"));
        for row in self.comparisons.iter().filter(|row| of(row)) {
            let Comparison { ours_nanoseconds: ours, peer_nanoseconds: theirs, ratio, quartiles: [low, high], .. } =
                row;
            let name = name(row);
            line(text, format_args!("  {name:<28} {ours:>9.1} {theirs:>10.1} {ratio:>9.2}  ({low:.2}–{high:.2})"));
        }
    }
}

fn mean(mean: Mean) -> String {
    format!("{:.1} ± {:.1}", mean.mean, mean.error)
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    writeln!(text, "{arguments}").expect("text takes everything");
}

/// Model of this machine's processor.
pub fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    name.unwrap_or("unknown processor").to_owned()
}
