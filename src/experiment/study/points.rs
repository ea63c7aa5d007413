//! From a design to its points.

use crate::experiment::design::{
    LATIN_POINTS_LIMIT, SOBOL_DIMENSIONS_LIMIT, SOBOL_POINTS_LIMIT, full_factorial, latin_hypercube, sobol,
};
use crate::experiment::sensitivity::{MorrisDesign, SaltelliDesign, saltelli, trajectories};
use crate::scenario::ScenarioError;
use crate::scenario::study::{Design, Factor, FactorKind, POINTS_MOST, StudyText, range_value};

/// A design point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its number.
    pub index: usize,
    /// Number of its scenario.
    pub scenario: usize,
    /// Value of every factor: RON, or the name of a variant.
    pub values: Vec<String>,
}

/// All design points: the rows of the design for the first scenario, then for the next.
///
/// # Errors
/// When the design has more points or dimensions than can be made.
pub fn spread(text: &StudyText) -> Result<Vec<Point>, ScenarioError> {
    let rows = rows(text)?;
    let scenarios = 0..text.scenarios.len();
    let all = scenarios.flat_map(|scenario| rows.iter().map(move |row| (scenario, row)));
    Ok(all.enumerate().map(|(index, (scenario, row))| Point { index, scenario, values: row.clone() }).collect())
}

fn rows(text: &StudyText) -> Result<Vec<Vec<String>>, ScenarioError> {
    let factors = text.factors.len();
    let fits = |points: u64, most: usize, dimensions: usize| {
        if points > most as u64 {
            let message = format!("found {points} design points, expected at most {most}");
            return Err(text.complain("design", message, &[]));
        }
        if dimensions > SOBOL_DIMENSIONS_LIMIT {
            let message = format!("found {factors} factors, too many for this design");
            return Err(text.complain("design", message, &[]));
        }
        Ok(points as usize)
    };
    let units = match text.design {
        Design::Grid => return Ok(grid(&text.factors)),
        Design::List(ref rows) => return Ok(rows.clone()),
        Design::LatinHypercube { points } => {
            latin_hypercube(fits(points, LATIN_POINTS_LIMIT.min(POINTS_MOST), 0)?, factors, text.seed)
        }
        Design::Sobol { points } => {
            sobol(fits(points, SOBOL_POINTS_LIMIT.min(POINTS_MOST), factors)?, factors, Some(text.seed))
        }
        Design::Morris { trajectories, .. } => {
            fits(trajectories.saturating_mul(factors as u64 + 1), POINTS_MOST, 0)?;
            morris_design(text).map(|design| design.rows).unwrap_or_default()
        }
        Design::SobolIndices { base } => {
            fits(base, SOBOL_POINTS_LIMIT, 2 * factors)?;
            fits(base.saturating_mul(factors as u64 + 2), POINTS_MOST, 0)?;
            saltelli_design(text).map(|design| design.rows).unwrap_or_default()
        }
    };
    let row = |unit: &Vec<f64>| text.factors.iter().zip(unit).map(|(factor, &share)| value(factor, share)).collect();
    Ok(units.iter().map(row).collect())
}

/// The trajectories of a Morris design; None for another design.
pub fn morris_design(text: &StudyText) -> Option<MorrisDesign> {
    let Design::Morris { trajectories: count, levels } = text.design else { return None };
    Some(trajectories(text.factors.len(), count as usize, levels as usize, text.seed))
}

/// Saltelli's design of a study of Sobol indices; None for another design.
pub fn saltelli_design(text: &StudyText) -> Option<SaltelliDesign> {
    let Design::SobolIndices { base } = text.design else { return None };
    Some(saltelli(text.factors.len(), base as usize, text.seed))
}

/// The value of a factor at a place 0..=1 of its range; levels and variants have equal parts.
fn value(factor: &Factor, share: f64) -> String {
    match &factor.kind {
        FactorKind::Range { low, high, scale, .. } => range_value(*low, *high, *scale, share),
        FactorKind::Levels { .. } | FactorKind::Variants(_) => {
            let levels = factor.levels();
            let part = (share * levels.len() as f64) as usize;
            levels[part.min(levels.len() - 1)].clone()
        }
    }
}

/// Every level with every other, the last factor fastest; one empty row when there is no factor.
fn grid(factors: &[Factor]) -> Vec<Vec<String>> {
    let levels: Vec<Vec<String>> = factors.iter().map(Factor::levels).collect();
    let counts: Vec<usize> = levels.iter().map(Vec::len).collect();
    let row = |chosen: Vec<usize>| levels.iter().zip(chosen).map(|(levels, index)| levels[index].clone()).collect();
    full_factorial(&counts).into_iter().map(row).collect()
}
