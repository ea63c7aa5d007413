//! Quantiles against values computed with 40 digits by another program.

use truceline::engine::samplers;

fn evaluate(name: &str, parameters: &[f64], u: f64) -> f64 {
    match (name, parameters) {
        ("normal", []) => samplers::normal(u),
        ("gamma", &[shape, mean]) => samplers::gamma(u, shape, mean),
        ("poisson", &[mean]) => samplers::poisson(u, mean) as f64,
        ("binomial", &[trials, probability]) => samplers::binomial(u, trials as u64, probability) as f64,
        ("negative_binomial", &[mean, dispersion]) => samplers::negative_binomial(u, mean, dispersion) as f64,
        _ => panic!("unknown sampler {name} {parameters:?}"),
    }
}

#[test]
fn quantiles_are_those_of_the_distribution() {
    let mut count = 0;
    let mut wrong = 0;
    for line in include_str!("quantiles.txt").lines().filter(|line| !line.starts_with('#')) {
        let (name, numbers) = line.split_once(' ').unwrap();
        let numbers: Vec<f64> = numbers.split(' ').map(|number| number.parse().unwrap()).collect();
        let [parameters @ .., u, expected] = &numbers[..] else { panic!("{line}") };
        let found = evaluate(name, parameters, *u);
        let tolerance = match (name, parameters) {
            // A tiny number comes from a logarithm near -700, and a small shape multiplies its rounding.
            ("gamma", &[shape, _]) if shape < 0.1 => 1e-12,
            ("gamma" | "normal", _) => 2e-14,
            _ => 0.0,
        };
        let close = (found - expected).abs() <= tolerance * expected.abs();
        if !close {
            println!("{line}: found {found:?}");
            wrong += 1;
        }
        count += 1;
    }
    assert_eq!((count, wrong), (196, 0));
}
