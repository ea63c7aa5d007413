//! The beginning of a run: state from setup, first events.

use std::sync::Arc;

use crate::engine::{Draws, Engine, Lineage, Simulation};

use super::alert::Alert;
use super::border::{Border, RESULT_VERSION};
use super::ceasefire::{PairState, Truces};
use super::claims::Office;
use super::crowd::SiteState;
use super::escalation::Front;
use super::evacuation::{LinkState, Roads, TownState};
use super::event::Event;
use super::ids::{DistrictId, FrontId, PairId, PostId, SectorId, SideId, SiteId, VillageId};
use super::pool::Spare;
use super::post::{Garrison, PostState, Soldiers};
use super::purpose::Purpose;
use super::record::Watch;
use super::setup::{RUNG_STANDING, Setup};
use super::spark::SparkState;
use super::spoiler::SpoilerState;
use super::step::Step;
use super::tally::Tally;
use super::third_party::ThirdPartyState;
use super::village::{DistrictState, VillageState};
use super::world::{Pressure, World};

/// The memory of a run that is over, for the next: changes no result.
#[derive(Debug, Default)]
pub struct Memory {
    /// Its state.
    pub world: Option<World>,
    /// Its pending events.
    pub engine: Option<Engine<Event>>,
}

/// A simulation at time zero: a pure function of (setup, seed, replication).
pub fn begin<O: Watch>(setup: &Arc<Setup>, seed: u64, replication: u64, observer: &mut O) -> Simulation<Border> {
    begin_in(&mut Memory::default(), setup, seed, replication, observer)
}

/// Like [`begin`], in the memory of an earlier run, which it takes.
pub fn begin_in<O: Watch>(
    memory: &mut Memory,
    setup: &Arc<Setup>,
    seed: u64,
    replication: u64,
    observer: &mut O,
) -> Simulation<Border> {
    let draws = Draws::new(RESULT_VERSION, seed, replication);
    let mut world = initial_world(setup, &draws);
    if let Some(old) = memory.world.take() {
        world.reuse_memory(old);
    }
    let mut engine = match memory.engine.take() {
        Some(engine) => engine.restart(draws),
        None => Engine::new(draws),
    };
    let mut step = Step { setup, world: &mut world, engine: &mut engine, observer };
    step.start_calendar();
    step.start_third_parties();
    step.start_offices();
    Simulation { model: Border { setup: Arc::clone(setup), world }, engine }
}

fn initial_world(setup: &Setup, draws: &Draws) -> World {
    let (sides, sectors) = (setup.sides.len(), setup.sectors.len());
    let incident = &setup.parameters.incident;
    let mut stream = draws.open(Lineage::of_text("replication"), Purpose::WoundedPerKilled as u32);
    let military = stream.log_uniform(
        incident.wounded_per_killed_military_low,
        incident.wounded_per_killed_military_high.max(incident.wounded_per_killed_military_low),
    );
    let civilian = stream.log_uniform(
        incident.wounded_per_killed_civilian_low,
        incident.wounded_per_killed_civilian_high.max(incident.wounded_per_killed_civilian_low),
    );
    World {
        fronts: FrontId::all(sides * sides * sectors).map(|front| Front::start(setup, draws, front)).collect(),
        alerts: (0..sides * sides).map(|index| Alert::start(setup, draws, index)).collect(),
        garrisons: (0..sides * sectors).map(|_| Garrison::start(setup)).collect(),
        pressure: setup.sides.iter().map(|side| Pressure { standing: side.pressure, ..Pressure::default() }).collect(),
        pairs: PairId::all(sides * sides).map(|pair| PairState::start(setup, draws, pair)).collect(),
        posts: PostId::all(setup.posts.len()).map(|post| PostState::start(setup, draws, post)).collect(),
        soldiers: SideId::all(sides).map(|side| Soldiers::start(setup, side)).collect(),
        sites: SiteId::all(setup.sites.len()).map(|site| SiteState::start(setup, draws, site)).collect(),
        villages: VillageId::all(setup.villages.len()).map(|village| VillageState::start(setup, village)).collect(),
        districts: DistrictId::all(setup.districts.len())
            .map(|district| DistrictState::start(setup, district))
            .collect(),
        towns: setup.towns.iter().map(|_| TownState::default()).collect(),
        links: setup.links.iter().map(|_| LinkState::start(setup)).collect(),
        roads: Roads::start(setup),
        vehicles: Vec::new(),
        third_parties: setup.third_parties.iter().map(|_| ThirdPartyState::default()).collect(),
        spoilers: setup.spoilers.iter().map(|_| SpoilerState::default()).collect(),
        offices: SideId::all(sides).map(|side| Office::start(setup, draws, side)).collect(),
        acts: Vec::new(),
        offspring: Vec::new(),
        free_offspring: Vec::new(),
        operations: Vec::new(),
        assaults: Vec::new(),
        convoys: Vec::new(),
        attempts: Vec::new(),
        truces: Truces::start(setup),
        registrations: Vec::new(),
        wounded_per_killed: [military, civilian],
        year_factor: 1.0,
        sparks: SectorId::all(sectors).map(|sector| SparkState::start(setup, draws, sector)).collect(),
        orders: vec![RUNG_STANDING; setup.posts.len() * sides],
        order_issues: vec![0; setup.posts.len() * sides],
        last_heavy_acts: vec![None; sectors],
        last_act: None,
        calm_check_pending: false,
        rules_changed: false,
        tally: Tally::new(setup),
        spare: Spare::default(),
    }
}
