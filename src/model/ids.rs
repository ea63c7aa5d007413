//! Typed indices of everything that a scenario or a run names.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty)),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub $inner);

        impl $name {
            /// Position in the vector that holds these.
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id at a position.
            #[inline]
            pub const fn at(index: usize) -> $name {
                $name(index as $inner)
            }

            /// The ids of the first `count`.
            pub fn all(count: usize) -> impl DoubleEndedIterator<Item = $name> + Clone {
                (0..count).map($name::at)
            }
        }

        impl super::event::Word for $name {
            #[inline]
            fn word(self) -> u64 {
                self.0.into()
            }
        }
    )* };
}

ids! {
    /// A side: a state, or another armed party with a population.
    SideId(u8),
    /// A sector: a border segment of 10-30 km.
    SectorId(u32),
    /// A place on the map: village, post, site or town, and a node of the road graph.
    PlaceId(u32),
    /// A border post.
    PostId(u32),
    /// A village.
    VillageId(u32),
    /// A contested site.
    SiteId(u32),
    /// A town with shelters.
    TownId(u32),
    /// A road link.
    LinkId(u32),
    /// An evacuation district.
    DistrictId(u32),
    /// A third party.
    ThirdPartyId(u32),
    /// A channel of talks.
    ChannelId(u32),
    /// A scripted inject.
    InjectId(u32),
    /// A hostile act of this run, in order of occurrence.
    ActId(u32),
    /// An offspring act that waits for its time.
    OffspringId(u32),
    /// A planned operation.
    OperationId(u32),
    /// An assault.
    AssaultId(u32),
    /// A group of soldiers under way.
    ConvoyId(u32),
    /// A ceasefire attempt.
    AttemptId(u32),
    /// A household or group of people on the move, with its vehicle.
    VehicleId(u32),
    /// A batch of casualties or arrivals that waits for its registration.
    RegistrationId(u32),
    /// A front: (side, adversary, sector).
    FrontId(u32),
    /// A pair of sides, lower first.
    PairId(u32),
}
