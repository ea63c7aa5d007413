//! State of a claims office.

use serde::{Deserialize, Serialize};

use crate::engine::{Draws, Handle, NO_CAUSE, Time};

use crate::model::ids::SideId;
use crate::model::purpose::Purpose;
use crate::model::setup::Setup;

/// A claims office. A side without one still has its casualties registered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Office {
    /// Own killed, as published.
    pub published_killed: u32,
    /// Own wounded, as published.
    pub published_wounded: u32,
    /// Own displaced at the moment, as registered.
    pub registered_displaced: u32,
    /// Highest number of registered displaced so far.
    pub registered_displaced_peak: u32,
    /// The others' killed as claimed by this office, in side order.
    pub claimed_killed: Vec<u32>,
    /// The others' wounded as claimed by this office, in side order.
    pub claimed_wounded: Vec<u32>,
    /// Own killed, as registered; not all is published.
    pub registered_killed: u32,
    /// Own wounded, as registered.
    pub registered_wounded: u32,
    /// Share of the own toll that it publishes, drawn once.
    pub own_share: f64,
    /// Factor on the others' toll, drawn once.
    pub enemy_factor: f64,
    /// Own deaths that reports have brought to the side's command.
    pub reported_deaths: u32,
    /// Published deaths beyond the reported ones that have raised the own threat.
    pub surplus_felt: u32,
    /// Displaced registered on arrival, ever.
    pub registered_arrivals: u32,
    /// Displaced who went home, ever.
    pub returns: u32,
    /// Adversary of the last hostile act.
    pub last_adversary: Option<SideId>,
    /// Whom the next statement accuses of a breach.
    pub accuses: Option<SideId>,
    /// Whether the next statement denies a breach.
    pub denies: bool,
    /// When something new was last learned.
    pub last_news: Time,
    /// Number of the event behind the last news.
    pub news_cause: u32,
    /// The next statement.
    pub next: Handle,
    /// Times at which it began to publish.
    pub begun: u32,
    /// Moment of the last batch to register, and batches at that moment.
    pub last_batch: (Time, u32),
}

impl Office {
    /// Draws of (side, office): own share, factor on the others' toll.
    pub(in crate::model) fn start(setup: &Setup, draws: &Draws, side: SideId) -> Office {
        let claims = &setup.parameters.claims;
        let mut stream = draws.open(setup.sides[side.index()].lineage, Purpose::Office as u32);
        let own_share = stream.uniform(claims.own_share_low, claims.own_share_high.max(claims.own_share_low));
        let low = claims.enemy_factor_low;
        let high = claims.enemy_factor_high.max(low);
        let enemy_factor = if low > 0.0 { stream.log_uniform(low, high) } else { stream.uniform(low, high) };
        Office {
            published_killed: 0,
            published_wounded: 0,
            registered_displaced: 0,
            registered_displaced_peak: 0,
            claimed_killed: vec![0; setup.sides.len()],
            claimed_wounded: vec![0; setup.sides.len()],
            registered_killed: 0,
            registered_wounded: 0,
            own_share,
            enemy_factor,
            reported_deaths: 0,
            surplus_felt: 0,
            registered_arrivals: 0,
            returns: 0,
            last_adversary: None,
            accuses: None,
            denies: false,
            last_news: Time::ZERO,
            news_cause: NO_CAUSE,
            next: Handle::NONE,
            begun: 0,
            last_batch: (Time::ZERO, 0),
        }
    }

    /// Brings the registered displaced up to date. A return may come before the registration of the arrival.
    pub(super) fn count_displaced(&mut self) {
        self.registered_displaced = self.registered_arrivals.saturating_sub(self.returns);
        self.registered_displaced_peak = self.registered_displaced_peak.max(self.registered_displaced);
    }

    /// Own toll as it is published: a share of what is registered, rounded down, and never lower than before.
    pub(super) fn update_own(&mut self) {
        self.published_killed = self.published_killed.max(share_of(self.registered_killed, self.own_share));
        self.published_wounded = self.published_wounded.max(share_of(self.registered_wounded, self.own_share));
    }

    /// Claims on another side, from what is registered there: a multiple, rounded, and never lower than before. Returns
    /// whether the claim on its dead is higher than the last.
    pub(super) fn update_claim(&mut self, about: SideId, killed: u32, wounded: u32) -> bool {
        let times = |count: u32| (f64::from(count) * self.enemy_factor + 0.5) as u32;
        let (killed, wounded) = (times(killed), times(wounded));
        let (old_killed, old_wounded) = (self.claimed_killed[about.index()], self.claimed_wounded[about.index()]);
        self.claimed_killed[about.index()] = killed.max(old_killed);
        self.claimed_wounded[about.index()] = wounded.max(old_wounded);
        killed > old_killed
    }
}

/// A share of a count, rounded down; a share of 1 is all of it.
fn share_of(count: u32, share: f64) -> u32 {
    (f64::from(count) * share + 1e-9) as u32
}
