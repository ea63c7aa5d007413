//! One draw a variate, monotone in the draw, and the same bits for ever.

use std::fmt::Write;

use truceline::engine::samplers;

use super::catalogue::{ENTRIES, stream};

#[test]
fn every_sampler_takes_exactly_one_draw() {
    for entry in ENTRIES {
        let mut drawn = stream(1);
        let mut reference = stream(1);
        // Across a refill of the generator's buffer, too.
        for _ in 0..70 {
            (entry.draw)(&mut drawn);
            reference.raw();
            assert_eq!(drawn.clone().raw(), reference.clone().raw(), "{}", entry.name);
        }
    }
}

#[test]
fn streams_and_pure_functions_agree() {
    for entry in ENTRIES {
        let mut drawn = stream(2);
        let mut reference = stream(2);
        for _ in 0..50 {
            let expected = (entry.inverse)(samplers::unit(reference.raw()));
            assert_eq!((entry.draw)(&mut drawn).to_bits(), expected.to_bits(), "{}", entry.name);
        }
    }
}

#[test]
fn units_are_exact_and_open() {
    let step = f64::EPSILON / 2.0;
    assert_eq!(samplers::unit(0), step);
    assert_eq!(samplers::unit(0xfff), step);
    assert_eq!(samplers::unit(0x1000), 3.0 * step);
    assert_eq!(samplers::unit(u64::MAX), 1.0 - step);
    for _ in 0..100 {
        let word = stream(3).raw();
        assert_eq!(samplers::unit(word) + samplers::unit(!word), 1.0);
    }
}

/// Words from both ends and evenly between, ascending.
fn words() -> Vec<u64> {
    let mut words: Vec<u64> = (0..1500).map(|part| part * (u64::MAX / 1500) + (u64::MAX / 3000)).collect();
    for power in 0..51 {
        words.push(1 << (power + 12));
        words.push(!(1 << (power + 12)));
    }
    words.sort_unstable();
    words
}

#[test]
fn every_sampler_is_monotone() {
    for entry in ENTRIES {
        let mut before = f64::NEG_INFINITY;
        for word in words() {
            let now = (entry.inverse)(samplers::unit(word));
            assert!(now >= before, "{}: {now} after {before} at {word:x}", entry.name);
            before = now;
        }
    }
}

#[test]
fn neighbours_differ_by_rounding_at_most() {
    // Where AS 241 changes its formula, where gamma changes tails, and the two ends.
    for centre in [0.075, 0.5, 0.925, 1.388_794_386_496_402e-11, 1.0 - 1.388_794_386_496_402e-11, 1e-14, 1.0 - 1e-14] {
        let middle = (centre / f64::EPSILON) as u64;
        for entry in ENTRIES {
            let mut before = f64::NEG_INFINITY;
            for step in middle.saturating_sub(20)..=middle + 20 {
                let now = (entry.inverse)(samplers::unit(step << 12));
                let slack = 1e-13 * now.abs();
                assert!(now >= before - slack, "{}: {now} after {before} at {step}", entry.name);
                before = now;
            }
        }
    }
}

#[test]
fn bits_are_stable() {
    let mut found = String::from("# Bits of every sampler at seven words: sampler; words; results.\n");
    let words = [0, 0x0001_2345_6789_abcd, 0x2b45_6789_abcd_ef01, 0x8000_0000_0000_0000, 0xb5c0_ffee_1234_5678]
        .into_iter()
        .chain([0xfffe_dcba_9876_5432, u64::MAX]);
    let words: Vec<u64> = words.collect();
    for entry in ENTRIES {
        write!(found, "{}:", entry.name).unwrap();
        for &word in &words {
            write!(found, " {:016x}", (entry.inverse)(samplers::unit(word)).to_bits()).unwrap();
        }
        found.push('\n');
    }
    let expected = include_str!("bits.txt");
    if found != expected {
        println!("{found}");
    }
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}
