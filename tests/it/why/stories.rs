//! Roots, sentences and reasons.

use std::collections::BTreeMap;

use super::{for_each_run, run};
use truceline::experiment::story::{Story, causal_measures, trees};
use truceline::model::{Kind, Setup};

/// Kinds of which each event has a reason, unless the script is its cause.
const REASONED: [Kind; 30] = [
    Kind::AnswerInKind,
    Kind::OperationFire,
    Kind::ReviewCalled,
    Kind::RungAuthorised,
    Kind::RungRefused,
    Kind::StepDown,
    Kind::OrderReceived,
    Kind::FrontAlert,
    Kind::OperationPlanned,
    Kind::OperationSeen,
    Kind::OperationBegins,
    Kind::ReinforcementArrives,
    Kind::Resupplied,
    Kind::AssaultBegins,
    Kind::AssaultLoss,
    Kind::PostSeized,
    Kind::CaptivesTaken,
    Kind::HousesBurnt,
    Kind::Alarm,
    Kind::EvacuationOrdered,
    Kind::FirstDepartures,
    Kind::GuardsDrawnIn,
    Kind::HuntingGuns,
    Kind::TruceProposed,
    Kind::TruceAgreed,
    Kind::TalksFailed,
    Kind::TruceNotice,
    Kind::Breach,
    Kind::SpoilerFire,
    Kind::DiedOfWounds,
];

/// Ids that nobody would take for words.
fn ids(setup: &Setup) -> Vec<String> {
    let places = setup.places.iter().map(|place| &place.id);
    let all =
        places.chain(setup.links.iter().map(|link| &link.id)).chain(setup.sectors.iter().map(|sector| &sector.id));
    let all = all.chain(setup.channels.iter().map(|channel| &channel.id));
    all.filter(|id| id.contains('_') || id.contains("--")).cloned().collect()
}

#[test]
fn every_event_goes_back_to_a_root_and_is_told_in_a_sentence() {
    let mut kinds: BTreeMap<Kind, u32> = BTreeMap::new();
    for_each_run(|told| {
        let story = Story::new(&told.setup, &told.recorder);
        let ids = ids(&told.setup);
        for event in 0..story.causes().len() as u32 {
            let row = story.rows(event)[0];
            *kinds.entry(row.kind).or_default() += 1;
            let root = story.rows(story.causes().root(event))[0].kind;
            assert!(root.can_be_root(), "{} #{event} {}: root {}", told.name, row.kind.name(), root.name());
            let chain = story.causes().chain(event);
            assert!(chain.windows(2).all(|pair| story.rows(pair[0])[0].time <= story.rows(pair[1])[0].time));
            let (sentence, reasons) = (story.sentence(event), story.reasons(event));
            for text in reasons.iter().chain([&sentence]) {
                let about = || format!("{} #{event} {}: {text}", told.name, row.kind.name());
                assert!(text.ends_with('.') && text.len() > 10, "{}", about());
                assert!(text.chars().next().is_some_and(|first| !first.is_lowercase()), "{}", about());
                assert!(!text.contains("unnamed") && !text.contains("NaN") && !text.contains("inf "), "{}", about());
                assert!(!text.contains("Decided:") && !text.contains("  "), "{}", about());
                let id = ids.iter().find(|id| text.contains(id.as_str()));
                assert!(id.is_none(), "{}: a raw id {id:?}", about());
            }
            let cause = story.causes().cause(event).map(|cause| story.rows(cause)[0].kind);
            // What the script does, and who flees from soldiers, needs no further reason.
            let bare = matches!(cause, Some(Kind::Inject | Kind::FleeOnFoot));
            if REASONED.contains(&row.kind) && !bare {
                assert!(!reasons.is_empty(), "{} #{event} {}: {sentence}", told.name, row.kind.name());
            }
        }
    });
    let seen: u32 = REASONED.iter().filter(|kind| kinds.contains_key(kind)).count() as u32;
    assert!(seen >= 27, "most kinds with reasons happen in these runs: {kinds:?}");
    assert!(kinds.len() >= 65, "most kinds happen in these runs: {}", kinds.len());
}

#[test]
fn a_crowd_of_the_script_has_the_script_as_its_cause() {
    // The grievance comes a day after the crowds, so that nothing but the script is there to have brought them.
    let told = run("batken-2021-fire", 1, &[("injects.grievance.at", "\"2021-04-30 14:00\"")]);
    let story = Story::new(&told.setup, &told.recorder);
    let crowds = told.recorder.rows.iter().filter(|row| matches!(row.kind, Kind::CrowdStones | Kind::CrowdDisperses));
    let roots: Vec<Kind> = crowds.map(|row| story.rows(story.causes().root(row.event))[0].kind).collect();
    assert!(!roots.is_empty() && roots.iter().all(|kind| *kind == Kind::Inject), "{roots:?}");
}

#[test]
fn trees_hold_every_event_and_every_death() {
    for_each_run(|told| {
        let all = trees(&told.recorder.rows);
        let sum = |of: fn(&truceline::experiment::story::Tree) -> u32| all.iter().map(of).sum::<u32>();
        let events = told.recorder.rows.last().map_or(0, |row| row.event + 1);
        assert_eq!(sum(|tree| tree.events), events, "{}", told.name);
        let measure = |name: &str| told.replication.measure(name).unwrap_or(0.0);
        assert_eq!(f64::from(sum(|tree| tree.killed)), measure("killed.total"), "{}", told.name);
        assert_eq!(f64::from(sum(|tree| tree.wounded)), measure("wounded.total"), "{}", told.name);
        assert_eq!(f64::from(sum(|tree| tree.acts)), measure("acts.total"), "{}", told.name);
        let causal = causal_measures(&told.recorder.rows);
        let causal = |name: &str| causal.iter().find(|(known, _)| known == name).and_then(|(_, value)| *value);
        let first_acts = causal("causes.first_acts").unwrap();
        let below: f64 = (1..=6)
            .map(|rung| {
                let acts = measure(&format!("acts.rung_{rung}"));
                acts * causal(&format!("causes.acts_per_act.rung_{rung}")).unwrap_or(0.0)
            })
            .sum();
        assert!((first_acts + below - measure("acts.total")).abs() < 1e-6, "{}", told.name);
    });
}

#[test]
fn siblings_are_not_causes_of_each_other() {
    let told = run("failed-truces", 1, &[]);
    let story = Story::new(&told.setup, &told.recorder);
    let offspring = |kind: Kind, of: Kind| {
        let causes = story.causes();
        let all = told.recorder.rows.iter().filter(|row| row.kind == kind);
        all.filter(|row| causes.cause(row.event).is_some_and(|cause| story.rows(cause)[0].kind == of)).count()
    };
    assert_eq!(offspring(Kind::Fire, Kind::Inject), 18, "six entries of the script with three shots each");
    for kind in [
        Kind::ReviewCalled,
        Kind::ReinforcementSent,
        Kind::CaptivesReturned,
        Kind::OperationCalledOff,
        Kind::CrowdGathers,
    ] {
        assert_eq!(offspring(kind, kind), 0, "{}", kind.name());
    }
    assert_eq!(offspring(Kind::OrderReceived, Kind::ReinforcementSent), 0);
    assert_eq!(offspring(Kind::PostBurning, Kind::PostDamaged), 0);
}
