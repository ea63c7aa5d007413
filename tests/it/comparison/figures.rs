//! Figures over many replications: from plain data, without clipped or overlapping text however awkward the data.

use truceline::model::setup::Calendar;
use truceline::report::picture::{Picture, Shape};
use truceline::report::{
    DifferenceFigure, DifferenceRow, Effect, EffectLevel, EffectPanel, EffectsFigure, FanFigure, FanSeries, Heading,
    HistogramFigure, HistogramSeries, difference, effects, fan, histogram, png, svg,
};

const CALENDAR: Calendar = Calendar { start_unix_milliseconds: 1_619_683_500_000, utc_offset_minutes: 360 };
const LONG: &str =
    "a name that goes on and on, far longer than any chart, legend or column has room for, and then some";

fn heading(title: &str) -> Heading {
    Heading {
        title: title.to_string(),
        subtitle: "What is seen, in one line".to_string(),
        caption: "scenario invented · seed 1 · 200 replications · Truceline · digest 0123456789ab".to_string(),
    }
}

/// Curves that rise and level out at `most`, spread as replications are.
fn series(title: &str, side: Option<usize>, hours: f64, most: f64) -> FanSeries {
    let times_hours: Vec<f64> = (0..=100).map(|step| hours * f64::from(step) / 100.0).collect();
    let rise = |factor: f64| -> Vec<f64> {
        let shape = |at: f64| 1.0 - libm::exp(-4.0 * at / hours.max(1e-9));
        times_hours.iter().map(|&at| (most * factor * shape(at)).round()).collect()
    };
    FanSeries {
        title: title.to_string(),
        side,
        quantiles: [0.05, 0.2, 0.35, 0.55, 1.0].map(rise),
        samples: [0.1, 0.3, 0.33, 0.6, 0.9].map(rise).to_vec(),
        observed: vec![(hours / 3.0, (most * 0.1, most * 0.2, most * 0.5)), (hours, (most, most, most))],
        times_hours,
    }
}

fn fans() -> Vec<(String, Picture)> {
    let mut pictures = Vec::new();
    for count in 1..=6 {
        let names = ["North", "South", "East", LONG, "fifth", "sixth"];
        let series = (0..count).map(|index| series(names[index], Some(index), 168.0, 137.0)).collect();
        let figure = FanFigure {
            heading: heading("Killed over time"),
            value_title: "Killed [persons]".to_string(),
            calendar: (count % 2 == 1).then_some(&CALENDAR),
            replications: 200,
            series,
        };
        pictures.push((format!("fan-{count}"), fan(&figure)));
    }
    let awkward = [("quiet", 336.0, 0.0), ("decades", 175_320.0, 2_000_000.0), ("instant", 0.0, 3.0)];
    for (name, hours, most) in awkward {
        for calendar in [None, Some(&CALENDAR)] {
            let figure = FanFigure {
                heading: heading(LONG),
                value_title: "Displaced [persons]".to_string(),
                calendar,
                replications: 1,
                series: vec![series(name, None, hours, most), series(LONG, Some(1), hours, most / 2.0)],
            };
            pictures.push((format!("fan-{name}"), fan(&figure)));
        }
    }
    pictures
}

fn differences() -> Vec<(String, Picture)> {
    let mut pictures = Vec::new();
    for (count, most, hours) in [(1, 12.0, 168.0), (2, 140.0, 336.0), (3, 48_000.0, 72.0), (3, 0.0, 20_000.0)] {
        let rows = (0..count).map(|index| row(index, most, hours)).collect();
        let figure = DifferenceFigure {
            heading: heading("Killed in A and in B"),
            value_title: "Killed [persons]".to_string(),
            unit: "persons".to_string(),
            label_a: if most > 0.0 { "A".to_string() } else { LONG.to_string() },
            label_b: if most > 0.0 { "B".to_string() } else { LONG.to_string() },
            calendar: (count == 1).then_some(&CALENDAR),
            pairs: 200,
            rows,
        };
        pictures.push((format!("difference-{count}-{most}"), difference(&figure)));
    }
    pictures
}

fn row(index: usize, most: f64, hours: f64) -> DifferenceRow {
    let a = series(["North", "South", LONG][index], Some(index), hours, most);
    let b = series("", Some(index), hours, most * 0.7);
    let mean: Vec<f64> = a.quantiles[2].iter().zip(&b.quantiles[2]).map(|(a, b)| b - a).collect();
    DifferenceRow {
        times_hours: a.times_hours.clone(),
        low: mean.iter().map(|mean| mean * 1.6).collect(),
        high: mean.iter().map(|mean| mean * 0.3).collect(),
        difference: mean,
        a,
        b,
    }
}

/// Values with a heavy tail, P(X >= x) near x^-1.2, as a small generator gives them.
fn heavy(count: usize, scale: f64) -> Vec<f64> {
    let mut state = 17_u64;
    (0..count)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let unit = ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
            libm::floor(scale * (libm::pow(unit, -1.0 / 1.2) - 0.7))
        })
        .collect()
}

fn histograms() -> Vec<(String, Picture)> {
    let one = |label: &str, values: Vec<f64>| HistogramSeries { label: label.to_string(), values };
    let figures = [
        (
            "tail",
            vec![
                one("as it is", heavy(400, 3.0)),
                one("longer truces", heavy(400, 1.5)),
                one("no talks", heavy(90, 6.0)),
            ],
        ),
        ("six", (1..=6).map(|index| one(LONG, heavy(60 * index, index as f64))).collect()),
        ("nothing", vec![one("none killed", vec![0.0; 50])]),
        ("empty", vec![one("no runs", Vec::new())]),
        ("no points", Vec::new()),
        ("one", vec![one("one run", vec![7.0])]),
        ("fractions", vec![one("shares", (0..100).map(|index| f64::from(index) / 100.0).collect())]),
        ("negative", vec![one("differences", (-50..50).map(f64::from).collect())]),
        ("huge", vec![one("huge", vec![1.0, 2.0, f64::NAN, 9e8]), one("small", vec![1e-4, 2e-3])]),
    ];
    let draw = |(name, series): (&str, Vec<HistogramSeries>)| {
        let value_title = if name == "six" { LONG } else { "Killed [persons]" }.to_string();
        let figure = HistogramFigure { heading: heading("Killed"), value_title, series };
        (format!("histogram-{name}"), histogram(&figure))
    };
    figures.map(draw).into()
}

fn effect_figures() -> Vec<(String, Picture)> {
    let level = |label: &str, mean: f64, half: f64| EffectLevel {
        label: label.to_string(),
        mean,
        low: mean - half,
        high: mean + half,
    };
    let panel = |title: &str, scale: f64, factors: usize| {
        let effects = (0..factors).map(|factor| Effect {
            factor: if factor == 5 { LONG.to_string() } else { format!("parameters.group.factor_{factor}") },
            levels: vec![
                level("0.5", scale, 0.2 * scale),
                level("1", scale * 1.2, 0.25 * scale),
                level(if factor == 5 { LONG } else { "2" }, scale * 2.1, 0.4 * scale),
            ],
        });
        EffectPanel { value_title: title.to_string(), effects: effects.collect() }
    };
    let mut none = panel("Hours of fighting [hours]", 30.0, 2);
    none.effects[1].levels[1] = EffectLevel { label: "1".to_string(), mean: f64::NAN, low: f64::NAN, high: f64::NAN };
    let figures = [
        ("two", vec![panel("Killed [persons]", 40.0, 2), panel("Displaced, peak [persons]", 9_000.0, 2), none]),
        ("one", vec![panel("Killed [persons]", 0.02, 1)]),
        ("many", (0..6).map(|_| panel(LONG, 1.0, 8)).collect()),
        ("same", vec![panel("Killed [persons]", 0.0, 3); 4]),
        ("nothing", Vec::new()),
    ];
    let draw = |(name, panels): (&str, Vec<EffectPanel>)| {
        (format!("effects-{name}"), effects(&EffectsFigure { heading: heading("Effects of the factors"), panels }))
    };
    figures.map(draw).into()
}

fn all() -> Vec<(String, Picture)> {
    [fans(), differences(), histograms(), effect_figures()].concat()
}

#[test]
fn no_text_is_clipped_or_overlaps_another() {
    for (name, picture) in all() {
        assert_eq!(picture.faults(), Vec::<String>::new(), "{name}");
        assert!(picture.texts().all(|text| text.size >= 22.0), "{name}: legible at half size");
    }
}

#[test]
fn every_figure_says_what_it_is() {
    for (name, picture) in all() {
        assert_eq!((picture.width, picture.height), (1600, 1000), "{name}");
        let caption = picture.texts().find(|text| text.text.starts_with("Illustrative model, not a forecast · "));
        assert!(caption.is_some(), "{name}");
    }
    let says = |picture: &Picture, what: &str| picture.texts().any(|text| text.text.contains(what));
    assert!(says(&fans()[0].1, "200 replications") && says(&differences()[0].1, "200 pairs"));
}

#[test]
fn all_shapes_stay_on_the_sheet() {
    let within = |&(x, y): &(f64, f64)| (-1.0..=1_601.0).contains(&x) && (-1.0..=1_001.0).contains(&y);
    for (name, picture) in all() {
        for shape in &picture.shapes {
            let (Shape::Line { points, .. } | Shape::Polygon { points, .. }) = shape else { continue };
            assert!(points.iter().all(within), "{name}: {shape:?}");
        }
    }
}

#[test]
fn the_same_data_give_the_same_bytes() {
    for ((name, one), (_, other)) in [&fans()[0], &differences()[1], &histograms()[0], &effect_figures()[0]]
        .into_iter()
        .zip([&fans()[0], &differences()[1], &histograms()[0], &effect_figures()[0]])
    {
        assert_eq!(svg(one), svg(other), "{name}");
        assert!(png(one).unwrap() == png(other).unwrap(), "{name}");
    }
}

/// The thick line of a difference below its zero line, when B is lower than A.
#[test]
fn a_lower_variant_lies_below_the_zero_line() {
    let picture = &differences()[0].1;
    let lines: Vec<(&Vec<(f64, f64)>, f64)> = picture
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Line { points, width, .. } if points[0].0 >= 1_100.0 => Some((points, *width)),
            _ => None,
        })
        .collect();
    let mean = lines.iter().find(|line| line.1 == 5.0).unwrap().0;
    // The bottom line of the chart is as thick, but drawn before.
    let zero = lines.iter().rfind(|line| line.1 == 2.0 && line.0.len() == 2 && line.0[1].0 > 1_500.0).unwrap().0;
    assert_eq!(mean[0].1, zero[0].1, "they begin together");
    assert!(mean.last().unwrap().1 > zero[0].1 + 20.0, "lower values stand lower");
}
