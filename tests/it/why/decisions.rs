//! What is told of decisions agrees with what happened.

use std::collections::BTreeMap;

use super::{Told, for_each_run};
use truceline::engine::Limits;
use truceline::experiment::replicate;
use truceline::experiment::story::Story;
use truceline::model::{Decision, Draw, Kind, LogRow, News, Topic};

#[test]
fn a_chance_happened_when_its_event_did() {
    let mut seen: BTreeMap<(Topic, bool), u32> = BTreeMap::new();
    for_each_run(|told| {
        let story = Story::new(&told.setup, &told.recorder);
        for decision in &told.recorder.decisions {
            if matches!(decision.draw, Draw::Chance(_)) {
                *seen.entry((decision.topic, decision.happened())).or_default() += 1;
            }
            if let Some(event) = decision.event {
                agrees(told, decision, story.rows(event));
            }
        }
    });
    for topic in
        [Topic::Approval, Topic::TalksSucceed, Topic::RetaliationAccepted, Topic::BreachRung, Topic::LossKilled]
    {
        let both = seen.contains_key(&(topic, true)) && seen.contains_key(&(topic, false));
        assert!(both, "{topic:?} goes both ways in these runs: {seen:?}");
    }
}

fn agrees(told: &Told, decision: &Decision, rows: &[LogRow]) {
    let (row, happened) = (rows[0], decision.happened());
    let about = || format!("{}: {decision:?} {row:?}", told.name);
    assert_eq!(decision.time, row.time, "{}", about());
    match decision.topic {
        Topic::Approval => assert_eq!(happened, row.kind == Kind::RungAuthorised, "{}", about()),
        Topic::TalksSucceed => assert_eq!(happened, row.kind == Kind::TruceAgreed, "{}", about()),
        Topic::Accident => assert_eq!(happened, row.kind == Kind::Accident, "{}", about()),
        Topic::SparkIsCivilian => assert_eq!(happened, row.kind == Kind::CivilianSpark, "{}", about()),
        Topic::BreachRung | Topic::SpoilerRung => assert_eq!(happened, row.rung == 3, "{}", about()),
        Topic::LossKilled => assert_eq!(happened, row.harm.killed() == 1, "{}", about()),
        Topic::AttackerHit => assert_eq!(happened, row.target_side == decision.side, "{}", about()),
        Topic::SettlementLasts => assert_eq!(happened, row.count == 1, "{}", about()),
        Topic::OperationCalledOff => assert_eq!(happened, row.kind == Kind::OperationCalledOff, "{}", about()),
        Topic::OwnRung | Topic::OperationSeen => {}
        // An event came of these, so they happened.
        _ => assert!(happened, "{}", about()),
    }
    match decision.draw {
        Draw::Above { value, threshold } if decision.topic == Topic::Threat || decision.topic == Topic::Odds => {
            assert!(value >= threshold, "{}", about());
        }
        Draw::Below { value, threshold } => assert!(value <= threshold, "{}", about()),
        Draw::Part { of, count, .. } => assert!(count <= of, "{}", about()),
        Draw::Choice { share, of } => assert!(share > 0.0 && share <= 1.0 + 1e-12 && of > 0, "{}", about()),
        Draw::Count { count, .. } if decision.topic == Topic::Casualties => {
            let hit: u32 = rows.iter().map(|row| row.harm.killed() + row.harm.wounded()).sum();
            assert!(hit <= count, "{}: more hurt than were hit", about());
        }
        Draw::Hazard { rate_per_hour, drawn } => assert!(rate_per_hour > 0.0 && drawn > 0.0, "{}", about()),
        Draw::Delay { hours, typical_hours, .. } => assert!(hours >= 0.0 && typical_hours > 0.0, "{}", about()),
        _ => {}
    }
}

/// What was put off came when it was due, unless it was overtaken: an order by a later one, a review by calm.
#[test]
fn what_was_put_off_came_when_it_was_due() {
    let mut matched: BTreeMap<Topic, [u32; 2]> = BTreeMap::new();
    for_each_run(|told| {
        let end = told.setup.horizon;
        let mut times: BTreeMap<u32, Vec<&LogRow>> = BTreeMap::new();
        for row in &told.recorder.rows {
            times.entry(row.cause).or_default().push(row);
        }
        for decision in told.recorder.decisions.iter().filter(|decision| decision.event.is_none()) {
            let Some(due) = decision.due.filter(|due| *due < end) else { continue };
            let came = times.get(&decision.cause).is_some_and(|rows| rows.iter().any(|row| row.time == due));
            matched.entry(decision.topic).or_default()[usize::from(came)] += 1;
        }
    });
    for topic in
        [Topic::ReviewLength, Topic::OrderDelay, Topic::TalksLength, Topic::ReinforcementDelay, Topic::OperationLead]
    {
        let [missed, came] = matched[&topic];
        assert!(
            came > 4 * missed || came > missed && topic == Topic::OrderDelay,
            "{topic:?}: {came} came, {missed} did not"
        );
    }
    let [missed, came] = matched[&Topic::TalksLength];
    assert!(missed == 0 && came > 10, "talks always end");
}

#[test]
fn reports_tell_who_knew_what_when() {
    let (mut misread, mut reviews, mut explained) = (0, 0, 0);
    for_each_run(|told| {
        let story = Story::new(&told.setup, &told.recorder);
        for heard in &told.recorder.reports {
            assert!(heard.after >= heard.before && heard.before >= 0.0, "{heard:?}");
            let News::Act { event, happened, rung, read, .. } = heard.news else { continue };
            let act = story.rows(event)[0];
            assert!(heard.time >= happened && happened >= act.time, "{heard:?} {act:?}");
            assert!(rung.abs_diff(read) <= 1, "{heard:?}");
            misread += u32::from(rung != read);
        }
        for row in told.recorder.rows.iter().filter(|row| row.kind == Kind::ReviewCalled) {
            reviews += 1;
            let texts = story.reasons(row.event);
            explained += u32::from(texts.iter().any(|text| text.contains("reached the command of")));
        }
    });
    assert!(misread > 10, "one report in ten is misread");
    assert!(f64::from(explained) > 0.5 * f64::from(reviews), "{explained} of {reviews} reviews follow a report");
}

/// A review follows the report that moved the threat at its own front, with the value at which it was called.
#[test]
fn a_review_is_called_at_the_threat_that_a_report_has_raised() {
    let mut compared = 0;
    for_each_run(|told| {
        for decision in told.recorder.decisions.iter().filter(|decision| decision.topic == Topic::Threat) {
            let Draw::Above { value, .. } = decision.draw else { panic!("{decision:?}") };
            let event = decision.event.expect("a review is logged");
            let cause = told.recorder.rows.iter().find(|row| row.event == event).expect("it is in the log").cause;
            let heard = told.recorder.reports.iter().rfind(|heard| {
                heard.cause == cause
                    && heard.time == decision.time
                    && (Some(heard.side), Some(heard.adversary), Some(heard.sector))
                        == (decision.side, decision.adversary, decision.sector)
            });
            if let Some(heard) = heard {
                assert!((heard.after - value).abs() < 1e-9 * value.max(1.0), "{}: {heard:?} {decision:?}", told.name);
                compared += 1;
            }
        }
    });
    assert!(compared > 20, "{compared}");
}

#[test]
fn telling_changes_nothing() {
    for_each_run(|told| {
        let limits = Limits::until(told.setup.horizon);
        let seed: u64 = told.name.rsplit(' ').next().unwrap().parse().unwrap();
        let unwatched = replicate(&told.setup, seed, 0, &limits, &mut ());
        assert_eq!(unwatched.digest_text(), told.replication.digest_text(), "{}", told.name);
    });
}
