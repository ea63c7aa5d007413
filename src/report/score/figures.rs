//! Fans of the members with the documented points over them.

use crate::experiment::predictive::{CurveKind, MemberCurves, curve_of_measure};
use crate::experiment::statistics::{PROBABILITIES, weighted_quantile};
use crate::report::picture::Picture;
use crate::report::{FanFigure, FanSeries, Heading, fan, words};

use super::{ScoreReport, ScoredExperiment};

/// Single runs drawn.
const SAMPLES: usize = 5;
/// What is drawn: kind of curve, name of the file, title, title of the axis.
const FANS: [(CurveKind, &str, &str, &str); 3] = [
    (CurveKind::PublishedKilled, "killed", "Killed, as published", "Killed, published [persons]"),
    (CurveKind::PublishedWounded, "wounded", "Wounded, as published", "Wounded, published [persons]"),
    (
        CurveKind::DisplacedRegistered,
        "displaced",
        "Displaced, as registered",
        "People registered as displaced [persons]",
    ),
];

/// The figures of every experiment with documented points: name of the file and picture.
pub fn score_figures(report: &ScoreReport<'_>) -> Vec<(String, Picture)> {
    let mut pictures = Vec::new();
    let documented = report.experiments.iter().filter(|experiment| !experiment.points.is_empty());
    for experiment in documented.filter(|experiment| !experiment.members.is_empty()) {
        let last = experiment.points.iter().map(|(point, _)| point.hours).fold(24.0, f64::max);
        for (kind, name, title, axis) in FANS {
            let series = series(experiment, kind, (last * 1.05).ceil());
            let figure = FanFigure {
                heading: heading(report, experiment, title),
                value_title: axis.to_owned(),
                calendar: Some(&experiment.setup.calendar),
                replications: experiment.members.len(),
                series,
            };
            pictures.push((format!("fan-{}-{name}", experiment.name), fan(&figure)));
        }
    }
    pictures
}

fn heading(report: &ScoreReport<'_>, experiment: &ScoredExperiment<'_>, title: &str) -> Heading {
    Heading {
        title: format!("{title} · {}", words::one_line(&experiment.setup.title, 80)),
        subtitle: format!(
            "Posterior predictive runs that meet the condition of the experiment ({}), {}",
            experiment.name, report.form
        ),
        caption: format!(
            "calibration {} · seed {} · {} · Truceline {} · digest {}",
            report.id,
            report.seed,
            words::number_of(experiment.members.len(), "run", "runs"),
            env!("CARGO_PKG_VERSION"),
            &format!("{:032x}", report.digest)[..12],
        ),
    }
}

fn series(experiment: &ScoredExperiment<'_>, kind: CurveKind, hours: f64) -> Vec<FanSeries> {
    let curves: Vec<&MemberCurves> =
        experiment.members.iter().filter_map(|member| member.met.as_ref()?.curves.as_ref()).collect();
    let times: Vec<f64> = curves.first().map(|curves| curves.hours()).unwrap_or_default();
    let times: Vec<f64> = times.into_iter().take_while(|time| *time <= hours).collect();
    let one = |side: usize| {
        let at = |row: usize| -> Vec<f64> {
            curves.iter().map(|curves| curves.values(kind, side).get(row).copied().map_or(0.0, f64::from)).collect()
        };
        let weights = vec![1.0; curves.len()];
        let rows: Vec<Vec<f64>> = (0..times.len()).map(at).collect();
        let quantile =
            |share: f64| rows.iter().map(|row| weighted_quantile(row, &weights, share)).collect::<Vec<f64>>();
        let sample = |curves: &&MemberCurves| {
            curves.values(kind, side).iter().take(times.len()).map(|&value| f64::from(value)).collect()
        };
        let id = &experiment.setup.sides[side].id;
        let belongs = |measure: &str| curve_of_measure(measure) == Some((kind, id.as_str()));
        let observed = experiment.points.iter().filter(|(point, _)| belongs(&point.measure));
        FanSeries {
            title: words::one_line(&experiment.setup.sides[side].name, 24),
            side: Some(side),
            times_hours: times.clone(),
            quantiles: PROBABILITIES.map(quantile),
            samples: curves.iter().take(SAMPLES).map(sample).collect(),
            observed: observed.map(|(point, _)| (point.hours, (point.low, point.best, point.high))).collect(),
        }
    };
    (0..experiment.setup.sides.len()).map(one).collect()
}
