//! The tables of a run as CSV. Their columns are a contract: they change only with the version.

use crate::engine::{NO_CAUSE, Time};
use crate::experiment::story::trees;
use crate::model::curves::METRICS;
use crate::model::ids::{PlaceId, SectorId, SideId};
use crate::model::record::LogRow;

use super::run::Run;

const EVENTS: [&str; 16] = [
    "event",
    "time_ms",
    "time_hours",
    "kind",
    "place",
    "side",
    "target",
    "target_side",
    "rung",
    "killed_military",
    "killed_civilian",
    "wounded_military",
    "wounded_civilian",
    "hostility_level",
    "cameo_root",
    "cause",
];
const CLAIMS: [&str; 9] =
    ["time_ms", "time_hours", "claimant", "about", "killed", "wounded", "displaced", "first_shooter", "text"];
const TREES: [&str; 10] =
    ["root", "time_ms", "time_hours", "kind", "place", "events", "acts", "depth", "killed", "wounded"];
const CURVES: [&str; 5] = ["time_hours", "metric", "side", "sector", "value"];

/// The truth log: one row an event, and one more for each further side that it harms.
pub fn events_csv(run: &Run) -> Vec<u8> {
    let mut table = Table::new(&EVENTS);
    for row in &run.recorder.rows {
        table.row(&event(run, row));
    }
    table.finish()
}

fn event(run: &Run, row: &LogRow) -> [String; 16] {
    let target = match (row.target, row.link) {
        (Some(place), _) => place_id(run, Some(place)),
        (None, Some(link)) => run.setup.link(link).id.clone(),
        (None, None) => String::new(),
    };
    [
        row.event.to_string(),
        row.time.milliseconds().to_string(),
        hours(row.time),
        row.kind.name().to_string(),
        place_id(run, row.place),
        side_id(run, row.side),
        target,
        side_id(run, row.target_side),
        row.rung.to_string(),
        row.harm.killed_military.to_string(),
        row.harm.killed_civilian.to_string(),
        row.harm.wounded_military.to_string(),
        row.harm.wounded_civilian.to_string(),
        row.kind.hostility_level().to_string(),
        row.kind.cameo_root().to_string(),
        if row.cause == NO_CAUSE { String::new() } else { row.cause.to_string() },
    ]
}

/// The causal trees: one row a root, with what it led to.
pub fn trees_csv(run: &Run) -> Vec<u8> {
    let mut table = Table::new(&TREES);
    for tree in trees(&run.recorder.rows) {
        table.row(&[
            tree.root.to_string(),
            tree.time.milliseconds().to_string(),
            hours(tree.time),
            tree.kind.name().to_string(),
            place_id(run, tree.place),
            tree.events.to_string(),
            tree.acts.to_string(),
            tree.depth.to_string(),
            tree.killed.to_string(),
            tree.wounded.to_string(),
        ]);
    }
    table.finish()
}

/// What the offices published.
pub fn claims_csv(run: &Run) -> Vec<u8> {
    let mut table = Table::new(&CLAIMS);
    for row in &run.recorder.claims {
        table.row(&[
            row.time.milliseconds().to_string(),
            hours(row.time),
            side_id(run, Some(row.claimant)),
            side_id(run, Some(row.about)),
            row.killed.to_string(),
            row.wounded.to_string(),
            row.displaced.map(|people| people.to_string()).unwrap_or_default(),
            side_id(run, Some(row.first_shooter)),
            row.statement.name().to_string(),
        ]);
    }
    table.finish()
}

/// The curves in long form.
pub fn curves_csv(run: &Run) -> Vec<u8> {
    let curves = &run.recorder.curves;
    let mut table = Table::new(&CURVES);
    let heads: Vec<[String; 3]> = curves
        .columns
        .iter()
        .map(|column| {
            let name = METRICS[column.metric].name;
            let metric = match column.claimant {
                Some(claimant) => format!("{name}.{}", side_id(run, Some(claimant))),
                None => name.to_string(),
            };
            [metric, side_id(run, column.side), sector_id(run, column.sector)]
        })
        .collect();
    for (row, time) in curves.times.iter().enumerate() {
        let time = time.hours().to_string();
        for (column, [metric, side, sector]) in heads.iter().enumerate() {
            let value = curves.value(row, column);
            table.row(&[time.as_str(), metric, side, sector, &value.to_string()]);
        }
    }
    table.finish()
}

fn hours(time: Time) -> String {
    format!("{:.4}", time.hours())
}

fn place_id(run: &Run, place: Option<PlaceId>) -> String {
    place.map(|place| run.setup.place(place).id.clone()).unwrap_or_default()
}

fn side_id(run: &Run, side: Option<SideId>) -> String {
    side.map(|side| run.setup.sides[side.index()].id.clone()).unwrap_or_default()
}

fn sector_id(run: &Run, sector: Option<SectorId>) -> String {
    sector.map(|sector| run.setup.sectors[sector.index()].id.clone()).unwrap_or_default()
}

/// A CSV table in memory.
pub(super) struct Table(csv::Writer<Vec<u8>>);

impl Table {
    pub(super) fn new<T: AsRef<[u8]>>(columns: &[T]) -> Table {
        let mut table = Table(csv::Writer::from_writer(Vec::new()));
        table.row(columns);
        table
    }

    pub(super) fn row<T: AsRef<[u8]>>(&mut self, fields: &[T]) {
        self.0.write_record(fields).expect("rows of one length are written to memory without fail");
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every byte")
    }
}
