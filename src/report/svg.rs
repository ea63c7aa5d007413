//! Paints a picture as SVG. Texts of scenarios are escaped by the backend, so that they never become markup.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{RGBAColor, ShapeStyle};

use super::font;
use super::palette::Ink;
use super::picture::{Anchor, Picture, Point, Shape, Text, dashes};

/// The backend knows whole units only, so a pixel of the picture is made of several.
const FINE: f64 = 8.0;
/// Where the backend puts the base line below the top of a text, in ems.
const BASE_LINE: f64 = 0.76;

/// The picture as the text of an SVG file.
pub fn svg(picture: &Picture) -> String {
    let (width, height) = (picture.width, picture.height);
    let mut text = String::new();
    let fine = (fine(f64::from(width)) as u32, fine(f64::from(height)) as u32);
    {
        let mut backend = SVGBackend::with_string(&mut text, fine);
        let _ = backend.draw_rect((0, 0), (fine.0 as i32, fine.1 as i32), &RGBAColor(255, 255, 255, 1.0), true);
        for shape in &picture.shapes {
            draw(&mut backend, shape);
        }
        // Writes to a string, which cannot fail.
        let _ = backend.present();
    }
    let found = format!("width=\"{}\" height=\"{}\"", fine.0, fine.1);
    text.replacen(&found, &format!("width=\"{width}\" height=\"{height}\""), 1)
}

fn draw(backend: &mut SVGBackend, shape: &Shape) {
    match shape {
        Shape::Line { points, ink, width, dash } => {
            let style = ShapeStyle { color: color(*ink), filled: false, stroke_width: fine(*width).max(1) as u32 };
            let parts = dash.map_or_else(|| vec![points.clone()], |dash| dashes(points, dash));
            for part in parts {
                let _ = backend.draw_path(fine_points(&part), &style);
            }
        }
        Shape::Polygon { points, ink } => {
            let _ = backend.fill_polygon(fine_points(points), &color(*ink));
        }
        Shape::Text(text) => write(backend, text),
    }
}

fn write(backend: &mut SVGBackend, text: &Text) {
    let horizontal = match text.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let size = text.size * FINE;
    let ink = color(text.ink);
    let style = font::svg_style(size, text.bold, text.upwards).color(&ink).pos(Pos::new(horizontal, VPos::Top));
    let (x, y) = (text.at.0 * FINE, text.at.1 * FINE);
    let at = if text.upwards { (x - BASE_LINE * size, y) } else { (x, y - BASE_LINE * size) };
    let _ = backend.draw_text(&text.text, &style, (at.0.round() as i32, at.1.round() as i32));
}

fn fine(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

fn fine_points(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().map(|&(x, y)| (fine(x), fine(y))).collect()
}

fn color(ink: Ink) -> RGBAColor {
    RGBAColor(ink.rgb.0, ink.rgb.1, ink.rgb.2, ink.opacity)
}
