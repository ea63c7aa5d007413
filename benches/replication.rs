//! Replications of shipped and synthetic scenarios: time, events per second and peak memory.
//!
//! `cargo bench --bench replication`; throughput is in events, peak memory (Linux) is printed before the timings.

use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use truceline::engine::{Limits, Time};
use truceline::experiment::replicate;
use truceline::model::Setup;
use truceline::scenario::{self, Synthetic};

fn setups() -> Vec<(&'static str, Arc<Setup>, u64, Time)> {
    let shipped = |name: &'static str, seed: u64| {
        let path = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
        let setup = scenario::load(&scenario::Files, &path, &[]).expect("shipped scenarios are valid").setup;
        let horizon = setup.horizon;
        (name, setup, seed, horizon)
    };
    let what = Synthetic::parse("posts=1000,villages=10000,people=5000000").expect("valid sizes");
    let synthetic = scenario::from_text(&scenario::synthetic(&what)).expect("a synthetic scenario is valid");
    let seed = shipped("batken-2021", 1).1.default_seed;
    vec![
        shipped("batken-2021", seed),
        shipped("batken-2021-fire", 1),
        shipped("border-decades", 1),
        ("synthetic-1000-posts-10000-villages", synthetic, 1, Time::from_days(7)),
    ]
}

/// Peak resident memory of this process in MiB, where the system tells.
fn peak_mebibytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kibibytes| kibibytes / 1024.0)
}

fn replication(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replication");
    group.sample_size(10);
    for (name, setup, seed, horizon) in setups() {
        let limits = Limits::until(horizon);
        let run = replicate(&setup, seed, 0, &limits, &mut ());
        let memory = peak_mebibytes().map_or("unknown".to_owned(), |peak| format!("{peak:.0} MiB"));
        println!(
            "{name}: {} events, digest {}, peak memory of the process so far {memory}",
            run.events,
            run.digest_text()
        );
        group.throughput(Throughput::Elements(run.events));
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| replicate(&setup, seed, 0, &limits, &mut ()).digest);
        });
    }
    group.finish();
}

criterion_group!(benches, replication);
criterion_main!(benches);
