//! Every sampler by name, with parameters that reach each branch.

use truceline::engine::{Draws, Lineage, Stream, samplers};

/// A variate of any type, as a number.
pub trait Number {
    fn number(self) -> f64;
}

impl Number for f64 {
    fn number(self) -> f64 {
        self
    }
}

impl Number for u64 {
    fn number(self) -> f64 {
        self as f64
    }
}

impl Number for usize {
    fn number(self) -> f64 {
        self as f64
    }
}

impl Number for bool {
    /// True first, so that the number rises with `u`.
    fn number(self) -> f64 {
        if self { 0.0 } else { 1.0 }
    }
}

impl Number for Option<usize> {
    fn number(self) -> f64 {
        self.map_or(-1.0, |position| position as f64)
    }
}

/// One sampler with fixed parameters.
pub struct Entry {
    pub name: &'static str,
    pub inverse: fn(f64) -> f64,
    pub draw: fn(&mut Stream) -> f64,
}

macro_rules! entries {
    ($($sampler:ident($($argument:expr),*);)*) => {
        &[$(Entry {
            name: concat!(stringify!($sampler), "(", stringify!($($argument),*), ")"),
            inverse: |u| samplers::$sampler(u $(, $argument)*).number(),
            draw: |stream| stream.$sampler($($argument),*).number(),
        }),*]
    };
}

/// Every sampler, simple parameters (mean 0, probability 1, …) included.
pub const ENTRIES: &[Entry] = entries! {
    bernoulli(0.0);
    bernoulli(0.3);
    bernoulli(1.0);
    uniform(-2.0, 5.0);
    uniform(3.0, 3.0);
    log_uniform(0.01, 40.0);
    log_uniform(3.0, 3.0);
    normal();
    exponential(0.0);
    exponential(2.5);
    weibull(0.6, 10.0);
    weibull(2.0, 0.0);
    weibull(3.5, 10.0);
    lognormal(8.0, 0.0);
    lognormal(8.0, 0.75);
    lognormal(0.0, 0.75);
    rayleigh(0.0);
    rayleigh(4.0);
    pareto(2.0, 1.5);
    gamma(0.05, 3.0);
    gamma(0.5, 3.0);
    gamma(1.0, 3.0);
    gamma(2.5, 0.0);
    gamma(2.5, 6.0);
    gamma(400.0, 6.0);
    gamma(1e6, 6.0);
    poisson(0.0);
    poisson(0.02);
    poisson(6.5);
    poisson(800.0);
    poisson(1e6);
    binomial(0, 0.3);
    binomial(40, 0.0);
    binomial(40, 0.3);
    binomial(40, 1.0);
    binomial(5000, 0.98);
    binomial(1_000_000, 0.000_001);
    negative_binomial(0.0, 1.0);
    negative_binomial(0.3, 0.05);
    negative_binomial(5.0, 1.5);
    negative_binomial(800.0, 5000.0);
    negative_binomial(90_000.0, 70.0);
    index(1);
    index(7);
    weighted(&[]);
    weighted(&[0.0, 0.0]);
    weighted(&[1.0, 2.0, 4.0, 0.0, 3.0]);
};

/// The stream that tests number `decision` take their draws from.
pub fn stream(decision: u64) -> Stream {
    Draws::new(1, 20, 0).open(Lineage::of_text("samplers test").child(decision), 0)
}
