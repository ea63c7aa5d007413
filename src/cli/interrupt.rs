//! Interrupts: the first ends the workers after what they are at, the second at once; both leave a directory that can be
//! gone on with.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};

use super::error::CliError;

/// Sets the flag at the first interrupt.
pub fn listen(stop: &Arc<AtomicBool>) -> Result<(), CliError> {
    let trouble = |error: std::io::Error| CliError::Invalid(format!("cannot listen for interrupts: {error}"));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(stop)).map_err(trouble)?;
        signal_hook::flag::register(signal, Arc::clone(stop)).map_err(trouble)?;
    }
    Ok(())
}
