//! Each statistic of the facts against data whose answer is known.

use truceline::engine::{Draws, Lineage};
use truceline::experiment::statistics::{
    Life, Support, burstiness, day_cycle, kaplan_meier, logistic, tail, tail_p, two_samples, weibull_fit,
};

use super::{sample, stream};

#[test]
fn burstiness_is_0_for_poisson_gaps_minus_1_for_a_clock_and_1_for_one_gap() {
    for seed in 0..5 {
        let poisson = burstiness(&sample(seed, 2_000, |stream| stream.exponential(3.0))).unwrap();
        assert!(poisson.abs() < 0.05, "{poisson}");
    }
    // Few gaps of a Poisson process look too regular; the correction takes about half of that away.
    let few: Vec<Vec<f64>> = (0..2_000).map(|seed| sample(seed, 20, |stream| stream.exponential(1.0))).collect();
    let mean = |of: &dyn Fn(&[f64]) -> f64| few.iter().map(|gaps| of(gaps)).sum::<f64>() / few.len() as f64;
    let corrected = mean(&|gaps| burstiness(gaps).unwrap());
    let plain = mean(&|gaps| {
        let average = gaps.iter().sum::<f64>() / 20.0;
        let squares: f64 = gaps.iter().map(|gap| (gap - average) * (gap - average)).sum();
        let deviation = (squares / 20.0).sqrt();
        (deviation - average) / (deviation + average)
    });
    assert!(corrected.abs() < 0.03 && plain < corrected - 0.02, "{corrected}, without correction {plain}");
    assert_eq!(burstiness(&[2.0; 50]), Some(-1.0));
    let mut alone = vec![0.0; 99];
    alone.push(7.0);
    assert!((burstiness(&alone).unwrap() - 1.0).abs() < 1e-12);
    // A standard deviation of √5 means: (1 - 1/√5) / (1 + 1/√5) without the correction.
    let heavy =
        burstiness(&sample(
            1,
            200_000,
            |stream| if stream.bernoulli(1.0 / 3.0) { stream.exponential(3.0) } else { 0.0 },
        ));
    let expected = (5.0_f64.sqrt() - 1.0) / (5.0_f64.sqrt() + 1.0);
    assert!((heavy.unwrap() - expected).abs() < 0.01, "{heavy:?}, expected {expected}");
    assert_eq!((burstiness(&[1.0]), burstiness(&[0.0, 0.0])), (None, None));
}

#[test]
fn two_samples_of_one_law_are_alike_and_a_twin_wrong_by_a_fifth_is_found() {
    let exponential = |seed: u64, mean: f64| sample(seed, 3_000, |stream| stream.exponential(mean));
    let false_alarms = (0..400).filter(|&seed| {
        let test = two_samples(&exponential(2 * seed, 1.0), &exponential(2 * seed + 1, 1.0), 0.95).unwrap();
        assert_eq!(test.distance > test.critical, test.p < 0.049 || test.distance > test.critical);
        test.distance > test.critical
    });
    let false_alarms = false_alarms.count();
    assert!((6..=36).contains(&false_alarms), "{false_alarms} of 400, expected about 20");
    for seed in 0..20 {
        let test = two_samples(&exponential(1_000 + seed, 1.0), &exponential(2_000 + seed, 1.2), 0.95).unwrap();
        assert!(test.distance > test.critical && test.p < 0.01, "{test:?}");
    }
    let whole = two_samples(&[1.0, 2.0, 2.0, 3.0], &[1.0, 2.0, 2.0, 3.0], 0.95).unwrap();
    assert_eq!((whole.distance, whole.p), (0.0, 1.0));
    assert_eq!(two_samples(&[1.0, 2.0], &[3.0, 4.0], 0.95).unwrap().distance, 1.0);
    assert_eq!(two_samples(&[], &[1.0], 0.95), None);
}

#[test]
fn the_distance_of_two_samples_has_its_published_probability() {
    // Kolmogorov's distribution exceeds 1.3581 with probability 0.05: √(n m / (n + m)) = 100 here.
    let one: Vec<f64> = (0..20_000).map(f64::from).collect();
    let other: Vec<f64> = one.iter().map(|value| value + 0.5 + 20_000.0 * 0.013_581).collect();
    let test = two_samples(&one, &other, 0.95).unwrap();
    assert!((test.distance - 0.0136).abs() < 1e-4 && (test.p - 0.05).abs() < 0.003, "{test:?}");
    assert!((test.critical - 0.013_581).abs() < 1e-5, "{test:?}");
}

#[test]
fn a_day_cycle_is_found_with_half_its_amplitude_and_none_where_there_is_none() {
    let amplitude = 0.5;
    let hours = sample(3, 40_000, |stream| {
        loop {
            let hour = stream.uniform(0.0, 24.0);
            let density = 1.0 + amplitude * libm::cos(2.0 * std::f64::consts::PI * (hour - 14.0) / 24.0);
            if stream.unit() * (1.0 + amplitude) < density {
                return hour;
            }
        }
    });
    let cycle = day_cycle(&hours).unwrap();
    assert!((cycle.resultant - 0.25).abs() < 4.0 * cycle.standard_error && cycle.standard_error < 0.005, "{cycle:?}");
    assert!((cycle.hour - 14.0).abs() < 0.2 && cycle.p < 1e-9, "{cycle:?}");
    let flat = |seed: u64| day_cycle(&sample(seed, 20, |stream| stream.uniform(0.0, 24.0))).unwrap().p;
    let below = (0..2_000).filter(|&seed| flat(seed) < 0.05).count();
    assert!((70..=130).contains(&below), "{below} of 2000, expected about 100");
    let noon = day_cycle(&[12.0; 10]).unwrap();
    assert!((noon.resultant - 1.0).abs() < 1e-12 && (noon.hour - 12.0).abs() < 1e-9, "{noon:?}");
    assert_eq!(day_cycle(&[]), None);
}

#[test]
fn a_logistic_curve_explains_itself_wholly_and_a_staircase_less() {
    let curve: Vec<f64> = (0..100).map(|hour| 40_000.0 / (1.0 + libm::exp(-0.15 * (f64::from(hour) - 30.0)))).collect();
    let fit = logistic(&curve).unwrap();
    assert!(fit.explained > 1.0 - 1e-6 && fit.explained <= 1.0, "{fit:?}");
    assert!((fit.ceiling / 40_000.0 - 1.0).abs() < 1e-3 && (fit.half_time - 30.0).abs() < 0.05, "{fit:?}");
    assert!((fit.slope - 0.15).abs() < 1e-3, "{fit:?}");
    let waves: Vec<f64> = (0..100).map(|hour| f64::from(hour) + 30.0 * libm::sin(f64::from(hour) / 5.0)).collect();
    let worse = logistic(&waves).unwrap().explained;
    assert!((0.3..0.9).contains(&worse), "{worse}");
    assert_eq!((logistic(&[5.0; 20]), logistic(&[1.0, 2.0])), (None, None));
}

#[test]
fn survival_agrees_with_the_published_example() {
    // 6-mercaptopurine in leukaemia: E. J. Freireich and others, Blood 21 (1963), weeks of remission; survival and
    // Greenwood errors as in J. P. Klein and M. L. Moeschberger, Survival Analysis (second edition, 2003), table 4.1.
    let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    let seen = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    let life = |hours: &i32, ended: bool| Life { hours: f64::from(*hours), ended, covariates: Vec::new() };
    let lives: Vec<Life> =
        ended.iter().map(|hours| life(hours, true)).chain(seen.iter().map(|hours| life(hours, false))).collect();
    for (weeks, share, error) in [(5.9, 1.0, 0.0), (6.0, 0.857, 0.0764), (10.5, 0.753, 0.0963), (23.0, 0.448, 0.1346)] {
        let survival = kaplan_meier(&lives, weeks, 0.95).unwrap();
        assert!((survival.share - share).abs() < 5e-4, "{weeks}: {survival:?}");
        let lower = survival.share - survival.interval.low;
        assert!((lower / 1.959_964 - error).abs() < 5e-4, "{weeks}: {survival:?}");
    }
    assert_eq!(kaplan_meier(&[], 24.0, 0.95), None);
}

#[test]
fn weibull_lives_give_their_shape_and_hazard_ratios_back() {
    let (shape, scale, ratio) = (0.6, 35.0, 0.5);
    let mut stream = stream(11);
    let mut lives = |ratio: f64, covariate: f64| -> Vec<Life> {
        (0..4_000)
            .map(|_| {
                let (hours, seen) = (stream.weibull(shape, scale * libm::pow(ratio, -1.0 / shape)), 72.0);
                Life { hours: hours.min(seen), ended: hours < seen, covariates: vec![covariate] }
            })
            .collect()
    };
    let all = [lives(1.0, 0.0), lives(ratio, 1.0)].concat();
    let fit = weibull_fit(&all, 0.95).unwrap();
    let found = fit.shape.value;
    assert!(fit.shape.interval.contains(shape) && (found - shape).abs() < 0.03, "{fit:?}");
    assert!(fit.ratios[0].interval.contains(ratio) && fit.ratios[0].interval.half_width() < 0.05, "{fit:?}");
    assert!((fit.scale_hours / scale - 1.0).abs() < 0.1, "{fit:?}");
    // Exponential lives seen to their end: the shape is 1, the scale their mean.
    let plain: Vec<Life> = sample(5, 20_000, |stream| stream.exponential(9.0))
        .into_iter()
        .map(|hours| Life { hours, ended: true, covariates: Vec::new() })
        .collect();
    let fit = weibull_fit(&plain, 0.95).unwrap();
    assert!((fit.shape.value - 1.0).abs() < 0.03 && (fit.scale_hours - 9.0).abs() < 0.3, "{fit:?}");
    assert_eq!(weibull_fit(&plain[..9], 0.95), None, "too few lives");
    let constant: Vec<Life> = all.iter().map(|life| Life { covariates: vec![1.0], ..life.clone() }).collect();
    assert_eq!(weibull_fit(&constant, 0.95), None, "a covariate that never changes");
}

#[test]
fn a_power_law_is_plausible_and_a_wide_uniform_law_is_not() {
    let streams = |number: usize| Draws::new(1, 99, 0).open(Lineage(number as u64), 0);
    let plausible = (0..10).filter(|&seed| {
        let values: Vec<f64> = sample(seed, 400, |stream| (stream.pareto(1.0, 0.8) + 0.5).floor());
        let fit = tail(&values, Support::Whole).unwrap();
        tail_p(&values, &fit, 40, streams).unwrap() >= 0.1
    });
    assert!(plausible.count() >= 7);
    let even = sample(7, 2_000, |stream| stream.uniform(10.0, 20.0));
    let fit = tail(&even, Support::Continuous).unwrap();
    let p = tail_p(&even, &fit, 40, streams).unwrap();
    assert!(p <= 0.1 || fit.exponent > 10.0, "p {p}, {fit:?}");
}
