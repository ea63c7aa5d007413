//! Curves of a run: which quantities are read at every grid time, in which unit, and how they are read from the world.

use serde::{Deserialize, Serialize};

use crate::engine::Time;

use super::border::Border;
use super::ids::{SectorId, SideId};
use super::people::PeopleLedger;

mod stored;

/// What a curve is split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// One curve for the whole border.
    Whole,
    /// One curve a side.
    Side,
    /// One curve a side and sector.
    SideAndSector,
    /// One curve a claimant and side whose losses it claims; the claimant's id ends the metric's name.
    ClaimantAndSide,
}

/// A quantity that is read at every grid time.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Stable name, as in `curves.csv`.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What it is split by.
    pub split: Split,
    /// What it means.
    pub meaning: &'static str,
}

macro_rules! metrics {
    ($( $name:literal, $unit:literal, $split:ident, $meaning:literal; )*) => {
        /// All metrics, in the order of the columns.
        pub const METRICS: &[Metric] =
            &[ $( Metric { name: $name, unit: $unit, split: Split::$split, meaning: $meaning } ),* ];
    };
}

metrics! {
    "authorised_rung", "rung", SideAndSector, "highest rung that the side's command authorises in the sector";
    "threat", "weight", SideAndSector, "threat that the side's command perceives in the sector, highest over adversaries";
    "acts", "acts", SideAndSector, "hostile acts of the side in the sector so far";
    "killed_military", "persons", Side, "soldiers of the side killed so far, in truth";
    "killed_civilian", "persons", Side, "civilians of the side killed so far, in truth";
    "wounded_military", "persons", Side, "soldiers of the side wounded so far, in truth";
    "wounded_civilian", "persons", Side, "civilians of the side wounded so far, in truth";
    "published_killed", "persons", Side, "killed of the side as its own office has published";
    "published_wounded", "persons", Side, "wounded of the side as its own office has published";
    "claimed_killed.by", "persons", ClaimantAndSide, "killed of the side as another side's office claims";
    "home", "persons", Side, "people at home or at work in their village";
    "cover", "persons", Side, "people in cover in their village";
    "preparing", "persons", Side, "people packing, or waiting for a bus";
    "at_site", "persons", Side, "people in a crowd at a contested site";
    "road", "persons", Side, "people on the road";
    "hosted", "persons", Side, "people with private hosts";
    "shelter", "persons", Side, "people in public shelters";
    "stranded", "persons", Side, "people stranded";
    "dead", "persons", Side, "residents dead by violence";
    "displaced", "persons", Side, "people away from home, in truth";
    "displaced_registered", "persons", Side, "people away from home, as registered by the side's office";
    "crew_fit", "persons", Side, "fit soldiers at posts that the side holds";
    "queue", "vehicles", Whole, "vehicles that queue on roads";
}

/// One curve: a metric with what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Position in [`METRICS`].
    pub metric: usize,
    /// Whose.
    pub side: Option<SideId>,
    /// Where.
    pub sector: Option<SectorId>,
    /// Who claims it.
    pub claimant: Option<SideId>,
}

/// Samples of all curves, one row a grid time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "stored::Stored", into = "stored::Stored")]
pub struct Curves {
    /// The curves.
    pub columns: Vec<Column>,
    /// Grid times.
    pub times: Vec<Time>,
    values: Vec<f64>,
}

impl Curves {
    /// Empty curves for a number of sides and sectors.
    pub fn new(sides: usize, sectors: usize) -> Curves {
        let mut columns = Vec::new();
        for (metric, description) in METRICS.iter().enumerate() {
            let whole = Column { metric, side: None, sector: None, claimant: None };
            match description.split {
                Split::Whole => columns.push(whole),
                Split::Side => columns.extend(SideId::all(sides).map(|side| Column { side: Some(side), ..whole })),
                Split::SideAndSector => columns.extend(SideId::all(sides).flat_map(|side| {
                    SectorId::all(sectors).map(move |sector| Column { side: Some(side), sector: Some(sector), ..whole })
                })),
                Split::ClaimantAndSide => columns.extend(SideId::all(sides).flat_map(|side| {
                    let others = SideId::all(sides).filter(move |&claimant| claimant != side);
                    others.map(move |claimant| Column { side: Some(side), claimant: Some(claimant), ..whole })
                })),
            }
        }
        Curves { columns, times: Vec::new(), values: Vec::new() }
    }

    /// Adds a row; `values` are in the order of the columns.
    ///
    /// # Panics
    /// When there are not as many values as columns.
    pub fn push(&mut self, time: Time, values: impl IntoIterator<Item = f64>) {
        self.times.push(time);
        self.values.extend(values);
        assert_eq!(self.values.len(), self.times.len() * self.columns.len(), "one value a column");
    }

    /// Value of a column at a grid time, both by position.
    pub fn value(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.columns.len() + column]
    }

    /// A column by metric name, side and sector; None when there is no such curve.
    pub fn find(&self, metric: &str, side: Option<SideId>, sector: Option<SectorId>) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| METRICS[column.metric].name == metric && (column.side, column.sector) == (side, sector))
    }

    /// The points of a column as (hours, value).
    pub fn points(&self, column: usize) -> Vec<(f64, f64)> {
        self.times.iter().enumerate().map(|(row, time)| (time.hours(), self.value(row, column))).collect()
    }
}

/// Reads all curves from the state of a run at `now`; `acts` counts hostile acts at side × sectors + sector.
pub(super) fn read(model: &Border, now: Time, acts: &[u32], columns: &[Column]) -> Vec<f64> {
    let (setup, world) = (&model.setup, &model.world);
    let mut people = vec![PeopleLedger::default(); setup.sides.len()];
    for (village, state) in setup.villages.iter().zip(&world.villages) {
        add_ledger(&mut people[village.side.index()], &state.people);
    }
    let mut crews = vec![0_u32; setup.sides.len()];
    for state in &world.posts {
        crews[state.holder.index()] += state.crew;
    }
    let reading = Reading { model, now, acts, people, crews };
    columns.iter().map(|column| reading.value(column)).collect()
}

struct Reading<'a> {
    model: &'a Border,
    now: Time,
    acts: &'a [u32],
    people: Vec<PeopleLedger>,
    crews: Vec<u32>,
}

impl Reading<'_> {
    fn value(&self, column: &Column) -> f64 {
        let name = METRICS[column.metric].name;
        match (column.side, column.sector, column.claimant) {
            (Some(side), Some(sector), _) => self.of_front(name, side, sector),
            (Some(about), _, Some(claimant)) => {
                let claimed = &self.model.world.offices[claimant.index()].claimed_killed;
                f64::from(claimed.get(about.index()).copied().unwrap_or(0))
            }
            (Some(side), ..) => f64::from(self.of_side(name, side.index())),
            _ => self.model.world.links.iter().map(|link| f64::from(link.queue)).sum(),
        }
    }

    fn of_front(&self, name: &str, side: SideId, sector: SectorId) -> f64 {
        let world = &self.model.world;
        if name == "acts" {
            return f64::from(self.acts[side.index() * world.sector_count() + sector.index()]);
        }
        let fronts = SideId::all(world.side_count())
            .filter(|&adversary| adversary != side)
            .map(|adversary| world.front(side, adversary, sector));
        if name == "threat" {
            let hours = self.model.setup.parameters.perception.memory_hours;
            fronts.map(|front| front.threat.read(self.now, hours)).fold(0.0, f64::max)
        } else {
            fronts.map(|front| f64::from(front.rung)).fold(0.0, f64::max)
        }
    }

    fn of_side(&self, name: &str, side: usize) -> u32 {
        let world = &self.model.world;
        let (harm, people, office) = (&world.tally.harm[side], &self.people[side], &world.offices[side]);
        match name {
            "killed_military" => harm.killed_military,
            "killed_civilian" => harm.killed_civilian,
            "wounded_military" => harm.wounded_military,
            "wounded_civilian" => harm.wounded_civilian,
            "published_killed" => office.published_killed,
            "published_wounded" => office.published_wounded,
            "home" => people.home,
            "cover" => people.cover,
            "preparing" => people.preparing,
            "at_site" => people.at_site,
            "road" => people.road,
            "hosted" => people.hosted,
            "shelter" => people.shelter,
            "stranded" => people.stranded,
            "dead" => people.dead,
            "displaced" => people.displaced(),
            "displaced_registered" => office.registered_displaced,
            "crew_fit" => self.crews[side],
            _ => unreachable!("every metric by side is read above: found {name}"),
        }
    }
}

fn add_ledger(sum: &mut PeopleLedger, one: &PeopleLedger) {
    sum.home += one.home;
    sum.cover += one.cover;
    sum.preparing += one.preparing;
    sum.at_site += one.at_site;
    sum.road += one.road;
    sum.hosted += one.hosted;
    sum.shelter += one.shelter;
    sum.stranded += one.stranded;
    sum.dead += one.dead;
}
