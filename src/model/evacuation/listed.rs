//! The groups of a village, in columns: each look at the return runs through numbers alone.

use serde::{Deserialize, Serialize};

use crate::model::ids::VehicleId;
use crate::model::pool::reuse;

/// Groups of a village that left or prepare to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<ListedGroup>", into = "Vec<ListedGroup>")]
pub(in crate::model) struct Groups {
    vehicles: Vec<VehicleId>,
    house_ranks: Vec<f64>,
    return_budgets: Vec<f64>,
}

/// A group in the list of its village, with what each look at the return needs of it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(in crate::model) struct ListedGroup {
    pub(in crate::model) vehicle: VehicleId,
    /// Rank of its house; infinite without a household.
    pub(in crate::model) house_rank: f64,
    /// Unit exponential until the return, not yet spent; infinite unless it is housed or stranded, and [`NOT_DRAWN`]
    /// from its arrival until calm first spends from it.
    pub(in crate::model) return_budget: f64,
}

/// In place of the budget of a group that is housed and has not been drawn yet: many never see calm.
pub(super) const NOT_DRAWN: f64 = f64::NEG_INFINITY;

/// What one look at the return takes from the budgets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spent {
    /// Of a group whose home stands.
    pub standing: f64,
    /// Of one whose home is ruined.
    pub ruined: f64,
    /// Share of houses that are ruined: those of lower rank.
    pub ruined_share: f64,
}

impl Spent {
    /// Of a group with a house of this rank.
    #[inline]
    pub(super) fn of(self, house_rank: f64) -> f64 {
        if house_rank < self.ruined_share { self.ruined } else { self.standing }
    }
}

impl Groups {
    pub(in crate::model) fn is_empty(&self) -> bool {
        self.vehicles.is_empty()
    }

    /// The groups, in the order of the list.
    #[inline]
    pub(in crate::model) fn vehicles(&self) -> &[VehicleId] {
        &self.vehicles
    }

    /// A group at a position.
    #[inline]
    pub(super) fn at(&self, position: usize) -> ListedGroup {
        ListedGroup {
            vehicle: self.vehicles[position],
            house_rank: self.house_ranks[position],
            return_budget: self.return_budgets[position],
        }
    }

    #[inline]
    pub(super) fn push(&mut self, group: ListedGroup) {
        self.vehicles.push(group.vehicle);
        self.house_ranks.push(group.house_rank);
        self.return_budgets.push(group.return_budget);
    }

    /// Takes the group at a position away; the last, which comes there, is returned if there is one.
    #[inline]
    pub(super) fn remove(&mut self, position: usize) -> Option<VehicleId> {
        self.vehicles.swap_remove(position);
        self.house_ranks.swap_remove(position);
        self.return_budgets.swap_remove(position);
        self.vehicles.get(position).copied()
    }

    #[inline]
    pub(super) fn set_return_budget(&mut self, position: usize, budget: f64) {
        self.return_budgets[position] = budget;
    }

    /// Spends from all budgets.
    pub(super) fn spend(&mut self, spent: Spent) {
        if spent.ruined_share <= 0.0 {
            for budget in &mut self.return_budgets {
                *budget -= spent.standing;
            }
            return;
        }
        for (budget, &house_rank) in self.return_budgets.iter_mut().zip(&self.house_ranks) {
            *budget -= spent.of(house_rank);
        }
    }

    /// Position of the first group from `from` on of whose budget nothing is left, or that has not been drawn.
    pub(super) fn next_spent(&self, from: usize) -> Option<usize> {
        let is_spent = |budget: &f64| *budget <= 0.0;
        let left = &self.return_budgets[from..];
        // Few are: eight are compared without looking at each.
        let (eights, _) = left.as_chunks::<8>();
        let none = |eight: &&[f64; 8]| !eight.iter().fold(false, |any, budget| any | is_spent(budget));
        let skipped = 8 * eights.iter().take_while(none).count();
        left[skipped..].iter().position(is_spent).map(|position| from + skipped + position)
    }

    /// At the start of a run: the memory of one that is over.
    pub(in crate::model) fn reuse_memory(&mut self, old: &mut Groups) {
        reuse(&mut self.vehicles, &mut old.vehicles);
        reuse(&mut self.house_ranks, &mut old.house_ranks);
        reuse(&mut self.return_budgets, &mut old.return_budgets);
    }
}

impl From<Vec<ListedGroup>> for Groups {
    fn from(list: Vec<ListedGroup>) -> Groups {
        let mut groups = Groups::default();
        for group in list {
            groups.push(group);
        }
        groups
    }
}

impl From<Groups> for Vec<ListedGroup> {
    fn from(groups: Groups) -> Vec<ListedGroup> {
        (0..groups.vehicles.len()).map(|position| groups.at(position)).collect()
    }
}
