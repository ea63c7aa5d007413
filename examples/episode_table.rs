//! Distribution of outcomes over many seeds of a scenario: all runs, and those with ten or more killed.
//!
//! `cargo run --release --example episode_table -- SCENARIO.ron [--large N | --runs N] [--set PATH=VALUE]…
//! [--record FILE.csv]`
//!
//! Seeds are 1, 2, 3 …, run in blocks, so that the number of threads changes nothing; with `--large N` the last seed is
//! the one that brings the N-th large run. A record file has lines `measure,value`; a recorded value outside the
//! 2.5-97.5 % band of the large runs is marked with `!`.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

use truceline::engine::Limits;
use truceline::experiment::{Replication, replicate};
use truceline::model::Setup;
use truceline::scenario;

const BLOCK: u64 = 200;
const LARGE_KILLED: f64 = 10.0;

/// Rows of the tables, in this order; those that a scenario does not have are left out.
const ROWS: &str = "killed.total killed.<side> killed.military.<side> killed.civilian_on_road.<side> wounded.total \
    wounded.<side> wounded_per_killed displaced_peak.total displaced_peak.<side> displaced_registered_peak.<side> \
    displaced_peak_hours return_half_time_days.<side> truces.proposed truces.agreed truces.failed truces.held \
    truces.before_lasting_one peak_rung peak_authorised_rung.<side> acts.total acts.rung_1 acts.rung_2 acts.rung_3 \
    acts.rung_4 acts.rung_5 acts.rung_6 hours_of_fighting first_fire_to_last_fire_hours trigger_to_first_gunshot_hours \
    first_gunshot_to_sustained_fire_hours sustained_fire_to_multi_post_attack_hours \
    sustained_fire_to_second_front_hours sustained_fire_to_first_ceasefire_hours \
    sustained_fire_to_last_violation_hours posts.attacked.<side> posts.attacked.total posts.seized posts.burning \
    villages.affected.<side> houses.destroyed.<side> captives.<side> operations assaults entries bridges.broken \
    queue_peak_vehicles episodes episodes_per_year_mean episodes_year_variance episodes_dispersion_k \
    episodes.without_firearms_share episodes.with_mortars_share episodes.with_death_share \
    episodes.ten_or_more_killed_share episodes.duration_hours_median_small killed_per_year_mean";

struct Run {
    measures: BTreeMap<String, Option<f64>>,
    digest: u128,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str| option(name).map(|text| text.parse::<usize>().expect("a number"));
    let path = arguments.first().expect("usage: episode_table SCENARIO.ron [--large N | --runs N]");
    let settings = arguments.windows(2).filter(|pair| pair[0] == "--set");
    let overrides: Vec<(String, String)> = settings
        .filter_map(|pair| pair[1].split_once('='))
        .map(|(path, value)| (path.to_owned(), value.to_owned()))
        .collect();
    let setup = scenario::load(&scenario::Files, path, &overrides).unwrap_or_else(|error| panic!("{error}")).setup;
    let record = option("--record").map(|path| read_record(path)).unwrap_or_default();
    let runs = run_until(&setup, number("--large"), number("--runs").unwrap_or(200));
    print_tables(&setup, &runs, &record);
}

fn run_until(setup: &Arc<Setup>, large_wanted: Option<usize>, runs_wanted: usize) -> Vec<Run> {
    let (mut runs, mut large) = (Vec::new(), 0);
    for block in 0.. {
        let seeds: Vec<u64> = (block * BLOCK + 1..=(block + 1) * BLOCK).collect();
        for run in run_block(setup, &seeds) {
            large += usize::from(is_large(&run));
            runs.push(run);
            if large_wanted.map_or(runs.len() >= runs_wanted, |wanted| large >= wanted) {
                return runs;
            }
        }
        eprintln!("{} runs, {large} with ten or more killed", runs.len());
    }
    runs
}

fn run_block(setup: &Arc<Setup>, seeds: &[u64]) -> Vec<Run> {
    let threads = thread::available_parallelism().map_or(1, |count| count.get());
    thread::scope(|scope| {
        let workers: Vec<_> = seeds
            .chunks(seeds.len().div_ceil(threads))
            .map(|chunk| scope.spawn(move || chunk.iter().map(|&seed| run(setup, seed)).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a run does not panic")).collect()
    })
}

fn run(setup: &Arc<Setup>, seed: u64) -> Run {
    let limits = Limits::until(setup.horizon);
    let Replication { measures, digest, outcome, .. } = replicate(setup, seed, 0, &limits, &mut ());
    assert!(outcome.is_complete(), "seed {seed}: {outcome:?}");
    Run { measures: measures.into_iter().collect(), digest }
}

fn is_large(run: &Run) -> bool {
    run.measures["killed.total"].is_some_and(|killed| killed >= LARGE_KILLED)
}

fn read_record(path: &str) -> BTreeMap<String, f64> {
    let text = std::fs::read_to_string(path).expect("a readable record");
    let lines = text.lines().filter_map(|line| line.split_once(','));
    lines.filter_map(|(name, value)| value.trim().parse().ok().map(|value| (name.to_owned(), value))).collect()
}

fn print_tables(setup: &Setup, runs: &[Run], record: &BTreeMap<String, f64>) {
    let all: Vec<&Run> = runs.iter().collect();
    let large: Vec<&Run> = runs.iter().filter(|run| is_large(run)).collect();
    let count = runs.len() as f64;
    let share = large.len() as f64 / count;
    let nobody = runs.iter().filter(|run| run.measures["killed.total"] == Some(0.0)).count() as f64;
    let digests = runs.iter().fold(0_u128, |all, run| all.rotate_left(1) ^ run.digest);
    println!("scenario {}, seeds 1..={}, digest of all {digests:032x}", setup.id, runs.len());
    let half_width = 1.96 * (share * (1.0 - share) / count).sqrt();
    println!("ten or more killed: {} runs, {:.2} % (± {:.2})", large.len(), 100.0 * share, 100.0 * half_width);
    println!("nobody killed: {:.1} %", 100.0 * nobody / count);
    print_table(setup, "all runs", &all, &BTreeMap::new());
    print_table(setup, "runs with ten or more killed", &large, record);
}

fn print_table(setup: &Setup, title: &str, group: &[&Run], record: &BTreeMap<String, f64>) {
    println!("\n{title} ({})", group.len());
    print!("{:42} {:>6}", "measure", "n");
    for head in ["minimum", "2.5 %", "25 %", "median", "75 %", "97.5 %", "maximum", "record"] {
        print!(" {head:>9}");
    }
    println!();
    for row in ROWS.split_whitespace() {
        let sides: Vec<String> = setup.sides.iter().map(|side| row.replace("<side>", &side.id)).collect();
        let names = if row.contains("<side>") { sides } else { vec![row.to_owned()] };
        names.iter().for_each(|name| print_row(name, group, record.get(name).copied()));
    }
}

fn print_row(name: &str, group: &[&Run], record: Option<f64>) {
    let mut values: Vec<f64> = group.iter().filter_map(|run| run.measures.get(name).copied().flatten()).collect();
    if values.is_empty() {
        return;
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    print!("{name:42} {:>6}", values.len());
    for share in [0.0, 0.025, 0.25, 0.5, 0.75, 0.975, 1.0] {
        print!(" {:>9}", short(at(share)));
    }
    match record {
        Some(value) if value < at(0.025) || value > at(0.975) => println!(" {:>9} !", short(value)),
        Some(value) => println!(" {:>9}", short(value)),
        None => println!(),
    }
}

fn short(value: f64) -> String {
    if value == value.trunc() { format!("{value:.0}") } else { format!("{value:.3}") }
}
