//! Breach: where the life of an agreement is spent, a post fires.

use crate::engine::Handle;

use super::Standing;
use crate::model::decision::{Chance, Decision, Draw, Topic, Typical, choice};
use crate::model::ids::{AttemptId, PostId, SectorId, SideId};
use crate::model::kind::Kind;
use crate::model::pool::Few;
use crate::model::purpose::Purpose;
use crate::model::record::{LogRow, Watch};
use crate::model::setup::Near;
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// Life is spent in a sector. Where no post has crew nobody is there to breach, and the agreement stands on.
    pub(super) fn life_ends(&mut self, id: AttemptId, sector: SectorId) {
        let attempt = &mut self.world.attempts[id.index()];
        let Some(position) = attempt.position(sector) else { return };
        attempt.scope[position].life.handle = Handle::NONE;
        if attempt.scope[position].standing == Standing::Binding && attempt.phase.is_live() {
            self.breach(id, position);
        }
    }

    /// A breach: one incident at rung 2 or 3 by a post of either side. The sector falls, and with enough sectors the
    /// whole. Draws of (attempt child sector, breach): post, rung.
    fn breach(&mut self, id: AttemptId, position: usize) {
        let attempt = &self.world.attempts[id.index()];
        let sector = attempt.scope[position].sector;
        let lineage = attempt.lineage.child(self.setup.sectors[sector.index()].lineage.0);
        let (posts, weights) = self.breach_weights(id, sector);
        let mut stream = self.draw(lineage, Purpose::Breach);
        let Some(chosen) = stream.weighted(&weights) else { return };
        let higher = Chance::draw(&mut stream, self.setup.parameters.ceasefire.breach_rung_3_share);
        let rung = 2 + u8::from(higher.happens());
        let (post, by, against) = posts[chosen];
        let place = self.setup.post(post).place;
        self.decide_next(|step| step.life_told(id, position));
        self.decide_next(|_| Decision::new(Topic::BreachPost, choice(&weights, chosen)).at(place));
        self.decide_next(|_| Decision::chance(Topic::BreachRung, higher));
        let row = LogRow::new(Kind::Breach).at(place).sector(sector).by(by).against(against).attempt(id).rung(rung);
        let breach = self.log(row);
        self.breach_fire(post, against, rung, lineage);
        self.engine.set_cause(breach);
        self.collapse_sector(id, position);
        self.offices_see_breach(id, by, against);
        self.order_evacuations(by, sector);
        self.order_evacuations(against, sector);
        self.engine.set_cause(breach);
        self.collapse_when_due(id);
    }

    /// How long an agreement has lived in a sector, beside the time by which half would have ended there with the hazard
    /// ratio that it had at its end.
    fn life_told(&self, id: AttemptId, position: usize) -> Decision {
        let attempt = &self.world.attempts[id.index()];
        let hours = self.now().hours_since(attempt.agreed.unwrap_or(attempt.proposed));
        let ratio = attempt.scope[position].life.ratio;
        let shape = self.setup.parameters.ceasefire.life_shape;
        let typical_hours = attempt.scale_hours * libm::pow(std::f64::consts::LN_2 / ratio, 1.0 / shape);
        let draw = Draw::Delay { hours, typical_hours, typical: Typical::Median };
        Decision::new(Topic::TruceLife, draw).sector(attempt.scope[position].sector)
    }

    /// The posts that may breach in a sector with holder and adversary, and their weights: 1, times a factor without
    /// notice, per distance from the venue, and within reach of an open grievance.
    fn breach_weights(&self, id: AttemptId, sector: SectorId) -> (Few<(PostId, SideId, SideId)>, Few<f64>) {
        let parameters = &self.setup.parameters.ceasefire;
        let attempt = &self.world.attempts[id.index()];
        let venue = self.setup.channels[attempt.channel.index()].venue;
        let (low, high) = self.world.pair_sides(attempt.pair);
        let (mut posts, mut weights) = (Few::new(), Few::new());
        for &post in &self.setup.sector_posts[sector.index()] {
            let by = self.holder(post);
            let against = if by == low { high } else { low };
            let party = by == low || by == high;
            if !party || self.world.posts[post.index()].crew == 0 || self.setup.hostility(by, against) <= 0.0 {
                continue;
            }
            let mut weight = if self.has_notice(post, against) { 1.0 } else { parameters.breach_unnotified };
            if let Some(venue) = venue {
                let from = self.setup.place(self.setup.post(post).place).position;
                let distance_km = from.distance_km(self.setup.place(venue).position);
                weight *= libm::pow(parameters.breach_distance, distance_km / parameters.breach_distance_km);
            }
            if self.open_grievance_near(post) {
                weight *= parameters.breach_grievance;
            }
            posts.push((post, by, against));
            // Far venues must not overflow the total.
            weights.push(weight.min(1e100));
        }
        (posts, weights)
    }

    fn open_grievance_near(&self, post: PostId) -> bool {
        self.setup.post(post).near.iter().any(|neighbour| match neighbour.what {
            Near::Site(site) => self.world.sites[site.index()].grievance_open,
            _ => false,
        })
    }
}
