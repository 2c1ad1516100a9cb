//! A page for each of several people, in a folder: what somebody hands out who has gathered the answers of a group.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rolefit::assessment::Assessment;
use rolefit::catalogue::Catalogue;
use rolefit::render::counted;
use rolefit::render::result::{Keeping, Label, ResultReport, file_stem};
use rolefit::session::PersonName;

use super::{OUTCOME, row};
use crate::cli::args::ReportArguments;
use crate::cli::error::{CliError, Exit};
use crate::cli::options::{Common, Format};
use crate::cli::output::{Output, Replacing, write_whole, written};
use crate::cli::several::no_file_twice;
use crate::cli::{read, saved};

/// Results of one catalogue, with whose they are.
pub(super) type Results = (Catalogue, Vec<(Assessment, Label)>);

pub(super) fn run(
    report: &ReportArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    const EXAMPLE: &str = "as in `rolefit report class.csv --each -o pages`";
    if report.results.is_empty() {
        return Err(CliError::usage("nobody's answers are named").hint(EXAMPLE));
    }
    let Some(folder) = output.file() else {
        return Err(CliError::usage(
            "`--each` writes a page a person, and no folder is named for them",
        )
        .hint(EXAMPLE));
    };
    no_file_twice(&report.results)?;
    let groups = report.results.iter().map(|file| {
        let of_file = of_file(file, report, common, output);
        of_file.map_err(|error| {
            error.hint(format!(
                "it is about {}; no page was written",
                read::name(file)
            ))
        })
    });
    let groups: Vec<Results> = groups.collect::<Result<_, _>>()?;
    let people: Vec<ResultReport<'_>> = groups.iter().flat_map(shown).collect();
    write(
        &people,
        &folder,
        common.format.unwrap_or(Format::Html),
        output,
    )
}

/// Writes all of them, or none where one of the files is there already.
fn write(
    people: &[ResultReport<'_>],
    folder: &Path,
    form: Format,
    output: &Output,
) -> Result<Exit, CliError> {
    let places = places(folder, people, form);
    if let Some(there) = places.iter().find(|place| place.symlink_metadata().is_ok()) {
        let problem = format!(
            "`{}` is already there; no page was written",
            there.display()
        );
        return Err(
            CliError::io(problem).hint("choose another folder with `-o`, or remove the file first")
        );
    }
    fs::create_dir_all(folder).map_err(|error| {
        let folder = folder.display();
        CliError::io(format!(
            "could not make the folder `{folder}`: {}",
            error.kind()
        ))
    })?;
    for (report, place) in people.iter().zip(&places) {
        let page = written(report, form, &output.look())?;
        write_whole(place, page.as_bytes(), Replacing::Never)?;
    }
    let pages = counted(places.len(), "page");
    output.say(&format!("{pages} written to `{}`", folder.display()));
    Ok(Exit::Done)
}

/// Returns the results of a file as they are shown where nothing is known of this machine.
fn shown((catalogue, people): &Results) -> impl Iterator<Item = ResultReport<'_>> {
    people.iter().map(move |(assessment, label)| ResultReport {
        catalogue,
        assessment,
        keeping: Keeping::Elsewhere,
        label,
    })
}

/// Reads the results in a file: of everybody in a table, or of the one person whose answers it holds, who is called by
/// the file where nothing in it says more.
fn of_file(
    file: &Path,
    report: &ReportArguments,
    common: &Common,
    output: &Output,
) -> Result<Results, CliError> {
    if let Some(form) = row::form_of(file) {
        return row::all(file, form, &report.table.layout(), common, output);
    }
    let saved = saved::read(file, OUTCOME, common, output)?;
    let mut label = saved.label;
    if label.name.is_none() && saved.assessment.about.is_none() {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        label.name = PersonName::new(&stem).ok();
    }
    Ok((saved.catalogue, vec![(saved.assessment, label)]))
}

/// Returns where each page goes: after the person, with a number where several are called alike.
fn places(folder: &Path, people: &[ResultReport<'_>], form: Format) -> Vec<PathBuf> {
    let ending = match form {
        Format::Text => "txt",
        Format::Markdown => "md",
        Format::Json => "json",
        Format::Html => "html",
    };
    let mut taken = BTreeSet::new();
    let place = |report: &ResultReport<'_>| {
        let name = report
            .label
            .name
            .as_ref()
            .or(report.assessment.about.as_ref());
        let stem = file_stem(name.map_or("", PersonName::as_str));
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        let mut names = std::iter::once(stem.clone()).chain(numbered);
        let name = names.find(|name| taken.insert(name.clone()));
        folder.join(format!(
            "{}.{ending}",
            name.expect("there is always another number")
        ))
    };
    people.iter().map(place).collect()
}
