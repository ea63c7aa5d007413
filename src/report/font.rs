//! The one font of all pictures, carried in the program: a bare machine needs none of its own.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};
use plotters::style::{FontDesc, FontFamily, FontStyle, FontTransform, TextStyle, register_font};

/// The family as SVG names it: readers without the font fall back to theirs.
const FAMILY: &str = "Noto Sans, sans-serif";
/// plotters divides the size that it is given by this before it writes SVG.
const SVG_SIZE: f64 = 1.24;

struct Faces {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

fn face(bold: bool) -> &'static FontRef<'static> {
    static FACES: OnceLock<Faces> = OnceLock::new();
    let faces = FACES.get_or_init(|| {
        let read = |style, bytes| {
            assert!(register_font(FAMILY, style, bytes).is_ok(), "the font that the program carries is a font");
            FontRef::try_from_slice(bytes).expect("the font that the program carries is a font")
        };
        Faces {
            regular: read(FontStyle::Normal, notosans::REGULAR_TTF),
            bold: read(FontStyle::Bold, notosans::BOLD_TTF),
        }
    });
    if bold { &faces.bold } else { &faces.regular }
}

/// The scale for a size in pixels an em.
fn scale(face: &FontRef, size: f64) -> PxScale {
    let units = f64::from(face.units_per_em().unwrap_or(1_000.0));
    PxScale::from((size * f64::from(face.height_unscaled()) / units) as f32)
}

/// The style for SVG, for a size in pixels an em.
pub(super) fn svg_style(size: f64, bold: bool, upwards: bool) -> TextStyle<'static> {
    face(bold);
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(FAMILY), size * SVG_SIZE, style);
    let turned = if upwards { font.transform(FontTransform::Rotate270) } else { font };
    turned.into()
}

/// Width of a text in pixels.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let face = face(bold);
    let scaled = face.as_scaled(scale(face, size));
    let mut width = 0.0;
    let mut last = None;
    for letter in text.chars() {
        let glyph = scaled.glyph_id(letter);
        width += last.map_or(0.0, |last| f64::from(scaled.kern(last, glyph))) + f64::from(scaled.h_advance(glyph));
        last = Some(glyph);
    }
    width
}

/// Tells for each pixel of a text how much of it is covered, 0..=1; pixels count right and down from the start of the
/// base line.
pub(super) fn cover(text: &str, size: f64, bold: bool, pixel: &mut dyn FnMut(i32, i32, f64)) {
    let face = face(bold);
    let scale = scale(face, size);
    let scaled = face.as_scaled(scale);
    let mut x = 0.0;
    let mut last = None;
    for letter in text.chars() {
        let id = scaled.glyph_id(letter);
        x += last.map_or(0.0, |last| scaled.kern(last, id));
        if let Some(outline) = face.outline_glyph(id.with_scale_and_position(scale, point(x, 0.0))) {
            let corner = outline.px_bounds().min;
            outline.draw(|right, down, coverage| {
                let at = (corner.x as i32 + right as i32, corner.y as i32 + down as i32);
                pixel(at.0, at.1, f64::from(coverage.clamp(0.0, 1.0)));
            });
        }
        x += scaled.h_advance(id);
        last = Some(id);
    }
}
