//! People whose results are shown: the row of a table that an id names, or each that answered.

use std::path::Path;

use rolefit::assessment::{Assessment, Stopped};
use rolefit::catalogue::Catalogue;
use rolefit::cohort::{Form, Gathered, Layout, blank_lines, gather};
use rolefit::render::result::Label;
use rolefit::session::PersonName;

use crate::cli::names::{file_for_shell, meant, option};
use crate::cli::options::TableArguments;
use crate::cli::saved::Saved;
use crate::cli::several::{MAX_MANY, note_blank, row_names, tell_rows};
use crate::cli::store::Kept;
use crate::cli::{CliError, Output, Result, read, source};

/// So many ids are named to choose from.
const MOST_NAMED: usize = 8;

/// What is not done where a result cannot be used.
pub(super) const OUTCOME: &str = "nothing was reported";

/// Results of one catalogue.
pub(super) type Results = (Catalogue, Vec<Person>);

/// A result, and what is known of whose it is.
pub(super) struct Person {
    pub(super) assessment: Assessment,
    pub(super) label: Label,
    /// What the page is called where nobody is named: it stands on no page.
    pub(super) place: String,
}

/// Reads a table whole and makes a result of the row that `id` names.
pub(super) fn read(
    file: &Path,
    form: Form,
    (id, table): (Option<&str>, &TableArguments),
    output: &Output,
) -> Result<Saved> {
    let (catalogue, people) = rows(file, form, &table.layout(), output)?;
    let name = read::name(file);
    let is_alone = people.len() == 1;
    let again = table.again() + &output.common.again();
    let one = output.common.shown_again();
    let row = chosen(people, id, (file, [&again, &one]))?;
    let (assessment, label) = result(&catalogue, &row, is_alone, &name)?;
    Ok(Saved {
        catalogue,
        assessment,
        label,
    })
}

/// Reads a table whole and makes a result of each row in which something is answered.
pub(super) fn all(file: &Path, form: Form, layout: &Layout, output: &Output) -> Result<Results> {
    let (catalogue, people) = rows(file, form, layout, output)?;
    let name = read::name(file);
    let is_alone = people.len() == 1;
    let (answered, empty): (Vec<Row>, Vec<Row>) = named(people)
        .into_iter()
        .partition(|(person, _)| !person.given.is_empty());
    for (_, person) in empty {
        output.say(&format!("note: `{person}` in {name} has answered nothing"));
    }
    if answered.is_empty() {
        let problem = format!("nobody in {name} has answered anything; {OUTCOME}");
        return Err(CliError::bad_input(problem));
    }
    let page = |row: &Row| {
        let (assessment, label) = result(&catalogue, row, is_alone, &name)?;
        // Whoever is alone in it is called as when others follow, and has no second page then.
        let place = format!("{}-line-{}", stem_of(file), row.0.line);
        Ok(Person {
            assessment,
            label,
            place,
        })
    };
    let people = answered.iter().map(page).collect::<Result<Vec<_>, _>>()?;
    Ok((catalogue, people))
}

/// A row, and what it is called.
type Row = (Gathered, String);

fn named(people: Vec<Gathered>) -> Vec<Row> {
    let names = row_names(&people);
    people.into_iter().zip(names).collect()
}

fn rows(
    file: &Path,
    form: Form,
    layout: &Layout,
    output: &Output,
) -> Result<(Catalogue, Vec<Gathered>)> {
    let name = read::name(file);
    let text = read::read_bounded(file, MAX_MANY)?;
    let catalogue = source::catalogue_for(None, output)?;
    let people = gather(&catalogue, &name, form, &text, layout).map_err(|faults| {
        tell_rows(&faults, output);
        CliError::bad_input(format!("{name} cannot be used; {OUTCOME}"))
    })?;
    note_blank(blank_lines(form, &text, layout), output);
    Ok((catalogue, people))
}

/// Returns what the answers of a row come to, and whose they are. The number of a line tells people apart, and is no name;
/// whoever is alone needs none.
fn result(
    catalogue: &Catalogue,
    (person, id): &Row,
    is_alone: bool,
    name: &str,
) -> Result<(Assessment, Label)> {
    let failed =
        |error: String| CliError::bad_input(format!("`{id}` in {name}: {error}; {OUTCOME}"));
    let about = person.about.as_deref().map(PersonName::new).transpose();
    let about = about.map_err(|error| failed(error.to_string()))?;
    let assessment = Assessment::new(catalogue, person.given.clone(), Stopped::Given);
    let assessment = assessment.map_err(|error| failed(error.to_string()))?;
    let label = Label {
        name: person.id.as_deref().and_then(|id| PersonName::new(id).ok()),
        id: (person.id.is_some() || !is_alone).then(|| id.clone()),
        date: None,
    };
    Ok((assessment.about(about), label))
}

/// Returns what a file is called, without its ending.
pub(super) fn stem_of(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// Returns the one row that is meant; `again` are the options that read the same table, and those that show one row alike.
fn chosen(
    people: Vec<Gathered>,
    id: Option<&str>,
    (file, again): (&Path, [&str; 2]),
) -> Result<Row> {
    let name = read::name(file);
    let rows = named(people);
    let ids: Vec<String> = rows.iter().map(|(_, called)| called.clone()).collect();
    let Some(id) = id else {
        return match <[Row; 1]>::try_from(rows) {
            Ok([only]) => Ok(only),
            Err(_) => Err(unsaid(&ids, (file, again))),
        };
    };
    // An id goes before an id beside its blanks, and both before what a row without one is called.
    let is_meant: [&dyn Fn(&Row) -> bool; 4] = [
        &|(one, _)| one.id.as_deref() == Some(id),
        &|(one, _)| one.id.as_deref().map(str::trim) == Some(id.trim()),
        &|(_, called)| called == id.trim(),
        &|(one, _)| one.id.is_none() && format!("line {}", one.line) == id.trim(),
    ];
    let is_meant = is_meant.into_iter().find(|is| rows.iter().any(is));
    let mut found = rows
        .into_iter()
        .filter(|one| is_meant.is_some_and(|is| is(one)));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some((one, _)), Some((other, _))) => Err(CliError::bad_input(format!(
            "`{id}` stands twice in {name}, in lines {} and {}; {OUTCOME}",
            one.line, other.line
        ))
        .hint("give each an id of their own")),
        (None, _) => {
            let hint = meant(id, ids.iter().map(String::as_str), listed(&ids));
            let what = format!("there is no `{id}` in {name}; {OUTCOME}");
            Err(CliError::bad_input(what).hint(hint))
        }
    }
}

/// Says that a table holds several, and how one of them or all together are shown.
fn unsaid(ids: &[String], (file, [again, one]): (&Path, [&str; 2])) -> CliError {
    let (name, file) = (read::name(file), file_for_shell(file));
    let (count, first) = (ids.len(), option("--id", &ids[0]));
    // An export of a history holds one person again and again.
    if ids.iter().all(|id| Kept::is_id(id)) {
        let what = format!("{name} holds {count} results of one history, and a report is of one");
        return CliError::usage(what)
            .hint(format!(
                "say which: `rolefit report {file}{first}{again}{one}`"
            ))
            .hint(listed(ids));
    }
    CliError::usage(format!("{name} holds {count} people, and a report is of one"))
    .hint(format!("say whose: `rolefit report {file}{first}{again}{one}`"))
    .hint(listed(ids))
    .hint(format!(
        "a page of each: `rolefit report {file} --each -o pages{again}`"
    ))
    .hint(format!(
        "`rolefit team {file}{again}` shows a group together, `rolefit score {file}{again}` a row each"
    ))
}

fn listed(ids: &[String]) -> String {
    let named = ids.iter().take(MOST_NAMED).map(|id| format!("`{id}`"));
    let named = named.collect::<Vec<_>>().join(", ");
    match ids.len().saturating_sub(MOST_NAMED) {
        0 => format!("in it are {named}"),
        more => format!("in it are {named} and {more} more"),
    }
}
