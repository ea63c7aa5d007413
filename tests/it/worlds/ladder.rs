//! Two rules of the ladder that are switched off as shipped: posts that go beyond standing orders on their own account, and
//! how far a side is ready to go in an alert.

use std::sync::Arc;

use truceline::engine::Limits;
use truceline::experiment::replicate;
use truceline::model::Setup;
use truceline::scenario::{Files, load};

use super::in_parallel;
use crate::scenario::shipped::path;

/// A shipped scenario with parameters of its own.
fn with(id: &str, set: &[(&str, &str)]) -> Arc<Setup> {
    let set: Vec<_> = set.iter().map(|(name, value)| (format!("parameters.{name}"), (*value).to_owned())).collect();
    load(&Files, &path(id), &set).unwrap_or_else(|error| panic!("{error}")).setup
}

#[test]
fn posts_go_beyond_standing_orders_as_often_as_the_share_says() {
    const SHARE: f64 = 0.3;
    // Nobody answers, talks or authorises anything, so that all fire by posts is under standing orders.
    let setup = with(
        "border-decades",
        &[
            ("incident.discretion_share", "0.3"),
            ("escalation.threshold_rung_3", "1e6"),
            ("escalation.threshold_rung_4", "1e6"),
            ("escalation.threshold_rung_5", "1e6"),
            ("escalation.threshold_rung_6", "1e6"),
            ("ceasefire.onset_per_hour", "0"),
            ("retaliation.answer_share", "0"),
            ("spark.accident_share", "0"),
            ("crowd.gun_share", "0"),
        ],
    );
    let counts = in_parallel(40, |seed| {
        let run = replicate(&setup, seed as u64, 0, &Limits::until(setup.horizon), &mut ());
        assert!(run.outcome.is_complete());
        let rungs = run.world.tally.acts;
        assert_eq!(rungs[4..], [0, 0, 0], "nobody goes further than rung 3");
        [u64::from(rungs[2]), u64::from(rungs[3])]
    });
    let (two, three) = counts.iter().fold((0, 0), |(two, three), count| (two + count[0], three + count[1]));
    let acts = (two + three) as f64;
    let z = (three as f64 - SHARE * acts) / (SHARE * (1.0 - SHARE) * acts).sqrt();
    println!("{three} of {acts} acts at rung 3, expected {SHARE}, z {z:.2}");
    assert!(acts > 10_000.0 && z.abs() < 4.0, "{three} of {acts}: z {z}");
}

#[test]
fn a_side_goes_no_further_than_it_is_ready_to() {
    const RUNS: usize = 400;
    const SHARE: f64 = 0.6;
    // Threat above all thresholds from the first act on, and reviews that refuse nothing: what is authorised is how far the
    // side is ready to go. Within a day no alert lapses.
    let eager = |share: &str| {
        with(
            "batken-2021-fire",
            &[
                ("escalation.readiness_share", share),
                ("escalation.threshold_rung_3", "0.001"),
                ("escalation.threshold_rung_4", "0.002"),
                ("escalation.threshold_rung_5", "0.003"),
                ("escalation.threshold_rung_6", "0.004"),
                ("escalation.approval_constant", "1000"),
                ("escalation.approval_pressure", "0"),
                ("ceasefire.onset_per_hour", "0"),
            ],
        )
    };
    let reached = |setup: &Arc<Setup>| -> Vec<u8> {
        in_parallel(RUNS, |seed| {
            let limits = Limits::until(truceline::engine::Time::from_hours(20.0));
            let world = replicate(setup, seed as u64, 0, &limits, &mut ()).world;
            let highest = *world.tally.authorised.iter().max().unwrap();
            if highest < 6 {
                assert_eq!(world.tally.acts[6], 0, "seed {seed}: nobody goes on the ground short of rung 6");
            }
            world.tally.authorised.clone()
        })
        .concat()
    };
    for (share, only) in [("0", 4), ("1", 6)] {
        let reached = reached(&eager(share));
        assert!(reached.iter().all(|&rung| rung == only), "share {share}: {reached:?}");
    }
    let reached = reached(&eager("0.6"));
    for (rung, expected) in [(4, 1.0 - SHARE), (5, SHARE - SHARE * SHARE), (6, SHARE * SHARE)] {
        let (sides, found) = (reached.len() as f64, reached.iter().filter(|&&reached| reached == rung).count());
        let z = (found as f64 - expected * sides) / (expected * (1.0 - expected) * sides).sqrt();
        println!("rung {rung}: {found} of {sides} sides, expected {expected}, z {z:.2}");
        assert!(z.abs() < 4.0, "rung {rung}: {found} of {sides}, z {z}");
    }
}
