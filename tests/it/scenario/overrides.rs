//! `--set PATH=VALUE`.

use truceline::model::setup::{InjectAction, RetaliationVariant, Setup};
use truceline::scenario::{Texts, load};

use super::BASE;

fn set(overrides: &[(&str, &str)]) -> Result<std::sync::Arc<Setup>, String> {
    let overrides: Vec<_> = overrides.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    match load(&Texts::one("base.ron", BASE), "base.ron", &overrides) {
        Ok(loaded) => Ok(loaded.setup),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn values_of_every_kind() {
    let setup = set(&[
        ("posts.north_post.crew", "55"),
        ("parameters.retaliation.n_self", "0.3"),
        ("retaliation", "deterrence"),
        ("background_sparks", "false"),
        ("title", "\"Another\""),
        ("hostility.north--south.value", "0.25"),
        ("roads.upper--intake.length_km", "12"),
        ("villages.upper.households", "Some(50)"),
        ("sites.intake.grievance_open", "true"),
        ("injects.shots.action.fire.rung", "4"),
        ("injects.works.action", "armed_spark(sector: \"b\")"),
        ("observed.0.high", "9"),
        ("channels.governors.weight", "7"),
    ])
    .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(setup.posts[0].crew, 55);
    assert_eq!(setup.parameters.retaliation.n_self, 0.3);
    assert_eq!(setup.retaliation, RetaliationVariant::Deterrence);
    assert!(!setup.background_sparks);
    assert_eq!(setup.title, "Another");
    assert_eq!(setup.hostility[1], 0.25);
    assert_eq!(setup.links[2].length_km, 12.0);
    assert_eq!(setup.villages[0].households, 50);
    assert!(setup.sites[0].grievance_open);
    assert!(matches!(setup.injects[1].action, InjectAction::Fire { rung: 4, .. }));
    assert!(matches!(setup.injects[0].action, InjectAction::ArmedSpark(sector) if sector.0 == 1));
    assert_eq!(setup.observed[0].high, 9.0);
    assert_eq!(setup.channels[2].weight, 7.0);
    assert!(set(&[("injects", "[]")]).expect("sound").injects.is_empty());
}

#[test]
fn later_ones_win() {
    let setup = set(&[("seed", "1"), ("seed", "2")]).expect("sound");
    assert_eq!(setup.default_seed, 2);
}

#[test]
fn an_override_that_changes_nothing_changes_nothing() {
    let (plain, set) = (set(&[]).expect("sound"), set(&[("seed", "7")]).expect("sound"));
    assert_eq!(format!("{plain:?}"), format!("{set:?}"));
}

#[test]
fn what_is_refused() {
    let mut wrong = String::new();
    for (path, value, expected) in [
        (
            "posts.nort_post.crew",
            "3",
            "--set posts.nort_post.crew=3: nothing named `nort_post` in `posts` (did you mean `north_post`?)",
        ),
        (
            "posts.north_post.crw",
            "3",
            "--set posts.north_post.crw=3: nothing named `crw` in `posts.north_post` (did you mean `crew`?)",
        ),
        (
            "parameter.retaliation.n_self",
            "0.3",
            "--set parameter.retaliation.n_self=0.3: nothing named `parameter` in the scenario (did you mean `parameters`?)",
        ),
        (
            "posts.north_post.crew",
            "many",
            "--set posts.north_post.crew=many: posts.north_post.crew: found \"many\", expected a whole number",
        ),
        (
            "posts.north_post.crew",
            "0.5",
            "--set posts.north_post.crew=0.5: posts.north_post.crew: found 0.5, expected a whole number",
        ),
        (
            "posts.north_post.crew",
            "-5",
            "--set posts.north_post.crew=-5: posts.north_post.crew: found -5, expected 0..=10000",
        ),
        (
            "posts.north_post.crew",
            "",
            "--set posts.north_post.crew=: found \"\", expected a value in RON, numbers finite",
        ),
        (
            "posts.north_post.crew",
            "(",
            "--set posts.north_post.crew=(: found \"(\", expected a value in RON, numbers finite",
        ),
        ("horizon_days", "NaN", "--set horizon_days=NaN: found \"NaN\", expected a value in RON, numbers finite"),
        ("horizon_days", "1e999", "--set horizon_days=1e999: found \"1e999\", expected a value in RON, numbers finite"),
        ("retaliation", "hawk", "--set retaliation=hawk: retaliation: unknown value `hawk` (did you mean `hawkes`?)"),
        (
            "posts.north_post.side",
            "\"sooth\"",
            "--set posts.north_post.side=\"sooth\": posts.north_post.side: no side has the id `sooth` (did you mean `south`?)",
        ),
        (
            "injects.shots.action.fire.rang",
            "3",
            "--set injects.shots.action.fire.rang=3: nothing named `rang` in `injects.shots.action.fire` (did you mean `rung`?)",
        ),
        (
            "posts.north_post",
            "(id: \"x\")",
            "--set posts.north_post=(id: \"x\"): posts.north_post: missing field `name`",
        ),
        ("", "3", "--set =3: nothing named `` in the scenario"),
    ] {
        let error = set(&[(path, value)]).expect_err(path);
        if error != expected {
            wrong.push_str(&format!("{path:?} {value:?}\n  expected {expected}\n  found    {error}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
