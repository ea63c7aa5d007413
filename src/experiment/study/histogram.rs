//! Histograms of whole numbers that merge exactly: every value up to 127 has a bucket of its own, larger ones share
//! buckets of which each octave has 64, so that a value read back is within 0.8 % of the one put in.

/// Values below this have a bucket each.
const EXACT: u32 = 128;
/// Buckets an octave above.
const PER_OCTAVE: u32 = 64;

/// The bucket of a value.
pub fn bucket(value: u32) -> u32 {
    if value < EXACT {
        return value;
    }
    let octave = value.ilog2() - EXACT.ilog2();
    EXACT + octave * PER_OCTAVE + ((value >> (octave + 1)) - PER_OCTAVE)
}

/// Lowest and highest value of a bucket.
pub fn bounds(bucket: u32) -> (u32, u32) {
    if bucket < EXACT {
        return (bucket, bucket);
    }
    let (octave, part) = ((bucket - EXACT) / PER_OCTAVE, (bucket - EXACT) % PER_OCTAVE);
    let low = u64::from(part + PER_OCTAVE) << (octave + 1);
    (low as u32, (low + (1 << (octave + 1)) - 1) as u32)
}

/// Counts by bucket, in ascending order of buckets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    counts: Vec<(u32, u64)>,
}

impl Histogram {
    /// From buckets in any order, which are sorted.
    pub fn of_buckets(buckets: &mut [u32]) -> Histogram {
        buckets.sort_unstable();
        let mut counts: Vec<(u32, u64)> = Vec::new();
        for &bucket in buckets.iter() {
            match counts.last_mut() {
                Some((last, count)) if *last == bucket => *count += 1,
                _ => counts.push((bucket, 1)),
            }
        }
        Histogram { counts }
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Histogram) {
        self.counts.extend_from_slice(&other.counts);
        self.counts.sort_unstable_by_key(|(bucket, _)| *bucket);
        self.counts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
    }

    /// Values counted.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// A quantile, 0 <= share <= 1: the middle of the bucket that holds the value at rank ceil(share x total); None of
    /// nothing.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let rank = ((share * self.total() as f64).ceil() as u64).max(1);
        let mut below = 0;
        for &(bucket, count) in &self.counts {
            below += count;
            if below >= rank {
                let (low, high) = bounds(bucket);
                return Some((f64::from(low) + f64::from(high)) / 2.0);
            }
        }
        None
    }
}

/// Histograms at successive grid times as bytes: for each the number of its buckets, 0 for one like the last, then for
/// each bucket its distance from the one before and its count; all as LEB128 numbers. An empty histogram is the number
/// 1 with distance 0 and count 0.
pub fn pack(histograms: &[Histogram]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut last: Option<&Histogram> = None;
    for histogram in histograms {
        if last == Some(histogram) {
            number(&mut bytes, 0);
            continue;
        }
        last = Some(histogram);
        if histogram.counts.is_empty() {
            bytes.extend([1, 0, 0]);
            continue;
        }
        number(&mut bytes, histogram.counts.len() as u64);
        let mut before = 0;
        for &(bucket, count) in &histogram.counts {
            number(&mut bytes, u64::from(bucket - before));
            number(&mut bytes, count);
            before = bucket;
        }
    }
    bytes
}

/// The histograms that [`pack`] wrote; None when the bytes are not such.
pub fn unpack(bytes: &[u8]) -> Option<Vec<Histogram>> {
    let mut rest = bytes;
    let mut all: Vec<Histogram> = Vec::new();
    while !rest.is_empty() {
        let buckets = take(&mut rest)?;
        if buckets == 0 {
            all.push(all.last()?.clone());
            continue;
        }
        let mut counts: Vec<(u32, u64)> = Vec::new();
        let mut bucket = 0_u32;
        for _ in 0..buckets {
            bucket = bucket.checked_add(u32::try_from(take(&mut rest)?).ok()?)?;
            let count = take(&mut rest)?;
            if count > 0 {
                counts.push((bucket, count));
            }
        }
        all.push(Histogram { counts });
    }
    Some(all)
}

fn number(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 128 {
        bytes.push(value as u8 | 128);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..63).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_tile_all_numbers() {
        let mut expected = 0_u64;
        for number in 0..=bucket(u32::MAX) {
            let (low, high) = bounds(number);
            assert_eq!(u64::from(low), expected, "bucket {number}");
            assert!(high >= low && f64::from(high - low) <= 0.016 * f64::from(low.max(1)));
            assert_eq!((bucket(low), bucket(high)), (number, number));
            expected = u64::from(high) + 1;
        }
        assert_eq!(expected, 1 << 32);
    }

    #[test]
    fn parts_merge_to_the_whole_and_quantiles_are_those_of_the_values() {
        let values: Vec<u32> = (0..1_000_u32).map(|index| index.wrapping_mul(2_654_435_761) % 5_000).collect();
        let histogram = |values: &[u32]| {
            let mut buckets: Vec<u32> = values.iter().map(|&value| bucket(value)).collect();
            Histogram::of_buckets(&mut buckets)
        };
        let mut merged = histogram(&values[..137]);
        merged.merge(&histogram(&values[137..400]));
        merged.merge(&Histogram::default());
        merged.merge(&histogram(&values[400..]));
        assert_eq!(merged, histogram(&values));
        assert_eq!(merged.total(), 1_000);
        let mut sorted = values.clone();
        sorted.sort_unstable();
        for share in [0.0, 0.05, 0.5, 0.95, 1.0] {
            let rank = ((share * 1_000.0_f64).ceil() as usize).max(1);
            let (read, true_one) = (merged.quantile(share).unwrap(), f64::from(sorted[rank - 1]));
            assert!((read - true_one).abs() <= 0.008 * true_one + 1e-9, "{share}: {read} and {true_one}");
        }
        assert_eq!(Histogram::default().quantile(0.5), None);
    }

    #[test]
    fn packed_histograms_come_back_and_nonsense_does_not() {
        let histogram = |values: &[u32]| Histogram::of_buckets(&mut values.to_vec());
        let all = vec![histogram(&[]), histogram(&[]), histogram(&[0, 0, 3]), histogram(&[0, 0, 3]), histogram(&[900])];
        let bytes = pack(&all);
        assert_eq!(unpack(&bytes), Some(all));
        assert_eq!(unpack(&bytes[..bytes.len() - 1]), None);
        assert_eq!(unpack(&[0]), None, "nothing to repeat");
    }
}
