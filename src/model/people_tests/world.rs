//! A small world built by hand: two sides, two sectors, places and links as a test names them.

use std::sync::Arc;

use crate::engine::{Limits, Lineage, Outcome, Simulation, Time};
use crate::model::evacuation::EvacuationEvent;
use crate::model::geometry::Position;
use crate::model::ids::{DistrictId, LinkId, PlaceId, SectorId, SideId, SiteId, TownId, VillageId};
use crate::model::map_index::MapOnDemand;
use crate::model::record::{ClaimRow, LogRow, Watch};
use crate::model::setup::{
    Calendar, Control, District, Info, Link, Place, PlaceKind, RetaliationVariant, RoadClass, Sector, Setup, Side,
    Site, SiteKind, Town, Village,
};
use crate::model::step::Step;
use crate::model::{Border, Event, Kind, Parameters, begin};

/// Keeps the log.
#[derive(Default)]
pub(super) struct Log(pub(super) Vec<LogRow>);

impl crate::engine::Observer<Border> for Log {
    fn clock_passes(&mut self, _: &Border, _: Time) {}
}

impl Watch for Log {
    fn logged(&mut self, row: &LogRow) {
        self.0.push(*row);
    }
    fn claimed(&mut self, _: &ClaimRow) {}

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}

impl Log {
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.0.iter().filter(|row| row.kind == kind).count()
    }
}

/// Sides North (0) and South (1); sector 0 around the origin, sector 1 around (40, 0).
pub(super) fn empty() -> Setup {
    let side = |id: &str| Side {
        id: id.to_owned(),
        name: id.to_owned(),
        lineage: Lineage::of_text(id),
        weapons_rung: 5,
        reserves: 0,
        order_reach: 1.0,
        own_car_share: 1.0,
        order_delay_factor: 1.0,
        report_delay_factor: 1.0,
        pressure: 0.0,
        has_office: false,
    };
    let sector = |id: &str, east_km: f64| Sector {
        id: id.to_owned(),
        name: id.to_owned(),
        lineage: Lineage::of_text(id),
        centre: Position { east_km, north_km: 0.0 },
        province: 0,
        spark_share: 0.5,
    };
    let mut parameters = Parameters::default();
    parameters.spark.reset_days = 1e6;
    Setup {
        id: "test".to_owned(),
        title: "test".to_owned(),
        info: Info::default(),
        calendar: Calendar { start_unix_milliseconds: 0, utc_offset_minutes: 0 },
        horizon: Time::from_days(30),
        default_seed: 1,
        parameters,
        retaliation: RetaliationVariant::Hawkes,
        background_sparks: false,
        sides: vec![side("north"), side("south")],
        hostility: vec![0.0, 0.9, 0.9, 0.0],
        sectors: vec![sector("west", 0.0), sector("east", 40.0)],
        sector_weight: vec![1.0, 0.1, 0.1, 1.0],
        places: Vec::new(),
        posts: Vec::new(),
        villages: Vec::new(),
        districts: Vec::new(),
        sites: Vec::new(),
        towns: Vec::new(),
        links: Vec::new(),
        place_links: Vec::new(),
        sector_posts: vec![Vec::new(); 2],
        sector_villages: vec![Vec::new(); 2],
        sector_sites: vec![Vec::new(); 2],
        channels: Vec::new(),
        third_parties: Vec::new(),
        spoilers: Vec::new(),
        injects: Vec::new(),
        observed: Vec::new(),
        map: MapOnDemand::default(),
    }
}

impl Setup {
    fn place_at(&mut self, id: &str, east_km: f64, north_km: f64, kind: PlaceKind) -> PlaceId {
        self.places.push(Place {
            id: id.to_owned(),
            name: id.to_owned(),
            position: Position { east_km, north_km },
            sector: SectorId(u32::from(east_km > 20.0)),
            kind,
            lineage: Lineage::of_text(id),
        });
        self.place_links.push(Vec::new());
        PlaceId::at(self.places.len() - 1)
    }

    pub(super) fn waypoint(&mut self, id: &str, at: (f64, f64)) -> PlaceId {
        self.place_at(id, at.0, at.1, PlaceKind::Waypoint)
    }

    pub(super) fn district(&mut self, side: u8, buses: u32) -> DistrictId {
        let id = format!("district-{}", self.districts.len());
        self.districts.push(District {
            name: id.clone(),
            lineage: Lineage::of_text(&id),
            id,
            side: SideId(side),
            buses,
        });
        DistrictId::at(self.districts.len() - 1)
    }

    pub(super) fn village_of(
        &mut self,
        id: &str,
        district: DistrictId,
        at: (f64, f64),
        people: u32,
        households: u32,
        own_car_share: f64,
    ) -> VillageId {
        let village = VillageId::at(self.villages.len());
        let place = self.place_at(id, at.0, at.1, PlaceKind::Village(village));
        let side = self.districts[district.index()].side;
        self.villages.push(Village { place, side, district, people, households, own_car_share });
        self.sector_villages[self.places[place.index()].sector.index()].push(village);
        village
    }

    pub(super) fn town_of(&mut self, id: &str, side: u8, at: (f64, f64), public: u32, hosts: u32) -> TownId {
        let town = TownId::at(self.towns.len());
        let place = self.place_at(id, at.0, at.1, PlaceKind::Town(town));
        self.towns.push(Town { place, side: SideId(side), public_capacity: public, host_capacity: hosts });
        town
    }

    pub(super) fn site_at(&mut self, id: &str, at: (f64, f64), villages: &[VillageId]) -> SiteId {
        let site = SiteId::at(self.sites.len());
        let place = self.place_at(id, at.0, at.1, PlaceKind::Site(site));
        let villages = villages.to_vec();
        let kind = SiteKind::Land;
        self.sites.push(Site { place, kind, grievance_open: false, links: Vec::new(), villages });
        site
    }

    pub(super) fn road(&mut self, from: PlaceId, to: PlaceId, length_km: f64, control: Control) -> LinkId {
        let link = LinkId::at(self.links.len());
        self.links.push(Link {
            id: format!("link-{}", link.0),
            from,
            to,
            length_km,
            class: RoadClass::Local,
            control,
            capacity_per_hour: None,
            sector: self.places[from.index()].sector,
        });
        self.place_links[from.index()].push(link);
        self.place_links[to.index()].push(link);
        link
    }

    pub(super) fn home(&self, village: VillageId) -> PlaceId {
        self.village(village).place
    }

    pub(super) fn town_place(&self, town: TownId) -> PlaceId {
        self.towns[town.index()].place
    }
}

/// A run of a small world, in the hands of a test.
pub(super) struct Trial {
    pub(super) simulation: Simulation<Border>,
    pub(super) log: Log,
}

impl Trial {
    pub(super) fn start(setup: Setup, seed: u64) -> Trial {
        let mut log = Log::default();
        let simulation = begin(&Arc::new(setup), seed, 0, &mut log);
        Trial { simulation, log }
    }

    /// Applies a rule now, and checks.
    pub(super) fn act<T>(&mut self, rule: impl FnOnce(&mut Step<'_, Log>) -> T) -> T {
        let setup = Arc::clone(&self.simulation.model.setup);
        let mut step = Step {
            setup: &setup,
            world: &mut self.simulation.model.world,
            engine: &mut self.simulation.engine,
            observer: &mut self.log,
        };
        let result = rule(&mut step);
        self.check();
        result
    }

    pub(super) fn check(&self) {
        let model = &self.simulation.model;
        if let Err(broken) = model.world.check(&model.setup) {
            panic!("at {}: {broken}", self.simulation.engine.now());
        }
    }

    /// Executes events up to a moment, checking after each. The clock moves with events only, so one more look of the
    /// stranded brings it to that moment.
    pub(super) fn run_until(&mut self, hours: f64) -> Outcome {
        let until = Time::from_hours(hours);
        self.act(|step| step.at(until, Event::Evacuation(EvacuationEvent::StrandedRetry {})));
        let end = until + Time::from_milliseconds(1);
        let limits = Limits { check_invariants: true, ..Limits::until(end) };
        let outcome = self.simulation.run(&limits, &mut self.log);
        assert!(outcome.is_complete(), "{outcome:?}");
        outcome
    }

    /// Executes one event, and checks.
    pub(super) fn step(&mut self) -> bool {
        let went = self.simulation.step(&mut self.log);
        self.check();
        went
    }

    pub(super) fn people(&self, village: VillageId) -> crate::model::people::PeopleLedger {
        self.simulation.model.world.villages[village.index()].people
    }

    pub(super) fn now(&self) -> Time {
        self.simulation.engine.now()
    }
}

/// Sends everybody in a village on the road now, without packing.
pub(super) fn everyone_departs(step: &mut Step<'_, Log>, village: VillageId) {
    step.meet_households(village);
    for position in 0..step.world.villages[village.index()].households.len() as u32 {
        let away = step.world.villages[village.index()].households[position as usize].away;
        if !away && let Some(vehicle) = step.form_group(village, position) {
            step.depart(vehicle);
        }
    }
}
