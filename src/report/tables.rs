//! The tables of a run as CSV. Their columns are a contract: they change only with the version.

use crate::engine::{NO_CAUSE, Time};
use crate::experiment::story::trees;
use crate::model::curves::METRICS;
use crate::model::ids::{PlaceId, SectorId, SideId};
use crate::model::record::LogRow;

use super::run::Run;
use crate::store::{ColumnRow, column_names};

/// Columns of `events.csv`.
pub const EVENTS: [ColumnRow; 16] = [
    ColumnRow::new("event", "", "number of the event in the truth log, from 0; rows of one event share it"),
    ColumnRow::new("time_ms", "ms", "time since the start of the scenario"),
    ColumnRow::new("time_hours", "h", "the same in hours, rounded to four places"),
    ColumnRow::new("kind", "", "kind of the event; `truceline explain kinds` lists them"),
    ColumnRow::new("place", "", "id of the place where it happened, or where the actor stands"),
    ColumnRow::new("side", "", "id of the side that acts; empty where nobody does"),
    ColumnRow::new("target", "", "id of the place or road that it is directed at"),
    ColumnRow::new(
        "target_side",
        "",
        "id of the side whose people or post is the target, or that is harmed in this row",
    ),
    ColumnRow::new("rung", "rung", "rung of the act; 0 for what is no act"),
    ColumnRow::new("killed_military", "persons", "soldiers of the target side killed by the event"),
    ColumnRow::new("killed_civilian", "persons", "civilians of the target side killed by the event"),
    ColumnRow::new("wounded_military", "persons", "soldiers of the target side wounded by the event"),
    ColumnRow::new("wounded_civilian", "persons", "civilians of the target side wounded by the event"),
    ColumnRow::new(
        "hostility_level",
        "level",
        "hostility of the kind in the scheme of militarized interstate disputes, 1 none to 5 war",
    ),
    ColumnRow::new("cameo_root", "", "CAMEO root code of the kind, 1 to 20"),
    ColumnRow::new("cause", "", "number of the event that brought it forth; empty for what begins by itself"),
];
/// Columns of `claims.csv`.
pub const CLAIMS: [ColumnRow; 9] = [
    ColumnRow::new("time_ms", "ms", "time of the statement since the start of the scenario"),
    ColumnRow::new("time_hours", "h", "the same in hours, rounded to four places"),
    ColumnRow::new("claimant", "", "id of the side whose office speaks"),
    ColumnRow::new("about", "", "id of the side whose losses it speaks of: its own or another"),
    ColumnRow::new("killed", "persons", "killed of that side, as the office says: a claim and not the truth"),
    ColumnRow::new("wounded", "persons", "wounded of that side, as the office says"),
    ColumnRow::new("displaced", "persons", "own displaced as registered; empty in statements on another side"),
    ColumnRow::new("first_shooter", "", "id of the side that the office names as first shooter: a claim"),
    ColumnRow::new("text", "", "what the statement does: toll, denies_breach or accuses_of_breach"),
];
/// Columns of `curves.csv`.
pub const CURVES: [ColumnRow; 5] = [
    ColumnRow::new("time_hours", "h", "grid time since the start of the scenario"),
    ColumnRow::new("metric", "", "what the curve is of; `truceline explain curves` lists them"),
    ColumnRow::new("side", "", "id of the side; empty for the whole border"),
    ColumnRow::new("sector", "", "id of the sector; empty for all of them"),
    ColumnRow::new("value", "unit of the metric", "value at that time"),
];
/// Columns of `trees.csv`.
pub const TREES: [ColumnRow; 10] = [
    ColumnRow::new("root", "", "number of the event that begins the tree, as in events.csv"),
    ColumnRow::new("time_ms", "ms", "time of the root since the start of the scenario"),
    ColumnRow::new("time_hours", "h", "the same in hours, rounded to four places"),
    ColumnRow::new("kind", "", "kind of the root; `truceline explain kinds` lists them"),
    ColumnRow::new("place", "", "id of the place of the root; empty where it has none"),
    ColumnRow::new("events", "events", "logged events of the tree, its root included"),
    ColumnRow::new("acts", "acts", "hostile acts among them"),
    ColumnRow::new("depth", "steps", "most steps from the root to an event"),
    ColumnRow::new("killed", "persons", "killed in the tree, on all sides"),
    ColumnRow::new("wounded", "persons", "wounded in the tree, on all sides"),
];

/// The truth log: one row an event, and one more for each further side that it harms.
pub fn events_csv(run: &Run) -> Vec<u8> {
    let mut table = Table::new(&column_names(&EVENTS));
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
    let mut table = Table::new(&column_names(&TREES));
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
    let mut table = Table::new(&column_names(&CLAIMS));
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
    let mut table = Table::new(&column_names(&CURVES));
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
