//! Numbers as they stand in reasons.

/// At most two decimals below 10, one below 100, none above; without zeros at the end.
pub(super) fn number(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.01 || size == 0.0 => 2,
        _ => 4,
    };
    trimmed(value, decimals)
}

/// Two numbers that differ, with decimals enough to tell them apart.
pub(super) fn apart(one: f64, other: f64) -> (String, String) {
    let pair = |decimals| (trimmed(one, decimals), trimmed(other, decimals));
    let near = (number(one), number(other));
    if near.0 != near.1 || one == other {
        return near;
    }
    (3..9).map(pair).find(|(one, other)| one != other).unwrap_or_else(|| (format!("{one:?}"), format!("{other:?}")))
}

fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A length of time: `12 s`, `34 min`, `2 h 10 min`, `3 d 4 h`.
pub fn span(hours: f64) -> String {
    let seconds = (hours.max(0.0) * 3_600.0).round();
    let minutes = (seconds / 60.0).round();
    if seconds < 60.0 {
        return format!("{seconds:.0} s");
    }
    if minutes < 60.0 {
        return format!("{minutes:.0} min");
    }
    let (large, small, units) = if minutes < 48.0 * 60.0 {
        (60.0, minutes, ["h", "min"])
    } else {
        (24.0, (minutes / 60.0).round(), ["d", "h"])
    };
    let (whole, rest) = ((small / large).floor(), small % large);
    let [unit, part] = units;
    if rest == 0.0 { format!("{whole:.0} {unit}") } else { format!("{whole:.0} {unit} {rest:.0} {part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_as_people_say_them() {
        let told = [0.0, 0.005, 0.0165, 0.5, 0.9999, 1.0, 2.1667, 47.9, 47.995, 76.4].map(span);
        assert_eq!(
            told,
            ["0 s", "18 s", "59 s", "30 min", "1 h", "1 h", "2 h 10 min", "47 h 54 min", "2 d", "3 d 4 h"]
        );
    }

    #[test]
    fn numbers_that_differ_look_different() {
        assert_eq!(
            (number(5.8), number(0.31), number(0.0), number(62.0)),
            ("5.8".into(), "0.31".into(), "0".into(), "62".into())
        );
        assert_eq!(apart(0.6199, 0.62), ("0.6199".into(), "0.62".into()));
        assert_eq!(apart(0.31, 0.62), ("0.31".into(), "0.62".into()));
        assert_eq!(number(-0.0001), "-0.0001");
    }
}
