//! What a check of a file found, and the exit code that this earns.

use rolefit::catalogue::{Diagnostic, Severity};
use rolefit::render::diagnostics;

use super::options::{Format, WITHOUT_DOCUMENT};
use super::{CliError, Exit, Output, Result};

/// Shows the diagnostics of a file, and as text what else is said of one that can be used; a strict check fails by
/// warnings too.
///
/// # Errors
/// A check has no such form.
pub(crate) fn show(
    (name, source): (&str, &str),
    found: &[Diagnostic],
    usable: Option<String>,
    strict: bool,
    output: &Output,
) -> Result<Exit> {
    match output.form(WITHOUT_DOCUMENT)? {
        Format::Json => output.result(&diagnostics::json(name, source, found)),
        form @ (Format::Markdown | Format::Html) => {
            return Err(CliError::no_form("a check", form, "text and JSON"));
        }
        Format::Text => {
            if !found.is_empty() {
                output.result(&diagnostics::text(name, source, found, &output.look()));
            }
            output.result(&usable.unwrap_or_default());
        }
    }
    let fails = |fault: &Diagnostic| strict || fault.severity == Severity::Error;
    Ok(if found.iter().any(fails) {
        Exit::CheckFailed
    } else {
        Exit::Done
    })
}
