//! `rolefit simulate`.

use assert_cmd::Command;

/// Runs the tool and returns exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("rolefit").unwrap();
    let output = command
        .arg("simulate")
        .args(arguments)
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

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let with = |threads: &str| {
        let options = ["--respondents", "300", "--format", "json", "--threads"];
        run(&[&options[..], &[threads]].concat())
    };
    let (code, one, err) = with("1");
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(with("2").1, one);
    assert_eq!(with("3").1, one);
}

#[test]
fn json_has_the_shape_that_scripts_rely_on() {
    let lengths = "quick,standard";
    let (_, out, _) = run(&[
        "--respondents",
        "90",
        "--length",
        lengths,
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["schema"], "rolefit/simulation@1");
    assert_eq!(json["partial"], false);
    assert!(json["ceiling"]["accuracy"].is_f64() && json["full"]["accuracy"].is_f64());
    let runs = json["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 2);
    assert_eq!(
        (&runs[0]["length"], &runs[1]["length"]),
        (&"quick".into(), &"standard".into())
    );
    for run in runs {
        assert_eq!(run["selection"], "information");
        assert_eq!(run["answering"], "honest");
        assert_eq!(run["respondents"], 90);
        for share in ["value", "low", "high"] {
            assert!(run["accuracy"][share].is_f64());
        }
        for number in [
            "kappa",
            "brier",
            "ece",
            "consistency",
            "agreement_with_full",
        ] {
            assert!(run[number].is_f64(), "{number}");
        }
        for number in ["mean", "median", "p95"] {
            assert!(run["items"][number].is_number(), "{number}");
        }
        assert_eq!(run["roles"][0]["id"], "product-owner");
        assert_eq!(run["confusion"].as_array().unwrap().len(), 3);
        for number in ["bias", "rmse", "reliability", "coverage"] {
            assert!(run["traits"][0][number].is_f64(), "{number}");
        }
    }
}

#[test]
fn text_keeps_to_its_width() {
    for columns in [100, 80, 50] {
        let mut command = Command::cargo_bin("rolefit").unwrap();
        let arguments = [
            "simulate",
            "--respondents",
            "60",
            "--length",
            "quick,standard",
        ];
        let output = command
            .args(arguments)
            .env("COLUMNS", columns.to_string())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("theta known exactly"), "{text}");
        for line in text.lines() {
            assert!(line.chars().count() < columns, "{line:?}");
        }
    }
}

#[test]
fn people_between_two_roles_have_one_row_and_no_kappa() {
    let roles = "product-owner,product-manager";
    let (code, out, _) = run(&[
        "--respondents",
        "60",
        "--between",
        roles,
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    assert_eq!(
        json["between"],
        serde_json::json!(["product-owner", "product-manager"])
    );
    assert_eq!(json["runs"][0]["confusion"].as_array().unwrap().len(), 1);
    assert!(json["runs"][0]["kappa"].is_null() && json["ceiling"].is_null());
}

#[test]
fn markdown_is_tables() {
    let (code, out, _) = run(&["--respondents", "60", "--format", "markdown"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("# How well product-roles "), "{out}");
    assert!(out.contains("\n| this questionnaire |"), "{out}");
}

#[test]
#[cfg(target_os = "linux")]
fn ctrl_c_prints_what_is_done_so_far_as_partial() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .args(["simulate", "--respondents", "10000000", "--format", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // SIGINT is number 2, so bit 1 says that the process has begun to watch for it.
    let watches = |status: &str| {
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        caught.is_some_and(|bits| u64::from_str_radix(bits.trim(), 16).unwrap() & 2 != 0)
    };
    let status = format!("/proc/{}/status", child.id());
    while !watches(&std::fs::read_to_string(&status).unwrap()) {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    // Two at once, as `timeout` sends them.
    let pid = child.id().to_string();
    for _ in 0..2 {
        Command::new("kill").args(["-INT", &pid]).status().unwrap();
    }
    let mut text = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut text).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&json["partial"], &json["planned"]),
        (&true.into(), &10_000_000.into())
    );
    assert!(json["respondents"].as_u64().unwrap() > 0);
}

#[track_caller]
fn refused(arguments: &[&str], code: i32, stderr: &str) {
    assert_eq!(run(arguments), (code, String::new(), stderr.to_owned()));
}

#[test]
fn absurd_numbers_are_refused_with_what_to_do() {
    let few = "help: a few thousand are enough: 20,000 give accuracy to half a per cent\n";
    for count in ["0", "10000001", "18446744073709551615"] {
        let error =
            format!("error: respondents must be between 1 and 10000000, not {count}\n{few}");
        refused(&["--respondents", count], 2, &error);
    }
    refused(
        &["--respondents", "2"],
        2,
        "error: 2 respondents leave a role without anybody drawn from it\nhelp: nothing could be said of it; 20,000 give accuracy to half a per cent\n",
    );
    for wrong in ["-1", "1e6", "many", "18446744073709551616"] {
        let (code, out, err) = run(&[&format!("--respondents={wrong}")]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("--respondents"), "{err}");
    }
    refused(
        &["--threads", "0"],
        2,
        "error: threads must be between 1 and 1024, not 0\nhelp: leave `--threads` out to use every core\n",
    );
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    refused(
        &["--selection", "informaton"],
        2,
        "error: there is no selection `informaton`\nhelp: did you mean `information`?\n",
    );
    refused(
        &["--answering", "x=0.5"],
        2,
        "error: there is no way of answering `x`\nhelp: there are: honest, careless, yea-saying, flattering\n",
    );
    refused(
        &["--between", "product-owner,project-manger"],
        2,
        "error: there is no role `project-manger` in `--between`\nhelp: did you mean `project-manager`?\n",
    );
    refused(
        &["--between", "product-owner"],
        2,
        "error: `--between` takes two roles\nhelp: for example `--between product-owner,project-manager`\n",
    );
    let (code, _, err) = run(&["--between", "product-owner,product-owner"]);
    assert_eq!(code, 2);
    assert!(err.contains("two different roles"), "{err}");
    let (code, _, err) = run(&["--length", "long"]);
    assert_eq!(code, 2);
    assert!(err.contains("quick"), "{err}");
    let (code, _, err) = run(&["--catalogue", "no-such-catalogue"]);
    assert_eq!(code, 2);
    assert!(err.contains("no-such-catalogue"), "{err}");
}

#[test]
fn shares_that_are_none_are_refused() {
    for (answering, part) in [
        ("careless", "needs the share"),
        ("careless=", "is not a number"),
        ("careless=much", "is not a number"),
        ("careless=2", "must lie within 0 and 1"),
        ("careless=-0.1", "must lie within 0 and 1"),
        ("careless=nan", "must lie within 0 and 1"),
        ("yea-saying=inf", "must lie within 0 and 1"),
        ("honest=0.5", "takes no share"),
        ("", "no way of answering"),
    ] {
        let (code, out, err) = run(&["--answering", answering]);
        assert_eq!((code, out.as_str()), (2, ""), "{answering}");
        assert!(err.contains(part), "{answering}: {err}");
        assert!(err.contains("help: "), "{answering}: {err}");
    }
}

#[test]
fn people_of_the_reference_population_are_said_to_have_no_role() {
    let options = ["--respondents", "60", "--reference"];
    let (code, out, _) = run(&[&options[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["population"]), (0, &"reference".into()));
    let run_of = &json["runs"][0];
    for none in ["accuracy", "full", "kappa", "ece"] {
        assert!(run_of[none].is_null(), "{none}");
    }
    assert!(run_of["traits"][0]["coverage"].is_f64() && json["full"].is_null());
    let (_, text, _) = run(&options);
    assert!(text.contains("Normal(0, 1)") && text.contains("coverage near 90 %"));
    assert!(!text.contains("this questionnaire") && !text.contains("kappa"));
}
