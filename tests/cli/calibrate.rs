//! `rolefit calibrate`: answers in, a catalogue and a report out, or a fault and nothing.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const CATALOGUE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/known/catalogue.toml"
);

struct Folder(TempDir);

impl Folder {
    /// A folder with answers of 90 people who are drawn.
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::copy(CATALOGUE, folder.path("known.toml")).unwrap();
        let simulate = "simulate --respondents 90 --write-answers study.csv --catalogue known.toml";
        assert_eq!(folder.run(simulate).0, 0);
        folder
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, line: &str) -> (i32, String, String) {
        let output = Command::cargo_bin("rolefit")
            .unwrap()
            .current_dir(self.0.path())
            .args(line.split(' '))
            .env("ROLEFIT_HOME", self.path("home"))
            .env("COLUMNS", "80")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code().unwrap(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    /// Runs a line that is refused, which writes nothing, and asserts what is said.
    #[track_caller]
    fn refused(&self, line: &str, code: i32, said: &[&str]) {
        let (ended, out, err) = self.run(line);
        assert_eq!((ended, out.as_str()), (code, ""), "{line}: {err}");
        for said in said {
            assert!(err.contains(said), "{line} does not say {said:?}: {err}");
        }
        assert!(!self.path("new.toml").exists(), "{line}");
    }

    /// The study with other columns and rows.
    fn changed(&self, name: &str, change: impl Fn(usize, Vec<&str>) -> Option<Vec<String>>) {
        let study = self.read("study.csv");
        let rows = study.lines().enumerate();
        let rows = rows.filter_map(|(place, line)| change(place, line.split(',').collect()));
        let rows: Vec<String> = rows.map(|cells| cells.join(",")).collect();
        self.write(name, &(rows.join("\n") + "\n"));
    }
}

fn owned(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn a_whole_catalogue_is_written_with_its_texts_and_comments_and_says_where_it_is_from() {
    let folder = Folder::new();
    let commented = folder.read("known.toml").replace(
        "[[item]]\n",
        "# Why this one: asked in every interview.\n[[item]]\n",
    );
    folder.write("known.toml", &commented);
    let line = "calibrate study.csv --catalogue known.toml -o new.toml --format json";
    let (code, out, err) = folder.run(line);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("written to `new.toml`"), "{err}");
    assert!(err.contains("rolefit catalogue check new.toml"), "{err}");
    let (code, _, said) = folder.run(&line.replace("new.toml", "/dev/null"));
    assert_eq!(
        (code, said.contains("catalogue check")),
        (0, false),
        "{said}"
    );
    let report: Value = serde_json::from_str(&out).unwrap();
    let new = folder.read("new.toml");
    let comments = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(comments(&new), comments(&commented));
    assert!(new.contains("status = \"calibrated\""));
    assert!(new.contains("to the answers of 90 people whose role was known (30 product-owner"));
    for line in commented.lines() {
        let words = [
            "text", "first", "second", "about", "claim", "title", "options",
        ];
        if words
            .iter()
            .any(|word| line.starts_with(&format!("{word} = ")))
        {
            assert!(new.contains(line), "{line}");
        }
    }
    // What the report says of a number is what the catalogue holds.
    let file: toml::Table = new.parse().unwrap();
    for (place, item) in report["items"].as_array().unwrap().iter().enumerate() {
        let written = &file["item"][place];
        assert_eq!(
            item["discrimination"]["after"].as_f64(),
            written["discrimination"].as_float()
        );
        assert_eq!(
            item["thresholds"][0]["after"].as_f64(),
            written["thresholds"][0].as_float()
        );
    }
    let (code, _, err) = folder.run("catalogue check new.toml");
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = folder.run("validate study.csv --catalogue new.toml");
    assert_eq!(code, 0, "{err}");
    // Without a file nothing is written, and the report is the same.
    let (code, alone, err) = folder.run("calibrate study.csv --catalogue known.toml --format json");
    assert_eq!((code, alone), (0, out));
    assert!(err.contains("no catalogue was written"), "{err}");
}

#[test]
fn nothing_that_was_read_is_written_over() {
    let folder = Folder::new();
    let before = folder.read("known.toml");
    fs::copy(folder.path("study.csv"), folder.path("study.toml.csv")).unwrap();
    std::os::unix::fs::symlink("known.toml", folder.path("link.toml")).unwrap();
    for name in ["known.toml", "./known.toml", "link.toml"] {
        let line = format!("calibrate study.csv --catalogue known.toml -o {name}");
        folder.refused(&line, 2, &["would replace"]);
    }
    assert_eq!(folder.read("known.toml"), before);
    folder.write("edited.toml", "# mine\n");
    folder.refused(
        "calibrate study.csv --catalogue known.toml -o edited.toml",
        4,
        &["`edited.toml` is already there, and may hold a catalogue"],
    );
    assert_eq!(folder.read("edited.toml"), "# mine\n");
    folder.refused(
        "calibrate study.csv --catalogue known.toml -o report.md",
        2,
        &["names the new catalogue", "`report.md`", "> report.md"],
    );
    assert!(!folder.path("report.md").exists());
    // The report goes to standard output, and the two would be neither.
    folder.refused(
        "calibrate study.csv --catalogue known.toml -o /dev/stdout",
        2,
        &["names the new catalogue", "is where the report goes"],
    );
}

#[test]
fn what_cannot_be_estimated_is_named_with_the_people_that_it_takes_and_nothing_is_written() {
    let folder = Folder::new();
    let line = |file: &str| format!("calibrate {file} --catalogue known.toml -o new.toml");
    folder.changed("one-role.csv", |place, cells| {
        (place == 0 || cells[1] == "product-owner").then(|| owned(&cells))
    });
    folder.refused(
        &line("one-role.csv"),
        3,
        &[
            "error: one-role.csv: role `project-manager` has 0 of the 2 people",
            "role `product-manager` has 0 of the 2 people",
            "nothing was written",
        ],
    );
    folder.changed("few.csv", |place, cells| {
        (place < 4 || cells[1] != "product-manager").then(|| owned(&cells))
    });
    folder.refused(
        &line("few.csv"),
        3,
        &[
            "error: few.csv: role `product-manager` has 1 of the 2 people",
            "help: every role of the catalogue takes people",
        ],
    );
    folder.changed("unanswered.csv", |place, cells| {
        let mut cells = owned(&cells);
        if place > 0 {
            cells[2] = String::new();
            cells[3] = "1".to_owned();
        }
        Some(cells)
    });
    folder.refused(
        &line("unanswered.csv"),
        3,
        &[
            "error: unanswered.csv: item `door`: nobody answered it, and it takes 2 people at least",
            "item `stairs`: all 90 answers to it are alike",
            "--keep-untold",
        ],
    );
    folder.changed("role.csv", |place, cells| {
        let mut cells = owned(&cells);
        if place == 2 {
            cells[1] = "product-manger".to_owned();
        }
        Some(cells)
    });
    folder.refused(
        &line("role.csv"),
        3,
        &[
            "role.csv:3: column `role`",
            "did you mean `product-manager`?",
            "nothing was written",
        ],
    );
    folder.changed("column.csv", |_, cells| {
        let mut cells = owned(&cells);
        cells[2] = cells[2].replace("door", "dor");
        Some(cells)
    });
    folder.refused(&line("column.csv"), 3, &["column.csv:1", "`dor`", "`door`"]);
    folder.write(
        "version.toml",
        "catalogue = \"known\"\nversion = \"9.0.0\"\nrole = \"product-owner\"\n[answers]\ndoor = 1\n",
    );
    folder.refused(&line("version.toml"), 3, &["version.toml:2", "9.0.0"]);
    let study = folder.read("study.csv");
    let twice = format!("{study}{}\n", study.lines().nth(1).unwrap());
    folder.write("twice.csv", &twice);
    folder.refused(
        &line("twice.csv"),
        3,
        &[
            "twice.csv:92: column `id`: the id was given before, on line 2",
            "--first-sitting",
        ],
    );
    folder.refused(&line("none.csv"), 4, &["there is no file `none.csv`"]);
    folder.refused(
        "calibrate --catalogue known.toml",
        2,
        &["no files are named"],
    );
    folder.refused(
        &format!("{} --no-prior --prior-people 5", line("study.csv")),
        2,
        &["cannot be used with"],
    );
}

#[test]
fn an_item_of_which_answers_tell_nothing_keeps_its_numbers_where_that_is_asked_for() {
    let folder = Folder::new();
    folder.changed("unanswered.csv", |place, cells| {
        let mut cells = owned(&cells);
        if place > 0 {
            cells[2] = String::new();
        }
        Some(cells)
    });
    let line = "calibrate unanswered.csv --catalogue known.toml --keep-untold --format json";
    let (code, out, err) = folder.run(line);
    assert_eq!(code, 0, "{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let item = &report["items"][0];
    assert_eq!((&item["id"], &item["people"]), (&"door".into(), &0.into()));
    // But for the scale, which all items of the trait share.
    let change = item["discrimination"]["change"].as_f64().unwrap();
    assert!(change.abs() < 0.1, "{change}");
}

#[test]
fn every_form_says_the_same_and_no_line_is_too_long() {
    let folder = Folder::new();
    let line = "calibrate study.csv --catalogue known.toml --no-prior";
    let (code, text, err) = folder.run(line);
    assert_eq!(code, 0, "{err}");
    assert!(text.lines().all(|line| line.chars().count() < 80));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, markdown, _) = folder.run(&format!("{line} --format markdown"));
    let (_, page, _) = folder.run(&format!("{line} --format html"));
    assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("<script"));
    for said in [
        "plain maximum likelihood",
        "What got worse",
        "door, b1",
        "Infit",
    ] {
        assert!(text.contains(said), "{said}");
        assert!(markdown.contains(said), "{said}");
        assert!(page.contains(said), "{said}");
    }
}
