//! Generated scenarios are sound and scale.

use truceline::model::setup::InjectAction;
use truceline::scenario::{Synthetic, from_text, synthetic};

#[test]
fn sizes_are_as_asked() {
    for text in [
        "posts=4,villages=4,sectors=2,people=20",
        "sectors=1,sides=2",
        "sides=3,sectors=7,posts=40,villages=123,people=54321,seed=9",
        "sides=8,sectors=20",
        "",
    ] {
        let what = Synthetic::parse(text).unwrap_or_else(|error| panic!("{error}"));
        let file = synthetic(&what);
        assert_eq!(file, synthetic(&what), "the same again");
        let setup = from_text(&file).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(setup.sides.len(), what.sides);
        assert_eq!(setup.sectors.len(), what.sectors);
        assert_eq!(setup.posts.len(), what.posts);
        assert_eq!(setup.villages.len(), what.villages);
        let people: usize = setup.villages.iter().map(|village| village.people as usize).sum();
        assert_eq!(people, what.people);
    }
}

#[test]
fn another_seed_is_another_border() {
    let [one, other] = ["seed=1", "seed=2"].map(|text| synthetic(&Synthetic::parse(text).expect("sound")));
    assert_ne!(one, other);
}

#[test]
fn a_large_one() {
    let what = Synthetic::parse("posts=1000,villages=10000,people=5_000_000").expect("sound");
    let file = synthetic(&what);
    assert!(file.len() < 8 << 20, "{} bytes", file.len());
    let setup = from_text(&file).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(setup.posts.len(), 1000);
    let near: usize = setup.posts.iter().map(|post| post.near.len()).sum();
    assert!((100_000..2_000_000).contains(&near), "{near}");
}

/// Both sides of every exchange fire, from posts that the file has, spread over all sectors; without the option the
/// file is what it was before there was one.
#[test]
fn exchanges_of_fire_open_the_week_when_asked_for() {
    let quiet = synthetic(&Synthetic::parse("sectors=4,posts=24").expect("sound"));
    assert_eq!(quiet, synthetic(&Synthetic::parse("sectors=4,posts=24,fires=0").expect("sound")));
    assert_eq!(blake3::hash(quiet.as_bytes()).to_hex()[..16], *"119275f9f42fbd67");
    for (fires, in_first) in [(2, 0), (4, 1), (12, 3)] {
        let what = Synthetic::parse(&format!("sectors=4,posts=24,fires={fires}")).expect("sound");
        let setup = from_text(&synthetic(&what)).unwrap_or_else(|error| panic!("{error}"));
        let mut near: Vec<_> = setup
            .injects
            .iter()
            .filter_map(|inject| match inject.action {
                InjectAction::Fire { side, near, .. } => Some((side, near)),
                _ => None,
            })
            .collect();
        assert_eq!(near.len(), 2 * fires);
        near.sort_unstable();
        near.dedup();
        assert_eq!(near.len(), 2 * fires, "each from a post of its own");
        let first = near.iter().filter(|(_, place)| setup.place(*place).sector.index() == 0).count();
        assert_eq!(first, 2 * in_first);
    }
}

#[test]
fn what_is_refused() {
    for (text, expected) in [
        ("post=3", "unknown name `post`: did you mean `posts`?"),
        ("posts", "posts: expected name=number"),
        ("posts=many", "posts: found `many`, expected a whole number"),
        ("posts=100000", "posts: found 100000, expected 400..=10000"),
        ("sides=1", "sides: found 1, expected 2..=8"),
        ("sectors=3,posts=4", "posts: found 4, expected 6..=10000"),
        ("posts=40,fires=21", "fires: found 21, expected 0..=20"),
        ("villages=100,people=3", "people: found 3, expected 500..=100000000"),
    ] {
        assert_eq!(Synthetic::parse(text).expect_err(text), expected);
    }
}
