//! Two variants and what they have in common.

use std::fmt;
use std::sync::Arc;

use crate::engine::Limits;
use crate::model::{Setup, measure_names};

use super::correspondence::Correspondence;
use super::curves::Grid;

/// A side that both variants have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonSide {
    /// Id text.
    pub id: String,
    /// Its position among the sides of the first variant.
    pub a: usize,
    /// Among those of the second.
    pub b: usize,
}

/// A measure that both variants have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonMeasure {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// Its position among the measures of the first variant.
    pub(super) a: usize,
    /// Among those of the second.
    pub(super) b: usize,
}

/// Why two scenarios cannot be compared: no side is common to both, so that no measure of a side is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incompatible {
    /// Ids of the sides of the first.
    pub a: Vec<String>,
    /// Of the second.
    pub b: Vec<String>,
}

impl fmt::Display for Incompatible {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the scenarios have no side and so no measure of a side in common: found {} and {}, expected one id in both",
            self.a.join(", "),
            self.b.join(", ")
        )
    }
}

impl std::error::Error for Incompatible {}

/// Two variants to be compared, how they are run, and what they have in common.
#[derive(Clone, Debug)]
pub struct Variants {
    /// The first variant.
    pub a: Arc<Setup>,
    /// The second.
    pub b: Arc<Setup>,
    /// Seed of both.
    pub seed: u64,
    /// Limits of both.
    pub limits: Limits,
    /// Times of the curves.
    pub grid: Grid,
    /// Sides of both, in the order of the first.
    pub sides: Vec<CommonSide>,
    /// Measures of both, in the order of the first.
    pub measures: Vec<CommonMeasure>,
    /// Measures that only one of the two has.
    pub measures_left_out: usize,
    pub(super) correspondence: Correspondence,
}

impl Variants {
    /// Variants for about so many pairs, which only says how fine the grid of the curves is.
    ///
    /// # Errors
    /// When no side is common to both.
    pub fn new(a: Arc<Setup>, b: Arc<Setup>, seed: u64, limits: Limits, pairs: u64) -> Result<Variants, Incompatible> {
        let sides = common_sides(&a, &b);
        if sides.is_empty() {
            let ids = |setup: &Setup| setup.sides.iter().map(|side| side.id.clone()).collect();
            return Err(Incompatible { a: ids(&a), b: ids(&b) });
        }
        let (measures, measures_left_out) = common_measures(&a, &b);
        let grid = Grid::new(limits.horizon, pairs, sides.len());
        let correspondence = Correspondence::new(&a, &b);
        Ok(Variants { a, b, seed, limits, grid, sides, measures, measures_left_out, correspondence })
    }
}

fn common_sides(a: &Setup, b: &Setup) -> Vec<CommonSide> {
    let find = |id: &str| b.sides.iter().position(|side| side.id == id);
    let each = a.sides.iter().enumerate();
    each.filter_map(|(index, side)| find(&side.id).map(|found| CommonSide { id: side.id.clone(), a: index, b: found }))
        .collect()
}

fn common_measures(a: &Setup, b: &Setup) -> (Vec<CommonMeasure>, usize) {
    let (names_a, names_b) = (measure_names(a), measure_names(b));
    let find = |name: &str| names_b.iter().position(|(_, known)| known == name);
    let common: Vec<CommonMeasure> = names_a
        .iter()
        .enumerate()
        .filter_map(|(index, (row, name))| {
            find(name).map(|found| CommonMeasure { name: name.clone(), unit: row.unit, a: index, b: found })
        })
        .collect();
    let left_out = names_a.len() + names_b.len() - 2 * common.len();
    (common, left_out)
}
