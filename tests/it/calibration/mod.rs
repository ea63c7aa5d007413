//! Calibration: whether the method finds what is there, and whether the commands do what they say.

mod bad_files;
mod command;
mod posteriors;
mod small_model;
mod toys;

/// The text of a calibration of a short run of `failed-truces`: how deadly acts are, and how soon talks begin.
fn small(targets: &str, plan: &str) -> String {
    format!(
        "(
    format: 1,
    id: \"small\",
    title: \"Two quantities of a short exchange of fire\",
    parameters: [
        (
            name: \"harm\",
            meaning: \"factor on the killed per incident\",
            prior: log_uniform(low: 0.3, high: 3),
            sets: [
                (parameter: \"incident.killed_mean_rung_3\", times: 0.15),
                (parameter: \"incident.killed_mean_rung_4\", times: 1.2),
                (parameter: \"incident.killed_mean_rung_5\", times: 2.4),
            ],
        ),
        (
            name: \"onset\",
            meaning: \"hazard of talks\",
            prior: log_uniform(low: 0.001, high: 0.02),
            sets: [(parameter: \"ceasefire.onset_per_hour\")],
        ),
    ],
    experiments: [(name: \"fire\", scenario: \"failed-truces.ron\", until_hours: 36)],
    targets: [
{targets}
    ],
    structures: [
        (name: \"hawkes\", meaning: \"usual\"),
        (name: \"constant\", meaning: \"null\", set: {{\"retaliation\": constant}}),
    ],
    ablations: [(name: \"no_truces\", meaning: \"no talks\", set: {{\"parameters.ceasefire.onset_per_hour\": 0}})],
{plan}
)
"
    )
}

fn target(name: &str, measure: &str, value: f64, offset: f64) -> String {
    format!(
        "        (name: \"{name}\", experiment: \"fire\", measure: \"{measure}\", low: {value:?}, best: {value:?}, high: {value:?}, \
         offset: {offset:?}, source: \"made\"),\n"
    )
}

fn plan(particles: u64, generations: u64, seed: u64) -> String {
    format!(
        "    particles: {particles},\n    keep_share: 0.5,\n    acceptance_least: 0.01,\n    generations_most: {generations},\n    \
         runs_most: 1000000,\n    seed: {seed},"
    )
}
