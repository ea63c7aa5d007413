//! The pictures of a study: fans of curves, histograms with their tails, effects of factors.

use crate::experiment::statistics::PROBABILITIES;
use crate::experiment::study::{Point, RunOf, Series, Setups, Study, run_one};
use crate::model::Setup;
use crate::report::picture::Picture;
use crate::report::{
    Effect as EffectLines, EffectLevel, EffectPanel, EffectsFigure, FanFigure, FanSeries, Heading, HistogramFigure,
    HistogramSeries, effects as effects_picture, fan, histogram, words,
};
use crate::store::study::{RunData, grid_hours, identity};
use crate::store::{FileSystem, StoreError};

use super::effects::effects;
use super::sensitivity::{sensitivity, sensitivity_figure};
use super::{PointCurves, shown_measures};

/// Most design points that get fans of their own: the first ones.
pub const FANS_MOST: usize = 12;
/// Replications drawn as single paths.
const SAMPLES: u64 = 5;
/// Most design points in one histogram.
const HISTOGRAMS_MOST: usize = 6;
/// Measures beside each other in the picture of effects: more have no room for their names.
const PANELS_MOST: usize = 3;
/// What fans are drawn of: metric, title of the picture and of its axis.
const FANS: [(&str, &str, &str); 3] = [
    ("killed", "Killed", "Killed [persons]"),
    ("displaced", "Displaced", "People away from home [persons]"),
    ("authorised_rung", "Escalation", "Highest authorised rung [0 to 6]"),
];

/// Tells all pictures with the names of their files, one after the other, so that memory holds one. `curves` are those of
/// the design points that get fans.
///
/// # Errors
/// When a shard cannot be read, or `told` fails.
pub fn figures<F: FileSystem>(
    data: &RunData<'_, F>,
    curves: &[PointCurves],
    told: &mut dyn FnMut(&str, &Picture) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let study = data.study;
    let mut setups = Setups::default();
    for one in curves {
        let point = &study.points[one.point];
        let Ok(setup) = setups.of(study, one.point) else { continue };
        let samples = samples(study, &mut setups, point);
        for (metric, title, axis) in FANS {
            let series = fan_series(study, &setup, one, &samples, metric);
            if !series.is_empty() {
                let heading = heading(study, title, &study.words(point), study.text.replications);
                let figure = FanFigure {
                    heading,
                    value_title: axis.to_owned(),
                    calendar: Some(&setup.calendar),
                    replications: replications(one),
                    series,
                };
                told(&format!("fan-{metric}-point{:03}", one.point), &fan(&figure))?;
            }
        }
    }
    let shown = shown_measures(study);
    let shown_ones = || study.measures.iter().filter(|measure| shown.contains(&measure.name));
    for measure in shown_ones() {
        let values = data.measure(&measure.name)?;
        let series: Vec<HistogramSeries> = study
            .points
            .iter()
            .zip(values)
            .take(HISTOGRAMS_MOST)
            .map(|(point, values)| of_point(study, point, values))
            .collect();
        let runs = series.iter().map(|series| series.values.len()).max().unwrap_or(0);
        let shown = if study.points.len() > HISTOGRAMS_MOST { "the first design points" } else { "every design point" };
        let figure = HistogramFigure {
            heading: heading(study, &measure.name, &format!("{}; {shown}", measure.meaning), runs as u64),
            value_title: format!("{} [{}]", measure.name, measure.unit),
            series,
        };
        told(&format!("histogram-{}", measure.name), &histogram(&figure))?;
    }
    if let Some(picture) = effects_figure(data, &shown)? {
        told("effects", &picture)?;
    }
    let mut all = Vec::new();
    for measure in shown_ones() {
        all.extend(sensitivity(data, &measure.name)?);
    }
    match sensitivity_figure(study, &all) {
        Some(picture) => told("sensitivity", &picture),
        None => Ok(()),
    }
}

pub(super) fn heading(study: &Study, title: &str, subtitle: &str, replications: u64) -> Heading {
    Heading {
        title: format!("{title} · {}", words::one_line(&study.text.title, 90)),
        subtitle: words::one_line(subtitle, 200),
        caption: format!(
            "study {} · seed {} · {} a point · Truceline {} · digest {}",
            study.text.id,
            study.text.seed,
            words::number_of(replications as usize, "replication", "replications"),
            env!("CARGO_PKG_VERSION"),
            &identity(study)[..12],
        ),
    }
}

fn replications(curves: &PointCurves) -> usize {
    curves.histograms.iter().flatten().map(|histogram| histogram.total()).max().unwrap_or(0) as usize
}

/// Curves of the first replications, made again: studies keep quantiles, or too many curves to look through.
fn samples(study: &Study, setups: &mut Setups, point: &Point) -> Vec<Vec<Option<Vec<u32>>>> {
    let points = study.points.len() as u64;
    let runs = (0..SAMPLES.min(study.text.replications)).map(|replication| replication * points + point.index as u64);
    let runs: Vec<RunOf> = runs.map(|run| study.run(run)).collect();
    runs.iter().filter_map(|run| run_one(study, setups, run).1).collect()
}

fn fan_series(
    study: &Study,
    setup: &Setup,
    curves: &PointCurves,
    samples: &[Vec<Option<Vec<u32>>>],
    metric: &str,
) -> Vec<FanSeries> {
    let of_metric = study.series.iter().enumerate().filter(|(_, series)| series.metric == metric);
    of_metric.filter_map(|(index, series)| one_fan(study, setup, curves, samples, (index, series))).collect()
}

fn one_fan(
    study: &Study,
    setup: &Setup,
    curves: &PointCurves,
    samples: &[Vec<Option<Vec<u32>>>],
    (index, series): (usize, &Series),
) -> Option<FanSeries> {
    let side = setup.sides.iter().position(|side| Some(&side.id) == series.side.as_ref())?;
    let histograms = &curves.histograms[index];
    let times = histograms.iter().take_while(|histogram| histogram.total() > 0).count();
    let quantile = |share: f64| histograms[..times].iter().filter_map(|one| one.quantile(share)).collect::<Vec<f64>>();
    let sample = |run: &Vec<Option<Vec<u32>>>| {
        run[index].as_ref().map(|values| values.iter().map(|&value| f64::from(value)).collect())
    };
    let end = grid_hours(study, times.saturating_sub(1));
    let name = series.name();
    let observed = setup.observed.iter().filter(|point| point.measure == name && point.hours <= end);
    (times > 0).then(|| FanSeries {
        title: words::one_line(&setup.sides[side].name, 24),
        side: Some(side),
        times_hours: (0..times).map(|time| grid_hours(study, time)).collect(),
        quantiles: PROBABILITIES.map(quantile),
        samples: samples.iter().filter_map(sample).collect(),
        observed: observed.map(|point| (point.hours, (point.low, point.best, point.high))).collect(),
    })
}

fn of_point(study: &Study, point: &Point, values: Vec<Option<f64>>) -> HistogramSeries {
    HistogramSeries { label: words::one_line(&study.words(point), 60), values: values.into_iter().flatten().collect() }
}

fn effects_figure<F: FileSystem>(data: &RunData<'_, F>, shown: &[String]) -> Result<Option<Picture>, StoreError> {
    let study = data.study;
    let mut panels = Vec::new();
    for measure in study.measures.iter().filter(|measure| shown.contains(&measure.name)).take(PANELS_MOST) {
        let mut lines: Vec<EffectLines> = Vec::new();
        for effect in effects(data, &measure.name)? {
            let Some(mean) = effect.mean else { continue };
            let interval = mean.interval.map_or((mean.mean, mean.mean), |interval| (interval.low, interval.high));
            let level = EffectLevel {
                label: words::one_line(&effect.level, 30),
                mean: mean.mean,
                low: interval.0,
                high: interval.1,
            };
            match lines.last_mut() {
                Some(last) if last.factor == effect.name => last.levels.push(level),
                _ => lines.push(EffectLines { factor: effect.name, levels: vec![level] }),
            }
        }
        if !lines.is_empty() {
            panels.push(EffectPanel { value_title: format!("{} [{}]", measure.name, measure.unit), effects: lines });
        }
    }
    let subtitle = "Mean with 95 % interval at each level, over all others; replications share their draws";
    let figure = EffectsFigure { heading: heading(study, "Effects", subtitle, study.text.replications), panels };
    Ok((!figure.panels.is_empty()).then(|| effects_picture(&figure)))
}
