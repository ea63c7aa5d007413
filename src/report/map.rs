//! A schematic map: what happened where. North is up, one scale in both directions.

use crate::model::ids::{LinkId, PlaceId, SectorId};
use crate::model::setup::{PlaceKind, RoadClass};
use crate::model::tally::is_act;

use super::hull;
use super::palette::{self, AXIS, Ink, QUIET, RUNG_NAMES, RUNGS, TEXT, WHITE};
use super::panel::{SIZE, Swatch, legend};
use super::picture::{Anchor, Picture, Point, Text};
use super::projection::{Frame, Projection};
use super::run::Run;

const LEFT: f64 = 40.0;
const RIGHT: f64 = 1195.0;
const TOP: f64 = 120.0;
const BOTTOM: f64 = 935.0;
/// Most labels.
pub(super) const LABELS_MOST: usize = 40;
/// Acts drawn as rings; beyond it every n-th is drawn.
pub(super) const RINGS_MOST: usize = 1_500;

/// Room of the overview where a second view shows the busiest sector.
pub(super) const OVERVIEW: Frame = (LEFT, TOP, 520.0, 560.0);
pub(super) const DETAIL: Frame = (550.0, TOP, RIGHT, BOTTOM);
pub(super) const WHOLE: Frame = (LEFT, TOP, RIGHT, BOTTOM);
/// A second view pays when it shows things at least this much larger than one map of all would.
pub(super) const PAYS: f64 = 1.8;

/// The figure: one map, or an overview beside the busiest sector when all else would press that into a blot.
pub fn map(run: &Run) -> Picture {
    let everywhere = || run.setup.places.iter().map(|place| place.position);
    let whole = Projection::of(everywhere(), WHOLE);
    let busiest = busiest(run);
    let there = run.setup.places.iter().filter(|place| Some(place.sector) == busiest).map(|place| place.position);
    let detail = Projection::of(there, DETAIL);
    let mut picture = Picture::new(super::sheet::WIDTH, super::sheet::HEIGHT);
    let mut subtitle = "Schematic, north up: places, roads, and every hostile act of the run as a ring".to_string();
    let pays = busiest.filter(|_| detail.scale >= PAYS * whole.scale);
    if let Some(sector) = pays {
        view(&mut picture, run, &detail, LABELS_MOST);
        cover_around(&mut picture, DETAIL);
        let overview = Projection::of(everywhere(), OVERVIEW);
        view(&mut picture, run, &overview, 0);
        let corner = |corner: Point| overview.at(detail.position_of(corner));
        let (low, high) = (corner((DETAIL.0, DETAIL.1)), corner((DETAIL.2, DETAIL.3)));
        picture.frame(low, high, TEXT, 2.0);
        let name = &run.setup.sectors[sector.index()].name;
        subtitle =
            format!("Schematic, north up, every hostile act as a ring; left all, right the busiest sector: {name}");
    } else {
        view(&mut picture, run, &whole, LABELS_MOST);
    }
    picture.shapes.extend(run.picture("Map", &subtitle).shapes);
    explain(&mut picture, run);
    picture
}

/// The sector with most acts, when there are several sectors and any act.
pub(super) fn busiest(run: &Run) -> Option<SectorId> {
    let mut acts = vec![0_u32; run.setup.sectors.len()];
    for sector in run.recorder.rows.iter().filter(|row| is_act(row)).filter_map(|row| row.sector) {
        acts[sector.index()] += 1;
    }
    let most = SectorId::all(acts.len()).max_by_key(|sector| (acts[sector.index()], std::cmp::Reverse(*sector)));
    most.filter(|sector| acts.len() > 1 && acts[sector.index()] > 0)
}

fn view(picture: &mut Picture, run: &Run, projection: &Projection, labels_most: usize) {
    sectors(picture, run, projection);
    roads(picture, run, projection);
    acts(picture, run, projection);
    closures(picture, run, projection);
    for place in PlaceId::all(run.setup.places.len()) {
        symbol(picture, run, projection, place);
    }
    scale_bar(picture, projection);
    labels(picture, run, projection, labels_most, SIZE);
}

/// What a view draws beyond its frame is covered, and the frame drawn.
fn cover_around(picture: &mut Picture, (left, top, right, bottom): Frame) {
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    picture.rectangle((0.0, 0.0), (width, top), WHITE);
    picture.rectangle((0.0, bottom), (width, height), WHITE);
    picture.rectangle((0.0, top), (left, bottom), WHITE);
    picture.rectangle((right, top), (width, bottom), WHITE);
    picture.frame((left, top), (right, bottom), AXIS, 1.5);
}

fn sectors(picture: &mut Picture, run: &Run, projection: &Projection) {
    for sector in SectorId::all(run.setup.sectors.len()) {
        let points: Vec<Point> = run
            .setup
            .places
            .iter()
            .filter(|place| place.sector == sector && !matches!(place.kind, PlaceKind::Waypoint))
            .map(|place| projection.at(place.position))
            .collect();
        let outline = hull::rounded(&points, 34.0);
        if outline.len() > 2 {
            picture.polygon(outline.clone(), Ink::new(0xf4_f5_f2));
            picture.line(hull::closed(outline), Ink::new(0xdd_df_da), 1.5);
        }
    }
}

fn roads(picture: &mut Picture, run: &Run, projection: &Projection) {
    for link in &run.setup.links {
        let ends =
            vec![projection.at(run.setup.place(link.from).position), projection.at(run.setup.place(link.to).position)];
        let ink = Ink::new(0xb4_b8_bc);
        match link.class {
            RoadClass::Highway => picture.line(ends, ink, 5.0),
            RoadClass::Local => picture.line(ends, ink, 2.5),
            RoadClass::Track => picture.dashed(ends, ink, 2.5, (8.0, 6.0)),
        }
    }
}

fn closures(picture: &mut Picture, run: &Run, projection: &Projection) {
    let links = run.replication.world.links.iter().enumerate();
    for (link, _) in links.filter(|(_, state)| state.closures != 0) {
        let at = projection.at(run.setup.link_middle(LinkId::at(link)));
        picture.disc(at, 12.0, WHITE.faded(0.8));
        cross(picture, at, 9.0, TEXT);
    }
}

fn cross(picture: &mut Picture, (x, y): Point, arm: f64, ink: Ink) {
    picture.line(vec![(x - arm, y - arm), (x + arm, y + arm)], ink, 3.0);
    picture.line(vec![(x - arm, y + arm), (x + arm, y - arm)], ink, 3.0);
}

/// Radius of the ring of an act.
pub(super) fn radius(rung: u8) -> f64 {
    8.0 + 5.0 * f64::from(rung)
}

fn acts(picture: &mut Picture, run: &Run, projection: &Projection) {
    let rows: Vec<_> = run.recorder.rows.iter().filter(|row| is_act(row)).collect();
    let every = rows.len().div_ceil(RINGS_MOST).max(1);
    for row in rows.iter().step_by(every) {
        let position = match (row.target, row.link, row.place) {
            (Some(place), ..) | (None, None, Some(place)) => run.setup.place(place).position,
            (None, Some(link), _) => run.setup.link_middle(link),
            (None, None, None) => continue,
        };
        if !projection.shows(position) {
            continue;
        }
        let (x, y) = projection.at(position);
        // A golden-angle spiral keeps many acts at one place apart.
        let (angle, out) = (2.399_963 * f64::from(row.event), 1.6 * libm::sqrt(f64::from(row.event % 37)));
        let centre = (x + out * libm::cos(angle), y + out * libm::sin(angle));
        picture.ring(centre, radius(row.rung), RUNGS[usize::from(row.rung.min(6))].faded(0.7), 3.0);
    }
}

fn symbol(picture: &mut Picture, run: &Run, projection: &Projection, place: PlaceId) {
    let (setup, world) = (run.setup, &run.replication.world);
    if !projection.shows(setup.place(place).position) {
        return;
    }
    let (x, y) = projection.at(setup.place(place).position);
    match setup.place(place).kind {
        PlaceKind::Village(village) => {
            let (fixed, state) = (setup.village(village), &world.villages[village.index()]);
            let size = village_radius(fixed.people);
            picture.disc((x, y), size, palette::side(fixed.side.index()).faded(0.85));
            picture.ring((x, y), size, WHITE, 1.5);
            if state.affected || state.entered_by.is_some() {
                picture.ring((x, y), size + 3.0, palette::BLACK, 2.5);
            }
        }
        PlaceKind::Post(post) => {
            let (fixed, state) = (setup.post(post), &world.posts[post.index()]);
            let holder = state.holder;
            let (low, high) = ((x - 9.0, y - 9.0), (x + 9.0, y + 9.0));
            picture.rectangle(low, high, palette::side(holder.index()));
            picture.frame(low, high, WHITE, 1.5);
            if state.holder != fixed.side {
                picture.frame((x - 13.0, y - 13.0), (x + 13.0, y + 13.0), palette::side(fixed.side.index()), 3.0);
            }
        }
        PlaceKind::Site(site) => {
            let ink = if world.sites[site.index()].destroyed { palette::BLACK } else { WHITE };
            diamond(picture, (x, y), 14.0, ink);
        }
        PlaceKind::Town(town) => {
            picture.ring((x, y), 13.0, palette::side(setup.towns[town.index()].side.index()), 4.0);
            picture.disc((x, y), 6.0, palette::side(setup.towns[town.index()].side.index()));
        }
        PlaceKind::Waypoint => picture.disc((x, y), 3.0, AXIS),
    }
}

fn diamond(picture: &mut Picture, (x, y): Point, arm: f64, fill: Ink) {
    let corners = vec![(x, y - arm), (x + arm, y), (x, y + arm), (x - arm, y)];
    picture.polygon(corners.clone(), fill);
    picture.line(hull::closed(corners), palette::BLACK, 3.0);
}

pub(super) fn village_radius(people: u32) -> f64 {
    (4.0 + libm::sqrt(f64::from(people)) / 8.0).min(20.0)
}

fn scale_bar(picture: &mut Picture, projection: &Projection) {
    let lengths = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];
    let kilometres = lengths.into_iter().rev().find(|length| length * projection.scale <= 200.0).unwrap_or(1.0);
    let (x, y) = (projection.frame.0 + 14.0, projection.frame.3 - 14.0);
    let end = x + kilometres * projection.scale;
    picture.line(vec![(x, y - 8.0), (x, y), (end, y), (end, y - 8.0)], TEXT, 3.0);
    picture.text(
        (f64::midpoint(x, end).max(x + 35.0), y - 14.0),
        format!("{kilometres} km"),
        SIZE,
        TEXT,
        Anchor::Middle,
    );
}

/// Names of places, the ones that matter most first, where there is room.
pub(super) fn labels(picture: &mut Picture, run: &Run, projection: &Projection, most: usize, size: f64) {
    let mut places: Vec<PlaceId> = PlaceId::all(run.setup.places.len()).collect();
    places.sort_by_key(|&place| std::cmp::Reverse(weight(run, place)));
    let mut taken: Vec<(Point, Point)> = symbols_taken(run, projection);
    taken.extend(picture.texts().map(Text::bounds));
    let mut written = 0;
    for place in places {
        if written == most || weight(run, place) == 0 {
            return;
        }
        if !projection.shows(run.setup.place(place).position) {
            continue;
        }
        let at = projection.at(run.setup.place(place).position);
        let own = box_of(run, place, at);
        let name = super::words::one_line(&run.setup.place(place).name, 26);
        if let Some(text) = find_room((&name, size), at, own, (projection.frame, &taken)) {
            let (low, high) = text.bounds();
            taken.push((low, high));
            picture.rectangle(low, high, WHITE.faded(0.65));
            picture.label(text);
            written += 1;
        }
    }
}

pub(super) fn weight(run: &Run, place: PlaceId) -> u64 {
    let world = &run.replication.world;
    match run.setup.place(place).kind {
        PlaceKind::Site(_) => 4_000_000,
        PlaceKind::Post(post) if world.posts[post.index()].holder != run.setup.post(post).side => 3_500_000,
        PlaceKind::Village(village) if world.villages[village.index()].affected => {
            2_000_000 + u64::from(run.setup.village(village).people.min(900_000))
        }
        PlaceKind::Town(_) => 3_000_000,
        PlaceKind::Village(village) => 1 + u64::from(run.setup.village(village).people),
        PlaceKind::Post(_) => 500,
        PlaceKind::Waypoint => 0,
    }
}

fn box_of(run: &Run, place: PlaceId, (x, y): Point) -> (Point, Point) {
    let half = match run.setup.place(place).kind {
        PlaceKind::Village(village) => village_radius(run.setup.village(village).people) + 3.0,
        PlaceKind::Post(_) => 11.0,
        PlaceKind::Site(_) | PlaceKind::Town(_) => 15.0,
        PlaceKind::Waypoint => 2.0,
    };
    ((x - half, y - half), (x + half, y + half))
}

fn symbols_taken(run: &Run, projection: &Projection) -> Vec<(Point, Point)> {
    PlaceId::all(run.setup.places.len())
        .map(|place| box_of(run, place, projection.at(run.setup.place(place).position)))
        .collect()
}

/// Corners of what already stands on the map.
type Boxes<'a> = &'a [(Point, Point)];

/// Tries right, left, above and below the symbol.
fn find_room(
    (name, size): (&str, f64),
    (x, y): Point,
    (low, high): (Point, Point),
    (frame, taken): (Frame, Boxes),
) -> Option<Text> {
    let tries = [
        ((high.0 + 5.0, y + 7.0 * size / SIZE), Anchor::Start),
        ((low.0 - 5.0, y + 7.0 * size / SIZE), Anchor::End),
        ((x, low.1 - 7.0), Anchor::Middle),
        ((x, high.1 + 20.0 * size / SIZE), Anchor::Middle),
    ];
    tries.into_iter().find_map(|(at, anchor)| {
        let text = Text { at, text: name.to_string(), size, bold: false, ink: TEXT, anchor, upwards: false };
        let (start, end) = text.bounds();
        let inside = start.0 >= frame.0 && end.0 <= frame.2 && start.1 >= frame.1 && end.1 <= frame.3;
        let free = taken.iter().all(|(other_low, other_high)| {
            start.0 >= other_high.0 || other_low.0 >= end.0 || start.1 >= other_high.1 || other_low.1 >= end.1
        });
        (inside && free).then_some(text)
    })
}

fn explain(picture: &mut Picture, run: &Run) {
    let x = RIGHT + 30.0;
    let sides = (0..run.setup.sides.len()).map(|side| (Swatch::Box(palette::side(side)), run.side_name(side)));
    let mut y = legend(picture, (x, TOP + 20.0), 320.0, &sides.collect::<Vec<_>>()) + 10.0;
    let mut row = |picture: &mut Picture, text: &str, draw: &dyn Fn(&mut Picture, Point)| {
        draw(picture, (x + 20.0, y - 8.0));
        picture.text((x + 52.0, y), text, SIZE, TEXT, Anchor::Start);
        y += 38.0;
    };
    row(picture, "village, by people", &|picture, at| {
        picture.disc(at, 11.0, QUIET);
    });
    row(picture, "village hit or entered", &|picture, at| {
        picture.disc(at, 9.0, QUIET);
        picture.ring(at, 13.0, palette::BLACK, 2.5);
    });
    row(picture, "border post", &|picture, (x, y)| picture.rectangle((x - 9.0, y - 9.0), (x + 9.0, y + 9.0), QUIET));
    row(picture, "held by another side", &|picture, (x, y)| {
        picture.rectangle((x - 8.0, y - 8.0), (x + 8.0, y + 8.0), QUIET);
        picture.frame((x - 13.0, y - 13.0), (x + 13.0, y + 13.0), QUIET, 3.0);
    });
    row(picture, "contested site", &|picture, at| diamond(picture, at, 13.0, WHITE));
    row(picture, "the same, destroyed", &|picture, at| diamond(picture, at, 13.0, palette::BLACK));
    row(picture, "town with shelters", &|picture, at| {
        picture.ring(at, 12.0, QUIET, 4.0);
        picture.disc(at, 5.0, QUIET);
    });
    row(picture, "road closed at the end", &|picture, at| cross(picture, at, 9.0, TEXT));
    y += 8.0;
    picture.bold((x, y), "Hostile acts by rung", SIZE, TEXT, Anchor::Start);
    for rung in 1..=6_u8 {
        y += if rung < 3 { 38.0 } else { 46.0 };
        let ring = radius(rung) * 0.5;
        picture.ring((x + 20.0, y - 8.0), ring, RUNGS[usize::from(rung)], 4.0);
        let name = format!("{rung} {}", RUNG_NAMES[usize::from(rung)]);
        picture.text((x + 52.0, y), name, SIZE, TEXT, Anchor::Start);
    }
}
