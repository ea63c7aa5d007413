//! The usual channels of talks (model.md, submodel 10), which a scenario may change by id or leave out.

use crate::model::parameters::Evidence;

use super::document::{ChannelDocument, FormsDocument, ScopeDocument};

/// A pressure that is never reached.
pub const NEVER: f64 = 2.0;
/// Where the numbers of the usual channels come from.
pub const SOURCE: &str = "model.md submodel 10";
/// How well they are known.
pub const EVIDENCE: Evidence = Evidence::Choice;

struct Usual {
    id: &'static str,
    name: &'static str,
    weight: f64,
    from_rung: i64,
    from_pressure: f64,
    scope: ScopeDocument,
    face_to_face: bool,
    remote: bool,
    talks_hours: f64,
    notice_hours_mean: f64,
    forms: [f64; 3],
}

#[rustfmt::skip]
const USUAL: [Usual; 6] = [
    Usual { id: "local_commanders", name: "Local commanders", weight: 3.0, from_rung: 1, from_pressure: NEVER, scope: ScopeDocument::Sector,
        face_to_face: false, remote: false, talks_hours: 1.0, notice_hours_mean: 0.3, forms: [1.0, 0.0, 0.0] },
    Usual { id: "border_services", name: "Border services", weight: 2.0, from_rung: 2, from_pressure: NEVER, scope: ScopeDocument::Neighbours,
        face_to_face: false, remote: false, talks_hours: 2.0, notice_hours_mean: 1.0, forms: [0.7, 0.3, 0.0] },
    Usual { id: "governors", name: "Governors", weight: 1.0, from_rung: 3, from_pressure: NEVER, scope: ScopeDocument::Province,
        face_to_face: false, remote: false, talks_hours: 4.0, notice_hours_mean: 2.0, forms: [0.4, 0.4, 0.2] },
    Usual { id: "security_chiefs", name: "Security chiefs", weight: 1.5, from_rung: 4, from_pressure: NEVER, scope: ScopeDocument::All,
        face_to_face: true, remote: false, talks_hours: 4.0, notice_hours_mean: 2.0, forms: [0.2, 0.4, 0.4] },
    Usual { id: "foreign_ministers", name: "Foreign ministers", weight: 1.0, from_rung: 4, from_pressure: NEVER, scope: ScopeDocument::All,
        face_to_face: false, remote: true, talks_hours: 3.0, notice_hours_mean: 3.0, forms: [0.8, 0.2, 0.0] },
    Usual { id: "presidents", name: "Presidents", weight: 1.0, from_rung: 5, from_pressure: 0.5, scope: ScopeDocument::All,
        face_to_face: false, remote: true, talks_hours: 3.0, notice_hours_mean: 4.0, forms: [0.6, 0.2, 0.2] },
];

/// The usual channels as documents.
pub fn usual() -> Vec<ChannelDocument> {
    let document = |usual: &Usual| ChannelDocument {
        id: usual.id.to_owned(),
        name: Some(usual.name.to_owned()),
        weight: Some(usual.weight),
        from_rung: Some(usual.from_rung),
        from_pressure: Some(usual.from_pressure),
        scope: Some(usual.scope),
        face_to_face: Some(usual.face_to_face),
        remote: Some(usual.remote),
        talks_hours: Some(usual.talks_hours),
        notice_hours_mean: Some(usual.notice_hours_mean),
        forms: Some(FormsDocument { verbal: usual.forms[0], written: usual.forms[1], with_withdrawal: usual.forms[2] }),
        hazard_ratio: Some(1.0),
        venue: None,
    };
    USUAL.iter().map(document).collect()
}

/// A channel with what a scenario changes.
pub fn changed(base: ChannelDocument, by: ChannelDocument) -> ChannelDocument {
    ChannelDocument {
        id: by.id,
        name: by.name.or(base.name),
        weight: by.weight.or(base.weight),
        from_rung: by.from_rung.or(base.from_rung),
        from_pressure: by.from_pressure.or(base.from_pressure),
        scope: by.scope.or(base.scope),
        face_to_face: by.face_to_face.or(base.face_to_face),
        remote: by.remote.or(base.remote),
        talks_hours: by.talks_hours.or(base.talks_hours),
        notice_hours_mean: by.notice_hours_mean.or(base.notice_hours_mean),
        forms: by.forms.or(base.forms),
        hazard_ratio: by.hazard_ratio.or(base.hazard_ratio),
        venue: by.venue.or(base.venue),
    }
}
