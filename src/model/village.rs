//! Submodel 8, village: threat, alarm, cover, and the decisions to leave.

mod cover;
mod entry;
mod harm;
mod households;
mod order;
mod orders;

pub use households::Household;
pub use orders::Orders;

use serde::{Deserialize, Serialize};

use crate::engine::Time;

use super::decision::{Decision, Draw, Topic};
use super::evacuation::Groups;
use super::event::events;
use super::geometry::Position;
use super::ids::{DistrictId, SectorId, SideId, VehicleId, VillageId};
use super::kind::Kind;
use super::people::PeopleLedger;
use super::record::{LogRow, Watch};
use super::setup::Setup;
use super::step::Step;
use super::world::Decaying;

/// Lowest rung that is fire: below it nobody takes cover and calm is not broken.
const RUNG_OF_FIRE: u8 = 2;

/// Reach beyond which an act is not felt, in distance scales: exp(-5) is below one per cent.
const REACH_SCALES: f64 = 5.0;

/// State of a village.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct VillageState {
    /// Where its people are.
    pub people: PeopleLedger,
    /// Living wounded, counted within the states of the ledger.
    pub wounded: u32,
    /// Houses that stand.
    pub houses: u32,
    /// Houses ruined by fire or burnt.
    pub ruined: u32,
    /// Threat.
    pub threat: Decaying,
    /// Entries so far.
    pub entries: u32,
    /// Who has entered it.
    pub entered_by: Option<SideId>,
    /// Whether fire or an entry ever touched it.
    pub affected: bool,
    /// Whether soldiers are in it, as its people know.
    pub(super) occupied: bool,
    /// People held in it while it is occupied; within the ledger's stranded.
    pub(super) trapped: u32,
    /// Last act at rung 2 or more that was noticed here, alarm, order, or change of those who hold it.
    pub(super) last_noticed: Option<Time>,
    /// Steps into cover taken so far, 0 when nobody is in cover.
    pub(super) cover_steps: u8,
    /// Whether the alarm stands.
    pub(super) alarmed: bool,
    /// Whether an order to leave stands.
    pub(super) ordered: bool,
    /// Whether first departures were logged in this episode.
    pub(super) departed: bool,
    /// Whether people return.
    pub(in crate::model) returning: bool,
    /// Whether a look at the return is scheduled.
    pub(super) return_scheduled: bool,
    /// Threat at the last decision.
    pub(super) decision_threat: f64,
    /// Households, those who hear orders first, then by their number u; empty until the first alarm or order.
    pub(super) households: Vec<Household>,
    /// Households at home.
    pub(super) households_home: u32,
    /// Everyone before this has left, for those who hear orders and those who do not.
    pub(super) undecided_from: [u32; 2],
    /// Groups that left or prepare to.
    pub(super) groups: Groups,
    /// First and last of those who wait for a bus.
    pub(super) bus_queue: Option<(VehicleId, VehicleId)>,
    /// People who wait for a bus.
    pub(super) bus_queue_people: u32,
}

/// State of a district.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DistrictState {
    /// Buses not under way.
    pub buses_free: u32,
    /// Buses to be taken away when they are back.
    pub(super) buses_withdrawn: u32,
    /// People who wait for a bus.
    pub(super) waiting: u32,
    /// Whether the next wave is scheduled.
    pub(super) wave_scheduled: bool,
}

impl VillageState {
    pub(super) fn start(setup: &Setup, village: VillageId) -> VillageState {
        let village = setup.village(village);
        let people = PeopleLedger { home: village.people, ..PeopleLedger::default() };
        VillageState {
            people,
            houses: village.households,
            households_home: village.households,
            ..VillageState::default()
        }
    }

    /// People who can be hit in the village: present, or held in it.
    pub fn within_reach(&self) -> u32 {
        self.people.present() + self.trapped
    }

    /// Whether the alarm stands.
    pub fn is_alarmed(&self) -> bool {
        self.alarmed
    }

    /// Whether an order to leave stands.
    pub fn is_ordered(&self) -> bool {
        self.ordered
    }

    /// Whether people return.
    pub fn is_returning(&self) -> bool {
        self.returning
    }

    /// People who wait for a bus.
    pub fn waiting_for_bus(&self) -> u32 {
        self.bus_queue_people
    }

    /// Share of houses that are ruined, 0..=1.
    pub fn ruined_share(&self) -> f64 {
        if self.ruined == 0 { 0.0 } else { f64::from(self.ruined) / f64::from(self.ruined + self.houses) }
    }
}

impl DistrictState {
    pub(super) fn start(setup: &Setup, district: DistrictId) -> DistrictState {
        DistrictState { buses_free: setup.districts[district.index()].buses, ..DistrictState::default() }
    }
}

events! {
    /// Events of villages.
    VillageEvent {
        /// More people go into cover.
        CoverStep { village: VillageId } = 700,
        /// People may leave cover.
        CoverEnds { village: VillageId } = 701,
        /// A household has packed.
        Ready { vehicle: VehicleId } = 702,
        /// The order of a side's organisers in a sector goes out.
        OrderDue { side: SideId, sector: SectorId } = 703,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn village_event(&mut self, event: VillageEvent) {
        match event {
            VillageEvent::CoverStep { village } => self.more_take_cover(village),
            VillageEvent::CoverEnds { village } => self.cover_may_end(village),
            VillageEvent::Ready { vehicle } => self.household_ready(vehicle),
            VillageEvent::OrderDue { side, sector } => self.order_goes_out(side, sector),
        }
    }

    /// An act at a place makes itself felt in the villages around.
    ///
    /// Threat of a village: Σ w_r exp(-d/κ_r) exp(-Δt/memory), a plain number, with w the weight of an act as a report,
    /// d the distance in km and κ the reach of the rung; beyond 5 κ an act is not felt. The alarm is raised when threat
    /// passes `alarm_threat`, and again only after it has fallen below half of that. Households decide at the alarm and
    /// whenever threat has doubled since they last did.
    pub(super) fn threaten_villages(&mut self, position: Position, rung: u8) {
        let setup = self.setup;
        let reach_km = setup.parameters.village.reach_km(rung);
        let weight = setup.parameters.perception.weight(rung);
        let cause = self.engine.cause();
        if rung >= RUNG_OF_FIRE {
            self.break_calm(position);
        }
        let mut points = self.world.spare.points.take();
        for (village, distance_km) in setup.map().villages_near(position, REACH_SCALES * reach_km, &mut points) {
            let jump = weight * libm::exp(-distance_km / reach_km);
            self.raise_village_threat(village, jump, rung);
            self.engine.set_cause(cause);
        }
        self.world.spare.points.give(points);
    }

    fn raise_village_threat(&mut self, village: VillageId, jump: f64, rung: u8) {
        let parameters = &self.setup.parameters.village;
        let now = self.now();
        let state = &mut self.world.villages[village.index()];
        let before = state.threat.add(now, parameters.memory_hours, jump);
        let threat = before + jump;
        if before < parameters.alarm_threat / 2.0 {
            state.alarmed = false;
        }
        let noticed = rung >= RUNG_OF_FIRE && jump >= parameters.notice_threat;
        if noticed {
            state.last_noticed = Some(now);
        }
        let (alarm, doubled) = (
            !state.alarmed && threat >= parameters.alarm_threat,
            (state.alarmed || state.ordered) && threat >= 2.0 * state.decision_threat,
        );
        if noticed {
            self.take_cover(village);
        }
        if alarm {
            self.raise_alarm(village);
        } else if doubled {
            self.households_decide(village);
        }
    }

    fn raise_alarm(&mut self, village: VillageId) {
        let setup = self.setup.village(village);
        let state = &mut self.world.villages[village.index()];
        (state.alarmed, state.last_noticed) = (true, Some(self.engine.now()));
        let row = LogRow::new(Kind::Alarm).count(state.within_reach());
        self.decide_next(|step| {
            let threshold = step.setup.parameters.village.alarm_threat;
            let draw = Draw::Above { value: step.threat_at(village), threshold };
            Decision::new(Topic::VillageThreat, draw).by(setup.side).at(setup.place)
        });
        self.log(row.at(setup.place).sector(self.setup.place(setup.place).sector).by(setup.side));
        self.households_decide(village);
    }

    /// Threat at a village now.
    pub fn threat_at(&self, village: VillageId) -> f64 {
        self.world.villages[village.index()].threat.read(self.now(), self.setup.parameters.village.memory_hours)
    }

    /// Notes fire in the sector whose centre is nearest: nobody returns there before it has been calm.
    fn break_calm(&mut self, position: Position) {
        let distance = |sector: SectorId| self.setup.sectors[sector.index()].centre.distance_km(position);
        let sectors = SectorId::all(self.setup.sectors.len());
        if let Some(sector) = sectors.min_by(|&one, &other| distance(one).total_cmp(&distance(other))) {
            self.world.roads.last_fire[sector.index()] = Some(self.now());
        }
    }
}
