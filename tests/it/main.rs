//! Every integration test, in one binary.

mod portable;
mod samplers;
