//! The parameters that are not free, each at the ends of its plausible range, one at a time: how much the fit would move.

use crate::cli::calibrate::diagnosed;
use crate::cli::error::CliError;
use crate::cli::{output, workers};
use crate::experiment::calibration::{Posterior, limits, value};
use crate::experiment::predictive::{Curves, Ensemble, Predictive, score};
use crate::experiment::statistics::weighted_quantile;
use crate::model::Setup;
use crate::model::parameters::{ParameterRow, TABLE};
use crate::report::score::ONE_AT_A_TIME;
use crate::scenario::calibration::{CalibrationText, Target};
use crate::scenario::study::Settings;
use crate::store::column_names;

use super::ensembles::Ask;

/// What one end of a range does.
struct End {
    score_mean: f64,
    moved_most: String,
    shift: f64,
}

/// The table as CSV, for the runs of the first experiment: by parameter and end of its range the mean score of the fitted
/// targets, and the target whose median moves most, in log units.
pub fn table(text: &CalibrationText, set: &Settings, posterior: &Posterior, ask: &Ask<'_>) -> Result<String, CliError> {
    let is_free = |row: &ParameterRow| posterior.parameters.iter().any(|name| name == row.name);
    let is_set = |row: &ParameterRow| set.iter().any(|(path, _)| path.strip_prefix("parameters.") == Some(row.name));
    let rows: Vec<&ParameterRow> = TABLE.iter().filter(|row| !is_free(row) && !is_set(row)).collect();
    let usual = medians(text, set, posterior, ask)?;
    let wanted = output::can_overwrite();
    let work = |index: usize| -> Result<End, CliError> {
        let row = rows[index / 2];
        let end = if index.is_multiple_of(2) { row.plausible.0 } else { row.plausible.1 };
        let fixed = posterior.with(row.name, end);
        let moved = medians(text, set, &fixed, ask)?;
        Ok(compare(text, &usual, &moved))
    };
    let ends = workers::in_order(rows.len() * 2, ask.jobs, work, |done| {
        if wanted {
            output::status(&format!("{done} of {} ends of ranges", rows.len() * 2));
        }
    });
    if wanted {
        output::status("");
    }
    let mut csv = column_names(&ONE_AT_A_TIME).join(",") + "\n";
    let mut ends = ends.into_iter();
    for row in rows {
        let mut next = || ends.next().expect("two ends a parameter");
        let (low, high) = (next()?, next()?);
        csv.push_str(&format!(
            "{},{},{:?},{:?},{:.4},{:.4},{},{:.3},{:.4},{},{:.3}\n",
            row.name,
            row.evidence.mark(),
            row.plausible.0,
            row.plausible.1,
            usual.0,
            low.score_mean,
            low.moved_most,
            low.shift,
            high.score_mean,
            high.moved_most,
            high.shift,
        ));
    }
    Ok(csv)
}

/// Mean score of the fitted targets of the first experiment, and by target the median of the logarithm.
fn medians(
    text: &CalibrationText,
    set: &Settings,
    posterior: &Posterior,
    ask: &Ask<'_>,
) -> Result<(f64, Vec<f64>), CliError> {
    let experiment = &text.experiments[0];
    let all: Settings = experiment.set.iter().chain(set).cloned().collect();
    let base = experiment.scenario.varied(&all).map_err(diagnosed)?;
    let limits = |setup: &Setup| limits(experiment, setup);
    let given = experiment.given.as_ref();
    let (seeds_most, seed) = (experiment.seeds_most, ask.seed);
    let ensemble = Ensemble { base: &base, posterior: Some(posterior), given, seeds_most, seed, limits: &limits };
    let mut samples: Vec<Vec<f64>> = vec![Vec::new(); of_first(text).count()];
    for number in 0..ask.members {
        let member = ensemble.member(number, Curves::None).map_err(CliError::Invalid)?;
        let Some(ran) = member.met else { continue };
        for (list, target) in samples.iter_mut().zip(of_first(text)) {
            list.push(value(target, ran.measure(&target.measure)).unwrap_or(target.farthest()));
        }
    }
    let (mut scores, mut medians) = (Vec::new(), Vec::new());
    for (list, target) in samples.into_iter().zip(of_first(text)) {
        if list.is_empty() {
            medians.push(f64::NAN);
            continue;
        }
        let weights = vec![1.0; list.len()];
        medians.push(target.logarithm(weighted_quantile(&list, &weights, 0.5)));
        let logarithm = |value| target.logarithm(value);
        let scored = score(Predictive::of(list), target.documented, logarithm, target.farthest());
        if !target.kept_back {
            scores.push(scored.score);
        }
    }
    if scores.is_empty() {
        let none = "no run of the first experiment met its condition under some parameters";
        return Err(CliError::Run(none.to_owned()));
    }
    Ok((scores.iter().sum::<f64>() / scores.len() as f64, medians))
}

fn of_first(text: &CalibrationText) -> impl Iterator<Item = &Target> {
    text.targets.iter().filter(|target| target.experiment == 0)
}

fn compare(text: &CalibrationText, usual: &(f64, Vec<f64>), moved: &(f64, Vec<f64>)) -> End {
    let shifts = of_first(text).zip(usual.1.iter().zip(&moved.1)).map(|(target, (one, other))| (target, other - one));
    let most = shifts.filter(|(_, shift)| shift.is_finite()).max_by(|one, other| one.1.abs().total_cmp(&other.1.abs()));
    let (moved_most, shift) = most.map_or((String::new(), 0.0), |(target, shift)| (target.name.clone(), shift));
    End { score_mean: moved.0, moved_most, shift }
}
