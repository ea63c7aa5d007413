//! Places, roads and people under changed rules: whatever was reckoned once and is not reckoned again by itself.

use crate::engine::NO_CAUSE;
use crate::model::ids::{DistrictId, VillageId};
use crate::model::record::Watch;
use crate::model::setup::{Control, RoadClass, Setup, Town};
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// Under the old rules.
    pub(super) fn change_places(&mut self, after: &Setup) {
        let same = self.setup.districts.iter().zip(&after.districts).all(|(old, new)| old.buses == new.buses);
        if !same {
            for district in DistrictId::all(after.districts.len()) {
                let index = district.index();
                self.change_buses(district, self.setup.districts[index].buses, after.districts[index].buses);
            }
        }
    }

    /// Under the new rules.
    pub(super) fn take_up_places(&mut self, before: &Setup) {
        self.world.rules_changed |= less_room(before, self.setup);
        if before.background_sparks != self.setup.background_sparks {
            self.years_follow();
        }
        if before.parameters.evacuation.crossing_closed_rung != self.setup.parameters.evacuation.crossing_closed_rung {
            self.crossings_follow_rungs();
            self.engine.set_cause(NO_CAUSE);
        }
        self.meet_households_again(before);
        let mut opened = false;
        for (index, (old, new)) in before.towns.iter().zip(&self.setup.towns).enumerate() {
            if new.public_capacity > old.public_capacity || new.host_capacity > old.host_capacity {
                opened |= self.world.towns[index].gets_room();
            }
        }
        if opened || ways(before) != ways(self.setup) {
            self.ways_changed();
        }
        for district in DistrictId::all(self.setup.districts.len()) {
            if self.setup.districts[district.index()].buses > before.districts[district.index()].buses {
                self.send_buses(district);
                self.engine.set_cause(NO_CAUSE);
            }
        }
    }

    /// Households whose chance to hear an order, to have a car or to go to a public shelter is another one draw these anew
    /// from the same numbers: with a higher chance nobody loses what it has.
    fn meet_households_again(&mut self, before: &Setup) {
        let public = |setup: &Setup| setup.parameters.evacuation.public_share;
        let all = public(before) != public(self.setup);
        for village in VillageId::all(self.setup.villages.len()) {
            let (old, new) = (before.village(village), self.setup.village(village));
            let reach = |setup: &Setup| setup.sides[new.side.index()].order_reach;
            if all || old.own_car_share != new.own_car_share || reach(before) != reach(self.setup) {
                self.redraw_households(village);
            }
        }
    }
}

/// Whether people or stock may now be more than the rules allow.
fn less_room(before: &Setup, after: &Setup) -> bool {
    let towns = before.towns.iter().zip(&after.towns);
    let fewer =
        |(old, new): (&Town, &Town)| new.public_capacity < old.public_capacity || new.host_capacity < old.host_capacity;
    after.parameters.post.heavy_stock < before.parameters.post.heavy_stock || towns.into_iter().any(fewer)
}

/// All that ways to shelter hang on, but for closures and full towns.
fn ways(setup: &Setup) -> (Vec<(f64, RoadClass, Control)>, [f64; 4]) {
    let (evacuation, post) = (&setup.parameters.evacuation, &setup.parameters.post);
    let speeds = [evacuation.highway_km_h, evacuation.local_km_h, evacuation.track_km_h, post.foot_speed_km_h];
    (setup.links.iter().map(|link| (link.length_km, link.class, link.control)).collect(), speeds)
}
