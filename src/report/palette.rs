//! Colours: one visual language for plots, reports and the lab. From Okabe and Ito, and ColorBrewer's single-hue purples;
//! told apart in the common colour-vision deficiencies and in grey print, and never the only sign.

pub use crate::model::ladder::RUNG_NAMES;

/// A colour with its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Red, green, blue.
    pub rgb: (u8, u8, u8),
    /// 0 invisible, 1 full.
    pub opacity: f64,
}

impl Ink {
    /// A full colour.
    pub const fn new(rgb: u32) -> Ink {
        Ink { rgb: ((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8), opacity: 1.0 }
    }

    /// The same, see-through.
    pub const fn faded(self, opacity: f64) -> Ink {
        Ink { opacity, ..self }
    }
}

/// Text, frames.
pub const TEXT: Ink = Ink::new(0x1f_23_28);
/// Secondary text; 4.5 : 1 and more on white.
pub const QUIET: Ink = Ink::new(0x59_60_67);
/// Grid lines.
pub const GRID: Ink = Ink::new(0xe3_e5_e8);
/// Axes.
pub const AXIS: Ink = Ink::new(0x8a_90_96);
/// Ground.
pub const WHITE: Ink = Ink::new(0xff_ff_ff);
/// Dead, observed points.
pub const BLACK: Ink = Ink::new(0x00_00_00);
/// A truce in force.
pub const TRUCE: Ink = Ink::new(0xed_ed_ed);
/// Notice of a truce that spreads: hatching.
pub const NOTICE: Ink = Ink::new(0xc4_c8_cc);

const SIDES: [Ink; 6] = [
    Ink::new(0x00_72_b2),
    Ink::new(0xe6_9f_00),
    Ink::new(0x00_9e_73),
    Ink::new(0xcc_79_a7),
    Ink::new(0x56_b4_e9),
    Ink::new(0x6b_6b_6b),
];

/// Colour of a side by its position.
pub fn side(index: usize) -> Ink {
    SIDES[index % SIDES.len()]
}

/// Colours of design points, unlike those of the sides; 3 : 1 and more on white.
pub const SERIES: [Ink; 6] = [
    Ink::new(0x33_22_88),
    Ink::new(0xc2_4a_5d),
    Ink::new(0x70_70_18),
    Ink::new(0x88_22_55),
    Ink::new(0x2a_7f_74),
    Ink::new(0x55_55_55),
];

/// Dash and gap of a design point by its position: none for the first, so that colour is never the only sign.
pub fn dash(index: usize) -> Option<(f64, f64)> {
    [None, Some((16.0, 7.0)), Some((4.0, 6.0)), Some((28.0, 9.0)), Some((9.0, 5.0)), Some((2.0, 9.0))][index % 6]
}

/// Colours of rungs 0..=6.
pub const RUNGS: [Ink; 7] = [
    Ink::new(0xf2_f0_f7),
    Ink::new(0xda_da_eb),
    Ink::new(0xbc_bd_dc),
    Ink::new(0x9e_9a_c8),
    Ink::new(0x80_7d_ba),
    Ink::new(0x6a_51_a3),
    Ink::new(0x54_27_8f),
];

/// People by state, from home (light) to shelter (dark): metric of the curves, words, colour.
pub const STATES: [(&str, &str, Ink); 8] = [
    ("home", "at home", Ink::new(0xee_f3_f4)),
    ("cover", "in cover", Ink::new(0xd6_e5_e8)),
    ("at_site", "at a contested site", Ink::new(0xba_d5_da)),
    ("preparing", "preparing to leave", Ink::new(0x99_c1_c9)),
    ("road", "on the road", Ink::new(0x74_a9_b5)),
    ("hosted", "with hosts", Ink::new(0x4d_8c_9b)),
    ("stranded", "stranded", Ink::new(0x2d_6d_7e)),
    ("shelter", "in public shelters", Ink::new(0x10_4d_5d)),
];
