//! The one font of all pictures, carried in the program: a bare machine needs none of its own.

use std::sync::OnceLock;

use plotters::style::{FontFamily, FontStyle, FontTransform, TextStyle, register_font};

/// The family as SVG names it: readers without the font fall back to theirs.
const FAMILY: &str = "Noto Sans, sans-serif";
/// plotters takes a size as the height from ascender to descender, which in Noto Sans is this many ems …
const BITMAP_SIZE: f64 = 1.362;
/// … in pixels, and divides by this for SVG.
const SVG_SIZE: f64 = 1.24;

fn register() {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| {
        let fonts = [(FontStyle::Normal, notosans::REGULAR_TTF), (FontStyle::Bold, notosans::BOLD_TTF)];
        for (style, bytes) in fonts {
            assert!(register_font(FAMILY, style, bytes).is_ok(), "the font that the program carries is a font");
        }
    });
}

fn description(size: f64, bold: bool) -> plotters::style::FontDesc<'static> {
    register();
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    plotters::style::FontDesc::new(FontFamily::Name(FAMILY), size, style)
}

/// The style for the pixel buffer, for a size in pixels an em.
pub(super) fn bitmap_style(size: f64, bold: bool, upwards: bool) -> TextStyle<'static> {
    turned(description(size * BITMAP_SIZE, bold), upwards).into()
}

/// The style for SVG, for a size in pixels an em.
pub(super) fn svg_style(size: f64, bold: bool, upwards: bool) -> TextStyle<'static> {
    turned(description(size * SVG_SIZE, bold), upwards).into()
}

fn turned(font: plotters::style::FontDesc<'static>, upwards: bool) -> plotters::style::FontDesc<'static> {
    if upwards { font.transform(FontTransform::Rotate270) } else { font }
}

/// Distance from the top of what plotters draws in a pixel buffer to the base line, in ems.
pub(super) const BITMAP_BASE_LINE: f64 = BITMAP_SIZE / 2.0;

/// Width of a text in pixels.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    // Measured large, since plotters rounds to whole pixels.
    const LARGE: f64 = 200.0;
    let ((left, _), (right, _)) =
        description(LARGE * BITMAP_SIZE, bold).layout_box(text).expect("a registered font measures every text");
    f64::from(right - left) * size / LARGE
}
