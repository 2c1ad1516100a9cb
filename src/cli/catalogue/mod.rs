//! `rolefit catalogue`: list, show, check, new, schema.

mod args;
mod new;

use std::path::Path;

use rolefit::catalogue::{Catalogue, Diagnostic, MAX_CATALOGUE_BYTES, builtin, inspect, read};
use rolefit::render::catalogue::{CatalogueList, CatalogueReport};
use rolefit::render::{counted, escape};
use rolefit::simulation::promises_more;

use super::again::typed_again;
use super::options::{EVERY_FORM, Format};
use super::{CliError, Exit, Output, Result, own, read, source};
use args::SchemaName;

pub(crate) use args::CatalogueCommand;

pub(crate) fn run(command: &CatalogueCommand, output: &Output) -> Result<Exit> {
    let takes_catalogue = matches!(
        command,
        CatalogueCommand::Show {
            catalogue: None,
            ..
        }
    );
    if !takes_catalogue {
        output
            .common
            .refuse_catalogue("this command names itself what it is about")?;
    }
    match command {
        CatalogueCommand::List => list(output),
        CatalogueCommand::Show { catalogue, items } => show(catalogue.as_deref(), *items, output),
        CatalogueCommand::Check { file, strict } => check(file, *strict, output),
        CatalogueCommand::New(new) => new::run(new, output),
        CatalogueCommand::Schema { of } => schema(*of, output),
    }
}

fn list(output: &Output) -> Result<Exit> {
    let catalogues = builtin::all()
        .iter()
        .map(|builtin| source::built_in(builtin, output))
        .collect::<Result<Vec<Catalogue>>>()?;
    // A folder that cannot be read takes nothing away from those that are built in.
    let (own, exit) = match own::all() {
        Ok(own) => (own, Exit::Done),
        Err(error) => (Vec::new(), output.report(&error)),
    };
    output.show(&CatalogueList {
        builtin: &catalogues,
        own: &own,
    })?;
    Ok(exit)
}

fn show(name: Option<&str>, items: bool, output: &Output) -> Result<Exit> {
    if items && matches!(output.form(EVERY_FORM)?, Format::Markdown | Format::Json) {
        let what = "`--items` is for text: Markdown and JSON always have all";
        return Err(CliError::usage(what).hint("leave it out"));
    }
    let name = name.or(output.common.catalogue.as_deref());
    let catalogue = source::named_catalogue(name, output)?;
    output.show(&CatalogueReport {
        catalogue: &catalogue,
        items,
    })?;
    Ok(Exit::Done)
}

fn check(file: &Path, strict: bool, output: &Output) -> Result<Exit> {
    let source = read::read_bounded(file, MAX_CATALOGUE_BYTES).map_err(|error| {
        match file.to_str().filter(|_| !source::means_file(file)) {
            Some(name) => nothing_to_check(name),
            None => error,
        }
    })?;
    let mut reading = read(&source);
    if let Some(catalogue) = &reading.catalogue {
        reading.diagnostics.extend(inspect(catalogue, &source));
        let more = promises_more(catalogue, &source);
        reading.diagnostics.extend(more);
        let place = |fault: &Diagnostic| (fault.span.start, fault.span.end, fault.code);
        reading.diagnostics.sort_by_key(place);
    }
    let name = read::name(file);
    let usable = reading.catalogue.map(|catalogue| fine(file, &catalogue));
    let found = &reading.diagnostics;
    super::check::show((&name, &source), found, usable, strict, output)
}

/// Says what a name means that is no file's, where it is no name of a file either: what is checked is a file.
fn nothing_to_check(name: &str) -> CliError {
    let error = |what: &str| CliError::io(format!("there is no file `{name}`{what}"));
    if builtin::find(name).is_some() {
        error("; a catalogue with this id is built in, and was checked as it was made").hint(
            format!(
                "`rolefit catalogue show {name}` shows it; to check one of your own, name its file"
            ),
        )
    } else if let Some(own) = own::file(name) {
        let error = error("; a catalogue of your own has this id");
        match typed_again(&own) {
            Some(own) => error.hint(format!("check its file: `rolefit catalogue check {own}`")),
            None => error.hint("name its file"),
        }
    } else {
        error("").hint(
            "name the TOML file of a catalogue, or `-` for standard input; `rolefit catalogue new -o my-roles.toml` starts one",
        )
    }
}

fn schema(of: SchemaName, output: &Output) -> Result<Exit> {
    output.only_form(Format::Json, "a schema is JSON, and has no other form")?;
    output.result(match of {
        SchemaName::Catalogue => rolefit::schema::CATALOGUE,
        SchemaName::Questions => rolefit::schema::QUESTIONS,
        SchemaName::Answers => rolefit::schema::ANSWERS,
        SchemaName::Result => rolefit::schema::RESULT,
        SchemaName::Validation => rolefit::schema::VALIDATION,
        SchemaName::Calibration => rolefit::schema::CALIBRATION,
        SchemaName::Outputs => rolefit::schema::OUTPUTS,
    });
    Ok(Exit::Done)
}

/// Returns what is said of a catalogue that can be used: what was looked at, and what was not.
fn fine(file: &Path, catalogue: &Catalogue) -> String {
    format!(
        "{}: `{}` {} is valid in form: {}, {}, {}\n\
         nobody has judged the words: whether they are clear and fair, and whether sources say what is claimed\n\
         a sheet on which people judge the items: rolefit form --judging --catalogue {}\n",
        escape::line(&read::name(file)),
        catalogue.id,
        catalogue.version,
        counted(catalogue.traits.len(), "trait"),
        counted(catalogue.roles.len(), "role"),
        counted(catalogue.items.len(), "item"),
        typed_again(file).as_deref().unwrap_or("FILE"),
    )
}
