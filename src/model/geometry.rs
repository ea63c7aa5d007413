//! Positions on a plane in kilometres.

use serde::{Deserialize, Serialize};

/// A point: east and north of the scenario's origin, in km.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// East, in km.
    pub east_km: f64,
    /// North, in km.
    pub north_km: f64,
}

impl Position {
    /// Straight-line distance in km. (`sqrt` is exact by IEEE 754, so it is the same everywhere.)
    #[inline]
    pub fn distance_km(self, other: Position) -> f64 {
        let (east, north) = (self.east_km - other.east_km, self.north_km - other.north_km);
        (east * east + north * north).sqrt()
    }

    /// The point half-way.
    pub fn middle(self, other: Position) -> Position {
        Position { east_km: (self.east_km + other.east_km) / 2.0, north_km: (self.north_km + other.north_km) / 2.0 }
    }

    /// Distance to the straight line between two points, in km.
    pub fn distance_to_line_km(self, from: Position, to: Position) -> f64 {
        Line::between(from, to).distance_km(self)
    }
}

/// A straight line between two points, for many distances to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    from: Position,
    east_km: f64,
    north_km: f64,
    length_squared: f64,
}

impl Line {
    pub(super) fn between(from: Position, to: Position) -> Line {
        let (east_km, north_km) = (to.east_km - from.east_km, to.north_km - from.north_km);
        Line { from, east_km, north_km, length_squared: east_km * east_km + north_km * north_km }
    }

    /// Distance of a point to its nearest point, in km.
    #[inline]
    pub(super) fn distance_km(&self, point: Position) -> f64 {
        let &Line { from, east_km, north_km, length_squared } = self;
        let along = if length_squared > 0.0 {
            (((point.east_km - from.east_km) * east_km + (point.north_km - from.north_km) * north_km) / length_squared)
                .clamp(0.0, 1.0)
        } else {
            0.0
        };
        let nearest = Position { east_km: from.east_km + along * east_km, north_km: from.north_km + along * north_km };
        point.distance_km(nearest)
    }
}
