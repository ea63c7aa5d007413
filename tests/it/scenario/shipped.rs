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

#[test]
fn the_ron_twin_gives_the_same_setup() {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    for id in SHIPPED {
        let loaded = shipped(id);
        let twin = options.to_string_pretty(&loaded.document, ron::ser::PrettyConfig::default()).expect("RON");
        let again = load(&Texts::one("twin.ron", &twin), "twin.ron", &[]).unwrap_or_else(|error| panic!("{error}"));
        assert!(format!("{:?}", again.setup) == format!("{:?}", loaded.setup), "{id}");
    }
}

#[test]
fn what_the_info_blocks_suggest_works() {
    let mut count = 0;
    for id in SHIPPED {
        let words: Vec<String> = shipped(id).setup.info.try_next.split(' ').map(str::to_owned).collect();
        for pair in words.windows(2).filter(|pair| pair[0].ends_with("--set")) {
            let (path, value) = pair[1].trim_end_matches([';', ',', '.', ')']).split_once('=').expect("PATH=VALUE");
            let set = [(path.to_owned(), value.to_owned())];
            load(&Files, &self::path(id), &set).unwrap_or_else(|error| panic!("{id}: {error}"));
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}

#[test]
fn the_batken_scenarios_share_geography_and_parameters() {
    let setups = ["batken-2021", "batken-2021-fire", "batken-2022", "border-decades"].map(|id| shipped(id).setup);
    for other in &setups[1..] {
        assert_eq!(setups[0].parameters, other.parameters);
        assert_eq!(format!("{:?}", setups[0].posts), format!("{:?}", other.posts));
        assert_eq!(format!("{:?}", setups[0].places), format!("{:?}", other.places));
    }
    // Both sides can act in each sector.
    for (sector, posts) in setups[0].sector_posts.iter().enumerate() {
        for side in 0..2 {
            assert!(posts.iter().any(|&post| setups[0].post(post).side.index() == side), "{sector} {side}");
        }
    }
    // There is room for more people than the record of displaced.
    let hosts = |side: usize| -> u32 {
        setups[0].towns.iter().filter(|town| town.side.index() == side).map(|town| town.host_capacity).sum()
    };
    assert!(hosts(0) >= 60_000 && hosts(1) >= 80_000);
    assert_eq!(setups[0].calendar.start_unix_milliseconds, 1_619_600_400_000);
}

#[test]
fn posts_reach_a_town_of_their_side() {
    use truceline::model::ids::PlaceId;
    for id in SHIPPED {
        let setup = shipped(id).setup;
        for post in &setup.posts {
            let (mut seen, mut queue) = (vec![false; setup.places.len()], vec![post.place]);
            while let Some(place) = queue.pop() {
                if std::mem::replace(&mut seen[place.index()], true) {
                    continue;
                }
                for &link in &setup.place_links[place.index()] {
                    let link = setup.link(link);
                    queue.push(PlaceId::at(link.from.index() + link.to.index() - place.index()));
                }
            }
            assert!(setup.towns.iter().any(|town| town.side == post.side && seen[town.place.index()]), "{id}");
        }
    }
}

#[test]
fn every_inject_has_a_note_and_every_info_block_says_something() {
    for id in SHIPPED {
        let setup = shipped(id).setup;
        assert!(setup.injects.iter().all(|inject| !inject.note.is_empty()), "{id}");
        for text in [&setup.info.shows, &setup.info.notice, &setup.info.try_next, &setup.info.neutrality] {
            assert!(text.len() > 40, "{id}: {text}");
        }
    }
}
