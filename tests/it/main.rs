//! Tests of the program as a whole, in one binary.

mod command_line;
mod measures;
mod pictures;
mod recording;
mod store;
mod tables;
mod targets;
mod terminal;
