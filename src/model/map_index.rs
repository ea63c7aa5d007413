//! Where things lie, for questions like "which villages are within 7 km": a grid, built once from the setup.

use std::sync::OnceLock;

use super::geometry::{Line, Position};
use super::ids::{LinkId, PostId, VillageId};
use super::setup::Setup;
use super::target::RANGES_KM;

/// Smallest side of a cell: below it, cells cost more than the points that they spare.
const CELL_KM_MIN: f64 = 1.0;

/// Points in square cells; the points of cell c are `points[starts[c]..starts[c + 1]]`.
#[derive(Clone, Debug)]
struct Grid {
    cell_km: f64,
    corner: Position,
    columns: usize,
    rows: usize,
    starts: Vec<u32>,
    points: Vec<u32>,
    /// All points in their order.
    all: Vec<u32>,
}

impl Grid {
    /// About one point a cell.
    fn build(positions: &[Position]) -> Grid {
        let fold = |pick: fn(&Position) -> f64, best: fn(f64, f64) -> f64, start: f64| {
            positions.iter().map(pick).fold(start, best)
        };
        let west = fold(|p| p.east_km, f64::min, f64::INFINITY);
        let east = fold(|p| p.east_km, f64::max, f64::NEG_INFINITY);
        let south = fold(|p| p.north_km, f64::min, f64::INFINITY);
        let north = fold(|p| p.north_km, f64::max, f64::NEG_INFINITY);
        let (width, height) = ((east - west).max(0.0), (north - south).max(0.0));
        let count = positions.len().max(1) as f64;
        // The second term bounds the cells of a long thin border to four a point.
        let cell_km = (width * height / count).sqrt().max(width.max(height) / (4.0 * count)).max(CELL_KM_MIN);
        let (columns, rows) = ((width / cell_km) as usize + 1, (height / cell_km) as usize + 1);
        let mut grid = Grid {
            cell_km,
            corner: Position { east_km: west, north_km: south },
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            points: vec![0; positions.len()],
            all: (0..positions.len() as u32).collect(),
        };
        let cells: Vec<usize> = positions.iter().map(|&position| grid.cell(position)).collect();
        for &cell in &cells {
            grid.starts[cell + 1] += 1;
        }
        for cell in 0..columns * rows {
            grid.starts[cell + 1] += grid.starts[cell];
        }
        let mut filled = grid.starts.clone();
        for (point, &cell) in cells.iter().enumerate() {
            grid.points[filled[cell] as usize] = point as u32;
            filled[cell] += 1;
        }
        grid
    }

    fn column(&self, east_km: f64) -> usize {
        (((east_km - self.corner.east_km) / self.cell_km).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, north_km: f64) -> usize {
        (((north_km - self.corner.north_km) / self.cell_km).max(0.0) as usize).min(self.rows - 1)
    }

    fn cell(&self, position: Position) -> usize {
        self.row(position.north_km) * self.columns + self.column(position.east_km)
    }

    /// Points in the cells that a square around `centre` touches: all within `radius_km`, and some beyond. In their
    /// order and not in that of cells: cells depend on the extent of the map, and so on places that nobody here meets.
    fn near<'a>(&'a self, centre: Position, radius_km: f64, points: &'a mut Vec<u32>) -> &'a [u32] {
        let columns = self.column(centre.east_km - radius_km)..=self.column(centre.east_km + radius_km);
        let rows = self.row(centre.north_km - radius_km)..=self.row(centre.north_km + radius_km);
        let of_row = |row: usize| {
            let first = self.starts[row * self.columns + *columns.start()] as usize;
            let last = self.starts[row * self.columns + *columns.end() + 1] as usize;
            &self.points[first..last]
        };
        // Where half of all are near, going through all costs less than sorting.
        if 2 * rows.clone().map(|row| of_row(row).len()).sum::<usize>() >= self.all.len() {
            return &self.all;
        }
        points.clear();
        for row in rows {
            points.extend_from_slice(of_row(row));
        }
        points.sort_unstable();
        points
    }
}

/// What the people's submodels look up on the map. A pure function of the setup.
#[derive(Clone, Debug)]
pub struct MapIndex {
    villages: Grid,
    village_positions: Vec<Position>,
    links: Grid,
    lines: Vec<Line>,
    link_half_km: f64,
    /// For each post and weapon class: weights by distance of all in range, in the order of the post's neighbours; made
    /// when first asked for.
    distance_weights: Vec<[OnceLock<Box<[f64]>>; RANGES_KM.len()]>,
    /// Villages of each district.
    pub(super) district_villages: Vec<Vec<VillageId>>,
    /// Links of each sector.
    pub(super) sector_links: Vec<Vec<LinkId>>,
}

impl MapIndex {
    pub(super) fn build(setup: &Setup) -> MapIndex {
        let villages: Vec<Position> = setup.villages.iter().map(|v| setup.place(v.place).position).collect();
        let links: Vec<Position> = LinkId::all(setup.links.len()).map(|link| setup.link_middle(link)).collect();
        let ends = |link: &super::setup::Link| (setup.place(link.from).position, setup.place(link.to).position);
        let half = |link: &super::setup::Link| {
            let (from, to) = ends(link);
            from.distance_km(to) / 2.0
        };
        let line = |link: &super::setup::Link| {
            let (from, to) = ends(link);
            Line::between(from, to)
        };
        let mut district_villages = vec![Vec::new(); setup.districts.len()];
        for village in VillageId::all(setup.villages.len()) {
            district_villages[setup.village(village).district.index()].push(village);
        }
        let mut sector_links = vec![Vec::new(); setup.sectors.len()];
        for link in LinkId::all(setup.links.len()) {
            sector_links[setup.link(link).sector.index()].push(link);
        }
        MapIndex {
            villages: Grid::build(&villages),
            village_positions: villages,
            links: Grid::build(&links),
            lines: setup.links.iter().map(line).collect(),
            distance_weights: setup.posts.iter().map(|_| Default::default()).collect(),
            link_half_km: setup.links.iter().map(half).fold(0.0, f64::max),
            district_villages,
            sector_links,
        }
    }

    /// Weights exp(-2 d / range) of the neighbours of a post in range of a weapon class: of the first so many, for they are
    /// sorted by distance.
    pub(super) fn distance_weights(&self, setup: &Setup, post: PostId, class: usize) -> &[f64] {
        self.distance_weights[post.index()][class].get_or_init(|| {
            let range_km = RANGES_KM[class];
            let in_range = setup.post(post).near.iter().take_while(|near| near.distance_km <= range_km);
            in_range.map(|near| libm::exp(-2.0 * near.distance_km / range_km)).collect()
        })
    }

    /// Villages within a radius, with their distances in km. `points` is room to work in.
    pub(super) fn villages_near<'a>(
        &'a self,
        centre: Position,
        radius_km: f64,
        points: &'a mut Vec<u32>,
    ) -> impl Iterator<Item = (VillageId, f64)> + 'a {
        self.villages.near(centre, radius_km, points).iter().filter_map(move |&point| {
            let distance = self.village_positions[point as usize].distance_km(centre);
            (distance <= radius_km).then_some((VillageId(point), distance))
        })
    }

    /// Links whose nearest point lies within a radius. `points` is room to work in.
    pub(super) fn links_near<'a>(
        &'a self,
        centre: Position,
        radius_km: f64,
        points: &'a mut Vec<u32>,
    ) -> impl Iterator<Item = LinkId> + 'a {
        let near = self.links.near(centre, radius_km + self.link_half_km, points);
        near.iter().copied().map(LinkId).filter(move |link| self.lines[link.index()].distance_km(centre) <= radius_km)
    }
}

/// The index of a setup, built when it is first asked for.
#[derive(Debug, Default)]
pub struct MapOnDemand(OnceLock<MapIndex>);

/// A cloned setup may be changed before it is used.
impl Clone for MapOnDemand {
    fn clone(&self) -> MapOnDemand {
        MapOnDemand::default()
    }
}

impl MapOnDemand {
    pub(super) fn of(&self, setup: &Setup) -> &MapIndex {
        self.0.get_or_init(|| MapIndex::build(setup))
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, Position};

    #[test]
    fn a_grid_misses_nobody() {
        let at = |index: u32| Position { east_km: f64::from(index * 37 % 101) - 50.0, north_km: f64::from(index % 7) };
        let positions: Vec<Position> = (0..300).map(at).collect();
        let grid = Grid::build(&positions);
        for (centre, radius_km) in [(at(5), 3.0), (at(77), 0.5), (at(130), 500.0), (Position::default(), 12.0)] {
            let within = |point: &u32| positions[*point as usize].distance_km(centre) <= radius_km;
            let found: Vec<u32> =
                grid.near(centre, radius_km, &mut Vec::new()).iter().copied().filter(within).collect();
            assert_eq!(found, (0..300).filter(within).collect::<Vec<u32>>());
        }
    }

    #[test]
    fn an_empty_grid_has_nobody() {
        assert_eq!(Grid::build(&[]).near(Position::default(), 1e3, &mut Vec::new()).len(), 0);
    }
}
