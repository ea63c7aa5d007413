//! What the script of a page reads: one block of JSON, columns rather than rows, every different text once.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::experiment::dates;
use crate::experiment::story::Story;
use crate::model::Kind;
use crate::model::ids::{SectorId, SideId};
use crate::model::tally::is_act;

use super::super::bands::bands;
use super::super::palette::RUNG_NAMES;
use super::super::run::Run;
use super::super::words::one_line;
use super::course::{Change, MapState};
use super::map::Maps;
use super::packed::Packed;
use super::phrases::{PackedPhrases, Phrases};
use super::{moment, steps};

/// Letters of reasons that a page carries at most; beyond it only events that matter most keep theirs.
const REASONS_MOST: usize = 6_000_000;

/// Everything that the script reads.
#[derive(Serialize)]
pub struct Data {
    /// Local milliseconds since 1970 at the start.
    start: i64,
    zone: String,
    /// Whether moments need their year.
    years: bool,
    sides: Vec<String>,
    sectors: Vec<String>,
    rungs: [&'static str; 7],
    kinds: Vec<KindOf>,
    events: Events,
    phrases: PackedPhrases,
    /// Whether some events stand without their reasons.
    reasons_left_out: bool,
    moments: Moments,
    map: Map,
    truces: Vec<Vec<[f64; 3]>>,
}

/// A kind that was logged.
#[derive(Serialize)]
struct KindOf {
    words: &'static str,
    act: bool,
}

/// Columns of the truth log, one entry an event; sides, sectors and kinds by position, 0 for none where one may be missing.
#[derive(Default, Serialize)]
struct Events {
    number: usize,
    /// Seconds since the event before.
    seconds: String,
    kinds: String,
    sides: String,
    targets: String,
    sectors: String,
    rungs: String,
    /// How many events back the cause lies; 0 for a root.
    causes: String,
    /// Text of each event.
    sentences: String,
    /// For each event the number of its reasons and their texts.
    reasons: String,
    /// For each event that harmed anyone: events since the last such, killed, wounded.
    harm: String,
    /// Main events: events since the last.
    main: String,
}

/// The stops of the slider.
#[derive(Serialize)]
struct Moments {
    /// Seconds since the start, as differences.
    seconds: String,
    columns: Vec<ColumnOf>,
}

#[derive(Serialize)]
struct ColumnOf {
    name: &'static str,
    side: usize,
    /// Who says so, from 1; 0 for the truth of the run.
    claimant: usize,
    /// Where the value changes: moments since the last change, and by how much; below nought while nothing is said.
    changes: String,
}

#[derive(Serialize)]
struct Map {
    /// States at the start.
    holders: Vec<u32>,
    /// Owners of posts and sides of villages.
    owners: Vec<u8>,
    villages: Vec<u8>,
    links: usize,
    sites: usize,
    /// Changes: seconds since the last, sort of the thing, which, its new state.
    changes: String,
    /// Events of the rings of each map, as differences.
    rings: Vec<String>,
}

/// Gathers everything.
pub fn data(run: &Run, story: &Story, (maps, changes, main): (&Maps, &[Change], &[u32])) -> Data {
    let mut phrases = Phrases::new();
    let (kinds, positions) = kinds(run);
    let mut reasons_left_out = false;
    let events = events(story, &positions, &mut phrases, main, &mut reasons_left_out);
    let truces = (0..run.setup.sectors.len()).map(|sector| {
        bands(run, Some(SectorId::at(sector)))
            .iter()
            .map(|band| [band.agreed, band.known, band.end].map(short))
            .collect()
    });
    Data {
        start: dates::local_milliseconds(&run.setup.calendar, 0.0),
        zone: dates::zone(&run.setup.calendar),
        years: moment::with_year(run),
        sides: (0..run.setup.sides.len()).map(|side| run.side_name(side)).collect(),
        sectors: run.setup.sectors.iter().map(|sector| one_line(&sector.name, 60)).collect(),
        rungs: RUNG_NAMES,
        kinds,
        events,
        phrases: phrases.pack(),
        reasons_left_out,
        moments: moments(run),
        map: map(run, maps, changes),
        truces: truces.collect(),
    }
}

/// Hours to a few seconds.
fn short(hours: f64) -> f64 {
    (hours * 1_000.0).round() / 1_000.0
}

/// The kinds that were logged, in their own order, and where each stands among them.
fn kinds(run: &Run) -> (Vec<KindOf>, BTreeMap<Kind, u64>) {
    let logged: BTreeMap<Kind, bool> = run.recorder.rows.iter().fold(BTreeMap::new(), |mut logged, row| {
        *logged.entry(row.kind).or_insert(false) |= is_act(row);
        logged
    });
    let kinds = logged.iter().map(|(kind, &act)| KindOf { words: kind.words(), act }).collect();
    (kinds, logged.keys().enumerate().map(|(position, &kind)| (kind, position as u64)).collect())
}

/// 0 for none, else the position and one.
fn side(side: Option<SideId>) -> u64 {
    side.map_or(0, |side| u64::from(side.0) + 1)
}

fn events(
    story: &Story,
    kinds: &BTreeMap<Kind, u64>,
    phrases: &mut Phrases,
    main: &[u32],
    reasons_left_out: &mut bool,
) -> Events {
    let number = story.causes().len();
    let mut columns: [Packed; 10] = Default::default();
    let [seconds, kind_of, sides, targets, sectors, rungs, causes, sentences, reasons, harm] = &mut columns;
    let (mut last, mut last_harm, mut letters) = (0, 0, 0);
    for event in 0..number as u32 {
        let rows = story.rows(event);
        let row = &rows[0];
        let now = row.time.milliseconds() / 1_000;
        seconds.push(now - last);
        last = now;
        kind_of.push(kinds[&row.kind]);
        sides.push(side(row.side));
        targets.push(side(row.target_side));
        sectors.push(row.sector.map_or(0, |sector| u64::from(sector.0) + 1));
        rungs.push(u64::from(row.rung));
        causes.push(story.causes().cause(event).map_or(0, |cause| u64::from(event - cause)));
        sentences.push(u64::from(phrases.add(story.sentence(event))));
        let mut texts = story.reasons(event);
        letters += texts.iter().map(String::len).sum::<usize>();
        if letters > REASONS_MOST && !is_act(row) && row.kind != Kind::RungAuthorised {
            *reasons_left_out |= !texts.is_empty();
            texts.clear();
        }
        reasons.push(texts.len() as u64);
        texts.into_iter().for_each(|text| reasons.push(u64::from(phrases.add(text))));
        let killed: u32 = rows.iter().map(|row| row.harm.killed()).sum();
        let wounded: u32 = rows.iter().map(|row| row.harm.wounded()).sum();
        if killed + wounded > 0 {
            [event - last_harm, killed, wounded].into_iter().for_each(|number| harm.push(u64::from(number)));
            last_harm = event;
        }
    }
    let [seconds, kinds, sides, targets, sectors, rungs, causes, sentences, reasons, harm] =
        columns.map(Packed::finish);
    let main = differences(main.iter().copied());
    Events { number, seconds, kinds, sides, targets, sectors, rungs, causes, sentences, reasons, harm, main }
}

/// Ascending numbers as differences.
fn differences(numbers: impl Iterator<Item = u32>) -> String {
    let mut last = 0;
    let differences = numbers.map(|number| {
        let difference = number - last;
        last = number;
        u64::from(difference)
    });
    differences.collect::<Packed>().finish()
}

fn moments(run: &Run) -> Moments {
    let seconds = (0..steps::number(run)).map(|moment| (steps::hours(run, moment) * 3_600.0).round() as u32);
    let columns = steps::columns(run).into_iter().map(|column| {
        let mut changes = Packed::new();
        let (mut value, mut moment) = (0, 0);
        for (at, &now) in column.values.iter().enumerate() {
            if now != value {
                changes.push((at - moment) as u64);
                changes.push_signed(now - value);
                (value, moment) = (now, at);
            }
        }
        ColumnOf {
            name: column.what,
            side: column.side,
            claimant: column.claimant.map_or(0, |claimant| claimant + 1),
            changes: changes.finish(),
        }
    });
    Moments { seconds: differences(seconds), columns: columns.collect() }
}

fn map(run: &Run, maps: &Maps, changes: &[Change]) -> Map {
    let start = MapState::start(run.setup);
    let mut packed = Packed::new();
    let mut last = 0;
    for change in changes {
        let now = change.time.milliseconds() / 1_000;
        let (sort, index) = change.thing.code();
        [now - last, u64::from(sort), u64::from(index), u64::from(change.state)]
            .into_iter()
            .for_each(|number| packed.push(number));
        last = now;
    }
    Map {
        holders: start.holders,
        owners: run.setup.posts.iter().map(|post| post.side.0).collect(),
        villages: run.setup.villages.iter().map(|village| village.side.0).collect(),
        links: run.setup.links.len(),
        sites: run.setup.sites.len(),
        changes: packed.finish(),
        rings: maps.rings().map(differences).collect(),
    }
}
