//! What the environment says about looks: width, character set, colour, plain text. Read once, at the start.

use std::env;

use console::Term;
use rolefit::render::look::{Charset, Look};

use super::args::{Color, Common};

/// The width of text that goes to no terminal.
const DEFAULT_WIDTH: usize = 80;

/// How output may look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Environment {
    colour: Option<bool>,
    plain: bool,
    unicode: bool,
    columns: Option<usize>,
}

impl Environment {
    /// Reads the environment; options given by hand win over it.
    pub(crate) fn read(common: &Common) -> Self {
        let colour = match common.color {
            Color::Always => Some(true),
            Color::Never => Some(false),
            // https://no-color.org: set to anything but nothing.
            Color::Auto => env::var_os("NO_COLOR")
                .filter(|value| !value.is_empty())
                .map(|_| false),
        };
        Self {
            colour,
            plain: common.plain || accessible() || dumb_terminal(),
            unicode: unicode_locale(),
            columns: env::var("COLUMNS")
                .ok()
                .and_then(|columns| columns.parse().ok())
                .filter(|columns| *columns > 0),
        }
    }

    /// Returns whether plain text was asked for: nothing redrawn, no line drawing.
    pub(crate) fn is_plain(self) -> bool {
        self.plain
    }

    /// Returns the looks of a stream.
    pub(crate) fn look(self, to_terminal: bool) -> Look {
        let terminal = to_terminal.then(|| Term::stderr().size_checked()).flatten();
        let width = terminal.map_or(self.columns.unwrap_or(DEFAULT_WIDTH), |(_, columns)| {
            usize::from(columns)
        });
        Look {
            width,
            charset: if self.unicode && !self.plain {
                Charset::Unicode
            } else {
                Charset::Ascii
            },
            colour: self.colour.unwrap_or(to_terminal && !self.plain),
        }
    }
}

/// `ACCESSIBLE` set to anything but `0`, `false` or nothing.
fn accessible() -> bool {
    env::var("ACCESSIBLE").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

fn dumb_terminal() -> bool {
    env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// Whether the locale says UTF-8: the first of these that is set decides.
fn unicode_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    // Without any locale a container or a service is running us; its logs take UTF-8.
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
