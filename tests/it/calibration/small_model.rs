//! Synthetic truth: a small model is calibrated on what it said itself.

use truceline::engine::{Draws, Lineage};
use truceline::experiment::calibration::{Calibration, Posterior, State, parameters, values};
use truceline::experiment::statistics::weighted_quantile;

use super::{load, plan, small, target};

const MEASURES: [(&str, &str, f64); 4] = [
    ("killed", "killed.total", 1.0),
    ("wounded", "wounded.total", 1.0),
    ("acts", "acts.total", 1.0),
    ("agreed", "truces.agreed", 0.5),
];

/// A calibration to the end, on this thread.
fn calibrated(text: &truceline::scenario::calibration::CalibrationText) -> State {
    let calibration = Calibration::new(text, None).unwrap().unwrap();
    let mut state: Option<State> = None;
    while state.as_ref().is_none_or(|state| calibration.is_over(state).is_none()) {
        let numbers = 0..calibration.newcomers(state.as_ref());
        let tried: Vec<_> = numbers.map(|number| calibration.try_one(state.as_ref(), number)).collect();
        state = calibration.next(state, &tried);
    }
    state.unwrap()
}

/// The calibration of what a run with known quantities gave.
fn trial(truth: &[f64], trial: u64, plan: &str) -> Posterior {
    let any: String = MEASURES.iter().map(|(name, measure, offset)| target(name, measure, 1.0, *offset)).collect();
    let text = load(small(&any, plan));
    let calibration = Calibration::new(&text, None).unwrap().unwrap();
    let lineage = Lineage::of_text("synthetic truth").child(trial);
    let run = calibration.simulator().particle(&parameters(&text, truth), lineage, None);
    let documented = MEASURES.iter().zip(&run.values);
    let targets: String = documented
        .map(|((name, measure, offset), value)| {
            target(name, measure, value.expect("these always have a value"), *offset)
        })
        .collect();
    let text = load(small(&targets, plan));
    Posterior::of(&text, &calibrated(&text).population)
}

fn truth(number: u64) -> Vec<f64> {
    let text = load(small(&target("killed", "killed.total", 1.0, 1.0), &plan(10, 1, 1)));
    let mut stream = Draws::new(1, 7, 0).open(Lineage::of_text("truth").child(number), 0);
    values(&text, &[stream.unit(), stream.unit()])
}

#[test]
fn nine_in_ten_intervals_hold_the_truth_about_nine_times_in_ten() {
    const TRIALS: u64 = 50;
    let mut inside = [0_u64; 2];
    let mut width = [0.0; 2];
    for number in 0..TRIALS {
        let truth = truth(number);
        let posterior = trial(&truth, number, &plan(120, 5, number));
        let weights: Vec<f64> = posterior.draws.iter().map(|draw| draw.weight).collect();
        for (index, truth) in truth.iter().enumerate() {
            let column: Vec<f64> = posterior.draws.iter().map(|draw| draw.free[index]).collect();
            let [low, high] = [0.05, 0.95].map(|share| weighted_quantile(&column, &weights, share));
            inside[index] += u64::from(low <= *truth && *truth <= high);
            width[index] += (high / low).ln() / TRIALS as f64;
        }
    }
    println!("of {TRIALS} intervals of 90 %: {inside:?} hold the truth; mean width in logarithms {width:?}");
    for (count, name) in inside.into_iter().zip(["harm", "onset"]) {
        let coverage = count as f64 / TRIALS as f64;
        assert!((0.80..=0.99).contains(&coverage), "{name}: {coverage} of the intervals hold the truth");
    }
    // The prior's own interval would hold it as often: how deadly acts are must have been learnt from the runs.
    assert!(width[0] < 0.75 * 0.9 * 10.0_f64.ln(), "the intervals of harm are as wide as the prior: {}", width[0]);
}

#[test]
fn a_known_truth_is_recovered() {
    // Thirty times the killed of the low end: a single run tells them apart.
    for (number, harm) in [(0, 0.45), (1, 2.4)] {
        let posterior = trial(&[harm, 0.004], 100 + number, &plan(300, 8, 3));
        let weights: Vec<f64> = posterior.draws.iter().map(|draw| draw.weight).collect();
        let column: Vec<f64> = posterior.draws.iter().map(|draw| draw.free[0]).collect();
        let [low, median, high] = [0.05, 0.5, 0.95].map(|share| weighted_quantile(&column, &weights, share));
        println!("harm {harm}: median {median:.2}, 90 % {low:.2} to {high:.2}");
        assert!(low <= harm && harm <= high, "harm {harm}: {low} to {high}");
        // The middle of the prior is 0.95.
        assert!((median > 0.95) == (harm > 0.95), "harm {harm}: median {median}");
    }
}
