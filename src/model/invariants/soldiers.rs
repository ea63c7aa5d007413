//! Soldiers and heavy stock are conserved.

use crate::model::ids::SideId;
use crate::model::setup::Setup;
use crate::model::world::World;

impl World {
    /// Soldiers of a side in crews, reserves, under way, in assaults, wounded, dead and captive are those of the start
    /// and the recruits.
    pub(super) fn check_soldiers(&self, setup: &Setup) -> Result<(), String> {
        for side in SideId::all(setup.sides.len()) {
            let soldiers = &self.soldiers[side.index()];
            let crews: u64 =
                self.posts.iter().filter(|post| post.holder == side).map(|post| u64::from(post.crew)).sum();
            let sectors = setup.sectors.len();
            let garrisons = &self.garrisons[side.index() * sectors..(side.index() + 1) * sectors];
            let in_sectors: u64 = garrisons.iter().map(|g| u64::from(g.reserve) + u64::from(g.under_way)).sum();
            let fighting: u64 =
                self.assaults.iter().filter(|fight| fight.side == side).map(|fight| u64::from(fight.attackers)).sum();
            let away = [soldiers.reserve, soldiers.wounded, soldiers.dead, soldiers.captive];
            let found = crews + in_sectors + fighting + away.into_iter().map(u64::from).sum::<u64>();
            let expected = u64::from(soldiers.initial) + u64::from(soldiers.recruited);
            if found != expected {
                let id = &setup.sides[side.index()].id;
                return Err(format!("soldiers of {id}: found {found}, expected {expected}"));
            }
        }
        Ok(())
    }

    pub(super) fn check_stock(&self, setup: &Setup) -> Result<(), String> {
        let full = setup.parameters.post.heavy_stock as u32;
        for (index, garrison) in self.garrisons.iter().enumerate() {
            let found = garrison.heavy_stock;
            if found > full && !self.rules_changed {
                let side = &setup.sides[index / setup.sectors.len()].id;
                let sector = &setup.sectors[index % setup.sectors.len()].id;
                return Err(format!("heavy stock of {side} in {sector}: found {found}, expected 0..={full}"));
            }
        }
        Ok(())
    }
}
