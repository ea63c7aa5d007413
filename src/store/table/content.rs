//! The hash of what a table says, whatever file it stands in.

use super::{Table, Values};

/// Bytes gathered before they are hashed: hashing value by value is several times slower.
const GATHERED_MOST: usize = 1 << 16;

/// The blake3 hash of a table's content, the same for every build and platform.
///
/// Hashed are, in this order and with all whole numbers little-endian in 8 bytes and every text as its length in bytes
/// followed by its UTF-8 bytes:
///
/// ```text
/// text "truceline table 1"
/// number of pairs of `about`;  each: text key, text value
/// number of columns;  each: text name, text unit, text description,
///                     kind (1 byte: 0 whole, 1 number, 2 text, 3 bytes),  number of rows,
///                     each row: 0 (1 byte) for no value, or 1 (1 byte) and
///                               whole: two's complement, 8 bytes · number: IEEE 754 bits, 8 bytes · text: text · bytes: their number and they
/// ```
#[must_use]
pub fn content_hash(table: &Table) -> [u8; 32] {
    let mut content = Content { hasher: blake3::Hasher::new(), gathered: Vec::with_capacity(GATHERED_MOST) };
    content.text("truceline table 1");
    content.count(table.about.len());
    for (key, value) in &table.about {
        content.text(key);
        content.text(value);
    }
    content.count(table.columns.len());
    for column in &table.columns {
        content.text(&column.name);
        content.text(&column.unit);
        content.text(&column.description);
        match &column.values {
            Values::Whole(values) => content.rows(0, values, |content, value| content.bytes(&value.to_le_bytes())),
            Values::Number(values) => {
                content.rows(1, values, |content, value| content.bytes(&value.to_bits().to_le_bytes()));
            }
            Values::Text(values) => content.rows(2, values, |content, value| content.text(value)),
            Values::Bytes(values) => content.rows(3, values, |content, value| {
                content.count(value.len());
                content.bytes(value);
            }),
        }
    }
    content.hasher.update(&content.gathered);
    *content.hasher.finalize().as_bytes()
}

struct Content {
    hasher: blake3::Hasher,
    gathered: Vec<u8>,
}

impl Content {
    fn bytes(&mut self, bytes: &[u8]) {
        if self.gathered.len() + bytes.len() > GATHERED_MOST {
            self.hasher.update(&self.gathered);
            self.gathered.clear();
        }
        if bytes.len() > GATHERED_MOST {
            self.hasher.update(bytes);
        } else {
            self.gathered.extend_from_slice(bytes);
        }
    }

    fn count(&mut self, count: usize) {
        self.bytes(&(count as u64).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }

    fn rows<T>(&mut self, kind: u8, values: &[Option<T>], value: impl Fn(&mut Content, &T)) {
        self.bytes(&[kind]);
        self.count(values.len());
        for row in values {
            self.bytes(&[u8::from(row.is_some())]);
            if let Some(row) = row {
                value(self, row);
            }
        }
    }
}
