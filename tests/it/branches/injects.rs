//! Every kind of action happens at the moment of a branch, as a root of the truth log; a bad one is diagnosed.

use truceline::engine::{Limits, NO_CAUSE, Time};
use truceline::model::Kind;
use truceline::model::setup::Setup;
use truceline::scenario::{ActionDocument, ScenarioError};

use super::{branch, prepared, standing, step};

/// The action, its kind, and what is logged next because of it; None where that depends on the run.
const ACTIONS: [(&str, Option<Kind>); 12] = [
    (r#"open_grievance(site: "golovnoi")"#, None),
    (r#"settle_grievance(site: "golovnoi")"#, None),
    (r#"crowd(site: "golovnoi", side: "kg", people: 40)"#, None),
    (r#"fire(side: "kg", adversary: "tj", near: "golovnoi", rung: 2, count: 1)"#, Some(Kind::Fire)),
    (r#"armed_spark(sector: "SECTOR")"#, Some(Kind::ArmedSpark)),
    (r#"authorise(side: "kg", adversary: "tj", sector: "SECTOR", rung: 4)"#, Some(Kind::RungAuthorised)),
    (r#"evacuate(district: "DISTRICT")"#, None),
    (r#"close_road(road: "ROAD")"#, Some(Kind::LinkClosed)),
    (r#"open_road(road: "ROAD")"#, None),
    (r#"talks(side: "kg", adversary: "tj", channel: "governors")"#, Some(Kind::TruceProposed)),
    (r#"pressure(side: "kg", amount: 0.4)"#, None),
    (r#"third_party(party: "PARTY")"#, None),
];

fn with_names(text: &str, setup: &Setup) -> String {
    let site = setup.place(setup.sites[0].place).id.clone();
    let open = setup.links.iter().find(|link| link.capacity_per_hour.is_none()).unwrap_or(&setup.links[0]);
    text.replace("golovnoi", &site)
        .replace("SECTOR", &setup.sectors[0].id)
        .replace("DISTRICT", &setup.districts[0].id)
        .replace("ROAD", &open.id)
        .replace("PARTY", setup.third_parties.first().map_or("none", |party| &party.id))
}

#[test]
fn every_action_is_a_root_at_the_moment() {
    let at = Time::from_hours(4.0);
    let mut kinds = Vec::new();
    for (text, next) in ACTIONS {
        let prepared = prepared("batken-2021");
        let standing = standing(&prepared);
        let text = with_names(text, &standing.setup);
        let (branch, branched) =
            step(at, &[], &[&text]).of(&prepared, &standing).unwrap_or_else(|error| panic!("{error}"));
        assert!(branched.values.is_empty(), "{text}");
        let action = branched.standing.document.injects.last().unwrap();
        assert_eq!(action.id, "branch_1");
        kinds.push(kind_of(&action.action));
        let limits = Limits { check_invariants: true, ..Limits::until(Time::from_hours(30.0)) };
        let arms = branch.arms(1011, 0, &limits).unwrap_or_else(|ended| panic!("{text}: {:?}", ended.0));
        let changed = &arms.changed;
        assert!(changed.replication.outcome.is_complete(), "{text}: {:?}", changed.replication.outcome);
        let fork = arms.fork.unwrap_or_else(|| panic!("{text}: nothing parts"));
        let row = fork.b.unwrap();
        assert_eq!((row.kind, row.time, row.cause), (Kind::Inject, at, NO_CAUSE), "{text}");
        if let Some(next) = next {
            let follows = changed.recorder.rows.iter().find(|other| other.cause == row.event);
            assert_eq!(follows.map(|other| other.kind), Some(next), "{text}");
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), ACTIONS.len(), "one action of each kind: {kinds:?}");
}

/// Exhaustive, so that a new kind of action cannot be forgotten in the table above.
fn kind_of(action: &ActionDocument) -> u8 {
    match action {
        ActionDocument::OpenGrievance { .. } => 0,
        ActionDocument::SettleGrievance { .. } => 1,
        ActionDocument::Crowd { .. } => 2,
        ActionDocument::Fire { .. } => 3,
        ActionDocument::ArmedSpark { .. } => 4,
        ActionDocument::Authorise { .. } => 5,
        ActionDocument::Evacuate { .. } => 6,
        ActionDocument::CloseRoad { .. } => 7,
        ActionDocument::OpenRoad { .. } => 8,
        ActionDocument::Talks { .. } => 9,
        ActionDocument::Pressure { .. } => 10,
        ActionDocument::ThirdParty { .. } => 11,
    }
}

#[test]
fn several_injects_have_ids_and_draws_of_their_own_and_scripted_ones_keep_theirs() {
    let prepared = prepared("one-bridge");
    let standing = standing(&prepared);
    let road = standing.setup.links[0].id.clone();
    let (close, open) = (format!("close_road(road: \"{road}\")"), format!("open_road(road: \"{road}\")"));
    // Before a scripted inject: those that are to come keep their numbers.
    let (branch, branched) = step(Time::from_milliseconds(1), &[], &[&close, &open]).of(&prepared, &standing).unwrap();
    let (before, after) = (&branch.before.injects, &branch.after.injects);
    assert_eq!(after.len(), before.len() + 2);
    for (before, after) in before.iter().zip(after) {
        assert_eq!((before.at, before.lineage, &before.action), (after.at, after.lineage, &after.action));
    }
    assert_ne!(after[before.len()].lineage, after[before.len() + 1].lineage);
    // A branch of the branch goes on with the ids.
    let (again, twice) = step(Time::from_hours(2.0), &[], &[&close]).of(&prepared, &branched.standing).unwrap();
    assert_eq!(twice.standing.document.injects.last().unwrap().id, "branch_3");
    assert_eq!(again.after.injects.len(), before.len() + 3);
    assert_eq!(again.after.injects[before.len()].at, Time::from_milliseconds(1));
}

#[test]
fn bad_actions_are_diagnosed_with_the_nearest_name() {
    let told = |text: &str| -> ScenarioError {
        branch("batken-2021", &step(Time::from_hours(4.0), &[], &[text]))
            .err()
            .unwrap_or_else(|| panic!("{text} is taken"))
    };
    for (text, expected, nearest) in [
        (r#"talks(side: "kg", adversary: "tj", channel: "govenors")"#, "talks.channel: no channel", Some("governors")),
        (r#"talks(side: "kg", adversary: "kg", channel: "governors")"#, "not its own adversary", None),
        (r#"talk(side: "kg", adversary: "tj", channel: "governors")"#, "unknown value `talk`", Some("talks")),
        (r#"talks(side: "kg", adversery: "tj", channel: "governors")"#, "unknown field `adversery`", Some("adversary")),
        (r#"talks(side: "kg", channel: "governors")"#, "missing field `adversary`", None),
        (r#"authorise(side: "kg", adversary: "tj", sector: "nowhere", rung: 4)"#, "no sector", None),
        (r#"pressure(side: "kg", amount: 7.0)"#, "expected -1..=1", None),
        (r#"pressure(side: "kg", amount: "much")"#, "expected", None),
        (r#"fire(side: "kg", adversary: "tj", near: "golovnoi", rung: 9, count: 1)"#, "rung", None),
        ("", "ends too early", None),
        ("talks(", "", None),
        ("((((((((((((((((", "", None),
    ] {
        let error = told(text);
        let shown = error.to_string();
        assert!(shown.contains("--inject") && shown.contains(expected), "{text}: {shown}");
        assert!(!shown.contains("branch_1"), "{shown}");
        if let Some(nearest) = nearest {
            assert!(shown.contains(&format!("did you mean `{nearest}`")), "{text}: {shown}");
        }
    }
}
