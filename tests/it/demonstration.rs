//! A small invented border, made by hand: two sides, four sectors, for tests of what is made from a run.

use truceline::engine::{Lineage, Time};
use truceline::model::Parameters;
use truceline::model::geometry::Position;
use truceline::model::ids::{DistrictId, PlaceId, PostId, SectorId, SideId, SiteId, TownId, VillageId};
use truceline::model::setup::*;

/// East and north in km, kind, name, people or crew. Sector = east / 25 km; side A in the south, B in the north.
const PLACES: &[(f64, f64, char, &str, u32)] = &[
    (4.0, -2.0, 'p', "Lower post", 30),
    (6.0, 3.0, 'q', "Mill post", 25),
    (9.0, -6.0, 'v', "Arka", 2_600),
    (12.0, 5.0, 'w', "Histev", 3_900),
    (2.0, -9.0, 'v', "Kulun", 8_250),
    (28.0, 1.0, 's', "Water intake", 0),
    (26.0, -2.0, 'p', "Intake post", 40),
    (30.0, 2.5, 'q', "Canal post", 40),
    (31.0, -4.0, 'v', "Kok-Tash", 2_100),
    (27.0, -7.0, 'v', "Ak-Tatyr", 3_400),
    (35.0, -1.5, 'v', "Min-Bulak", 1_100),
    (33.0, 6.0, 'w', "Chorku", 26_000),
    (27.0, 7.0, 'w', "Surkh", 11_000),
    (38.0, 3.0, 'q', "Ridge post", 30),
    (36.0, -6.0, 'v', "Samar", 8_000),
    (55.0, -3.0, 'p', "Crossing post", 35),
    (56.0, 2.0, 'q', "Guliston post", 35),
    (60.0, -5.0, 'v', "Kyzyl-Bel", 7_500),
    (58.0, 4.0, 'w', "Lakkon", 9_000),
    (53.0, 0.0, 't', "Old crossing", 0),
    (64.0, -9.0, 'c', "Batken town", 27_000),
    (45.0, 9.0, 'd', "Isfara town", 51_000),
    (15.0, -12.0, 'c', "Isfana town", 18_000),
    (88.0, -2.0, 'p', "East post", 25),
    (90.0, 3.0, 'q', "Far post", 25),
    (93.0, -3.0, 'v', "Karam", 1_500),
    (94.0, 5.0, 'w', "Jeken", 2_400),
];

const ROADS: &[(&str, &str, RoadClass)] = &[
    ("Kulun", "Arka", RoadClass::Local),
    ("Arka", "Isfana town", RoadClass::Highway),
    ("Isfana town", "Ak-Tatyr", RoadClass::Highway),
    ("Ak-Tatyr", "Kok-Tash", RoadClass::Local),
    ("Kok-Tash", "Samar", RoadClass::Local),
    ("Samar", "Min-Bulak", RoadClass::Track),
    ("Samar", "Kyzyl-Bel", RoadClass::Highway),
    ("Kyzyl-Bel", "Batken town", RoadClass::Highway),
    ("Batken town", "Karam", RoadClass::Local),
    ("Histev", "Surkh", RoadClass::Local),
    ("Surkh", "Chorku", RoadClass::Local),
    ("Chorku", "Isfara town", RoadClass::Highway),
    ("Isfara town", "Lakkon", RoadClass::Highway),
    ("Lakkon", "Jeken", RoadClass::Track),
];

/// The setup.
pub fn setup() -> Setup {
    let mut setup = frame();
    for (index, &(east_km, north_km, letter, name, number)) in PLACES.iter().enumerate() {
        add_place(&mut setup, PlaceId::at(index), Position { east_km, north_km }, letter, name, number);
    }
    for &(from, to, class) in ROADS {
        add_link(&mut setup, from, to, class);
    }
    setup.place_links = setup.places.iter().map(|_| Vec::new()).collect();
    setup
}

fn frame() -> Setup {
    let sectors = ["West", "Intake valley", "Crossing", "East"];
    let centre = |index: usize| Position { east_km: 10.0 + 25.0 * index as f64, north_km: 0.0 };
    let weight = |index: usize| {
        let (one, other) = (index / sectors.len(), index % sectors.len());
        libm::exp(-centre(one).distance_km(centre(other)) / 20.0)
    };
    Setup {
        id: "demonstration".into(),
        title: "An invented border".into(),
        info: Info::default(),
        calendar: Calendar { start_unix_milliseconds: 1_619_589_600_000, utc_offset_minutes: 360 },
        horizon: Time::from_days(7),
        default_seed: 17,
        parameters: Parameters::default(),
        retaliation: RetaliationVariant::Hawkes,
        background_sparks: false,
        sides: vec![side("south", "Southern side"), side("north", "Northern side")],
        hostility: vec![0.0, 0.9, 0.9, 0.0],
        sectors: sectors.iter().enumerate().map(|(index, name)| sector(name, centre(index))).collect(),
        sector_weight: (0..sectors.len() * sectors.len()).map(weight).collect(),
        places: Vec::new(),
        posts: Vec::new(),
        villages: Vec::new(),
        districts: ["south", "north"].iter().enumerate().map(|(index, id)| district(id, index)).collect(),
        sites: Vec::new(),
        towns: Vec::new(),
        links: Vec::new(),
        place_links: Vec::new(),
        sector_posts: vec![Vec::new(); sectors.len()],
        sector_villages: vec![Vec::new(); sectors.len()],
        sector_sites: vec![Vec::new(); sectors.len()],
        channels: vec![channel("governors", "governors"), channel("presidents", "presidents by telephone")],
        third_parties: Vec::new(),
        spoilers: Vec::new(),
        injects: Vec::new(),
        observed: Vec::new(),
        map: Default::default(),
    }
}

fn side(id: &str, name: &str) -> Side {
    Side {
        id: id.into(),
        name: name.into(),
        lineage: Lineage::of_text(id),
        weapons_rung: 6,
        reserves: 200,
        order_reach: 0.8,
        own_car_share: 0.6,
        order_delay_factor: 1.0,
        report_delay_factor: 1.0,
        pressure: 0.0,
        has_office: true,
    }
}

fn sector(name: &str, centre: Position) -> Sector {
    let id = name.to_lowercase().replace(' ', "_");
    let lineage = Lineage::of_text(&id);
    Sector { id, name: name.into(), lineage, centre, province: 0, spark_share: 0.25 }
}

fn district(id: &str, side: usize) -> District {
    District {
        id: format!("district_{id}"),
        name: format!("District {id}"),
        lineage: Lineage::of_text(id),
        side: SideId::at(side),
        buses: 20,
    }
}

fn channel(id: &str, name: &str) -> Channel {
    Channel {
        id: id.into(),
        name: name.into(),
        weight: 1.0,
        from_rung: 3,
        from_pressure: 2.0,
        scope: Scope::All,
        face_to_face: false,
        remote: true,
        talks_hours: 3.0,
        notice_hours_mean: 3.0,
        forms: [0.6, 0.2, 0.2],
        hazard_ratio: 1.0,
        venue: None,
    }
}

fn add_place(setup: &mut Setup, place: PlaceId, position: Position, letter: char, name: &str, number: u32) {
    let sector = SectorId::at(((position.east_km / 25.0) as usize).min(3));
    let side = SideId::at(usize::from("qwd".contains(letter)));
    let kind = match letter {
        'p' | 'q' => {
            setup.posts.push(Post { place, side, crew: number, weapons_rung: 5, near: Vec::new() });
            PlaceKind::Post(PostId::at(setup.posts.len() - 1))
        }
        'v' | 'w' => {
            let district = DistrictId::at(side.index());
            let households = number / 5;
            setup.villages.push(Village { place, side, district, people: number, households, own_car_share: 0.6 });
            PlaceKind::Village(VillageId::at(setup.villages.len() - 1))
        }
        'c' | 'd' => {
            setup.towns.push(Town { place, side, public_capacity: 3_000, host_capacity: number });
            PlaceKind::Town(TownId::at(setup.towns.len() - 1))
        }
        _ => {
            let kind = if letter == 's' { SiteKind::Intake } else { SiteKind::Crossing };
            setup.sites.push(Site { place, kind, grievance_open: false, links: Vec::new(), villages: Vec::new() });
            PlaceKind::Site(SiteId::at(setup.sites.len() - 1))
        }
    };
    let id = name.to_lowercase().replace([' ', '-'], "_");
    let lineage = Lineage::of_text(&id);
    setup.places.push(Place { id, name: name.into(), position, sector, kind, lineage });
}

fn add_link(setup: &mut Setup, from: &str, to: &str, class: RoadClass) {
    let find = |name: &str| {
        let index = setup.places.iter().position(|place| place.name == name).expect("roads join places of the table");
        (PlaceId::at(index), setup.places[index].clone())
    };
    let ((from, one), (to, other)) = (find(from), find(to));
    setup.links.push(Link {
        id: format!("{}--{}", one.id, other.id),
        from,
        to,
        length_km: one.position.distance_km(other.position) * 1.3,
        class,
        control: Control::Mixed,
        capacity_per_hour: None,
        sector: one.sector,
    });
}
