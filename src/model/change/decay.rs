//! Values that decay and are reckoned when they are read: brought up to the moment while the old rule is still in force.

use crate::model::ids::{SectorId, SideId};
use crate::model::record::Watch;
use crate::model::setup::{Setup, ThirdPartyKind};
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// Reckons what decays at another pace from now on.
    pub(super) fn reckon_decay(&mut self, after: &Setup) {
        let (now, old, new) = (self.now(), &self.setup.parameters, &after.parameters);
        if old.perception.memory_hours != new.perception.memory_hours {
            for front in &mut self.world.fronts {
                front.threat.set(now, front.threat.read(now, old.perception.memory_hours));
            }
        }
        if old.village.memory_hours != new.village.memory_hours {
            for village in &mut self.world.villages {
                village.threat.set(now, village.threat.read(now, old.village.memory_hours));
            }
        }
        if old.third_party.pressure_hours != new.third_party.pressure_hours {
            for pressure in &mut self.world.pressure {
                pressure.calls.set(now, pressure.calls.read(now, old.third_party.pressure_hours));
            }
        }
        if old.post.suppression_minutes != new.post.suppression_minutes {
            for post in &mut self.world.posts {
                post.suppression.set(now, post.suppression.read(now, old.post.suppression_minutes / 60.0));
            }
        }
        let pace = |setup: &Setup| {
            let post = &setup.parameters.post;
            [post.fatigue_rise_hours, post.fatigue_fall_hours, post.fire_memory_hours]
        };
        if pace(self.setup) != pace(after) {
            self.reckon_fatigue();
        }
    }

    fn reckon_fatigue(&mut self) {
        let now = self.now();
        for side in self.sides() {
            for sector in SectorId::all(self.setup.sectors.len()) {
                let fatigue = self.fatigue(side, sector);
                let garrison = self.world.garrison_mut(side, sector);
                (garrison.fatigue, garrison.fatigue_at) = (fatigue, now);
            }
        }
    }

    /// Third parties that are present put another pressure on the sides from now on.
    pub(super) fn change_pressure(&mut self, after: &Setup) {
        for (index, (old, new)) in self.setup.third_parties.iter().zip(&after.third_parties).enumerate() {
            if !self.world.third_parties[index].present || old.kind == ThirdPartyKind::Call {
                continue;
            }
            for side in SideId::all(self.setup.sides.len())
                .filter(|side| old.pressure[side.index()] != new.pressure[side.index()])
            {
                self.world.pressure[side.index()].standing += new.pressure[side.index()] - old.pressure[side.index()];
            }
        }
    }
}
