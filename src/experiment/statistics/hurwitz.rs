//! The Hurwitz zeta function, which normalises power laws of whole numbers.

/// The coefficients B_2j / (2j)! of the Euler-Maclaurin formula, B the Bernoulli numbers.
const CORRECTIONS: [f64; 5] = [1.0 / 12.0, -1.0 / 720.0, 1.0 / 30_240.0, -1.0 / 1_209_600.0, 1.0 / 47_900_160.0];

/// Terms are summed one by one until their base exceeds the exponent by this; five corrections then leave less than
/// 1e-12.
const BASE_ABOVE_EXPONENT: f64 = 12.0;

/// Z(s) = q^s Σ (q + k)^-s over k = 0, 1, …, with its derivatives by s. The factor q^s keeps large exponents from
/// underflow.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Zeta {
    /// Z.
    pub(super) value: f64,
    /// Z'.
    pub(super) slope: f64,
    /// Z''.
    pub(super) curvature: f64,
}

impl Zeta {
    /// Adds a term T with T' = T u and T'' = T (u² + v), where v = u'.
    fn add(&mut self, term: f64, u: f64, v: f64) {
        self.value += term;
        self.slope += term * u;
        self.curvature += term * (u * u + v);
    }
}

/// Z for an exponent `s` above 1 and a whole `q`, 1 or more.
///
/// Formula, with a = q + N: Σ_(k<N) (q + k)^-s + a^(1-s) / (s - 1) + a^-s / 2 + Σ_j B_2j / (2j)! (s)_(2j-1)
/// a^(-s-2j+1), (s)_n the rising factorial. Source: Euler and Maclaurin's formula; NIST Digital Library of Mathematical
/// Functions, 25.11.
pub(super) fn scaled_zeta(s: f64, q: f64) -> Zeta {
    let mut zeta = Zeta::default();
    let mut base = q;
    while base < s + BASE_ABOVE_EXPONENT {
        let log = libm::log(base / q);
        zeta.add(libm::exp(-s * log), -log, 0.0);
        base += 1.0;
    }
    let log = libm::log(base / q);
    let power = libm::exp(-s * log);
    let inverse = 1.0 / (s - 1.0);
    zeta.add(power * base * inverse, -log - inverse, inverse * inverse);
    zeta.add(power / 2.0, -log, 0.0);
    // Rising factorial over the power of the base, and the first two derivatives of its logarithm.
    let (mut factor, mut first, mut second) = (s / base, 1.0 / s, -1.0 / (s * s));
    for (index, coefficient) in CORRECTIONS.iter().enumerate() {
        zeta.add(coefficient * power * factor, first - log, second);
        for step in [2 * index + 1, 2 * index + 2] {
            let next = s + step as f64;
            factor *= next / base;
            first += 1.0 / next;
            second -= 1.0 / (next * next);
        }
    }
    zeta
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    #[test]
    fn closed_forms() {
        assert!((scaled_zeta(2.0, 1.0).value - PI * PI / 6.0).abs() < 1e-13);
        assert!((scaled_zeta(4.0, 1.0).value - PI * PI * PI * PI / 90.0).abs() < 1e-13);
        // Without the first term, and with the factor 2².
        assert!((scaled_zeta(2.0, 2.0).value - 4.0 * (PI * PI / 6.0 - 1.0)).abs() < 1e-13);
        // ζ'(2) = -0.937548254315844, ζ''(2) = 1.98928023429890.
        assert!((scaled_zeta(2.0, 1.0).slope + 0.937_548_254_315_844).abs() < 1e-12);
        assert!((scaled_zeta(2.0, 1.0).curvature - 1.989_280_234_298_90).abs() < 1e-12);
    }

    #[test]
    fn neighbours_differ_by_one_term() {
        for s in [1.05, 1.8, 2.5, 7.0, 60.0] {
            for q in [1.0, 2.0, 9.0, 40.0, 1000.0] {
                let next = scaled_zeta(s, q + 1.0).value * libm::exp(-s * libm::log1p(1.0 / q));
                let here = scaled_zeta(s, q).value;
                assert!(((here - next - 1.0) / here).abs() < 1e-11, "s {s}, q {q}: {here} {next}");
            }
        }
    }
}
