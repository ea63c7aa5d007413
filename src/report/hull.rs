//! Outlines around groups of points.

use super::picture::Point;

/// Convex hull, counter-clockwise in a plane with y up (Andrew's monotone chain).
fn convex(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    sorted.dedup();
    if sorted.len() < 3 {
        return sorted;
    }
    let chain = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while chain.len() > 1 && turn(chain[chain.len() - 2], chain[chain.len() - 1], point) <= 0.0 {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = chain(&mut sorted.iter().copied());
    hull.extend(chain(&mut sorted.iter().rev().copied()));
    hull
}

fn turn(from: Point, by: Point, to: Point) -> f64 {
    (by.0 - from.0) * (to.1 - from.1) - (by.1 - from.1) * (to.0 - from.0)
}

/// A convex outline that keeps a distance from all points, with round corners.
pub fn rounded(points: &[Point], distance: f64) -> Vec<Point> {
    let around: Vec<Point> = points
        .iter()
        .flat_map(|&(x, y)| {
            (0..24).map(move |corner| {
                let angle = f64::from(corner) / 24.0 * std::f64::consts::TAU;
                (x + distance * libm::cos(angle), y + distance * libm::sin(angle))
            })
        })
        .collect();
    convex(&around)
}

/// The outline with its first point again at the end.
pub fn closed(mut outline: Vec<Point>) -> Vec<Point> {
    outline.extend(outline.first().copied());
    outline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_points_are_left_out() {
        let hull = convex(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (2.0, 2.0), (1.0, 3.0)]);
        assert_eq!(hull, [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]);
        assert!(rounded(&[(0.0, 0.0)], 5.0).len() > 8, "one point gets a circle");
    }
}
