//! The life of every ceasefire attempt, read back from the truth log.

use crate::engine::Time;

use super::ids::{AttemptId, SectorId, SideId};
use super::kind::Kind;
use super::record::LogRow;

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Talks ended without agreement.
    TalksFailed,
    /// It collapsed.
    Collapsed,
    /// It held; its clock stopped.
    Held,
    /// A newer one took its place.
    Superseded,
}

impl End {
    /// In plain words.
    pub const fn words(self) -> &'static str {
        match self {
            End::TalksFailed => "talks failed",
            End::Collapsed => "collapsed",
            End::Held => "held",
            End::Superseded => "superseded",
        }
    }
}

/// A breach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreachMark {
    /// When.
    pub time: Time,
    /// Where.
    pub sector: Option<SectorId>,
    /// By whom.
    pub side: Option<SideId>,
}

/// One attempt from proposal to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Truce {
    /// Which.
    pub attempt: AttemptId,
    /// Talks began.
    pub proposed: Option<Time>,
    /// Agreed; word begins to spread.
    pub agreed: Option<Time>,
    /// Posts that have notice.
    pub notices: u32,
    /// Known at every post in its scope.
    pub in_force: Option<Time>,
    /// Sectors in which it ended before the whole of it did.
    pub sector_ends: Vec<(SectorId, Time)>,
    /// Breaches.
    pub breaches: Vec<BreachMark>,
    /// End and how.
    pub end: Option<(Time, End)>,
}

/// The attempts that a truth log tells of, in order of their first row.
pub fn of_log(rows: &[LogRow]) -> Vec<Truce> {
    let mut truces: Vec<Truce> = Vec::new();
    for row in rows {
        let Some(attempt) = row.attempt else { continue };
        let position = truces.iter().rposition(|truce| truce.attempt == attempt).unwrap_or_else(|| {
            truces.push(Truce::new(attempt));
            truces.len() - 1
        });
        truces[position].tell(row);
    }
    truces
}

impl Truce {
    fn new(attempt: AttemptId) -> Truce {
        Truce {
            attempt,
            proposed: None,
            agreed: None,
            notices: 0,
            in_force: None,
            sector_ends: Vec::new(),
            breaches: Vec::new(),
            end: None,
        }
    }

    fn tell(&mut self, row: &LogRow) {
        let time = row.time;
        match row.kind {
            Kind::TruceProposed => self.proposed = Some(time),
            Kind::TruceAgreed => self.agreed = Some(time),
            Kind::TruceNotice => self.notices += 1,
            Kind::TruceInForce => self.in_force = Some(time),
            Kind::Breach => self.breaches.push(BreachMark { time, sector: row.sector, side: row.side }),
            Kind::TruceSectorCollapsed => self.sector_ends.extend(row.sector.map(|sector| (sector, time))),
            Kind::TalksFailed => self.end = Some((time, End::TalksFailed)),
            Kind::TruceCollapsed => self.end = Some((time, End::Collapsed)),
            Kind::TruceHeld => self.end = Some((time, End::Held)),
            Kind::TruceSuperseded => self.end = Some((time, End::Superseded)),
            _ => {}
        }
    }

    /// Whether it was agreed at all.
    pub fn was_agreed(&self) -> bool {
        self.agreed.is_some()
    }
}
