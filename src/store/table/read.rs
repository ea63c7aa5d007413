//! A table from the bytes of a Parquet file.

use std::panic::catch_unwind;

use bytes::Bytes;
use parquet::basic::{Repetition, Type as Physical};
use parquet::column::reader::{ColumnReaderImpl, get_typed_column_reader};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::error::TableError;
use super::metadata::{self, Metadata};
use super::{Column, MOST_VALUES, Table, Values, content_hash, encode, seal};

/// Rows asked of the reader at a time: a file that claims more than it holds then costs no more memory than this.
const ROWS_AT_A_TIME: usize = 1 << 16;

impl From<ParquetError> for TableError {
    fn from(cause: ParquetError) -> TableError {
        TableError::damaged(cause.to_string())
    }
}

/// Reads a table and checks the seal and the content hash.
///
/// # Errors
/// When the bytes are not those of a table that [`encode`] wrote, with any build.
pub fn decode(bytes: &[u8]) -> Result<Table, TableError> {
    let (table, content) = read(bytes, None)?;
    let found = blake3::Hash::from_bytes(content_hash(&table)).to_hex();
    if found.as_str() == content {
        Ok(table)
    } else {
        Err(TableError::damaged(format!("found content with hash {found}, expected {content}")))
    }
}

/// Reads some columns of a table, in the order named, and checks the seal, which covers the whole file.
///
/// # Errors
/// As [`decode`], and [`TableError::Missing`] when there is no column of a name.
///
/// # Panics
/// When a name is asked twice.
pub fn decode_columns(bytes: &[u8], names: &[&str]) -> Result<Table, TableError> {
    for (index, name) in names.iter().enumerate() {
        assert!(!names[..index].contains(name), "columns to be read: found {name} twice, expected different names");
    }
    read(bytes, Some(names)).map(|(table, _)| table)
}

/// Whether this build would write the very same bytes. A file of another build may be sound and not exact.
///
/// # Errors
/// As [`decode`].
pub fn is_exact(bytes: &[u8]) -> Result<bool, TableError> {
    decode(bytes).map(|table| encode(&table) == bytes)
}

/// The table and the content hash that the file names.
fn read(bytes: &[u8], names: Option<&[&str]>) -> Result<(Table, String), TableError> {
    seal::check(bytes)?;
    // The seal holds off accidents. Whoever forges one may still make the reader panic.
    let (table, content) = catch_unwind(|| read_sealed(bytes, names))
        .unwrap_or_else(|_| Err(TableError::damaged("found bytes at which the Parquet reader gave up")))?;
    match table.fault() {
        Some(fault) => Err(TableError::Damaged { found: fault }),
        None => Ok((table, content)),
    }
}

fn read_sealed(bytes: &[u8], names: Option<&[&str]>) -> Result<(Table, String), TableError> {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes))?;
    let file = reader.metadata().file_metadata();
    let Metadata { mut labels, about, content } = metadata::read(file.key_value_metadata().map_or(&[], Vec::as_slice))?;
    let descriptors = file.schema_descr().columns();
    let total = file.num_rows();
    if !u64::try_from(total).is_ok_and(|rows| rows.saturating_mul(descriptors.len() as u64) <= MOST_VALUES) {
        let columns = descriptors.len();
        return Err(TableError::damaged(format!("found {total} rows of {columns} columns, expected fewer values")));
    }
    let all: Vec<&str> = descriptors.iter().map(|descriptor| descriptor.name()).collect();
    let mut columns = Vec::new();
    for &name in names.unwrap_or(&all) {
        let Some(index) = all.iter().position(|own| *own == name) else { return Err(missing(name, &all)) };
        let Some(label) = labels.remove(name) else {
            return Err(TableError::damaged(format!("column {name}: found no unit of its own, expected one")));
        };
        let values = read_column(&reader, &descriptors[index], index, total)?;
        columns.push(Column { name: name.to_string(), unit: label.unit, description: label.description, values });
    }
    Ok((Table { columns, about }, content))
}

fn missing(name: &str, all: &[&str]) -> TableError {
    let nearest = all.iter().min_by_key(|own| strsim::damerau_levenshtein(own, name)).map(ToString::to_string);
    TableError::Missing { name: name.to_string(), nearest }
}

fn read_column(
    reader: &SerializedFileReader<Bytes>,
    descriptor: &ColumnDescriptor,
    index: usize,
    total: i64,
) -> Result<Values, TableError> {
    let name = descriptor.name();
    let optional = descriptor.self_type().get_basic_info().repetition() == Repetition::OPTIONAL;
    if descriptor.path().parts().len() != 1 || !optional {
        return Err(TableError::damaged(format!("column {name}: found it nested or required, expected a plain one")));
    }
    match descriptor.physical_type() {
        Physical::INT64 => read_values::<Int64Type, _>(reader, index, total, Ok).map(Values::Whole),
        Physical::DOUBLE => read_values::<DoubleType, _>(reader, index, total, Ok).map(Values::Number),
        Physical::BYTE_ARRAY if descriptor.logical_type_ref().is_some() => {
            read_values::<ByteArrayType, _>(reader, index, total, text).map(Values::Text)
        }
        Physical::BYTE_ARRAY => {
            read_values::<ByteArrayType, _>(reader, index, total, |value| Ok(value.data().to_vec())).map(Values::Bytes)
        }
        other => {
            Err(TableError::damaged(format!("column {name}: found {other}, expected INT64, DOUBLE or BYTE_ARRAY")))
        }
    }
}

fn text(value: ByteArray) -> Result<String, TableError> {
    String::from_utf8(value.data().to_vec()).map_err(|cause| TableError::damaged(cause.to_string()))
}

fn read_values<P: DataType, T>(
    reader: &SerializedFileReader<Bytes>,
    index: usize,
    total: i64,
    value: impl Fn(P::T) -> Result<T, TableError>,
) -> Result<Vec<Option<T>>, TableError> {
    let mut rows = Vec::new();
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        let end = rows.len() as i64 + group.metadata().num_rows();
        if !(rows.len() as i64..=total).contains(&end) {
            return Err(TableError::damaged(format!("found rows up to {end}, expected {total}")));
        }
        let mut column = get_typed_column_reader::<P>(group.get_column_reader(index)?);
        while (rows.len() as i64) < end {
            read_some(&mut column, &mut rows, end as usize, &value)?;
        }
    }
    if rows.len() as i64 == total {
        Ok(rows)
    } else {
        Err(TableError::damaged(format!("found {} rows, expected {total}", rows.len())))
    }
}

/// Reads some of the rows up to `end`, at least one.
fn read_some<P: DataType, T>(
    column: &mut ColumnReaderImpl<P>,
    rows: &mut Vec<Option<T>>,
    end: usize,
    value: impl Fn(P::T) -> Result<T, TableError>,
) -> Result<(), TableError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let most = ROWS_AT_A_TIME.min(end - rows.len());
    let (read, ..) = column.read_records(most, Some(&mut levels), None, &mut values)?;
    if read == 0 || levels.len() != read {
        return Err(TableError::damaged(format!("found {} rows, expected {end}", rows.len())));
    }
    let mut values = values.into_iter();
    for level in levels {
        rows.push(match level {
            0 => None,
            _ => Some(value(values.next().ok_or_else(|| TableError::damaged("found fewer values than rows"))?)?),
        });
    }
    Ok(())
}
