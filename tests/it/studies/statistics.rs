//! The tables of a study against sums over its rows, made here anew; `status` shows the same numbers.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Home, Runs, csv_rows, said};

const FIELDS: &str = "    factors: [(name: \"hour\", path: \"injects.works.at_hours\", levels: [1, 6]), (name: \"people\", path: \"parameters.crowd.people_limit\", levels: [100, 400])],
    replications: 40,
    until_hours: 48,
    curve_step_hours: 6,
    measures: [\"killed.total\", \"wounded.total\", \"displaced_peak.total\", \"peak_rung\", \"first_fire_to_last_fire_hours\"],";
const MEASURES: [&str; 5] =
    ["killed.total", "wounded.total", "displaced_peak.total", "peak_rung", "first_fire_to_last_fire_hours"];
/// 97.5 % quantile of t for 39 degrees of freedom, from tables.
const T_39: f64 = 2.022_690_920;
/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_985;

fn near(found: &str, expected: f64, what: &str) {
    let found: f64 = found.parse().unwrap_or_else(|_| panic!("{what}: found {found:?}, expected {expected}"));
    assert!((found - expected).abs() <= 1e-7 * (1.0 + expected.abs()), "{what}: found {found}, expected {expected}");
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    let middle = mean(values);
    (values.iter().map(|value| (value - middle) * (value - middle)).sum::<f64>() / (values.len() - 1) as f64).sqrt()
}

/// Type 7 of Hyndman and Fan.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = share * (sorted.len() - 1) as f64;
    let below = place as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

fn finished() -> (Home, Runs) {
    let home = Home::with("numbers", &format!("{FIELDS}\n    curves: all,"));
    home.run(&["numbers.ron", "--out", "out"], 0);
    let runs = Runs::read(&home.path("out"));
    (home, runs)
}

fn table(directory: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    csv_rows(&directory.join("tables").join(name))
}

#[test]
fn every_table_agrees_with_the_rows() {
    let (home, runs) = finished();
    let out = home.path("out");
    measures(&table(&out, "measures.csv"), &runs);
    exceedance(&table(&out, "exceedance.csv"), &runs);
    effects(&table(&out, "effects.csv"), &runs);
    let summaries = Runs::of(&out, "tables/curves.parquet");
    let checked = curves(&Runs::of(&out, "curves"), &summaries);
    assert!(checked > 1_000, "{checked} quantiles of curves");
    status(&home, &table(&out, "measures.csv"));
}

fn measures(rows: &[BTreeMap<String, String>], runs: &Runs) {
    assert_eq!(rows.len(), MEASURES.len() * 4);
    for row in rows {
        let (point, name) = (row["point"].parse().unwrap(), row["measure"].as_str());
        let values = runs.at_point(name, point);
        assert_eq!(
            (row["runs"].as_str(), row["without_value"].as_str()),
            (&*values.len().to_string(), &*(40 - values.len()).to_string())
        );
        let what = format!("{name} at {point}");
        if values.is_empty() {
            assert_eq!((&*row["mean"], &*row["median"], &*row["maximum"]), ("", "", ""), "{what}");
            continue;
        }
        near(&row["mean"], mean(&values), &what);
        for (column, share) in [
            ("q05", 0.05),
            ("q25", 0.25),
            ("median", 0.5),
            ("q75", 0.75),
            ("q95", 0.95),
            ("minimum", 0.0),
            ("maximum", 1.0),
        ] {
            near(&row[column], quantile(&values, share), &what);
        }
        if values.len() == 40 {
            let half_width = T_39 * deviation(&values) / 40.0_f64.sqrt();
            near(&row["standard_deviation"], deviation(&values), &what);
            near(&row["mean_low"], mean(&values) - half_width, &what);
            near(&row["mean_high"], mean(&values) + half_width, &what);
            // The 14th and the 27th of 40: David and Nagaraja, 97.5 % of a binomial with 40 and 1/2.
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            near(&row["median_low"], sorted[13], &what);
            near(&row["median_high"], sorted[26], &what);
        }
    }
}

fn exceedance(rows: &[BTreeMap<String, String>], runs: &Runs) {
    let thresholds = |name: &str| rows.iter().filter(|row| row["measure"] == name && row["point"] == "0").count();
    assert_eq!(thresholds("peak_rung"), 6);
    let most = runs.numbers("wounded.total").into_iter().flatten().fold(0.0, f64::max);
    assert_eq!(
        thresholds("wounded.total"),
        [1.0, 10.0, 100.0, 1e3, 1e4, 1e5].into_iter().filter(|&threshold| threshold <= most).count()
    );
    for row in rows {
        let values = runs.at_point(&row["measure"], row["point"].parse().unwrap());
        let threshold: f64 = row["at_least"].parse().unwrap();
        let (trials, reaching) =
            (values.len() as f64, values.iter().filter(|&&value| value >= threshold).count() as f64);
        let what = format!("{} at least {threshold}", row["measure"]);
        near(&row["runs_reaching"], reaching, &what);
        near(&row["share"], reaching / trials, &what);
        let (share, square) = (reaching / trials, Z * Z);
        let centre = (share + square / (2.0 * trials)) / (1.0 + square / trials);
        let half_width =
            Z / (1.0 + square / trials) * (share * (1.0 - share) / trials + square / (4.0 * trials * trials)).sqrt();
        near(&row["share_low"], (centre - half_width).max(0.0), &what);
        near(&row["share_high"], (centre + half_width).min(1.0), &what);
    }
}

/// Points are hour × people, people fastest.
fn effects(rows: &[BTreeMap<String, String>], runs: &Runs) {
    for name in &MEASURES[..4] {
        let values = [0, 1, 2, 3].map(|point| runs.at_point(name, point));
        let over = |points: [usize; 2]| {
            (0..40).map(|run| (values[points[0]][run] + values[points[1]][run]) / 2.0).collect::<Vec<f64>>()
        };
        let levels = [
            ("hour", "1", [0, 1], [0, 1]),
            ("hour", "6", [2, 3], [0, 1]),
            ("people", "100", [0, 2], [0, 2]),
            ("people", "400", [1, 3], [0, 2]),
        ];
        for (factor, level, own, first) in levels {
            let is_it = |row: &&BTreeMap<String, String>| {
                row["measure"] == *name && row["factor"] == factor && row["level"] == level
            };
            let row = rows.iter().find(is_it).unwrap();
            let (own, what) = (over(own), format!("{name}, {factor} = {level}"));
            assert_eq!(row["replications"], "40");
            near(&row["mean"], mean(&own), &what);
            if level == "1" || level == "100" {
                assert_eq!(row["difference_from_first"], "");
                continue;
            }
            let differences: Vec<f64> = own.iter().zip(over(first)).map(|(own, first)| own - first).collect();
            let half_width = T_39 * deviation(&differences) / 40.0_f64.sqrt();
            near(&row["difference_from_first"], mean(&differences), &what);
            near(&row["difference_low"], mean(&differences) - half_width, &what);
            near(&row["difference_high"], mean(&differences) + half_width, &what);
        }
    }
}

/// Every quantile of every curve: that of the value at its rank, within 0.8 %.
fn curves(all: &Runs, summaries: &Runs) -> usize {
    let mut samples: BTreeMap<(String, String, String), Vec<f64>> = BTreeMap::new();
    for (name, cells) in &all.columns {
        if ["run", "point", "replication", "time_hours"].contains(&name.as_str()) {
            continue;
        }
        for (row, cell) in cells.iter().enumerate() {
            let key = |column: &str| all.columns[column][row].clone().unwrap();
            let Some(value) = cell else { continue };
            samples.entry((key("point"), name.clone(), key("time_hours"))).or_default().push(value.parse().unwrap());
        }
    }
    let rows = summaries.columns["point"].len();
    assert_eq!(rows, samples.len());
    for row in 0..rows {
        let cell = |column: &str| summaries.columns[column][row].clone();
        let metric = cell("metric").unwrap();
        let name = cell("side").map_or(metric.clone(), |side| format!("{metric}.{side}"));
        let sample = samples.get_mut(&(cell("point").unwrap(), name.clone(), cell("time_hours").unwrap())).unwrap();
        sample.sort_by(f64::total_cmp);
        assert_eq!(cell("runs").unwrap(), sample.len().to_string());
        for (column, share) in [("q05", 0.05), ("q25", 0.25), ("q50", 0.5), ("q75", 0.75), ("q95", 0.95)] {
            let expected = sample[((share * sample.len() as f64).ceil() as usize).max(1) - 1];
            let found: f64 = cell(column).unwrap().parse().unwrap();
            let allowed = if expected < 128.0 { 0.0 } else { 0.008 * expected };
            assert!((found - expected).abs() <= allowed, "{name}: {found} and {expected}");
        }
    }
    rows * 5
}

fn status(home: &Home, rows: &[BTreeMap<String, String>]) {
    for place in ["numbers.ron", "out"] {
        let mut words = vec!["study", "status", place, "--json"];
        MEASURES.iter().for_each(|measure| words.extend(["--measure", measure]));
        if place == "numbers.ron" {
            // A study file stands for its usual directory.
            let usual = home.path("output/study-numbers");
            std::fs::create_dir_all(home.path("output")).unwrap();
            std::fs::rename(home.path("out"), &usual).unwrap();
        }
        let output = home.program(&words);
        said(&output, 0);
        if place == "numbers.ron" {
            std::fs::rename(home.path("output/study-numbers"), home.path("out")).unwrap();
        }
        let status: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((status["runs_done"].as_u64(), status["failed"].as_u64()), (Some(160), Some(0)));
        for row in rows {
            let measures = status["measures"].as_array().unwrap();
            let measure = measures.iter().find(|measure| measure["measure"] == row["measure"].as_str()).unwrap();
            let summary = &measure["points"][row["point"].parse::<usize>().unwrap()]["summary"];
            let text = |value: &serde_json::Value| value.as_f64().map_or(String::new(), |value| value.to_string());
            assert_eq!(text(&summary["mean"]["mean"]), row["mean"]);
            assert_eq!(text(&summary["mean"]["interval"]["low"]), row["mean_low"]);
            assert_eq!(text(&summary["quantiles"][2]["high"]), row["median_high"]);
            assert_eq!(text(&summary["maximum"]), row["maximum"]);
        }
    }
    let shown = home.program(&["study", "status", "out", "--measure", "peak_rung"]);
    let text = String::from_utf8(shown.stdout).unwrap();
    assert!(
        text.contains("160 of 160 runs") && text.contains("peak_rung [rung]") && !text.contains("killed.total"),
        "{text}"
    );
    assert!(text.contains("illustrative model, not a forecast"));
}

#[test]
fn an_incomplete_study_has_a_status() {
    let home = Home::with("half", FIELDS);
    home.run(&["half.ron", "--out", "output/study-half", "--shard", "1/2"], 0);
    for place in ["half.ron", "output/study-half"] {
        let output = home.program(&["study", "status", place]);
        let told = said(&output, 0);
        assert!(told.contains("next: truceline study run output/study-half"), "{told}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(" of 160 runs, ") && !text.contains("160 of 160"), "{text}");
    }
    said(&home.program(&["study", "status", "half.ron", "--measure", "kiled.total"]), 2);
    home.run(&["half.ron"], 0);
    let left = home.program(&["study", "status", "half.ron"]);
    assert!(said(&left, 0).contains("next: truceline study merge output/study-half"));
}
