//! Which measure each documented target speaks of.

/// (episode, metric of the targets table, measure). Episode measures name the two sides by the ids that the scenarios of
/// that border use; base-rate measures come from runs over decades.
pub const TARGETS: &[(&str, &str, &str)] = &[
    ("2021-04", "killed_total", "killed.total"),
    ("2021-04", "killed_kg", "killed.kg"),
    ("2021-04", "killed_tj", "killed.tj"),
    ("2021-04", "killed_military_share_kg", "killed.military_share.kg"),
    ("2021-04", "killed_military_share_tj", "killed.military_share.tj"),
    ("2021-04", "wounded_kg", "wounded.kg"),
    ("2021-04", "wounded_tj", "wounded.tj"),
    // The documented numbers are registrations, so they are compared with registrations.
    ("2021-04", "displaced_kg_peak", "displaced_registered_peak.kg"),
    ("2021-04", "displaced_tj_peak", "displaced_registered_peak.tj"),
    ("2021-04", "return_half_time", "return_half_time_days.total"),
    ("2021-04", "houses_destroyed_kg", "houses.destroyed.kg"),
    ("2021-04", "houses_destroyed_tj", "houses.destroyed.tj"),
    ("2021-04", "trigger_to_first_gunshot", "trigger_to_first_gunshot_hours"),
    ("2021-04", "first_gunshot_to_sustained_fire", "first_gunshot_to_sustained_fire_hours"),
    ("2021-04", "sustained_fire_to_multi_post_attack", "sustained_fire_to_multi_post_attack_hours"),
    ("2021-04", "sustained_fire_to_second_front", "sustained_fire_to_second_front_hours"),
    ("2021-04", "sustained_fire_to_first_ceasefire", "sustained_fire_to_first_ceasefire_hours"),
    ("2021-04", "sustained_fire_to_last_violation", "sustained_fire_to_last_violation_hours"),
    ("2021-04", "ceasefires_before_lasting_one", "truces.before_lasting_one"),
    ("2021-04", "posts_attacked", "posts.attacked.total"),
    ("2021-04", "posts_seized", "posts.seized"),
    ("2021-04", "villages_affected_kg", "villages.affected.kg"),
    ("base", "incidents_per_year", "episodes_per_year_mean"),
    ("base", "incidents_per_year_20y_mean", "episodes_per_year_mean"),
    ("base", "incidents_per_year_dispersion_k", "episodes_dispersion_k"),
    ("base", "share_no_firearms_all", "episodes.without_firearms_share"),
    ("base", "share_firearms_all", "episodes.with_firearms_share"),
    ("base", "share_mortars_or_more", "episodes.with_mortars_share"),
    ("base", "share_with_deaths", "episodes.with_death_share"),
    ("base", "deaths_per_year_2019", "killed_per_year_mean"),
    ("base", "duration_small_incident_median", "episodes.duration_hours_median_small"),
];
