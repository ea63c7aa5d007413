//! Every combination of levels.

/// Every combination of one level of each factor, as rows of level indices from 0; the last factor varies fastest.
/// Shape: product of `levels` × factors. A factor without levels gives no rows, no factors one empty row.
///
/// # Panics
/// When the number of rows exceeds `usize`: ask [`full_factorial_size`] first.
#[must_use]
pub fn full_factorial(levels: &[usize]) -> Vec<Vec<usize>> {
    let size = full_factorial_size(levels).expect("full factorial: more rows than can be counted");
    let mut rows = Vec::with_capacity(size);
    for row in 0..size {
        let mut indices = vec![0; levels.len()];
        let mut rest = row;
        for (index, &count) in indices.iter_mut().zip(levels).rev() {
            *index = rest % count;
            rest /= count;
        }
        rows.push(indices);
    }
    rows
}

/// How many rows [`full_factorial`] gives; None when they exceed `usize`.
#[must_use]
pub fn full_factorial_size(levels: &[usize]) -> Option<usize> {
    if levels.contains(&0) {
        return Some(0);
    }
    levels.iter().try_fold(1_usize, |size, &count| size.checked_mul(count))
}
