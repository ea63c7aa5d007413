//! Registration, publication and feedback.

use std::sync::Arc;

use crate::model::ceasefire::trial::{A, B, Trial, pair, setup};
use crate::model::record::{Harm, LogRow, Statement};
use crate::model::setup::Scope;

const HARM: Harm = Harm { killed_military: 4, killed_civilian: 36, wounded_military: 10, wounded_civilian: 90 };

#[test]
fn published_tolls_converge_to_shares_of_the_truth() {
    let setup = Arc::new(setup(1, Scope::Sector));
    for replication in 0..20 {
        let mut trial = Trial::begin(&setup, replication);
        trial.fire(0, 3);
        trial.act(|step| step.register_harm(A, HARM));
        trial.run_to(1000.0);
        let offices = &trial.simulation.model.world.offices;
        let share = offices[A.index()].own_share;
        assert!((0.7..=1.0).contains(&share));
        assert_eq!(offices[A.index()].published_killed, (40.0 * share) as u32);
        let factor = offices[B.index()].enemy_factor;
        assert!((1.0..=3.0).contains(&factor));
        assert_eq!(offices[B.index()].claimed_killed[A.index()], (40.0 * factor + 0.5) as u32);
        let last = trial.told.claims.last().expect("statements");
        assert!(last.time.hours() < 900.0, "offices fall silent");
        for row in &trial.told.claims {
            assert!(row.first_shooter != row.claimant && row.first_shooter.index() < 2);
            assert_eq!(row.displaced.is_some(), row.about == row.claimant);
        }
    }
}

#[test]
fn claims_never_fall_and_come_late() {
    let setup = Arc::new(setup(1, Scope::Sector));
    let mut trial = Trial::begin(&setup, 0);
    for hour in 0..60 {
        trial.run_to(f64::from(hour));
        trial.act(|step| step.register_harm(B, Harm { killed_civilian: 1, ..Harm::default() }));
    }
    let registered = trial.simulation.model.world.offices[B.index()].registered_killed;
    assert!((20..60).contains(&registered), "{registered}");
    let claims: Vec<u32> =
        trial.told.claims.iter().filter(|row| row.claimant == A && row.about == B).map(|row| row.killed).collect();
    assert!(claims.len() > 5 && claims.is_sorted());
}

#[test]
fn displaced_are_registered_late_and_counted_down() {
    let setup = Arc::new(setup(1, Scope::Sector));
    let mut trial = Trial::begin(&setup, 0);
    trial.act(|step| {
        for _ in 0..100 {
            step.register_arrival(A, 4, false);
        }
    });
    trial.run_to(12.0);
    let early = trial.simulation.model.world.offices[A.index()].registered_displaced;
    assert!((100..300).contains(&early), "half of 400 after the median delay: {early}");
    trial.run_to(2000.0);
    trial.act(|step| step.register_return(A, 300));
    let office = &trial.simulation.model.world.offices[A.index()];
    assert_eq!((office.registered_displaced, office.registered_displaced_peak), (100, 400));
}

/// A run with fire, harm, talks and breaches; returns its truth log and trust.
fn eventful(feedback: f64, offices: bool) -> (Vec<LogRow>, f64, Vec<Statement>) {
    let mut setup = setup(3, Scope::All);
    setup.parameters.claims.feedback = feedback;
    for side in &mut setup.sides[..2] {
        side.has_office = offices;
    }
    let mut trial = Trial::begin(&Arc::new(setup), 5);
    for hour in 0..300 {
        trial.fire(hour % 3, 2 + (hour % 3) as u8);
        trial.threaten(hour % 3, 2.0);
        trial.act(|step| step.register_harm(A, Harm { killed_civilian: 2, ..Harm::default() }));
        trial.run_to(f64::from(hour));
    }
    let trust = trial.simulation.model.world.pairs[pair().index()].trust;
    (trial.told.rows, trust, trial.told.claims.iter().map(|row| row.statement).collect())
}

#[test]
fn without_feedback_the_truth_does_not_know_the_offices() {
    let (with, trust, statements) = eventful(0.0, true);
    let (without, _, silence) = eventful(0.0, false);
    assert_eq!(with, without);
    assert_eq!(trust, 1.0);
    assert!(silence.is_empty());
    assert!(statements.contains(&Statement::AccusesOfBreach) && statements.contains(&Statement::DeniesBreach));
}

#[test]
fn with_feedback_claims_and_breaches_lower_trust() {
    let (_, trust, _) = eventful(1.0, true);
    assert!(trust < 0.9, "{trust}");
    let (_, trust, _) = eventful(1.0, false);
    assert_eq!(trust, 1.0, "no office, no claim");
}
