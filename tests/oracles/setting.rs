//! The smallest border, with every part of the model off, and runs of it. Each oracle turns on what it is about.

use std::sync::Arc;

use truceline::engine::{Limits, Lineage, Observer, Outcome, Time};
use truceline::model::ids::{PlaceId, SideId};
use truceline::model::record::Listener;
use truceline::model::setup::{Inject, InjectAction};
use truceline::model::{Border, ClaimRow, LogRow, Memory, Setup, Watch, World, begin_in};
use truceline::scenario::from_text;

/// Seed of all runs; they differ by replication.
pub const SEED: u64 = 5;

/// The side of the north.
pub const NORTH: SideId = SideId(0);
/// The side of the south.
pub const SOUTH: SideId = SideId(1);

/// What is off: no cycles, no offspring, no reports, no ladder, no harm, no deaths of wounds, no talks, no calm reset.
const OFF: [(&str, f64); 44] = [
    ("spark.day_amplitude", 0.0),
    ("spark.season_amplitude", 0.0),
    ("spark.accident_share", 0.0),
    ("spark.civilian_share", 0.0),
    ("spark.year_shape", 1e6),
    ("spark.reset_days", 1e6),
    ("incident.ground_share", 0.0),
    ("incident.killed_mean_rung_1", 0.0),
    ("incident.killed_mean_rung_2", 0.0),
    ("incident.killed_mean_rung_3", 0.0),
    ("incident.killed_mean_rung_4", 0.0),
    ("incident.killed_mean_rung_5", 0.0),
    ("incident.killed_mean_rung_6", 0.0),
    ("incident.posture_prone", 1.0),
    ("incident.posture_dug_in", 1.0),
    ("incident.post_damage_share", 0.0),
    ("incident.post_burning_share", 0.0),
    ("retaliation.n_self", 0.0),
    ("retaliation.n_cross", 0.0),
    ("retaliation.growth_rung_3", 1.0),
    ("retaliation.growth_rung_4", 1.0),
    ("retaliation.growth_rung_5", 1.0),
    ("retaliation.growth_rung_6", 1.0),
    ("retaliation.fatigue_effect", 0.0),
    ("retaliation.moves_share", 0.0),
    ("retaliation.answer_share", 0.0),
    ("perception.report_share", 0.0),
    ("perception.misread_rung_share", 0.0),
    ("perception.weight_per_death", 0.0),
    ("escalation.threshold_rung_3", 1e9),
    ("escalation.threshold_rung_4", 1e9),
    ("escalation.threshold_rung_5", 1e9),
    ("escalation.threshold_rung_6", 1e9),
    ("escalation.step_down_hours_mean", 1e9),
    ("escalation.operation_per_hour", 0.0),
    ("post.heavy_stock", 1e9),
    ("post.suppression_per_hit", 0.0),
    ("post.counter_seizure_per_hour", 0.0),
    ("ceasefire.onset_per_hour", 0.0),
    ("ceasefire.frailty_variance", 0.0),
    ("ceasefire.held_hours", 1e9),
    ("claims.feedback", 0.0),
    ("wounded.dying_share", 0.0),
    ("post.captured_share", 0.0),
];

/// A hamlet far from everything, because a scenario has a village.
const HAMLET: &str = "
    districts: [(id: \"d\", name: \"District\", side: \"north\", buses: 0)],
    villages: [(id: \"v\", name: \"Hamlet\", sector: \"a\", side: \"north\", district: \"d\", people: 5, east_km: 0, north_km: 90)],
    towns: [(id: \"t\", name: \"Town\", sector: \"a\", side: \"north\", public_capacity: 0, host_capacity: 10, east_km: 0, north_km: 95)],
    roads: [(from: \"v\", to: \"t\", class: local, control: \"north\")],";

/// One post of either side.
const POSTS: &str = "
        (id: \"north_post\", name: \"North post\", sector: \"a\", side: \"north\", crew: 40, east_km: 0, north_km: 0.5),
        (id: \"south_post\", name: \"South post\", sector: \"a\", side: \"south\", crew: 40, east_km: 0, north_km: -0.5),";

/// Two hostile posts a kilometre apart, in one sector.
pub fn border() -> Setup {
    border_of(POSTS, HAMLET)
}

/// The two posts with these districts, villages, towns and roads.
pub fn border_with(places: &str) -> Setup {
    border_of(POSTS, places)
}

/// A sector with these posts.
pub fn border_with_posts(posts: &str) -> Setup {
    border_of(posts, HAMLET)
}

fn border_of(posts: &str, places: &str) -> Setup {
    let text = format!(
        "(
    format: 1, id: \"oracle\", title: \"Oracle\",
    info: (shows: \"One part.\", notice: \"A closed form.\", try: \"A twin.\", neutrality: \"Invented sides.\"),
    start: \"2030-01-01 00:00\", utc_offset_hours: 0, horizon_days: 30, seed: 1, background_sparks: false,
    sides: [
        (id: \"north\", name: \"North\", weapons_rung: 6, reserves: 0, order_reach: 1, own_car_share: 1, office: false),
        (id: \"south\", name: \"South\", weapons_rung: 6, reserves: 0, order_reach: 1, own_car_share: 1, office: false),
    ],
    hostility: [
        (side: \"north\", against: \"south\", value: 0.9),
        (side: \"south\", against: \"north\", value: 0.9),
    ],
    sectors: [(id: \"a\", name: \"Sector\", province: \"p\", spark_share: 1)],
    posts: [{posts}
    ],
    {places}
)"
    );
    let setup = from_text(&text).unwrap_or_else(|error| panic!("the border is valid: {:?}", error.problems));
    let mut setup = Setup::clone(&setup);
    set(&mut setup, &OFF);
    setup
}

/// Sets parameters by name.
pub fn set(setup: &mut Setup, values: &[(&str, f64)]) {
    for (name, value) in values {
        assert!(setup.parameters.set(name, *value), "no parameter {name}");
    }
}

/// Adds a scripted event.
pub fn script(setup: &mut Setup, hours: f64, action: InjectAction) {
    let lineage = Lineage::of_text("oracle").child(setup.injects.len() as u64);
    setup.injects.push(Inject { at: Time::from_hours(hours), action, lineage, note: String::new() });
}

/// The place of a post by its id.
pub fn place_of(setup: &Setup, id: &str) -> PlaceId {
    PlaceId::at(setup.places.iter().position(|place| place.id == id).expect("a place of the setting"))
}

/// The north post fires.
pub fn north_fires(setup: &mut Setup, hours: f64, rung: u8, count: u32) {
    let near = place_of(setup, "north_post");
    script(setup, hours, InjectAction::Fire { side: NORTH, adversary: SOUTH, near, rung, count });
}

/// Runs of one setup, in the same memory.
pub struct Runs {
    /// What is run.
    pub setup: Arc<Setup>,
    memory: Memory,
}

impl Runs {
    /// None so far.
    pub fn new(setup: Setup) -> Runs {
        Runs { setup: Arc::new(setup), memory: Memory::default() }
    }

    /// One replication; the world as it stands at its end.
    pub fn run(&mut self, replication: u64, limits: &Limits, watcher: &mut dyn Watch) -> (Outcome, &World) {
        let mut listener = Listener(watcher);
        let mut simulation = begin_in(&mut self.memory, &self.setup, SEED, replication, &mut listener);
        let outcome = simulation.run(limits, &mut listener);
        self.memory.engine = Some(simulation.engine);
        (outcome, self.memory.world.insert(simulation.model.world))
    }

    /// One replication up to an hour, unwatched.
    pub fn until(&mut self, replication: u64, hours: f64) -> &World {
        self.run(replication, &Limits::until(Time::from_hours(hours)), &mut ()).1
    }
}

/// Calls a function at each move of the clock with the state since the time before.
pub struct Clock<F> {
    /// The time before.
    pub since: Time,
    /// What is called with the model, the time before and the time after.
    pub look: F,
}

impl<F: FnMut(&Border, Time, Time)> Clock<F> {
    /// From time zero.
    pub fn new(look: F) -> Clock<F> {
        Clock { since: Time::ZERO, look }
    }
}

impl<F: FnMut(&Border, Time, Time)> Observer<Border> for Clock<F> {
    fn clock_passes(&mut self, model: &Border, until: Time) {
        (self.look)(model, self.since, until);
        self.since = until;
    }
}

impl<F: FnMut(&Border, Time, Time)> Watch for Clock<F> {
    fn logged(&mut self, _: &LogRow) {}

    fn claimed(&mut self, _: &ClaimRow) {}

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}

/// Calls a function with each row of the truth log.
pub struct Log<F>(pub F);

impl<F: FnMut(&LogRow)> Observer<Border> for Log<F> {
    fn clock_passes(&mut self, _: &Border, _: Time) {}
}

impl<F: FnMut(&LogRow)> Watch for Log<F> {
    fn logged(&mut self, row: &LogRow) {
        (self.0)(row);
    }

    fn claimed(&mut self, _: &ClaimRow) {}

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}
