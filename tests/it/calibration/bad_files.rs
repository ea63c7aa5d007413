//! Broken calibration files: every problem with its place.

use truceline::scenario::Texts;
use truceline::scenario::calibration::load_calibration;

use super::{plan, small, target};

fn complaint(from: &str, to: &str) -> String {
    let good = small(&target("killed", "killed.total", 5.0, 1.0), &plan(100, 3, 1));
    let text = good.replacen(from, to, 1);
    assert_ne!(text, good, "{from}");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/failed-truces.ron");
    let texts =
        [("small.ron".to_owned(), text), ("failed-truces.ron".to_owned(), std::fs::read_to_string(path).unwrap())];
    match load_calibration(&Texts(texts.to_vec()), "small.ron") {
        Ok(_) => panic!("accepted: {to}"),
        Err(error) => truceline::scenario::plain(&error),
    }
}

#[test]
fn problems_are_told_where_they_stand() {
    for (from, to, message) in [
        ("format: 1", "format: 2", "format: found 2, expected 1"),
        ("killed.total", "killed.totl", "no measure is named `killed.totl`"),
        ("incident.killed_mean_rung_3", "incident.killed_mean_rung_7", "no parameter is named"),
        ("log_uniform(low: 0.3", "log_uniform(low: -0.3", "expected two finite ends above 0"),
        ("log_uniform(low: 0.3", "log_uniform(low: 4", "expected two finite ends above 0"),
        ("times: 2.4", "times: -2.4", "incident.killed_mean_rung_5"),
        ("failed-truces.ron", "no-truces.ron", "no-truces.ron"),
        ("experiment: \"fire\"", "experiment: \"fier\"", "no experiment has the id `fier`"),
        ("best: 5.0", "best: 7.0", "low <= best <= high"),
        ("offset: 1.0", "offset: -9.0", "low <= best <= high"),
        ("particles: 100", "particles: 3", "particles: found 3"),
        ("keep_share: 0.5", "keep_share: 1.5", "keep_share"),
        ("\"retaliation\": constant", "\"retaliation\": konstant", "structures[1]"),
        ("ceasefire.onset_per_hour\": 0", "ceasefire.onset\": 0", "nothing named `onset`"),
        ("name: \"onset\"", "name: \"harm\"", "stands twice"),
        ("parameter: \"ceasefire.onset_per_hour\"", "parameter: \"incident.killed_mean_rung_3\"", "is set already"),
        ("until_hours: 36", "until_days: 36", "until_days"),
        (
            "experiments: [(",
            "experiments: [(name: \"fire\", scenario: \"failed-truces.ron\"), (",
            "`fire` stands twice",
        ),
        ("offset: 1.0", "offset: 1.0, absent: -3", "above 0 with the offset"),
        ("until_hours: 36", "runs: 3, until_hours: 36", "at most the 1 seeds tried"),
    ] {
        let said = complaint(from, to);
        assert!(said.contains(message), "{to}: {said}");
        assert!(said.contains("small.ron"), "{to}: {said}");
    }
}
