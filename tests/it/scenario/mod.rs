//! Scenario files.

mod shipped;
