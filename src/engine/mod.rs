//! The engine: simulated time, pending events, the run loop, keyed draws and samplers. It knows no border, village,
//! file or thread.
