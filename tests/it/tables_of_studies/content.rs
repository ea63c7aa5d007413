//! The content hash is what its documentation says, and covers everything.

use truceline::store::table::{Column, Table, Values, content_hash};

fn small() -> Table {
    Table {
        columns: vec![
            Column::new("a", "people", "first", Values::Whole(vec![Some(-2), None])),
            Column::new("b", "hours", "second", Values::Number(vec![None, Some(0.5)])),
            Column::new("c", "", "third", Values::Text(vec![Some("é".to_string()), Some(String::new())])),
        ],
        about: vec![("study".to_string(), "s".to_string())],
    }
}

#[test]
fn it_is_the_stated_encoding() {
    let mut bytes = Vec::new();
    let count = |bytes: &mut Vec<u8>, count: u64| bytes.extend(count.to_le_bytes());
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    text(&mut bytes, "truceline table 1");
    count(&mut bytes, 1);
    text(&mut bytes, "study");
    text(&mut bytes, "s");
    count(&mut bytes, 3);
    for label in ["a", "people", "first"] {
        text(&mut bytes, label);
    }
    bytes.push(0);
    count(&mut bytes, 2);
    bytes.push(1);
    bytes.extend([0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    bytes.push(0);
    for label in ["b", "hours", "second"] {
        text(&mut bytes, label);
    }
    bytes.push(1);
    count(&mut bytes, 2);
    bytes.extend([0, 1, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f]);
    for label in ["c", "", "third"] {
        text(&mut bytes, label);
    }
    bytes.push(2);
    count(&mut bytes, 2);
    bytes.extend([1, 2, 0, 0, 0, 0, 0, 0, 0, 0xc3, 0xa9, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(content_hash(&small()), *blake3::hash(&bytes).as_bytes());
}

#[test]
fn texts_longer_than_what_is_gathered_are_hashed_in_place() {
    let long = |first: usize| {
        let texts = [first, 70_000, 3].map(|length| Some("x".repeat(length)));
        Table { columns: vec![Column::new("a", "", "", Values::Text(texts.to_vec()))], about: vec![] }
    };
    for first in [0, 65_400, 65_536, 200_000] {
        let mut bytes = Vec::new();
        bytes.extend([&17u64.to_le_bytes()[..], b"truceline table 1", &[0; 8], &1u64.to_le_bytes()].concat());
        bytes.extend([&1u64.to_le_bytes()[..], b"a", &[0; 16], &[2], &3u64.to_le_bytes()].concat());
        for length in [first, 70_000, 3] {
            bytes.extend([&[1], &(length as u64).to_le_bytes()[..], "x".repeat(length).as_bytes()].concat());
        }
        assert_eq!(content_hash(&long(first)), *blake3::hash(&bytes).as_bytes(), "first text of {first} bytes");
    }
}

#[test]
fn every_change_of_content_changes_it() {
    type Edit = fn(&mut Table);
    let edits: [(&str, Edit); 11] = [
        ("nothing", |_| ()),
        ("name", |table| table.columns[0].name = "z".to_string()),
        ("unit", |table| table.columns[0].unit = "persons".to_string()),
        ("description", |table| table.columns[0].description.clear()),
        ("kind", |table| table.columns[0].values = Values::Number(vec![Some(-2.0), None])),
        ("nothing for zero", |table| table.columns[0].values = Values::Whole(vec![Some(-2), Some(0)])),
        ("sign of zero", |table| table.columns[1].values = Values::Number(vec![None, Some(-0.5)])),
        ("order", |table| table.columns.swap(0, 1)),
        ("letter moved", |table| {
            table.columns[2].values = Values::Text(vec![Some(String::new()), Some("é".to_string())]);
        }),
        ("about", |table| table.about[0].1.push('s')),
        ("no column", |table| table.columns.clear()),
    ];
    let mut hashes: Vec<[u8; 32]> = edits
        .iter()
        .map(|(_, edit)| {
            let mut table = small();
            edit(&mut table);
            content_hash(&table)
        })
        .collect();
    assert_eq!(hashes[0], content_hash(&small()));
    hashes.sort_unstable();
    assert!(hashes.windows(2).all(|pair| pair[0] != pair[1]), "two of the edits have one hash");
}
