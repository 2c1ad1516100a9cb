//! A page for each of several people, in a folder: what somebody hands out who has gathered the answers of a group.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rolefit::render::counted;
use rolefit::render::result::{Keeping, ResultReport, file_stem};
use rolefit::session::PersonName;

use super::row::{self, OUTCOME, Person, Results, stem_of};
use crate::cli::args::ReportArguments;
use crate::cli::options::Format;
use crate::cli::output::{Output, written};
use crate::cli::several::{form_of, none_twice};
use crate::cli::signals::Together;
use crate::cli::store::Kept;
use crate::cli::writing::{self, Replacing, make_folder, write_whole};
use crate::cli::{CliError, Exit, Result, kept, read, saved};

pub(super) fn run(report: &ReportArguments, output: &Output) -> Result<Exit> {
    const EXAMPLE: &str = "as in `rolefit report class.csv --each -o pages`";
    if report.results.is_empty() {
        return Err(CliError::usage("nobody's answers are named").hint(EXAMPLE));
    }
    let Some(folder) = output.file() else {
        let what = "`--each` writes a page a person, and no folder is named for them";
        return Err(CliError::usage(what).hint(EXAMPLE));
    };
    none_twice(&report.results, output)?;
    report.table.check(&[])?;
    let forms = report.results.iter().filter_map(|file| form_of(file));
    report.table.check_use(forms)?;
    writing::check_folder(folder)?;
    let groups = report.results.iter().map(|file| {
        let about = format!("it is about {}; no page was written", read::name(file));
        of_file(file, report, output).map_err(|error| error.hint(about))
    });
    let groups: Vec<Results> = groups.collect::<Result<_, _>>()?;
    let form = output.common.format.unwrap_or(Format::Html);
    let places = places(folder, groups.iter().flat_map(|(_, people)| people), form);
    let people = groups.iter().flat_map(shown);
    write(people.zip(places).collect(), folder, form, output)
}

/// Writes all of them that are not there yet, or none: whose answers came first has a page already where those of others
/// come later. A page that is there and is another one stays, and is told.
fn write(
    people: Vec<(ResultReport<'_>, PathBuf)>,
    folder: &Path,
    form: Format,
    output: &Output,
) -> Result<Exit> {
    let all = people.len();
    let (mut missing, mut others, mut names) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (report, place) in people {
        let Ok(there) = place.symlink_metadata() else {
            missing.push((report, place));
            continue;
        };
        let page = written(&report, form, &output.look())?;
        names.insert(called(&report).to_owned());
        if !(there.is_file() && fs::read(&place).is_ok_and(|there| there == page.as_bytes())) {
            others.push(format!("`{}`", place.display()));
        }
    }
    let pages = counted(missing.len(), "page");
    let written = missing.len();
    for line in write_missing(missing, names, folder, form, output)? {
        output.say(&line);
    }
    let there = match all - written - others.len() {
        0 => String::new(),
        there => format!("; {} there already", counted(there, "page")),
    };
    output.say(&format!("{pages} written to `{}`{there}", folder.display()));
    let left = match others.len() {
        0 => return Ok(Exit::Done),
        1 => {
            "is already there and would be another page now, by other answers or another version; it was left"
        }
        _ => {
            "are already there and would be other pages now, by other answers or another version; they were left"
        }
    };
    let error = CliError::io(format!("{} {left}", others.join(", ")));
    Err(error.hint(RENEW))
}

/// How a page is written anew.
const RENEW: &str =
    "to renew a page remove it and run this again, or choose another folder with `-o`";

/// Writes pages, or none, and returns what there is to say of them.
fn write_missing(
    people: Vec<(ResultReport<'_>, PathBuf)>,
    mut names: BTreeSet<String>,
    folder: &Path,
    form: Format,
    output: &Output,
) -> Result<Vec<String>> {
    let is_new = !folder.exists();
    make_folder(folder)?;
    let (mut done, mut told) = (Together::new(is_new.then_some(folder)), Vec::new());
    let mut twice = Vec::new();
    for (report, place) in people {
        let page = written(&report, form, &output.look());
        let page = page.and_then(|page| write_whole(&place, page.as_bytes(), Replacing::Part));
        if let Err(error) = page {
            return Err(taken_back(error, done));
        }
        let name = called(&report);
        if name != NAMELESS && !names.insert(name.to_owned()) {
            twice.push(format!(
                "note: two are called {name}; if it is one person, remove these pages, leave the older file out, and do it again"
            ));
        }
        told.push(format!("{name}: `{}`", place.display()));
        done.add(place);
    }
    done.keep();
    told.append(&mut twice);
    Ok(told)
}

/// What somebody is called who has no name.
const NAMELESS: &str = "no name";

/// Returns what somebody is called in what was read, if anything.
fn called<'a>(report: &ResultReport<'a>) -> &'a str {
    let named = report.label.id.as_deref();
    let name = report
        .label
        .name
        .as_ref()
        .or(report.assessment.about.as_ref());
    named.or(name.map(PersonName::as_str)).unwrap_or(NAMELESS)
}

/// Removes the pages that were written before one failed, and says what came of it.
fn taken_back(error: CliError, done: Together) -> CliError {
    match done.remove() {
        (0, _) => error,
        (1, 0) => error.hint("the page written before it was removed again"),
        (before, 0) => error.hint(format!(
            "the {before} pages written before it were removed again"
        )),
        (before, left) => error.hint(format!(
            "of the pages written before it, {before}, could not be removed again: {left}"
        )),
    }
}

/// Returns the results of a file as they are shown where nothing is known of this machine.
fn shown((catalogue, people): &Results) -> impl Iterator<Item = ResultReport<'_>> {
    people.iter().map(move |person| ResultReport {
        catalogue,
        assessment: &person.assessment,
        keeping: Keeping::Elsewhere,
        label: &person.label,
    })
}

/// Reads the results in a file: of everybody in a table, or of the one person whose answers it holds, who is called by
/// the file where nothing in it says more and the file was called by somebody.
fn of_file(file: &Path, report: &ReportArguments, output: &Output) -> Result<Results> {
    if let Some(form) = form_of(file) {
        return row::all(file, form, &report.table.layout(), output);
    }
    let saved = saved::read(file, OUTCOME, output)?;
    let mut label = saved.label;
    let place = stem_of(file);
    let says_who = !(file.as_os_str() == "-" || kept::is_name(file) || Kept::is_id(&place));
    if says_who && label.name.is_none() && saved.assessment.about.is_none() {
        label.name = PersonName::new(&place).ok();
    }
    let person = Person {
        assessment: saved.assessment,
        label,
        place,
    };
    Ok((saved.catalogue, vec![person]))
}

/// Returns where each page goes: after the person, with a number where several are called alike.
fn places<'p>(
    folder: &Path,
    people: impl Iterator<Item = &'p Person>,
    form: Format,
) -> Vec<PathBuf> {
    let ending = match form {
        Format::Text => "txt",
        Format::Markdown => "md",
        Format::Json => "json",
        Format::Html => "html",
    };
    let mut taken = BTreeSet::new();
    // Where the search for a free number goes on: a class of hundreds may have no names.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let place = |person: &Person| {
        let (label, about) = (&person.label, &person.assessment.about);
        let name = label.name.as_ref().or(about.as_ref());
        let stem = file_stem(name.map_or(&person.place, PersonName::as_str));
        let number = next.entry(stem.clone()).or_insert(1);
        let mut name = stem.clone();
        while !taken.insert(name.clone()) {
            *number += 1;
            name = format!("{stem}-{number}");
        }
        folder.join(format!("{name}.{ending}"))
    };
    people.map(place).collect()
}
