//! From kilometres to pixels within a frame.

use crate::model::geometry::Position;

use super::picture::Point;

/// Left, top, right and bottom edge in pixels.
pub type Frame = (f64, f64, f64, f64);

/// Room around the outermost places, in pixels.
const MARGIN: f64 = 60.0;

/// One scale in both directions, north up.
pub struct Projection {
    /// Where it draws.
    pub frame: Frame,
    /// Pixels a kilometre.
    pub scale: f64,
    middle: Position,
}

impl Projection {
    /// The largest that shows all positions within the frame.
    pub fn of(positions: impl Iterator<Item = Position>, frame: Frame) -> Projection {
        let start = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        let (west, south, east, north) = positions.fold(start, |(west, south, east, north), at| {
            (west.min(at.east_km), south.min(at.north_km), east.max(at.east_km), north.max(at.north_km))
        });
        if west > east {
            return Projection { frame, middle: Position::default(), scale: 1.0 };
        }
        let (left, top, right, bottom) = frame;
        let across = (right - left - 2.0 * MARGIN) / (east - west).max(1.0);
        let up = (bottom - top - 2.0 * MARGIN) / (north - south).max(1.0);
        let middle = Position { east_km: f64::midpoint(west, east), north_km: f64::midpoint(south, north) };
        Projection { frame, middle, scale: across.min(up) }
    }

    fn centre(&self) -> Point {
        (f64::midpoint(self.frame.0, self.frame.2), f64::midpoint(self.frame.1, self.frame.3))
    }

    /// Pixels of a position.
    pub fn at(&self, position: Position) -> Point {
        let (x, y) = self.centre();
        (
            x + (position.east_km - self.middle.east_km) * self.scale,
            y - (position.north_km - self.middle.north_km) * self.scale,
        )
    }

    /// The position of pixels.
    pub fn position_of(&self, (right, down): Point) -> Position {
        let (x, y) = self.centre();
        Position {
            east_km: self.middle.east_km + (right - x) / self.scale,
            north_km: self.middle.north_km - (down - y) / self.scale,
        }
    }

    /// Whether a position lies in the frame.
    pub fn shows(&self, position: Position) -> bool {
        let ((x, y), (left, top, right, bottom)) = (self.at(position), self.frame);
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    }
}
