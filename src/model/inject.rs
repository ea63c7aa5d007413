//! Scripted events of a scenario: sparks, calls and decisions at given times.

use super::evacuation::Closure;
use super::ids::{InjectId, PlaceId, PostId, SideId};
use super::kind::Kind;
use super::record::{Detail, LogRow, Watch};
use super::setup::InjectAction;
use super::step::Step;

impl<O: Watch> Step<'_, O> {
    pub(super) fn inject(&mut self, id: InjectId) {
        let setup = self.setup;
        let inject = &setup.injects[id.index()];
        let script = self.log(LogRow::new(Kind::Inject).detail(Detail::Inject(id)));
        match inject.action {
            InjectAction::OpenGrievance(site) => self.open_grievance(site),
            InjectAction::SettleGrievance(site) => self.close_grievance(site, Kind::Settlement),
            InjectAction::Crowd { site, side, people } => self.bring_crowd(site, side, people),
            InjectAction::Fire { side, adversary, near, rung, count } => {
                // Without hostility nobody fires, whatever the script says.
                let count = if self.setup.hostility(side, adversary) > 0.0 { count } else { 0 };
                for index in 0..count {
                    // One scripted shot is no cause of the next.
                    self.engine.set_cause(script);
                    let lineage = inject.lineage.child(u64::from(index));
                    if let Some(post) = self.nearest_manned_post(near, side) {
                        let rung = self.cap_rung(post, rung);
                        self.fire_at_will(Kind::Fire, post, adversary, rung, lineage);
                    }
                }
            }
            InjectAction::ArmedSpark(sector) => self.scripted_spark(sector, inject.lineage),
            InjectAction::Authorise { side, adversary, sector, rung } => {
                let front = self.world.front_id(side, adversary, sector);
                self.authorise(front, rung);
            }
            InjectAction::Evacuate(district) => self.evacuate_district(district),
            InjectAction::CloseLink(link) => self.close_link(link, Closure::Order),
            InjectAction::OpenLink(link) => self.open_link(link, Closure::Order),
            InjectAction::Talks { side, adversary, channel } => {
                let pair = self.world.pair_id(side, adversary);
                self.begin_talks(pair, channel);
            }
            InjectAction::Pressure { side, amount } => {
                let standing = &mut self.world.pressure[side.index()].standing;
                *standing = (*standing + amount).clamp(0.0, 1.0);
                self.pressure_changed(side);
            }
            InjectAction::ThirdParty(third_party) => self.third_party_begins(third_party),
        }
    }

    /// The manned post of a side nearest to a place.
    fn nearest_manned_post(&self, near: PlaceId, side: SideId) -> Option<PostId> {
        let position = self.setup.place(near).position;
        let distance = |post: &PostId| self.setup.place(self.setup.post(*post).place).position.distance_km(position);
        PostId::all(self.setup.posts.len())
            .filter(|&post| self.is_hostile_post(post, side))
            .min_by(|one, other| distance(one).total_cmp(&distance(other)))
    }

    /// Outside pressure on a side has changed: talks and operations depend on it.
    pub(super) fn pressure_changed(&mut self, side: SideId) {
        for other in self.sides().filter(|&other| other != side) {
            let pair = self.world.pair_id(side, other);
            self.refresh_onset(pair);
            self.refresh_operations(side, other);
        }
    }
}
