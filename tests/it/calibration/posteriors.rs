//! The table of a posterior: written, read, refused.

use truceline::experiment::calibration::{Draw, Posterior};

fn posterior() -> Posterior {
    let draw = |weight: f64, value: f64| Draw {
        weight,
        distance: 0.5,
        free: vec![value],
        parameters: vec![value, 2.0 * value],
    };
    Posterior {
        free: vec!["strength".to_owned()],
        parameters: vec!["retaliation.n_cross".to_owned(), "retaliation.n_self".to_owned()],
        draws: vec![draw(0.9, 0.1), draw(0.1, 0.30000000000000004)],
    }
}

#[test]
fn a_table_comes_back_as_it_was_and_draws_go_by_weight() {
    let posterior = posterior();
    assert_eq!(Posterior::from_csv(&posterior.to_csv()), Ok(posterior.clone()));
    let heavy = (0..10_000).filter(|&number| posterior.position(3, number) == 0).count();
    // 9,000 with a standard deviation of 30.
    assert!((8_850..9_150).contains(&heavy), "{heavy} of 10,000 draws fell to nine tenths of the weight");
    let without = posterior.without(&[("parameters.retaliation.n_cross".to_owned(), "0".to_owned())]);
    assert_eq!(without.settings(&without.draws[0]), [("retaliation.n_self".to_owned(), 0.2)]);
}

#[test]
fn other_tables_are_refused_with_the_line() {
    let good = posterior().to_csv();
    for (from, to, message) in [
        ("particle,", "row,", "line 1: found another table"),
        ("parameters.retaliation.n_self", "parameters.retaliation.n_sefl", "line 1: no parameter is named"),
        (",parameters.retaliation.n_cross,parameters.retaliation.n_self", "", "line 1: expected columns of parameters"),
        ("0,0.9,", "0,-0.9,", "line 2: found a weight of -0.9"),
        ("1,0.1,0.5", "1,0.1,NaN", "line 3: found `NaN`, expected a number"),
        ("0.1,0.2\n", "0.1,-0.2\n", "line 2: retaliation.n_self: found -0.2"),
        (
            "parameters.retaliation.n_self",
            "parameters.retaliation.n_cross",
            "line 1: `retaliation.n_cross` stands twice",
        ),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let error = Posterior::from_csv(&text).expect_err(message).to_string();
        assert!(error.starts_with(message), "{error}");
    }
    let none = good.lines().next().unwrap().to_owned() + "\n";
    assert!(Posterior::from_csv(&none).unwrap_err().to_string().contains("no particle"));
    assert!(Posterior::from_csv("").is_err());
}
