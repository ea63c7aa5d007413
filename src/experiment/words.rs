//! Numbers in plain words.

/// A count with thousands set apart: `40,649`.
pub fn count(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("-{text}") } else { text }
}

/// A measured value: whole numbers as counts, others with three significant figures or so.
pub fn value(value: f64) -> String {
    if value == value.trunc() || value.abs() >= 1_000.0 {
        count(value)
    } else if value.abs() >= 10.0 {
        format!("{value:.1}")
    } else if value.abs() >= 0.1 {
        format!("{value:.2}")
    } else {
        format!("{value:.4}")
    }
}

/// `one house`, `2 houses`.
pub fn number_of(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number as f64), if number == 1 { one } else { many })
}

/// One line without control characters, at most `most` characters: what scenario texts become in pictures and tables.
pub fn one_line(text: &str, most: usize) -> String {
    let clean: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if clean.chars().count() <= most {
        return clean;
    }
    let kept: String = clean.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(0.0), "0");
        assert_eq!(count(999.0), "999");
        assert_eq!(count(40_649.0), "40,649");
        assert_eq!(count(-1_234_567.0), "-1,234,567");
        assert_eq!((value(0.25), value(12.34), value(3.0)), ("0.25".into(), "12.3".into(), "3".into()));
    }

    #[test]
    fn control_characters_and_length_are_tamed() {
        assert_eq!(one_line("a\nb\u{7}c", 10), "a b c");
        assert_eq!(one_line("abcdefgh", 4), "abc…");
    }
}
