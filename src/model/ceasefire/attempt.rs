//! A ceasefire attempt and its sectors.

use serde::{Deserialize, Serialize};

use crate::engine::{Handle, Lineage, NO_CAUSE, Time};

use super::Life;
use crate::model::ids::{ChannelId, PairId, SectorId};

/// Where an attempt stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Talks run.
    Talks,
    /// Talks ended without agreement.
    Failed,
    /// Agreed; word spreads.
    Spreading,
    /// In force at every post.
    InForce,
    /// Held.
    Held,
    /// Collapsed.
    Collapsed,
    /// A newer one took its place.
    Superseded,
}

impl Phase {
    /// Agreed and neither held nor ended: its life runs.
    pub fn is_live(self) -> bool {
        matches!(self, Phase::Spreading | Phase::InForce)
    }
}

/// Form of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// By word.
    Verbal,
    /// In writing.
    Written,
    /// In writing, with withdrawal.
    Withdrawal,
}

impl Form {
    /// All forms, in the order of [`Channel::forms`](crate::model::setup::Channel::forms).
    pub const ALL: [Form; 3] = [Form::Verbal, Form::Written, Form::Withdrawal];
}

/// Where an agreement stands in one sector of its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// It binds the posts there that have notice.
    Binding,
    /// It was breached there.
    Breached,
    /// A newer agreement took its place there.
    Superseded,
    /// It binds no longer: the whole fell, or fire came back after it had held.
    Lapsed,
}

/// One sector in the scope of an agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScopeSector {
    /// Which.
    pub sector: SectorId,
    /// Where the agreement stands here.
    pub standing: Standing,
    /// Whether there was an armed act shortly before the agreement: only then life runs here.
    pub at_risk: bool,
    /// When it was breached here.
    pub breached: Option<Time>,
    /// Acts at rung 4 or more here since the agreement.
    pub heavy_acts: u32,
    /// Its life here, when at risk.
    pub life: Life,
}

/// A ceasefire attempt. Times are None until they come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attempt {
    /// Parties.
    pub pair: PairId,
    /// Channel.
    pub channel: ChannelId,
    /// Form, once agreed.
    pub form: Form,
    /// Phase.
    pub phase: Phase,
    /// Root of its draws: child of the pair's lineage by ordinal.
    pub lineage: Lineage,
    /// Sector of the worst fire when it was proposed.
    pub worst_sector: SectorId,
    /// When talks began.
    pub proposed: Time,
    /// When it was agreed and took effect.
    pub agreed: Option<Time>,
    /// When the last post had notice.
    pub in_force: Option<Time>,
    /// When talks failed, or it held, collapsed or was superseded.
    pub ended: Option<Time>,
    /// Truces of the pair that had failed before it was agreed.
    pub failed_before: u32,
    /// Sectors that it covers, in order of sector; empty until agreed.
    pub scope: Vec<ScopeSector>,
    /// Posts that have not heard.
    pub unnotified: u32,
    /// Third parties that left during its life and hurt it.
    pub leavings: u32,
    /// Gamma frailty shared by its sectors, mean 1.
    pub frailty: f64,
    /// Weibull scale of its life, in hours.
    pub scale_hours: f64,
    /// Last armed act in its scope, or its agreement.
    pub last_armed_act: Time,
    /// Number of that act in the truth log, or of the agreement.
    pub last_armed_event: u32,
    /// Number of its agreement in the truth log.
    pub agreement_event: u32,
    /// The pending check whether it has held.
    pub hold: Handle,
}

impl Attempt {
    /// An attempt whose talks begin now.
    pub(super) fn propose(
        pair: PairId,
        channel: ChannelId,
        lineage: Lineage,
        worst_sector: SectorId,
        now: Time,
    ) -> Attempt {
        Attempt {
            pair,
            channel,
            form: Form::Verbal,
            phase: Phase::Talks,
            lineage,
            worst_sector,
            proposed: now,
            agreed: None,
            in_force: None,
            ended: None,
            failed_before: 0,
            scope: Vec::new(),
            unnotified: 0,
            leavings: 0,
            frailty: 1.0,
            scale_hours: 0.0,
            last_armed_act: now,
            last_armed_event: NO_CAUSE,
            agreement_event: NO_CAUSE,
            hold: Handle::NONE,
        }
    }

    /// Position of a sector in the scope.
    pub fn position(&self, sector: SectorId) -> Option<usize> {
        self.scope.binary_search_by_key(&sector, |entry| entry.sector).ok()
    }

    /// Sectors breached so far.
    pub fn breached_sectors(&self) -> usize {
        self.scope.iter().filter(|entry| entry.breached.is_some()).count()
    }
}
