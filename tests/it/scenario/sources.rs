//! Files that cannot be read, limits, and diagnostics.

use truceline::scenario::{Files, ReadError, Source, Texts, graphical, load};

use super::{BASE, changed, complaints};

fn refusal(path: &str) -> String {
    load(&Files, path, &[]).expect_err(path).to_string()
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let missing = at("missing.ron");
    assert_eq!(refusal(&missing), format!("{missing}: no such file"));
    let directory = folder.path().to_string_lossy().into_owned();
    assert_eq!(refusal(&directory), format!("{directory}: found a directory, expected a file"));
    let binary = at("binary.ron");
    std::fs::write(&binary, b"(format: 1, id: \"\xff\xfe\")").expect("written");
    assert_eq!(refusal(&binary), format!("{binary}: found a byte that is not UTF-8 text at byte 17"));
    let large = at("large.ron");
    let file = std::fs::File::create(&large).expect("created");
    file.set_len(50_000_000).expect("sparse");
    assert_eq!(refusal(&large), format!("{large}: found a file of 50000000 bytes, expected at most 33554432"));
    let empty = at("empty.ron");
    std::fs::write(&empty, "").expect("written");
    assert_eq!(refusal(&empty), format!("{empty}:1:1: expected an opening `(`"));
}

#[test]
fn nothing_endless_is_read() {
    if std::path::Path::new("/dev/zero").exists() {
        assert!(matches!(Files.read("/dev/zero"), Err(ReadError::TooLarge(_))));
    }
}

#[test]
fn deep_nesting() {
    let deep = changed("sources: [\"invented\"]", &format!("sources: {}{}", "[".repeat(100_000), "]".repeat(100_000)));
    assert_eq!(complaints(&deep), "scenario.ron:5:86: brackets nest too deep: expected at most 32 levels");
    let json = "[".repeat(1_000_000);
    let error = load(&Texts::one("deep.json", &json), "deep.json", &[]).expect_err("deep").to_string();
    assert_eq!(error, "deep.json:1:33: brackets nest too deep: expected at most 32 levels");
}

#[test]
fn too_many_values() {
    let many = format!("[{}]", "1,".repeat(4_000_001));
    let found = complaints(&many);
    assert_eq!(found, "scenario.ron:1:8000000: too many values: expected at most 4000000");
}

#[test]
fn all_semantic_problems_at_once() {
    let text = BASE
        .replace("people: 500", "people: -5")
        .replace("class: local, control: \"mixed\"", "class: local, control: \"mxied\"")
        .replace("best: 2", "best: 9");
    assert_eq!(
        complaints(&text),
        "scenario.ron:27:90: villages.upper.people: found -5, expected 0..=2000000\nscenario.ron:44:62: roads.upper--intake.control: found `mxied`, expected the id of a side or `mixed` (did you mean `mixed`?)\nscenario.ron:51:63: observed[0].best: found 9, expected 1..=3, from low to high"
    );
}

#[test]
fn an_empty_world() {
    let text =
        "(format: 1, id: \"x\", title: \"X\", info: (shows: \"a\", notice: \"b\", try: \"c\", neutrality: \"n\"),
    start: \"2030-05-01 12:00\", utc_offset_hours: 0, horizon_days: 1, seed: 1)";
    assert_eq!(
        complaints(text),
        "scenario.ron:1:1: sides: found 0 items, expected 2..=16\nscenario.ron:1:1: sectors: found 0 items, expected 1..=1000\nscenario.ron:1:1: villages: found 0 items, expected 1..=100000"
    );
}

#[test]
fn no_hostility_needs_no_posts() {
    let calm = BASE.replace("value: 0.9", "value: 0");
    let start = calm.find("    posts: [").expect("posts");
    let end = calm.find("    sites: [").expect("sites");
    let without = format!("{}{}", &calm[..start], &calm[end..]);
    let without = without.replace("near: \"north_post\"", "near: \"upper\"");
    assert_eq!(complaints(&without), "accepted");
    let hostile = without.replacen("value: 0)", "value: 0.5)", 1);
    assert_eq!(
        complaints(&hostile),
        "scenario.ron:11:9: sides.north: hostile to another side, but without a post to act from"
    );
}

#[test]
fn json_problems() {
    let mut wrong = String::new();
    let document = load(&Texts::one("base.ron", BASE), "base.ron", &[]).expect("sound").document;
    let mut json = serde_json::to_value(&document).expect("a document is JSON");
    // Lines below must not depend on how many parameters there are.
    json["parameters"] = serde_json::json!({});
    let json = serde_json::to_string_pretty(&json).expect("a value is JSON");
    let refuse = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        let text = json.replacen(from, to, 1);
        load(&Texts::one("base.json", &text), "base.json", &[]).expect_err(to).to_string()
    };
    for (from, to, expected) in [
        (
            "\"crew\": 40",
            "\"crw\": 40",
            "base.json:202:8: posts.north_post: unknown field `crw` (did you mean `crew`?)",
        ),
        (
            "\"crew\": 40",
            "\"crew\": \"forty\"",
            "base.json:202:15: posts.north_post.crew: found \"forty\", expected a whole number",
        ),
        ("\"crew\": 40", "\"crew\": 40000", "base.json:202:15: posts.north_post.crew: found 40000, expected 0..=10000"),
        ("\"crew\": 40,", "", "base.json:201:5: posts.north_post: missing field `crew`"),
        (
            "\"kind\": \"intake\"",
            "\"kind\": \"brook\"",
            "base.json:300:15: sites.intake.kind: unknown value `brook`: expected one of intake, bridge, junction, crossing, land",
        ),
        ("\"seed\": 7", "\"seed\" 7", "base.json:267:10: expected `:`"),
        (
            "\"side\": \"north\"",
            "\"side\": \"nroth\"",
            "base.json:124:15: districts.nd.side: no side has the id `nroth` (did you mean `north`?)\nbase.json:342:19: villages.upper.district: `nd` is a district of `nroth`, the village is of `north`",
        ),
    ] {
        let found = refuse(from, to);
        if found != expected {
            wrong.push_str(&format!("{from:?} {to:?}\n  expected {expected}\n  found    {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_diagnostic_has_a_caret_and_a_hint() {
    let text = changed("sector: \"a\", kind", "sector: \"aa\", kind")
        .replace("id: \"a\"", "id: \"aaa\"")
        .replace("sector: \"a\"", "sector: \"aaa\"");
    let error = load(&Texts::one("base.ron", &text), "base.ron", &[]).expect_err("broken");
    let drawn = graphical(&error, false);
    assert_eq!(
        drawn,
        "  × sites.intake.sector: no sector has the id `aa`\n    ╭─[base.ron:35:48]\n 34 │     sites: [\n 35 │         (id: \"intake\", name: \"Intake\", sector: \"aa\", kind: intake, east_km: 1, north_km: 0),\n    ·                                                ──┬─\n    ·                                                  ╰── expected the id of a sector\n 36 │     ],\n    ╰────\n  help: did you mean `aaa`?\n"
    );
}

#[test]
fn a_hundred_problems_are_enough() {
    let mut villages = String::new();
    for number in 0..150 {
        villages.push_str(&format!(
            "(id: \"w{number}\", name: \"W\", sector: \"z\", side: \"north\", district: \"nd\", people: 1, east_km: 0, north_km: 2),\n"
        ));
    }
    let text = changed("    villages: [\n", &format!("    villages: [\n{villages}"));
    let error = load(&Texts::one("base.ron", &text), "base.ron", &[]).expect_err("broken");
    assert_eq!((error.problems.len(), error.more), (100, 50));
    assert!(error.to_string().ends_with("\nand 50 more"));
}
