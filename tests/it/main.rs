//! Every integration test, in one binary.

mod command_line;
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
mod replaced_files;
mod samplers;
mod scenario;
mod shard_locks;
mod simulation;
mod store;
mod tables;
mod tables_of_studies;
mod targets;
mod terminal;
mod time;
mod worlds;
