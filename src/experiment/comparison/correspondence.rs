//! Which place, side, sector and road of the second variant is which of the first: by id text, since positions in lists
//! shift when a variant adds or leaves out something.

use std::collections::BTreeMap;

use crate::model::ids::{LinkId, PlaceId, SectorId, SideId};
use crate::model::{LogRow, Setup};

/// Positions in the first variant by positions in the second; None where the first has nothing of that id.
#[derive(Clone, Debug)]
pub(super) struct Correspondence {
    places: Vec<Option<usize>>,
    sides: Vec<Option<usize>>,
    sectors: Vec<Option<usize>>,
    links: Vec<Option<usize>>,
}

impl Correspondence {
    pub(super) fn new(a: &Setup, b: &Setup) -> Correspondence {
        Correspondence {
            places: matched(a.places.iter().map(|place| &place.id), b.places.iter().map(|place| &place.id)),
            sides: matched(a.sides.iter().map(|side| &side.id), b.sides.iter().map(|side| &side.id)),
            sectors: matched(a.sectors.iter().map(|sector| &sector.id), b.sectors.iter().map(|sector| &sector.id)),
            links: matched(a.links.iter().map(|link| &link.id), b.links.iter().map(|link| &link.id)),
        }
    }

    /// Whether a row of the first variant and one of the second say the same.
    pub(super) fn same(&self, a: &LogRow, b: &LogRow) -> bool {
        let named = alike(a.place.map(PlaceId::index), b.place.map(PlaceId::index), &self.places)
            && alike(a.target.map(PlaceId::index), b.target.map(PlaceId::index), &self.places)
            && alike(a.side.map(SideId::index), b.side.map(SideId::index), &self.sides)
            && alike(a.target_side.map(SideId::index), b.target_side.map(SideId::index), &self.sides)
            && alike(a.sector.map(SectorId::index), b.sector.map(SectorId::index), &self.sectors)
            && alike(a.link.map(LinkId::index), b.link.map(LinkId::index), &self.links);
        named && without_ids(a) == without_ids(b)
    }
}

fn matched<'a>(a: impl Iterator<Item = &'a String>, b: impl Iterator<Item = &'a String>) -> Vec<Option<usize>> {
    let mut places: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (index, id) in a.enumerate() {
        places.entry(id).or_default().push(index);
    }
    // Roads between the same two places share an id: the first is the first, and so on.
    let mut seen: BTreeMap<&String, usize> = BTreeMap::new();
    b.map(|id| {
        let number = seen.entry(id).or_default();
        *number += 1;
        places.get(id).and_then(|indices| indices.get(*number - 1)).copied()
    })
    .collect()
}

fn alike(a: Option<usize>, b: Option<usize>, matched: &[Option<usize>]) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => matched[b] == Some(a),
        _ => false,
    }
}

fn without_ids(row: &LogRow) -> LogRow {
    LogRow { place: None, target: None, side: None, target_side: None, sector: None, link: None, ..*row }
}
