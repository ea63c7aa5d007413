//! Names are text, whatever they hold.

use std::sync::Arc;

use super::run;
use truceline::engine::Limits;
use truceline::report::why::{Extent, Why, worst};
use truceline::report::{Identity, Run};

#[test]
fn odd_names_stay_text_in_every_form() {
    let mut told = run("batken-2021-fire", 1, &[]);
    let setup = Arc::make_mut(&mut told.setup);
    for place in &mut setup.places {
        place.name = "a\"] ; e0 -> e1 [x=\"\\\n\u{1}<b>{x}".into();
    }
    setup.sides[0].name = String::new();
    setup.sides[1].name = "x".repeat(500);
    setup.injects[0].note = "first\nsecond \"quoted\" \\".into();
    let identity = Identity {
        seed: 1,
        replication: 0,
        overrides: Vec::new(),
        texts: Vec::new(),
        twin: String::new(),
        branches: Vec::new(),
        limits: Limits::until(told.setup.horizon),
        command: String::new(),
    };
    let run = Run { setup: &told.setup, recorder: &told.recorder, replication: &told.replication, identity: &identity };
    let event = worst(run.recorder).expect("somebody is hurt in this run");
    let why = Why::new(&run, event).unwrap();
    for extent in [Extent::Chain, Extent::Tree(30)] {
        let text = why.text(extent);
        assert!(!text.contains('\u{1}') && text.lines().all(|line| line.chars().count() <= 400), "{text}");
        let value: serde_json::Value = serde_json::from_str(&why.json(extent)).unwrap();
        assert_eq!(value["event"], event);
        let dot = why.dot(extent);
        for line in dot.lines() {
            // Without escapes, quotation marks come in pairs and what lies outside of them is ours.
            let bare = line.replace("\\\\", "").replace("\\\"", "");
            assert_eq!(bare.matches('"').count() % 2, 0, "{line}");
            let outside: String = bare.split('"').step_by(2).collect();
            assert!(!outside.contains("e0 ->") || !bare.contains("label"), "{line}");
        }
    }
    assert!(Why::new(&run, u32::MAX - 1).is_none());
}
