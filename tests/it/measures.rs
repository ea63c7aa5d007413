//! Measures of a story told row by row.

use truceline::engine::{Limits, Time};
use truceline::experiment::replicate;
use truceline::model::ids::{AttemptId, LinkId, PlaceId, SectorId, SideId};
use truceline::model::setup::Setup;
use truceline::model::{Harm, Kind, LogRow, World, measures};

use crate::demonstration;

/// Positions in the table of the invented border's places.
const VILLAGE: PlaceId = PlaceId(8);
const POSTS: [PlaceId; 3] = [PlaceId(0), PlaceId(6), PlaceId(15)];
const SOUTH: SideId = SideId(0);
const NORTH: SideId = SideId(1);

struct Story {
    setup: Setup,
    world: World,
    events: u32,
}

impl Story {
    fn new() -> Story {
        let setup = demonstration::setup();
        let limits = Limits::until(setup.horizon);
        let world = replicate(&std::sync::Arc::new(setup.clone()), 1, 0, &limits, &mut ()).world;
        Story { setup, world, events: 0 }
    }

    fn tell(&mut self, hours: f64, row: LogRow) -> u32 {
        let event = self.events;
        self.events += 1;
        self.also(hours, LogRow { event, ..row });
        event
    }

    fn also(&mut self, hours: f64, row: LogRow) {
        self.world.tally.count(&self.setup, &LogRow { time: Time::from_hours(hours), ..row });
    }

    fn measure(&self, name: &str) -> Option<f64> {
        let all = measures(&self.setup, &self.world, self.setup.horizon);
        all.into_iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name} is a measure")).1
    }

    #[track_caller]
    fn expect(&self, expected: &[(&str, Option<f64>)]) {
        for (name, value) in expected {
            assert_eq!(self.measure(name), *value, "{name}");
        }
    }
}

fn fire(side: SideId, target: PlaceId, rung: u8) -> LogRow {
    let against = SideId(1 - side.0);
    LogRow::new(Kind::Fire).by(side).sector(SectorId(1)).target(target).against(against).rung(rung)
}

fn killed(military: u32, civilian: u32) -> Harm {
    Harm { killed_military: military, killed_civilian: civilian, wounded_military: 2, wounded_civilian: 6 }
}

#[test]
fn a_story_gives_the_times_of_its_turns() {
    let mut story = Story::new();
    story.tell(2.0, LogRow::new(Kind::GrievanceOpened).at(PlaceId(5)));
    story.tell(10.0, LogRow::new(Kind::CrowdStones).by(SOUTH).sector(SectorId(1)).rung(1));
    story.tell(15.0, fire(SOUTH, POSTS[0], 2));
    story.tell(20.0, fire(NORTH, POSTS[0], 3));
    story.expect(&[("sustained_fire_hours", None)]);
    story.tell(20.5, fire(SOUTH, VILLAGE, 3).harm(killed(0, 0)));
    story.tell(22.0, fire(NORTH, POSTS[1], 3));
    story.tell(23.0, fire(NORTH, POSTS[2], 3));
    story.tell(25.5, fire(NORTH, POSTS[2], 4).sector(SectorId(3)));
    story.tell(26.0, LogRow::new(Kind::TruceAgreed).attempt(AttemptId(0)));
    story.tell(60.5, fire(SOUTH, POSTS[2], 2));
    story.expect(&[
        ("trigger_to_first_gunshot_hours", Some(13.0)),
        ("first_gunshot_hours", Some(15.0)),
        ("sustained_fire_hours", Some(20.5)),
        ("first_gunshot_to_sustained_fire_hours", Some(5.5)),
        ("sustained_fire_to_multi_post_attack_hours", Some(2.5)),
        ("sustained_fire_to_second_front_hours", Some(5.0)),
        ("sustained_fire_to_first_ceasefire_hours", Some(5.5)),
        ("sustained_fire_to_last_violation_hours", Some(40.0)),
        ("first_fire_to_last_fire_hours", Some(45.5)),
        ("hours_of_fighting", Some(6.0)),
        ("peak_rung", Some(4.0)),
        ("acts.total", Some(8.0)),
        ("acts.rung_3", Some(4.0)),
        ("posts.attacked.south", Some(3.0)),
        ("posts.attacked.total", Some(3.0)),
        ("villages.affected.south", Some(1.0)),
    ]);
}

#[test]
fn harm_is_counted_by_side_and_an_event_with_two_harmed_sides_once() {
    let mut story = Story::new();
    let event = story.tell(5.0, fire(NORTH, VILLAGE, 4).harm(killed(1, 3)));
    story.also(5.0, LogRow { event, ..fire(NORTH, VILLAGE, 4).against(NORTH).harm(killed(2, 0)) });
    story.tell(6.0, fire(NORTH, VILLAGE, 4).link(LinkId(0)).harm(killed(0, 2)));
    story.tell(7.0, LogRow::new(Kind::TruceCollapsed).attempt(AttemptId(0)));
    story.tell(
        30.0,
        LogRow::new(Kind::DiedOfWounds).against(SOUTH).harm(Harm { killed_civilian: 2, ..Harm::default() }),
    );
    story.expect(&[
        ("killed.total", Some(10.0)),
        ("killed.south", Some(8.0)),
        ("killed.military.north", Some(2.0)),
        ("killed.military_share.south", Some(0.125)),
        ("killed.civilian_on_road.south", Some(2.0)),
        ("wounded.total", Some(24.0)),
        ("wounded_per_killed", Some(2.4)),
        ("acts.total", Some(2.0)),
        ("deaths_after_failed_truce_share", Some(0.2)),
        ("episodes.ten_or_more_killed_share", Some(1.0)),
        ("episodes.with_mortars_share", Some(1.0)),
    ]);
}

#[test]
fn truces_before_the_lasting_one_are_those_agreed_earlier() {
    let mut story = Story::new();
    let mut truce = |hours, kind, attempt| story.tell(hours, LogRow::new(kind).attempt(AttemptId(attempt)));
    truce(1.0, Kind::TruceProposed, 0);
    truce(2.0, Kind::TalksFailed, 0);
    for (attempt, end) in [(1, Kind::TruceCollapsed), (2, Kind::TruceSuperseded), (3, Kind::TruceHeld)] {
        let hours = 10.0 * f64::from(attempt);
        truce(hours, Kind::TruceProposed, attempt);
        truce(hours + 1.0, Kind::TruceAgreed, attempt);
        truce(hours + 9.0, end, attempt);
    }
    story.expect(&[
        ("truces.proposed", Some(4.0)),
        ("truces.talks_failed", Some(1.0)),
        ("truces.agreed", Some(3.0)),
        ("truces.failed", Some(1.0)),
        ("truces.superseded", Some(1.0)),
        ("truces.held", Some(1.0)),
        ("truces.before_lasting_one", Some(2.0)),
    ]);
}

#[test]
fn losses_that_are_no_harm_are_counted_too() {
    let mut story = Story::new();
    story.tell(1.0, LogRow::new(Kind::HousesRuined).target(VILLAGE).count(3));
    story.tell(2.0, LogRow::new(Kind::HousesBurnt).target(VILLAGE).against(SOUTH).count(4));
    story.tell(3.0, LogRow::new(Kind::CaptivesTaken).by(NORTH).target(POSTS[0]).against(SOUTH).count(2));
    story.tell(3.0, LogRow::new(Kind::PostSeized).by(NORTH).target(POSTS[0]).against(SOUTH));
    story.tell(4.0, LogRow::new(Kind::RungAuthorised).by(NORTH).rung(5));
    story.expect(&[
        ("houses.destroyed.south", Some(7.0)),
        ("captives.south", Some(2.0)),
        ("posts.seized", Some(1.0)),
        ("peak_authorised_rung.north", Some(5.0)),
        ("peak_authorised_rung.south", Some(2.0)),
    ]);
}

#[test]
fn displaced_people_and_queues_have_peaks_and_halves() {
    let mut story = Story::new();
    let tally = &mut story.world.tally;
    let at = Time::from_hours;
    tally.displaced_changes(SOUTH, 1_000, at(24.0));
    tally.displaced_changes(NORTH, 500, at(30.0));
    tally.displaced_changes(SOUTH, -400, at(48.0));
    tally.displaced_changes(SOUTH, -100, at(72.0));
    tally.displaced_changes(NORTH, -300, at(78.0));
    tally.queue_changes(40, at(25.0));
    tally.queue_changes(-40, at(26.0));
    story.expect(&[
        ("displaced_peak.south", Some(1_000.0)),
        ("displaced_peak.total", Some(1_500.0)),
        ("displaced_peak_hours", Some(30.0)),
        ("return_half_time_days.south", Some(2.0)),
        ("return_half_time_days.north", Some(2.0)),
        ("return_half_time_days.total", Some(2.0)),
        ("queue_peak_vehicles", Some(40.0)),
    ]);
}
