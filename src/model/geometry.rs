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
        let (east, north) = (to.east_km - from.east_km, to.north_km - from.north_km);
        let length_squared = east * east + north * north;
        let along = if length_squared > 0.0 {
            (((self.east_km - from.east_km) * east + (self.north_km - from.north_km) * north) / length_squared)
                .clamp(0.0, 1.0)
        } else {
            0.0
        };
        self.distance_km(Position { east_km: from.east_km + along * east, north_km: from.north_km + along * north })
    }
}
