//! Time of opening a stream and of every sampler; each includes its one 64-bit draw.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use truceline::engine::{Digest, Draws, Lineage, Stream};

fn opening(criterion: &mut Criterion) {
    let draws = Draws::new(1, 42, 0);
    let parent = Lineage::of_text("bench");
    let mut decision = 0;
    criterion.bench_function("open and first draw", |bencher| {
        bencher.iter(|| {
            decision += 1;
            draws.open(black_box(parent).child(decision), 1).raw()
        });
    });
    criterion.bench_function("lineage of text", |bencher| {
        bencher.iter(|| Lineage::of_text(black_box("kok_tash")));
    });
}

fn digest(criterion: &mut Criterion) {
    let mut digest = Digest::new();
    let mut word = 0_u64;
    criterion.bench_function("digest fold", |bencher| {
        bencher.iter(|| {
            word += 1;
            digest.fold(black_box(word));
        });
    });
    black_box(digest.value());
}

/// One benchmark for each sampler; parameters go through `black_box` so that none is computed beforehand.
macro_rules! samplers {
    ($criterion:ident, $($sampler:ident($($argument:expr),*);)*) => {
        let mut stream: Stream = Draws::new(1, 42, 0).open(Lineage::of_text("bench"), 0);
        $($criterion.bench_function(concat!(stringify!($sampler), "(", stringify!($($argument),*), ")"), |bencher| {
            bencher.iter(|| stream.$sampler($(black_box($argument)),*));
        });)*
    };
}

fn variates(criterion: &mut Criterion) {
    samplers! { criterion,
        raw();
        unit();
        bernoulli(0.3);
        uniform(2.0, 5.0);
        log_uniform(0.5, 20.0);
        normal();
        exponential(3.0);
        weibull(1.5, 10.0);
        lognormal(8.0, 0.5);
        rayleigh(4.0);
        pareto(2.0, 1.5);
        gamma(0.5, 6.0);
        gamma(2.5, 6.0);
        gamma(400.0, 6.0);
        poisson(0.5);
        poisson(6.5);
        poisson(1000.0);
        poisson(1e6);
        binomial(40, 0.3);
        binomial(100_000, 0.01);
        negative_binomial(5.0, 1.5);
        index(50);
        weighted(&[1.0, 2.0, 4.0, 0.0, 3.0]);
    }
}

criterion_group!(benches, opening, digest, variates);
criterion_main!(benches);
