//! The frame of a page: one file, read from top to bottom, that loads nothing and runs nothing, or one script that it holds.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::style::STYLE;
use super::words::plain;

/// What a browser may do with a page: use the styles in it, and nothing else but what is added to this.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A script of our own with the styles of what it runs.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Script {
    /// What is run, word for word.
    pub(in crate::render) text: &'static str,
    /// Its SHA-256 as a policy names it: a browser runs no other.
    pub(in crate::render) hash: &'static str,
    /// The styles.
    pub(in crate::render) style: &'static str,
}

/// Wraps a body in a page. The title is escaped here; the body must be markup already, with one `h1`.
pub(in crate::render) fn page(title: &str, body: &Markup) -> String {
    frame(title, body, None)
}

/// Wraps a body in a page that runs a script once the body is there.
pub(in crate::render) fn page_with_script(title: &str, body: &Markup, script: Script) -> String {
    frame(title, body, Some(script))
}

fn frame(title: &str, body: &Markup, script: Option<Script>) -> String {
    let mut policy = POLICY.to_owned();
    if let Some(Script { hash, .. }) = script {
        policy.extend(["; connect-src 'none'; script-src '", hash, "'"]);
    }
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                title { (plain(title)) }
                // The styles are our own, word for word.
                style { (PreEscaped(STYLE)) @if let Some(script) = script { (PreEscaped(script.style)) } }
            }
            body {
                main { (body) }
                footer { "rolefit " (env!("CARGO_PKG_VERSION")) }
                @if let Some(script) = script { script { (PreEscaped(script.text)) } }
            }
        }
    };
    page.into_string() + "\n"
}
