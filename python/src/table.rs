//! Tables as Arrow record batches, which pandas, polars, DuckDB and pyarrow take without copying.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray, cast::AsArray,
    ffi::FFI_ArrowSchema,
};
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};

use crate::buffer::NumberBuffer;

/// The values of a column.
pub enum Values {
    /// Whole numbers.
    Whole(Vec<Option<i64>>),
    /// Numbers.
    Number(Vec<Option<f64>>),
    /// Texts.
    Text(Vec<Option<String>>),
}

/// A column with what it means.
pub struct Column {
    name: String,
    unit: String,
    meaning: String,
    values: Values,
}

impl Column {
    /// A column.
    pub fn new(name: impl Into<String>, unit: &str, meaning: &str, values: Values) -> Column {
        Column { name: name.into(), unit: unit.to_owned(), meaning: meaning.to_owned(), values }
    }

    fn array(&self) -> ArrayRef {
        match &self.values {
            Values::Whole(values) => Arc::new(Int64Array::from(values.clone())),
            Values::Number(values) => Arc::new(numbers(values)),
            Values::Text(values) => Arc::new(StringArray::from_iter(values.iter().map(Option::as_deref))),
        }
    }

    fn field(&self) -> Field {
        let kind = match &self.values {
            Values::Whole(_) => DataType::Int64,
            Values::Number(_) => DataType::Float64,
            Values::Text(_) => DataType::Utf8,
        };
        let labels = [("unit", self.unit.clone()), ("description", self.meaning.clone())];
        Field::new(&self.name, kind, true).with_metadata(labels)
    }
}

/// Where there is no value the memory holds NaN, so that NumPy reads it as it stands.
fn numbers(values: &[Option<f64>]) -> Float64Array {
    let all: Vec<f64> = values.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
    let absent = values.iter().any(Option::is_none);
    let present =
        absent.then(|| arrow_array::BooleanArray::from_iter(values.iter().map(|value| Some(value.is_some()))));
    let present = present.map(|present| present.values().clone().into());
    Float64Array::new(all.into(), present)
}

/// A table: columns of one length, each with unit and meaning.
#[pyclass(frozen, module = "truceline._native")]
pub struct Table {
    batch: RecordBatch,
}

impl Table {
    /// A table of columns of one length.
    ///
    /// # Panics
    /// When they are not.
    pub fn new(columns: &[Column]) -> Table {
        let schema = Arc::new(Schema::new(columns.iter().map(Column::field).collect::<Vec<_>>()));
        let batch = RecordBatch::try_new(schema, columns.iter().map(Column::array).collect());
        Table { batch: batch.expect("columns are of one length and of the kinds of their schema") }
    }

    fn array(&self, name: &str) -> PyResult<&ArrayRef> {
        self.batch.column_by_name(name).ok_or_else(|| {
            let names = self.batch.schema_ref().fields().iter().map(|field| field.name().as_str());
            let nearest = truceline::scenario::nearest(name, names);
            let hint = nearest.map(|nearest| format!(" (did you mean `{nearest}`?)")).unwrap_or_default();
            PyKeyError::new_err(format!("the table has no column named `{name}`{hint}"))
        })
    }

    fn metadata(&self, key: &str) -> Vec<String> {
        let fields = self.batch.schema_ref().fields().iter();
        fields.map(|field| field.metadata().get(key).cloned().unwrap_or_default()).collect()
    }
}

#[pymethods]
impl Table {
    #[getter]
    fn names(&self) -> Vec<String> {
        self.batch.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    #[getter]
    fn units(&self) -> Vec<String> {
        self.metadata("unit")
    }

    #[getter]
    fn meanings(&self) -> Vec<String> {
        self.metadata("description")
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// The numbers of a column where they stand; None for texts, and for whole numbers of which some are absent.
    fn buffer(&self, name: &str) -> PyResult<Option<NumberBuffer>> {
        let array = self.array(name)?;
        let absent = array.null_count() > 0 && array.as_primitive_opt::<Int64Type>().is_some();
        Ok(if absent { None } else { NumberBuffer::new(array) })
    }

    /// The values of a column as a list, None where there is none.
    fn values<'py>(&self, python: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let array = self.array(name)?;
        if let Some(whole) = array.as_primitive_opt::<Int64Type>() {
            PyList::new(python, whole.iter())
        } else if let Some(numbers) = array.as_primitive_opt::<Float64Type>() {
            PyList::new(python, numbers.iter())
        } else {
            PyList::new(python, array.as_string::<i32>().iter().collect::<Vec<_>>())
        }
    }

    /// The table as an Arrow stream; the schema that a caller would like is not needed.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        python: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let reader = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(python, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }

    /// The schema of the table for Arrow.
    fn __arrow_c_schema__<'py>(&self, python: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.batch.schema_ref().as_ref());
        let schema = schema.map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(python, schema, c"arrow_schema")
    }
}
