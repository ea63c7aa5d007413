//! Running counts of a run, from which its measures are made. Every row of the truth log passes through here in every
//! run, watched or not, so a row costs a few integer operations; vectors get their size at the start.

use serde::{Deserialize, Serialize};

use crate::engine::Time;

use super::episodes::Episodes;
use super::ids::{PlaceId, SectorId, SideId};
use super::kind::Kind;
use super::pool::reuse;
use super::record::{ClaimRow, Harm, LogRow};
use super::setup::{PlaceKind, RUNG_MAX, RUNG_STANDING, Setup};

/// Both sides at this rung or above within [`SUSTAINED_HOURS`]: sustained fire.
const SUSTAINED_RUNG: u8 = 3;
const SUSTAINED_HOURS: f64 = 1.0;
/// Posts of one side that make an attack one on several posts.
const MULTI_POST: u32 = 3;
/// Distance from which a sector counts as a second front.
const SECOND_FRONT_KM: f64 = 40.0;

/// Counts so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Harm by side.
    pub harm: Vec<Harm>,
    /// Civilians killed on roads, by side.
    pub killed_on_road: Vec<u32>,
    /// Killed since the first truce collapsed.
    pub killed_after_collapse: u32,
    /// Hostile acts by rung.
    pub acts: [u32; RUNG_MAX as usize + 1],
    /// Highest rung authorised so far, by side.
    pub authorised: Vec<u8>,
    /// Moments that happen once.
    pub first: Firsts,
    /// Last act at rung 2 or above.
    pub last_fire: Option<Time>,
    /// Clock hours with an act at rung 2 or above.
    pub hours_of_fighting: u32,
    /// Posts hit by fire at rung 2 or above, or assaulted, by owner.
    pub posts_attacked: Vec<u32>,
    /// Villages hit at rung 3 or above, or entered, by side.
    pub villages_affected: Vec<u32>,
    /// Houses ruined or burnt, by side.
    pub houses: Vec<u32>,
    /// Soldiers taken captive, by the side that lost them.
    pub captives: Vec<u32>,
    /// Kinds of events, by position in [`Kind::ALL`].
    pub kinds: Vec<u32>,
    /// Attempts in the order of their agreement.
    pub agreed: Vec<u32>,
    /// Truces agreed before the first that held.
    pub before_lasting: Option<u32>,
    /// Displaced people by side, with their sum last.
    pub displaced: Vec<Peak>,
    /// Vehicles that queue.
    pub queue: Peak,
    /// Clusters of acts.
    pub episodes: Episodes,
    /// Statements published, by side.
    pub statements: Vec<u32>,
    touched: Vec<bool>,
    heavy_act: Vec<Option<Time>>,
    last_act_event: Option<u32>,
    last_fire_hour: Option<u64>,
}

/// Moments that happen once in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Firsts {
    /// The first inject, spark, grievance or act.
    pub trigger: Option<Time>,
    /// The first act at rung 2 or above.
    pub gunshot: Option<Time>,
    /// Two sides acted at rung 3 or above within an hour.
    pub sustained: Option<Time>,
    /// Where that was.
    pub sustained_sector: Option<SectorId>,
    /// From then on: three posts of one side hit.
    pub multi_post: Option<Time>,
    /// From then on: an act at rung 3 or above at least 40 km away.
    pub second_front: Option<Time>,
    /// From then on: a truce agreed.
    pub truce_agreed: Option<Time>,
    /// A truce collapsed.
    pub collapse: Option<Time>,
}

/// A number of people or vehicles with its peak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Peak {
    /// Now.
    pub now: u32,
    /// Highest so far.
    pub peak: u32,
    /// When it was highest, first.
    pub peak_at: Time,
    /// When it had first fallen to half of the peak.
    pub half_at: Option<Time>,
}

impl Peak {
    #[inline]
    fn change(&mut self, delta: i32, time: Time) {
        self.now = self.now.checked_add_signed(delta).expect("a count of people or vehicles stays within 0..2^32");
        if self.now > self.peak {
            (self.peak, self.peak_at, self.half_at) = (self.now, time, None);
        } else {
            self.see_half(time);
        }
    }

    #[inline]
    fn see_half(&mut self, time: Time) {
        if self.half_at.is_none() && self.now <= self.peak / 2 {
            self.half_at = Some(time);
        }
    }
}

/// Whether a row tells of a hostile act, the first row of it or a further harmed side.
pub fn is_act(row: &LogRow) -> bool {
    let act = matches!(
        row.kind,
        Kind::CrowdStones
            | Kind::HuntingGuns
            | Kind::Accident
            | Kind::Fire
            | Kind::AnswerInKind
            | Kind::OperationFire
            | Kind::AssaultBegins
            | Kind::VillageEntered
    );
    act && row.rung >= 1
}

fn is_trigger(kind: Kind) -> bool {
    use Kind::{Accident, ArmedSpark, CivilianSpark, GrievanceOpened, Inject};
    matches!(kind, Inject | CivilianSpark | ArmedSpark | Accident | GrievanceOpened)
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(setup: &Setup) -> Tally {
        let sides = setup.sides.len();
        Tally {
            harm: vec![Harm::default(); sides],
            killed_on_road: vec![0; sides],
            authorised: vec![RUNG_STANDING; sides],
            posts_attacked: vec![0; sides],
            villages_affected: vec![0; sides],
            houses: vec![0; sides],
            captives: vec![0; sides],
            kinds: vec![0; Kind::ALL.len()],
            displaced: vec![Peak::default(); sides + 1],
            episodes: Episodes::new(),
            statements: vec![0; sides],
            touched: vec![false; setup.places.len()],
            heavy_act: vec![None; sides],
            ..Tally::default()
        }
    }

    /// At the start of a run: the memory of one that is over.
    pub(super) fn reuse_memory(&mut self, old: &mut Tally) {
        reuse(&mut self.agreed, &mut old.agreed);
        self.episodes.reuse_memory(&mut old.episodes);
    }

    /// Counts a row of the truth log. Rows of one event follow each other.
    pub fn count(&mut self, setup: &Setup, row: &LogRow) {
        self.count_harm(row);
        if is_trigger(row.kind) {
            self.first.trigger.get_or_insert(row.time);
        }
        if is_act(row) {
            self.count_act(setup, row);
        }
        self.episodes.harm(row.harm.killed());
        // Only the first row of an event counts as the event; further rows name further harmed sides.
        if self.last_act_event != Some(row.event) || !is_act(row) {
            self.kinds[row.kind as usize] += 1;
        }
        self.last_act_event = if is_act(row) { Some(row.event) } else { self.last_act_event };
        self.count_kind(setup, row);
    }

    fn count_harm(&mut self, row: &LogRow) {
        let Some(side) = row.target_side else { return };
        let harm = &mut self.harm[side.index()];
        harm.killed_military += row.harm.killed_military;
        harm.killed_civilian += row.harm.killed_civilian;
        harm.wounded_military += row.harm.wounded_military;
        harm.wounded_civilian += row.harm.wounded_civilian;
        if row.link.is_some() {
            self.killed_on_road[side.index()] += row.harm.killed_civilian;
        }
        if self.first.collapse.is_some() {
            self.killed_after_collapse += row.harm.killed();
        }
    }

    fn count_act(&mut self, setup: &Setup, row: &LogRow) {
        self.touch(setup, row);
        if self.last_act_event == Some(row.event) {
            return;
        }
        self.acts[usize::from(row.rung.min(RUNG_MAX))] += 1;
        self.first.trigger.get_or_insert(row.time);
        self.episodes.act(row.time, row.rung);
        if row.rung >= 2 {
            self.count_fire(row.time);
        }
        if row.rung >= SUSTAINED_RUNG
            && let Some(side) = row.side
        {
            self.count_heavy_act(setup, row, side);
        }
    }

    fn count_fire(&mut self, time: Time) {
        self.first.gunshot.get_or_insert(time);
        self.last_fire = Some(time);
        let hour = time.milliseconds() / 3_600_000;
        if self.last_fire_hour != Some(hour) {
            self.last_fire_hour = Some(hour);
            self.hours_of_fighting += 1;
        }
    }

    fn count_heavy_act(&mut self, setup: &Setup, row: &LogRow, side: SideId) {
        let answered = self.heavy_act.iter().enumerate().any(|(other, time)| {
            other != side.index() && time.is_some_and(|time| row.time.hours_since(time) <= SUSTAINED_HOURS)
        });
        self.heavy_act[side.index()] = Some(row.time);
        if answered && self.first.sustained.is_none() {
            (self.first.sustained, self.first.sustained_sector) = (Some(row.time), row.sector);
        }
        let far = match (self.first.sustained_sector, row.sector) {
            (Some(one), Some(other)) => {
                let centre = |sector: SectorId| setup.sectors[sector.index()].centre;
                centre(one).distance_km(centre(other)) >= SECOND_FRONT_KM
            }
            _ => false,
        };
        if far {
            self.first.second_front.get_or_insert(row.time);
        }
        self.see_multi_post(row.time);
    }

    fn see_multi_post(&mut self, time: Time) {
        if self.first.sustained.is_some() && self.posts_attacked.iter().any(|&posts| posts >= MULTI_POST) {
            self.first.multi_post.get_or_insert(time);
        }
    }

    /// Marks the place that an act hits, once.
    fn touch(&mut self, setup: &Setup, row: &LogRow) {
        let Some(place) = row.target else { return };
        match setup.place(place).kind {
            PlaceKind::Post(post) if row.rung >= 2 && self.first_touch(place) => {
                self.posts_attacked[setup.post(post).side.index()] += 1;
                self.see_multi_post(row.time);
            }
            PlaceKind::Village(village) if row.rung >= 3 && self.first_touch(place) => {
                self.villages_affected[setup.village(village).side.index()] += 1;
            }
            _ => {}
        }
    }

    fn first_touch(&mut self, place: PlaceId) -> bool {
        !std::mem::replace(&mut self.touched[place.index()], true)
    }

    fn count_kind(&mut self, setup: &Setup, row: &LogRow) {
        match row.kind {
            Kind::RungAuthorised => {
                if let Some(side) = row.side {
                    let highest = &mut self.authorised[side.index()];
                    *highest = (*highest).max(row.rung);
                }
            }
            Kind::HousesRuined | Kind::HousesBurnt => add(&mut self.houses, victim(setup, row), row.count),
            Kind::CaptivesTaken => add(&mut self.captives, victim(setup, row), row.count),
            Kind::TruceAgreed => {
                self.agreed.extend(row.attempt.map(|attempt| attempt.0));
                if self.first.sustained.is_some() {
                    self.first.truce_agreed.get_or_insert(row.time);
                }
            }
            Kind::TruceCollapsed => {
                self.first.collapse.get_or_insert(row.time);
            }
            Kind::TruceHeld if self.before_lasting.is_none() => {
                let earlier = self.agreed.iter().position(|&attempt| row.attempt.is_some_and(|held| held.0 == attempt));
                self.before_lasting = earlier.and_then(|earlier| u32::try_from(earlier).ok());
            }
            _ => {}
        }
    }

    /// Counts a statement.
    pub(super) fn count_claim(&mut self, row: &ClaimRow) {
        self.statements[row.claimant.index()] += 1;
    }

    /// People of a side have left home (positive), or come home or died away from it (negative). Movements are not
    /// logged one by one, so whoever moves them tells here: on the road, hosted, in a shelter or stranded is displaced.
    #[inline]
    pub fn displaced_changes(&mut self, side: SideId, delta: i32, time: Time) {
        let all = self.displaced.len() - 1;
        for of in [side.index(), all] {
            let displaced = &mut self.displaced[of];
            if delta == 0 {
                displaced.see_half(time);
            } else {
                displaced.change(delta, time);
            }
        }
    }

    /// Vehicles have joined (positive) or left (negative) a road queue.
    pub fn queue_changes(&mut self, delta: i32, time: Time) {
        self.queue.change(delta, time);
    }

    /// How often a kind was logged.
    pub fn logged(&self, kind: Kind) -> u32 {
        self.kinds[kind as usize]
    }
}

fn add(counts: &mut [u32], side: Option<SideId>, number: u32) {
    if let Some(side) = side {
        counts[side.index()] += number;
    }
}

/// Whose loss a row tells of: the target side, else the side of the place.
fn victim(setup: &Setup, row: &LogRow) -> Option<SideId> {
    row.target_side.or_else(|| {
        row.target.or(row.place).and_then(|place| match setup.place(place).kind {
            PlaceKind::Village(village) => Some(setup.village(village).side),
            PlaceKind::Post(post) => Some(setup.post(post).side),
            _ => None,
        })
    })
}
