//! Every shipped scenario loads, and loads the same from JSON.

use truceline::scenario::{Files, Loaded, Texts, load};

/// Ids of all shipped scenarios.
pub const SHIPPED: [&str; 11] = [
    "batken-2021",
    "batken-2021-fire",
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

/// Path of a shipped scenario.
pub fn path(id: &str) -> String {
    format!("{}/scenarios/{id}.ron", env!("CARGO_MANIFEST_DIR"))
}

/// Loads a shipped scenario.
pub fn shipped(id: &str) -> Loaded {
    load(&Files, &path(id), &[]).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn all_load_under_their_name() {
    for id in SHIPPED {
        let loaded = shipped(id);
        assert_eq!(loaded.setup.id, id);
    }
    let folder = format!("{}/scenarios", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).expect("the folder of scenarios").flatten();
    let count = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "ron")).count();
    assert_eq!(count, SHIPPED.len());
}

#[test]
fn the_json_twin_gives_the_same_setup() {
    for id in SHIPPED {
        let loaded = shipped(id);
        let twin = serde_json::to_string_pretty(&loaded.document).expect("a document is JSON");
        let again = load(&Texts::one("twin.json", &twin), "twin.json", &[]).unwrap_or_else(|error| panic!("{error}"));
        assert!(format!("{:?}", again.setup) == format!("{:?}", loaded.setup), "{id}");
        assert_eq!(again.document, loaded.document);
    }
}
