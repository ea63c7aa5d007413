//! Spoilers (submodel 11): groups outside command that fire only while talks run or a truce is in force.

use crate::engine::{Lineage, NO_CAUSE, samplers};

use super::decision::{Chance, Decision, Draw, Topic, Typical};
use super::event::Event;
use super::ids::PostId;
use super::kind::Kind;
use super::pool::Few;
use super::purpose::Purpose;
use super::record::{LogRow, Watch};
use super::step::Step;
use super::third_party::ThirdPartyEvent;

impl<O: Watch> Step<'_, O> {
    /// Schedules the `ordinal`-th candidate of a spoiler: a Poisson stream at its rate, whether it may fire or not, so
    /// that talks do not shift its draws. Draws of (spoiler child ordinal, spoiler time): gap, post, rung.
    pub(super) fn next_spoiler(&mut self, spoiler: u32, ordinal: u32) {
        let rate = self.setup.spoilers[spoiler as usize].per_hour;
        if rate > 0.0 {
            let gap = self.draw(self.candidate(spoiler, ordinal), Purpose::SpoilerTime).exponential(1.0 / rate);
            self.engine.set_cause(NO_CAUSE);
            self.after_hours(gap, Event::ThirdParty(ThirdPartyEvent::SpoilerDue { spoiler, ordinal }));
        }
    }

    fn candidate(&self, spoiler: u32, ordinal: u32) -> Lineage {
        self.setup.spoilers[spoiler as usize].lineage.child(u64::from(ordinal))
    }

    pub(super) fn spoiler_due(&mut self, spoiler: u32, ordinal: u32) {
        self.next_spoiler(spoiler, ordinal + 1);
        let fixed = &self.setup.spoilers[spoiler as usize];
        let pair = self.world.pair_id(fixed.side, fixed.adversary);
        let chance = self.talks_run(fixed.side, fixed.adversary) || self.live_truce(pair, fixed.sector);
        if chance && self.setup.hostility(fixed.side, fixed.adversary) > 0.0 {
            self.spoiler_fires(spoiler, ordinal);
        }
    }

    /// The group fires from near a post of its side in its sector; the fire is laid at that side's door.
    fn spoiler_fires(&mut self, spoiler: u32, ordinal: u32) {
        let fixed = &self.setup.spoilers[spoiler as usize];
        let manned = |post: &PostId| {
            let state = &self.world.posts[post.index()];
            state.crew > 0 && state.holder == fixed.side
        };
        let posts: Few<PostId> = self.setup.sector_posts[fixed.sector.index()].iter().copied().filter(manned).collect();
        if posts.is_empty() {
            return;
        }
        let lineage = self.candidate(spoiler, ordinal);
        let mut stream = self.draw(lineage, Purpose::SpoilerTime);
        let gap_unit = stream.unit();
        let post = posts[stream.index(posts.len())];
        let higher = Chance::draw(&mut stream, self.setup.parameters.third_party.spoiler_rung_3_share);
        let rung = 2 + u8::from(higher.happens());
        let place = self.setup.post(post).place;
        self.engine.set_cause(NO_CAUSE);
        self.decide_next(|_| {
            let typical_hours = 1.0 / fixed.per_hour;
            let hours = samplers::exponential(gap_unit, typical_hours);
            Decision::new(Topic::SpoilerGap, Draw::Delay { hours, typical_hours, typical: Typical::Mean })
        });
        self.decide_next(|_| Decision::chance(Topic::SpoilerRung, higher));
        let row = LogRow::new(Kind::SpoilerFire).at(place).sector(fixed.sector);
        self.log(row.by(fixed.side).against(fixed.adversary).rung(rung));
        self.breach_fire(post, fixed.adversary, rung, lineage);
    }
}
