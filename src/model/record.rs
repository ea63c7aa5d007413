//! What a run tells an observer: the truth log and the claims log.

use serde::{Deserialize, Serialize};

use crate::engine::{self, Time};

use super::border::Border;
use super::ceasefire::Form;
use super::decision::{Decision, ReportRow};
use super::evacuation::Closure;
use super::ids::{AttemptId, ChannelId, InjectId, LinkId, PairId, PlaceId, SectorId, SideId, ThirdPartyId};
use super::kind::Kind;

/// People hurt by one event on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harm {
    /// Soldiers killed.
    pub killed_military: u32,
    /// Civilians killed.
    pub killed_civilian: u32,
    /// Soldiers wounded.
    pub wounded_military: u32,
    /// Civilians wounded.
    pub wounded_civilian: u32,
}

impl Harm {
    /// Killed, soldiers and civilians.
    pub fn killed(&self) -> u32 {
        self.killed_military + self.killed_civilian
    }

    /// Wounded, soldiers and civilians.
    pub fn wounded(&self) -> u32 {
        self.wounded_military + self.wounded_civilian
    }

    /// Nobody hurt.
    pub fn is_none(&self) -> bool {
        *self == Harm::default()
    }
}

/// What an event is about beyond places, sides and people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail {
    /// Nothing beyond.
    #[default]
    None,
    /// This entry of the script.
    Inject(InjectId),
    /// This third party.
    ThirdParty(ThirdPartyId),
    /// Talks of two sides through a channel.
    Talks {
        /// The two sides.
        pair: PairId,
        /// The channel.
        channel: ChannelId,
    },
    /// An agreement of this form.
    Form(Form),
    /// This reason for which a road is closed.
    Closure(Closure),
}

/// One row of the truth log: one event, or one harmed side of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRow {
    /// Number of the event; rows of one event share it.
    pub event: u32,
    /// When.
    pub time: Time,
    /// What.
    pub kind: Kind,
    /// Where it happened, or where the actor stands.
    pub place: Option<PlaceId>,
    /// In which sector.
    pub sector: Option<SectorId>,
    /// Who acts.
    pub side: Option<SideId>,
    /// Target place.
    pub target: Option<PlaceId>,
    /// Target link (a convoy or a road).
    pub link: Option<LinkId>,
    /// Whose people or post is the target, or the side that is harmed in this row.
    pub target_side: Option<SideId>,
    /// Ceasefire attempt that the event belongs to.
    pub attempt: Option<AttemptId>,
    /// Rung, 0 when it has none.
    pub rung: u8,
    /// People or houses that the event is about, beyond the harm.
    pub count: u32,
    /// What else it is about.
    pub detail: Detail,
    /// Harm to `target_side`.
    pub harm: Harm,
    /// Number of the event that caused it, [`engine::NO_CAUSE`] for a root.
    pub cause: u32,
}

impl LogRow {
    /// A row of a kind, all else absent; number, time and cause are filled in when it is logged.
    pub fn new(kind: Kind) -> LogRow {
        LogRow {
            event: 0,
            time: Time::ZERO,
            kind,
            place: None,
            sector: None,
            side: None,
            target: None,
            link: None,
            target_side: None,
            attempt: None,
            rung: 0,
            count: 0,
            detail: Detail::None,
            harm: Harm::default(),
            cause: engine::NO_CAUSE,
        }
    }

    /// With the place where it happens.
    pub fn at(self, place: PlaceId) -> LogRow {
        LogRow { place: Some(place), ..self }
    }

    /// With the sector.
    pub fn sector(self, sector: SectorId) -> LogRow {
        LogRow { sector: Some(sector), ..self }
    }

    /// With the acting side.
    pub fn by(self, side: SideId) -> LogRow {
        LogRow { side: Some(side), ..self }
    }

    /// With the target place.
    pub fn target(self, place: PlaceId) -> LogRow {
        LogRow { target: Some(place), ..self }
    }

    /// With the road link.
    pub fn link(self, link: LinkId) -> LogRow {
        LogRow { link: Some(link), ..self }
    }

    /// With the side that is the target or is harmed.
    pub fn against(self, side: SideId) -> LogRow {
        LogRow { target_side: Some(side), ..self }
    }

    /// With the ceasefire attempt.
    pub fn attempt(self, attempt: AttemptId) -> LogRow {
        LogRow { attempt: Some(attempt), ..self }
    }

    /// With the rung.
    pub fn rung(self, rung: u8) -> LogRow {
        LogRow { rung, ..self }
    }

    /// With a number of people or houses.
    pub fn count(self, count: u32) -> LogRow {
        LogRow { count, ..self }
    }

    /// With what else it is about.
    pub fn detail(self, detail: Detail) -> LogRow {
        LogRow { detail, ..self }
    }

    /// With harm to the target side.
    pub fn harm(self, harm: Harm) -> LogRow {
        LogRow { harm, ..self }
    }
}

/// One statement of a claims office. It says what a side publishes, never what is true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClaimRow {
    /// When.
    pub time: Time,
    /// Who publishes.
    pub claimant: SideId,
    /// About whose losses.
    pub about: SideId,
    /// Killed, cumulative, as claimed.
    pub killed: u32,
    /// Wounded, cumulative, as claimed.
    pub wounded: u32,
    /// Displaced at the moment, as registered; only about the own side.
    pub displaced: Option<u32>,
    /// Whom the claimant names as first shooter.
    pub first_shooter: SideId,
    /// What the statement says besides.
    pub statement: Statement,
}

/// What a statement says besides the tolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Statement {
    /// Tolls only.
    Toll,
    /// Denies a breach that the other side reports.
    DeniesBreach,
    /// Accuses the other side of a breach.
    AccusesOfBreach,
}

impl Statement {
    /// Stable name, as in `claims.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Statement::Toll => "toll",
            Statement::DeniesBreach => "denies_breach",
            Statement::AccusesOfBreach => "accuses_of_breach",
        }
    }
}

/// Watches a run of the model.
pub trait Watch: engine::Observer<Border> {
    /// A row of the truth log.
    fn logged(&mut self, row: &LogRow);
    /// A row of the claims log.
    fn claimed(&mut self, row: &ClaimRow);
    /// Whether it wants to hear of decisions and reports. When not, nothing is made of them.
    #[inline]
    fn hears_decisions(&self) -> bool {
        false
    }
    /// A decision, in the order in which they are told.
    fn decided(&mut self, _decision: &Decision) {}
    /// A command has heard of something.
    fn reported(&mut self, _row: &ReportRow) {}
    /// Itself, when it wants to be told; None of the one that does not.
    fn listener(&mut self) -> Option<&mut dyn Watch>;
}

/// Any watcher, so that the rules are compiled twice and no more: for nobody, and for whoever this passes on to.
pub struct Listener<'a>(pub &'a mut dyn Watch);

impl engine::Observer<Border> for Listener<'_> {
    fn clock_passes(&mut self, model: &Border, until: Time) {
        self.0.clock_passes(model, until);
    }
}

impl Watch for Listener<'_> {
    fn logged(&mut self, row: &LogRow) {
        self.0.logged(row);
    }

    fn claimed(&mut self, row: &ClaimRow) {
        self.0.claimed(row);
    }

    fn hears_decisions(&self) -> bool {
        self.0.hears_decisions()
    }

    fn decided(&mut self, decision: &Decision) {
        self.0.decided(decision);
    }

    fn reported(&mut self, row: &ReportRow) {
        self.0.reported(row);
    }

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self.0)
    }
}

impl Watch for () {
    #[inline]
    fn logged(&mut self, _: &LogRow) {}
    #[inline]
    fn claimed(&mut self, _: &ClaimRow) {}
    fn listener(&mut self) -> Option<&mut dyn Watch> {
        None
    }
}
