//! Study files that make no sense: each problem with its place and in words, exit 2, and nothing written.

use super::Home;

/// Runs a study with these fields, which must be refused: the message, and the place of `here` in the file.
#[track_caller]
pub fn refused(fields: &str, here: &str, message: &str) {
    let home = Home::new();
    home.study("bad", fields);
    refused_at(&home, fields, here, message);
}

#[track_caller]
pub fn refused_at(home: &Home, fields: &str, here: &str, message: &str) {
    let text = super::study("bad", fields);
    let offset = text.find(here).unwrap_or_else(|| panic!("{here} in {text}"));
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&letter| letter != '\n').count() + 1;
    let told = home.run(&["bad.ron"], 2);
    // Long messages are broken into lines.
    let flat = told.replace("\n  │ ", " ");
    assert!(flat.contains(message), "expected: {message}\n{told}");
    assert!(told.contains(&format!("[bad.ron:{line}:{column}]")), "expected {line}:{column}\n{told}");
    assert!(!home.path("output").exists(), "nothing is written");
}

const HOUR: &str = "path: \"injects.works.at_hours\"";

/// Fields of a study with these factors.
fn factors(factors: &str) -> String {
    format!("    factors: [\n        {factors}\n    ],\n    replications: 2,\n    until_hours: 6,")
}

#[test]
fn paths_that_name_nothing() {
    let unknown = "factors[0].path: nothing named `people_limt` in `parameters.crowd`";
    let one = factors("(name: \"x\", path: \"parameters.crowd.people_limt\", levels: [1, 2]),");
    refused(&one, "\"parameters.crowd.people_limt\"", unknown);
    refused(&one, "\"parameters.crowd.people_limt\"", "did you mean `people_limit`?");
    let two = factors(
        "(name: \"x\", paths: [\"injects.works.at_hours\", \"injects.work.at_hours\"], low: 1, high: 2, steps: 2),",
    );
    refused(&two, "\"injects.work.at_hours\"", "factors[0].paths[1]: nothing named `work` in `injects`");
    let variant = factors("(name: \"x\", variants: [(name: \"a\"), (name: \"b\", set: {\"parameters.crow\": 1})]),");
    refused(&variant, "(name: \"b\"", "factors[0].variants[1]: nothing named `crow` in `parameters`");
    refused(
        "    set: {\"nonsense\": 1},\n    replications: 2,",
        "{\"nonsense\"",
        "set: nothing named `nonsense` in the scenario",
    );
}

#[test]
fn factors_that_stand_twice() {
    let first = format!("(name: \"x\", {HOUR}, levels: [1, 2]),");
    let twice = |second: &str| factors(&format!("{first}\n        {second}"));
    let again = "(name: \"x\", path: \"parameters.crowd.people_limit\", levels: [100])";
    refused(&twice(again), again, "factors[1]: duplicate factor: `x` stands twice");
    let again = "(name: \"y\", path: \"injects.works.at_hours\", levels: [3])";
    refused(&twice(again), again, "factors[1]: duplicate factor: `x` sets `injects.works.at_hours` already");
    let again = "(name: \"y\", path: \"injects.works\", levels: [1])";
    refused(&twice(again), again, "factors[1]: duplicate factor: `x` sets `injects.works.at_hours` already");
    let again = "(name: \"y\", variants: [(name: \"a\", set: {\"injects.works.at_hours\": 2})])";
    refused(&twice(again), again, "factors[1]: duplicate factor: `x` sets `injects.works.at_hours` already");
    let own = factors("(name: \"x\", paths: [\"injects.works\", \"injects.works.at_hours\"], levels: [1]),");
    refused(&own, "\"injects.works.at_hours\"", "`injects.works.at_hours` is set already, by `injects.works`");
    let set = format!("    set: {{\"injects.works.at_hours\": 3}},\n{}", factors(&first));
    refused(
        &set,
        "(name: \"x\"",
        "`injects.works.at_hours` is set for all runs already: `set` has `injects.works.at_hours`",
    );
}

#[test]
fn names_that_the_tables_have_already() {
    let named = |name: &str| factors(&format!("(name: \"{name}\", {HOUR}, levels: [1, 2]),"));
    for name in ["digest", "end_hours", "mean", "share_high"] {
        let message = format!("factors[0]: `{name}` is a column of every study: choose another name");
        refused(&named(name), "(name: \"", &message);
    }
    refused(&named("killed.total"), "(name: \"", "factors[0]: `killed.total` is a measure: choose another name");
}

#[test]
fn levels_that_the_scenario_refuses() {
    let levels = |levels: &str| factors(&format!("(name: \"x\", {HOUR}, levels: [{levels}]),"));
    refused(&levels("1, -2"), "-2]", "factors[0].levels[1]: injects.works.at_hours: found -2, expected 0..=168");
    refused(&levels("1, \"noon\""), "\"noon\"", "injects.works.at_hours: found \"noon\", expected a number");
    refused(&levels("1, NaN"), "NaN", "factors[0].levels[1]: found \"NaN\", expected a value in RON, numbers finite");
    refused(&levels("1, 2, 1"), "1]", "factors[0].levels[2]: the level 1 stands twice");
    refused(&levels(""), "(name: \"x\"", "factors[0]: `x`: empty design: a grid needs `levels`");
    // Each fits by itself: the works come on the fifth day, and the run ends on the first.
    let both = factors(&format!(
        "(name: \"x\", {HOUR}, levels: [1, 100]),\n        (name: \"days\", path: \"horizon_days\", levels: [7, 1]),"
    ));
    let both = both.replace("until_hours: 6", "curves: none");
    refused(&both, "[\n        (name: \"x\"", "factors: design point 3 (x = 100, days = 1): ");
}

#[test]
fn ranges_without_sense() {
    let range = |rest: &str| factors(&format!("(name: \"x\", {HOUR}, {rest}),"));
    refused(&range("low: NaN, high: 3, steps: 2"), "NaN", "factors[0].low: found NaN, expected a finite number");
    refused(
        &range("low: 3, high: 1, steps: 2"),
        "1, steps",
        "factors[0].high: found 1.0, expected a finite number above 3.0",
    );
    refused(&range("low: 1, high: inf, steps: 2"), "inf", "factors[0].high: found inf");
    refused(&range("low: 1, steps: 2"), "1, steps", "factors[0].low: expected `high` beside it");
    refused(&range("high: 2"), "2),", "factors[0].high: expected `low` beside it");
    refused(&range("levels: [1, 2], steps: 2"), "2),", "factors[0].steps: expected `low` beside it");
    refused(
        &range("low: 0, high: 2, scale: logarithmic, steps: 2"),
        "0, high",
        "expected a number above 0 on a logarithmic scale",
    );
    refused(
        &range("low: 0.5, high: 2, scale: whole, steps: 2"),
        "whole, steps",
        "the ends of a range of whole numbers are whole numbers",
    );
    refused(
        &range("low: 1, high: 2, steps: 2, labels: [\"a\", \"b\"]"),
        "[\"a\"",
        "factors[0].labels: expected `levels` beside it",
    );
    refused(&range("low: 1, high: 2, steps: 1"), "1),", "factors[0].steps: found 1, expected 2..=");
    refused(&range("low: 1, high: 2"), "(name: \"x\"", "a grid needs `steps` beside `low` and `high`");
    refused(
        &range("levels: [1, 2], low: 1, high: 2"),
        "(name: \"x\"",
        "found more than one of levels, variants and low",
    );
    refused(&range("levels: [1, 2], labels: [\"a\"]"), "[\"a\"]", "found 1 labels, expected one for each of 2 levels");
}

#[test]
fn fields_and_sizes() {
    refused(
        "    measures: [\"killed.totl\"],\n    replications: 2,",
        "\"killed.totl\"",
        "measures[0]: no measure is named `killed.totl`",
    );
    refused(
        "    measures: [\"killed.totl\"],\n    replications: 2,",
        "\"killed.totl\"",
        "did you mean `killed.total`?",
    );
    refused(
        "    measures: [\"peak_rung\", \"peak_rung\"],\n    replications: 2,",
        "\"peak_rung\"],",
        "`peak_rung` stands twice",
    );
    refused("    replications: -4,", "-4", "replications: found -4, expected 1..=9007199254740991");
    refused("    replications: 0,", "0,", "replications: found 0, expected 1..=");
    refused("    replications: 2.5,", "2.5", "replications: found 2.5, expected a whole number");
    refused("    replications: 9007199254740991,", "9007199254740991", "expected at most 1000000 shards");
    refused("    replications: 2,\n    seed: -1,", "-1", "seed: found -1, expected 0..=9007199254740991");
    refused("    replications: 2,\n    curves: quantile,", "quantile,", "curves: unknown value `quantile`");
    refused("    replications: 2,\n    curves: quantile,", "quantile,", "did you mean `quantiles`?");
    refused("    replications: 2,\n    replicatons: 3,", "replicatons", "unknown field `replicatons`");
    refused("    replications: 2,\n    until_hours: NaN,", "NaN", "until_hours: found NaN, expected 0.01..=876600");
    refused("    replications: 2,\n    curve_step_hours: 0,", "0,\n)", "curve_step_hours: found 0, expected 0.01..=");
    refused("    replications: 2,\n    pairing: comon,", "comon", "did you mean `common`?");
    let far = "    replications: 2,\n    until_hours: 876000,\n    curves: all,\n    curve_step_hours: 0.01,";
    refused(far, "0.01,\n)", "points of curves a run, expected at most 10000000");
    refused(
        "    replications: 2,\n    scenarios: [\"no-such.ron\"],",
        "\"no-such.ron\"",
        "scenarios[0]: no-such.ron: no such file",
    );
    refused("    replications: 2,\n    scenarios: [],", "[]", "scenarios: found none, expected at least one scenario");
    refused("    scenarios: [\"water-intake.ron\"],", "(", "missing field `replications`");
}

#[test]
fn a_newer_format_is_refused_before_anything_else() {
    let home = Home::with("bad", "    replications: 2,");
    home.write("bad.ron", &super::study("bad", "    replications: -2,").replace("format: 1", "format: 2"));
    let told = home.run(&["bad.ron"], 2);
    assert!(told.contains("format: found 2, expected 1") && told.contains("[bad.ron:2:13]"), "{told}");
    assert!(!told.contains("replications:  found"), "{told}");
}
