//! Submodel 7, border post: seizure, recapture, handing back, captives, withdrawal.

use super::decision::{Decision, Draw, Topic};
use super::ids::{AssaultId, PairId, PostId, SectorId, SideId};
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::{LogRow, Watch};
use super::step::Step;
use crate::engine::Handle;

impl<O: Watch> Step<'_, O> {
    /// The defender leaves: some survivors are captured, the others fall back; the attacker holds the post.
    pub(super) fn seize(&mut self, assault: AssaultId) {
        let fight = &self.world.assaults[assault.index()];
        let (post, side, adversary) = (fight.post, fight.side, fight.adversary);
        let (attackers, lineage, event) = (fight.attackers, fight.lineage, fight.event);
        self.engine.cancel(fight.next);
        let parameters = &self.setup.parameters.post;
        let survivors = self.world.posts[post.index()].crew;
        let captured =
            self.draw(lineage, Purpose::Captives).binomial(u64::from(survivors), parameters.captured_share) as u32;
        self.world.posts[post.index()].crew = 0;
        self.world.soldiers[adversary.index()].captive += captured;
        let place = self.setup.post(post).place;
        let sector = self.setup.place(place).sector;
        self.fall_back(post, adversary, sector, survivors - captured);

        let staying = libm::ceil(f64::from(attackers) * parameters.occupying_share) as u32;
        self.attackers_return(assault, attackers - staying);
        let retaken = self.setup.post(post).side == side;
        let state = &mut self.world.posts[post.index()];
        (state.holder, state.crew, state.fired_on_by) = (side, staying, None);
        self.set_orders_of_holder(post);
        self.engine.set_cause(event);
        let kind = if retaken { Kind::PostRetaken } else { Kind::PostSeized };
        let row = LogRow::new(kind).at(place).target(place).sector(sector).by(side).against(adversary);
        self.decide_next(|step| {
            let start = f64::from(step.world.assaults[assault.index()].defenders_start);
            let threshold = start * (1.0 - step.setup.parameters.post.defender_loss_share);
            let draw = Draw::Below { value: f64::from(survivors), threshold };
            Decision::new(Topic::DefendersLeft, draw).by(adversary)
        });
        let seized = self.log(row.count(staying));
        if captured > 0 {
            self.decide_next(|step| {
                let probability = step.setup.parameters.post.captured_share;
                Decision::new(Topic::Captured, Draw::Part { of: survivors, probability, count: captured })
            });
            self.log(LogRow { kind: Kind::CaptivesTaken, ..row }.count(captured));
        }
        self.engine.set_cause(seized);
        self.end_assault(assault);
        self.refresh_counter_seizure(post);
    }

    /// A post acts on the rung in force at its holder's fronts.
    fn set_orders_of_holder(&mut self, post: PostId) {
        let holder = self.world.posts[post.index()].holder;
        let sector = self.setup.place(self.setup.post(post).place).sector;
        let sides = self.setup.sides.len();
        for adversary in self.sides() {
            let front = self.world.front(holder, adversary, sector);
            let (rung, issue) = (front.rung, front.orders);
            self.world.orders[post.index() * sides + adversary.index()] = rung;
            self.world.order_issues[post.index() * sides + adversary.index()] = issue;
        }
    }

    /// Soldiers who left a post go to the nearest own post of the sector, or to the garrison's reserve.
    fn fall_back(&mut self, from: PostId, side: SideId, sector: SectorId, people: u32) {
        let nearest = self.setup.sector_posts[sector.index()]
            .iter()
            .copied()
            .filter(|&post| post != from && self.is_hostile_post(post, side))
            .min_by(|&one, &other| self.distance_km(from, one).total_cmp(&self.distance_km(from, other)));
        match nearest {
            Some(post) => self.world.posts[post.index()].crew += people,
            None => self.world.garrison_mut(side, sector).reserve += people,
        }
    }

    /// A seized post goes back to its owner, who mans it from reserves.
    pub(super) fn hand_back(&mut self, post: PostId) {
        let owner = self.setup.post(post).side;
        let place = self.setup.post(post).place;
        let sector = self.setup.place(place).sector;
        if let Some(assault) = self.world.posts[post.index()].under_assault {
            self.break_off(assault);
        }
        let state = &mut self.world.posts[post.index()];
        let holder = state.holder;
        let occupiers = std::mem::take(&mut state.crew);
        (state.holder, state.fired_on_by) = (owner, None);
        self.world.garrison_mut(holder, sector).reserve += occupiers;
        let mut wanted = self.setup.post(post).crew;
        let garrison = self.world.garrison_mut(owner, sector);
        let local = wanted.min(garrison.reserve);
        garrison.reserve -= local;
        wanted -= local;
        let soldiers = &mut self.world.soldiers[owner.index()];
        let sent = wanted.min(soldiers.reserve);
        soldiers.reserve -= sent;
        self.world.posts[post.index()].crew = local + sent;
        self.set_orders_of_holder(post);
        self.log(LogRow::new(Kind::PostHandedBack).at(place).sector(sector).by(holder).against(owner));
        self.refresh_counter_seizure(post);
    }

    /// Soldiers who belong to no post go home.
    pub(super) fn withdraw_reserves(&mut self, side: SideId) {
        let mut people = 0;
        for sector in SectorId::all(self.setup.sectors.len()) {
            people += std::mem::take(&mut self.world.garrison_mut(side, sector).reserve);
        }
        self.world.soldiers[side.index()].reserve += people;
        if people > 0 {
            self.log(LogRow::new(Kind::ForcesWithdrawn).by(side).count(people));
        }
    }

    /// A truce with withdrawal is in force: seized posts are handed back, entered villages left, reinforcements go home.
    pub(super) fn withdraw_forces(&mut self, pair: PairId) {
        let cause = self.engine.cause();
        let (one, other) = self.world.pair_sides(pair);
        for post in PostId::all(self.setup.posts.len()) {
            let (owner, holder) = (self.setup.post(post).side, self.world.posts[post.index()].holder);
            if owner != holder && [one, other].contains(&owner) && [one, other].contains(&holder) {
                self.engine.set_cause(cause);
                self.hand_back(post);
            }
        }
        self.engine.set_cause(cause);
        self.leave_villages(one, other, None);
        for side in [one, other] {
            self.engine.set_cause(cause);
            self.withdraw_reserves(side);
        }
    }

    /// A truce has held: captives are returned and go to the reserve.
    pub(super) fn return_captives(&mut self, pair: PairId) {
        let (one, other) = self.world.pair_sides(pair);
        let cause = self.engine.cause();
        for (side, holder) in [(one, other), (other, one)] {
            self.engine.set_cause(cause);
            let captives = std::mem::take(&mut self.world.soldiers[side.index()].captive);
            self.world.soldiers[side.index()].reserve += captives;
            if captives > 0 {
                self.log(LogRow::new(Kind::CaptivesReturned).by(holder).against(side).count(captives));
            }
        }
    }

    /// A post has got notice of a truce with an adversary: its assaults break off, entries beside it end, its
    /// counter-seizures stop.
    pub(super) fn post_gets_notice(&mut self, post: PostId, adversary: SideId) {
        let cause = self.engine.cause();
        let side = self.world.posts[post.index()].holder;
        for index in 0..self.world.assaults.len() {
            let fight = &self.world.assaults[index];
            let joins = fight.from.iter().any(|&(from, _)| from == Some(post)) || fight.post == post;
            let between =
                [fight.side, fight.adversary].contains(&side) && [fight.side, fight.adversary].contains(&adversary);
            if fight.next != Handle::NONE && joins && between {
                self.break_off(AssaultId::at(index));
                self.engine.set_cause(cause);
            }
        }
        self.leave_villages(side, adversary, Some(post));
        self.engine.set_cause(cause);
        self.refresh_counter_seizure(post);
    }
}
