//! Names of what a scenario names, as parts of sentences. Names are text and may be anything: they are put on one line and
//! cut, and never read.

use crate::experiment::words;
use crate::model::ids::{DistrictId, LinkId, PlaceId, SectorId, SideId, ThirdPartyId};
use crate::model::ladder::RUNG_NAMES;
use crate::model::record::Harm;
use crate::model::setup::{PlaceKind, Setup};

/// Longest name in a sentence, in characters.
const NAME_MOST: usize = 60;
/// Longest note of a scripted event.
const NOTE_MOST: usize = 240;

/// Says names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    setup: &'a Setup,
}

impl<'a> Names<'a> {
    pub(super) fn new(setup: &'a Setup) -> Names<'a> {
        Names { setup }
    }

    /// `Kyrgyzstan`.
    pub(super) fn side(&self, side: Option<SideId>) -> String {
        match side.and_then(|side| self.setup.sides.get(side.index())) {
            Some(side) => name(&side.name),
            None => "an unnamed side".to_owned(),
        }
    }

    /// `Kok-Tash outpost`, `the village Ak-Sai`: what a place is stands before a name that does not say it.
    pub(super) fn place(&self, place: Option<PlaceId>) -> String {
        let Some(place) = place else { return "an unnamed place".to_owned() };
        let place = self.setup.place(place);
        match place.kind {
            PlaceKind::Post(_) => with_word("the post", "post", &place.name),
            PlaceKind::Village(_) => with_word("the village", "village", &place.name),
            PlaceKind::Town(_) => with_word("the town", "town", &place.name),
            PlaceKind::Site(_) | PlaceKind::Waypoint => name(&place.name),
        }
    }

    /// `Kok-Tash outpost (Kyrgyzstan)`.
    pub(super) fn place_of(&self, place: Option<PlaceId>, side: Option<SideId>) -> String {
        match side {
            Some(_) => format!("{} ({})", self.place(place), self.side(side)),
            None => self.place(place),
        }
    }

    /// A place that is shot at, with whose it is; at a contested site, which is nobody's, only its name.
    pub(super) fn target(&self, place: Option<PlaceId>, side: Option<SideId>) -> String {
        match place.map(|place| self.setup.place(place).kind) {
            Some(PlaceKind::Site(_) | PlaceKind::Waypoint) => self.place(place),
            _ => self.place_of(place, side),
        }
    }

    /// `sector B Isfara valley south`.
    pub(super) fn sector(&self, sector: Option<SectorId>) -> String {
        match sector.and_then(|sector| self.setup.sectors.get(sector.index())) {
            Some(sector) => with_word("sector", "sector", &sector.name),
            None => "an unnamed sector".to_owned(),
        }
    }

    /// ` in sector B Isfara valley south`, or nothing without a sector.
    pub(super) fn in_sector(&self, sector: Option<SectorId>) -> String {
        if sector.is_some() { format!(" in {}", self.sector(sector)) } else { String::new() }
    }

    /// `district Batken`.
    pub(super) fn district(&self, district: DistrictId) -> String {
        with_word("district", "district", &self.setup.districts[district.index()].name)
    }

    /// `the road from A to B`.
    pub(super) fn road(&self, link: Option<LinkId>) -> String {
        let Some(link) = link else { return "a road".to_owned() };
        let link = self.setup.link(link);
        format!("the road from {} to {}", self.place(Some(link.from)), self.place(Some(link.to)))
    }

    /// Name of a third party, which may be a whole sentence.
    pub(super) fn third_party(&self, third_party: ThirdPartyId) -> String {
        name(&self.setup.third_parties[third_party.index()].name)
    }
}

fn name(text: &str) -> String {
    let text = words::one_line(text.trim(), NAME_MOST);
    if text.is_empty() { "(without a name)".to_owned() } else { text }
}

/// A name with a word before it, unless it holds the word.
fn with_word(before: &str, word: &str, text: &str) -> String {
    let text = name(text);
    if text.to_lowercase().contains(word) { text } else { format!("{before} {text}") }
}

/// A note of the script on one line.
pub(super) fn note(text: &str) -> String {
    words::one_line(text.trim(), NOTE_MOST)
}

/// `rung 3 (machine guns, light mortar)`.
pub(super) fn rung(rung: u8) -> String {
    match RUNG_NAMES.get(usize::from(rung)) {
        Some(name) => format!("rung {rung} ({name})"),
        None => format!("rung {rung}"),
    }
}

/// `3 soldiers`.
pub(super) fn soldiers(number: u32) -> String {
    words::number_of(number as usize, "soldier", "soldiers")
}

/// `3 people`.
pub(super) fn people(number: u32) -> String {
    words::number_of(number as usize, "person", "people")
}

/// `one house`, in numbers: `1 house`, `3 houses`.
pub(super) fn houses(number: u32) -> String {
    words::number_of(number as usize, "house", "houses")
}

/// `2 soldiers and 1 resident killed, 5 residents wounded`; nothing when nobody is hurt.
pub(super) fn hurt(harm: &Harm) -> String {
    let group = |military: u32, civilian: u32, what: &str| {
        let residents = words::number_of(civilian as usize, "resident", "residents");
        match (military, civilian) {
            (0, 0) => None,
            (_, 0) => Some(format!("{} {what}", soldiers(military))),
            (0, _) => Some(format!("{residents} {what}")),
            _ => Some(format!("{} and {residents} {what}", soldiers(military))),
        }
    };
    let killed = group(harm.killed_military, harm.killed_civilian, "killed");
    let wounded = group(harm.wounded_military, harm.wounded_civilian, "wounded");
    [killed, wounded].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harm_is_told_by_who_was_hurt() {
        let harm = |killed_military, killed_civilian, wounded_military, wounded_civilian| {
            hurt(&Harm { killed_military, killed_civilian, wounded_military, wounded_civilian })
        };
        assert_eq!(harm(2, 1, 0, 5), "2 soldiers and 1 resident killed, 5 residents wounded");
        assert_eq!(harm(0, 0, 1, 0), "1 soldier wounded");
        assert_eq!(harm(0, 0, 0, 0), "");
    }

    #[test]
    fn words_stand_before_names_that_do_not_hold_them() {
        assert_eq!(with_word("the post", "post", "Kok-Tash Outpost"), "Kok-Tash Outpost");
        assert_eq!(with_word("the village", "village", "Ak-Sai\n<b>"), "the village Ak-Sai <b>");
        assert_eq!(with_word("sector", "sector", "  "), "sector (without a name)");
        assert_eq!(rung(3), "rung 3 (machine guns, light mortar)");
    }
}
