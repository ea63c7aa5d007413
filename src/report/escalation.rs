//! Escalation: authorised rung by side in each sector, with hostile acts an hour and the orders of commands.

use crate::model::ids::{SectorId, SideId};
use crate::model::setup::RUNG_MAX;
use crate::model::tally::is_act;
use crate::model::{Kind, LogRow};

use super::bands::bands;
use super::palette::{self, AXIS, QUIET, RUNG_NAMES, RUNGS, TEXT};
use super::panel::{Panel, SIZE, Swatch, fit, legend};
use super::picture::{Anchor, Picture};
use super::run::Run;
use super::words;

const LEFT: f64 = 100.0;
const RIGHT: f64 = 1225.0;
const TOP: f64 = 190.0;
const BOTTOM: f64 = 888.0;
/// Most sectors that have room: the ones with most acts are shown.
const SECTORS_MOST: usize = 8;
/// Sectors from which panels stand in two columns.
const TWO_COLUMNS: usize = 5;

/// The figure.
pub fn escalation(run: &Run) -> Picture {
    let sectors = busiest(run);
    let all = run.setup.sectors.len();
    let shown = if sectors.len() < all {
        format!("the busiest {} of {} sectors", sectors.len(), words::count(all as f64))
    } else {
        words::number_of(all, "sector", "sectors")
    };
    let hours = hours(run);
    let quiet = if hours < run.hours() { "; quiet afterwards" } else { "" };
    let subtitle = format!("Authorised rung and acts in {shown}; {}{quiet}", run.time_axes());
    let mut picture = run.picture("Escalation", &subtitle);
    let columns = if sectors.len() < TWO_COLUMNS { 1 } else { 2 };
    let rows = sectors.len().div_ceil(columns);
    let (gap_x, gap_y) = (56.0, 50.0);
    let width = (RIGHT - LEFT - gap_x * (columns - 1) as f64) / columns as f64;
    let height = (BOTTOM - TOP - gap_y * (rows - 1) as f64) / rows as f64;
    let bins = Bins::new(hours, width);
    let most = sectors.iter().map(|&sector| bins.most(run, sector)).fold(0.0, f64::max);
    for (index, &sector) in sectors.iter().enumerate() {
        let (column, row) = (index / rows, index % rows);
        let left = LEFT + (width + gap_x) * column as f64;
        let top = TOP + (height + gap_y) * row as f64;
        // The lower quarter is for the bars of acts.
        let bottom = top + height * 0.76;
        let panel = Panel { left, top, right: left + width, bottom, hours, most: f64::from(RUNG_MAX) };
        let strip = Panel { top: bottom + 4.0, bottom: top + height, most, ..panel };
        let last = row + 1 == rows || index + 1 == sectors.len();
        draw(&mut picture, run, &panel, sector, (column == 0, row == 0));
        bars(&mut picture, run, &strip, sector, &bins);
        strip.local_time(&mut picture, &run.setup.calendar, last);
    }
    explain(&mut picture, run, most, &bins);
    picture
}

/// Length of the time axis: the part of the run in which something happens on the ladder.
pub(super) fn hours(run: &Run) -> f64 {
    let ladder = |row: &&LogRow| {
        is_act(row)
            || matches!(
                row.kind,
                Kind::RungAuthorised
                    | Kind::ReviewCalled
                    | Kind::StepDown
                    | Kind::TruceAgreed
                    | Kind::TruceInForce
                    | Kind::TruceCollapsed
            )
    };
    run.hours_until(run.recorder.rows.iter().rev().find(ladder).map_or(0.0, |row| row.time.hours()))
}

pub(super) fn busiest(run: &Run) -> Vec<SectorId> {
    let mut acts = vec![0_u32; run.setup.sectors.len()];
    for sector in run.recorder.rows.iter().filter(|row| is_act(row)).filter_map(|row| row.sector) {
        acts[sector.index()] += 1;
    }
    let mut sectors: Vec<SectorId> = SectorId::all(acts.len()).collect();
    sectors.sort_by_key(|sector| std::cmp::Reverse(acts[sector.index()]));
    sectors.truncate(SECTORS_MOST);
    sectors.sort();
    sectors
}

fn draw(picture: &mut Picture, run: &Run, panel: &Panel, sector: SectorId, (labels, first): (bool, bool)) {
    let bands = bands(run, Some(sector));
    panel.truces(picture, &bands);
    for rung in 0..=RUNG_MAX {
        let y = panel.y(f64::from(rung));
        picture.line(vec![(panel.left, y), (panel.right, y)], palette::GRID, 1.0);
        if labels && rung % 2 == 0 {
            picture.text((panel.left - 12.0, y + 8.0), rung.to_string(), SIZE, TEXT, Anchor::End);
        }
    }
    if labels {
        panel.value_title(picture, 40.0, "Rung");
    }
    let name = fit(&run.setup.sectors[sector.index()].name, 24.0, panel.right - panel.left, true);
    panel.collapses(picture, &bands);
    if first {
        panel.elapsed_time(picture);
    }
    picture.bold((panel.left, panel.top - if first { 50.0 } else { 14.0 }), name, 24.0, TEXT, Anchor::Start);
    let curves = &run.recorder.curves;
    for side in 0..run.setup.sides.len() {
        let Some(column) = curves.find("authorised_rung", Some(SideId::at(side)), Some(sector)) else { continue };
        // Equal rungs of two sides lie side by side, not on top of each other.
        let shift = (side as f64 - (run.setup.sides.len() - 1) as f64 / 2.0) * 5.0;
        picture.line(panel.steps(&curves.points(column), shift), palette::side(side), 4.0);
    }
    commands(picture, run, panel, sector);
}

/// Orders and reviews as ticks at the top of the panel, one lane a side.
fn commands(picture: &mut Picture, run: &Run, panel: &Panel, sector: SectorId) {
    for row in run.recorder.rows.iter().filter(|row| row.sector == Some(sector)) {
        let Some(side) = row.side else { continue };
        let height = match row.kind {
            Kind::RungAuthorised => 16.0,
            Kind::ReviewCalled => 8.0,
            _ => continue,
        };
        let (x, y) = (panel.x(row.time.hours()), panel.top + 2.0 + 18.0 * side.index() as f64);
        picture.line(vec![(x, y), (x, y + height)], palette::side(side.index()), 3.0);
    }
}

/// Bins of time for the bars: at least an hour, and wide enough to see.
pub(super) struct Bins {
    /// Hours of one bin.
    pub(super) hours: f64,
    number: usize,
}

impl Bins {
    pub(super) fn new(all: f64, width: f64) -> Bins {
        const STEPS: [f64; 9] = [1.0, 2.0, 6.0, 12.0, 24.0, 168.0, 720.0, 2_160.0, 8_766.0];
        let most = width / 5.0;
        let hours = STEPS.into_iter().find(|step| all / step <= most).unwrap_or(87_660.0);
        Bins { hours, number: (all / hours).ceil() as usize }
    }

    /// Acts in each bin by rung.
    pub(super) fn count(&self, run: &Run, sector: SectorId) -> Vec<[u32; RUNG_MAX as usize + 1]> {
        let mut bins = vec![[0; RUNG_MAX as usize + 1]; self.number];
        let mut last = None;
        for row in run.recorder.rows.iter().filter(|row| row.sector == Some(sector) && is_act(row)) {
            if last.replace(row.event) != Some(row.event) {
                let bin = ((row.time.hours() / self.hours) as usize).min(self.number - 1);
                bins[bin][usize::from(row.rung.min(RUNG_MAX))] += 1;
            }
        }
        bins
    }

    pub(super) fn most(&self, run: &Run, sector: SectorId) -> f64 {
        self.count(run, sector).iter().map(|bin| f64::from(bin.iter().sum::<u32>())).fold(1.0, f64::max)
    }

    pub(super) fn words(&self) -> String {
        match self.hours {
            1.0 => "an hour".to_string(),
            24.0 => "a day".to_string(),
            168.0 => "a week".to_string(),
            8_766.0 => "a year".to_string(),
            hours if hours > 8_766.0 => "in ten years".to_string(),
            hours if hours > 168.0 => format!("in {} days", hours / 24.0),
            hours => format!("in {hours} hours"),
        }
    }
}

fn bars(picture: &mut Picture, run: &Run, strip: &Panel, sector: SectorId, bins: &Bins) {
    for (bin, counts) in bins.count(run, sector).iter().enumerate() {
        let (from, to) = (bin as f64 * bins.hours, (bin + 1) as f64 * bins.hours);
        let mut below = 0.0;
        for (rung, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let above = below + f64::from(count);
            picture.rectangle(strip.at(from, above), strip.at(to, below), RUNGS[rung]);
            below = above;
        }
        if below > 0.0 {
            // An outline keeps the palest rungs visible.
            picture.frame(strip.at(from, below), strip.at(to, 0.0), AXIS, 0.8);
        }
    }
}

fn explain(picture: &mut Picture, run: &Run, most: f64, bins: &Bins) {
    let mut entries = Vec::new();
    for side in 0..run.setup.sides.len() {
        entries.push((Swatch::Line(palette::side(side)), run.side_name(side)));
    }
    entries.push((Swatch::Tick(QUIET, 18.0), "higher rung authorised".to_string()));
    entries.push((Swatch::Tick(QUIET, 9.0), "review called".to_string()));
    if !run.truces().is_empty() {
        entries.push((Swatch::Hatched, "truce agreed, word spreads".to_string()));
        entries.push((Swatch::Box(palette::TRUCE), "truce in force".to_string()));
        entries.push((Swatch::Upright, "truce collapses".to_string()));
    }
    let acts = format!("Hostile acts {}, by rung; highest bar {}", bins.words(), words::count(most));
    entries.push((Swatch::Heading, acts));
    for rung in (1..RUNGS.len()).rev() {
        entries.push((Swatch::Box(RUNGS[rung]), format!("{rung} {}", RUNG_NAMES[rung])));
    }
    entries.push((Swatch::Box(RUNGS[0]), format!("0 {}", RUNG_NAMES[0])));
    legend(picture, (RIGHT + 35.0, TOP - 30.0), 325.0, &entries);
}
