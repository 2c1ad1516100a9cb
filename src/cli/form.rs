//! `rolefit form`: an answers file to fill in, a page to answer on, a sheet to print, or one to judge the items on.

use std::ffi::OsStr;

use rolefit::catalogue::Catalogue;
use rolefit::cohort;
use rolefit::model::Length;
use rolefit::render::result::file_option;
use rolefit::render::{form as looks, judging};
use rolefit::session::Form;
use rolefit::simulation::fixed_set;

use super::args::FormArguments;
use super::inputs::ends_in;
use super::options::{Format, WITHOUT_DATA};
use super::{CliError, Exit, Output, Result, again, source};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An answers file, as TOML with comments.
    Answers,
    /// A row of a table, as CSV.
    Row,
    Sheet,
    Page,
}

pub(crate) fn run(form: &FormArguments, output: &Output) -> Result<Exit> {
    if form.judging || form.judging_key {
        return judge(form, output);
    }
    let kind = kind(output)?;
    if kind == Kind::Row && form.seed.is_some() {
        let what = "`--seed` orders options, and a row of a table lists none";
        return Err(CliError::usage(what).hint("leave it out"));
    }
    output.only_new("answers")?;
    let catalogue = source::catalogue_for(None, output)?;
    let mut asked = Form::new(&catalogue, form.seed.unwrap_or(1));
    if let Some(length) = form.length.filter(|&length| length != Length::Full) {
        let set = fixed_set(&catalogue, length);
        // A short catalogue is asked whole all the same.
        if set.items.len() < catalogue.items.len() {
            let note = looks::note(&catalogue, &set);
            output.say_afterwards(note.clone());
            asked = asked.of(&set.items, note);
        }
    }
    if form.seed.is_some() && !asked.is_mixed() {
        let what = "`--seed` orders the options of situations, and none is asked here";
        return Err(CliError::usage(what).hint("leave it out"));
    }
    let score = |file: &str| format!("rolefit score {file}{}", file_option(&catalogue));
    let file = output.file().and_then(again::typed_again);
    let file = file.as_deref().unwrap_or("FILE");
    output.result(&match kind {
        Kind::Answers => asked.toml(&score(file)),
        Kind::Row => looks::row(&asked),
        Kind::Sheet => looks::sheet(&asked),
        Kind::Page => looks::page(&asked),
    });
    match kind {
        Kind::Page => output.say_afterwards(format!(
            "whoever opens it in a browser saves answers at the end: `{}` scores them",
            score("FILE")
        )),
        Kind::Row => output.say_afterwards(format!(
            "a row a person; once it is filled in, `{}` scores it",
            score(file)
        )),
        Kind::Answers | Kind::Sheet => {}
    }
    Ok(Exit::Done)
}

/// Returns what to write: what `--format` says, else what the ending of the output file does.
fn kind(output: &Output) -> Result<Kind> {
    if let (Some(file), None) = (output.file(), output.common.format) {
        if ends_in(file, "toml") {
            return Ok(Kind::Answers);
        }
        let ending = file.extension().and_then(OsStr::to_str).unwrap_or_default();
        if cohort::Form::of_ending(ending) == Some(cohort::Form::Csv) {
            return Ok(Kind::Row);
        }
    }
    let known = ".toml is an answers file to fill in, .csv a row of a table";
    match output
        .form(WITHOUT_DATA)
        .map_err(|error| error.hint(known))?
    {
        Format::Text => Ok(Kind::Answers),
        Format::Markdown => Ok(Kind::Sheet),
        Format::Html => Ok(Kind::Page),
        Format::Json => Err(CliError::no_form(
            "a form to fill in",
            Format::Json,
            "text (TOML with comments), Markdown and HTML",
        )
        .hint(known)),
    }
}

fn judge(form: &FormArguments, output: &Output) -> Result<Exit> {
    let format = output.form(&[Format::Text, Format::Markdown])?;
    if matches!(format, Format::Json | Format::Html) {
        return Err(CliError::no_form("a sheet", format, "Markdown"));
    }
    output.only_new("answers")?;
    let catalogue: Catalogue = source::catalogue_for(None, output)?;
    let seed = form.seed.unwrap_or(1);
    output.result(&if form.judging {
        judging::sheet(&catalogue, seed)
    } else {
        judging::key(&catalogue, seed)
    });
    Ok(Exit::Done)
}
