//! Truceline for Python: thin bindings. What a thing means stands in the Rust library; how it reads in Python, in
//! `truceline/*.py` beside this.

#![warn(missing_docs)]

mod buffer;
mod compare;
mod errors;
mod held;
mod patience;
mod pool;
mod replicate;
mod run;
mod run_tables;
mod scenario;
mod shards;
mod study;
mod study_run;
mod table;

/// The extension module `truceline._native`.
#[pyo3::pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::buffer::NumberBuffer;
    #[pymodule_export]
    use crate::compare::{Comparison, compare};
    #[pymodule_export]
    use crate::errors::provoke_panic;
    #[pymodule_export]
    use crate::held::{Held, checkpoints, outcome};
    #[pymodule_export]
    use crate::replicate::replicate;
    #[pymodule_export]
    use crate::run::{Run, run};
    #[pymodule_export]
    use crate::scenario::{Scenario, kinds, shipped_ids};
    #[pymodule_export]
    use crate::study::Study;
    #[pymodule_export]
    use crate::table::Table;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::errors::keep_quiet();
        module.add("VERSION", env!("CARGO_PKG_VERSION"))?;
        module.add("RESULT_VERSION", truceline::model::RESULT_VERSION)?;
        module.add("BUILD", truceline::BUILD)?;
        module.add("NOTE", truceline::report::NOTE)?;
        module.add("SEED_MAX", truceline::experiment::SEED_MAX)
    }
}
