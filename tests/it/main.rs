//! Every integration test, in one binary.

mod command_line;
mod pending;
mod pictures;
mod portable;
mod recording;
mod samplers;
mod scenario;
mod simulation;
mod store;
mod tables;
mod targets;
mod time;
