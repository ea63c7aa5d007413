//! Integration tests, one binary.

mod command_line;
mod pictures;
mod portable;
mod recording;
mod samplers;
mod scenario;
mod store;
mod tables;
mod targets;
