//! What studies can vary, and that every row can be repeated from what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use truceline::experiment::study::Study;
use truceline::scenario::Files;
use truceline::scenario::study::load_study;

use super::{Home, Runs, csv_rows, said};

const REST: &str = "    replications: 3,\n    until_hours: 24,\n    measures: [\"killed.total\"],\n";

fn column(rows: &[BTreeMap<String, String>], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

/// The design points of a study as they stand in its directory.
fn points(fields: &str) -> (Home, Vec<BTreeMap<String, String>>) {
    let home = Home::with("points", &format!("{REST}{fields}"));
    home.run(&["points.ron", "--out", "out"], 0);
    let rows = csv_rows(&home.path("out/points.csv"));
    (home, rows)
}

/// Runs a row of a study by itself, with the overrides that its values mean; gives the digest.
fn digest_of(home: &Home, runs: &Runs, row: usize, set: &[String]) -> String {
    let (seed, replication) = (runs.texts("seed")[row].unwrap(), runs.texts("replication")[row].unwrap());
    let mut words = vec!["run", "water-intake.ron", "--seed", seed, "--replication", replication, "--until", "24h"];
    words.extend(["--no-plots", "--json", "--out", "again", "--force"]);
    words.extend(set.iter().flat_map(|text| ["--set", text.as_str()]));
    let output = home.program(&words);
    said(&output, 0);
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    summary["digest"].as_str().unwrap().to_owned()
}

#[test]
fn a_list_with_variants_has_its_rows() {
    let (home, rows) = points(
        "    set: {\"parameters.crowd.settlement_per_hour\": 0.1},
    factors: [
        (name: \"x\", path: \"injects.works.at_hours\"),
        (name: \"v\", variants: [(name: \"plain\"), (name: \"small crowd\", set: {\"parameters.crowd.people_limit\": 100, \"sites.intake.grievance_open\": true})]),
    ],
    design: list([[1, plain], [6.5, \"small crowd\"], [1, \"small crowd\"]]),",
    );
    assert_eq!(column(&rows, "x"), ["1", "6.5", "1"]);
    assert_eq!(column(&rows, "v"), ["plain", "small crowd", "small crowd"]);
    let runs = Runs::read(&home.path("out"));
    assert_eq!(runs.len(), 9);
    let general = "parameters.crowd.settlement_per_hour=0.1".to_owned();
    for row in [0, 1, 2, 4, 8] {
        let mut set = vec![general.clone(), format!("injects.works.at_hours={}", runs.numbers("x")[row].unwrap())];
        if runs.texts("v")[row] == Some("small crowd") {
            set.extend(["parameters.crowd.people_limit=100", "sites.intake.grievance_open=true"].map(str::to_owned));
        }
        assert_eq!(Some(digest_of(&home, &runs, row, &set).as_str()), runs.texts("digest")[row], "row {row}");
    }
    let seeds: BTreeSet<_> = runs.texts("seed").into_iter().collect();
    assert_eq!(seeds.len(), 1, "design points share their draws");
    assert_eq!(runs.texts("replication"), ["0", "0", "0", "1", "1", "1", "2", "2", "2"].map(Some));
}

#[test]
fn a_table_in_a_file_and_a_list_in_json_give_the_same_points() {
    let home = Home::new();
    let factors = "    factors: [(name: \"x\", path: \"injects.works.at_hours\"), (name: \"v\", variants: [(name: \"a\"), (name: \"b\", set: {\"parameters.crowd.people_limit\": 100})])],\n";
    home.write("rows.csv", "v, x\nb, 2\na, 1.5\n");
    home.study("table", &format!("{REST}{factors}    design: csv(\"rows.csv\"),"));
    home.write(
        "list.json",
        r#"{"format": 1, "id": "list", "title": "List", "scenarios": ["water-intake.ron"], "replications": 3,
            "until_hours": 24, "measures": ["killed.total"], "design": {"list": [[2, "b"], [1.5, "a"]]},
            "factors": [{"name": "x", "path": "injects.works.at_hours"}, {"name": "v", "variants":
            [{"name": "a"}, {"name": "b", "set": {"parameters.crowd.people_limit": 100}}]}]}"#,
    );
    for study in ["table.ron", "list.json"] {
        home.run(&[study, "--out", study.split('.').next().unwrap()], 0);
    }
    assert_eq!(column(&csv_rows(&home.path("table/points.csv")), "x"), ["2", "1.5"]);
    assert_eq!(csv_rows(&home.path("table/points.csv")), csv_rows(&home.path("list/points.csv")));
    let digests = |name: &str| Runs::read(&home.path(name)).columns["digest"].clone();
    assert_eq!(digests("table"), digests("list"));
}

#[test]
fn a_grid_has_every_level_of_ranges_paths_and_labels_with_every_other() {
    let (home, rows) = points(
        "    factors: [
        (name: \"crew\", paths: [\"posts.north_post_1.crew\", \"posts.south_post_1.crew\"], low: 20, high: 40, steps: 3, scale: whole),
        (name: \"works\", path: \"injects.works.at_hours\", levels: [1, 6], labels: [\"early\", \"late\"]),
    ],",
    );
    assert_eq!(column(&rows, "crew"), ["20", "20", "30", "30", "40", "40"]);
    assert_eq!(column(&rows, "works"), ["early", "late", "early", "late", "early", "late"]);
    let runs = Runs::read(&home.path("out"));
    for row in [0, 9, 17] {
        let crew = runs.numbers("crew")[row].unwrap();
        let at_hours = if runs.texts("works")[row] == Some("early") { 1 } else { 6 };
        let both = ["posts.north_post_1.crew", "posts.south_post_1.crew"].map(|path| format!("{path}={crew}"));
        let set = [&both[..], &[format!("injects.works.at_hours={at_hours}")]].concat();
        assert_eq!(Some(digest_of(&home, &runs, row, &set).as_str()), runs.texts("digest")[row], "row {row}");
    }
}

#[test]
fn samples_fill_their_ranges() {
    let factors = "    factors: [
        (name: \"x\", path: \"injects.works.at_hours\", low: 1, high: 9),
        (name: \"crew\", path: \"posts.north_post_1.crew\", low: 10, high: 1000, scale: whole),
        (name: \"v\", variants: [(name: \"a\"), (name: \"b\", set: {\"parameters.crowd.people_limit\": 100})]),
    ],\n";
    for design in ["latin_hypercube(points: 8)", "sobol(points: 8)"] {
        let (home, rows) = points(&format!("{factors}    design: {design},"));
        let hours: Vec<f64> = column(&rows, "x").iter().map(|cell| cell.parse().unwrap()).collect();
        let eighths: BTreeSet<u64> = hours.iter().map(|hours| (hours - 1.0).floor() as u64).collect();
        assert_eq!(eighths, (0..8).collect(), "{design}: one in each eighth of the range: {hours:?}");
        assert_eq!(column(&rows, "v").iter().filter(|name| *name == "b").count(), 4, "{design}");
        let runs = Runs::read(&home.path("out"));
        let mut set = vec![format!("injects.works.at_hours={:?}", runs.numbers("x")[11].unwrap())];
        set.push(format!("posts.north_post_1.crew={}", runs.numbers("crew")[11].unwrap()));
        if runs.texts("v")[11] == Some("b") {
            set.push("parameters.crowd.people_limit=100".to_owned());
        }
        assert_eq!(Some(digest_of(&home, &runs, 11, &set).as_str()), runs.texts("digest")[11], "{design}");
    }
}

#[test]
fn independent_points_share_no_draws() {
    let fields = format!(
        "{REST}    factors: [(name: \"x\", path: \"injects.works.at_hours\", levels: [1, 1.0, 6])],\n    pairing: independent,"
    );
    let home = Home::with("apart", &fields);
    home.run(&["apart.ron", "--out", "out"], 0);
    let runs = Runs::read(&home.path("out"));
    let seeds: BTreeSet<_> = runs.texts("seed").into_iter().collect();
    assert_eq!(seeds.len(), 3, "one seed a design point");
    let digests: BTreeSet<_> = runs.texts("digest").into_iter().collect();
    assert_eq!(digests.len(), runs.len(), "points 0 and 1 set the same and share no draw");
    let set = ["injects.works.at_hours=6".to_owned()];
    assert_eq!(Some(digest_of(&home, &runs, 5, &set).as_str()), runs.texts("digest")[5]);
}

#[test]
fn several_scenarios_stand_beside_each_other() {
    let home = Home::with(
        "both",
        "    scenarios: [\"water-intake.ron\", \"quiet-season.ron\"],\n    replications: 2,\n    until_hours: 24,",
    );
    home.run(&["both.ron", "--out", "out"], 0);
    assert_eq!(column(&csv_rows(&home.path("out/points.csv")), "scenario"), ["water-intake", "quiet-season"]);
    let effects = csv_rows(&home.path("out/tables/effects.csv"));
    assert!(effects.iter().any(|row| row["factor"] == "scenario" && row["level"] == "quiet-season"));
}

#[test]
fn the_shipped_studies_load_with_all_their_points() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/studies");
    let mut points = Vec::new();
    for entry in std::fs::read_dir(shipped).unwrap() {
        let path = entry.unwrap().path();
        let text = load_study(&Files, path.to_str().unwrap()).unwrap_or_else(|error| panic!("{error}"));
        let study = Study::new(text).unwrap_or_else(|error| panic!("{error}"));
        points.push((study.text.id.clone(), study.points.len()));
    }
    points.sort();
    let expected = [("bridge-and-order", 16), ("notice-and-monitors", 6), ("truce-form", 6)];
    for (id, count) in expected {
        assert!(points.contains(&(id.to_owned(), count)), "{id}: {points:?}");
    }
}

#[test]
fn a_plan_tells_sizes_and_writes_nothing() {
    let home = Home::with("plan", &format!("{REST}    factors: [(path: \"injects.works.at_hours\", levels: [1, 6])],"));
    let output = home.program(&["study", "plan", "plan.ron", "--json", "--until-ci", "killed.total=50%"]);
    said(&output, 0);
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((plan["points"].as_u64(), plan["runs"].as_u64(), plan["shards"].as_u64()), (Some(2), Some(6), Some(6)));
    assert!(plan["seconds"].as_f64().unwrap() > 0.0 && plan["bytes"].as_f64().unwrap() > 0.0, "{plan}");
    assert!(!home.path("output").exists());
    let shown = home.program(&["study", "plan", "plan.ron"]);
    let told = said(&shown, 0);
    assert!(told.contains("next: truceline study run plan.ron  (into output/study-plan)"), "{told}");
}
