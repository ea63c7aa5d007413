//! Local date-times as written: `2021-04-28 15:00`.

/// Minutes from 1970-01-01 00:00 to a date-time, both by the same clock; nothing when it is not one.
pub fn minutes(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() != 16 || bytes[4] != b'-' || bytes[7] != b'-' || bytes[10] != b' ' || bytes[13] != b':' {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute) = (number(11, 13)?, number(14, 16)?);
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days_of_month = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    let valid = (1900..=2200).contains(&year) && (1..=days_of_month).contains(&day) && hour < 24 && minute < 60;
    valid.then(|| (days_from_civil(year, month, day) * 24 + hour) * 60 + minute)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar. Years begin in March, so that the leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn known_moments() {
        assert_eq!(minutes("1970-01-01 00:00"), Some(0));
        assert_eq!(minutes("2000-03-01 00:00"), Some(951_868_800 / 60));
        assert_eq!(minutes("2021-04-28 15:00"), Some(1_619_622_000 / 60));
        assert_eq!(minutes("2024-02-29 23:59"), Some(1_709_251_140 / 60));
    }

    #[test]
    fn what_is_no_moment() {
        for text in ["", "2021-04-28", "2021-4-28 15:00", "2021-02-29 15:00", "2021-04-28 24:00", "2021-04-28T15:00"] {
            assert_eq!(minutes(text), None, "{text}");
        }
        assert_eq!(minutes("2021-04-28 15é0"), None);
    }
}
