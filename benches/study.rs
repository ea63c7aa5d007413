//! Two workers against one on the same study, interleaved: replications a second, and how many times faster, as medians
//! of pairs.
//!
//! `cargo bench --bench study` prints every pair; `cargo bench --bench study -- 5` makes five.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use truceline::experiment::study::Study;
use truceline::scenario::Texts;
use truceline::scenario::study::load_study;
use truceline::store::Native;
use truceline::store::study::{Ended, Options, StudyDirectory, run};

const STUDY: &str = r#"(
    format: 1,
    id: "bench",
    title: "Two workers against one",
    scenarios: ["scenarios/batken-2021.ron"],
    replications: 2048,
    shard_runs: 32,
)"#;
const PAIRS: usize = 15;

fn study() -> Study {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = ["scenarios/batken-2021.ron", "scenarios/geography/batken.ron", "scenarios/parameters/batken.ron"];
    let texts = names.map(|name| (name.to_owned(), std::fs::read_to_string(root.join(name)).unwrap()));
    let texts = Texts(texts.to_vec()).and("study.ron", STUDY);
    Study::new(load_study(&texts, "study.ron").unwrap_or_else(|error| panic!("{error}")))
        .unwrap_or_else(|error| panic!("{error}"))
}

/// Seconds that a study takes from an empty directory.
fn seconds(study: &Study, jobs: usize) -> f64 {
    let home = tempfile::tempdir().unwrap();
    let directory = StudyDirectory::new(&Native, &home.path().join("study"));
    directory.begin(study).unwrap();
    let options = Options { jobs, shards: (0..study.shards()).collect(), until: None, failures_most: 0 };
    let started = Instant::now();
    let ended = run(study, &directory, &options, &AtomicBool::new(false), &|_| {}).unwrap();
    let took = started.elapsed().as_secs_f64();
    assert_eq!(ended, Ended::Complete);
    took
}

fn main() {
    // Cargo passes flags of its own.
    let pairs = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(PAIRS);
    let study = study();
    seconds(&study, 2);
    let [mut ones, mut twos, mut ratios] = [const { Vec::new() }; 3];
    for pair in 0..pairs {
        // Who comes first alternates, so that a drift of the machine cancels.
        let (one, two) = if pair % 2 == 0 {
            let one = seconds(&study, 1);
            (one, seconds(&study, 2))
        } else {
            let two = seconds(&study, 2);
            (seconds(&study, 1), two)
        };
        println!("one worker {one:.3} s, two workers {two:.3} s, ratio {:.3}", one / two);
        ones.push(study.runs() as f64 / one);
        twos.push(study.runs() as f64 / two);
        ratios.push(one / two);
    }
    println!(
        "{} runs of batken-2021: {:.0} replications a second with one worker, {:.0} with two; two are {:.3} times as fast",
        study.runs(),
        median(ones),
        median(twos),
        median(ratios)
    );
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
