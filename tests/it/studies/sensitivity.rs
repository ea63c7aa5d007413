//! Which factors move a measure: designs are run, continued and analysed by one command.

use std::fs;

use super::{Home, said};

/// Settlement matters; the form of truces does not in a day without any.
fn fields(design: &str) -> String {
    format!(
        "    factors: [
        (name: \"settlement\", path: \"parameters.crowd.settlement_per_hour\", low: 0.05, high: 2, scale: logarithmic),
        (name: \"nothing\", path: \"parameters.ceasefire.hazard_written\", low: 0.1, high: 1),
    ],
    design: {design},
    replications: 3,
    measures: [\"acts.total\", \"killed.total\"],
    until_hours: 24,"
    )
}

/// The cells of the rows of `tables/sensitivity.csv` that speak of a measure.
fn rows(home: &Home, measure: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(home.path("out/tables/sensitivity.csv")).unwrap();
    let rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<String>>());
    rows.filter(|row| row[0] == measure).collect()
}

#[test]
fn screening_finds_the_factor_that_matters() {
    let home = Home::with("screen", &fields("morris(trajectories: 8)"));
    let words = ["study", "sensitivity", "screen.ron", "--out", "out", "--progress", "none"];
    let output = home.program(&words);
    said(&output, 0);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("mu_star") && told.contains("chance between replications"), "{told}");
    let found = rows(&home, "acts.total");
    let quantities: Vec<&str> = found.iter().map(|row| row[4].as_str()).collect();
    assert_eq!(quantities, ["mu_star", "mu", "sigma", "mu_star", "mu", "sigma"]);
    let value = |row: usize| found[row][5].parse::<f64>().unwrap();
    assert!(value(0) > 0.0, "settlement ends quarrels: {found:?}");
    assert_eq!((value(3), value(5)), (0.0, 0.0), "common draws leave nothing to a factor without influence: {found:?}");
    assert!(home.path("out/plots/sensitivity.png").exists());
    // Asked again, for one measure: nothing is run anew.
    let again = home.program(&[&words[..], &["--measure", "killed.total", "--no-plots"]].concat());
    assert!(said(&again, 0).contains("0 runs made"), "all shards stood");
    let told = String::from_utf8(again.stdout).unwrap();
    assert!(told.contains("killed.total") && !told.contains("acts.total"), "{told}");
}

#[test]
fn indices_are_told_with_their_intervals() {
    let home = Home::with("shares", &fields("sobol_indices(base: 16)"));
    let output = home.program(&["study", "sensitivity", "shares.ron", "--out", "out", "--no-plots"]);
    said(&output, 0);
    let found = rows(&home, "acts.total");
    let quantities: Vec<&str> = found.iter().map(|row| row[4].as_str()).collect();
    assert_eq!(quantities, ["first", "total", "first", "total"]);
    for row in &found {
        let [value, low, high] = [5, 6, 7].map(|cell| row[cell].parse::<f64>().unwrap());
        assert!(low <= value && value <= high, "{row:?}");
    }
    assert_eq!(found[3][5], "0", "a factor without influence has no total effect: {found:?}");
}

#[test]
fn parts_are_put_together_and_a_wanted_precision_ends_it() {
    let home = Home::with("screen", &fields("morris(trajectories: 8)"));
    let words = ["study", "sensitivity", "screen.ron", "--out", "out", "--no-plots", "--progress", "none"];
    for part in ["0/2", "1/2"] {
        let told = said(&home.program(&[&words[..], &["--shard", part]].concat()), 0);
        assert!(told.contains("truceline study merge out"), "{told}");
    }
    assert!(!home.path("out/tables").exists());
    said(&home.program(&["study", "merge", "out", "--no-plots"]), 0);
    let merged = rows(&home, "acts.total");
    assert_eq!(merged.len(), 6);
    // Enough replications for a precision that the first of them give.
    home.write(
        "many.ron",
        &super::study("many", &fields("morris(trajectories: 2)").replace("replications: 3", "replications: 400")),
    );
    let words = ["study", "sensitivity", "many.ron", "--out", "many", "--no-plots", "--until-ci", "acts.total=90%"];
    let told = said(&home.program(&words), 0);
    assert!(told.contains("the precision is reached after"), "{told}");
}

#[test]
fn a_design_that_is_not_made_for_it_is_refused() {
    let home = Home::with("plain", &fields("latin_hypercube(points: 8)"));
    let told = said(&home.program(&["study", "sensitivity", "plain.ron", "--out", "out"]), 2);
    assert!(told.contains("found the design latin_hypercube, expected morris(trajectories: 20)"), "{told}");
    assert!(!home.path("out").exists(), "nothing is written");
}
