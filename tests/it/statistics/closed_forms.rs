//! Values that are known exactly, or published.

use truceline::experiment::statistics::{
    HeavyTail, exceedance, mean, quantile, quantile_estimate, share, sorted, summarize, t_quantile,
};

use super::near;

const SAMPLE: [f64; 7] = [3.1, 4.1, 5.9, 2.6, 5.3, 5.8, 9.7];

#[test]
fn t_quantiles_have_table_values() {
    let table = [
        (1, 12.706_204_736_174_7, 63.656_741_162_871_5),
        (4, 2.776_445_105_197_79, 4.604_094_871_349_99),
        (30, 2.042_272_456_301_24, 2.749_995_653_567_23),
        (500, 1.964_719_837_467_37, 2.585_697_835_141_94),
        (9_999, 1.960_201_263_621_36, 2.576_321_095_856_60),
        (10_000, 1.960_201_239_890_63, 2.576_321_046_668_53),
    ];
    for (degrees, at_975, at_995) in table {
        assert!(near(t_quantile(0.975, degrees), at_975, 1e-9), "{degrees}: {}", t_quantile(0.975, degrees));
        assert!(near(t_quantile(0.995, degrees), at_995, 1e-9), "{degrees}: {}", t_quantile(0.995, degrees));
        assert!(near(t_quantile(0.025, degrees), -at_975, 1e-9), "{degrees}: {}", t_quantile(0.025, degrees));
    }
    assert!(near(t_quantile(0.975, 10_001), 1.959_963_984_540_05, 1e-12), "the normal takes over");
}

#[test]
fn mean_of_a_small_sample() {
    let found = mean(&SAMPLE, 0.95).unwrap();
    let interval = found.interval.unwrap();
    assert!(near(found.mean, 36.5 / 7.0, 1e-15));
    assert!(near(interval.low, 3.029_333_264_813_93, 1e-12) && near(interval.high, 7.399_238_163_757_5, 1e-12));
    assert!(near(found.relative_half_width().unwrap(), 2.184_952_449_471_79 / 5.214_285_714_285_71, 1e-12));
    assert_eq!(mean(&[], 0.95), None);
    let single = mean(&[3.0], 0.95).unwrap();
    assert_eq!((single.mean, single.standard_deviation, single.relative_half_width()), (3.0, None, None));
    let centred = mean(&[-1.0, 1.0], 0.95).unwrap();
    assert!(centred.half_width().is_some() && centred.relative_half_width().is_none());
    let equal = mean(&[0.1; 9], 0.95).unwrap();
    assert_eq!((equal.half_width(), equal.relative_half_width()), (Some(0.0), Some(0.0)));
    // Of negative numbers too, the relative half width is a positive share.
    assert!(mean(&[-3.0, -4.0], 0.95).unwrap().relative_half_width().unwrap() > 0.0);
}

#[test]
#[should_panic(expected = "finite")]
fn a_sample_with_a_hole_in_it_is_refused() {
    let _ = mean(&[1.0, f64::NAN], 0.95);
}

#[test]
fn quantiles_interpolate() {
    let ascending = sorted(&SAMPLE);
    for (probability, expected) in [(0.0, 2.6), (0.05, 2.75), (0.25, 3.6), (0.5, 5.3), (0.9, 7.42), (1.0, 9.7)] {
        assert!(near(quantile(&ascending, probability).unwrap(), expected, 1e-14), "{probability}");
    }
    assert_eq!(quantile(&[], 0.5), None);
    assert_eq!(quantile(&[4.0], 0.3), Some(4.0));
}

/// Ranks and coverage from the binomial distribution, as SciPy gives it.
#[test]
fn order_statistics_enclose_quantiles() {
    let table = [
        (20, 0.5, Some(6.0), Some(15.0), 0.958_610_534_667_969),
        (50, 0.5, Some(18.0), Some(33.0), 0.967_160_862_435_731),
        (1_000, 0.95, Some(936.0), Some(964.0), 0.958_095_268_222_654),
        (100_000, 0.95, Some(94_864.0), Some(95_136.0), 0.951_540_724_083_229),
        // Too few: 1/32 on each side of five values exceeds 2.5 %; 0.95^50 is 7.7 %.
        (5, 0.5, None, None, 1.0),
        (6, 0.5, Some(1.0), Some(6.0), 0.968_75),
        (50, 0.95, Some(44.0), None, 0.988_213_552_202_736),
    ];
    for (count, probability, low, high, coverage) in table {
        let ranks: Vec<f64> = (1..=count).map(f64::from).collect();
        let found = quantile_estimate(&ranks, probability, 0.95).unwrap();
        assert_eq!((found.low, found.high), (low, high), "{count} values, quantile {probability}");
        assert!((found.coverage - coverage).abs() < 1e-9, "{count} values: {}", found.coverage);
    }
    assert_eq!(quantile_estimate(&[], 0.5, 0.95), None);
}

/// The last four from R. G. Newcombe, Two-Sided Confidence Intervals for the Single Proportion, Statistics in Medicine
/// 17 (1998), table I, method 3.
#[test]
fn wilson_has_published_values() {
    let table = [
        (20, 20, 0.8389, 1.0),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ];
    for (successes, trials, low, high) in table {
        let found = share(successes, trials, 0.95).unwrap().interval;
        assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{successes}/{trials}: {found:?}");
    }
    assert_eq!(share(0, 7, 0.95).unwrap().interval.low, 0.0);
    assert_eq!(share(7, 7, 0.95).unwrap().interval.high, 1.0);
    assert_eq!(share(0, 0, 0.95), None);
}

#[test]
fn exceeding_is_strict() {
    let found = exceedance(&[1.0, 2.0, 2.0, 3.0], 2.0, 0.95).unwrap();
    assert_eq!((found.successes, found.trials, found.share), (1, 4, 0.25));
    assert_eq!(exceedance(&[], 2.0, 0.95), None);
}

#[test]
fn a_summary_counts_what_is_missing() {
    let mut values: Vec<Option<f64>> = (0..200).map(|value| Some(f64::from(value))).collect();
    values.extend([None; 40]);
    let summary = summarize(&values, 0.95);
    assert_eq!((summary.count, summary.missing), (200, 40));
    assert_eq!((summary.minimum, summary.maximum), (Some(0.0), Some(199.0)));
    assert_eq!(summary.mean.unwrap().mean, 99.5);
    assert_eq!(summary.median().unwrap().value, 99.5);
    assert_eq!(summary.quantiles.len(), 5);
    let empty = summarize(&[None, None], 0.95);
    assert_eq!((empty.count, empty.missing, empty.mean, empty.quantiles.len()), (0, 2, None, 0));
    assert_eq!(empty.heavy_tail, HeavyTail::TooFewValues);
}
