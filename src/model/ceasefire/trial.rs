//! A small world for tests: two hostile sides with one post each in every sector, a third that takes no part, and no
//! targets in reach, so that nothing fires by itself.

use std::sync::Arc;

use crate::engine::{Limits, Lineage, NO_CAUSE, Observer, Simulation, Time};
use crate::model::geometry::Position;
use crate::model::ids::{AttemptId, ChannelId, PairId, PlaceId, PostId, SectorId, SideId};
use crate::model::kind::Kind;
use crate::model::map_index::MapOnDemand;
use crate::model::parameters::Parameters;
use crate::model::record::{ClaimRow, Harm, LogRow, Watch};
use crate::model::setup::{
    Calendar, Channel, Info, Place, PlaceKind, Post, RetaliationVariant, Scope, Sector, Setup, Side,
};
use crate::model::step::Step;
use crate::model::world::Act;
use crate::model::{Border, begin};

use super::Attempt;

pub(in crate::model) const A: SideId = SideId(0);
pub(in crate::model) const B: SideId = SideId(1);

fn side(id: &str, has_office: bool) -> Side {
    Side {
        id: id.into(),
        name: id.into(),
        lineage: Lineage::of_text(id),
        weapons_rung: 5,
        reserves: 0,
        order_reach: 0.5,
        own_car_share: 0.5,
        order_delay_factor: 1.0,
        report_delay_factor: 1.0,
        pressure: 0.0,
        has_office,
    }
}

/// A channel that agrees at once, by word, in this scope.
pub(in crate::model) fn channel(scope: Scope) -> Channel {
    Channel {
        id: "local".into(),
        name: "local commanders".into(),
        weight: 1.0,
        from_rung: 1,
        from_pressure: 2.0,
        scope,
        face_to_face: false,
        remote: false,
        talks_hours: 0.0,
        notice_hours_mean: 1.0,
        forms: [1.0, 0.0, 0.0],
        hazard_ratio: 1.0,
        venue: None,
    }
}

/// A setup with this many sectors, each with a post of either side, and one sure channel.
pub(in crate::model) fn setup(sectors: usize, scope: Scope) -> Setup {
    let mut parameters = Parameters::default();
    assert!(parameters.set("ceasefire.talks_success_share", 1.0));
    assert!(parameters.set("ceasefire.frailty_variance", 0.0));
    assert!(parameters.set("claims.feedback", 0.0));
    let (mut places, mut posts) = (Vec::new(), Vec::new());
    for sector in 0..sectors {
        for (number, side) in [A, B].into_iter().enumerate() {
            let id = format!("post-{sector}-{number}");
            posts.push(Post { place: PlaceId::at(places.len()), side, crew: 20, weapons_rung: 5, near: Vec::new() });
            places.push(Place {
                name: id.clone(),
                lineage: Lineage::of_text(&id),
                id,
                position: Position { east_km: 20.0 * sector as f64, north_km: number as f64 },
                sector: SectorId::at(sector),
                kind: PlaceKind::Post(PostId::at(posts.len() - 1)),
            });
        }
    }
    let sector = |number: usize| Sector {
        id: format!("sector-{number}"),
        name: format!("sector {number}"),
        lineage: Lineage::of_text(&format!("sector-{number}")),
        centre: Position { east_km: 20.0 * number as f64, north_km: 0.5 },
        province: 0,
        spark_share: 1.0 / sectors as f64,
    };
    let near = |one: usize, other: usize| libm::exp(-(one.abs_diff(other) as f64));
    Setup {
        id: "trial".into(),
        title: "Trial".into(),
        info: Info::default(),
        calendar: Calendar { start_unix_milliseconds: 0, utc_offset_minutes: 0 },
        horizon: Time::from_days(60),
        default_seed: 1,
        parameters,
        retaliation: RetaliationVariant::Hawkes,
        background_sparks: false,
        sides: vec![side("north", true), side("south", true), side("far", false)],
        hostility: vec![0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        sectors: (0..sectors).map(sector).collect(),
        sector_weight: (0..sectors * sectors).map(|cell| near(cell / sectors, cell % sectors)).collect(),
        place_links: vec![Vec::new(); places.len()],
        places,
        sector_posts: (0..sectors).map(|sector| vec![PostId::at(2 * sector), PostId::at(2 * sector + 1)]).collect(),
        posts,
        villages: Vec::new(),
        districts: Vec::new(),
        sites: Vec::new(),
        towns: Vec::new(),
        links: Vec::new(),
        sector_villages: vec![Vec::new(); sectors],
        sector_sites: vec![Vec::new(); sectors],
        channels: vec![channel(scope)],
        third_parties: Vec::new(),
        spoilers: Vec::new(),
        injects: Vec::new(),
        observed: Vec::new(),
        map: MapOnDemand::default(),
    }
}

/// What a run told.
#[derive(Default)]
pub(in crate::model) struct Told {
    pub(in crate::model) rows: Vec<LogRow>,
    pub(in crate::model) claims: Vec<ClaimRow>,
}

impl Observer<Border> for Told {
    fn clock_passes(&mut self, _: &Border, _: Time) {}
}

impl Watch for Told {
    fn logged(&mut self, row: &LogRow) {
        self.rows.push(*row);
    }

    fn claimed(&mut self, row: &ClaimRow) {
        self.claims.push(*row);
    }

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}

/// A run that a test drives.
pub(in crate::model) struct Trial {
    pub(in crate::model) simulation: Simulation<Border>,
    pub(in crate::model) told: Told,
}

impl Trial {
    pub(in crate::model) fn begin(setup: &Arc<Setup>, replication: u64) -> Trial {
        let mut told = Told::default();
        Trial { simulation: begin(setup, 7, replication, &mut told), told }
    }

    /// Does something now.
    pub(in crate::model) fn act<R>(&mut self, doing: impl FnOnce(&mut Step<'_, Told>) -> R) -> R {
        let setup = Arc::clone(&self.simulation.model.setup);
        let Simulation { model, engine } = &mut self.simulation;
        doing(&mut Step { setup: &setup, world: &mut model.world, engine, observer: &mut self.told })
    }

    /// Runs until the clock shows these hours, events at that moment included.
    pub(in crate::model) fn run_to(&mut self, hours: f64) {
        let at = Time::from_hours(hours);
        let outcome = self.simulation.run(&Limits::until(at), &mut self.told);
        assert!(outcome.is_complete(), "{outcome:?}");
        while self.simulation.engine.next_time() == Some(at) {
            self.simulation.step(&mut self.told);
        }
    }

    /// A hostile act of A against B that nobody reports, as a root: what was done before is not its cause.
    pub(in crate::model) fn fire(&mut self, sector: u32, rung: u8) {
        self.act(|step| {
            let sector = SectorId(sector);
            step.engine.set_cause(NO_CAUSE);
            let event = step.log(LogRow::new(Kind::Fire).by(A).against(B).sector(sector).rung(rung));
            let id = step.world.next_act();
            step.world.acts.push(Act {
                event,
                time: step.now(),
                lineage: Lineage(u64::from(event)),
                side: A,
                adversary: B,
                sector,
                post: None,
                position: step.setup.sectors[sector.index()].centre,
                rung,
                report_factor: 1.0,
                accident: false,
                harm: Harm::default(),
                own_harm: Harm::default(),
            });
            step.truce_sees_act(id);
        });
    }

    /// P of both sides in a sector jumps.
    pub(in crate::model) fn threaten(&mut self, sector: u32, each: f64) {
        self.act(|step| {
            let (now, memory) = (step.now(), step.setup.parameters.perception.memory_hours);
            for (side, adversary) in [(A, B), (B, A)] {
                let front = step.world.front_id(side, adversary, SectorId(sector));
                step.world.fronts[front.index()].threat.add(now, memory, each);
            }
            step.refresh_onset(pair());
        });
    }

    /// Talks through a channel, which agree at once unless the setup says otherwise.
    pub(in crate::model) fn talk(&mut self, channel: u32) {
        self.act(|step| step.begin_talks(pair(), ChannelId(channel)));
        let hours = self.simulation.engine.now().hours();
        self.run_to(hours);
    }

    pub(in crate::model) fn attempt(&self, id: u32) -> &Attempt {
        &self.simulation.model.world.attempts[AttemptId(id).index()]
    }

    /// How many rows of a kind there are.
    pub(in crate::model) fn count(&self, kind: Kind) -> usize {
        self.told.rows.iter().filter(|row| row.kind == kind).count()
    }
}

/// The pair of A and B.
pub(in crate::model) fn pair() -> PairId {
    PairId(1)
}
