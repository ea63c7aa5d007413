//! Designs that do not go with their factors.

use super::Home;
use super::bad_files::{refused, refused_at};

const FACTORS: &str = "    factors: [
        (name: \"x\", path: \"injects.works.at_hours\"),
        (name: \"v\", variants: [(name: \"one\"), (name: \"two\", set: {\"parameters.crowd.people_limit\": 100})]),
    ],
    replications: 2,
    until_hours: 6,
";

fn design(design: &str) -> String {
    format!("{FACTORS}    design: {design},")
}

#[test]
fn lists() {
    refused(&design("list([])"), "list(", "design: empty design: found no row");
    refused(&design("list([[1, one], [2]])"), "[2]", "design.list[1]: found 1 values, expected 2, one for each factor");
    refused(&design("list([[1, one], [2, tow]])"), "tow", "`v` has no variant named `tow`");
    refused(&design("list([[1, one], [2, tow]])"), "tow", "did you mean `two`?");
    refused(
        &design("list([[1, \"one\"], [200, two]])"),
        "[200, two]",
        "injects.works.at_hours: 200 lies beyond the horizon of 7 days",
    );
    refused(&design("list([[1, one], [NaN, two]])"), "[NaN", "found \"NaN\", expected a value in RON, numbers finite");
    let misspelt = FACTORS.replace("injects.works", "injects.work");
    refused(&format!("{misspelt}    design: list([[1, one]]),"), "\"injects.work.at_hours\"", "did you mean `works`?");
    let levels = FACTORS.replace("at_hours\")", "at_hours\", levels: [1, 3])");
    refused(
        &format!("{levels}    design: list([[1, one], [2, two]]),"),
        "2, two",
        "`x`: found 2, expected one of its levels 1, 3",
    );
    let range = FACTORS.replace("at_hours\")", "at_hours\", low: 1, high: 3)");
    refused(&format!("{range}    design: list([[1, one], [4, two]]),"), "4, two", "`x`: found 4, expected 1.0..=3.0");
}

#[test]
fn tables_in_files() {
    let fields = design("csv(\"rows.csv\")");
    let table = |text: &str, message: &str| {
        let home = Home::with("bad", &fields);
        home.write("rows.csv", text);
        refused_at(&home, &fields, "csv(", message);
    };
    table("x,w\n1,one\n", "design: rows.csv: no column is named `v`");
    table("x,v,z\n1,one,3\n", "design: rows.csv: no factor is named `z`");
    table("x,v,x\n1,one,3\n", "design: rows.csv: the column `x` stands twice");
    table("x,v\n1,one\n2,tow\n", "design: rows.csv: row 3: `v` has no variant named `tow`");
    table("x,v\n1,one\n2\n", "design: rows.csv: row 3: found 1 cells, expected 2");
    table("x,v\n,one\n", "design: rows.csv: row 2: `x`: found nothing, expected a value");
    table("x,v\n1,one\nNaN,two\n", "design: row 3: found \"NaN\", expected a value in RON, numbers finite");
    table("x,v\n1,one\n200,two\n", "design: row 3: injects.works.at_hours: 200 lies beyond the horizon of 7 days");
    table("x,v\n", "design: empty design: found no row");
    refused(&fields, "csv(", "design: rows.csv: no such file");
}

#[test]
fn samples_of_ranges() {
    let levels =
        "    factors: [(name: \"x\", path: \"injects.works.at_hours\", levels: [1, 2])],\n    replications: 2,\n";
    let message = "factors[0]: incompatible levels: morris needs a range, `low` and `high`";
    refused(&format!("{levels}    design: morris(trajectories: 4),"), "(name: \"x\"", message);
    let message = "incompatible levels: sobol_indices needs a range";
    refused(&format!("{levels}    design: sobol_indices(base: 4),"), "(name: \"x\"", message);
    let none = "    replications: 2,\n    design: latin_hypercube(points: 5),";
    refused(none, "latin_hypercube", "design: empty design: latin_hypercube has no factor to vary");
    let range = levels.replace("levels: [1, 2]", "low: 1, high: 2");
    refused(
        &format!("{range}    design: sobol(points: 0),"),
        "0),",
        "design.sobol.points: found 0, expected 1..=1000000",
    );
    let odd = format!("{range}    design: morris(trajectories: 4, levels: 3),");
    refused(&odd, "3),", "design.morris.levels: found 3, expected an even number 2..=100");
    refused(
        &format!("{range}    design: latin_hypercub(points: 5),"),
        "latin_hypercub(",
        "did you mean `latin_hypercube`?",
    );
    let bare = levels.replace(", levels: [1, 2]", "");
    let message = "incompatible levels: sobol needs a range, `levels` or `variants`";
    refused(&format!("{bare}    design: sobol(points: 4),"), "(name: \"x\"", message);
}
