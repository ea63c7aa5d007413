//! Scenario files.

mod accepted;
mod fuzz;
mod overrides;
mod rejected;
pub mod shipped;
mod sources;
mod synthetic;

/// A small sound scenario, which tests break.
pub const BASE: &str = r#"(
    format: 1,
    id: "base",
    title: "Base",
    info: (shows: "a", notice: "b", try: "c", sources: ["invented"], neutrality: "none"),
    start: "2030-05-01 12:00",
    utc_offset_hours: 5.5,
    horizon_days: 3,
    seed: 7,
    sides: [
        (id: "north", name: "North", weapons_rung: 6, reserves: 100, order_reach: 0.7, own_car_share: 0.5),
        (id: "south", name: "South", weapons_rung: 4, reserves: 100, order_reach: 0.7, own_car_share: 0.6),
    ],
    hostility: [
        (side: "north", against: "south", value: 0.9),
        (side: "south", against: "north", value: 0.9),
    ],
    sectors: [
        (id: "a", name: "A", province: "p", spark_share: 3),
        (id: "b", name: "B", province: "q", spark_share: 1),
    ],
    districts: [
        (id: "nd", name: "ND", side: "north", buses: 3),
        (id: "sd", name: "SD", side: "south", buses: 3),
    ],
    villages: [
        (id: "upper", name: "Upper", sector: "a", side: "north", district: "nd", people: 500, east_km: 0, north_km: 2),
        (id: "lower", name: "Lower", sector: "b", side: "south", district: "sd", people: 400, east_km: 9, north_km: -2),
    ],
    posts: [
        (id: "north_post", name: "NP", sector: "a", side: "north", crew: 40, east_km: 1, north_km: 1),
        (id: "south_post", name: "SP", sector: "b", side: "south", crew: 40, east_km: 8, north_km: -1),
    ],
    sites: [
        (id: "intake", name: "Intake", sector: "a", kind: intake, east_km: 1, north_km: 0),
    ],
    towns: [
        (id: "north_town", name: "NT", sector: "a", side: "north", public_capacity: 50, host_capacity: 900, east_km: 0, north_km: 20),
        (id: "south_town", name: "ST", sector: "b", side: "south", public_capacity: 50, host_capacity: 900, east_km: 9, north_km: -20),
    ],
    roads: [
        (from: "upper", to: "north_town", class: highway, control: "north"),
        (from: "lower", to: "south_town", class: highway, control: "south"),
        (from: "upper", to: "intake", class: local, control: "mixed"),
    ],
    injects: [
        (id: "works", at_hours: 1, action: open_grievance(site: "intake")),
        (id: "shots", at: "2030-05-01 14:00", action: fire(side: "north", adversary: "south", near: "north_post", rung: 3, count: 2)),
    ],
    observed: [
        (measure: "killed.north", at_hours: 10, low: 1, best: 2, high: 3, claimant: "office", source: "none"),
    ],
)
"#;

/// The base with one text replaced by another; the text must be there once.
pub fn changed(from: &str, to: &str) -> String {
    assert_eq!(BASE.matches(from).count(), 1, "{from}");
    BASE.replace(from, to)
}

/// The plain lines of what is wrong with a text.
pub fn complaints(text: &str) -> String {
    match truceline::scenario::from_text(text) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => error.to_string(),
    }
}
