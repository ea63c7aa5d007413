//! Draws belong to causal lineages: whatever an addition cannot reach happens exactly as without it.
//!
//! Two additions are made to shipped scenarios, both a thousand kilometres away, first in every list so that every
//! position shifts: a village with its town and a post of a side that is hostile to nobody, without a road to others;
//! and one extra shot there, at a site without people, between two strangers. Compared are, after the rows of the
//! strangers are taken out, every row of the truth log (with ids in place of positions, causes and ceasefire attempts as
//! the place of their row among those that are left), every statement, and the people and crews of every other village
//! and post at the end, which tell of the unlogged steps. The shot is at rung 2, which calls no third party, and stands
//! before all others, so that it does not put off the return of calm.
//!
//! The comparison can fail: the same shot fired at the real adversary, or a renamed post, makes it unclean.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use truceline::engine::{Limits, NO_CAUSE};
use truceline::experiment::replicate;
use truceline::model::ids::{AttemptId, PlaceId, SectorId, SideId};
use truceline::model::{Kind, LogRow, Recorder, Setup};
use truceline::scenario::from_text;

use crate::worlds::in_parallel;

/// Episodes whose scripted shots come at half an hour or later.
const EPISODES: [&str; 4] = ["failed-truces", "one-bridge", "three-sides", "enclave"];
/// Others, one of them with sparks of its own. Scenarios in degrees are left out: their origin is the middle of all
/// places, so that one place more moves all others.
const MORE: [&str; 3] = ["slow-orders", "water-intake", "quiet-season"];
const SEEDS: u64 = 3;
/// When the strangers shoot; nothing in the scenarios is at this moment.
const SHOT_HOURS: f64 = 0.01;

/// Puts an item at the head of a list.
fn first(text: &mut String, list: &str, item: &str) {
    let head = format!("\n    {list}: [\n");
    assert_eq!(text.matches(&head).count(), 1, "{list}");
    *text = text.replace(&head, &format!("{head}        {item},\n"));
}

/// With hermits: a side with a sector, village and post of its own, whom nobody meets.
fn with_hermits(text: &mut String) {
    let east = |km: u32| format!("east_km: {km}, north_km: 3");
    let side = "(id: \"hermits\", name: \"H\", weapons_rung: 6, reserves: 50, order_reach: 0.5, own_car_share: 0.5)"
        .to_owned();
    let village =
        "(id: \"hermit_village\", name: \"H\", sector: \"far\", side: \"hermits\", district: \"far_d\", people: 500";
    let post = "(id: \"hermit_post\", name: \"H\", sector: \"far\", side: \"hermits\", crew: 40";
    let town =
        "(id: \"hermit_town\", name: \"H\", sector: \"far\", side: \"hermits\", public_capacity: 9, host_capacity: 900";
    for (list, item) in [
        ("sides", side),
        ("sectors", "(id: \"far\", name: \"Far\", province: \"far\", spark_share: 0)".to_owned()),
        ("districts", "(id: \"far_d\", name: \"F\", side: \"hermits\", buses: 2)".to_owned()),
        ("villages", format!("{village}, {})", east(1_000))),
        ("posts", format!("{post}, {})", east(1_001))),
        ("towns", format!("{town}, {})", east(1_010))),
        ("roads", "(from: \"hermit_village\", to: \"hermit_town\", class: local, control: \"hermits\")".to_owned()),
    ] {
        first(text, list, &item);
    }
}

/// With hermits who fire once at a site that nobody lives near, in a quarrel with others who have no post to answer from.
fn with_a_harmless_shot(text: &mut String) {
    with_hermits(text);
    first(
        text,
        "sides",
        "(id: \"others\", name: \"O\", weapons_rung: 2, reserves: 0, order_reach: 0.5, own_car_share: 0.5)",
    );
    first(text, "hostility", "(side: \"hermits\", against: \"others\", value: 0.001)");
    first(
        text,
        "sites",
        "(id: \"far_site\", name: \"F\", sector: \"far\", kind: intake, east_km: 1001.5, north_km: 3)",
    );
    let fire = "fire(side: \"hermits\", adversary: \"others\", near: \"hermit_post\", rung: 2, count: 1)";
    first(text, "injects", &format!("(id: \"far_shot\", at_hours: {SHOT_HOURS}, action: {fire}, note: \"\")"));
}

/// What a run tells of all but the strangers.
#[derive(Debug, PartialEq)]
struct Told {
    rows: Vec<String>,
    claims: Vec<String>,
    villages: BTreeMap<String, String>,
    posts: BTreeMap<String, (u32, String)>,
}

/// What all but the strangers did, and how many rows the strangers have.
fn told(setup: &Arc<Setup>, seed: u64) -> (Told, usize) {
    let limits = Limits::until(setup.horizon);
    let mut recorder = Recorder::new(setup, limits.horizon);
    let run = replicate(setup, seed, 0, &limits, &mut recorder);
    let id = |side: SideId| setup.sides[side.index()].id.clone();
    let strange = |side: SideId| ["hermits", "others"].contains(&setup.sides[side.index()].id.as_str());
    let kept: Vec<&LogRow> = recorder.rows.iter().filter(|row| !is_strange(setup, row)).collect();
    let claims = recorder.claims.iter().filter(|row| !strange(row.claimant) && !strange(row.about)).map(|row| {
        let sides = (id(row.claimant), id(row.about), id(row.first_shooter));
        format!("{:?} {sides:?} {} {} {:?} {:?}", row.time, row.killed, row.wounded, row.displaced, row.statement)
    });
    let villages = setup.villages.iter().zip(&run.world.villages).filter(|(village, _)| !strange(village.side));
    let posts = setup.posts.iter().zip(&run.world.posts).filter(|(post, _)| !strange(post.side));
    let told = Told {
        rows: rows(setup, &kept),
        claims: claims.collect(),
        villages: villages
            .map(|(village, state)| (setup.place(village.place).id.clone(), format!("{:?}", state.people)))
            .collect(),
        posts: posts
            .map(|(post, state)| (setup.place(post.place).id.clone(), (state.crew, id(state.holder))))
            .collect(),
    };
    (told, recorder.rows.len() - kept.len())
}

fn is_strange(setup: &Setup, row: &LogRow) -> bool {
    let strange = |side: Option<SideId>| {
        side.is_some_and(|side| ["hermits", "others"].contains(&setup.sides[side.index()].id.as_str()))
    };
    let far = row.sector.is_some_and(|sector| setup.sectors[sector.index()].id == "far");
    let shot = row.kind == Kind::Inject && (row.time.hours() - SHOT_HOURS).abs() < 1e-6;
    far || shot || strange(row.side) || strange(row.target_side)
}

fn rows(setup: &Setup, rows: &[&LogRow]) -> Vec<String> {
    let mut events: BTreeMap<u32, usize> = BTreeMap::new();
    let mut attempts: BTreeMap<AttemptId, usize> = BTreeMap::new();
    for row in rows {
        let next = events.len();
        events.entry(row.event).or_insert(next);
        let next = attempts.len();
        row.attempt.map(|attempt| *attempts.entry(attempt).or_insert(next));
    }
    let side = |side: Option<SideId>| side.map(|side| setup.sides[side.index()].id.as_str());
    let place = |place: Option<PlaceId>| place.map(|place| setup.place(place).id.as_str());
    let sector = |sector: Option<SectorId>| sector.map(|sector| setup.sectors[sector.index()].id.as_str());
    rows.iter()
        .map(|row| {
            // A cause among the strangers would be a bond that there must not be.
            let cause = if row.cause == NO_CAUSE { "root".into() } else { format!("{:?}", events.get(&row.cause)) };
            format!(
                "{:?} {} at {:?} in {:?} by {:?} against {:?} target {:?} link {:?} attempt {:?} rung {} count {} {:?} cause {cause}",
                row.time,
                row.kind.name(),
                place(row.place),
                sector(row.sector),
                side(row.side),
                side(row.target_side),
                place(row.target),
                row.link.map(|link| setup.link(link).id.as_str()),
                row.attempt.map(|attempt| attempts[&attempt]),
                row.rung,
                row.count,
                row.harm
            )
        })
        .collect()
}

fn edited(name: &str, edit: impl Fn(&mut String)) -> Arc<Setup> {
    let file = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    let mut text = fs::read_to_string(file).unwrap();
    edit(&mut text);
    from_text(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Compares each scenario with and without an addition; returns rows compared and rows of the strangers.
fn unchanged(names: &[&str], add: fn(&mut String)) -> (usize, usize) {
    let counts = in_parallel(names.len(), |number| {
        let name = names[number];
        let (without, with) = (edited(name, |_| ()), edited(name, add));
        let mut counts = (0, 0);
        for seed in 1..=SEEDS {
            let ((without, _), (with, strange)) = (told(&without, seed), told(&with, seed));
            for (index, (one, other)) in without.rows.iter().zip(&with.rows).enumerate() {
                assert_eq!(one, other, "{name}, seed {seed}, row {index}");
            }
            assert_eq!(without, with, "{name}, seed {seed}");
            counts = (counts.0 + with.rows.len(), counts.1 + strange);
        }
        counts
    });
    counts.iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1))
}

#[test]
fn an_agent_that_nobody_meets_changes_nothing_for_others() {
    let names: Vec<&str> = EPISODES.iter().chain(&MORE).copied().collect();
    let (rows, _) = unchanged(&names, with_hermits);
    println!("{rows} rows alike");
    assert!(rows > 5_000, "found {rows} rows");
}

#[test]
fn a_harmless_shot_elsewhere_changes_nothing_for_others() {
    let (rows, strange) = unchanged(&EPISODES, with_a_harmless_shot);
    println!("{rows} rows alike, {strange} of the strangers");
    assert!(strange >= 2 * EPISODES.len() * SEEDS as usize, "each run has the inject and the shot: {strange} rows");
}

#[test]
fn the_comparison_sees_what_does_reach_others() {
    let shot = |text: &mut String| {
        let fire = "fire(side: \"north\", adversary: \"south\", near: \"north_post_1\", rung: 2, count: 1)";
        first(text, "injects", &format!("(id: \"far_shot\", at_hours: {SHOT_HOURS}, action: {fire}, note: \"\")"));
    };
    // The id is the root of a post's draws; whatever else differs is only the name, which is taken out again.
    let renamed = |text: &mut String| *text = text.replace("\"north_post_1\"", "\"north_p\"");
    for name in ["failed-truces", "one-bridge"] {
        let without = told(&edited(name, |_| ()), 1).0;
        let with = told(&edited(name, shot), 1).0;
        assert_ne!(without.rows, with.rows, "{name}: a shot at others is felt");
        let mut with = told(&edited(name, renamed), 1).0;
        for row in &mut with.rows {
            *row = row.replace("\"north_p\"", "\"north_post_1\"");
        }
        assert_ne!(without.rows, with.rows, "{name}: another id has other draws");
    }
}
