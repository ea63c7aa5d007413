//! What stands where: notices of posts, agreements by sector, and the last acts by rung; all reached in constant time.

use serde::{Deserialize, Serialize};

use crate::engine::Time;

use crate::model::ids::{AttemptId, PairId, PostId, SectorId, SideId};
use crate::model::setup::{RUNG_MAX, Setup};

/// When acts of each rung last happened between a pair in a sector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastActs {
    by_rung: [Option<Time>; RUNG_MAX as usize + 1],
}

impl LastActs {
    /// An act of a rung happens.
    pub fn record(&mut self, rung: u8, time: Time) {
        self.by_rung[usize::from(rung.min(RUNG_MAX))] = Some(time);
    }

    /// Highest rung reached in the last `hours`, 0 for none.
    pub fn highest_within(&self, now: Time, hours: f64) -> u8 {
        let recent = |rung: &u8| self.by_rung[usize::from(*rung)].is_some_and(|time| now.hours_since(time) <= hours);
        (1..=RUNG_MAX).rev().find(recent).unwrap_or(0)
    }

    /// The last act of any rung.
    pub fn last(&self) -> Option<Time> {
        self.by_rung.iter().flatten().max().copied()
    }
}

/// Notices and standing agreements of all pairs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Truces {
    sides: usize,
    sectors: usize,
    /// The agreement of which a post has heard last, at post × sides + adversary.
    notices: Vec<Option<AttemptId>>,
    /// The newest agreement that binds a pair in a sector, at pair × sectors + sector.
    standing: Vec<Option<AttemptId>>,
    /// Last acts of a pair in a sector, at pair × sectors + sector.
    last_acts: Vec<LastActs>,
}

impl Truces {
    pub(in crate::model) fn start(setup: &Setup) -> Truces {
        let (sides, sectors) = (setup.sides.len(), setup.sectors.len());
        Truces {
            sides,
            sectors,
            notices: vec![None; setup.posts.len() * sides],
            standing: vec![None; sides * sides * sectors],
            last_acts: vec![LastActs::default(); sides * sides * sectors],
        }
    }

    #[inline]
    fn at(&self, pair: PairId, sector: SectorId) -> usize {
        pair.index() * self.sectors + sector.index()
    }

    /// The agreement of which a post has heard last, with an adversary; it may stand no longer.
    #[inline]
    pub fn notice(&self, post: PostId, adversary: SideId) -> Option<AttemptId> {
        self.notices[post.index() * self.sides + adversary.index()]
    }

    pub(super) fn set_notice(&mut self, post: PostId, adversary: SideId, attempt: AttemptId) {
        self.notices[post.index() * self.sides + adversary.index()] = Some(attempt);
    }

    /// The agreement that stands between a pair in a sector.
    #[inline]
    pub fn standing(&self, pair: PairId, sector: SectorId) -> Option<AttemptId> {
        self.standing[self.at(pair, sector)]
    }

    /// Puts an agreement in place and returns the one that stood there.
    pub(super) fn replace(&mut self, pair: PairId, sector: SectorId, by: Option<AttemptId>) -> Option<AttemptId> {
        let at = self.at(pair, sector);
        std::mem::replace(&mut self.standing[at], by)
    }

    /// Last acts between a pair in a sector.
    #[inline]
    pub fn last_acts(&self, pair: PairId, sector: SectorId) -> &LastActs {
        &self.last_acts[self.at(pair, sector)]
    }

    pub(super) fn last_acts_mut(&mut self, pair: PairId, sector: SectorId) -> &mut LastActs {
        let at = self.at(pair, sector);
        &mut self.last_acts[at]
    }
}
