//! A picture as a list of shapes in pixels from the top left: made once, painted as SVG and as PNG alike, and open to
//! tests that look for clipped or overlapping text.

use super::font;
use super::palette::Ink;

/// A point in pixels, right and down from the top left.
pub type Point = (f64, f64);

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where its base line is anchored.
    pub at: Point,
    /// What it says.
    pub text: String,
    /// Size in pixels an em.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Colour.
    pub ink: Ink,
    /// Anchor.
    pub anchor: Anchor,
    /// Whether it reads upwards.
    pub upwards: bool,
}

impl Text {
    /// Corners of the box from ascenders to descenders: (left, top), (right, bottom).
    pub fn bounds(&self) -> (Point, Point) {
        let width = font::width(&self.text, self.size, self.bold);
        let before = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (x, y) = self.at;
        let (up, down) = (0.74 * self.size, 0.22 * self.size);
        if self.upwards {
            ((x - up, y + before - width), (x + down, y + before))
        } else {
            ((x - before, y - up), (x - before + width, y + down))
        }
    }
}

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A line through points.
    Line {
        /// The points.
        points: Vec<Point>,
        /// Colour.
        ink: Ink,
        /// Width in pixels.
        width: f64,
        /// Lengths of dash and gap in pixels.
        dash: Option<(f64, f64)>,
    },
    /// A filled polygon.
    Polygon {
        /// The corners.
        points: Vec<Point>,
        /// Colour.
        ink: Ink,
    },
    /// A line of text.
    Text(Text),
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Shapes, later ones over earlier ones.
    pub shapes: Vec<Shape>,
}

impl Picture {
    /// A blank picture.
    pub fn new(width: u32, height: u32) -> Picture {
        Picture { width, height, shapes: Vec::new() }
    }

    /// A full line.
    pub fn line(&mut self, points: Vec<Point>, ink: Ink, width: f64) {
        self.shapes.push(Shape::Line { points, ink, width, dash: None });
    }

    /// A dashed line.
    pub fn dashed(&mut self, points: Vec<Point>, ink: Ink, width: f64, dash: (f64, f64)) {
        self.shapes.push(Shape::Line { points, ink, width, dash: Some(dash) });
    }

    /// A filled polygon.
    pub fn polygon(&mut self, points: Vec<Point>, ink: Ink) {
        self.shapes.push(Shape::Polygon { points, ink });
    }

    /// A filled rectangle between two corners.
    pub fn rectangle(&mut self, (left, top): Point, (right, bottom): Point, ink: Ink) {
        self.polygon(vec![(left, top), (right, top), (right, bottom), (left, bottom)], ink);
    }

    /// The outline of a rectangle.
    pub fn frame(&mut self, (left, top): Point, (right, bottom): Point, ink: Ink, width: f64) {
        self.line(vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], ink, width);
    }

    /// A filled circle.
    pub fn disc(&mut self, centre: Point, radius: f64, ink: Ink) {
        self.polygon(circle(centre, radius), ink);
    }

    /// The outline of a circle.
    pub fn ring(&mut self, centre: Point, radius: f64, ink: Ink, width: f64) {
        let mut points = circle(centre, radius);
        points.push(points[0]);
        self.line(points, ink, width);
    }

    /// A text.
    pub fn text(&mut self, at: Point, text: impl Into<String>, size: f64, ink: Ink, anchor: Anchor) {
        self.label(Text { at, text: text.into(), size, bold: false, ink, anchor, upwards: false });
    }

    /// A bold text.
    pub fn bold(&mut self, at: Point, text: impl Into<String>, size: f64, ink: Ink, anchor: Anchor) {
        self.label(Text { at, text: text.into(), size, bold: true, ink, anchor, upwards: false });
    }

    /// A text in all its parts.
    pub fn label(&mut self, text: Text) {
        self.shapes.push(Shape::Text(text));
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.shapes.iter().filter_map(|shape| if let Shape::Text(text) = shape { Some(text) } else { None })
    }

    /// Texts that leave the picture, and pairs of texts that overlap: none in a good picture.
    pub fn faults(&self) -> Vec<String> {
        let texts: Vec<&Text> = self.texts().collect();
        let boxes: Vec<(Point, Point)> = texts.iter().map(|text| text.bounds()).collect();
        let mut faults = Vec::new();
        for (index, (text, &((left, top), (right, bottom)))) in texts.iter().zip(&boxes).enumerate() {
            if left < 0.0 || top < 0.0 || right > f64::from(self.width) || bottom > f64::from(self.height) {
                faults.push(format!("'{}' leaves the picture", text.text));
            }
            for (other, &(low, high)) in texts.iter().zip(&boxes).skip(index + 1) {
                if left < high.0 && low.0 < right && top < high.1 && low.1 < bottom {
                    faults.push(format!("'{}' overlaps '{}'", text.text, other.text));
                }
            }
        }
        faults
    }
}

fn circle((x, y): Point, radius: f64) -> Vec<Point> {
    let corners = if radius < 12.0 { 24 } else { 48 };
    (0..corners)
        .map(|corner| {
            let angle = f64::from(corner) / f64::from(corners) * std::f64::consts::TAU;
            (x + radius * libm::cos(angle), y + radius * libm::sin(angle))
        })
        .collect()
}

/// The parts of a line that a dash pattern leaves visible.
pub fn dashes(points: &[Point], (dash, gap): (f64, f64)) -> Vec<Vec<Point>> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let (mut visible, mut left) = (true, dash);
    for ends in points.windows(2) {
        let ((mut x, mut y), (to_x, to_y)) = (ends[0], ends[1]);
        loop {
            let length = libm::hypot(to_x - x, to_y - y);
            if visible && part.is_empty() {
                part.push((x, y));
            }
            if length <= left {
                left -= length;
                if visible {
                    part.push((to_x, to_y));
                }
                break;
            }
            (x, y) = (x + (to_x - x) * left / length, y + (to_y - y) * left / length);
            if visible {
                part.push((x, y));
                parts.push(std::mem::take(&mut part));
            }
            visible = !visible;
            left = if visible { dash } else { gap };
        }
    }
    if part.len() > 1 {
        parts.push(part);
    }
    parts
}
