//! Markup written so that a text can never become part of it: names of elements and attributes are words of this program,
//! every text and every value of an attribute is escaped.

use std::fmt::{self, Display, Write};

/// Attributes of an element: name and value.
pub type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

/// A piece of a page.
#[derive(Clone, Debug, Default)]
pub struct Html {
    text: String,
}

impl Html {
    /// Nothing yet.
    pub fn new() -> Html {
        Html::default()
    }

    /// An element that holds a text.
    pub fn element(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.with(name, attributes, |inside| inside.text(text));
    }

    /// An element that holds what `inside` writes.
    pub fn with(&mut self, name: &'static str, attributes: Attributes, inside: impl FnOnce(&mut Html)) {
        self.begin(name, attributes);
        self.text.push('>');
        inside(self);
        let _ = write!(self.text, "</{name}>");
    }

    /// An element without content: a void one of HTML, or any of SVG.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes) {
        self.begin(name, attributes);
        self.text.push_str("/>");
    }

    /// A text that stands for itself.
    pub fn text(&mut self, text: &str) {
        escape_into(&mut self.text, text);
    }

    /// Text that is markup already. Only for what this program wrote itself or has escaped.
    pub(super) fn trusted(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// The markup.
    pub fn finish(self) -> String {
        self.text
    }

    fn begin(&mut self, name: &'static str, attributes: Attributes) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"");
            escape_into(&mut self.text, &value.to_string());
            self.text.push('"');
        }
    }
}

fn escape_into(markup: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '\'' => markup.push_str("&#39;"),
            '\n' => markup.push('\n'),
            // No control character belongs in a page.
            letter if letter.is_control() => markup.push(' '),
            letter => markup.push(letter),
        }
    }
}

/// JSON that can stand in a script element: the same value, but no text in it ends the element or begins a comment.
pub fn json_in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// A coordinate: two decimals at most, no trailing noughts.
#[derive(Clone, Copy, Debug)]
pub struct Short(pub f64);

impl Display for Short {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.0);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        formatter.write_str(if text == "-0" { "0" } else { text })
    }
}

/// A share of the width or height, in per cent.
#[derive(Clone, Copy, Debug)]
pub struct Percent(pub f64);

impl Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}%", Short(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let nasty = "<img src=x onerror=alert(1)>\"' & </script><!-- \u{0}\u{1b}";
        let mut html = Html::new();
        html.element("p", &[("title", &nasty)], nasty);
        let text = html.finish();
        let escaped = "&lt;img src=x onerror=alert(1)&gt;&quot;&#39; &amp; &lt;/script&gt;&lt;!--   ";
        assert_eq!(text, format!("<p title=\"{escaped}\">{escaped}</p>"));
    }

    #[test]
    fn json_keeps_its_value_and_loses_its_angle() {
        let value = serde_json::json!({ "title": "</script><!--<script>" });
        let text = json_in_script(&value.to_string());
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!(Short(1.0 / 3.0).to_string(), "0.33");
        assert_eq!((Short(-0.001).to_string(), Short(100.0).to_string()), ("0".into(), "100".into()));
        assert_eq!(Percent(12.5).to_string(), "12.5%");
    }
}
