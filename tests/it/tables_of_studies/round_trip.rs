//! What is written is read.

use truceline::store::table::{Column, Table, TableError, Values, decode, decode_columns, encode, is_exact};

use super::mixed;

fn one(values: Values) -> Table {
    Table { columns: vec![Column::new("killed.total", "people", "all killed", values)], about: vec![] }
}

#[test]
fn every_kind_comes_back_bit_by_bit() {
    let tables = [
        mixed(1_000),
        mixed(1),
        mixed(0),
        Table::default(),
        one(Values::Whole(vec![Some(i64::MIN), None, Some(i64::MAX), Some(0), Some(-1)])),
        one(Values::Text(vec![Some(String::new()), None, Some("Кызыл-Жар \u{0} 🕊".to_string())])),
        one(Values::Text(vec![None; 100])),
        one(Values::Number(vec![None; 100])),
    ];
    for table in &tables {
        let bytes = encode(table);
        assert_eq!(&decode(&bytes).unwrap(), table);
        assert_eq!(encode(table), bytes, "the same table gives the same bytes");
        assert!(is_exact(&bytes).unwrap());
    }
}

#[test]
fn odd_numbers_keep_their_bits_with_and_without_a_dictionary() {
    let odd = [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, 5e-324, f64::MAX, 1.0 / 3.0];
    for times in [1, 100] {
        let numbers: Vec<Option<f64>> =
            odd.iter().map(|number| Some(*number)).cycle().take(odd.len() * times).collect();
        let Values::Number(read) =
            decode(&encode(&one(Values::Number(numbers.clone())))).unwrap().columns.remove(0).values
        else {
            panic!("numbers come back as numbers")
        };
        let bits = |numbers: &[Option<f64>]| numbers.iter().map(|number| number.map(f64::to_bits)).collect::<Vec<_>>();
        assert_eq!(bits(&read), bits(&numbers));
    }
}

#[test]
fn a_table_of_several_row_groups_comes_back() {
    let rows = (1 << 21) + 3;
    let table = one(Values::Whole((0..rows).map(|row| (row % 97 != 5).then_some(row / 1000)).collect()));
    let bytes = encode(&table);
    assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
    assert!(decode(&bytes).unwrap() == table, "two million rows come back");
}

#[test]
fn some_columns_are_read_in_the_order_named() {
    let table = mixed(200);
    let bytes = encode(&table);
    let read = decode_columns(&bytes, &["killed.total", "replication"]).unwrap();
    assert_eq!(read.about, table.about);
    assert_eq!(read.columns, [table.columns[5].clone(), table.columns[0].clone()]);
    let error = decode_columns(&bytes, &["outcome", "killed.totl"]).unwrap_err();
    assert_eq!(
        error,
        TableError::Missing { name: "killed.totl".to_string(), nearest: Some("killed.total".to_string()) }
    );
}

#[test]
fn the_file_names_its_maker_and_says_what_columns_mean() {
    let bytes = encode(&mixed(10));
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains(concat!("truceline ", env!("CARGO_PKG_VERSION"))));
    assert!(text.contains(r#""killed.total":{"unit":"people","description":"what killed.total means"}"#));
    assert!(!text.contains("parquet-rs"), "no details of the build");
}

#[test]
#[should_panic(expected = "column killed.total, row 1: found NaN, expected a number or nothing")]
fn a_number_that_is_none_is_refused() {
    let _ = encode(&one(Values::Number(vec![Some(1.0), Some(f64::NAN)])));
}

#[test]
#[should_panic(expected = "column outcome: found 3 rows, expected 4")]
fn columns_of_different_length_are_refused() {
    let mut table = one(Values::Whole(vec![Some(1); 4]));
    table.columns.push(Column::new("outcome", "", "", Values::Text(vec![None; 3])));
    let _ = encode(&table);
}

#[test]
#[should_panic(expected = "found one key of the metadata twice")]
fn a_reserved_key_is_refused() {
    let mut table = one(Values::Whole(vec![]));
    table.about.push(("truceline.columns".to_string(), String::new()));
    let _ = encode(&table);
}

#[test]
#[should_panic(expected = "found columns without a name of their own")]
fn two_columns_of_one_name_are_refused() {
    let mut table = one(Values::Whole(vec![]));
    table.columns.push(table.columns[0].clone());
    let _ = encode(&table);
}
