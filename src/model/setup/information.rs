//! What a scenario says of itself, and documented points.

/// A documented point to draw over a curve.
#[derive(Clone, Debug)]
pub struct ObservedPoint {
    /// Name of the measure or curve, for instance `killed.kg` or `displaced_registered.kg`.
    pub measure: String,
    /// Hours since the start.
    pub hours: f64,
    /// Lowest value.
    pub low: f64,
    /// Best value.
    pub best: f64,
    /// Highest value.
    pub high: f64,
    /// Who says so.
    pub claimant: String,
    /// Key of the source.
    pub source: String,
}

/// What the scenario says of itself.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// What it shows.
    pub shows: String,
    /// What to notice.
    pub notice: String,
    /// What to try.
    pub try_next: String,
    /// Sources.
    pub sources: Vec<String>,
    /// Neutrality note.
    pub neutrality: String,
}
