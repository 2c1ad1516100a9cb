//! How much a TOML file opens, counted before anything of it is built.
//!
//! A table that holds something takes a kilobyte in memory and may take two bytes in the file, so a file's size alone
//! bounds nothing: 4 MiB of `a.a.a` would become 2 GiB.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// The most dots, `[` and `{` outside of texts and comments: each may open a table or a list.
pub const MAX_OPENED: usize = 100_000;

/// Returns where a file opens more tables and lists than a reader builds, if it does.
pub(crate) fn crowded(source: &str) -> Option<usize> {
    Source::new(source)
        .lex()
        .filter(|token| {
            matches!(
                token.kind(),
                TokenKind::Dot | TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket
            )
        })
        .nth(MAX_OPENED)
        .map(|token| token.span().start())
}

/// Says that it does.
pub(crate) fn too_crowded() -> String {
    format!("more than {MAX_OPENED} dots and opening brackets stand before this place")
}

/// What to do about it.
pub(crate) const LESS: &str =
    "each may open a table or a list, and no more are read; leave some out";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_tables_or_lists_counts_and_texts_and_comments_do_not() {
        let most = "a.b = 1\n".repeat(MAX_OPENED);
        assert_eq!(crowded(&most), None);
        assert_eq!(crowded(&(most.clone() + "\"[\" = '{'  # [{.\n")), None);
        for one in ["[", "{", "."] {
            assert_eq!(crowded(&(most.clone() + one)), Some(most.len()));
        }
    }
}
