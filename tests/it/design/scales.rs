//! From the unit interval to values.

use truceline::experiment::design::{Level, Scale, ScaleError};

#[test]
fn numbers_are_spread_as_asked() {
    let linear = Scale::Linear { low: -2.0, high: 6.0 };
    assert_eq!([0.0, 0.25, 1.0].map(|unit| linear.at(unit)), [-2.0, 0.0, 6.0].map(Level::Number));
    let logarithmic = Scale::Logarithmic { low: 0.1, high: 1000.0 };
    assert_eq!([0.0, 1.0].map(|unit| logarithmic.at(unit)), [0.1, 1000.0].map(Level::Number));
    let Level::Number(middle) = logarithmic.at(0.5) else { panic!("a number") };
    assert!((middle - 10.0).abs() < 1e-12);
    let point = Scale::Linear { low: 3.0, high: 3.0 };
    assert_eq!(point.at(0.7), Level::Number(3.0));
}

#[test]
fn whole_numbers_and_levels_have_equal_shares() {
    let (mut whole, mut choice) = ([0; 5], [0; 3]);
    for step in 0..15_000 {
        let unit = (f64::from(step) + 0.5) / 15_000.0;
        match (Scale::Whole { low: -2, high: 2 }.at(unit), Scale::Choice { levels: 3 }.at(unit)) {
            (Level::Whole(value), Level::Choice(level)) => {
                whole[(value + 2) as usize] += 1;
                choice[level] += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((whole, choice), ([3000; 5], [5000; 3]));
    assert_eq!(Scale::Whole { low: -2, high: 2 }.at(1.0), Level::Whole(2));
    assert_eq!(Scale::Choice { levels: 3 }.at(1.0), Level::Choice(2));
    let widest = 1 << 53;
    assert_eq!(Scale::Whole { low: -widest, high: widest }.at(1.0), Level::Whole(widest));
}

#[test]
fn values_never_fall_as_the_place_rises() {
    let logarithmic = Scale::Logarithmic { low: 1e-300, high: 1.1e-300 };
    let mut before = 0.0;
    for step in 0..=1000 {
        let Level::Number(value) = logarithmic.at(f64::from(step) / 1000.0) else { panic!("a number") };
        assert!(value >= before && (1e-300..=1.1e-300).contains(&value), "{step}: {value}");
        before = value;
    }
}

#[test]
fn impossible_ranges_are_named() {
    let refused = [
        Scale::Linear { low: 2.0, high: 1.0 },
        Scale::Linear { low: f64::NAN, high: 1.0 },
        Scale::Linear { low: -f64::MAX, high: f64::MAX },
        Scale::Linear { low: 0.0, high: f64::INFINITY },
        Scale::Logarithmic { low: 0.0, high: 1.0 },
        Scale::Logarithmic { low: 1.0, high: f64::INFINITY },
        Scale::Whole { low: 3, high: 2 },
        Scale::Whole { low: i64::MIN, high: i64::MAX },
        Scale::Choice { levels: 0 },
    ];
    for scale in refused {
        assert!(scale.check().is_err(), "{scale:?}");
    }
    assert_eq!(Scale::Choice { levels: 0 }.check(), Err(ScaleError::NoLevels));
    let text = Scale::Logarithmic { low: 0.0, high: 1.0 }.check().unwrap_err().to_string();
    assert_eq!(text, "range: found 0..=1, expected finite numbers above 0 in ascending order");
}
