//! A world of two sides that mirror each other at the border, north and south, and its counts by side.

use std::fmt::Write;
use std::sync::Arc;

use truceline::engine::{Limits, Observer, Time};
use truceline::experiment::replicate;
use truceline::model::ids::SideId;
use truceline::model::{Border, ClaimRow, Kind, LogRow, Setup, Watch};
use truceline::scenario::from_text;

/// How the same world is written down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrangement {
    /// Whether the north stands first in every list of the file, and so has the lower ids.
    pub north_first: bool,
    /// Whether the north has the names that the south has otherwise, and so its lineages.
    pub names_swapped: bool,
    /// Hostility of the north against the south; the other way it is always [`HOSTILITY`].
    pub hostility: f64,
    /// Crew of each northern post; [`CREW`] in the south.
    pub crew: u32,
}

pub const HOSTILITY: f64 = 0.9;
pub const CREW: u32 = 40;

/// As labels are.
pub const PLAIN: Arrangement =
    Arrangement { north_first: true, names_swapped: false, hostility: HOSTILITY, crew: CREW };

/// The two halves: north has half 0.
fn halves(arrangement: Arrangement) -> [(&'static str, f64, u32); 2] {
    let names = if arrangement.names_swapped { ["beta", "alpha"] } else { ["alpha", "beta"] };
    let north = (names[0], 1.0, arrangement.crew);
    let south = (names[1], -1.0, CREW);
    if arrangement.north_first { [north, south] } else { [south, north] }
}

/// The setup. Sparks and crowds begin it: neither names a side.
pub fn setup(arrangement: Arrangement) -> Arc<Setup> {
    let halves = halves(arrangement);
    let list = |item: &dyn Fn(&mut String, &str, f64, u32)| {
        let mut text = String::new();
        for (name, sign, crew) in halves {
            item(&mut text, name, sign, crew);
        }
        text
    };
    let sides = list(&|text, name, _, _| {
        put(
            text,
            format_args!(
                "(id: \"{name}\", name: \"{name}\", weapons_rung: 6, reserves: 200, order_reach: 0.7, own_car_share: 0.6)"
            ),
        );
    });
    let districts = list(&|text, name, _, _| {
        put(text, format_args!("(id: \"{name}_d\", name: \"{name}\", side: \"{name}\", buses: 1)"));
    });
    let villages = list(&|text, name, sign, _| {
        for (number, (sector, east, north)) in
            [("a", 0.5, 2.0), ("a", -2.0, 3.5), ("b", 16.0, 2.5)].into_iter().enumerate()
        {
            put(
                text,
                format_args!(
                    "(id: \"{name}_v{number}\", name: \"v\", sector: \"{sector}\", side: \"{name}\", district: \"{name}_d\", people: 160, east_km: {east}, north_km: {})",
                    sign * north
                ),
            );
        }
    });
    let posts = list(&|text, name, sign, crew| {
        for (number, (sector, east, north)) in
            [("a", 1.0, 0.6), ("a", -1.5, 1.0), ("b", 15.0, 0.8)].into_iter().enumerate()
        {
            put(
                text,
                format_args!(
                    "(id: \"{name}_p{number}\", name: \"p\", sector: \"{sector}\", side: \"{name}\", crew: {crew}, east_km: {east}, north_km: {})",
                    sign * north
                ),
            );
        }
    });
    let towns = list(&|text, name, sign, _| {
        put(
            text,
            format_args!(
                "(id: \"{name}_t\", name: \"t\", sector: \"a\", side: \"{name}\", public_capacity: 60, host_capacity: 400, east_km: 5, north_km: {})",
                sign * 15.0
            ),
        );
    });
    let roads = list(&|text, name, _, _| {
        for (from, to) in [("v0", "v1"), ("v1", "t"), ("v2", "t"), ("p0", "v0"), ("p1", "v1"), ("p2", "v2")] {
            put(
                text,
                format_args!("(from: \"{name}_{from}\", to: \"{name}_{to}\", class: local, control: \"{name}\")"),
            );
        }
        put(text, format_args!("(from: \"{name}_v0\", to: \"intake\", class: local, control: \"{name}\")"));
        put(text, format_args!("(from: \"{name}_v2\", to: \"field\", class: local, control: \"{name}\")"));
    });
    let north = if arrangement.names_swapped { "beta" } else { "alpha" };
    let south = if arrangement.names_swapped { "alpha" } else { "beta" };
    let mut sparks = String::new();
    for number in 0..6 {
        let (at, sector) = (1.0 + 3.0 * f64::from(number), ["a", "b"][number as usize % 2]);
        put(
            &mut sparks,
            format_args!("(id: \"spark_{number}\", at_hours: {at}, action: armed_spark(sector: \"{sector}\"))"),
        );
    }
    let text = format!(
        "(format: 1, id: \"mirror\", title: \"Mirror\",
        info: (shows: \"a\", notice: \"b\", try: \"c\", sources: [\"invented\"], neutrality: \"none\"),
        start: \"2030-05-01 08:00\", utc_offset_hours: 0, horizon_days: 6, seed: 1, background_sparks: false,
        parameters: (escalation: (threshold_rung_3: 2, threshold_rung_4: 4, threshold_rung_5: 8, threshold_rung_6: 12), retaliation: (n_self: 0.3), post: (counter_seizure_per_hour: 0.1)),
        sides: [{sides}],
        hostility: [
            (side: \"{north}\", against: \"{south}\", value: {}),
            (side: \"{south}\", against: \"{north}\", value: {HOSTILITY}),
        ],
        sectors: [
            (id: \"a\", name: \"A\", province: \"p\", spark_share: 1),
            (id: \"b\", name: \"B\", province: \"p\", spark_share: 1),
        ],
        districts: [{districts}], villages: [{villages}], posts: [{posts}],
        sites: [
            (id: \"intake\", name: \"Intake\", sector: \"a\", kind: intake, grievance_open: true, east_km: 0, north_km: 0),
            (id: \"field\", name: \"Field\", sector: \"b\", kind: land, east_km: 15.5, north_km: 0),
        ],
        towns: [{towns}], roads: [{roads}], injects: [{sparks}])",
        arrangement.hostility
    );
    from_text(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn put(list: &mut String, item: std::fmt::Arguments<'_>) {
    write!(list, "{item}, ").expect("writing to a text cannot fail");
}

/// What is compared between the sides.
pub const OF_SIDE: [&str; 6] = ["killed", "wounded", "displaced peak", "acts", "posts seized", "captives"];

/// One run, north before south.
pub struct Counts {
    /// In the order of [`OF_SIDE`].
    pub of_side: [[f64; 6]; 2],
    pub truces: f64,
    /// 0 when the north acted first, 1 when the south did.
    pub first_actor: Option<f64>,
}

#[derive(Default)]
struct Seizures([u32; 2]);

impl Observer<Border> for Seizures {
    fn clock_passes(&mut self, _: &Border, _: Time) {}
}

impl Watch for Seizures {
    fn logged(&mut self, row: &LogRow) {
        if let (Kind::PostSeized | Kind::PostRetaken, Some(side)) = (row.kind, row.side) {
            self.0[side.index()] += 1;
        }
    }

    fn claimed(&mut self, _: &ClaimRow) {}

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}

/// Runs one seed.
pub fn run(setup: &Arc<Setup>, arrangement: Arrangement, seed: u64) -> Counts {
    let mut seizures = Seizures::default();
    let run = replicate(setup, seed, 0, &Limits::until(setup.horizon), &mut seizures);
    let world = &run.world;
    let ids = if arrangement.north_first { [0, 1] } else { [1, 0] };
    let of_side = ids.map(|side| {
        let harm = world.tally.harm[side];
        let acts = world.acts.iter().filter(|act| act.side == SideId::at(side)).count();
        [
            f64::from(harm.killed()),
            f64::from(harm.wounded()),
            f64::from(world.tally.displaced[side].peak),
            acts as f64,
            f64::from(seizures.0[side]),
            f64::from(world.tally.captives[side]),
        ]
    });
    let first_actor = world.acts.first().map(|act| f64::from(u8::from(act.side != SideId::at(ids[0]))));
    Counts { of_side, truces: f64::from(world.truce_counts(None).agreed), first_actor }
}
