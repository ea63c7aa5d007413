//! The measures of a run: one table of names, units, meanings and how each is read. Their order is fixed, since they end
//! the digest.

use crate::engine::Time;

use super::episodes::Counts;
use super::kind::Kind;
use super::record::Harm;
use super::setup::{RUNG_MAX, Setup};
use super::tally::Tally;
use super::world::World;

/// A named measure; None where a run gives no value, for instance the time of a shot in a run without one.
pub type Measure = (String, Option<f64>);

/// What a measure is read from.
pub struct Reading<'a> {
    /// What the scenario fixes.
    pub setup: &'a Setup,
    /// State at the end.
    pub world: &'a World,
    /// End of the run.
    pub end: Time,
}

type OfRun = fn(&Reading) -> Option<f64>;
type OfSide = fn(&Reading, usize) -> Option<f64>;
type OfPair = fn(&Reading, usize, usize) -> Option<f64>;

/// How a measure is read.
#[derive(Clone, Copy)]
pub enum Read {
    /// One value.
    Run(OfRun),
    /// One value a side; its id replaces `<side>`.
    Side(OfSide),
    /// One value a side (replaces `<side>`) and claimant (replaces `<claimant>`).
    Claim(OfPair),
    /// One value a rung 1..=6, which replaces `<rung>`.
    Rung(fn(&Reading, u8) -> Option<f64>),
}

/// A row of the table of measures.
#[derive(Clone, Copy)]
pub struct MeasureRow {
    /// Name, with placeholders.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// How it is read.
    pub read: Read,
}

/// All measures at the end of a run, in the order of [`MEASURES`].
pub fn measures(setup: &Setup, world: &World, end: Time) -> Vec<Measure> {
    let reading = Reading { setup, world, end };
    let mut all = Vec::with_capacity(MEASURES.len() * 2);
    for_each(setup, &mut |_, name, item| all.push((name, item.read(&reading))));
    all
}

/// Rows and names of all measures of a setup, in the order of [`measures`].
pub fn measure_names(setup: &Setup) -> Vec<(&'static MeasureRow, String)> {
    let mut all = Vec::with_capacity(MEASURES.len() * 2);
    for_each(setup, &mut |row, name, _| all.push((row, name)));
    all
}

/// One measure of a row: what its placeholders stand for.
enum Item {
    Run(OfRun),
    Side(OfSide, usize),
    Claim(OfPair, usize, usize),
    Rung(fn(&Reading, u8) -> Option<f64>, u8),
}

impl Item {
    fn read(&self, reading: &Reading) -> Option<f64> {
        match *self {
            Item::Run(read) => read(reading),
            Item::Side(read, side) => read(reading, side),
            Item::Claim(read, side, claimant) => read(reading, side, claimant),
            Item::Rung(read, rung) => read(reading, rung),
        }
    }
}

fn for_each(setup: &Setup, told: &mut dyn FnMut(&'static MeasureRow, String, Item)) {
    for row in MEASURES {
        match row.read {
            Read::Run(read) => told(row, row.name.to_string(), Item::Run(read)),
            Read::Rung(read) => {
                for rung in 1..=RUNG_MAX {
                    told(row, row.name.replace("<rung>", &rung.to_string()), Item::Rung(read, rung));
                }
            }
            Read::Side(read) => {
                for (index, side) in setup.sides.iter().enumerate() {
                    told(row, row.name.replace("<side>", &side.id), Item::Side(read, index));
                }
            }
            Read::Claim(read) => {
                for (index, side) in setup.sides.iter().enumerate() {
                    for (claimant, claiming) in setup.sides.iter().enumerate().filter(|(other, _)| *other != index) {
                        let name = row.name.replace("<side>", &side.id).replace("<claimant>", &claiming.id);
                        told(row, name, Item::Claim(read, index, claimant));
                    }
                }
            }
        }
    }
}

macro_rules! table {
    ($( $name:literal, $unit:literal, $kind:ident($read:expr), $meaning:literal; )*) => {
        /// The table of measures.
        pub const MEASURES: &[MeasureRow] =
            &[ $( MeasureRow { name: $name, unit: $unit, meaning: $meaning, read: Read::$kind($read) } ),* ];
    };
}

table! {
    // Harm.
    "killed.total", "persons", Run(|r| number(r.all().killed())), "killed on all sides, soldiers and civilians, wounded who die included";
    "killed.military", "persons", Run(|r| number(r.all().killed_military)), "soldiers killed";
    "killed.civilian", "persons", Run(|r| number(r.all().killed_civilian)), "civilians killed";
    "killed.<side>", "persons", Side(|r, side| number(r.harm(side).killed())), "killed of the side";
    "killed.military.<side>", "persons", Side(|r, side| number(r.harm(side).killed_military)), "soldiers of the side killed";
    "killed.civilian.<side>", "persons", Side(|r, side| number(r.harm(side).killed_civilian)), "civilians of the side killed";
    "killed.military_share.<side>", "fraction", Side(|r, side| ratio(r.harm(side).killed_military, r.harm(side).killed())), "soldiers among the killed of the side";
    "killed.civilian_on_road.<side>", "persons", Side(|r, side| number(r.tally().killed_on_road[side])), "civilians of the side killed on roads";
    "killed_per_year_mean", "persons/year", Run(|r| per_year(r.all().killed(), r.end)), "killed a year, over runs of at least a year";
    "deaths_after_failed_truce_share", "fraction", Run(|r| ratio(r.tally().killed_after_collapse, r.all().killed())), "killed after the first truce collapsed, among all killed";
    "wounded.total", "persons", Run(|r| number(r.all().wounded())), "wounded on all sides, those who die later included";
    "wounded.<side>", "persons", Side(|r, side| number(r.harm(side).wounded())), "wounded of the side";
    "wounded_per_killed", "ratio", Run(|r| ratio(r.all().wounded(), r.all().killed())), "wounded for each killed";
    "captives.<side>", "persons", Side(|r, side| number(r.tally().captives[side])), "soldiers of the side taken captive";
    // What is published.
    "published_killed.<side>", "persons", Side(|r, side| number(r.world.offices[side].published_killed)), "killed of the side as its own office has published at the end";
    "published_wounded.<side>", "persons", Side(|r, side| number(r.world.offices[side].published_wounded)), "wounded of the side as its own office has published at the end";
    "claimed_killed.<side>.by.<claimant>", "persons", Claim(|r, side, claimant| number(r.claimed(side, claimant))), "killed of the side as the claimant's office says at the end";
    // People.
    "displaced_peak.total", "persons", Run(|r| number(r.displaced_all().peak)), "most people away from home at one time";
    "displaced_peak.<side>", "persons", Side(|r, side| number(r.tally().displaced[side].peak)), "most people of the side away from home at one time";
    "displaced_registered_peak.<side>", "persons", Side(|r, side| number(r.world.offices[side].registered_displaced_peak)), "most people of the side registered as displaced at one time";
    "displaced_peak_hours", "hours", Run(|r| (r.displaced_all().peak > 0).then(|| r.displaced_all().peak_at.hours())), "start to the peak of all displaced";
    "return_half_time_days.total", "days", Run(|r| half_time(r.displaced_all())), "peak of the displaced until half of them are home";
    "return_half_time_days.<side>", "days", Side(|r, side| half_time(&r.tally().displaced[side])), "peak of the side's displaced until half of them are home";
    "queue_peak_vehicles", "vehicles", Run(|r| number(r.tally().queue.peak)), "most vehicles in road queues at one time";
    "evacuation_orders", "count", Run(|r| r.logged(Kind::EvacuationOrdered)), "orders to villages to leave";
    "villages.affected.<side>", "villages", Side(|r, side| number(r.tally().villages_affected[side])), "villages of the side hit at rung 3 or above, or entered";
    "houses.destroyed.<side>", "houses", Side(|r, side| number(r.tally().houses[side])), "houses of the side ruined by fire or burnt";
    // Acts.
    "acts.total", "count", Run(|r| number(r.tally().acts.iter().sum())), "hostile acts";
    "acts.rung_<rung>", "count", Rung(|r, rung| number(r.tally().acts[usize::from(rung)])), "hostile acts at the rung";
    "peak_rung", "rung", Run(|r| Some(peak_rung(r.tally()))), "highest rung of an act, 0 without one";
    "peak_authorised_rung.<side>", "rung", Side(|r, side| Some(f64::from(r.tally().authorised[side]))), "highest rung that a command of the side authorised";
    "operations", "count", Run(|r| r.logged(Kind::OperationBegins)), "planned operations that began";
    "assaults", "count", Run(|r| r.logged(Kind::AssaultBegins)), "assaults on posts";
    "entries", "count", Run(|r| r.logged(Kind::VillageEntered)), "entries of soldiers into villages";
    "bridges.broken", "count", Run(|r| r.logged(Kind::BridgeBroken)), "bridges broken";
    "posts.attacked.total", "posts", Run(|r| number(r.tally().posts_attacked.iter().sum())), "posts hit at rung 2 or above, or assaulted";
    "posts.attacked.<side>", "posts", Side(|r, side| number(r.tally().posts_attacked[side])), "posts of the side hit at rung 2 or above, or assaulted";
    "posts.seized", "count", Run(|r| r.logged(Kind::PostSeized)), "seizures of posts";
    "posts.burning", "count", Run(|r| r.logged(Kind::PostBurning)), "posts set on fire";
    // Times.
    "first_gunshot_hours", "hours", Run(|r| hours(r.first().gunshot)), "start to the first act at rung 2 or above";
    "sustained_fire_hours", "hours", Run(|r| hours(r.first().sustained)), "start to sustained fire: two sides act at rung 3 or above within an hour";
    "trigger_to_first_gunshot_hours", "hours", Run(|r| between(r.first().trigger, r.first().gunshot)), "first inject, spark, grievance or act to the first act at rung 2 or above";
    "first_gunshot_to_sustained_fire_hours", "hours", Run(|r| between(r.first().gunshot, r.first().sustained)), "first act at rung 2 or above to sustained fire";
    "sustained_fire_to_multi_post_attack_hours", "hours", Run(|r| between(r.first().sustained, r.first().multi_post)), "sustained fire until three posts of one side have been hit";
    "sustained_fire_to_second_front_hours", "hours", Run(|r| between(r.first().sustained, r.first().second_front)), "sustained fire to an act at rung 3 or above in a sector at least 40 km away";
    "sustained_fire_to_first_ceasefire_hours", "hours", Run(|r| between(r.first().sustained, r.first().truce_agreed)), "sustained fire to the first truce agreed after it";
    "sustained_fire_to_last_violation_hours", "hours", Run(|r| between(r.first().sustained, r.tally().last_fire)), "sustained fire to the last act at rung 2 or above";
    "first_fire_to_last_fire_hours", "hours", Run(|r| between(r.first().gunshot, r.tally().last_fire)), "first to last act at rung 2 or above";
    "hours_of_fighting", "hours", Run(|r| number(r.tally().hours_of_fighting)), "whole hours since the start that saw an act at rung 2 or above";
    // Truces.
    "truces.proposed", "count", Run(|r| r.logged(Kind::TruceProposed)), "ceasefire attempts: talks proposed and begun";
    "truces.talks_failed", "count", Run(|r| r.logged(Kind::TalksFailed)), "talks that ended without agreement";
    "truces.agreed", "count", Run(|r| r.logged(Kind::TruceAgreed)), "truces agreed";
    "truces.failed", "count", Run(|r| r.logged(Kind::TruceCollapsed)), "truces that collapsed";
    "truces.held", "count", Run(|r| r.logged(Kind::TruceHeld)), "truces that held for 72 hours";
    "truces.superseded", "count", Run(|r| r.logged(Kind::TruceSuperseded)), "truces whose place a newer one took";
    "truces.before_lasting_one", "count", Run(|r| r.tally().before_lasting.map(f64::from)), "truces agreed before the first that held";
    // Episodes, for long runs.
    "episodes", "count", Run(|r| number(r.episodes().all)), "episodes: clusters of acts that 24 h of quiet end";
    "episodes_per_year_mean", "1/year", Run(|r| r.tally().episodes.per_year(r.end).0), "episodes a year, over whole years";
    "episodes_year_variance", "1/year^2", Run(|r| r.tally().episodes.per_year(r.end).1), "variance of the episodes a year, over whole years";
    "episodes_dispersion_k", "1", Run(dispersion), "negative-binomial k of the episodes a year, mean^2 / (variance - mean); none when the variance is not above the mean";
    "episodes.without_firearms_share", "fraction", Run(|r| ratio(r.episodes().all - r.episodes().firearms, r.episodes().all)), "episodes without an act at rung 2 or above";
    "episodes.with_firearms_share", "fraction", Run(|r| ratio(r.episodes().firearms, r.episodes().all)), "episodes with an act at rung 2 or above";
    "episodes.with_mortars_share", "fraction", Run(|r| ratio(r.episodes().mortars, r.episodes().all)), "episodes with an act at rung 3 or above: machine guns, rocket-propelled grenades, mortars or more";
    "episodes.with_death_share", "fraction", Run(|r| ratio(r.episodes().death, r.episodes().all)), "episodes with somebody killed";
    "episodes.ten_or_more_killed_share", "fraction", Run(|r| ratio(r.episodes().large, r.episodes().all)), "episodes with ten or more killed";
    "episodes.duration_hours_median_small", "hours", Run(|r| r.tally().episodes.median_hours_small()), "median time from first to last act of episodes with fewer than ten killed";
}

impl Reading<'_> {
    fn tally(&self) -> &Tally {
        &self.world.tally
    }

    fn first(&self) -> &super::tally::Firsts {
        &self.world.tally.first
    }

    fn harm(&self, side: usize) -> &Harm {
        &self.world.tally.harm[side]
    }

    fn all(&self) -> Harm {
        let mut sum = Harm::default();
        for harm in &self.world.tally.harm {
            sum.killed_military += harm.killed_military;
            sum.killed_civilian += harm.killed_civilian;
            sum.wounded_military += harm.wounded_military;
            sum.wounded_civilian += harm.wounded_civilian;
        }
        sum
    }

    fn claimed(&self, side: usize, claimant: usize) -> u32 {
        self.world.offices[claimant].claimed_killed.get(side).copied().unwrap_or(0)
    }

    fn displaced_all(&self) -> &super::tally::Peak {
        &self.tally().displaced[self.setup.sides.len()]
    }

    fn logged(&self, kind: Kind) -> Option<f64> {
        number(self.tally().logged(kind))
    }

    fn episodes(&self) -> Counts {
        self.tally().episodes.counts()
    }
}

fn number(count: u32) -> Option<f64> {
    Some(f64::from(count))
}

fn ratio(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

fn hours(time: Option<Time>) -> Option<f64> {
    time.map(Time::hours)
}

fn between(from: Option<Time>, to: Option<Time>) -> Option<f64> {
    Some(to?.hours_since(from?))
}

fn half_time(peak: &super::tally::Peak) -> Option<f64> {
    between(Some(peak.peak_at), peak.half_at).map(|hours| hours / 24.0)
}

fn peak_rung(tally: &Tally) -> f64 {
    (1..=RUNG_MAX).rev().find(|&rung| tally.acts[usize::from(rung)] > 0).map_or(0.0, f64::from)
}

fn per_year(count: u32, end: Time) -> Option<f64> {
    let years = end.hours() / (365.25 * 24.0);
    (years >= 1.0).then(|| f64::from(count) / years)
}

fn dispersion(reading: &Reading) -> Option<f64> {
    let (mean, variance) = reading.tally().episodes.per_year(reading.end);
    let (mean, variance) = (mean?, variance?);
    (variance > mean).then(|| mean * mean / (variance - mean))
}
