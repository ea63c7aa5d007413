//! Paints a picture as PNG: into a buffer of twice the size, which is then averaged down, so that edges are smooth.

use plotters::backend::{BitMapBackend, DrawingBackend};
use plotters::style::{Color, RGBAColor};

use super::font;
use super::palette::Ink;
use super::picture::{Anchor, Picture, Point, Shape, Text, dashes};

/// Pixels of the large buffer for one of the picture.
const FINE: u32 = 2;

/// The picture as the bytes of a PNG file.
///
/// # Errors
/// When the encoder refuses; it writes to memory, so this is not to be expected.
pub fn png(picture: &Picture) -> Result<Vec<u8>, png::EncodingError> {
    let rgb = reduce(&paint(picture), picture.width, picture.height);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}

fn paint(picture: &Picture) -> Vec<u8> {
    let (width, height) = (picture.width * FINE, picture.height * FINE);
    let mut buffer = vec![255; (width * height * 3) as usize];
    let mut canvas = Canvas { backend: BitMapBackend::with_buffer(&mut buffer, (width, height)), width, height };
    for shape in &picture.shapes {
        match shape {
            Shape::Line { points, ink, width, dash: None } => canvas.stroke(points, *ink, *width),
            Shape::Line { points, ink, width, dash: Some(dash) } => {
                for part in dashes(points, *dash) {
                    canvas.stroke(&part, *ink, *width);
                }
            }
            Shape::Polygon { points, ink } => canvas.fill(&fine_points(points), *ink),
            Shape::Text(text) => canvas.write(text),
        }
    }
    drop(canvas);
    buffer
}

fn fine_points(points: &[Point]) -> Vec<Point> {
    points.iter().map(|&(x, y)| (x * f64::from(FINE), y * f64::from(FINE))).collect()
}

struct Canvas<'a> {
    backend: BitMapBackend<'a>,
    width: u32,
    height: u32,
}

impl Canvas<'_> {
    /// Even-odd filling by scan lines through the middles of the pixels.
    fn fill(&mut self, points: &[Point], ink: Ink) {
        let low = points.iter().fold(f64::INFINITY, |low, point| low.min(point.1));
        let high = points.iter().fold(f64::NEG_INFINITY, |high, point| high.max(point.1));
        let rows = (low.floor().max(0.0) as i32)..=(high.ceil().min(f64::from(self.height)) as i32);
        let mut crossings = Vec::new();
        for row in rows {
            let y = f64::from(row) + 0.5;
            crossings.clear();
            for (index, &from) in points.iter().enumerate() {
                let to = points[(index + 1) % points.len()];
                if (from.1 <= y) != (to.1 <= y) {
                    crossings.push(from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0));
                }
            }
            crossings.sort_by(f64::total_cmp);
            for span in crossings.chunks_exact(2) {
                self.span(row, span[0], span[1], ink);
            }
        }
    }

    /// Paints the pixels of a row whose middles lie between two crossings.
    fn span(&mut self, row: i32, from: f64, to: f64, ink: Ink) {
        let first = (from - 0.5).ceil().max(0.0) as i32;
        let last = ((to - 0.5).ceil() as i32 - 1).min(self.width as i32 - 1);
        if first <= last && row >= 0 && row < self.height as i32 {
            // The far corner is not painted. The buffer is in memory: drawing cannot fail.
            let _ = self.backend.draw_rect((first, row), (last + 1, row + 1), &color(ink), true);
        }
    }

    /// A thick line: a box a segment, a disc at each bend.
    fn stroke(&mut self, points: &[Point], ink: Ink, width: f64) {
        let half = width * f64::from(FINE) / 2.0;
        let points = fine_points(points);
        for ends in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (ends[0], ends[1]);
            let length = libm::hypot(x1 - x0, y1 - y0);
            if length == 0.0 {
                continue;
            }
            let (along_x, along_y) = ((x1 - x0) / length * half, (y1 - y0) / length * half);
            let (side_x, side_y) = (-along_y, along_x);
            self.fill(
                &[
                    (x0 + side_x, y0 + side_y),
                    (x1 + side_x, y1 + side_y),
                    (x1 - side_x, y1 - side_y),
                    (x0 - side_x, y0 - side_y),
                ],
                ink,
            );
        }
        if half >= 1.0 && ink.opacity >= 1.0 {
            for &(x, y) in points.iter().skip(1).take(points.len().saturating_sub(2)) {
                let bend: Vec<Point> = (0..12)
                    .map(|corner| {
                        let angle = f64::from(corner) / 12.0 * std::f64::consts::TAU;
                        (x + half * libm::cos(angle), y + half * libm::sin(angle))
                    })
                    .collect();
                self.fill(&bend, ink);
            }
        }
    }

    fn write(&mut self, text: &Text) {
        let size = text.size * f64::from(FINE);
        let width = font::width(&text.text, size, text.bold);
        let before = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (x, y) = (text.at.0 * f64::from(FINE), text.at.1 * f64::from(FINE));
        let start = if text.upwards { (x, y + before) } else { (x - before, y) };
        let (start_x, start_y) = (start.0.round() as i32, start.1.round() as i32);
        let backend = &mut self.backend;
        let (width, height) = (self.width as i32, self.height as i32);
        font::cover(&text.text, size, text.bold, &mut |right, down, coverage| {
            // Reading upwards, right becomes up and down becomes right.
            let (x, y) =
                if text.upwards { (start_x + down, start_y - right) } else { (start_x + right, start_y + down) };
            if (0..width).contains(&x) && (0..height).contains(&y) {
                let _ =
                    backend.draw_pixel((x, y), color(text.ink.faded(text.ink.opacity * coverage)).to_backend_color());
            }
        });
    }
}

fn color(ink: Ink) -> RGBAColor {
    RGBAColor(ink.rgb.0, ink.rgb.1, ink.rgb.2, ink.opacity)
}

/// Averages blocks of pixels.
fn reduce(fine: &[u8], width: u32, height: u32) -> Vec<u8> {
    let (width, height, factor) = (width as usize, height as usize, FINE as usize);
    let stride = width * factor * 3;
    let mut rgb = Vec::with_capacity(width * height * 3);
    for row in 0..height {
        for column in 0..width {
            for channel in 0..3 {
                let mut sum = 0_u32;
                for line in 0..factor {
                    for pixel in 0..factor {
                        let at = (row * factor + line) * stride + (column * factor + pixel) * 3 + channel;
                        sum += u32::from(fine[at]);
                    }
                }
                rgb.push((sum / (FINE * FINE)) as u8);
            }
        }
    }
    rgb
}
