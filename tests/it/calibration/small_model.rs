//! Synthetic truth: a small model is calibrated on what it said itself.

use std::fs;
use std::path::Path;

use truceline::engine::{Draws, Lineage};
use truceline::experiment::calibration::{Calibration, Posterior, State, parameters, values};
use truceline::experiment::statistics::weighted_quantile;
use truceline::scenario::Texts;
use truceline::scenario::calibration::{CalibrationText, load_calibration};

use super::plan;

/// Documented values of crowds at a site whose quarrel nobody settles: acts and wounded over four days.
fn crowds([acts, wounded]: [f64; 2], plan: &str) -> CalibrationText {
    let text = format!(
        "(
    format: 1,
    id: \"crowds\",
    title: \"How often crowds act and how many each act hurts\",
    parameters: [
        (name: \"acts\", meaning: \"rate of acts\", prior: log_uniform(low: 0.2, high: 5),
            sets: [(parameter: \"crowd.acts_per_hour\")]),
        (name: \"people\", meaning: \"people per injury\", prior: log_uniform(low: 20, high: 500),
            sets: [(parameter: \"crowd.people_per_injury\")]),
    ],
    experiments: [(name: \"site\", scenario: \"water-intake.ron\", until_hours: 96, set: {{
        \"parameters.crowd.settlement_per_hour\": 0, \"parameters.crowd.fading_per_hour\": 0,
        \"parameters.crowd.gun_share\": 0, \"parameters.crowd.guard_people\": 1000000,
    }})],
    targets: [
        (name: \"acts\", experiment: \"site\", measure: \"acts.total\", low: {acts:?}, best: {acts:?}, high: {acts:?},
            offset: 1, source: \"made\"),
        (name: \"wounded\", experiment: \"site\", measure: \"wounded.total\", low: {wounded:?}, best: {wounded:?},
            high: {wounded:?}, offset: 1, source: \"made\"),
    ],
{plan}
)
"
    );
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/water-intake.ron");
    let scenario = ("water-intake.ron".to_owned(), fs::read_to_string(scenario).unwrap());
    load_calibration(&Texts(vec![("crowds.ron".to_owned(), text), scenario]), "crowds.ron")
        .unwrap_or_else(|error| panic!("{}", truceline::scenario::plain(&error)))
}

/// A calibration to the end, on this thread.
fn calibrated(text: &CalibrationText) -> State {
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
    let text = crowds([1.0, 1.0], plan);
    let calibration = Calibration::new(&text, None).unwrap().unwrap();
    let lineage = Lineage::of_text("synthetic truth").child(trial);
    let run = calibration.simulator().particle(&parameters(&text, truth), lineage, None);
    let documented = [0, 1].map(|target: usize| run.values[target][0].expect("counts always have a value"));
    let text = crowds(documented, plan);
    Posterior::of(&text, &calibrated(&text))
}

/// 5 %, 50 % and 95 % of a quantity.
fn quantiles(posterior: &Posterior, quantity: usize) -> [f64; 3] {
    let weights: Vec<f64> = posterior.draws.iter().map(|draw| draw.weight).collect();
    let column: Vec<f64> = posterior.draws.iter().map(|draw| draw.free[quantity]).collect();
    [0.05, 0.5, 0.95].map(|share| weighted_quantile(&column, &weights, share))
}

#[test]
fn nine_in_ten_intervals_hold_the_truth_about_nine_times_in_ten() {
    const TRIALS: u64 = 50;
    let text = crowds([1.0, 1.0], &plan(10, 1, 1));
    let mut inside = [0_u64; 2];
    let mut width = [0.0; 2];
    for number in 0..TRIALS {
        let mut stream = Draws::new(1, 7, 0).open(Lineage::of_text("truth").child(number), 0);
        let truth = values(&text, &[stream.unit(), stream.unit()]);
        let posterior = trial(&truth, number, &plan(200, 8, number));
        for (quantity, truth) in truth.iter().enumerate() {
            let [low, _, high] = quantiles(&posterior, quantity);
            inside[quantity] += u64::from(low <= *truth && *truth <= high);
            width[quantity] += libm::log(high / low) / TRIALS as f64;
        }
    }
    println!("of {TRIALS} intervals of 90 %: {inside:?} hold the truth; mean width in logarithms {width:?}");
    for (count, name) in inside.into_iter().zip(["acts", "people"]) {
        let coverage = count as f64 / TRIALS as f64;
        assert!((0.80..=0.99).contains(&coverage), "{name}: {coverage} of the intervals hold the truth");
    }
    // Nine tenths of the priors are 2.9 wide: intervals as wide would hold the truth as often and tell nothing.
    assert!(width.iter().all(|width| *width < 1.9), "the intervals tell little: {width:?}");
}

#[test]
fn a_known_truth_is_recovered() {
    for (number, truth) in [(0, [0.5, 60.0]), (1, [3.0, 60.0]), (2, [3.0, 300.0])] {
        let posterior = trial(&truth, 100 + number, &plan(400, 10, 3));
        for (quantity, truth) in truth.into_iter().enumerate() {
            let [low, median, high] = quantiles(&posterior, quantity);
            println!("truth {truth}: median {median:.2}, 90 % {low:.2} to {high:.2}");
            assert!(low <= truth && truth <= high, "truth {truth}: {low} to {high}");
            assert!(libm::log(median / truth).abs() < 0.7, "truth {truth}: median {median}, more than a factor 2 off");
        }
    }
}
