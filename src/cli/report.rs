//! `rolefit report`: a result that is there already, in another form.

use std::env;

use rolefit::render::result::{Keeping, Label};

use super::args::{Common, Format, ReportArguments};
use super::error::{CliError, Exit};
use super::output::Output;
use super::saved::{self, Saved};
use super::store::Folder;
use super::{kept, result, source};

/// What is not done where a result cannot be used.
const OUTCOME: &str = "nothing was reported";

pub(crate) fn run(
    report: &ReportArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    if report.name.is_some() && !matches!(output.format(), Format::Html | Format::Markdown) {
        return Err(CliError::usage(
            "a name stands on a page or in a document, and this is neither",
        )
        .hint("write one: `rolefit report --name NAME -o result.html`"));
    }
    let file = report.result.as_deref();
    source::one_standard_input(&[file], common)?;
    let (saved, keeping) = match file {
        Some(file) => {
            source::keep_input(file, common)?;
            let saved = saved::read(file, OUTCOME, common, output)?;
            (saved, Keeping::Elsewhere)
        }
        None => (latest(common, output)?, Keeping::Latest),
    };
    let label = Label {
        name: report.name.clone().or(saved.label.name),
        ..saved.label
    };
    result::show(&saved.catalogue, &saved.assessment, keeping, &label, output)?;
    Ok(Exit::Done)
}

/// Returns the latest result of the catalogue that is kept; nobody wants a report on nothing.
fn latest(common: &Common, output: &Output) -> Result<Saved, CliError> {
    let catalogue = source::catalogue_for(common, None, output)?;
    let none = || {
        CliError::usage(format!("no result of `{}` is kept here", catalogue.id))
            .hint("name a result or an answers file, or - for standard input")
            .hint(if common.catalogue.is_some() {
                "`rolefit take` with the same `--catalogue` asks, and keeps the result"
            } else {
                "`rolefit` asks, and keeps the result"
            })
    };
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME")).ok_or_else(none)?;
    let mut warn = |line: &str| output.say(line);
    let (kept, text) =
        kept::latest(&folder, Some(&catalogue.id), None, &mut warn)?.ok_or_else(none)?;
    source::keep_input(&kept.path, common)?;
    let name = format!("your latest result, {}", kept.id);
    let mut saved = saved::of_text(&name, &text, OUTCOME, common, output)?;
    saved.label.date = Some(kept.time.date());
    output.say(&format!("from {name}"));
    Ok(saved)
}
