//! What the program is built from, held to its bounds: how much there is, and how new a Rust it asks for. Licences,
//! sources and names are held by `.ci/dependencies`.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// The most crates that the program may be built from, itself and macros among them.
const BUDGET: usize = 98;

/// Returns what a command of cargo prints; what is built here is on the disk already.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns name and version of whatever the program is built from on this machine, tests and build scripts left out.
fn built_from() -> BTreeSet<(String, String)> {
    let tree = cargo(&["tree", "--edges", "normal", "--prefix", "none"]);
    let found: BTreeSet<_> = tree
        .lines()
        .map(|line| {
            let mut words = line.split(' ');
            let (name, version) = (words.next().unwrap(), words.next().unwrap());
            (name.to_owned(), version.trim_start_matches('v').to_owned())
        })
        .collect();
    assert!(found.len() > 20, "the tree is lost");
    found
}

fn cargo_host() -> String {
    let version = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("cargo names its host").to_owned()
}

fn version(text: &str) -> Vec<u64> {
    text.split('.').map(|part| part.parse().unwrap()).collect()
}

#[test]
fn what_the_program_is_built_from_stays_within_its_budget() {
    let found = built_from();
    assert!(found.len() <= BUDGET, "{} crates: {found:#?}", found.len());
}

/// One toolchain builds here, so this and clippy's `incompatible_msrv` stand in for a build with the oldest.
#[test]
fn nothing_the_program_is_built_from_asks_for_a_newer_rust_than_it_promises() {
    let host = cargo_host();
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        &host,
    ];
    let metadata: Value = serde_json::from_str(&cargo(&arguments)).unwrap();
    let found = built_from();
    let own = version(env!("CARGO_PKG_RUST_VERSION"));
    let mut asked = 0;
    for package in metadata["packages"].as_array().unwrap() {
        let text = |key: &str| package[key].as_str().unwrap().to_owned();
        if !found.contains(&(text("name"), text("version"))) {
            continue;
        }
        let Some(rust) = package["rust_version"].as_str() else {
            continue;
        };
        asked += 1;
        let name = &package["name"];
        assert!(
            version(rust) <= [own.clone(), vec![u64::MAX]].concat(),
            "{name}: {rust}"
        );
    }
    assert!(asked > 10, "few say what they ask for");
}
