//! Simulated time: checked arithmetic, rounding, display, storage.

use truceline::engine::Time;

const MAX: u64 = (1 << 48) - 1;

fn time(milliseconds: u64) -> Time {
    Time::from_milliseconds(milliseconds)
}

#[test]
fn shown_as_days_hours_and_minutes() {
    for (milliseconds, expected) in [
        (0, "0d 00:00"),
        (59_999, "0d 00:00"),
        (60_000, "0d 00:01"),
        (86_399_999, "0d 23:59"),
        (2 * 86_400_000 + 3 * 3_600_000 + 15 * 60_000, "2d 03:15"),
        (MAX, "3257812d 05:31"),
    ] {
        assert_eq!(time(milliseconds).to_string(), expected);
    }
}

#[test]
fn hours_round_to_the_nearest_millisecond_and_stop_at_the_end_of_time() {
    for (hours, expected) in [
        (0.0, 0),
        (-0.0, 0),
        (1.0, 3_600_000),
        (1e-7, 0),
        (0.5 / 3_600_000.0, 1),
        (1.0 / 3.0, 1_200_000),
        (1e300, MAX),
        (f64::INFINITY, MAX),
    ] {
        assert_eq!(Time::from_hours(hours), time(expected), "{hours} h");
        assert_eq!(Time::ZERO.plus_hours(hours), time(expected), "{hours} h");
    }
    assert_eq!(Time::MAX.plus_hours(1e300), Time::MAX);
    assert_eq!(Time::from_days(3).hours(), 72.0);
    assert_eq!(Time::from_days(3).hours_since(Time::from_days(1)), 48.0);
    assert_eq!(Time::from_days(1).hours_since(Time::from_days(3)), 0.0);
}

#[test]
fn sums_and_differences() {
    assert_eq!(time(2) + time(3), time(5));
    assert_eq!(time(5) - time(3), time(2));
    assert_eq!(Time::MAX + Time::ZERO, Time::MAX);
    assert_eq!(Time::MAX - Time::MAX, Time::ZERO);
    assert_eq!(Time::MAX.milliseconds(), MAX);
}

/// Every operation that must panic instead of wrapping, release builds included.
#[test]
fn overflow_panics() {
    let operations: [fn() -> Time; 9] = [
        || Time::MAX + time(1),
        || Time::MAX + Time::MAX,
        || time(2) - time(3),
        || time(MAX + 1),
        || time(u64::MAX),
        || Time::from_days(u64::MAX),
        // Wraps to a small number when the product is not checked.
        || Time::from_days((1 << 54) + 1),
        || Time::from_hours(-1e-300),
        || Time::from_hours(f64::NAN),
    ];
    for (number, operation) in operations.into_iter().enumerate() {
        assert!(std::panic::catch_unwind(operation).is_err(), "operation {number}");
    }
}

#[test]
fn stored_as_milliseconds_and_refused_beyond_the_end() {
    assert_eq!(postcard::to_stdvec(&time(300)).unwrap(), postcard::to_stdvec(&300_u64).unwrap());
    let read = |milliseconds: u64| postcard::from_bytes::<Time>(&postcard::to_stdvec(&milliseconds).unwrap());
    assert_eq!(read(MAX), Ok(Time::MAX));
    assert!(read(MAX + 1).is_err() && read(u64::MAX).is_err());
}
