//! Moments and lengths of time as they are typed.

use crate::engine::Time;

/// A moment after the start of a run, written as a length of time.
pub fn moment(text: &str) -> Result<Time, String> {
    let wrong = || format!("found '{text}', expected a moment after the start, such as 31h, 90m or 2d12h");
    if text.starts_with('-') || text.bytes().all(|byte| b"0dhms".contains(&byte)) {
        return Err(wrong());
    }
    length(text).map_err(|error| if error.contains("expected at most") { error } else { wrong() })
}

/// A length of time: whole numbers with units d, h, m or s, largest first or not, added up.
pub(super) fn length(text: &str) -> Result<Time, String> {
    let wrong = || format!("found '{text}', expected a length such as 7d, 31h, 90m or 2d12h");
    let mut milliseconds = 0_u64;
    let mut digits = String::new();
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let unit: u64 = match letter {
            'd' => 86_400_000,
            'h' => 3_600_000,
            'm' => 60_000,
            's' => 1_000,
            _ => return Err(wrong()),
        };
        let number: u64 = digits.parse().map_err(|_| wrong())?;
        let part = number.checked_mul(unit).ok_or_else(wrong)?;
        milliseconds = milliseconds.checked_add(part).ok_or_else(wrong)?;
        digits.clear();
    }
    if !digits.is_empty() || milliseconds == 0 {
        return Err(wrong());
    }
    if milliseconds > Time::MAX.milliseconds() {
        return Err(format!("found '{text}', expected at most 8,900 years"));
    }
    Ok(Time::from_milliseconds(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_add_up_and_nonsense_is_refused() {
        assert_eq!(length("7d"), Ok(Time::from_days(7)));
        assert_eq!(moment("31h"), Ok(Time::from_milliseconds(31 * 3_600_000)));
        assert_eq!(length("2d12h"), Ok(Time::from_milliseconds(60 * 3_600_000)));
        for text in ["", "7", "d", "0d", "-1d", "1.5h", "7 d", "9999999999999999999d", "99999999999d"] {
            assert!(length(text).is_err(), "{text}");
            assert!(moment(text).is_err(), "{text}");
        }
    }
}
