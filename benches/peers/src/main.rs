//! Runs all comparisons and judges them.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use truceline_peers::large_pages::{ask_for_large_pages, asks_for_large_pages};
use truceline_peers::pairs::Effort;
use truceline_peers::phold::{Rule, measure as phold};
use truceline_peers::random::Logarithm;
use truceline_peers::report::{Report, processor};
use truceline_peers::{gates, hold, resident, skirmish};

/// Truceline beside ixa, simrs, NeXosim and SimPy: the same work, interleaved in one run, as ratios. Ends with 1 when a
/// demand is not met.
#[derive(Parser)]
struct Arguments {
    /// Smaller sizes, fewer and shorter pairs: about a minute and a half, too little for a verdict.
    #[arg(long)]
    quick: bool,
    /// Writes all results to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Percent of PHOLD's events that go to any agent instead of the same; gates are judged at 50 only.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100))]
    remote: u32,
    /// Draws the increments of PHOLD with the logarithm of `libm`, as Truceline's own models do, instead of the system's.
    #[arg(long)]
    libm: bool,
    /// Pairs of each comparison.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pairs: Option<u32>,
    /// Only these parts.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Phold,
    Hold,
    Skirmish,
    Memory,
}

#[derive(Subcommand)]
enum Command {
    /// What a measurement of memory starts anew: prints the bytes by which PHOLD makes the process grow.
    #[command(hide = true)]
    Resident { engine: String, agents: u32 },
}

/// How much of everything.
struct Extent {
    agents: &'static [u32],
    events: &'static [u32],
    effort: Effort,
    skirmishes: u64,
    skirmish_hours: u64,
    resident_agents: u32,
}

const FULL: Extent = Extent {
    agents: &[100, 1_000, 100_000, 1_000_000],
    events: &[100, 1_000, 10_000, 100_000, 1_000_000],
    effort: Effort { pairs: 15, seconds: 0.06 },
    skirmishes: 15,
    skirmish_hours: 500_000,
    resident_agents: 1_000_000,
};

const QUICK: Extent = Extent {
    agents: &[100, 1_000, 10_000],
    events: &[100, 1_000, 10_000],
    effort: Effort { pairs: 5, seconds: 0.02 },
    skirmishes: 5,
    skirmish_hours: 20_000,
    resident_agents: 100_000,
};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    ask_for_large_pages();
    if let Some(Command::Resident { engine, agents }) = &arguments.command {
        println!("{}", resident::growth(engine, *agents));
        return ExitCode::SUCCESS;
    }
    let report = run(&arguments);
    print!("{}", report.text());
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&report).expect("numbers and texts");
        if let Err(error) = std::fs::write(file, text) {
            eprintln!("{}: {error}", file.display());
            return ExitCode::from(3);
        }
    }
    if report.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(arguments: &Arguments) -> Report {
    let Extent { agents, events, mut effort, skirmishes, skirmish_hours, resident_agents } =
        if arguments.quick { QUICK } else { FULL };
    effort.pairs = arguments.pairs.map_or(effort.pairs, |pairs| pairs as usize);
    let wants = |part| arguments.only.is_empty() || arguments.only.contains(&part);
    let tell = |what: &str| eprintln!("{what}");
    let remote = f64::from(arguments.remote) / 100.0;
    let logarithm = if arguments.libm { Logarithm::Libm } else { Logarithm::System };
    let mut report = Report {
        processor: processor(),
        large_pages: asks_for_large_pages(),
        remote,
        logarithm,
        effort,
        comparisons: Vec::new(),
        proved_events: Vec::new(),
        hold_overhead_nanoseconds: hold::measure::overhead(),
        statistics: Vec::new(),
        statistics_agree: true,
        resident: Vec::new(),
        gates: Vec::new(),
    };
    if wants(Part::Phold) {
        for &agents in agents {
            let measured = phold::measure(Rule { agents, remote, logarithm }, effort, &tell);
            report.comparisons.extend(measured.comparisons);
            report.proved_events.push((agents, measured.proved_events));
        }
    }
    if arguments.remote == 50 {
        report.gates.extend(gates::phold(&report.comparisons));
    }
    if wants(Part::Hold) {
        report.comparisons.extend(hold::measure::measure(events, effort, &tell));
        report.gates.extend(gates::hold(&report.comparisons));
    }
    if wants(Part::Skirmish) {
        let measured = skirmish::measure::measure(skirmishes, skirmish_hours, &tell);
        report.statistics_agree = measured.agrees();
        report.comparisons.extend(measured.comparisons);
        report.statistics = measured.statistics;
    }
    if wants(Part::Memory) {
        tell("resident memory");
        report.resident = resident::ENGINES.map(|engine| resident::measure(engine, resident_agents)).into();
        report.gates.extend(gates::resident(&report.resident));
    }
    report
}
