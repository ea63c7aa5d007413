//! Pairs: where they part, what of them is kept, and how much less their differences vary than those of independent
//! runs.

use std::sync::Arc;

use truceline::engine::{Limits, Time};
use truceline::experiment::comparison::{Arm, Variants, summarise};
use truceline::experiment::replicate;
use truceline::model::{Kind, Recorder};
use truceline::scenario::from_text;

use super::{compared, shipped};
use crate::scenario::{BASE, changed};
use crate::worlds::in_parallel;

#[test]
fn pairs_part_at_the_first_event_that_differs() {
    let (a, b) = (shipped("one-bridge", &[]), shipped("one-bridge", &[("injects.order.at_hours", "0.75")]));
    let limits = Limits::until(a.horizon);
    let variants = Variants::new(Arc::clone(&a), Arc::clone(&b), 3, limits, 4).unwrap();
    for replication in 0..4 {
        let parting = variants.pair(replication).parting.expect("an order that comes earlier is seen");
        assert_eq!((parting.time, parting.kind, parting.arm), (Time::from_hours(0.75), Kind::Inject, Arm::B));
        let rows = |setup: &Arc<truceline::model::Setup>| {
            let mut recorder = Recorder::new(setup, limits.horizon);
            replicate(setup, 3, replication, &limits, &mut recorder);
            recorder.rows
        };
        let (rows_a, rows_b) = (rows(&a), rows(&b));
        let first = rows_a.iter().zip(&rows_b).position(|(a, b)| a != b).expect("they differ");
        assert_eq!(parting.event, rows_b[first].event);
    }
}

#[test]
fn a_run_that_only_stops_telling_parts_where_the_other_goes_on() {
    // Shots of a script before anything else, and the same without them.
    let early = changed("\"2030-05-01 14:00\"", "\"2030-05-01 12:30\"");
    let without: String =
        early.lines().filter(|line| !line.contains("\"shots\"")).map(|line| format!("{line}\n")).collect();
    assert_ne!(without, early);
    let read = |text: &str| from_text(text).unwrap();
    let limits = Limits::until(Time::from_hours(0.5001));
    for (a, b, arm) in [(&without, &early, Arm::B), (&early, &without, Arm::A)] {
        let parting = Variants::new(read(a), read(b), 1, limits, 2).unwrap().pair(0).parting.unwrap();
        assert_eq!((parting.arm, parting.time), (arm, Time::from_hours(0.5)));
        assert_eq!(parting.kind, Kind::Inject);
    }
}

#[test]
fn positions_in_lists_are_no_difference() {
    // The same scenario with its sectors, posts and places in another order.
    let mut swapped = BASE.to_string();
    for list in ["sectors", "villages", "posts"] {
        let head = format!("    {list}: [\n");
        let from = swapped.find(&head).unwrap() + head.len();
        let mut lines: Vec<&str> = swapped[from..].lines().take(2).collect();
        let length = lines.iter().map(|line| line.len() + 1).sum::<usize>();
        lines.reverse();
        let turned = lines.join("\n") + "\n";
        swapped.replace_range(from..from + length, &turned);
    }
    assert_ne!(swapped, BASE);
    let variants = Variants::new(
        from_text(BASE).unwrap(),
        from_text(&swapped).unwrap(),
        5,
        Limits::until(Time::from_hours(2.0)),
        9,
    )
    .unwrap();
    for replication in 0..9 {
        assert_eq!(variants.pair(replication).parting, None, "replication {replication}");
    }
}

#[test]
fn values_stand_under_their_own_names() {
    let (a, b) = (shipped("three-sides", &[]), shipped("failed-truces", &[]));
    let limits = Limits::until(Time::from_days(2));
    let variants = Variants::new(Arc::clone(&a), Arc::clone(&b), 1, limits, 2).unwrap();
    let sides: Vec<&str> = variants.sides.iter().map(|side| side.id.as_str()).collect();
    assert_eq!(sides, ["north", "south"], "west is in one of them only");
    let pair = variants.pair(0);
    for (setup, half) in [(&a, &pair.a), (&b, &pair.b)] {
        let run = replicate(setup, 1, 0, &limits, &mut ());
        assert_eq!(half.digest, run.digest);
        for (measure, value) in variants.measures.iter().zip(&half.measures) {
            let (name, expected) = run.measures.iter().find(|(name, _)| *name == measure.name).unwrap();
            assert_eq!(value, expected, "{name}");
        }
    }
    let own = replicate(&a, 1, 0, &limits, &mut ()).measures.len();
    assert!(variants.measures.len() < own && variants.measures_left_out == own - variants.measures.len());
}

#[test]
fn scenarios_without_a_common_side_cannot_be_compared() {
    let (a, b) = (shipped("one-bridge", &[]), shipped("batken-2021", &[]));
    let limits = Limits::until(a.horizon);
    let error = Variants::new(a, b, 1, limits, 2).unwrap_err();
    assert!(error.to_string().contains("north, south and kg, tj"), "{error}");
}

#[test]
fn runs_that_a_limit_ends_are_left_out() {
    let (a, b) = (shipped("one-bridge", &[]), shipped("one-bridge", &[("injects.order.at_hours", "0.75")]));
    let limits = Limits { events: 8_000, ..Limits::until(a.horizon) };
    let variants = Variants::new(a, b, 1, limits, 12).unwrap();
    let pairs: Vec<_> = (0..12).map(|replication| variants.pair(replication)).collect();
    let complete = pairs.iter().filter(|pair| pair.is_complete()).count();
    assert!(complete < 12, "some need more than 8,000 events");
    for pair in &pairs {
        assert_eq!(pair.a.curves.len(), variants.grid.times.len() * 2 * variants.sides.len(), "padded to the end");
    }
    match summarise(&variants, &pairs) {
        Some(summary) => assert_eq!((summary.complete, summary.incomplete), (complete, 12 - complete)),
        None => assert!(complete < 2),
    }
}

/// The documented pairs: an edit, and a measure that it is about. With 200 pairs pairing reduces the variance of the
/// difference by factors of 3.2, 9.1, 3.9, 4.0 and 2.3.
const DOCUMENTED: [(&str, (&str, &str), &str); 5] = [
    ("one-bridge", ("roads.north_3--bridge.capacity_per_hour", "600"), "killed.total"),
    ("one-bridge", ("sides.north.own_car_share", "0.4"), "queue_peak_vehicles"),
    ("failed-truces", ("parameters.ceasefire.life_hours", "80"), "truces.failed"),
    ("failed-truces", ("parameters.escalation.order_minutes_mean", "60"), "killed.total"),
    ("slow-orders", ("sides.south.order_delay_factor", "0.3"), "killed.total"),
];

#[test]
fn pairing_at_least_halves_the_variance_of_documented_edits() {
    in_parallel(DOCUMENTED.len(), |number| {
        let (name, edit, measure) = DOCUMENTED[number];
        let (_, _, summary) = compared(name, &[edit], 100);
        let factor = summary.difference(measure).and_then(|paired| paired.variance_reduction).unwrap();
        println!("{name} {edit:?}: {measure} {factor:.2}");
        assert!(factor > 2.0, "{name} {edit:?}: {measure} {factor}");
    });
}
