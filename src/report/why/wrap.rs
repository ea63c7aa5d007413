//! Text in lines.

/// Columns of a line.
pub(super) const COLUMNS: usize = 100;

/// Appends a text in lines of at most [`COLUMNS`] columns: the first begins with `first`, the others with as many spaces.
/// A word that is longer than a line is not broken.
pub(super) fn push(out: &mut String, first: &str, text: &str) {
    let indent = first.chars().count();
    let mut line = first.to_owned();
    let mut column = indent;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let space = usize::from(column > indent);
        if column > indent && column + space + length > COLUMNS {
            out.push_str(line.trim_end());
            out.push('\n');
            (line, column) = (" ".repeat(indent), indent);
        } else if space > 0 {
            line.push(' ');
            column += 1;
        }
        line.push_str(word);
        column += length;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_lose_no_word() {
        let text = "word ".repeat(60);
        let mut out = String::new();
        push(&mut out, "  - ", &text);
        assert!(out.lines().all(|line| line.chars().count() <= COLUMNS), "{out}");
        assert_eq!(out.matches("word").count(), 60);
        assert!(out.lines().skip(1).all(|line| line.starts_with("    word")), "{out}");
        let mut long = String::new();
        push(&mut long, "- ", &"x".repeat(200));
        assert_eq!(long.lines().count(), 1, "a word is never broken");
    }
}
