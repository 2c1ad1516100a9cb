//! `rolefit report`: a result that is there already, in another form.

mod each;
mod row;

use std::path::{Path, PathBuf};

use rolefit::catalogue::builtin;
use rolefit::render::result::{Keeping, Label};

use row::OUTCOME;

use super::args::ReportArguments;
use super::kept::{LATEST, Meant};
use super::options::{EVERY_FORM, Format};
use super::saved::{self, Extent};
use super::several::form_of;
use super::{CliError, Exit, Output, Result, source};

pub(crate) fn run(report: &ReportArguments, output: &Output) -> Result<Exit> {
    if report.each {
        return each::run(report, output);
    }
    let form = output.form(EVERY_FORM)?;
    if report.name.is_some() && !matches!(form, Format::Html | Format::Markdown) {
        return Err(CliError::usage(
            "a name stands on a page or in a document, and this is neither",
        )
        .hint("write one: `rolefit report --name NAME -o result.html`"));
    }
    let file = one_of(&report.results)?;
    source::one_standard_input(&report.results, output)?;
    let label = |label: Label| Label {
        name: report.name.clone().or(label.name),
        ..label
    };
    if let Some((file, form)) = file.and_then(|file| Some((file, form_of(file)?))) {
        report.table.check(&[])?;
        report.table.check_use(std::iter::once(form))?;
        let meant = (report.id.as_deref(), &report.table);
        let mut saved = row::read(file, form, meant, output)?;
        saved.label = label(saved.label);
        output.show(&saved.report(Keeping::Elsewhere))?;
        output.tell_how_to_keep();
        return Ok(Exit::Done);
    }
    let of_table = report.id.as_ref().map(|_| "--id");
    if let Some(option) = of_table.or(report.table.given()) {
        let what = format!("`{option}` is for a row of a table, and none is named");
        return Err(CliError::usage(what)
            .hint("name a file that ends in .csv or .ndjson: `rolefit report class.csv --id ID`"));
    }
    let found = match file {
        Some(file) => saved::find(file, OUTCOME, output)?,
        None => saved::find_kept(LATEST, Meant::Unnamed, OUTCOME, output)?,
    };
    let id = saved::show_found(&found, Extent::Whole, OUTCOME, label, output)?;
    output.tell_how_to_keep();
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

/// Returns the file that is meant, if one is named: a report is of one person.
fn one_of(results: &[PathBuf]) -> Result<Option<&Path>> {
    match results {
        [] => Ok(None),
        [file] => Ok(Some(file)),
        [_, _, ..] => Err(CliError::usage(format!(
            "{} files are named, and a report is of one person",
            results.len()
        ))
        .hint("`--each` writes a page of each into the folder that `-o` names; `rolefit team` shows a group together")),
    }
}
