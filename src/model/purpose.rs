//! What a stream of draws is for. One decision opens one stream (lineage, purpose) and takes its draws in the order
//! that the submodel documents. Numbers are stable: changing one changes results.

/// The purposes, numbered by submodel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
#[allow(missing_docs, reason = "named after the decision")]
pub enum Purpose {
    // The replication.
    WoundedPerKilled = 1,
    Year = 2,
    // 1 spark
    SparkTime = 100,
    SparkKind = 101,
    Accident = 102,
    // 2 crowd
    CrowdAct = 200,
    CrowdTime = 201,
    Settlement = 202,
    Fading = 203,
    Quarrel = 204,
    Gathering = 205,
    // 3 incident
    Target = 300,
    Rung = 301,
    Harm = 302,
    Damage = 303,
    Victims = 304,
    Repair = 305,
    // 4 retaliation
    OffspringCount = 400,
    OffspringBirth = 401,
    OffspringPost = 402,
    Answer = 403,
    // 5 perception
    Report = 500,
    Misread = 501,
    // 6 escalation
    Review = 600,
    StepDown = 601,
    Order = 602,
    Operation = 603,
    OperationPost = 604,
    Reinforcement = 605,
    CalledOff = 606,
    OperationGround = 607,
    Readiness = 608,
    // 7 post
    Resupply = 700,
    Assault = 701,
    AssaultExchange = 702,
    CounterSeizure = 703,
    Entry = 704,
    Burning = 705,
    Captives = 706,
    GroundAction = 707,
    HoldingTime = 708,
    // 8 village
    Household = 800,
    Preparation = 801,
    Transport = 802,
    EvacuationOrder = 803,
    // 9 evacuation
    Shelter = 900,
    ReturnStep = 901,
    // 10 ceasefire
    Onset = 1000,
    Channel = 1001,
    Talks = 1002,
    Notice = 1003,
    Frailty = 1004,
    Life = 1005,
    Breach = 1006,
    // 11 third party
    ThirdParty = 1100,
    // spoiler
    SpoilerTime = 1150,
    // 12 claims
    Office = 1200,
    Registration = 1201,
    Statement = 1202,
    // 13 wounded
    Dying = 1300,
}
