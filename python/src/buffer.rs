//! A column of numbers as Python's buffer: NumPy reads it where it stands.

use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{ArrayRef, cast::AsArray};
use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;

/// A column of numbers, read-only. It keeps the memory of its table alive.
#[pyclass(frozen, module = "truceline._native")]
pub struct NumberBuffer {
    values: ArrayRef,
    shape: [ffi::Py_ssize_t; 1],
}

impl NumberBuffer {
    /// The values of a column of 64-bit numbers; None for another.
    pub fn new(values: &ArrayRef) -> Option<NumberBuffer> {
        let known =
            values.as_primitive_opt::<Float64Type>().is_some() || values.as_primitive_opt::<Int64Type>().is_some();
        known.then(|| NumberBuffer { values: values.clone(), shape: [values.len() as ffi::Py_ssize_t] })
    }

    fn pointer_and_format(&self) -> (*const c_void, &'static CStr) {
        match self.values.as_primitive_opt::<Float64Type>() {
            Some(numbers) => (numbers.values().as_ptr().cast(), c"d"),
            None => (self.values.as_primitive::<Int64Type>().values().as_ptr().cast(), c"q"),
        }
    }
}

#[pymethods]
impl NumberBuffer {
    /// `d` for floating-point numbers, `q` for whole ones.
    #[getter]
    fn format(&self) -> &'static str {
        self.pointer_and_format().1.to_str().unwrap_or_default()
    }

    fn __len__(&self) -> usize {
        self.values.len()
    }

    /// Fills a view as the buffer protocol asks for it.
    ///
    /// # Safety
    /// Called by the interpreter with a view to be filled.
    #[allow(unsafe_code)]
    unsafe fn __getbuffer__(slf: Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        if view.is_null() {
            return Err(PyBufferError::new_err("no view to fill"));
        }
        if flags & ffi::PyBUF_WRITABLE == ffi::PyBUF_WRITABLE {
            return Err(PyBufferError::new_err("the tables of a run are read-only"));
        }
        let this = slf.get();
        let (pointer, format) = this.pointer_and_format();
        // SAFETY: the view is the interpreter's. Pointer, shape and format live in this object or for ever; the object owns
        // its values, is never changed (frozen), and the view holds a reference to it until it is released.
        unsafe {
            (*view).buf = pointer.cast_mut();
            (*view).len = this.shape[0] * 8;
            (*view).readonly = 1;
            (*view).itemsize = 8;
            (*view).format = if flags & ffi::PyBUF_FORMAT == ffi::PyBUF_FORMAT {
                format.as_ptr().cast_mut()
            } else {
                ptr::null_mut()
            };
            (*view).ndim = 1;
            (*view).shape =
                if flags & ffi::PyBUF_ND == ffi::PyBUF_ND { this.shape.as_ptr().cast_mut() } else { ptr::null_mut() };
            (*view).strides = if flags & ffi::PyBUF_STRIDES == ffi::PyBUF_STRIDES {
                &raw mut (*view).itemsize
            } else {
                ptr::null_mut()
            };
            (*view).suboffsets = ptr::null_mut();
            (*view).internal = ptr::null_mut();
            (*view).obj = slf.into_any().into_ptr();
        }
        Ok(())
    }
}
