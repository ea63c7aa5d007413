//! Tables, summary and manifest keep their contract.

use crate::recording::{quiet, week};
use truceline::report::{claims_csv, curves_csv, events_csv, files, files_of_earlier_run, summary, trees_csv};

fn lines(bytes: Vec<u8>) -> Vec<String> {
    String::from_utf8(bytes).unwrap().lines().map(str::to_string).collect()
}

#[test]
fn events_have_the_columns_of_the_contract() {
    let lines = lines(events_csv(&week().run()));
    assert_eq!(
        lines[0],
        "event,time_ms,time_hours,kind,place,side,target,target_side,rung,killed_military,killed_civilian,\
         wounded_military,wounded_civilian,hostility_level,cameo_root,cause"
    );
    assert_eq!(lines[1], "0,7200000,2.0000,grievance_opened,water_intake,,,,0,0,0,0,0,1,11,");
    let fire = lines.iter().find(|line| line.contains(",fire,")).unwrap();
    assert_eq!(fire.split(',').count(), 16);
}

#[test]
fn trees_have_a_row_for_each_root() {
    let recording = week();
    let lines = lines(trees_csv(&recording.run()));
    assert_eq!(lines[0], "root,time_ms,time_hours,kind,place,events,acts,depth,killed,wounded");
    let events = recording.recorder.rows.len();
    assert!(
        lines[1].starts_with(&format!("0,7200000,2.0000,grievance_opened,water_intake,{events},260,")),
        "{}",
        lines[1]
    );
    assert_eq!(lines.len(), 2);
}

#[test]
fn claims_have_the_columns_of_the_contract() {
    let lines = lines(claims_csv(&week().run()));
    assert_eq!(lines[0], "time_ms,time_hours,claimant,about,killed,wounded,displaced,first_shooter,text");
    assert_eq!(lines[1], "180000000,50.0000,south,south,13,134,23000,north,toll");
    assert_eq!(lines[3], "324000000,90.0000,south,north,41,0,,north,toll");
}

#[test]
fn curves_are_long_and_cover_the_whole_run() {
    let lines = lines(curves_csv(&week().run()));
    assert_eq!(lines[0], "time_hours,metric,side,sector,value");
    assert!(lines[1].starts_with("0,authorised_rung,south,west,"));
    assert!(lines.last().unwrap().starts_with("168,queue,,,"));
    assert!(lines.iter().any(|line| line.starts_with("90,claimed_killed.by.south,north,,")));
    assert_eq!(lines.len(), 1 + (7 * 24 * 4 + 1) * week().recorder.curves.columns.len());
}

#[test]
fn the_summary_has_the_keys_of_the_contract() {
    let text = summary(&quiet().run());
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["scenario"], "demonstration");
    assert_eq!((&value["seed"], &value["replication"]), (&17.into(), &0.into()));
    assert_eq!(value["digest"].as_str().unwrap().len(), 32);
    assert_eq!(value["end_hours"], 168.0);
    for key in ["outcome", "events", "note"] {
        assert!(!value[key].is_null(), "{key}");
    }
    let measures = value["measures"].as_object().unwrap();
    for name in [
        "killed.total",
        "killed.south",
        "killed.civilian",
        "wounded.north",
        "displaced_peak.south",
        "displaced_registered_peak.south",
        "peak_rung",
        "first_fire_to_last_fire_hours",
        "truces.agreed",
        "truces.failed",
        "posts.seized",
        "claimed_killed.south.by.north",
        "causes.trees",
        "causes.acts_per_act.rung_6",
    ] {
        assert!(measures.contains_key(name), "{name}");
    }
    assert!(measures.values().all(|value| value.is_number() || value.is_null()), "a flat map of numbers or null");
    assert_eq!(measures["killed.total"], 0);
    assert!(measures["first_gunshot_hours"].is_null(), "no shot, no time of a shot");
}

#[test]
fn the_manifest_hashes_every_file() {
    let recording = quiet();
    let files = files(&recording.run(), true);
    let manifest = files.last().unwrap();
    assert_eq!(manifest.name, "manifest.json");
    let value: serde_json::Value = serde_json::from_slice(&manifest.bytes).unwrap();
    for file in &files[..files.len() - 1] {
        assert_eq!(value["files"][&file.name], blake3::hash(&file.bytes).to_hex().to_string(), "{}", file.name);
    }
    assert_eq!(files.len(), 17, "summary, four tables, scenario, five pictures in two forms, manifest");
    assert_eq!(files_of_earlier_run(&manifest.bytes, "demonstration").unwrap().len(), 16);
    assert_eq!(files_of_earlier_run(&manifest.bytes, "another"), None);
    assert_eq!(files_of_earlier_run(b"{}", "demonstration"), None);
}
