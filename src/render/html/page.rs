//! The frame of a page: one file, read from top to bottom, that loads nothing and runs nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::style::STYLE;
use super::words::plain;

/// What a browser may do with a page: use the styles in it, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Wraps a body in a page. The title is escaped here; the body must be markup already, with one `h1`.
pub(in crate::render) fn page(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                title { (plain(title)) }
                // The styles are our own, word for word.
                style { (PreEscaped(STYLE)) }
            }
            body {
                main { (body) }
                footer { "rolefit " (env!("CARGO_PKG_VERSION")) }
            }
        }
    };
    page.into_string() + "\n"
}
