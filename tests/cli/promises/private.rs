//! What is kept is for its owner alone whatever the umask, goes when it is to go, and never leaves the machine.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use super::machine::{Machine, PLAINLY, ROOT};
use crate::terminal::Terminal;

/// What somebody wrote or is called, which must be nowhere once it is deleted.
const NAME: &str = "Zanzibar Quux";
/// The questionnaire about them: a mark made of the name stands in it, not the name.
const DRAFT: &str = "draft-product-roles.about-1fec0723603a37e0";
const NOTE: &str = "an unmistakable note";

/// Returns the mode of a file or folder, without its kind.
fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

/// Every file and folder in a folder, and that folder.
fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    let mut next = 0;
    while next < found.len() {
        match fs::read_dir(&found[next]) {
            Ok(entries) => found.extend(entries.map(|entry| entry.unwrap().path())),
            Err(error) => assert_eq!(error.kind(), ErrorKind::NotADirectory),
        }
        next += 1;
    }
    found
}

/// Makes every kind of file that can lie in a home, under an umask, and returns the names that there are.
fn furnish(machine: &Machine, umask: &str) -> Vec<String> {
    let take = |arguments: &str, shown: &str, keys: &str, code: u32| {
        let line = format!("umask {umask}; exec \"$ROLEFIT\" {arguments}");
        let mut terminal = Terminal::shell(&machine.home(), &line, 100, 50);
        terminal.until(shown);
        terminal.send(keys);
        assert_eq!(terminal.end(), code, "{}", terminal.screen());
    };
    let about = format!("take --about \"{NAME}\" --seed 1 --length quick");
    take(&about, "question 1 ", &"1".repeat(16), 0);
    take(&about, "question 1 ", "3q", 5);
    take(&format!("{about} --restart"), "question 1 ", "3q", 5);
    // A write that was cut short.
    let draft = machine.home().join(format!("{DRAFT}.jsonl"));
    tear(&draft, "{\"v\":1,\"n\":2,\"it");
    take(
        &format!("take --resume --about \"{NAME}\""),
        "question 2 ",
        "3q",
        5,
    );
    let practice = "prep practice --role product-owner --kind behavioural";
    take(practice, "Say it aloud", &format!("\n{NOTE}\nq\n"), 5);
    let journal = machine
        .home()
        .join("practice-product-roles-interview.jsonl");
    tear(&journal, &format!("{{\"v\":1,\"event\":\"{NOTE}"));
    take("prep practice", "Task.", "q\n", 5);
    // A save that was killed.
    let unfinished = machine.home().join("results/.tmp-Ab3");
    fs::write(&unfinished, NAME).unwrap();
    let mut names: Vec<String> = all(&machine.home())
        .iter()
        .filter(|path| path.is_file() && **path != unfinished)
        .map(|path| {
            let name = path.strip_prefix(machine.home()).unwrap().to_str().unwrap();
            if name.starts_with("results/") {
                "result"
            } else {
                name
            }
            .to_owned()
        })
        .collect();
    names.sort();
    names
}

fn tear(file: &Path, end: &str) {
    let mut bytes = fs::read(file).unwrap();
    bytes.extend_from_slice(end.as_bytes());
    fs::write(file, bytes).unwrap();
}

#[test]
fn every_kind_of_file_is_for_its_owner_alone_whatever_the_umask() {
    for umask in ["000", "022", "077"] {
        let machine = Machine::new();
        let names = furnish(&machine, umask);
        assert_eq!(
            names,
            [
                &format!("{DRAFT}.jsonl"),
                &format!("{DRAFT}.jsonl.bak"),
                &format!("{DRAFT}.jsonl.torn"),
                &format!("{DRAFT}.lock"),
                "practice-product-roles-interview.jsonl",
                "practice-product-roles-interview.jsonl.torn",
                "practice-product-roles-interview.lock",
                "result",
            ]
        );
        for path in all(&machine.home()) {
            if path.ends_with(".tmp-Ab3") {
                continue;
            }
            let expected = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), expected, "{} under {umask}", path.display());
        }
    }
}

#[test]
fn a_file_that_was_asked_for_by_name_follows_the_umask_and_one_that_is_replaced_stays_as_closed_as_it_was()
 {
    for (umask, expected) in [("000", 0o666), ("022", 0o644), ("077", 0o600)] {
        let machine = Machine::new();
        for line in [
            "form -o",
            "score data/examples/between.toml -o",
            "score data/examples/class.csv -o",
            "catalogue new --force --trait slow/fast --role Baker:slow --role Driver:fast -o",
        ] {
            let file = machine.path("result.txt");
            let run = |expected: u32| {
                let mut arguments: Vec<&str> = line.split(' ').collect();
                arguments.push(file.to_str().unwrap());
                let shell = format!("umask {umask}; {PLAINLY}");
                let (code, _, stderr) = machine.run(&shell, &arguments);
                assert_eq!(code, Some(0), "{stderr}");
                assert_eq!(mode(&file), expected, "{line} under {umask}");
            };
            run(expected);
            // A form never replaces a file.
            if !line.starts_with("form") {
                for before in [0o600, 0o640, 0o644] {
                    fs::set_permissions(&file, fs::Permissions::from_mode(before)).unwrap();
                    run(before);
                }
            }
            fs::remove_file(file).unwrap();
        }
    }
}

/// Runs that write a file: in one piece, in rows, and where it is asked for that an older one may go.
const WRITING: &[&str] = &[
    "score data/examples/between.toml -o",
    "score data/examples/class.csv -o",
    "catalogue new --force --trait slow/fast --role Baker:slow --role Driver:fast -o",
];

/// Runs a line with a file at its end.
fn writing(machine: &Machine, line: &str, file: &Path) -> (Option<i32>, String) {
    let mut arguments: Vec<&str> = line.split(' ').collect();
    arguments.push(file.to_str().unwrap());
    let (code, _, stderr) = machine.run(PLAINLY, &arguments);
    (code, stderr)
}

#[test]
fn a_file_that_is_write_protected_is_never_replaced() {
    let machine = Machine::new();
    let (file, link) = (machine.path("result.txt"), machine.path("link"));
    fs::write(&file, "older\n").unwrap();
    symlink(&file, &link).unwrap();
    let told = |named: &Path| {
        format!(
            "could not write `{}`: it is write-protected",
            named.display()
        )
    };
    for line in WRITING {
        for named in [&file, &link] {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
            let (code, stderr) = writing(&machine, line, named);
            assert_eq!(code, Some(4), "{line}: {stderr}");
            assert!(stderr.contains(&told(named)), "{line}: {stderr}");
            assert!(stderr.contains("chmod u+w"), "{line}: {stderr}");
            assert_eq!(fs::read(&file).unwrap(), b"older\n", "{line}");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
            let (code, stderr) = writing(&machine, line, named);
            assert_eq!(code, Some(0), "{line}: {stderr}");
            assert_ne!(fs::read(&file).unwrap(), b"older\n", "{line}");
            fs::write(&file, "older\n").unwrap();
        }
    }
    // Nobody answers for nothing.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let take = ["take", "-o", file.to_str().unwrap()];
    let mut terminal = Terminal::run(&machine.home(), &take, 200, 50);
    assert_eq!(terminal.end(), 4, "{}", terminal.screen());
    assert!(terminal.screen().contains(&told(&file)));
}

#[test]
fn a_link_that_leads_to_no_file_yet_stays_and_one_that_leads_nowhere_is_told() {
    let machine = Machine::new();
    fs::create_dir(machine.path("folder")).unwrap();
    let file = machine.path("folder/result.txt");
    let [link, first, round, lost] =
        ["link", "first", "round", "lost"].map(|one| machine.path(one));
    symlink("folder/result.txt", &link).unwrap();
    symlink("link", &first).unwrap();
    symlink("round", &round).unwrap();
    symlink("nowhere/result.txt", &lost).unwrap();
    for line in WRITING {
        for named in [&link, &first] {
            let (code, stderr) = writing(&machine, line, named);
            assert_eq!(code, Some(0), "{line}: {stderr}");
            assert!(named.is_symlink() && !file.is_symlink(), "{line}");
            assert!(fs::metadata(&file).unwrap().len() > 0, "{line}");
            fs::remove_file(&file).unwrap();
        }
        for named in [&round, &lost] {
            let (code, stderr) = writing(&machine, line, named);
            assert_eq!(code, Some(4), "{line}: {stderr}");
            let told = format!("could not write `{}`", named.display());
            assert!(stderr.contains(&told), "{line}: {stderr}");
            assert!(named.is_symlink(), "{line}");
        }
    }
}

#[test]
fn a_home_that_was_open_to_others_is_closed_to_them_once_and_not_in_silence() {
    let machine = Machine::new();
    fs::create_dir(machine.home()).unwrap();
    fs::set_permissions(machine.home(), fs::Permissions::from_mode(0o2775)).unwrap();
    let mut said = Vec::new();
    for _ in 0..2 {
        let mut terminal = Terminal::run(&machine.home(), &["take", "--seed", "1"], 200, 50);
        terminal.until("question 1 ");
        terminal.send("q");
        terminal.end();
        said.push(terminal.bytes);
    }
    assert_eq!(mode(&machine.home()) & 0o777, 0o700);
    let told = format!(
        "note: the folder `{}` was open to others, and is now open to its owner alone",
        machine.home().display()
    );
    let count = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches(&told).count();
    assert_eq!([count(&said[0]), count(&said[1])], [1, 0]);
}

#[test]
fn a_home_that_is_a_link_to_nothing_is_said_to_be_that() {
    let machine = Machine::new();
    symlink("gone", machine.home()).unwrap();
    for arguments in [&["history"][..], &["history", "clear", "--yes"]] {
        let (code, _, stderr) = machine.run(PLAINLY, arguments);
        assert_eq!(code, Some(4), "{stderr}");
        assert!(
            stderr.contains("is a link to `gone`, which is not there"),
            "{stderr}"
        );
        assert!(!stderr.contains("somebody else"), "{stderr}");
    }
    fs::create_dir(machine.path("gone")).unwrap();
    machine.done(&["history"]);
}

#[test]
fn clearing_everything_leaves_no_answer_no_note_and_no_name() {
    let machine = Machine::new();
    furnish(&machine, "022");
    let everything = |machine: &Machine| {
        let names = all(&machine.home());
        let names = names
            .iter()
            .map(|path| path.display().to_string().into_bytes());
        let held = machine
            .everything("home")
            .into_iter()
            .map(|(_, bytes)| bytes);
        names.chain(held).collect::<Vec<_>>().join(&b'\n')
    };
    let holds = |bytes: &[u8], word: &str| {
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    let catalogue = rolefit::catalogue::builtin::all()[0].source;
    let items: Vec<String> = rolefit::catalogue::read(catalogue)
        .catalogue
        .unwrap()
        .items
        .iter()
        .map(|item| item.id.as_str().to_owned())
        .collect();
    let before = everything(&machine);
    assert!(holds(&before, NAME) && holds(&before, NOTE));
    assert!(items.iter().any(|item| holds(&before, item)));
    machine.done(&["history", "clear", "--all", "--yes"]);
    let after = everything(&machine);
    for word in [NAME, NOTE]
        .into_iter()
        .chain(items.iter().map(String::as_str))
    {
        assert!(!holds(&after, word), "{word}");
    }
    assert_eq!(machine.everything("home"), []);
}

#[test]
fn clearing_leaves_no_lock_of_a_questionnaire_in_which_nothing_was_answered() {
    let machine = Machine::new();
    let take = ["take", "--plain", "--about", "Bob"];
    let mut terminal = Terminal::run(&machine.home(), &take, 100, 60);
    terminal.until("question 1 ");
    terminal.send("quit\n");
    terminal.end();
    assert_ne!(machine.everything("home"), []);
    machine.done(&["history", "clear", "--all", "--yes"]);
    assert_eq!(machine.everything("home"), []);
}

#[test]
fn a_result_that_is_deleted_leaves_no_trace_of_itself() {
    let machine = Machine::new();
    let arguments = ["take", "--about", NAME, "--seed", "1", "--length", "quick"];
    let mut terminal = Terminal::run(&machine.home(), &arguments, 100, 50);
    terminal.until("question 1 ");
    terminal.send(&"1".repeat(16));
    assert_eq!(terminal.end(), 0);
    let results = machine.home().join("results");
    let result = fs::read_dir(&results).unwrap().next().unwrap().unwrap();
    let id = result
        .path()
        .file_stem()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    machine.done(&["history", "delete", &id, "--yes"]);
    // What is left is the lock, in which nothing but the number of a process stands.
    let left = machine.everything("home");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].0, machine.home().join(format!("{DRAFT}.lock")));
    let number = String::from_utf8(left[0].1.clone()).unwrap();
    assert!(number.trim_end().parse::<u32>().is_ok(), "{number}");
}

#[test]
fn what_only_computes_or_looks_keeps_nothing() {
    let machine = Machine::new();
    for line in [
        "score data/examples/between.toml",
        "score data/examples/class.csv",
        "report data/examples/between.toml",
        "compare product-owner product-manager --with data/examples/between.toml",
        "prep --role product-owner --result data/examples/between.toml",
        "prep practice --role product-owner --list",
        "prep progress",
        "team data/examples/team/ana.toml data/examples/team/ben.toml",
        "history",
        "history clear --all --yes",
        "form",
        "catalogue list",
        "simulate --respondents 20",
        "validate tests/fixtures/known/answers.csv --average --catalogue tests/fixtures/known/catalogue.toml",
        "calibrate tests/fixtures/known/answers.csv --first-sitting --catalogue tests/fixtures/known/catalogue.toml",
    ] {
        machine.done(&line.split(' ').collect::<Vec<_>>());
        assert!(!machine.home().exists(), "{line}");
    }
}

/// Crates that talk to a network, or are made to.
const NETWORK: &[&str] = &[
    "async-std",
    "attohttpc",
    "curl",
    "curl-sys",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "minreq",
    "mio",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tiny_http",
    "tokio",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "ws2_32-sys",
    "zmq",
];

#[test]
fn no_crate_that_talks_to_a_network_is_locked() {
    let lock = fs::read_to_string(format!("{ROOT}/Cargo.lock")).unwrap();
    let names: Vec<&str> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .collect();
    assert!(names.contains(&"rolefit") && names.len() > 50);
    let found: Vec<&&str> = names.iter().filter(|name| NETWORK.contains(name)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn no_source_names_a_socket() {
    let mut looked = 0;
    for path in all(&Path::new(ROOT).join("src")) {
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for word in [
            "std::net",
            "os::unix::net",
            "rustix::net",
            "TcpStream",
            "TcpListener",
            "UdpSocket",
            "UnixStream",
        ] {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
        looked += 1;
    }
    assert!(looked > 100);
}

/// Returns the inodes of the sockets that a process has.
#[cfg(target_os = "linux")]
fn sockets(process: i32) -> Vec<String> {
    let open = fs::read_dir(format!("/proc/{process}/fd")).unwrap();
    open.filter_map(|entry| fs::read_link(entry.unwrap().path()).ok())
        .filter_map(|target| {
            let name = target.to_str()?.strip_prefix("socket:[")?;
            Some(name.strip_suffix(']')?.to_owned())
        })
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn while_a_questionnaire_or_practice_waits_no_socket_leads_out_of_its_process() {
    let practice: &[&str] = &["prep", "practice", "--role", "product-owner"];
    for (arguments, ready) in [
        (&["take", "--seed", "1"][..], "question 1 "),
        (practice, "Say it aloud"),
    ] {
        let machine = Machine::new();
        let mut terminal = Terminal::run(&machine.home(), arguments, 100, 50);
        terminal.until(ready);
        let process = terminal.process();
        // How its own threads hear of signals: a pair without a name, which nothing else can reach.
        let unix = fs::read_to_string(format!("/proc/{process}/net/unix")).unwrap();
        for socket in sockets(process) {
            let line = unix
                .lines()
                .find(|line| line.split_whitespace().nth(6) == Some(&socket));
            let line = line.unwrap_or_else(|| panic!("socket {socket} is one of a network"));
            assert_eq!(line.split_whitespace().count(), 7, "it has a name: {line}");
        }
        terminal.send(if arguments == practice { "q\n" } else { "q" });
        assert_eq!(terminal.end(), 5);
    }
}
