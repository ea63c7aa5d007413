//! Sectors: checked and built, with their centres and the weights between them.

use crate::engine::Lineage;
use crate::model::Parameters;
use crate::model::geometry::Position;
use crate::model::setup::{PlaceKind, Sector};
use crate::scenario::at::{At, Complaints};
use crate::scenario::document::{ScenarioDocument, SectorDocument};
use crate::scenario::limits;

use super::places::Places;

/// Checks what sectors have beside their names.
pub fn check(document: &ScenarioDocument, complaints: &mut Complaints) {
    let mut sum = 0.0;
    for (index, sector) in document.sectors.iter().enumerate() {
        let at = At::item("sectors", index, &sector.id, "name");
        complaints.words(&at, &sector.name, limits::NAME_BYTES);
        complaints.words(&at.other("province"), &sector.province, limits::NAME_BYTES);
        sum += complaints.number(&at.other("spark_share"), sector.spark_share, 0.0, 1e6);
    }
    if !document.sectors.is_empty() && sum <= 0.0 {
        complaints.say(&At::field("sectors"), "the spark shares of all sectors together are 0".to_owned());
    }
}

/// Sectors with their centres: the mean of their villages, posts and sites; towns and waypoints lie off the border and
/// count only where there is nothing else.
pub fn build<'d>(document: &'d ScenarioDocument, places: &Places) -> Vec<Sector> {
    let mut provinces: Vec<&str> = Vec::new();
    let share_sum: f64 = document.sectors.iter().map(|sector| sector.spark_share).sum();
    let mut sums = vec![[(0.0, 0.0, 0_usize); 2]; document.sectors.len()];
    for place in &places.places {
        let off = usize::from(matches!(place.kind, PlaceKind::Town(_) | PlaceKind::Waypoint));
        let sum = &mut sums[place.sector.index()][off];
        *sum = (sum.0 + place.position.east_km, sum.1 + place.position.north_km, sum.2 + 1);
    }
    let mut sector = |(index, sector): (usize, &'d SectorDocument)| {
        let province = provinces.iter().position(|province| *province == sector.province).unwrap_or_else(|| {
            provinces.push(&sector.province);
            provinces.len() - 1
        });
        let [on, off] = sums[index];
        let (east, north, count) = if on.2 > 0 { on } else { off };
        let count = count.max(1) as f64;
        Sector {
            id: sector.id.clone(),
            name: sector.name.clone(),
            lineage: Lineage::of_text(&format!("sector:{}", sector.id)),
            centre: Position { east_km: east / count, north_km: north / count },
            province: province as u32,
            spark_share: sector.spark_share / share_sum,
        }
    };
    document.sectors.iter().enumerate().map(&mut sector).collect()
}

/// exp(-distance / scale) between sectors.
pub fn weight(sectors: &[Sector], parameters: &Parameters) -> Vec<f64> {
    let scale = parameters.perception.sector_distance_km;
    let between = |one: &Sector, other: &Sector| libm::exp(-one.centre.distance_km(other.centre) / scale);
    sectors.iter().flat_map(|one| sectors.iter().map(move |other| between(one, other))).collect()
}
