//! Evacuation orders: organisers tell threatened villages to leave.

use serde::{Deserialize, Serialize};

use super::{VillageEvent, VillageId};
use crate::model::decision::{Decision, Draw, Topic};
use crate::model::event::Event;
use crate::model::ids::{DistrictId, SectorId, SideId};
use crate::model::kind::Kind;
use crate::model::pool::Few;
use crate::model::purpose::Purpose;
use crate::model::record::{LogRow, Watch};
use crate::model::step::Step;

/// Orders of one side in one sector.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Orders {
    pending: bool,
    given: u32,
}

impl<O: Watch> Step<'_, O> {
    /// A new front or a violation in a sector: after a lognormal delay (`order_hours_median`, `order_sigma`) the side's
    /// organisers order villages to leave. One order per side and sector is pending at a time.
    pub(in crate::model) fn order_evacuations(&mut self, side: SideId, sector: SectorId) {
        let index = side.index() * self.setup.sectors.len() + sector.index();
        let orders = &mut self.world.roads.orders[index];
        if orders.pending {
            return;
        }
        orders.pending = true;
        let ordinal = orders.given;
        orders.given += 1;
        let lineage = self.setup.sides[side.index()].lineage.child(self.setup.sectors[sector.index()].lineage.0);
        let parameters = &self.setup.parameters.village;
        let hours = self
            .draw(lineage.child(u64::from(ordinal)), Purpose::EvacuationOrder)
            .lognormal(parameters.order_hours_median, parameters.order_sigma);
        self.decide(|step| {
            let median = step.setup.parameters.village.order_hours_median;
            Decision::median(Topic::EvacuationOrder, step.now(), hours, median).by(side).sector(sector)
        });
        self.after_hours(hours, Event::Village(VillageEvent::OrderDue { side, sector }));
    }

    /// The order goes to the side's villages in districts with villages in the sector: those whose threat is above
    /// `order_threat`, and those within `entry_radius_km` of an entered village or linked to one.
    pub(super) fn order_goes_out(&mut self, side: SideId, sector: SectorId) {
        let setup = self.setup;
        self.world.roads.orders[side.index() * setup.sectors.len() + sector.index()].pending = false;
        let mut districts: Few<DistrictId> = setup.sector_villages[sector.index()]
            .iter()
            .filter(|village| setup.village(**village).side == side)
            .map(|village| setup.village(*village).district)
            .collect();
        districts.sort_unstable();
        districts.dedup();
        let (map, cause) = (self.setup.map(), self.engine.cause());
        for district in districts {
            for &village in &map.district_villages[district.index()] {
                let threatened = self.threat_at(village) > setup.parameters.village.order_threat;
                if setup.village(village).side == side && (threatened || self.beside_entered(village)) {
                    self.order_village(village);
                    self.engine.set_cause(cause);
                }
            }
        }
    }

    /// Orders a district to leave now.
    pub(in crate::model) fn evacuate_district(&mut self, district: DistrictId) {
        let (map, cause) = (self.setup.map(), self.engine.cause());
        for &village in &map.district_villages[district.index()] {
            self.order_village(village);
            self.engine.set_cause(cause);
        }
    }

    fn beside_entered(&self, village: VillageId) -> bool {
        let place = self.setup.village(village).place;
        let position = self.setup.place(place).position;
        self.world.roads.entered.iter().any(|&entered| {
            let other = self.setup.village(entered).place;
            let near =
                self.setup.place(other).position.distance_km(position) <= self.setup.parameters.post.entry_radius_km;
            let joins = |link: &crate::model::ids::LinkId| {
                let link = self.setup.link(*link);
                link.from == other || link.to == other
            };
            entered != village && (near || self.setup.place_links[place.index()].iter().any(joins))
        })
    }

    fn order_village(&mut self, village: VillageId) {
        let state = &mut self.world.villages[village.index()];
        if state.ordered || state.occupied || state.people.present() == 0 {
            return;
        }
        (state.ordered, state.last_noticed) = (true, Some(self.engine.now()));
        let setup = self.setup.village(village);
        let row = LogRow::new(Kind::EvacuationOrdered).count(state.people.present());
        self.decide_next(|step| {
            let draw =
                Draw::Above { value: step.threat_at(village), threshold: step.setup.parameters.village.order_threat };
            Decision::new(Topic::VillageThreat, draw).by(setup.side).at(setup.place)
        });
        self.log(row.at(setup.place).sector(self.setup.place(setup.place).sector).by(setup.side));
        self.households_decide(village);
        self.watch_for_calm(village);
    }
}
