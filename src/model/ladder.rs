//! The ladder of violence: seven rungs, in a few words for pictures and in full.

/// Names of rungs 0..=6.
pub const RUNG_NAMES: [&str; 7] = [
    "calm",
    "crowds, stones",
    "small arms",
    "machine guns, light mortar",
    "heavy mortar, armour",
    "artillery, rockets, air",
    "ground entry, seizure",
];

/// What rungs 0..=6 stand for.
pub const RUNG_MEANINGS: [&str; 7] = [
    "calm: no act",
    "crowds and stones",
    "small arms: the rung at which orders stand in quiet times, and the lowest of fire",
    "machine guns, rocket-propelled grenades and light mortars: the lowest rung that affects a village",
    "heavy mortars and armour: the lowest rung that spends heavy stock",
    "tube artillery, rockets, helicopter or drone",
    "ground entry and seizure: assaults on posts and entries into villages",
];
