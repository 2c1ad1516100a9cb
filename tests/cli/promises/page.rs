//! The page to answer on is the one page that runs anything. It runs its own script alone, asks nobody for anything and
//! keeps nothing.

use sha2::{Digest, Sha256};

use super::world::{Machine, Ran};
use crate::form_page::{SCRIPT, answering_page};

/// Words without which a script neither sends nor keeps anything, loads no other and makes no markup of a text.
const NEVER: [&str; 30] = [
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "WebTransport",
    "RTCPeer",
    "Worker",
    "import",
    "postMessage",
    "BroadcastChannel",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "cookie",
    "caches",
    "history.",
    "location",
    "open(",
    "http",
    "src",
    "submit",
    "innerHTML",
    "outerHTML",
    "insertAdjacent",
    "document.write",
    "eval",
    "Function(",
    "setAttribute",
    "clipboard.read",
];

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | u32::from(*three.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            written.push(if at > three.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    written
}

#[test]
fn the_policy_of_a_page_to_answer_on_allows_its_own_script_and_no_request() {
    assert_eq!(base64(b"light work."), "bGlnaHQgd29yay4=");
    let hash = base64(&Sha256::digest(SCRIPT));
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'; connect-src 'none'; script-src 'sha256-{hash}'\">"
    );
    let machine = Machine::new();
    for catalogue in ["product-roles", "tests/fixtures/poisoned.toml"] {
        let form = ["form", "--catalogue", catalogue, "--format", "html"];
        let ran = Ran::of(&mut machine.command(form));
        let page = String::from_utf8(ran.stdout).unwrap();
        assert_eq!(page.matches("Content-Security-Policy").count(), 1);
        assert!(page.contains(&policy), "the script's hash is sha256-{hash}");
        answering_page(&page);
    }
}

#[test]
fn the_script_has_no_word_for_sending_keeping_or_loading() {
    for never in NEVER {
        assert!(!SCRIPT.contains(never), "{never}");
    }
    assert!(!SCRIPT.contains("</"));
}
