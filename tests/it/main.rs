//! Every integration test, in one binary.

mod command_line;
mod measures;
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
mod terminal;
mod time;
mod worlds;
