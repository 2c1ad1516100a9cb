//! `rolefit report`: a result that is there already, in another form.

use rolefit::catalogue::builtin;
use rolefit::render::result::Label;

use super::args::ReportArguments;
use super::error::{CliError, Exit};
use super::kept::{LATEST, Meant};
use super::options::{Common, EVERY_FORM, Format};
use super::output::Output;
use super::saved;
use super::source;

/// What is not done where a result cannot be used.
const OUTCOME: &str = "nothing was reported";

pub(crate) fn run(
    report: &ReportArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let form = output.form(EVERY_FORM)?;
    if report.name.is_some() && !matches!(form, Format::Html | Format::Markdown) {
        return Err(CliError::usage(
            "a name stands on a page or in a document, and this is neither",
        )
        .hint("write one: `rolefit report --name NAME -o result.html`"));
    }
    let file = report.result.as_deref();
    source::one_standard_input(&[file], common)?;
    let found = match file {
        Some(file) => saved::find(file, OUTCOME, common, output)?,
        None => saved::find_kept(LATEST, Meant::Unnamed, OUTCOME, common, output)?,
    };
    let label = |label: Label| Label {
        name: report.name.clone().or(label.name),
        ..label
    };
    let id = saved::show_found(&found, OUTCOME, label, common, output)?;
    if let (None, Some(kept)) = (file, &found.kept) {
        let of = if id == builtin::all()[0].id {
            String::new()
        } else {
            format!(", of `{id}`")
        };
        output.say(&format!("from your latest result, {}{of}", kept.id));
    }
    Ok(Exit::Done)
}
