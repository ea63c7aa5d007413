//! Choice of a target: what lies in reach of a post, weighted by distance.

use super::geometry::Position;
use super::ids::{LinkId, PlaceId, PostId, SectorId, SideId, SiteId, VillageId};
use super::purpose::Purpose;
use super::record::Watch;
use super::setup::{Near, Neighbour};
use super::step::Step;
use crate::engine::Lineage;

/// What an armed act is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A post and its crew.
    Post(PostId),
    /// A village.
    Village(VillageId),
    /// A contested site and its works.
    Site(SiteId),
    /// People on a road link.
    Convoy(LinkId),
    /// A crowd at a site.
    Crowd(SiteId),
}

/// Ranges of the weapon classes in km: small arms, machine guns and light mortars, heavy mortars and armour, tube artillery
/// and rockets (model.md, submodel 3).
pub(super) const RANGES_KM: [f64; 4] = [2.0, 5.0, 8.0, 15.0];

/// Position in [`RANGES_KM`] of the weapon class of a rung.
#[inline]
pub(super) const fn weapon_class(rung: u8) -> usize {
    match rung {
        0..=2 => 0,
        3 => 1,
        4 => 2,
        _ => 3,
    }
}

/// Range of the weapon class of a rung, in km.
#[inline]
pub const fn range_km(rung: u8) -> f64 {
    RANGES_KM[weapon_class(rung)]
}

/// Chooses one of several by weight, for a number in (0, 1) that is drawn only then; None when there are none.
pub(super) fn choose<T: Copy>(unit: impl FnOnce() -> f64, choices: &[(T, f64)]) -> Option<T> {
    if choices.is_empty() {
        return None;
    }
    let mut left = unit() * choices.iter().map(|&(_, weight)| weight).sum::<f64>();
    let mut last = None;
    for &(choice, weight) in choices {
        last = Some(choice);
        left -= weight;
        if left < 0.0 {
            break;
        }
    }
    last
}

impl<O: Watch> Step<'_, O> {
    /// Draws a target of `adversary` for a post: weight exp(-2 d / range) times the weight of its kind. With nothing in
    /// range a patrol goes to the nearest hostile post or village within the patrol radius. One draw.
    pub(super) fn choose_target(
        &mut self,
        post: PostId,
        adversary: SideId,
        rung: u8,
        lineage: Lineage,
    ) -> Option<Target> {
        let mut choices = self.world.spare.targets.take();
        self.in_range(post, adversary, rung, |target, weight| choices.push((target, weight)));
        let chosen = choose(|| self.draw(lineage, Purpose::Target).unit(), &choices);
        self.world.spare.targets.give(choices);
        if chosen.is_some() {
            return chosen;
        }
        let radius = self.setup.parameters.incident.patrol_radius_km;
        self.setup.post(post).near.iter().take_while(|near| near.distance_km <= radius).find_map(|near| {
            match near.what {
                Near::Post(other) if self.is_hostile_post(other, adversary) => Some(Target::Post(other)),
                Near::Village(village) if self.setup.village(village).side == adversary => {
                    Some(Target::Village(village))
                }
                _ => None,
            }
        })
    }

    /// With which probability a target was drawn among all in range, and among how many; None for one that a patrol met.
    #[cold]
    pub(super) fn target_share(&self, post: PostId, adversary: SideId, rung: u8, target: Target) -> Option<(f64, u32)> {
        let (mut total, mut of_target, mut count) = (0.0, 0.0, 0);
        self.in_range(post, adversary, rung, |other, weight| {
            total += weight;
            of_target += if other == target { weight } else { 0.0 };
            count += 1;
        });
        (total > 0.0).then(|| (of_target / total, count))
    }

    /// Goes through everything of `adversary` in range of a post at a rung, with its weight, above 0.
    #[inline]
    fn in_range(&self, post: PostId, adversary: SideId, rung: u8, mut found: impl FnMut(Target, f64)) {
        let by_distance = self.setup.map().distance_weights(self.setup, post, weapon_class(rung));
        for (near, distance_weight) in self.setup.post(post).near.iter().zip(by_distance) {
            for (target, weight) in self.targets_at(near, adversary).into_iter().flatten() {
                let weight = weight * distance_weight;
                if weight > 0.0 {
                    found(target, weight);
                }
            }
        }
    }

    /// A neighbour as a target with the weight of its kind; a site may be two, its works and its crowd.
    #[inline]
    fn targets_at(&self, near: &Neighbour, adversary: SideId) -> [Option<(Target, f64)>; 2] {
        let incident = &self.setup.parameters.incident;
        match near.what {
            Near::Post(other) => {
                let hostile = self.is_hostile_post(other, adversary);
                [hostile.then_some((Target::Post(other), incident.target_weight_post)), None]
            }
            Near::Village(village) => {
                let hostile = self.setup.village(village).side == adversary;
                [hostile.then_some((Target::Village(village), incident.target_weight_village)), None]
            }
            Near::Site(site) => {
                let state = &self.world.sites[site.index()];
                let works = (!state.destroyed).then_some((Target::Site(site), incident.target_weight_site));
                let crowd =
                    (state.crowd[adversary.index()] > 0).then_some((Target::Crowd(site), incident.target_weight_crowd));
                [works, crowd]
            }
            Near::Link(link) => {
                let people = self.people_near_on_link(link, adversary) >= 1.0;
                [people.then_some((Target::Convoy(link), incident.target_weight_convoy)), None]
            }
        }
    }

    /// Whether a post is manned by `side` now.
    pub(super) fn is_hostile_post(&self, post: PostId, side: SideId) -> bool {
        let state = &self.world.posts[post.index()];
        state.holder == side && state.crew > 0
    }

    /// Place of a target for the log; none for a convoy, which is on a link.
    pub(super) fn target_place(&self, target: Target) -> Option<PlaceId> {
        match target {
            Target::Post(post) => Some(self.setup.post(post).place),
            Target::Village(village) => Some(self.setup.village(village).place),
            Target::Site(site) | Target::Crowd(site) => Some(self.setup.site(site).place),
            Target::Convoy(_) => None,
        }
    }

    /// Where a target is on the map.
    pub(super) fn target_position(&self, target: Target) -> Position {
        match target {
            Target::Convoy(link) => self.setup.link_middle(link),
            other => self.target_place(other).map_or_else(Position::default, |place| self.setup.place(place).position),
        }
    }

    /// The sector in which a target lies.
    pub(super) fn target_sector(&self, target: Target) -> SectorId {
        match target {
            Target::Convoy(link) => self.setup.link(link).sector,
            other => self.target_place(other).map_or(SectorId(0), |place| self.setup.place(place).sector),
        }
    }
}
