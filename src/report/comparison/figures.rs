//! The figures of a comparison: killed by side, and displaced by side.

use super::Comparison;
use crate::experiment::comparison::{CURVE_METRICS, CurveComparison, FanCurves};
use crate::report::picture::Picture;
use crate::report::{DifferenceFigure, DifferenceRow, FanSeries, Heading, difference, words};

/// File name, title and value axis of each of [`CURVE_METRICS`].
const FIGURES: [(&str, &str, &str); CURVE_METRICS.len()] =
    [("difference", "Killed", "Killed [persons]"), ("difference_displaced", "Displaced", "Displaced [persons]")];

/// All figures with the names of their files; `digest` is that of the pairs.
pub fn comparison_figures(comparison: &Comparison, digest: &str) -> Vec<(&'static str, Picture)> {
    let each = FIGURES.iter().enumerate();
    each.map(|(metric, (name, title, axis))| (*name, figure(comparison, metric, title, axis, digest))).collect()
}

fn figure(comparison: &Comparison, metric: usize, title: &str, axis: &str, digest: &str) -> Picture {
    let Comparison { variants, summary, identity, .. } = comparison;
    let hours = variants.grid.hours();
    let curves = summary.curves.iter().filter(|curve| curve.metric == metric);
    difference(&DifferenceFigure {
        heading: Heading {
            title: format!("{title} in A and in B · {}", words::one_line(&variants.a.title, 80)),
            subtitle: format!("A: {} · B: {}", label(&identity.label_a), label(&identity.label_b)),
            caption: format!(
                "{} · seed {} · {} · Truceline {} · digest {}",
                words::one_line(&identity.name, 60),
                variants.seed,
                words::number_of(summary.complete, "pair", "pairs"),
                env!("CARGO_PKG_VERSION"),
                &digest[..12],
            ),
        },
        value_title: axis.to_string(),
        unit: CURVE_METRICS[metric].1.to_string(),
        label_a: "A".to_string(),
        label_b: "B".to_string(),
        calendar: None,
        pairs: summary.complete,
        rows: curves.map(|curve| row(comparison, curve, &hours)).collect(),
    })
}

fn label(text: &str) -> String {
    words::one_line(text, 90)
}

fn row(comparison: &Comparison, curve: &CurveComparison, hours: &[f64]) -> DifferenceRow {
    let side = comparison.variants.sides[curve.side].a;
    let title = words::one_line(&comparison.variants.a.sides[side].name, 40);
    let series = |fan: &FanCurves| FanSeries {
        title: title.clone(),
        side: Some(side),
        times_hours: hours.to_vec(),
        quantiles: fan.quantiles.clone(),
        samples: fan.samples.clone(),
        observed: Vec::new(),
    };
    DifferenceRow {
        a: series(&curve.a),
        b: series(&curve.b),
        times_hours: hours.to_vec(),
        difference: curve.difference.clone(),
        low: curve.low.clone(),
        high: curve.high.clone(),
    }
}
