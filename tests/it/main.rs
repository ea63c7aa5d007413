//! Integration tests, one binary.

mod command_line;
mod demonstration;
mod measures;
mod pictures;
mod portable;
mod recording;
mod samplers;
mod scenario;
mod store;
mod tables;
mod targets;
mod terminal;
