//! The shipped scenarios, in the program itself: templates of new ones, and workloads wherever the program lies.

use super::source::Texts;

/// Id of a scenario or path of a file that scenarios share, and the text.
type Text = (&'static str, &'static str);

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../scenarios/", $name, ".ron")))),*]
    };
}

/// Every shipped scenario.
const SHIPPED: [Text; 11] = texts![
    "batken-2021-fire",
    "batken-2021",
    "batken-2022",
    "border-decades",
    "enclave",
    "failed-truces",
    "one-bridge",
    "quiet-season",
    "slow-orders",
    "three-sides",
    "water-intake",
];

/// What they share.
const SHARED: [Text; 2] = texts!["geography/batken", "parameters/batken"];

/// Ids of all shipped scenarios.
pub fn shipped_ids() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(id, _)| *id)
}

/// All shipped texts under their paths in the directory of scenarios: `one-bridge.ron`, `geography/batken.ron`.
pub fn shipped_texts() -> Texts {
    Texts(SHIPPED.iter().chain(&SHARED).map(|(name, text)| (format!("{name}.ron"), (*text).to_owned())).collect())
}
