//! Everything that can happen in the model, as data.

use serde::{Deserialize, Serialize};

use crate::engine::Digest;

use super::ceasefire::CeasefireEvent;
use super::claims::ClaimsEvent;
use super::crowd::CrowdEvent;
use super::escalation::EscalationEvent;
use super::evacuation::EvacuationEvent;
use super::perception::PerceptionEvent;
use super::post::PostEvent;
use super::retaliation::RetaliationEvent;
use super::spark::SparkEvent;
use super::third_party::ThirdPartyEvent;
use super::village::VillageEvent;
use super::wounded::WoundedEvent;

/// A value that the digest can fold.
pub trait Word {
    /// The value as one word.
    fn word(self) -> u64;
}

impl Word for u8 {
    #[inline]
    fn word(self) -> u64 {
        self.into()
    }
}

impl Word for u16 {
    #[inline]
    fn word(self) -> u64 {
        self.into()
    }
}

impl Word for u32 {
    #[inline]
    fn word(self) -> u64 {
        self.into()
    }
}

/// Declares the events of one submodel with the stable codes that the digest folds.
macro_rules! events {
    ($(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $variant:ident { $($field:ident : $type:ty),* $(,)? } = $code:literal ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs, reason = "the fields are the ids of what each variant speaks of")]
        pub enum $name { $( $(#[$variant_doc])* $variant { $($field: $type),* } ),* }

        impl $name {
            /// Folds code and fields into the digest.
            #[inline]
            pub(super) fn fold(&self, digest: &mut crate::engine::Digest) {
                match *self {
                    $( $name::$variant { $($field),* } => {
                        digest.fold($code);
                        $( digest.fold($crate::model::event::Word::word($field)); )*
                    } )*
                }
            }
        }
    };
}
pub(super) use events;

/// One pending or executed event. Codes: spark 100s, crowd 200s, retaliation 300s, perception 400s, escalation 500s,
/// post 600s, village 700s, evacuation 800s, ceasefire 900s, third party 1000s, claims 1100s, wounded 1200s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each variant is named after its submodel")]
pub enum Event {
    Spark(SparkEvent),
    Crowd(CrowdEvent),
    Retaliation(RetaliationEvent),
    Perception(PerceptionEvent),
    Escalation(EscalationEvent),
    Post(PostEvent),
    Village(VillageEvent),
    Evacuation(EvacuationEvent),
    Ceasefire(CeasefireEvent),
    ThirdParty(ThirdPartyEvent),
    Claims(ClaimsEvent),
    Wounded(WoundedEvent),
}

const _: () = assert!(size_of::<Event>() <= 16, "events stay compact");

impl Event {
    /// Class among events at the same time: calendar first, then what is learned, then what is done, then movement,
    /// then paperwork.
    #[inline]
    pub(super) fn phase(&self) -> u8 {
        match self {
            Event::Spark(_) | Event::ThirdParty(_) => 0,
            Event::Perception(_) | Event::Escalation(_) | Event::Ceasefire(_) => 2,
            Event::Crowd(_) | Event::Retaliation(_) | Event::Post(_) => 4,
            Event::Village(_) | Event::Evacuation(_) => 8,
            Event::Wounded(_) => 10,
            Event::Claims(_) => 12,
        }
    }

    #[inline]
    pub(super) fn fold(&self, digest: &mut Digest) {
        match self {
            Event::Spark(event) => event.fold(digest),
            Event::Crowd(event) => event.fold(digest),
            Event::Retaliation(event) => event.fold(digest),
            Event::Perception(event) => event.fold(digest),
            Event::Escalation(event) => event.fold(digest),
            Event::Post(event) => event.fold(digest),
            Event::Village(event) => event.fold(digest),
            Event::Evacuation(event) => event.fold(digest),
            Event::Ceasefire(event) => event.fold(digest),
            Event::ThirdParty(event) => event.fold(digest),
            Event::Claims(event) => event.fold(digest),
            Event::Wounded(event) => event.fold(digest),
        }
    }
}
