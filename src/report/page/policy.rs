//! What the page allows a browser to do: its own style and script, known by their hashes, and nothing else.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::super::palette::{self, Ink, RUNGS, STATES};

/// The rules of the page, after the colours that all figures share.
pub fn style() -> String {
    let mut style = String::from(":root{");
    let mut color = |name: &str, ink: Ink| {
        let (red, green, blue) = ink.rgb;
        let _ = write!(style, "--{name}:#{red:02x}{green:02x}{blue:02x};");
    };
    for (name, ink) in [
        ("text", palette::TEXT),
        ("quiet", palette::QUIET),
        ("grid", palette::GRID),
        ("axis", palette::AXIS),
        ("truce", palette::TRUCE),
        ("notice", palette::NOTICE),
    ] {
        color(name, ink);
    }
    (0..6).for_each(|side| color(&format!("side-{side}"), palette::side(side)));
    RUNGS.iter().enumerate().for_each(|(rung, &ink)| color(&format!("rung-{rung}"), ink));
    STATES.iter().enumerate().for_each(|(state, &(.., ink))| color(&format!("state-{state}"), ink));
    style.push_str("}\n");
    style.push_str(include_str!("page.css"));
    style
}

/// The content security policy for a style and a script that stand in the page.
pub fn policy(style: &str, script: &str) -> String {
    let (style, script) = (hash(style), hash(script));
    format!(
        "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'"
    )
}

/// `sha256-` and the hash in base 64, as browsers compare it.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_browsers_know() {
        // The example of the specification of Content Security Policy, level 3, and the empty text.
        assert_eq!(hash("doSomething();"), "sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=");
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn the_style_brings_the_colours_of_the_figures() {
        let style = style();
        assert!(style.contains("--side-0:#0072b2;") && style.contains("--rung-6:#54278f;"), "{}", &style[..200]);
    }
}
