//! The units of a scenario's numbers. They stand in the names of the fields; this is what the names say.

/// Fields whose unit does not follow from the ending of their name.
const NAMED: [(&str, &str); 24] = [
    ("amount", "1"),
    ("best", "unit of the measure"),
    ("buses", "buses"),
    ("capacity_per_hour", "vehicles/h"),
    ("count", "incidents"),
    ("crew", "persons"),
    ("format", "1"),
    ("high", "unit of the measure"),
    ("host_capacity", "persons"),
    ("households", "households"),
    ("lat", "degrees"),
    ("lon", "degrees"),
    ("low", "unit of the measure"),
    ("mediation", "1"),
    ("order_reach", "1"),
    ("people", "persons"),
    ("per_hour", "1/h"),
    ("public_capacity", "persons"),
    ("reserves", "persons"),
    ("seed", "1"),
    ("value", "1"),
    ("verbal", "1"),
    ("weight", "1"),
    ("written", "1"),
];

/// Endings of names, the first that fits counts.
const ENDINGS: [(&str, &str); 9] = [
    ("_hours", "h"),
    ("_hours_mean", "h"),
    ("_hours_median", "h"),
    ("_days", "days"),
    ("_km", "km"),
    ("rung", "rung"),
    ("_share", "1"),
    ("_factor", "1"),
    ("_ratio", "1"),
];

/// Endings that stand for plain numbers in few fields.
const PLAIN: [&str; 2] = ["pressure", "_withdrawal"];

/// The unit of a field by its name, `1` for plain numbers; None when the name says none. Parameters have theirs in the
/// table of the model.
pub fn unit_of_field(name: &str) -> Option<&'static str> {
    let named = NAMED.iter().find(|(known, _)| *known == name);
    let ending = || ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
    let plain = || PLAIN.iter().any(|ending| name.ends_with(ending)).then_some("1");
    named.or_else(ending).map(|(_, unit)| *unit).or_else(plain)
}

#[cfg(test)]
mod tests {
    use super::unit_of_field;

    #[test]
    fn names_say_their_unit() {
        let cases = [
            ("crew", Some("persons")),
            ("at_hours", Some("h")),
            ("notice_hours_mean", Some("h")),
            ("capacity_per_hour", Some("vehicles/h")),
            ("with_withdrawal", Some("1")),
            ("name", None),
        ];
        for (name, unit) in cases {
            assert_eq!(unit_of_field(name), unit, "{name}");
        }
    }
}
