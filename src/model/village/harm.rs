//! Harm to people and houses of a village, and the coming and going to contested sites.

use super::VillageId;
use crate::model::evacuation::Activity;
use crate::model::ids::SiteId;
use crate::model::people::Whereabouts;
use crate::model::purpose::Purpose;
use crate::model::record::Watch;
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// Takes up to `killed` and `wounded` people present in a village, or held in it; returns how many there were to
    /// take. The killed are taken from cover and from the open in proportion to people × exposure (`cover_residual` in
    /// cover, 1 in the open), rounded; it needs no draw. Wounded stay where they are.
    pub(in crate::model) fn harm_village(&mut self, village: VillageId, killed: u32, wounded: u32) -> (u32, u32) {
        let state = &mut self.world.villages[village.index()];
        state.affected = true;
        let people = state.people;
        let killed = killed.min(state.within_reach());
        let open = f64::from(people.home + people.preparing + state.trapped);
        let covered = f64::from(people.cover) * self.setup.parameters.incident.cover_residual;
        let share = if covered > 0.0 { covered / (open + covered) } else { 0.0 };
        let in_open = people.home + people.preparing + state.trapped;
        let from_cover =
            ((f64::from(killed) * share + 0.5) as u32).clamp(killed.saturating_sub(in_open), killed.min(people.cover));
        self.shift_people(village, Whereabouts::Cover, Whereabouts::Dead, from_cover);
        self.kill_in_open(village, killed - from_cover);
        let wounded = self.wound(village, wounded, self.world.villages[village.index()].within_reach());
        (killed, wounded)
    }

    /// At home first, then those held, then those who prepare.
    fn kill_in_open(&mut self, village: VillageId, mut killed: u32) {
        let at_home = killed.min(self.world.villages[village.index()].people.home);
        self.shift_people(village, Whereabouts::Home, Whereabouts::Dead, at_home);
        killed -= at_home;
        let held = killed.min(self.world.villages[village.index()].trapped);
        self.shift_people(village, Whereabouts::Stranded, Whereabouts::Dead, held);
        self.world.villages[village.index()].trapped -= held;
        killed -= held;
        if killed == 0 {
            return;
        }
        let groups = self.groups_of(village);
        for &vehicle in &groups {
            let group = &self.world.vehicles[vehicle.index()];
            if !group.activity.is_in_village() {
                continue;
            }
            let here = killed.min(group.people);
            for _ in 0..here {
                self.lose_person(vehicle);
            }
            killed -= here;
        }
        self.world.spare.vehicles.give(groups);
        assert!(killed == 0, "nobody dies twice");
    }

    /// Notes up to `wounded` more wounded among `reachable` people; returns how many. Nobody is counted twice.
    pub(in crate::model) fn wound(&mut self, village: VillageId, wounded: u32, reachable: u32) -> u32 {
        let state = &mut self.world.villages[village.index()];
        let wounded = wounded.min(reachable).min(state.people.living() - state.wounded);
        state.wounded += wounded;
        wounded
    }

    /// Takes people from the crowd that a village has at a site (state `at_site`).
    pub(in crate::model) fn harm_at_site(&mut self, village: VillageId, killed: u32, wounded: u32) -> (u32, u32) {
        let killed = killed.min(self.world.villages[village.index()].people.at_site);
        self.shift_people(village, Whereabouts::AtSite, Whereabouts::Dead, killed);
        let wounded = self.wound(village, wounded, self.world.villages[village.index()].people.at_site);
        (killed, wounded)
    }

    /// Up to `people` go from home to a site; returns how many.
    pub(in crate::model) fn gather(&mut self, village: VillageId, people: u32) -> u32 {
        let people = people.min(self.world.villages[village.index()].people.home);
        self.shift_people(village, Whereabouts::Home, Whereabouts::AtSite, people);
        people
    }

    /// `people` go home from a site; into an entered village they come back as held, and from one that all others have
    /// left they follow.
    pub(in crate::model) fn go_home(&mut self, village: VillageId, people: u32) {
        if self.world.villages[village.index()].occupied {
            self.shift_people(village, Whereabouts::AtSite, Whereabouts::Stranded, people);
            self.world.villages[village.index()].trapped += people;
            return;
        }
        self.shift_people(village, Whereabouts::AtSite, Whereabouts::Home, people);
        let state = &self.world.villages[village.index()];
        if state.households_home == 0 && (state.alarmed || state.ordered) {
            self.latecomers_leave(village);
        }
    }

    /// One wounded person of a village dies, wherever it is; false when there is none left. Each living person of the
    /// village is equally likely: the wounded are not followed one by one.
    pub(in crate::model) fn villager_dies_of_wounds(&mut self, village: VillageId) -> bool {
        let lineage = self.village_lineage(village);
        let state = &mut self.world.villages[village.index()];
        if state.wounded == 0 {
            return false;
        }
        state.wounded -= 1;
        let (people, trapped) = (state.people, state.trapped);
        let key = lineage.child(u64::from(people.dead));
        let mut person = self.draw(key, Purpose::Victims).index(people.living() as usize) as u32;
        let places = [(Whereabouts::Home, people.home), (Whereabouts::Cover, people.cover)];
        for (place, count) in places {
            if person < count {
                self.shift_people(village, place, Whereabouts::Dead, 1);
                return true;
            }
            person -= count;
        }
        if person < trapped {
            self.shift_people(village, Whereabouts::Stranded, Whereabouts::Dead, 1);
            self.world.villages[village.index()].trapped -= 1;
            return true;
        }
        person -= trapped;
        if person < people.at_site {
            self.shift_people(village, Whereabouts::AtSite, Whereabouts::Dead, 1);
            self.leave_crowd(village, person);
            return true;
        }
        self.group_member_dies(village, person - people.at_site);
        true
    }

    fn group_member_dies(&mut self, village: VillageId, mut person: u32) {
        for index in 0..self.world.villages[village.index()].groups.vehicles().len() {
            let vehicle = self.world.villages[village.index()].groups.vehicles()[index];
            let people = self.world.vehicles[vehicle.index()].people;
            if person < people {
                self.lose_person(vehicle);
                return;
            }
            person -= people;
        }
        unreachable!("everyone away from a village belongs to a group");
    }

    /// Takes the `person`-th of a village's people at sites out of their crowd.
    fn leave_crowd(&mut self, village: VillageId, mut person: u32) {
        let side = self.setup.village(village).side;
        for site in SiteId::all(self.setup.sites.len()) {
            let villages = &self.setup.site(site).villages;
            let Some(slot) = villages.iter().position(|&other| other == village) else { continue };
            let state = &mut self.world.sites[site.index()];
            if person < state.people[slot] {
                state.people[slot] -= 1;
                state.crowd[side.index()] -= 1;
                return;
            }
            person -= state.people[slot];
        }
    }

    /// Houses are ruined or burnt; returns how many stood.
    pub(in crate::model) fn ruin_houses(&mut self, village: VillageId, houses: u32) -> u32 {
        let state = &mut self.world.villages[village.index()];
        let houses = houses.min(state.houses);
        state.houses -= houses;
        state.ruined += houses;
        state.affected |= houses > 0;
        houses
    }

    /// After ten days without an act everyone displaced whose home stands is home again, the stranded too. Those whose
    /// home is ruined stay where they are housed; people held in an entered village stay held.
    pub(in crate::model) fn reset_people(&mut self) {
        for village in VillageId::all(self.setup.villages.len()) {
            self.clear_bus_queue(village);
            let groups = self.groups_of(village);
            for &vehicle in &groups {
                let housed =
                    matches!(self.world.vehicles[vehicle.index()].activity, Activity::Hosted | Activity::Sheltered);
                if !(housed && self.home_ruined(vehicle)) {
                    self.bring_home(vehicle);
                }
            }
            self.world.spare.vehicles.give(groups);
            self.episode_over(village);
            self.recount_households(village);
        }
        self.free_all_buses();
    }

    /// After a reset every household without a group is at home: also those whose people all died, so that those who
    /// are left keep their homes.
    fn recount_households(&mut self, village: VillageId) {
        if self.world.villages[village.index()].households.is_empty() {
            return;
        }
        let mut state = std::mem::take(&mut self.world.villages[village.index()]);
        for household in &mut state.households {
            household.away = false;
        }
        state.households_home = self.setup.village(village).households;
        for vehicle in state.groups.vehicles() {
            if let Some(position) = self.world.vehicles[vehicle.index()].household {
                state.households[position as usize].away = true;
                state.households_home -= 1;
            }
        }
        state.everyone_decides();
        self.world.villages[village.index()] = state;
    }

    /// Alarm and order lapse; the next episode starts afresh.
    pub(in crate::model) fn episode_over(&mut self, village: VillageId) {
        let state = &mut self.world.villages[village.index()];
        (state.alarmed, state.ordered, state.departed) = (false, false, false);
        state.decision_threat = 0.0;
    }
}
