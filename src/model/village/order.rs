//! The order of the households in the list of a village.

use super::Household;

/// Puts households, of which none has been placed in `ordered` yet, into the order of [`Household::order`].
///
/// Their numbers are spread evenly over 0..1, so that as many equal intervals as there are households hold about one
/// each: those who hear orders by interval, then the others; what shares an interval is sorted by comparison. `starts` is
/// room to work in.
pub(super) fn sort(drawn: &[Household], starts: &mut Vec<u32>, ordered: &mut Vec<Household>) {
    let count = drawn.len();
    let interval = |household: &Household| {
        let of_all = ((household.number * count as f64) as i64 as usize).min(count - 1);
        if household.hears { of_all } else { count + of_all }
    };
    starts.clear();
    starts.resize(2 * count, 0);
    for household in drawn {
        starts[interval(household)] += 1;
    }
    let mut before = 0;
    for start in starts.iter_mut() {
        before += std::mem::replace(start, before);
    }
    ordered.clear();
    ordered.extend_from_slice(drawn);
    for &household in drawn {
        let place = &mut starts[interval(&household)];
        ordered[*place as usize] = household;
        *place += 1;
    }
    // Nobody is far from its place now.
    for end in 1..count {
        let household = ordered[end];
        let mut place = end;
        while place > 0 && household.order() < ordered[place - 1].order() {
            ordered[place] = ordered[place - 1];
            place -= 1;
        }
        if place < end {
            ordered[place] = household;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Draws, Lineage};

    #[test]
    fn households_are_ordered_as_by_comparison() {
        let draws = Draws::new(1, 5, 0);
        let (mut starts, mut ordered) = (vec![7; 3], Vec::new());
        for (count, grid) in [(0, 1.0), (1, 1.0), (2, 3.0), (300, 1e9), (300, 5.0)] {
            let mut drawn: Vec<Household> = (0..count)
                .map(|index| {
                    let mut stream = draws.open(Lineage(u64::from(index)), 1);
                    Household {
                        number: (libm::floor(stream.unit() * grid) + 0.5) / grid,
                        house_rank: stream.unit(),
                        index,
                        hears: stream.bernoulli(0.7),
                        car: stream.bernoulli(0.5),
                        public: false,
                        away: false,
                    }
                })
                .collect();
            sort(&drawn, &mut starts, &mut ordered);
            drawn.sort_by_key(Household::order);
            assert_eq!(ordered, drawn);
        }
    }
}
