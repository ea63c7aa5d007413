//! `diff`: differences in words and as JSON, by ids and not by text, and what they do.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use truceline::scenario::{Files, ScenarioDocument, difference, load};

fn program(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(arguments).output().unwrap()
}

#[track_caller]
fn done(home: &Path, arguments: &[&str]) -> String {
    let output = program(home, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("next: "), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn path(id: &str) -> String {
    format!("{}/scenarios/{id}.ron", env!("CARGO_MANIFEST_DIR"))
}

fn document(id: &str, set: &[(&str, &str)]) -> ScenarioDocument {
    let set: Vec<(String, String)> =
        set.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    load(&Files, &path(id), &set).unwrap_or_else(|error| panic!("{error}")).document
}

fn words(a: &ScenarioDocument, b: &ScenarioDocument) -> Vec<String> {
    difference(a, b).changes.iter().map(ToString::to_string).collect()
}

#[test]
fn changes_are_told_with_ids_units_and_defaults() {
    let a = document("batken-2021", &[]);
    for (set, expected) in [
        (
            ("parameters.retaliation.n_cross", "0.3"),
            "parameter retaliation.n_cross: 0.47 -> 0.3 (dimensionless; default 0.47)",
        ),
        (("parameters.ceasefire.life_hours", "80"), "parameter ceasefire.life_hours: 35 -> 80 (h; default 35)"),
        (("posts.kok_tash_post.crew", "60"), "post kok_tash_post: crew 40 -> 60 persons"),
        (("horizon_days", "20"), "horizon_days: 14 -> 20 days"),
        (("channels.presidents.weight", "2"), "channel presidents: weight 1 -> 2"),
        (("hostility.kg--tj.value", "0.5"), "hostility kg--tj: value 0.9 -> 0.5"),
        (("retaliation", "constant"), "retaliation: \"hawkes\" -> \"constant\""),
        (("villages.ak_sai.households", "600"), "village ak_sai: households not set -> 600 households"),
        (
            ("injects.camera.note", "\"\""),
            "inject camera: note \"a camera is mounted on a pole at the intake (S03)\" -> \"\"",
        ),
        (("injects.camera.at_hours", "None"), ""),
    ] {
        let Some(posts) = a.posts.first() else { panic!("posts") };
        let set = (set.0.replace("kok_tash_post", &posts.id), set.1);
        let expected = expected.replace("kok_tash_post", &posts.id);
        let found = words(&a, &document("batken-2021", &[(&set.0, set.1)]));
        assert_eq!(found, if expected.is_empty() { Vec::new() } else { vec![expected] });
    }
}

#[test]
fn items_come_and_go_by_their_ids_and_their_order_is_no_difference() {
    let a = document("one-bridge", &[]);
    let mut b = a.clone();
    b.villages.reverse();
    let found = difference(&a, &b);
    assert!(found.changes.is_empty() && !found.is_none());
    assert_eq!(found.reordered, ["villages"]);
    b.villages.remove(0);
    b.posts.push(truceline::scenario::PostDocument { id: "new_post".to_owned(), ..b.posts[0].clone() });
    let told = words(&a, &b);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("village south_1: removed"), "{told:?}");
    assert!(told[1].starts_with("post new_post: added (crew: 40, east_km: -4"), "{told:?}");
    // And the other way round.
    let back = words(&b, &a);
    assert!(
        back[0].starts_with("village south_1: added (district: ") && back[1] == "post new_post: removed",
        "{back:?}"
    );
    // The ends of a road in another order are no other road.
    let mut c = a.clone();
    let ends = (c.roads[0].from.clone(), c.roads[0].to.clone());
    (c.roads[0].to, c.roads[0].from) = ends;
    assert_eq!(words(&a, &c).len(), 2, "{:?}", words(&a, &c));
    assert!(words(&a, &c).iter().all(|line| line.starts_with("road north_1--north_2: ")));
    // Another form of an action is told whole, another value of the same form by its field.
    let order = document("one-bridge", &[("injects.order.action", "evacuate(district: \"south_district\")")]);
    assert_eq!(words(&a, &order), ["inject order: action.evacuate.district \"north_district\" -> \"south_district\""]);
    let other = document("one-bridge", &[("injects.order.action", "armed_spark(sector: \"a\")")]);
    assert_eq!(
        words(&a, &other),
        ["inject order: action evacuate(district: \"north_district\") -> armed_spark(sector: \"a\")"]
    );
}

#[test]
fn every_change_stands_at_a_path_that_an_override_takes() {
    let a = document("slow-orders", &[]);
    let set = [("parameters.village.alarm_threat", "2"), ("sides.south.order_delay_factor", "2"), ("seed", "9")];
    let b = document("slow-orders", &set);
    let found = difference(&a, &b);
    assert_eq!(found.changes.len(), 3);
    for change in &found.changes {
        let value = change.after.as_ref().unwrap().to_string();
        assert!(set.iter().any(|(path, _)| *path == change.path), "{}", change.path);
        assert!(load(&Files, &path("slow-orders"), &[(change.path.clone(), value)]).is_ok(), "{}", change.path);
    }
}

#[test]
fn every_scenario_is_the_same_as_its_twin_and_as_its_template() {
    let home = tempfile::tempdir().unwrap();
    for id in ["one-bridge", "batken-2021"] {
        done(home.path(), &["new", "own.ron", "--from", id]);
        done(home.path(), &["new", "own.json", "--from", id]);
        for (a, b) in [(path(id).as_str(), "own.ron"), (&path(id), "own.json"), ("own.json", "own.ron")] {
            let told = done(home.path(), &["diff", a, b]);
            assert!(told.contains("Nothing differs"), "{told}");
            let json: Value = serde_json::from_str(&done(home.path(), &["diff", a, b, "--effect", "--json"])).unwrap();
            assert_eq!((&json["same"], &json["effect"]), (&Value::Bool(true), &Value::Null));
        }
        fs::remove_file(home.path().join("own.ron")).unwrap();
        fs::remove_file(home.path().join("own.json")).unwrap();
    }
}

#[test]
fn effects_are_those_of_a_comparison_with_the_same_draws() {
    let home = tempfile::tempdir().unwrap();
    let scenario = path("one-bridge");
    let edit = ["--set", "roads.north_3--bridge.capacity_per_hour=800", "-n", "6", "--json"];
    let diff = done(home.path(), &[&["diff", &scenario, "--effect"], &edit[..]].concat());
    let diff: Value = serde_json::from_str(&diff).unwrap();
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "nothing is written");
    let compare = done(home.path(), &[&["compare", &scenario, "--no-plots", "--out", "out"], &edit[..]].concat());
    let compare: Value = serde_json::from_str(&compare).unwrap();
    assert_eq!(diff["effect"]["differences"], compare["differences"]);
    assert_eq!(diff["changes"][0]["unit"], "vehicles/h");
    assert_eq!(diff["changes"][0]["path"], "roads.north_3--bridge.capacity_per_hour");
    let text = done(home.path(), &["diff", &scenario, "--effect", "-n", "4", "--set", "seed=5"]);
    for words in ["seed: 1 -> 5", "4 pairs of runs with the same draws", "killed.total", "B - A", "not a forecast"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn what_is_no_scenario_is_refused_with_2() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("broken.ron"), "(format: 1, id: ").unwrap();
    let scenario = path("one-bridge");
    for arguments in [
        &["diff"][..],
        &["diff", "no-such.ron", &scenario],
        &["diff", &scenario, "broken.ron"],
        &["diff", "broken.ron"],
        &["diff", &scenario, "--set", "posts.nobody.crew=3"],
        &["diff", &scenario, "--set", "nonsense"],
        &["diff", &scenario, "-n", "5"],
        &["diff", &scenario, "--effect", "-n", "1"],
        &["diff", &scenario, &path("enclave"), "--effect", "-n", "two"],
    ] {
        let output = program(home.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "nothing is written");
}
