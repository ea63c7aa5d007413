//! The standard normal distribution.

use super::assert_unit;

/// A standard normal number: mean 0, standard deviation 1, no unit; within ±8.3.
///
/// Formula: x with Φ(x) = `u`, as rational functions of `u` - 1/2 in the middle and of sqrt(-log(min(`u`, 1 - `u`))) in
/// the tails; relative error about 1e-16. Source: M. J. Wichura, *Algorithm AS 241: The Percentage Points of the Normal
/// Distribution*, Applied Statistics 37 (1988), routine PPND16.
///
/// # Panics
///
/// When `u` lies outside (0, 1).
#[must_use]
pub fn normal(u: f64) -> f64 {
    assert_unit(u);
    let offset = u - 0.5;
    if offset.abs() <= 0.425 {
        let r = 0.180625 - offset * offset;
        return offset * polynomial(&MIDDLE_ABOVE, r) / polynomial(&MIDDLE_BELOW, r);
    }
    let tail = if offset < 0.0 { u } else { 1.0 - u };
    let r = (-libm::log(tail)).sqrt();
    let magnitude = if r <= 5.0 {
        polynomial(&TAIL_ABOVE, r - 1.6) / polynomial(&TAIL_BELOW, r - 1.6)
    } else {
        polynomial(&FAR_ABOVE, r - 5.0) / polynomial(&FAR_BELOW, r - 5.0)
    };
    if offset < 0.0 { -magnitude } else { magnitude }
}

/// The polynomial with these coefficients, lowest power first, by Horner's rule.
#[inline]
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    let mut sum = 0.0;
    for coefficient in coefficients.iter().rev() {
        sum = sum * x + coefficient;
    }
    sum
}

/// Numerator for |u - 1/2| <= 0.425 (coefficients a of AS 241).
const MIDDLE_ABOVE: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];

/// Denominator for |u - 1/2| <= 0.425 (coefficients b).
const MIDDLE_BELOW: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_854,
];

/// Numerator for tails above exp(-25) (coefficients c).
const TAIL_ABOVE: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    7.745_450_142_783_414e-4,
];

/// Denominator for tails above exp(-25) (coefficients d).
const TAIL_BELOW: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];

/// Numerator for tails below exp(-25) (coefficients e).
const FAR_ABOVE: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];

/// Denominator for tails below exp(-25) (coefficients f).
const FAR_BELOW: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];
