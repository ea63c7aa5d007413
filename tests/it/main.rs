//! Every integration test, in one binary.

mod pending;
mod portable;
mod samplers;
mod simulation;
mod time;
