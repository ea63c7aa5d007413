//! What acts and what is acted upon: each entity of the model with its state, what a scenario fixes of it, and what it does.
//! `docs/ODD.md` shows this table; `truceline explain` reads from it.

/// One row of the table of entities.
#[derive(Clone, Copy, Debug)]
pub struct Entity {
    /// Name.
    pub name: &'static str,
    /// Other names under which people look for it.
    pub other_names: &'static [&'static str],
    /// State variables that change during a run.
    pub state: &'static str,
    /// What the scenario fixes; empty for what has nothing of its own there.
    pub fixed: &'static str,
    /// What it does, or what is done to it.
    pub behaviour: &'static str,
    /// List of a scenario that holds such entities; empty for what follows from others.
    pub list: &'static str,
    /// Submodels that rule it, by the names of the parameter groups.
    pub submodels: &'static [&'static str],
}

/// All entities, those of the sides first.
pub const ENTITIES: &[Entity] = &[
    Entity {
        name: "side",
        other_names: &[],
        state: "soldiers by state (reserve, wounded, dead, captive), outside pressure (standing and decaying part)",
        fixed: "highest rung of its weapons, reserves, reach of evacuation orders, share of own cars, factors on the delay of \
                orders and reports, hostility towards each other side",
        behaviour: "its command learns of acts by delayed reports, reviews, authorises and steps down rungs, plans \
                    operations, sends reinforcements, agrees to truces",
        list: "sides",
        submodels: &["perception", "escalation"],
    },
    Entity {
        name: "front",
        other_names: &["command"],
        state: "perceived threat P, authorised rung, pending review, time of a refusal, budget of the step down",
        fixed: "",
        behaviour: "one a side, adversary and sector: reports raise P, which decays; a threshold passed calls a review, which \
                    authorises a rung or refuses it; a low P steps the rung down",
        list: "",
        submodels: &["perception", "escalation"],
    },
    Entity {
        name: "alert",
        other_names: &["front alert", "operation"],
        state: "on or off, last act, hazard and number of operations, whether one is planned",
        fixed: "",
        behaviour: "one a side and adversary: rung 4 authorised anywhere raises every sector to rung 3 and sends \
                    reinforcements; it lapses after a time without fire",
        list: "",
        submodels: &["escalation"],
    },
    Entity {
        name: "pair of sides",
        other_names: &["pair", "trust"],
        state: "trust, failed truces, onset of talks, attempt in talks, live agreements",
        fixed: "",
        behaviour: "a hazard that rises with threat, mediation, pressure, fatigue and failed truces brings the two to talks",
        list: "",
        submodels: &["ceasefire"],
    },
    Entity {
        name: "garrison",
        other_names: &[],
        state: "heavy stock, resupply, reserve of soldiers, soldiers under way, fatigue, last fire",
        fixed: "",
        behaviour: "one a side and sector: heavy incidents spend its stock, of which more is ordered; fire tires it; its \
                    reserve takes part in assaults",
        list: "",
        submodels: &["post"],
    },
    Entity {
        name: "sector",
        other_names: &["segment"],
        state: "last act at rung 3 or more",
        fixed: "places, province, spark share, weight exp(-d / 20 km) to the others",
        behaviour: "sparks arise in it; what happens in one is felt in the others by distance; truces cover and collapse by \
                    sector",
        list: "sectors",
        submodels: &["spark", "perception"],
    },
    Entity {
        name: "border post",
        other_names: &["post", "outpost"],
        state: "holder, fit crew, suppression, posture by last and first hit, damaged, burnt, last hostile post that fired on \
                it, order in force against each adversary, notice of agreements, assault it is under",
        fixed: "owner, crew at the start, weapons, what lies near",
        behaviour: "fires at targets within range at the rung of the order that it acts on, answers fire, assaults and is \
                    assaulted, can be seized, retaken and handed back",
        list: "posts",
        submodels: &["incident", "retaliation", "post"],
    },
    Entity {
        name: "village",
        other_names: &["settlement", "exclave"],
        state: "ledger of people, wounded, houses that stand and are ruined, threat, alarm, order, cover, households, who has \
                entered it",
        fixed: "side, district, people, households, share of own cars",
        behaviour: "feels acts near it, is alarmed, sends people into cover, to crowds and away; is fired at and entered",
        list: "villages",
        submodels: &["village", "evacuation", "wounded"],
    },
    Entity {
        name: "household",
        other_names: &["family"],
        state: "at home or away; its numbers are drawn once for the run",
        fixed: "",
        behaviour: "leaves when threat, an order and the share already gone pass its own threshold; packs, goes by car, bus or \
                    on foot, returns after calm",
        list: "",
        submodels: &["village", "evacuation"],
    },
    Entity {
        name: "contested site",
        other_names: &["site", "water intake", "bridge", "junction", "crossing", "grievance"],
        state: "open grievance, crowd of each side by village, casualties since 06:00, destroyed",
        fixed: "kind (intake, bridge, junction, crossing, land), links that it can shut, villages within 5 km",
        behaviour: "a grievance opens and closes at it; while it is open crowds gather; a bridge can break and is repaired",
        list: "sites",
        submodels: &["spark", "crowd", "incident"],
    },
    Entity {
        name: "crowd",
        other_names: &["residents"],
        state: "size by side and village; it is state of its site",
        fixed: "",
        behaviour: "gathers by day while a grievance is open, throws stones at the other crowd, may use hunting guns or draw \
                    guards in, blocks roads, settles on the spot, disperses",
        list: "",
        submodels: &["crowd"],
    },
    Entity {
        name: "road link",
        other_names: &["road", "link", "queue"],
        state: "reasons of closure, people on it, queue at each end, under fire until",
        fixed: "length, class, control, capacity",
        behaviour: "people and buses queue for it and travel on it; fire near it slows them; bridges, crowds, entries, orders \
                    and control shut it",
        list: "roads",
        submodels: &["evacuation"],
    },
    Entity {
        name: "group or bus",
        other_names: &["group", "bus", "vehicle", "evacuation", "convoy"],
        state: "village, people, means, activity, place, link, town, household",
        fixed: "",
        behaviour: "takes the quickest open way to the nearest own town with room, chooses anew when a road shuts, is stranded \
                    where none is open",
        list: "",
        submodels: &["evacuation"],
    },
    Entity {
        name: "town",
        other_names: &["shelter", "host"],
        state: "people in public shelters and with hosts",
        fixed: "capacities",
        behaviour: "takes people in until it is full; from then on they are sent to the next",
        list: "towns",
        submodels: &["evacuation"],
    },
    Entity {
        name: "district",
        other_names: &["evacuation district", "buses"],
        state: "free buses, people who wait",
        fixed: "buses",
        behaviour: "sends buses where most people wait, in waves; orders to leave reach the villages of a district",
        list: "districts",
        submodels: &["village", "evacuation"],
    },
    Entity {
        name: "ceasefire attempt",
        other_names: &["ceasefire", "truce", "talks", "agreement"],
        state: "phase, form, scope with standing and life by sector, posts without notice, failures before it",
        fixed: "channel: weight, scope, hours, forms",
        behaviour: "talks through a channel fail or agree on a form; word of it spreads post by post; it is breached, collapses \
                    by sector, holds, or is superseded",
        list: "channels",
        submodels: &["ceasefire"],
    },
    Entity {
        name: "third party",
        other_names: &["mediator", "monitors", "summit", "call"],
        state: "present, called",
        fixed: "kind, time, pressure, mediation, hazard ratio",
        behaviour: "calls on the sides, holds a summit, mediates or monitors; what that does is data of the scenario",
        list: "third_parties",
        submodels: &["third_party"],
    },
    Entity {
        name: "claims office",
        other_names: &["office", "claims"],
        state: "registered and published tolls, claims on others, share and factor drawn once",
        fixed: "whether a side has one",
        behaviour: "learns of harm with delay, publishes its own toll and its claims on the others every few hours, names \
                    another side as first shooter",
        list: "sides",
        submodels: &["claims"],
    },
    Entity {
        name: "spoiler",
        other_names: &["armed group"],
        state: "",
        fixed: "side, adversary, sector, rate",
        behaviour: "fires from a post of the side on whose behalf it claims to act, while talks run or a truce stands there",
        list: "spoilers",
        submodels: &["third_party"],
    },
];

#[cfg(test)]
mod tests {
    use super::ENTITIES;
    use crate::model::parameters::TABLE;

    #[test]
    fn names_are_unique_and_submodels_exist() {
        let mut names: Vec<&str> =
            ENTITIES.iter().flat_map(|entity| entity.other_names.iter().copied().chain([entity.name])).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        for entity in ENTITIES {
            for submodel in entity.submodels {
                let of = |name: &str| name.split_once('.').is_some_and(|(group, _)| group == *submodel);
                assert!(TABLE.iter().any(|row| of(row.name)), "{}: {submodel}", entity.name);
            }
        }
    }
}
