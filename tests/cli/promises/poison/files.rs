//! Files of every kind in which every text is hostile, or which are as odd as valid ones can be.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::super::world::REPOSITORY;

/// Escapes as TOML and JSON write them: a file without one control character that holds them all the same.
const ESCAPED: &str = r"\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\u2066\u200b\u200d\ufeff\u00ad\u3164\u034f\ufe01\ufe0f\u0008\u007f";
/// The same as they are, but for what ends a line.
const RAW: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}\u{3164}\u{34f}\u{fe01}\u{fe0f}\u{e0101}\u{8}\u{7f}";

fn fixture(path: &str) -> String {
    fs::read_to_string(format!("{REPOSITORY}/{path}")).unwrap()
}

/// Puts something into every string of a TOML file.
fn in_every_string(source: &str, poison: &str) -> String {
    let line = |line: &str| match line.split_once("= ") {
        Some((key, value)) => format!(
            "{key}= {}\n",
            value
                .replace('"', &format!("\"{poison}"))
                .replace(&format!("\"{poison},"), "\",")
                .replace(&format!("\"{poison}]"), "\"]")
        ),
        None => format!("{line}\n"),
    };
    source.lines().map(line).collect()
}

/// As odd as a text may be.
const ODD: &str =
    "ÄÖÜ 役割役割 שלום क्\u{200d}ष e\u{301}\u{301}\u{301}\u{301} 👩\u{200d}💻 ☎\u{fe0f} |`*_[a](b)";

/// A catalogue that is valid, and as odd as a valid one can be.
fn odd() -> String {
    fixture("tests/fixtures/poisoned.toml")
        .replace("id = \"poisoned\"", "id = \"odd\"")
        .replace("ÄÖÜ 役割 שלום", ODD)
        .replace("<b>one</b>", ODD)
}

/// A result of an example in which every text that may be any is hostile.
fn result(mut change: impl FnMut(&mut Value)) -> String {
    let printed = Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .args(["score", "data/examples/between.toml", "--format", "json"])
        .current_dir(REPOSITORY)
        .output()
        .unwrap();
    let mut result: Value = serde_json::from_slice(&printed.stdout).unwrap();
    for key in ["notice", "rolefit", RAW] {
        result[key] = RAW.into();
    }
    for one in result["traits"].as_array_mut().unwrap() {
        (one["low"], one["high"]) = (RAW.into(), RAW.into());
    }
    change(&mut result);
    result.to_string()
}

/// Returns hostile files by name.
pub(super) fn files() -> Vec<(&'static str, String)> {
    let minimal = fixture("tests/fixtures/small.toml");
    let bank = fixture("tests/fixtures/questions.toml");
    let stories = fixture("data/examples/stories.toml");
    let keys = |source: &str, poison: &str| source.replace("id =", &format!("\"{poison}\" ="));
    let sound = result(|_| {});
    vec![
        ("odd.toml", odd()),
        ("odd-bank.toml", bank.replace("\"Tell me", &format!("\"{ODD} Tell me"))),
        ("odd-stories.toml", stories.replace("\"The ferry", &format!("\"{ODD} The ferry"))),
        ("odd-answers.toml", "catalogue = \"odd\"\nabout = \"<i>|`x`\"\n[answers]\npair = 1\nstatement = 5\nsituation = 2\n".to_owned()),
        ("broken.toml", in_every_string(&minimal, ESCAPED)),
        ("raw-catalogue.toml", in_every_string(&minimal, RAW)),
        ("keys.toml", keys(&minimal, ESCAPED)),
        ("raw-keys.toml", keys(&minimal, RAW)),
        ("raw.toml", format!("# {RAW}\n{RAW} = {RAW}\n[{RAW}]\n")),
        ("keys-answers.toml", format!("catalogue = \"product-roles\"\n\"{ESCAPED}\" = 1\n[answers]\n\"{ESCAPED}\" = 1\nsix-or-one = \"{ESCAPED}\"\n")),
        ("catalogue-answers.toml", format!("catalogue = \"{ESCAPED}\"\n[answers]\nsix-or-one = 1\n")),
        ("version-answers.toml", format!("version = \"{ESCAPED}\"\n[answers]\nsix-or-one = 1\n")),
        ("about-answers.toml", format!("about = \"{ESCAPED}\"\n[answers]\nsix-or-one = 1\n")),
        ("id.json", format!("{{\"id\":\"{ESCAPED}\",\"answers\":{{\"six-or-one\":1}}}}")),
        ("answers.json", format!("{{\"answers\":{{\"{ESCAPED}\":1,\"six-or-one\":\"{ESCAPED}\"}}}}")),
        ("raw.json", format!("{{\"answers\":{{\"{RAW}\":{RAW}}}}}")),
        ("result.json", result(|result| result["about"] = RAW.into())),
        ("named.json", result(|result| result["roles"][0]["name"] = RAW.into())),
        ("foreign.json", result(|result| result["catalogue"]["id"] = RAW.into())),
        ("status.json", result(|result| result["catalogue"]["status"] = RAW.into())),
        ("state.json", result(|result| result["catalogue"]["version"] = RAW.into())),
        ("sound.json", sound.clone()),
        ("newer.json", sound.replace("assessment@1", &format!("assessment@9{ESCAPED}"))),
        ("line.txt", format!("product-roles@{RAW}:{RAW}\n")),
        ("people.csv", format!("id,six-or-one\n{RAW},1\nb,{RAW}\n")),
        ("head.csv", format!("id,{RAW},six-or-one\na,1,1\n")),
        ("twice.csv", format!("id,six-or-one\nx{RAW},1\nx{RAW},1\n")),
        ("people.ndjson", format!("{{\"id\":\"{ESCAPED}\",\"answers\":{{\"six-or-one\":1}}}}\n{{\"id\":\"b\",\"answers\":{{\"{ESCAPED}\":9}}}}\n")),
        ("odd-known.csv", "role,pair,statement\none,1,5\ntwo,4,1\none,2,4\ntwo,3,2\n".to_owned()),
        ("roles.csv", format!("id,role,six-or-one\n{RAW},{RAW},1\n")),
        ("roles-twice.csv", format!("id,role,six-or-one\nx{RAW},product-owner,1\nx{RAW},product-manager,1\n")),
        ("roles.ndjson", format!("{{\"role\":\"{ESCAPED}\",\"answers\":{{\"six-or-one\":1}}}}\n{{\"role\":{{}},\"answers\":{{\"six-or-one\":1}}}}\n")),
        ("role.toml", format!("role = \"{ESCAPED}\"\n[answers]\nsix-or-one = 1\n")),
        ("raw.ndjson", format!("{{\"id\":\"{RAW}\",{RAW}\n")),
        ("bank.toml", in_every_string(&bank, ESCAPED)),
        ("raw-bank.toml", in_every_string(&bank, RAW)),
        ("keys-bank.toml", keys(&bank, ESCAPED)),
        ("stories.toml", in_every_string(&stories, ESCAPED)),
        ("raw-stories.toml", in_every_string(&stories, RAW)),
        ("keys-stories.toml", keys(&stories, ESCAPED)),
        ("plan.json", format!("{{\"schema\":\"rolefit/plan@1\",\"catalogue\":{{\"id\":\"product-roles\",\"version\":\"2.3.0\"}},\"bank\":{{\"id\":\"product-roles-interview\"}},\"role\":\"{ESCAPED}\",\"questions\":[{{\"id\":\"{ESCAPED}\"}}]}}")),
        ("foreign-plan.json", format!("{{\"schema\":\"rolefit/plan@1\",\"catalogue\":{{\"id\":\"{ESCAPED}\"}},\"bank\":{{\"id\":\"{ESCAPED}\"}},\"role\":\"{ESCAPED}\",\"questions\":[]}}")),
        ("schema-plan.json", format!("{{\"schema\":\"{ESCAPED}\"}}")),
        ("practice.ndjson", format!("{{\"question\":\"{ESCAPED}\",\"rating\":3}}\n{{\"question\":\"improved-in-rounds\",\"rating\":3,\"{ESCAPED}\":1,\"notes\":{{\"{ESCAPED}\":\"x\"}}}}\n")),
        ("notes.ndjson", format!("{{\"question\":\"letting-go-of-it\",\"rating\":3,\"notes\":{{\"situation\":\"{ESCAPED}\\n{ESCAPED}\",\"lesson\":\"<b>|*x*\"}},\"at\":\"2026-01-31T18:00:00Z\"}}\n")),
        ("draft.jsonl", format!("{RAW}\n{{\"v\":1,\"kind\":\"{ESCAPED}\",\"crc\":\"{ESCAPED}\"}}\n{RAW}")),
    ]
}
