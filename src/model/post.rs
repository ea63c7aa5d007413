//! Submodel 7, border post: crews, stock, fatigue, assault, seizure, ground entry.

use serde::{Deserialize, Serialize};

use super::event::events;
use super::ids::{AssaultId, PairId, PostId, SideId};
use super::record::Watch;
use super::setup::Setup;
use super::step::Step;

/// State of a post.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PostState {
    /// Fit soldiers of the holder.
    pub crew: u32,
    /// Who holds it, when it is not the owner.
    pub seized_by: Option<SideId>,
}

/// Garrison of a side in a sector.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Garrison {
    /// Heavy incidents in stock.
    pub heavy_stock: u32,
}

/// Soldiers of a side by state. The sum never changes.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Soldiers {
    /// At the start: crews and reserves.
    pub initial: u32,
    /// Not yet sent, or withdrawn.
    pub reserve: u32,
    /// Wounded.
    pub wounded: u32,
    /// Dead.
    pub dead: u32,
    /// Held captive by the other side.
    pub captive: u32,
}

/// An assault.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Assault {
    /// The post assaulted.
    pub post: PostId,
}

/// Soldiers under way.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TroopConvoy {
    /// Whose.
    pub side: SideId,
    /// How many.
    pub people: u32,
    /// Where to.
    pub to: PostId,
}

impl PostState {
    pub(super) fn start(setup: &Setup, post: PostId) -> PostState {
        PostState { crew: setup.post(post).crew, ..PostState::default() }
    }
}

impl Garrison {
    pub(super) fn start(setup: &Setup) -> Garrison {
        Garrison { heavy_stock: setup.parameters.post.heavy_stock as u32 }
    }
}

impl Soldiers {
    pub(super) fn start(setup: &Setup, side: SideId) -> Soldiers {
        let crews: u32 = setup.posts.iter().filter(|post| post.side == side).map(|post| post.crew).sum();
        let reserve = setup.sides[side.index()].reserves;
        Soldiers { initial: crews + reserve, reserve, ..Soldiers::default() }
    }
}

events! {
    /// Events of posts.
    PostEvent {
        /// The next loss in an assault.
        AssaultExchange { assault: AssaultId } = 600,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn post_event(&mut self, _event: PostEvent) {}

    /// A truce with withdrawal is in force: seized posts are handed back, entered villages left, reinforcements go home.
    pub(super) fn withdraw_forces(&mut self, _pair: PairId) {}

    /// A truce has held: captives are returned.
    pub(super) fn return_captives(&mut self, _pair: PairId) {}

    /// A post has got notice of a truce with an adversary: its assaults break off, entries end.
    pub(super) fn post_gets_notice(&mut self, _post: PostId, _adversary: SideId) {}

    /// A written truce between two sides may call operations off.
    pub(super) fn truce_calls_off_operations(&mut self, _pair: PairId) {}

    /// A post breaches a truce, or a spoiler fires from its sector: one incident at `rung`, thinned by nothing.
    /// Returns false when the post has nothing to fire at.
    pub(super) fn breach_fire(
        &mut self,
        _post: PostId,
        _adversary: SideId,
        _rung: u8,
        _lineage: crate::engine::Lineage,
    ) -> bool {
        false
    }

    /// Fatigue of a side in a sector, 0..=1.
    pub fn fatigue(&self, _side: SideId, _sector: super::ids::SectorId) -> f64 {
        0.0
    }
}
