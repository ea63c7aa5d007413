//! The teaching page: built beforehand around the engine as WebAssembly, and filled here with scenarios.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use crate::model::RESULT_VERSION;

/// The page as `scripts/lab` built it, without scenarios.
const PAGE: &str = include_str!("../../lab/built/lab.html");

/// What every such page holds.
const MARK: &str = "<meta name=\"truceline-lab\"";
const SCENARIOS: &str = "<script type=\"application/octet-stream\" id=\"scenarios\">";
const END: &str = "</script>";

/// A scenario for the page.
#[derive(Clone, Debug)]
pub struct LabScenario {
    /// The file that it comes from.
    pub origin: String,
    /// Its whole document as JSON.
    pub document: String,
}

#[derive(Serialize)]
struct Files<'a> {
    path: String,
    origin: &'a str,
    texts: [Text<'a>; 1],
}

#[derive(Serialize)]
struct Text<'a> {
    path: String,
    text: &'a str,
}

/// The page with scenarios, the first of which it shows.
///
/// # Errors
/// When the page was built for results of another version, in words.
pub fn lab_page(scenarios: &[LabScenario]) -> Result<String, String> {
    let built_for = built_for(PAGE);
    if built_for != Some(RESULT_VERSION) {
        let found = built_for.map_or("none".to_owned(), |version| version.to_string());
        return Err(format!("result version of the built page: found {found}, expected {RESULT_VERSION}"));
    }
    let (before, rest) = PAGE.split_once(SCENARIOS).ok_or("the built page has no place for scenarios")?;
    let (_, after) = rest.split_once(END).ok_or("the built page has no place for scenarios")?;
    let files: Vec<Files> = scenarios.iter().map(files).collect();
    let text = compressed(&files).map_err(|error| format!("scenarios cannot be written: {error}"))?;
    Ok(format!("{before}{SCENARIOS}{text}{END}{after}"))
}

/// As JSON, gzip and base 64: a few scenarios of one geography share nearly all of it. No letter of it can end the element.
fn compressed(files: &[Files]) -> std::io::Result<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&serde_json::to_vec(files)?)?;
    Ok(STANDARD.encode(encoder.finish()?))
}

fn files(scenario: &LabScenario) -> Files<'_> {
    let name = scenario.origin.rsplit(['/', '\\']).next().unwrap_or_default();
    let path = format!("{}.json", name.strip_suffix(".ron").or(name.strip_suffix(".json")).unwrap_or(name));
    Files { path: path.clone(), origin: &scenario.origin, texts: [Text { path, text: &scenario.document }] }
}

/// Whether a text is such a page.
pub fn is_lab_page(text: &str) -> bool {
    text.contains(MARK)
}

/// The result version that a page was built for.
fn built_for(page: &str) -> Option<u32> {
    let (_, rest) = page.split_once("<meta name=\"truceline-result-version\" content=\"")?;
    rest.split_once('"')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn scenarios_stand_in_the_page_and_cannot_leave_their_element() {
        let document = r#"{"title":"</script><script>alert(1)</script><!--"}"#.to_owned();
        let page = lab_page(&[LabScenario { origin: "a/b/x.ron".to_owned(), document: document.clone() }]).unwrap();
        assert_eq!(page.matches("<script").count(), PAGE.matches("<script").count());
        assert!(is_lab_page(&page) && !is_lab_page("<html></html>"));
        let (_, rest) = page.split_once(SCENARIOS).unwrap();
        let bytes = STANDARD.decode(rest.split_once(END).unwrap().0).unwrap();
        let mut json = String::new();
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut json).unwrap();
        let found: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(found[0]["texts"][0]["text"], document.as_str());
        assert_eq!(found[0]["path"], "x.json");
    }
}
