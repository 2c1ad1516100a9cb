//! Catalogues of one's own: found by id, listed with their faults, and never in place of one that is built in.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A store with these own catalogues: file names and what they hold.
fn home(files: &[(&str, &str)]) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("catalogues");
    fs::create_dir(&folder).unwrap();
    for (name, source) in files {
        fs::write(folder.join(name), source).unwrap();
    }
    home
}

fn fixture(name: &str) -> String {
    fs::read_to_string(PathBuf::from(ROOT).join("tests/fixtures").join(name)).unwrap()
}

/// Runs the tool; the folder is called HOME in what it says.
fn run(home: &TempDir, arguments: &[&str], stdin: &str) -> (i32, String, String) {
    let mut command = Command::cargo_bin("rolefit").unwrap();
    let output = command
        .args(arguments)
        .env("ROLEFIT_HOME", home.path())
        .current_dir(home.path())
        .write_stdin(stdin)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| {
        String::from_utf8(bytes)
            .unwrap()
            .replace(home.path().to_str().unwrap(), "HOME")
    };
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn a_file_that_is_called_as_a_catalogue_is_told_to_be_left_out_and_how_it_is_named() {
    let home = home(&[("minimal.toml", &fixture("minimal.toml"))]);
    for (id, other) in [("product-roles", "small"), ("minimal", "small")] {
        fs::write(home.path().join(id), fixture("small.toml")).unwrap();
        for (name, taken) in [(id.to_owned(), id), (format!("./{id}"), other)] {
            let shown = [
                "catalogue",
                "show",
                "--format",
                "json",
                "--catalogue",
                &name,
            ];
            let (code, out, err) = run(&home, &shown, "");
            let note = format!(
                "note: `{id}` is taken for the catalogue of that id; `--catalogue ./{id}` means the file\n"
            );
            assert_eq!(
                (code, err),
                (0, if taken == id { note } else { String::new() })
            );
            let shown: serde_json::Value = serde_json::from_str(&out).unwrap();
            assert_eq!(shown["id"], taken, "{name}");
        }
    }
    // Whoever names no catalogue means no file.
    assert_eq!(run(&home, &["catalogue", "show"], "").2, "");
}

#[test]
fn an_own_catalogue_is_found_by_its_id_and_so_are_answers_and_results_to_it() {
    let home = home(&[("minimal.toml", &fixture("minimal.toml"))]);
    let (code, form, _) = run(&home, &["form", "--catalogue", "minimal"], "");
    assert_eq!(code, 0);
    let answers = form.replace("= \"\"", "= 2");
    let (code, result, err) = run(&home, &["score", "-", "--format", "json"], &answers);
    assert_eq!((code, err.as_str()), (0, ""));
    let (code, text, _) = run(&home, &["score", "-"], &result);
    assert_eq!(code, 0);
    assert!(text.contains("rolefit catalogue show minimal"), "{text}");
    assert!(!text.contains("FILE"), "{text}");
}

#[test]
fn nothing_is_advised_to_replace_what_nothing_replaces() {
    let home = home(&[("minimal.toml", &fixture("minimal.toml"))]);
    let before = fs::read_to_string(home.path().join("catalogues/minimal.toml")).unwrap();
    for command in [
        "catalogue new",
        "catalogue new --force",
        "form",
        "prep stories --new",
    ] {
        let line = format!("{command} -o catalogues/minimal.toml");
        let arguments: Vec<&str> = line.split(' ').collect();
        let (code, _, err) = run(&home, &arguments, "");
        assert_eq!(code, 2, "{line}: {err}");
        assert!(err.contains("which rolefit keeps for you"), "{line}: {err}");
        assert!(
            !err.contains("--force") && !err.contains("remove"),
            "{line}: {err}"
        );
    }
    assert_eq!(
        fs::read_to_string(home.path().join("catalogues/minimal.toml")).unwrap(),
        before
    );
}

#[test]
fn the_list_has_a_section_of_ones_own_with_what_is_wrong_with_each() {
    let minimal = fixture("minimal.toml");
    let product_roles =
        fs::read_to_string(format!("{ROOT}/data/catalogues/product-roles.toml")).unwrap();
    let home = home(&[
        ("minimal.toml", &minimal),
        ("renamed.toml", &minimal),
        ("ten-faults.toml", &fixture("ten-faults.toml")),
        ("product-roles.toml", &minimal),
        ("mine.toml", &product_roles),
        ("My Roles.toml", &minimal),
        ("notes.txt", "not looked at"),
    ]);
    fs::write(home.path().join("catalogues/binary.toml"), b"\xff\xff").unwrap();
    let (code, out, err) = run(&home, &["catalogue", "list"], "");
    assert_eq!((code, err.as_str()), (0, ""));
    let (built_in, own) = out.split_once("\n  Your own\n").unwrap();
    assert!(
        built_in.contains("For a manager about to hire"),
        "{built_in}"
    );
    let own: Vec<String> = own
        .split("\n\n")
        .map(|entry| entry.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        own,
        [
            "HOME/catalogues/My Roles.toml cannot be used: its name is no id; call it ID.toml after the id in it",
            "HOME/catalogues/binary.toml cannot be used: `HOME/catalogues/binary.toml` is not UTF-8: byte 0xff at offset 0, in line 1",
            "HOME/catalogues/mine.toml cannot be used: the id in it is `product-roles`: a built-in catalogue has that id; write `id = \"mine\"` in it",
            "minimal: Left or right? 2 roles, 2 traits, 3 items; version 1.0.0",
            "HOME/catalogues/product-roles.toml cannot be used: a built-in catalogue is called `product-roles`; give it another id and name",
            "HOME/catalogues/renamed.toml cannot be used: the id in it is `minimal`: rename it to `minimal.toml`, or write `id = \"renamed\"` in it",
            "HOME/catalogues/ten-faults.toml cannot be used: it has 10 errors; `rolefit catalogue check HOME/catalogues/ten-faults.toml` explains them",
        ]
    );
    let (_, json, _) = run(&home, &["catalogue", "list", "--format", "json"], "");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["unusable"].as_array().unwrap().len(), 6);
    let own: Vec<&str> = json["catalogues"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["built_in"] == false)
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(own, ["minimal"]);
}

#[test]
fn what_is_built_in_is_used_whatever_lies_in_the_folder_and_that_is_said() {
    let home = home(&[(
        "product-roles.toml",
        &fixture("minimal.toml").replace("\"minimal\"", "\"product-roles\""),
    )]);
    let warning = "warning: `HOME/catalogues/product-roles.toml` is left out: the built-in catalogue `product-roles` is used\n";
    let (code, out, err) = run(&home, &["catalogue", "show", "product-roles"], "");
    assert_eq!((code, err.as_str()), (0, warning));
    assert!(out.starts_with("\n  Product owner, project manager or product manager?\n"));
    let answers = fs::read_to_string(format!("{ROOT}/data/examples/product-owner.toml")).unwrap();
    let (code, _, err) = run(&home, &["score", "-"], &answers);
    assert_eq!((code, err.as_str()), (0, warning));
}

#[test]
fn an_own_catalogue_that_cannot_be_used_says_why() {
    let minimal = fixture("minimal.toml");
    let home = home(&[
        ("renamed.toml", &minimal),
        ("ten-faults.toml", &fixture("ten-faults.toml")),
    ]);
    fs::create_dir(home.path().join("catalogues/folder.toml")).unwrap();
    for (id, exit, message) in [
        (
            "renamed",
            3,
            "error: could not use `HOME/catalogues/renamed.toml`: the id in it is `minimal`: rename it to `minimal.toml`, or write `id = \"renamed\"` in it\n",
        ),
        (
            "folder",
            4,
            "error: could not use `HOME/catalogues/folder.toml`: it is no file\n",
        ),
        (
            "ten-faults",
            3,
            "error: the catalogue `HOME/catalogues/ten-faults.toml` cannot be used: 10 errors\n",
        ),
        (
            "renaned",
            2,
            "error: there is no catalogue `renaned`\nhelp: did you mean `renamed`?\n",
        ),
    ] {
        let (code, out, err) = run(&home, &["catalogue", "show", id], "");
        assert_eq!((code, out.as_str()), (exit, ""), "{id}");
        assert!(err.ends_with(message), "{id}: {err}");
    }
}

#[test]
fn an_id_in_answers_never_leads_out_of_the_folder() {
    let home = home(&[]);
    fs::write(home.path().join("minimal.toml"), fixture("minimal.toml")).unwrap();
    let answers = "catalogue = \"../minimal\"\n[answers]\ndoor = 1\n";
    let (code, _, err) = run(&home, &["score", "-"], answers);
    assert_eq!(code, 3);
    assert_eq!(
        err,
        "error: the catalogue `../minimal` is neither built in nor one of your own\n\
         help: name its file with `--catalogue FILE`\n\
         help: standard input names it\n"
    );
}

#[test]
fn what_was_refused_is_not_what_was_probably_meant() {
    let home = home(&[("Museum.toml", &fixture("minimal.toml"))]);
    let (code, _, err) = run(&home, &["catalogue", "show", "Museum"], "");
    assert_eq!(code, 2, "{err}");
    assert!(!err.contains("did you mean `Museum`"), "{err}");
}

#[test]
fn looking_for_own_catalogues_makes_nothing() {
    let outer = tempfile::tempdir().unwrap();
    let home = outer.path().join("store");
    let mut command = Command::cargo_bin("rolefit").unwrap();
    let output = command
        .args(["catalogue", "list"])
        .env("ROLEFIT_HOME", &home)
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(
        !String::from_utf8(output.stdout)
            .unwrap()
            .contains("YOUR OWN")
    );
    assert!(!home.exists());
}

#[test]
fn one_that_is_to_be_checked_by_its_id_is_told_by_its_file() {
    let home = home(&[("minimal.toml", &fixture("minimal.toml"))]);
    let (code, _, said) = run(&home, &["catalogue", "check", "minimal"], "");
    assert_eq!(code, 4);
    assert_eq!(
        said,
        "error: there is no file `minimal`; a catalogue of your own has this id\n\
         help: check its file: `rolefit catalogue check HOME/catalogues/minimal.toml`\n"
    );
    let (code, _, _) = run(
        &home,
        &["catalogue", "check", "catalogues/minimal.toml"],
        "",
    );
    assert_eq!(code, 0);
}
