//! Notice: word of an agreement spreads from post to post.

use super::{CeasefireEvent, Form, Phase, Standing};
use crate::model::decision::{Decision, Topic};
use crate::model::event::Event;
use crate::model::ids::{AttemptId, PostId, SideId};
use crate::model::kind::Kind;
use crate::model::purpose::Purpose;
use crate::model::record::{LogRow, Watch};
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// Word goes out to each post in scope that either side holds; it arrives after Exp(the channel's mean notice).
    /// Draw of (attempt child post's place, notice): delay.
    pub(super) fn spread_notice(&mut self, id: AttemptId) {
        let mut waiting = self.world.spare.notices.take();
        let attempt = &self.world.attempts[id.index()];
        let mean = self.setup.channels[attempt.channel.index()].notice_hours_mean;
        let (low, high) = self.world.pair_sides(attempt.pair);
        for entry in &attempt.scope {
            for &post in &self.setup.sector_posts[entry.sector.index()] {
                let holder = self.holder(post);
                if holder == low || holder == high {
                    let place = self.setup.place(self.setup.post(post).place);
                    waiting.push((post, attempt.lineage.child(place.lineage.0)));
                }
            }
        }
        self.world.attempts[id.index()].unnotified = waiting.len() as u32;
        for &(post, lineage) in &waiting {
            let hours = self.draw(lineage, Purpose::Notice).exponential(mean);
            self.decide(|step| {
                Decision::mean(Topic::NoticeDelay, step.now(), hours, mean).at(step.setup.post(post).place)
            });
            self.after_hours(hours, Event::Ceasefire(CeasefireEvent::Notice { attempt: id, post }));
        }
        if waiting.is_empty() {
            self.comes_into_force(id);
        }
        self.world.spare.notices.give(waiting);
    }

    /// Word reaches a post. Where the agreement has ended meanwhile it changes nothing.
    pub(super) fn notice_arrives(&mut self, id: AttemptId, post: PostId) {
        let attempt = &mut self.world.attempts[id.index()];
        attempt.unnotified -= 1;
        let (pair, complete) = (attempt.pair, attempt.unnotified == 0);
        let place = self.setup.post(post).place;
        let sector = self.setup.place(place).sector;
        let binding = attempt.position(sector).map(|position| attempt.scope[position].standing);
        if binding == Some(Standing::Binding) {
            let (low, high) = self.world.pair_sides(pair);
            // Both entries: should the post change hands, its new holder has heard too.
            self.world.truces.set_notice(post, low, id);
            self.world.truces.set_notice(post, high, id);
            let holder = self.holder(post);
            let adversary = if holder == low { high } else { low };
            self.log_notice(id, post, holder, adversary);
            self.post_gets_notice(post, adversary);
        }
        if complete {
            self.comes_into_force(id);
        }
    }

    fn log_notice(&mut self, id: AttemptId, post: PostId, holder: SideId, adversary: SideId) {
        let place = self.setup.post(post).place;
        let sector = self.setup.place(place).sector;
        self.log(LogRow::new(Kind::TruceNotice).at(place).sector(sector).by(holder).against(adversary).attempt(id));
    }

    /// Every post where the agreement still stands has heard. One with withdrawal now sends forces home.
    fn comes_into_force(&mut self, id: AttemptId) {
        let now = self.now();
        let attempt = &mut self.world.attempts[id.index()];
        if attempt.phase != Phase::Spreading {
            return;
        }
        (attempt.phase, attempt.in_force) = (Phase::InForce, Some(now));
        let (pair, form) = (attempt.pair, attempt.form);
        self.log(LogRow::new(Kind::TruceInForce).attempt(id));
        if form == Form::Withdrawal {
            self.withdraw_forces(pair);
        }
    }
}
