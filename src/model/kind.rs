//! Kinds of logged events, with their codes in two event schemes.

use serde::{Deserialize, Serialize};

/// Declares the kinds: variant, stable name, MID hostility level, CAMEO root code, plain words.
macro_rules! kinds {
    ($( $variant:ident, $name:literal, $hostility:literal, $cameo:literal, $words:literal; )*) => {
        /// A kind of logged event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Kind { $( #[doc = concat!("`", $name, "`: ", $words, ".")] $variant ),* }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Kind] = &[ $( Kind::$variant ),* ];

            /// Stable name, as in `events.csv`.
            pub const fn name(self) -> &'static str {
                match self { $( Kind::$variant => $name ),* }
            }

            /// Hostility level of the Militarized Interstate Dispute scheme: 1 none, 2 threat, 3 display, 4 use of
            /// force, 5 war.
            pub const fn hostility_level(self) -> u8 {
                match self { $( Kind::$variant => $hostility ),* }
            }

            /// CAMEO root code, 1..=20.
            pub const fn cameo_root(self) -> u8 {
                match self { $( Kind::$variant => $cameo ),* }
            }

            /// What it is, in plain words.
            pub const fn words(self) -> &'static str {
                match self { $( Kind::$variant => $words ),* }
            }
        }
    };
}

kinds! {
    // Spark and calendar.
    CivilianSpark, "civilian_spark", 1, 11, "a quarrel between residents opens a grievance";
    ArmedSpark, "armed_spark", 3, 15, "armed men of the two sides meet and one fires";
    Accident, "accident", 3, 15, "a shot without intent";
    Inject, "inject", 1, 1, "a scripted event";
    CalmRestored, "calm_restored", 1, 3, "after days without an act crews, stock and trust are back at their start";
    // Crowd.
    GrievanceOpened, "grievance_opened", 1, 11, "a grievance opens at a contested site";
    GrievanceClosed, "grievance_closed", 1, 3, "the grievance fades or its cause is removed";
    CrowdGathers, "crowd_gathers", 2, 14, "residents gather at the site";
    CrowdStones, "crowd_stones", 2, 14, "crowds throw stones at each other";
    GuardsDrawnIn, "guards_drawn_in", 3, 15, "border guards are drawn into the quarrel";
    HuntingGuns, "hunting_guns", 4, 18, "hunting guns are fired in a crowd";
    CrowdDisperses, "crowd_disperses", 1, 8, "the crowd disperses";
    Settlement, "settlement", 1, 5, "local officials settle the quarrel on the spot";
    // Incident and retaliation.
    Fire, "fire", 4, 19, "armed men fire at a target";
    AnswerInKind, "answer_in_kind", 4, 19, "a post under fire answers without order";
    SpoilerFire, "spoiler_fire", 4, 18, "an armed group outside command fires during talks or a truce";
    OperationFire, "operation_fire", 4, 19, "a post fires as part of a planned operation";
    PostDamaged, "post_damaged", 4, 19, "a post is damaged";
    PostBurning, "post_burning", 4, 19, "a post burns";
    HousesRuined, "houses_ruined", 4, 19, "houses are ruined by fire at a village";
    BridgeBroken, "bridge_broken", 4, 19, "a bridge is broken";
    BridgeRepaired, "bridge_repaired", 1, 6, "a bridge is repaired";
    // Escalation.
    ReviewCalled, "review_called", 2, 13, "a command calls a review";
    RungAuthorised, "rung_authorised", 3, 15, "a command authorises a higher rung";
    RungRefused, "rung_refused", 1, 8, "a command refuses a higher rung";
    StepDown, "step_down", 1, 8, "a command steps down a rung";
    OrderReceived, "order_received", 2, 15, "an order reaches a post";
    FrontAlert, "front_alert", 3, 15, "a side puts its whole front on alert";
    AlertLapses, "alert_lapses", 1, 8, "an alert lapses";
    OperationPlanned, "operation_planned", 3, 15, "a side plans an operation";
    OperationSeen, "operation_seen", 3, 15, "preparations of an operation are seen";
    OperationCalledOff, "operation_called_off", 1, 8, "an operation is called off";
    OperationBegins, "operation_begins", 4, 19, "an operation begins";
    // Border post.
    ReinforcementSent, "reinforcement_sent", 3, 15, "soldiers are sent to a sector";
    ReinforcementArrives, "reinforcement_arrives", 3, 15, "soldiers arrive at a post";
    HeavyStockLow, "heavy_stock_low", 1, 15, "heavy ammunition runs low and more is ordered";
    Resupplied, "resupplied", 3, 15, "heavy ammunition arrives";
    AssaultBegins, "assault_begins", 4, 19, "an assault on a post begins";
    AssaultLoss, "assault_loss", 4, 19, "soldiers are hit in an assault";
    AssaultBrokenOff, "assault_broken_off", 4, 8, "an assault is broken off";
    PostSeized, "post_seized", 4, 19, "a post is seized";
    PostRetaken, "post_retaken", 4, 19, "a post is retaken by its owner";
    PostHandedBack, "post_handed_back", 1, 8, "a seized post is handed back";
    CaptivesTaken, "captives_taken", 4, 18, "soldiers are taken captive";
    CaptivesReturned, "captives_returned", 1, 8, "captives are returned";
    ForcesWithdrawn, "forces_withdrawn", 1, 8, "reinforcements are withdrawn";
    VillageEntered, "village_entered", 4, 19, "soldiers enter a village";
    HousesBurnt, "houses_burnt", 4, 18, "houses burn in an entered village";
    VillageLeft, "village_left", 1, 8, "soldiers leave a village";
    // People.
    Alarm, "alarm", 1, 2, "people of a village are alarmed";
    EvacuationOrdered, "evacuation_ordered", 1, 7, "people of a village are told to leave";
    FirstDepartures, "first_departures", 1, 7, "the first households leave a village";
    BusWave, "bus_wave", 1, 7, "a bus leaves a village";
    FleeOnFoot, "flee_on_foot", 1, 7, "people flee on foot";
    Stranded, "stranded", 1, 7, "people are stranded";
    ShelterFull, "shelter_full", 1, 7, "shelters of a town are full";
    ReturnBegins, "return_begins", 1, 7, "people begin to return to a village";
    LinkUnderFire, "link_under_fire", 4, 19, "a road comes under fire";
    LinkClosed, "link_closed", 2, 17, "a road is closed";
    LinkOpened, "link_opened", 1, 8, "a road is open again";
    // Ceasefire.
    TruceProposed, "truce_proposed", 1, 3, "talks on a ceasefire are proposed and begin";
    TalksFailed, "talks_failed", 1, 12, "talks end without agreement";
    TruceAgreed, "truce_agreed", 1, 5, "a ceasefire is agreed";
    TruceNotice, "truce_notice", 1, 5, "word of a ceasefire reaches a post";
    TruceInForce, "truce_in_force", 1, 5, "a ceasefire is known at every post in its scope";
    Breach, "breach", 4, 19, "a ceasefire is breached";
    TruceSectorCollapsed, "truce_sector_collapsed", 3, 16, "a ceasefire ends in one sector";
    TruceCollapsed, "truce_collapsed", 3, 16, "a ceasefire collapses";
    TruceHeld, "truce_held", 1, 5, "a ceasefire has held";
    TruceSuperseded, "truce_superseded", 1, 5, "a newer ceasefire takes the place of an older one";
    // Third parties.
    ThirdPartyCall, "third_party_call", 1, 2, "a third party calls on the sides";
    SummitHeld, "summit_held", 1, 4, "a summit is held at which the sides are present";
    MediationBegins, "mediation_begins", 1, 4, "a mediator begins work";
    MonitorsArrive, "monitors_arrive", 1, 6, "monitors arrive";
    ThirdPartyLeaves, "third_party_leaves", 1, 16, "a third party ends its presence";
    // Wounded.
    DiedOfWounds, "died_of_wounds", 1, 1, "a wounded person dies";
}

impl Kind {
    /// Whether an event of this kind can be the root of a causal tree: sparks, the script, spoilers, grievances that are
    /// open from the start, and third parties that come by the calendar. No other event is without a cause; these may
    /// have one.
    pub const fn can_be_root(self) -> bool {
        use Kind::*;
        matches!(
            self,
            CivilianSpark
                | ArmedSpark
                | Inject
                | SpoilerFire
                | GrievanceOpened
                | ThirdPartyCall
                | SummitHeld
                | MediationBegins
                | MonitorsArrive
        )
    }
}

const _: () = {
    let mut index = 0;
    while index < Kind::ALL.len() {
        let kind = Kind::ALL[index];
        assert!(kind.hostility_level() >= 1 && kind.hostility_level() <= 5, "MID hostility levels are 1 to 5");
        assert!(kind.cameo_root() >= 1 && kind.cameo_root() <= 20, "CAMEO root codes are 1 to 20");
        index += 1;
    }
};
