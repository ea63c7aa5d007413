//! Which values of a scenario can change while a run is under way: those that somebody reads after its start.

/// Values that can change, by the beginning of their paths; `*` stands for any name.
const CAN: &[&str] = &[
    "background_sparks",
    "retaliation",
    "parameters",
    "hostility",
    "sides.*.weapons_rung",
    "sides.*.order_reach",
    "sides.*.own_car_share",
    "sides.*.order_delay_factor",
    "sides.*.report_delay_factor",
    "sides.*.office",
    "sectors.*.province",
    "sectors.*.spark_share",
    "districts.*.buses",
    "villages.*.own_car_share",
    "posts.*.weapons_rung",
    "sites.*.kind",
    "towns.*.public_capacity",
    "towns.*.host_capacity",
    "roads.*.class",
    "roads.*.control",
    "roads.*.length_km",
    "roads.*.capacity_per_hour",
    "channels.*.weight",
    "channels.*.from_rung",
    "channels.*.from_pressure",
    "channels.*.scope",
    "channels.*.face_to_face",
    "channels.*.remote",
    "channels.*.talks_hours",
    "channels.*.notice_hours_mean",
    "channels.*.forms",
    "channels.*.hazard_ratio",
    "channels.*.venue",
    "third_parties.*.pressure",
    "third_parties.*.mediation",
    "third_parties.*.hazard_ratio",
    "third_parties.*.leaving_hurts",
    "third_parties.*.presence.after_rung",
    "spoilers.*.side",
    "spoilers.*.adversary",
    "spoilers.*.sector",
    "spoilers.*.per_hour",
];

const WORDS: &str = "it tells of the run and changes nothing that happens";
const DRAWN: &str = "it is drawn once, at the start of a run";
const SOLDIERS: &str = "soldiers are counted at the start of a run and move from there";
const PEOPLE: &str = "people are counted at the start of a run and move from there";

/// Values that cannot, and why; these come before what can.
const CANNOT: &[(&str, &str)] = &[
    ("format", WORDS),
    ("id", WORDS),
    ("title", WORDS),
    ("info", WORDS),
    ("observed", WORDS),
    ("sides.*.name", WORDS),
    ("sectors.*.name", WORDS),
    ("districts.*.name", WORDS),
    ("villages.*.name", WORDS),
    ("posts.*.name", WORDS),
    ("sites.*.name", WORDS),
    ("towns.*.name", WORDS),
    ("waypoints.*.name", WORDS),
    ("channels.*.name", WORDS),
    ("third_parties.*.name", WORDS),
    ("start", "the calendar is fixed with the start of a run"),
    ("utc_offset_hours", "the calendar is fixed with the start of a run"),
    ("horizon_days", "the length of a run is said with --until"),
    ("seed", "the seed is that of the whole run, said with --seed"),
    ("parameters.incident.wounded_per_killed_military_low", DRAWN),
    ("parameters.incident.wounded_per_killed_military_high", DRAWN),
    ("parameters.incident.wounded_per_killed_civilian_low", DRAWN),
    ("parameters.incident.wounded_per_killed_civilian_high", DRAWN),
    ("parameters.claims.own_share_low", DRAWN),
    ("parameters.claims.own_share_high", DRAWN),
    ("parameters.claims.enemy_factor_low", DRAWN),
    ("parameters.claims.enemy_factor_high", DRAWN),
    ("parameters.crowd.radius_km", "which villages feed the crowd of a site is fixed at the start of a run"),
    ("sides.*.reserves", SOLDIERS),
    ("posts.*.crew", SOLDIERS),
    ("villages.*.people", PEOPLE),
    ("villages.*.households", PEOPLE),
    (
        "sides.*.pressure",
        "it is the pressure at the start; more or less comes by --inject 'pressure(side: …, amount: …)'",
    ),
    (
        "sites.*.grievance_open",
        "it is so at the start; --inject 'open_grievance(site: …)' or 'settle_grievance(site: …)'",
    ),
    ("sites.*.closes", "which roads meet at a site is fixed at the start of a run"),
    ("injects", "scripted events are set at the start of a run; what happens at a moment is said with --inject"),
    (
        "third_parties.*.presence.between",
        "its time was set at the start; --inject 'third_party(party: …)' brings it now",
    ),
    (
        "third_parties.*.presence.between_hours",
        "its time was set at the start; --inject 'third_party(party: …)' brings it now",
    ),
];

/// Why everything else cannot.
const SHAPE: &str = "what there is, where it lies and whose it is are fixed at the start of a run";

/// Why the value at a path cannot change while a run is under way; None when it can.
pub(super) fn refusal(path: &str) -> Option<&'static str> {
    if let Some((_, why)) = CANNOT.iter().find(|(pattern, _)| begins(path, pattern)) {
        return Some(why);
    }
    if CAN.iter().any(|pattern| begins(path, pattern)) { None } else { Some(SHAPE) }
}

fn begins(path: &str, pattern: &str) -> bool {
    let mut steps = path.split('.');
    pattern.split('.').all(|wanted| steps.next().is_some_and(|step| wanted == "*" || wanted == step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parameters::TABLE;

    #[test]
    fn paths_are_judged_by_their_beginning() {
        assert_eq!(refusal("parameters.ceasefire.onset_per_hour"), None);
        assert_eq!(refusal("channels.governors.forms.written"), None);
        assert_eq!(refusal("third_parties.x.presence.after_rung.rung"), None);
        assert_eq!(refusal("posts.kok_tash.crew"), Some(SOLDIERS));
        for path in ["posts", "posts.kok_tash.side", "villages.a.lat", "third_parties.x.presence", "sides"] {
            assert_eq!(refusal(path), Some(SHAPE), "{path}");
        }
    }

    /// The names that begin with `parameters` are names of parameters, and patterns do not shadow each other.
    #[test]
    fn the_table_names_what_exists() {
        for (pattern, _) in CANNOT {
            if let Some(name) = pattern.strip_prefix("parameters.") {
                assert!(TABLE.iter().any(|row| row.name == name), "{name}");
            }
            assert!(!CAN.contains(pattern), "{pattern}");
        }
    }
}
