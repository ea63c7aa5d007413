//! Replications of shipped and synthetic scenarios: time, events per second and peak memory.
//!
//! `cargo bench --bench replication`; throughput is in events, peak memory (Linux) is printed before the timings.

use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use truceline::bench::{memory, shipped};
use truceline::engine::{Limits, Time};
use truceline::experiment::replicate;
use truceline::model::Setup;
use truceline::scenario::{self, Synthetic};

fn setups() -> Vec<(&'static str, Arc<Setup>, u64, Time)> {
    let file = |name: &'static str, seed: Option<u64>| {
        let setup = shipped(&format!("{name}.ron")).expect("shipped scenarios are valid");
        let (seed, horizon) = (seed.unwrap_or(setup.default_seed), setup.horizon);
        (name, setup, seed, horizon)
    };
    let border = |name: &'static str, sizes: &str| {
        let what = Synthetic::parse(sizes).expect("valid sizes");
        let setup = scenario::from_text(&scenario::synthetic(&what)).expect("a synthetic scenario is valid");
        (name, setup, 1, Time::from_days(7))
    };
    vec![
        file("batken-2021", None),
        file("batken-2021-fire", Some(1)),
        file("border-decades", Some(1)),
        border("synthetic-1000-posts-10000-villages", "posts=1000,villages=10000,people=5000000"),
        border("synthetic-100-posts-1000-villages-in-fire", "posts=100,villages=1000,people=500000,fires=5"),
    ]
}

fn replication(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replication");
    group.sample_size(10);
    for (name, setup, seed, horizon) in setups() {
        let limits = Limits::until(horizon);
        let run = replicate(&setup, seed, 0, &limits, &mut ());
        let memory = memory().map_or("unknown".to_owned(), |memory| format!("{} MiB", memory.peak_bytes >> 20));
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
