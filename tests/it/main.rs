//! Every integration test, in one binary.

mod command_line;
mod comparison;
mod demonstration;
mod document;
mod golden;
mod measures;
mod measures_document;
mod odd;
mod pending;
mod phrases;
mod pictures;
mod portable;
mod readme;
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
