//! `rolefit compare` with two results.

use super::{OWNER, machine};

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
            &["would replace the kept result"],
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
    for (key, what) in [
        ("id", "different catalogues"),
        ("version", "different versions"),
        ("hash", "different states"),
    ] {
        let mut other = machine.json(&["history", "show", OWNER]);
        other["catalogue"][key] = "2.0.0".into();
        machine.keep("20260303-120000-123456", &other.to_string());
        machine.refused(
            &["compare", "--with", OWNER, "--with", "20260303"],
            3,
            &[what, "may not mean the same"],
        );
    }
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
        for own in ["Where you stand", "You are", "your answers"] {
            assert!(!words.contains(own), "{stdout}");
        }
    }
}
