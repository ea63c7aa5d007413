//! Effects of factors: for every level of every factor the mean of a measure with its interval, small multiples by
//! measure.

use super::chart::Chart;
use super::font;
use super::palette::{self, GRID, QUIET, TEXT};
use super::panel::{SIZE, Swatch, fit, legend_row};
use super::picture::{Anchor, Picture};
use super::scale::Scale;
use super::sheet::{Heading, sheet};

const LABELS: f64 = 30.0;
const LEFT: f64 = 330.0;
const RIGHT: f64 = 1570.0;
const TOP: f64 = 160.0;
const BOTTOM: f64 = 850.0;
const GAP: f64 = 64.0;
/// A row is no lower than its text, and no higher than looks like one table.
const ROW: (f64, f64) = (29.0, 64.0);
/// Most measures beside each other.
pub const MEASURES_MOST: usize = 4;
/// Most rows, a heading for each factor included.
pub const LINES_MOST: usize = 23;

/// A level of a factor.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectLevel {
    /// Its value as set.
    pub label: String,
    /// Mean of the measure over the runs at this level.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A factor with the means at its levels.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Path or name of the factor.
    pub factor: String,
    /// Its levels, in the order of the design.
    pub levels: Vec<EffectLevel>,
}

/// A measure with the effects of all factors, the same ones in the same order for every measure.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectPanel {
    /// Name of the measure with its unit: `Killed [persons]`.
    pub value_title: String,
    /// Factors.
    pub effects: Vec<Effect>,
}

/// A sheet of effects.
#[derive(Clone, Debug)]
pub struct EffectsFigure {
    /// What is written around it.
    pub heading: Heading,
    /// The measures; those beyond [`MEASURES_MOST`] have no room.
    pub panels: Vec<EffectPanel>,
}

/// The figure.
pub fn effects(figure: &EffectsFigure) -> Picture {
    let mut picture = sheet(&figure.heading);
    let panels = &figure.panels[..figure.panels.len().min(MEASURES_MOST)];
    let Some(first) = panels.first() else { return picture };
    let lines: usize = first.effects.iter().map(|effect| effect.levels.len() + 1).sum();
    let row = ((BOTTOM - TOP) / lines.clamp(1, LINES_MOST) as f64).clamp(ROW.0, ROW.1);
    let rows = rows(first, row);
    let bottom = TOP + row * lines.min(LINES_MOST) as f64;
    let count = panels.len() as f64;
    let width = (RIGHT - LEFT - GAP * (count - 1.0)) / count;
    for (index, panel) in panels.iter().enumerate() {
        let left = LEFT + (width + GAP) * index as f64;
        draw(&mut picture, panel, &rows, (left, left + width), bottom);
    }
    names(&mut picture, first, &rows);
    let entries = [
        (Swatch::Dot(palette::SERIES[0]), "mean of the runs at this level, all else averaged".to_string()),
        (Swatch::Styled(palette::SERIES[0], 3.0, None), "95 % interval of the mean".to_string()),
    ];
    let mut shown = entries.to_vec();
    if lines > LINES_MOST {
        shown.push((Swatch::Heading, "more levels than have room: see the table".to_string()));
    }
    legend_row(&mut picture, (LABELS, 946.0), RIGHT, &shown);
    picture
}

/// A line of the table: factor, its level (None for the factor itself), height in pixels.
struct Row {
    effect: usize,
    level: Option<usize>,
    y: f64,
}

fn rows(panel: &EffectPanel, row: f64) -> Vec<Row> {
    let each = panel.effects.iter().enumerate().flat_map(|(effect, of)| {
        std::iter::once((effect, None)).chain((0..of.levels.len()).map(move |level| (effect, Some(level))))
    });
    each.take(LINES_MOST)
        .enumerate()
        .map(|(line, (effect, level))| Row { effect, level, y: TOP + row * (line as f64 + 0.5) })
        .collect()
}

fn names(picture: &mut Picture, panel: &EffectPanel, rows: &[Row]) {
    for row in rows {
        let effect = &panel.effects[row.effect];
        let at = row.y + 8.0;
        match row.level {
            // The factor's own line is empty in every chart, so its name may run into the first.
            None => {
                let name = fit(&effect.factor, SIZE, 700.0, true);
                let width = font::width(&name, SIZE, true);
                picture.rectangle((LABELS, row.y - 13.0), (LABELS + width + 8.0, row.y + 13.0), palette::WHITE);
                picture.bold((LABELS, at), name, SIZE, TEXT, Anchor::Start);
            }
            Some(level) => {
                let label = fit(&effect.levels[level].label, SIZE, LEFT - LABELS - 46.0, false);
                picture.text((LEFT - 20.0, at), label, SIZE, TEXT, Anchor::End);
            }
        }
    }
}

fn draw(picture: &mut Picture, panel: &EffectPanel, rows: &[Row], (left, right): (f64, f64), bottom: f64) {
    let levels = || panel.effects.iter().flat_map(|effect| &effect.levels).filter(|level| level.mean.is_finite());
    let low = levels().map(|level| level.low.min(level.mean)).fold(f64::INFINITY, f64::min);
    let high = levels().map(|level| level.high.max(level.mean)).fold(f64::NEG_INFINITY, f64::max);
    let across = if low <= high { Scale::around(low, high, 4) } else { Scale::around(0.0, 1.0, 4) };
    let up = Scale::Linear { low: 0.0, high: 1.0 };
    let chart = Chart { left, top: TOP, right, bottom, across, up };
    chart.grid_across(picture, 4);
    chart.title_across(picture, &panel.value_title);
    let ink = palette::SERIES[0];
    for pair in rows.windows(2).filter(|pair| pair[0].level.is_some() && pair[1].level.is_some()) {
        let mean = |row: &Row| level(panel, row).map(|level| (chart.x(level.mean), row.y));
        if let (Some(from), Some(to)) = (mean(&pair[0]), mean(&pair[1])) {
            picture.line(vec![from, to], QUIET.faded(0.5), 1.5);
        }
    }
    for row in rows {
        if row.level.is_none() {
            picture.line(vec![(left, row.y + 14.0), (right, row.y + 14.0)], GRID, 1.0);
        }
        let Some(level) = level(panel, row) else { continue };
        let (low, high) = (chart.x(level.low), chart.x(level.high));
        picture.line(vec![(low, row.y), (high, row.y)], ink, 3.0);
        for end in [low, high] {
            picture.line(vec![(end, row.y - 7.0), (end, row.y + 7.0)], ink, 3.0);
        }
        picture.disc((chart.x(level.mean), row.y), 8.0, ink);
    }
}

/// The level of a row, when the measure has a value there.
fn level<'a>(panel: &'a EffectPanel, row: &Row) -> Option<&'a EffectLevel> {
    let level = panel.effects.get(row.effect)?.levels.get(row.level?)?;
    level.mean.is_finite().then_some(level)
}
