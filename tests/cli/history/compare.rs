//! `rolefit compare` with two results.

use std::fs;

use super::{OWNER, PROJECT, machine};

#[test]
fn two_results_are_compared_and_what_cannot_be_compared_is_refused() {
    let machine = machine();
    let own = machine.place(OWNER);
    let own = own.to_str().unwrap();
    let comparison = machine.json(&["compare", "--with", OWNER, "--with", "latest"]);
    assert_eq!(comparison["schema"], "rolefit/comparison@1");
    assert_eq!(comparison["relation"], "retake");
    let opinion = machine.json(&["compare", "--with", OWNER, "--with", "20260301"]);
    assert_eq!(opinion["relation"], "second-opinion");
    for (arguments, code, words) in [
        (
            &["--with", OWNER, "--with", "latest", "--with", "20260301"][..],
            2,
            &["two are compared"][..],
        ),
        (
            &["--with", OWNER, "--with", "20260131"],
            2,
            &["one and the same result"],
        ),
        (&["--with", "-", "--with", "-"], 2, &["only once"]),
        (
            &["--with", OWNER, "--with", "latest", "-o", own],
            2,
            &["the output would replace `"],
        ),
    ] {
        machine.refused(&[&["compare"], arguments].concat(), code, words);
    }
    machine.keep_example("20260302-120000-123456", "between", Some("Ben"));
    machine.refused(
        &["compare", "--with", "20260301", "--with", "20260302"],
        3,
        &["about different people"],
    );
    for (key, value, what) in [
        ("id", "others", "different catalogues"),
        ("version", "3.0.0", "different versions"),
        ("hash", "3.0.0", "different states"),
    ] {
        let other = machine.json(&["history", "show", OWNER]);
        machine.keep_as("20260303-120000-123456", other, key, value);
        machine.refused(
            &["compare", "--with", OWNER, "--with", "20260303"],
            3,
            &[what, "may not mean the same"],
        );
    }
}

#[test]
fn a_copied_file_is_told_and_counts_once() {
    const COPY: &str = "20260202-070503-00aa12";
    let machine = machine();
    fs::copy(machine.place(PROJECT), machine.place(COPY)).unwrap();
    let list = machine.json(&["history"]);
    assert_eq!(list["results"][1]["same_as"], serde_json::Value::Null);
    assert_eq!(list["results"][2]["same_as"], PROJECT);
    let list = machine.done(&["history"]);
    let copy = format!("A copy of {PROJECT}, byte for byte");
    let pair = format!("compare --with {OWNER} --with {PROJECT}");
    for said in ["3 results are kept", &copy, &pair] {
        assert!(list.contains(said), "{said}: {list}");
    }
    let shown = machine.done(&["history", "show", COPY]);
    assert!(shown.contains(&format!("--with {OWNER}")), "{shown}");
    machine.refused(
        &["compare", "--with", PROJECT, "--with", COPY],
        2,
        &["one and the same result"],
    );
    let written = machine.0.path().join("latest.json");
    fs::write(
        &written,
        machine.done(&["history", "show", PROJECT, "--format", "json"]),
    )
    .unwrap();
    let written = written.to_str().unwrap();
    machine.refused(
        &["compare", "--with", written, "--with", PROJECT],
        2,
        &["one and the same result"],
    );
}

#[test]
fn equal_answers_of_two_days_are_two_results_and_a_renamed_file_is_told() {
    const MOVED: &str = "20270101-000000-abcdef";
    let machine = machine();
    let ids = [OWNER, PROJECT];
    let result = machine.json(&["score", "data/examples/product-owner.toml"]);
    let result = serde_json::to_string_pretty(&result).unwrap() + "\n";
    for (id, day) in ids
        .into_iter()
        .zip(["2026-01-31T18:00:00", "2026-02-01T07:05:03"])
    {
        let dated = rolefit::session::dated(&result, day.parse().unwrap());
        machine.keep(id, &rolefit::session::sealed(&dated));
    }
    assert!(!machine.done(&["history"]).contains("A copy of"));
    let compared = machine.json(&["compare", "--with", OWNER, "--with", PROJECT]);
    assert_eq!(compared["relation"], "retake");
    // What is printed of one is the same sitting, though it says neither its time nor its checksum.
    let printed = machine.0.path().join("printed.json");
    let shown = machine.done(&["history", "show", OWNER, "--format", "json"]);
    fs::write(&printed, shown).unwrap();
    let both = [
        "compare",
        "--with",
        printed.to_str().unwrap(),
        "--with",
        OWNER,
    ];
    machine.refused(&both, 2, &["one and the same result"]);
    fs::rename(machine.place(PROJECT), machine.place(MOVED)).unwrap();
    assert_eq!(machine.json(&["history"])["latest"], OWNER);
    let (code, stdout, stderr) = machine.run(&["history", "export"], "");
    assert_eq!((code, stdout.contains(MOVED)), (3, false), "{stderr}");
    let said = "its file was renamed: it says that it was kept at 2026-02-01T07:05:03Z";
    for command in [&["history", "show"][..], &["report"]] {
        machine.refused(&[command, &[MOVED]].concat(), 3, &[said]);
    }
    machine.refused(&["compare", "--with", OWNER, "--with", MOVED], 3, &[said]);
}

#[test]
fn a_result_about_somebody_else_beside_roles_or_in_a_plan_is_told_to_be_so() {
    let machine = machine();
    for arguments in [
        &[
            "compare",
            "product-owner",
            "product-manager",
            "--with",
            "20260301",
        ][..],
        &["prep", "--role", "product-owner", "--result", "20260301"],
    ] {
        let (code, stdout, stderr) = machine.run(arguments, "");
        assert_eq!(code, 0, "{stderr}");
        assert!(!stderr.contains("Ana"), "{stderr}");
        assert!(stdout.contains("Ana"), "{stdout}");
        let words = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        for own in ["Where you stand", "You are nearest", "your answers"] {
            assert!(!words.contains(own), "{stdout}");
        }
    }
}

#[test]
fn whose_gaps_choose_the_questions_is_told_wherever_no_plan_says_it() {
    let machine = machine();
    let wish = ["--role", "product-owner", "--result"];
    for command in [
        &["prep", "practice", "--list"][..],
        &["prep", "stories", "data/examples/stories.toml"],
    ] {
        let told = |result| machine.run(&[command, &wish, &[result]].concat(), "");
        let (code, _, stderr) = told("20260301");
        assert_eq!(code, 0, "{stderr}");
        assert_eq!(
            stderr.matches("the result is about Ana").count(),
            1,
            "{stderr}"
        );
        let (code, _, stderr) = told(OWNER);
        assert_eq!((code, stderr.as_str()), (0, ""));
    }
}

#[test]
fn kept_results_stand_in_the_order_of_time_however_they_were_named() {
    let machine = machine();
    let named = |first: &str, second: &str| {
        let arguments = [
            "compare", "--with", first, "--with", second, "--format", "json",
        ];
        let (code, stdout, stderr) = machine.run(&arguments, "");
        assert_eq!(code, 0, "{stderr}");
        (stdout, stderr)
    };
    let (in_order, silent) = named(OWNER, PROJECT);
    let (other_way, said) = named("latest", "20260131");
    assert_eq!((in_order, silent.as_str()), (other_way, ""));
    assert_eq!(
        said,
        format!("the kept result {OWNER} is the earlier of the two and stands first\n")
    );
}

#[test]
fn what_a_comparison_takes_for_granted_is_said() {
    let machine = machine();
    let words = |arguments: &[&str]| {
        let shown = machine.done(&[&["compare"], arguments].concat());
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let files = ["ben", "dov"].map(|name| format!("data/examples/team/{name}.toml"));
    let [ben, dov] = [&files[0], &files[1]].map(String::as_str);
    let granted = "Taken as one person's, in the order in which they were named";
    assert!(words(&["--with", ben, "--with", dov]).contains(granted));
    assert!(!words(&["--with", OWNER, "--with", "latest"]).contains(granted));
    let opinion = words(&["--with", "latest", "--with", "20260301"]);
    assert!(
        opinion.contains("it means something only if the own answers are Ana's."),
        "{opinion}"
    );
}

#[test]
fn answers_that_name_two_people_are_compared_only_by_wish() {
    let machine = machine();
    let with_id = |id: &str| {
        let mut result = machine.json(&["history", "show", OWNER]);
        result["id"] = id.into();
        let file = machine.0.path().join(format!("{id}.json"));
        fs::write(&file, result.to_string()).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let (ben, dov) = (with_id("ben"), with_id("dov"));
    let arguments = ["compare", "--with", &ben, "--with", &dov];
    machine.refused(
        &arguments,
        3,
        &[
            "of two people, `ben` and `dov`",
            "rolefit team",
            "--same-person",
        ],
    );
    machine.done(&[&arguments[..], &["--same-person"]].concat());
    // The ids of an export are those of sittings.
    let (early, late) = (with_id(OWNER), with_id(PROJECT));
    machine.done(&["compare", "--with", &early, "--with", &late]);
}

#[test]
fn what_was_given_goes_on_being_given_and_what_is_kept_is_named() {
    let machine = machine();
    let roles = ["compare", "product-owner", "product-manager"];
    let shown = |more: &[&str]| {
        let shown = machine.done(&[&roles, more].concat());
        let words = shown.split_whitespace().filter(|word| *word != "\\");
        words.collect::<Vec<_>>().join(" ")
    };
    let file = "data/examples/between.toml";
    let with = shown(&["--with", file]);
    for named in [
        format!("rolefit compare product-owner product-manager --move --with {file}"),
        format!("rolefit compare product-owner product-manager --with {file} --sources"),
    ] {
        assert!(with.contains(&named), "{with}");
    }
    let moving = shown(&["--with", file, "--move"]);
    for named in [
        format!("rolefit compare product-owner product-manager --with {file}"),
        format!("--move-from product-owner --result {file}"),
    ] {
        assert!(moving.contains(&named), "{moving}");
    }
    assert!(shown(&[]).contains("product-manager --with latest"));
    let other = machine.json(&["history", "show", PROJECT]);
    machine.keep_as("20260302-120000-123456", other, "id", "small-team");
    assert!(shown(&[]).contains(&format!("--with {PROJECT}")));
}

#[test]
fn roles_of_another_catalogue_than_that_of_the_result_say_whose_roles_there_are() {
    let machine = machine();
    let answers = machine.0.path().join("small.toml");
    let form = machine.done(&["form", "--catalogue", "small-team"]);
    fs::write(&answers, form.replace("= \"\"", "= \"2\"")).unwrap();
    let small = machine.json(&["score", answers.to_str().unwrap()]);
    machine.keep("20260302-120000-123456", &small.to_string());
    let roles = [
        "compare",
        "product-owner",
        "project-manager",
        "--with",
        "latest",
    ];
    machine.refused(
        &roles,
        2,
        &[
            "`--catalogue product-roles` has it",
            "the roles are those of `small-team`, for which the result was answered",
        ],
    );
    machine.done(&[&roles[..], &["--catalogue", "product-roles"]].concat());
    machine.refused(
        &["prep", "--role", "product-lead"],
        2,
        &["`--catalogue small-team` has it", "--questions FILE"],
    );
}
