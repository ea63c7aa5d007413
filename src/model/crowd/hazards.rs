//! Hazards of a site: acts of its crowds, settlement on the spot, and the fading of its grievance.

use super::CrowdEvent;
use crate::model::event::Event;
use crate::model::ids::{SideId, SiteId};
use crate::model::record::Watch;
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// The two largest hostile crowds, when both are present.
    pub(super) fn crowds_facing(&self, site: SiteId) -> Option<(SideId, SideId)> {
        let crowd = &self.world.sites[site.index()].crowd;
        let presence = self.setup.parameters.crowd.presence_people;
        let mut best = None;
        for one in self.sides() {
            for other in self.sides().filter(|&other| other > one) {
                let smaller = crowd[one.index()].min(crowd[other.index()]);
                let hostile = self.setup.hostility(one, other).max(self.setup.hostility(other, one)) > 0.0;
                if hostile && f64::from(smaller) > presence && best.is_none_or(|(size, _)| smaller > size) {
                    best = Some((smaller, (one, other)));
                }
            }
        }
        best.map(|(_, pair)| pair)
    }

    /// Sets the rates of acts (while two crowds face each other) and of settlement (while a crowd is there and no
    /// command has gone beyond rung 2).
    pub(super) fn crowd_hazards(&mut self, site: SiteId) {
        self.refresh_crowd_acts(site);
        self.refresh_settlement(site);
    }

    /// Rate per hour of acts of the crowds.
    pub(in crate::model) fn crowd_act_rate(&self, site: SiteId) -> f64 {
        let facing = self.crowds_facing(site);
        let hostility =
            facing.map_or(0.0, |(one, other)| self.setup.hostility(one, other).max(self.setup.hostility(other, one)));
        let scale = (hostility / self.setup.parameters.spark.reference_hostility).min(1.0);
        self.setup.parameters.crowd.acts_per_hour * scale
    }

    pub(in crate::model) fn refresh_crowd_acts(&mut self, site: SiteId) {
        let (now, rate) = (self.now(), self.crowd_act_rate(site));
        let state = &mut self.world.sites[site.index()];
        let delay = state.acts.set(now, rate, f64::INFINITY);
        let handle = state.acts.handle;
        let handle = self.move_to(handle, delay, Event::Crowd(CrowdEvent::Act { site }));
        self.world.sites[site.index()].acts.handle = handle;
    }

    /// Rate per hour of settlement on the spot.
    pub(in crate::model) fn settlement_rate(&self, site: SiteId) -> f64 {
        if self.may_settle(site) { self.setup.parameters.crowd.settlement_per_hour } else { 0.0 }
    }

    pub(in crate::model) fn refresh_settlement(&mut self, site: SiteId) {
        let (now, rate) = (self.now(), self.settlement_rate(site));
        let state = &mut self.world.sites[site.index()];
        let delay = state.settlement.set(now, rate, f64::INFINITY);
        let handle = state.settlement.handle;
        let handle = self.move_to(handle, delay, Event::Crowd(CrowdEvent::Settle { site }));
        self.world.sites[site.index()].settlement.handle = handle;
    }

    fn may_settle(&self, site: SiteId) -> bool {
        let state = &self.world.sites[site.index()];
        let presence = self.setup.parameters.crowd.presence_people;
        let present = state.crowd.iter().any(|&people| f64::from(people) > presence);
        let sector = self.setup.place(self.setup.site(site).place).sector;
        let calm = |side| self.sides().all(|other| side == other || self.world.front(side, other, sector).rung <= 2);
        state.grievance_open && present && self.sides().all(calm)
    }

    /// Rate per hour at which an open grievance fades; without any it fades in a hundred million years.
    pub(in crate::model) fn fading_rate(&self) -> f64 {
        self.setup.parameters.crowd.fading_per_hour.max(1e-12)
    }

    /// The rate of fading has changed.
    pub(in crate::model) fn refresh_fading(&mut self, site: SiteId) {
        let (now, rate) = (self.now(), self.fading_rate());
        let fading = &mut self.world.sites[site.index()].fading;
        let (handle, delay) = (fading.handle, fading.set(now, rate, f64::INFINITY));
        let handle = self.move_to(handle, delay, Event::Crowd(CrowdEvent::Fades { site }));
        self.world.sites[site.index()].fading.handle = handle;
    }
}
