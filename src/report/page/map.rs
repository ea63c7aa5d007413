//! The schematic map of a page. It stands as the run ended; the script sets it back to any moment by classes alone.

use crate::model::ids::{LinkId, PlaceId, SectorId};
use crate::model::record::LogRow;
use crate::model::setup::{PlaceKind, RoadClass};
use crate::model::tally::is_act;

use super::super::hull;
use super::super::map::{LABELS_MOST, PAYS, RINGS_MOST, busiest, labels, radius, village_radius, weight};
use super::super::picture::{Anchor, Picture, Point};
use super::super::projection::{Frame, Projection};
use super::super::run::Run;
use super::super::words;
use super::course::{ENTERED, HIT, LEFT, MapState};
use super::html::{Html, Short};

/// Units of a map.
const FRAME: Frame = (0.0, 0.0, 1_000.0, 700.0);
const VIEW_BOX: &str = "0 0 1000 700";
/// Size of names on a screen with room, and on a phone, where fewer are written.
const NAME_SIZE: f64 = 20.0;
const NAME_SIZE_PHONE: f64 = 38.0;
const NAMES_ON_PHONE: usize = 10;
/// Most places and roads that are drawn: more could not be told apart.
const PLACES_MOST: usize = 2_500;

/// The maps of a run.
pub struct Maps {
    views: Vec<View>,
    /// The sector of the larger view, when there are two.
    pub sector: Option<SectorId>,
}

/// One map: how places become points, and the acts that it shows as rings.
struct View {
    projection: Projection,
    rings: Vec<Ring>,
}

struct Ring {
    event: u32,
    rung: u8,
    at: Point,
}

impl Maps {
    /// One map of everything, with the busiest sector before it when all else would press that into a blot.
    pub fn of(run: &Run) -> Maps {
        let everywhere = Projection::of(run.setup.places.iter().map(|place| place.position), FRAME);
        let busiest = busiest(run);
        let there = run.setup.places.iter().filter(|place| Some(place.sector) == busiest).map(|place| place.position);
        let detail = Projection::of(there, FRAME);
        let sector = busiest.filter(|_| detail.scale >= PAYS * everywhere.scale);
        let mut views = vec![View::of(run, everywhere)];
        if sector.is_some() {
            views.insert(0, View::of(run, detail));
        }
        Maps { views, sector }
    }

    /// Events of the rings of each map, in the order in which they are drawn.
    pub fn rings(&self) -> impl Iterator<Item = impl Iterator<Item = u32>> {
        self.views.iter().map(|view| view.rings.iter().map(|ring| ring.event))
    }

    /// Writes the map at a position in the state that is given.
    pub fn draw(&self, html: &mut Html, run: &Run, number: usize, end: &MapState) {
        let overview = number > 0;
        let view = &self.views[number];
        let label = match self.sector {
            Some(sector) if !overview => {
                format!(
                    "Schematic map of the sector {}, north up, with every hostile act there as a ring",
                    name_of(run, sector)
                )
            }
            _ => "Schematic map of all places, north up, with every hostile act as a ring".to_string(),
        };
        let class = if overview { "map overview" } else { "map" };
        html.with(
            "svg",
            &[("class", &class), ("viewBox", &VIEW_BOX), ("role", &"img"), ("aria-label", &label)],
            |html| {
                view.sectors(html, run);
                let drawn = places(run);
                view.roads(html, run, end);
                view.rings(html);
                for &place in &drawn {
                    view.symbol(html, run, place, end);
                }
                if overview {
                    let detail = &self.views[0].projection;
                    let corner = |at: Point| view.projection.at(detail.position_of(at));
                    let ((left, top), (right, bottom)) = (corner((FRAME.0, FRAME.1)), corner((FRAME.2, FRAME.3)));
                    let (width, height) = (Short(right - left), Short(bottom - top));
                    html.empty(
                        "rect",
                        &[
                            ("class", &"cutout"),
                            ("x", &Short(left)),
                            ("y", &Short(top)),
                            ("width", &width),
                            ("height", &height),
                        ],
                    );
                } else {
                    view.scale_bar(html);
                    view.names(html, run, "wide", (LABELS_MOST, NAME_SIZE));
                    view.names(html, run, "narrow", (NAMES_ON_PHONE, NAME_SIZE_PHONE));
                }
            },
        );
    }
}

/// Places worth drawing, the least important first so that others lie above them.
fn places(run: &Run) -> Vec<PlaceId> {
    let mut places: Vec<PlaceId> = PlaceId::all(run.setup.places.len()).collect();
    if places.len() > PLACES_MOST {
        places.sort_by_key(|&place| std::cmp::Reverse(weight(run, place)));
        places.truncate(PLACES_MOST);
        places.sort();
    }
    places
}

fn name_of(run: &Run, sector: SectorId) -> String {
    words::one_line(&run.setup.sectors[sector.index()].name, 60)
}

impl View {
    fn of(run: &Run, projection: Projection) -> View {
        let mut acts: Vec<&LogRow> = run.recorder.rows.iter().filter(|row| is_act(row)).collect();
        acts.dedup_by_key(|row| row.event);
        let every = acts.len().div_ceil(RINGS_MOST).max(1);
        let ring = |row: &&LogRow| {
            let position = match (row.target, row.link, row.place) {
                (Some(place), ..) | (None, None, Some(place)) => run.setup.place(place).position,
                (None, Some(link), _) => run.setup.link_middle(link),
                (None, None, None) => return None,
            };
            let (x, y) = projection.at(position);
            // A golden-angle spiral keeps many acts at one place apart.
            let (angle, out) = (2.399_963 * f64::from(row.event), 1.6 * libm::sqrt(f64::from(row.event % 37)));
            let at = (x + out * libm::cos(angle), y + out * libm::sin(angle));
            projection.shows(position).then_some(Ring { event: row.event, rung: row.rung.min(6), at })
        };
        let rings = acts.into_iter().step_by(every).filter_map(|row| ring(&row)).collect();
        View { projection, rings }
    }

    fn sectors(&self, html: &mut Html, run: &Run) {
        for sector in SectorId::all(run.setup.sectors.len()) {
            let inside = run.setup.places.iter().filter(|place| place.sector == sector);
            let points: Vec<Point> = inside
                .filter(|place| !matches!(place.kind, PlaceKind::Waypoint))
                .map(|place| self.projection.at(place.position))
                .collect();
            let outline = hull::rounded(&points, 34.0);
            if outline.len() > 2 {
                let corners: Vec<String> = outline.iter().map(|(x, y)| format!("{x:.0},{y:.0}")).collect();
                html.empty(
                    "polygon",
                    &[("class", &"sector"), ("data-sector", &sector.0), ("points", &corners.join(" "))],
                );
            }
        }
    }

    fn roads(&self, html: &mut Html, run: &Run, end: &MapState) {
        for (index, link) in run.setup.links.iter().enumerate().take(PLACES_MOST) {
            let (from, to) = (run.setup.place(link.from).position, run.setup.place(link.to).position);
            let ((x1, y1), (x2, y2)) = (self.projection.at(from), self.projection.at(to));
            let class = match link.class {
                RoadClass::Highway => "road highway",
                RoadClass::Local => "road local",
                RoadClass::Track => "road track",
            };
            html.empty(
                "line",
                &[("class", &class), ("x1", &Short(x1)), ("y1", &Short(y1)), ("x2", &Short(x2)), ("y2", &Short(y2))],
            );
            let middle = self.projection.at(run.setup.link_middle(LinkId::at(index)));
            let state = if end.closed[index] == 1 { "closure closed" } else { "closure" };
            placed(html, state, ("data-link", index), middle, |html| {
                html.empty("circle", &[("r", &"11")]);
                html.empty("path", &[("d", &"M-7-7 7 7M-7 7 7-7")]);
            });
        }
    }

    fn rings(&self, html: &mut Html) {
        html.with("g", &[("class", &"rings")], |html| {
            for Ring { rung, at: (x, y), .. } in &self.rings {
                let class = format!("rung-{rung}");
                let radius = Short(radius(*rung));
                html.empty(
                    "circle",
                    &[("class", &class), ("cx", &format!("{x:.0}")), ("cy", &format!("{y:.0}")), ("r", &radius)],
                );
            }
        });
    }

    fn symbol(&self, html: &mut Html, run: &Run, place: PlaceId, end: &MapState) {
        let fixed = run.setup.place(place);
        if !self.projection.shows(fixed.position) {
            return;
        }
        let at = self.projection.at(fixed.position);
        match fixed.kind {
            PlaceKind::Village(village) => {
                let (index, size) = (village.index(), village_radius(run.setup.village(village).people));
                let class = village_class(run.setup.village(village).side.index(), end.villages[index]);
                placed(html, &class, ("data-village", index), at, |html| {
                    html.empty("circle", &[("class", &"body"), ("r", &Short(size))]);
                    html.empty("circle", &[("class", &"mark"), ("r", &Short(size + 3.5))]);
                });
            }
            PlaceKind::Post(post) => {
                let (owner, holder) = (run.setup.post(post).side.0, end.holders[post.index()]);
                let class = post_class(usize::from(owner), holder as usize);
                placed(html, &class, ("data-post", post.index()), at, post_shape);
            }
            PlaceKind::Site(site) => {
                let class = if end.destroyed[site.index()] == 1 { "site destroyed" } else { "site" };
                placed(html, class, ("data-site", site.index()), at, |html| {
                    html.empty("path", &[("d", &"M0-13 13 0 0 13-13 0Z")]);
                });
            }
            PlaceKind::Town(town) => {
                let class = format!("town side-{}", run.setup.towns[town.index()].side.index());
                placed(html, &class, ("data-town", town.index()), at, |html| {
                    html.empty("circle", &[("class", &"outer"), ("r", &"12")]);
                    html.empty("circle", &[("class", &"body"), ("r", &"6")]);
                });
            }
            PlaceKind::Waypoint => {}
        }
    }

    fn scale_bar(&self, html: &mut Html) {
        let lengths = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];
        let fitting = lengths.into_iter().rev().find(|length| length * self.projection.scale <= 200.0);
        let kilometres = fitting.unwrap_or(1.0);
        let width = kilometres * self.projection.scale;
        let path = format!("M14 678v8h{width:.0}v-8");
        html.empty("path", &[("class", &"scale-bar"), ("d", &path)]);
        html.element(
            "text",
            &[("class", &"name scale-name"), ("x", &Short(24.0 + width)), ("y", &"688")],
            &format!("{kilometres} km"),
        );
    }

    fn names(&self, html: &mut Html, run: &Run, class: &str, (most, size): (usize, f64)) {
        let mut picture = Picture::new(1_000, 700);
        labels(&mut picture, run, &self.projection, most, size);
        html.with("g", &[("class", &class)], |html| {
            for text in picture.texts() {
                let anchor = match text.anchor {
                    Anchor::Start => "name",
                    Anchor::Middle => "name middle",
                    Anchor::End => "name end",
                };
                html.element(
                    "text",
                    &[("class", &anchor), ("x", &Short(text.at.0)), ("y", &Short(text.at.1))],
                    &text.text,
                );
            }
        });
    }
}

/// A symbol at a point. The inner group is what a phone enlarges.
fn placed(
    html: &mut Html,
    class: &str,
    (of, index): (&'static str, usize),
    (x, y): Point,
    shape: impl FnOnce(&mut Html),
) {
    let place = format!("translate({x:.0} {y:.0})");
    html.with("g", &[("class", &class), (of, &index), ("transform", &place)], |html| html.with("g", &[], shape));
}

/// The shape of a post.
pub fn post_shape(html: &mut Html) {
    html.empty("rect", &[("class", &"mark"), ("x", &"-13"), ("y", &"-13"), ("width", &"26"), ("height", &"26")]);
    html.empty("rect", &[("class", &"body"), ("x", &"-9"), ("y", &"-9"), ("width", &"18"), ("height", &"18")]);
}

/// Classes of a post: colour of its holder, and of its owner when that is another.
pub fn post_class(owner: usize, holder: usize) -> String {
    let held = if owner == holder { "" } else { " held" };
    format!("post side-{holder} owner-{owner}{held}")
}

/// Classes of a village.
pub fn village_class(side: usize, state: u32) -> String {
    let mut class = format!("village side-{side}");
    for (flag, name) in [(HIT, " hit"), (ENTERED, " entered"), (LEFT, " left")] {
        if state & flag != 0 {
            class.push_str(name);
        }
    }
    class
}
