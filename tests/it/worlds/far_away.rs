//! An agent that nobody meets moves nobody else's draws: with a people of their own, a post and a village far away, the
//! log of all others is the same row by row. Ids shift, for the strangers stand first in every list.

use std::sync::Arc;

use truceline::engine::{Limits, Time};
use truceline::experiment::replicate;
use truceline::model::ids::{PlaceId, SideId};
use truceline::model::{LogRow, Recorder, Setup};
use truceline::scenario::from_text;

use super::in_parallel;
use super::text::random_world;

const WORLDS: usize = 200;

/// Puts a line at the head of a list of the file.
fn first(text: &str, list: &str, item: &str) -> String {
    let head = format!("    {list}: [\n");
    assert_eq!(text.matches(&head).count(), 1, "{list}");
    text.replace(&head, &format!("{head}        {item},\n"))
}

/// The world with strangers a thousand kilometres east, who are hostile to nobody.
fn with_strangers(text: &str) -> String {
    let at = |east: f64| format!("east_km: {east}, north_km: 3");
    let lists = [
        (
            "sides",
            "(id: \"strangers\", name: \"S\", weapons_rung: 6, reserves: 50, order_reach: 0.5, own_car_share: 0.5)"
                .to_owned(),
        ),
        ("sectors", "(id: \"far\", name: \"Far\", province: \"far\", spark_share: 0)".to_owned()),
        ("districts", "(id: \"far_d\", name: \"F\", side: \"strangers\", buses: 2)".to_owned()),
        (
            "villages",
            format!(
                "(id: \"far_v\", name: \"F\", sector: \"far\", side: \"strangers\", district: \"far_d\", people: 500, {})",
                at(1000.0)
            ),
        ),
        (
            "posts",
            format!("(id: \"far_p\", name: \"F\", sector: \"far\", side: \"strangers\", crew: 40, {})", at(1001.0)),
        ),
        (
            "sites",
            format!(
                "(id: \"far_s\", name: \"F\", sector: \"far\", kind: intake, grievance_open: true, {})",
                at(1002.0)
            ),
        ),
        (
            "towns",
            format!(
                "(id: \"far_t\", name: \"F\", sector: \"far\", side: \"strangers\", public_capacity: 9, host_capacity: 900, {})",
                at(1010.0)
            ),
        ),
        ("roads", "(from: \"far_v\", to: \"far_t\", class: local, control: \"strangers\")".to_owned()),
    ];
    lists.iter().fold(text.to_owned(), |text, (list, item)| first(&text, list, item))
}

/// A row with ids of the scenario in place of numbers, which shift; None for a row of the strangers.
fn row(setup: &Setup, row: &LogRow) -> Option<String> {
    let side = |side: Option<SideId>| side.map(|side| setup.sides[side.index()].id.as_str());
    let place = |place: Option<PlaceId>| place.map(|place| setup.place(place).id.as_str());
    let sector = row.sector.map(|sector| setup.sectors[sector.index()].id.as_str());
    let link = row.link.map(|link| setup.link(link).id.as_str());
    (sector != Some("far")).then(|| {
        format!(
            "{:?} {} at {:?} in {sector:?} by {:?} against {:?} target {:?} link {link:?} attempt {:?} rung {} count {} {:?}",
            row.time,
            row.kind.name(),
            place(row.place),
            side(row.side),
            side(row.target_side),
            place(row.target),
            row.attempt,
            row.rung,
            row.count,
            row.harm
        )
    })
}

fn rows(setup: &Arc<Setup>, seed: u64) -> (Vec<String>, usize) {
    // The strangers' crowd takes events of its own: a horizon ends both runs at one moment, a limit on events would not.
    let limits = Limits::until(Time::from_days(5));
    let mut recorder = Recorder::new(setup, limits.horizon);
    replicate(setup, seed, 0, &limits, &mut recorder);
    let all = recorder.rows.len();
    (recorder.rows.iter().filter_map(|of| row(setup, of)).collect(), all)
}

#[test]
fn strangers_shift_no_draws() {
    let counts = in_parallel(WORLDS, |number| {
        let number = number as u64;
        let text = random_world(number, true);
        let read = |text: &str| from_text(text).unwrap_or_else(|error| panic!("world {number}: {error}\n{text}"));
        let (alone, rows_alone) = rows(&read(&text), number);
        let (beside, rows_beside) = rows(&read(&with_strangers(&text)), number);
        for (index, (one, other)) in alone.iter().zip(&beside).enumerate() {
            assert_eq!(one, other, "world {number}, row {index} of {}", alone.len());
        }
        assert_eq!(alone.len(), beside.len(), "world {number}");
        (alone.len(), rows_beside - rows_alone)
    });
    let rows: usize = counts.iter().map(|(rows, _)| rows).sum();
    let strange: usize = counts.iter().map(|(_, strange)| strange).sum();
    println!("{WORLDS} worlds, {rows} rows alike with and without strangers, who added {strange} rows");
    assert!(strange > WORLDS, "the strangers do something: {strange} rows");
}
