//! `rolefit validate`: how well a catalogue places people whose role is known; and such people from files, which
//! `rolefit calibrate` reads too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use rolefit::catalogue::Catalogue;
use rolefit::cohort::{Form, Layout};
use rolefit::model::Length;
use rolefit::render::validation::ValidationReport;
use rolefit::session::Transcript;
use rolefit::validation::{
    MOST_ROWS, Person, Row, Sittings, is_taken, people, row, rows, validate,
};

use super::options::{EVERY_FORM, TableArguments, length};
use super::several::{
    Content, Faulty, Opened, form_of, none_twice, note_blank, note_others, one_catalogue, tell_rows,
};
use super::{CliError, Exit, Output, Result, read, saved, source};

const OUTCOME: &str = "nothing was validated";

/// Whose answers to hold against their roles.
#[derive(Debug, Args)]
pub(crate) struct ValidateArguments {
    /// Average the sittings of one person, who has one id in all of them; without it an id may stand once
    #[arg(long)]
    average: bool,
    /// Put the answers through a questionnaire of this length, which asks for them as it would ask a person; without it
    /// all answers count
    #[arg(long, value_parser = length(), value_name = "LENGTH")]
    length: Option<Length>,
    // Last, for its heading holds for what stands below it.
    #[command(flatten)]
    known: KnownArguments,
}

pub(crate) fn run(validation: &ValidateArguments, output: &Output) -> Result<Exit> {
    validation.known.check(output)?;
    // What cannot be written is refused before anything is read.
    output.form(EVERY_FORM)?;
    let (catalogue, rows) = validation.known.read(OUTCOME, output)?;
    let advice = "`--average` averages the sittings of one person";
    let sittings = (validation.average, advice);
    let people = told_apart(&catalogue, rows, sittings, OUTCOME, output)?;
    output.show(&ValidationReport {
        catalogue: &catalogue,
        validation: &validate(&catalogue, &people, validation.length),
    })?;
    Ok(Exit::Done)
}

/// The most bytes of all files together: all people are held at once, in several times as many.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Whose answers to read, and where their role stands.
#[derive(Debug, Args)]
pub(crate) struct KnownArguments {
    /// Answers of people whose role is known: CSV or NDJSON of many, or answers or a saved result of one person each.
    /// - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The column, or the key beside the answers, that holds the id of the known role
    #[arg(long, value_name = "NAME", default_value = "role")]
    role_column: String,
    #[command(flatten)]
    table: TableArguments,
}

impl KnownArguments {
    /// Refuses a command line on which no file stands, one twice, or standard input twice.
    pub(crate) fn check(&self, output: &Output) -> Result<()> {
        if self.files.is_empty() {
            return Err(CliError::usage("no files are named")
                .hint("people whose role is known stand in a CSV file with a column `role`, beside `id` and a column for each item")
                .hint(format!("`rolefit simulate --write-answers FILE{}` makes one of people who are drawn", output.common.again())));
        }
        none_twice(&self.files, output)
    }

    /// Refuses a name for the role that something else in answers has.
    fn check_role_column(&self, catalogue: &Catalogue) -> Result<()> {
        let column = self.role_column.as_str();
        let is_id = column == self.table.layout().id;
        if !column.trim().is_empty() && !is_id && !is_taken(catalogue, column) {
            return Ok(());
        }
        let another = if column == "role" {
            "known-role"
        } else {
            "role"
        };
        Err(CliError::usage(format!(
            "the known role cannot stand under `{column}`: that is something else in answers"
        ))
        .hint(format!(
            "give the column or key another name, such as `{another}`, and say it with `--role-column`"
        )))
    }

    /// Returns what to call the place of what all rows together lack.
    pub(crate) fn place(&self) -> String {
        match self.files.as_slice() {
            [file] => read::name(file),
            files => format!("these {} files", files.len()),
        }
    }

    /// Reads every row, or tells what is wrong with each of the files. `outcome` says what is not done then.
    pub(crate) fn read(
        &self,
        outcome: &'static str,
        output: &Output,
    ) -> Result<(Catalogue, Vec<Row>)> {
        let column = self.role_column.as_str();
        // Without ids the sittings of one person would count as several people's.
        self.table.check(&[column, &self.table.layout().id])?;
        let mut faulty = Faulty::new(self.files.len(), outcome);
        let (mut opened, mut bytes) = (Vec::with_capacity(self.files.len()), 0);
        for file in &self.files {
            let one = faulty.take(open(file, (column, outcome), output), output)?;
            bytes += one.as_ref().map_or(0, |one| one.text.len());
            if bytes > MAX_BYTES {
                let what = format!("{MAX_BYTES} bytes in these files");
                return Err(too_many(&what, outcome));
            }
            opened.extend(one);
        }
        warn_of_copies(&opened, output);
        let advice = "take each catalogue with the answers to it";
        let catalogue = one_catalogue(&opened, (outcome, advice), output)?;
        self.check_role_column(&catalogue)?;
        let layout = self.table.layout();
        // Of files that could not be opened nobody knows the form.
        if faulty.is_none() {
            self.table
                .check_use(opened.iter().filter_map(Opened::form))?;
        }
        let (mut read, mut blank) = (Vec::new(), 0);
        for one in opened {
            blank += one.blank_lines(&layout);
            let rows = resolve(&one, (column, &layout, outcome), &catalogue, output);
            read.extend(faulty.take(rows, output)?.into_iter().flatten());
            // Of each file there are so many at most, and files may be any number.
            if read.len() > MOST_ROWS {
                return Err(too_many(&format!("{MOST_ROWS} sittings"), outcome));
            }
        }
        faulty.end()?;
        note_blank(blank, output);
        let others = read.iter().filter(|row| row.by_another);
        note_others(others.count() as u64, output);
        Ok((catalogue, read))
    }
}

/// Puts the sittings of each person together where it `takes_several`, or tells of ids that stand twice; `advice` says
/// what is done about those.
pub(crate) fn told_apart(
    catalogue: &Catalogue,
    rows: Vec<Row>,
    (takes_several, advice): (bool, &str),
    outcome: &str,
    output: &Output,
) -> Result<Vec<Person>> {
    let sittings = if takes_several {
        note_nameless(&rows, output);
        Sittings::Averaged
    } else {
        Sittings::OneEach
    };
    people(catalogue, rows, sittings).map_err(|faults| {
        tell_rows(&faults, output);
        let error = CliError::bad_input(format!("people cannot be told apart; {outcome}"));
        if takes_several {
            error
        } else {
            error.hint(advice)
        }
    })
}

/// Says how many sittings no id joins with others: in a table that gives an id in the first row of each person alone, every
/// further row would count as a person in silence.
fn note_nameless(rows: &[Row], output: &Output) {
    let nameless = rows.iter().filter(|row| row.id.is_none()).count();
    let said = match nameless {
        0 => return,
        1 => "1 sitting has no id, and counts as a person".to_owned(),
        _ if nameless == rows.len() => {
            "no sitting has an id, and each counts as a person".to_owned()
        }
        _ => format!("{nameless} sittings have no id, and each counts as a person"),
    };
    output.say(&format!(
        "note: {said}: the sittings of one person need the same id in each"
    ));
}

fn too_many(what: &str, outcome: &str) -> CliError {
    CliError::bad_input(format!("there are more than {what}; {outcome}"))
        .hint("take a part of them: a few thousand people give every figure to a per cent or two")
}

/// Warns of two files that hold the same bytes: everybody in them would count twice.
fn warn_of_copies(opened: &[Opened<()>], output: &Output) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for one in opened {
        if let Some(first) = seen.insert(&one.text, &one.name) {
            output.say(&format!(
                "warning: {} holds the same as {first}: is everybody in it there twice?",
                one.name
            ));
        }
    }
}

/// Opens a file and reads its shape.
fn open(file: &Path, (column, outcome): (&str, &str), output: &Output) -> Result<Opened<()>> {
    let name = read::name(file);
    let text = read::read_bounded(file, MAX_BYTES)?;
    let ending = file.extension().and_then(|ending| ending.to_str());
    let form = match (ending, form_of(file)) {
        (_, Some(form)) => Some(form),
        (Some("toml" | "json"), None) => None,
        (_, None) => {
            let catalogue = source::catalogue_for(None, output)?;
            Form::sniff(text.as_bytes(), &catalogue)
        }
    };
    let content = if let Some(form) = form {
        Content::Many(form)
    } else {
        let transcript = Transcript::read_beside(&text, Some(column))
            .map_err(|faults| saved::report(&name, &text, &faults, outcome, output))?;
        Content::One(Box::new(transcript), ())
    };
    Ok(Opened {
        name,
        text,
        content,
    })
}

/// Holds an input against the catalogue.
fn resolve(
    opened: &Opened<()>,
    (column, layout, outcome): (&str, &Layout, &str),
    catalogue: &Catalogue,
    output: &Output,
) -> Result<Vec<Row>> {
    let Opened {
        name,
        text,
        content,
    } = opened;
    match content {
        Content::One(transcript, ()) => row(catalogue, name, text, transcript, column)
            .map(|row| vec![row])
            .map_err(|faults| saved::report(name, text, &faults, outcome, output)),
        Content::Many(form) => {
            rows(catalogue, name, (*form, layout), text, column).map_err(|faults| {
                tell_rows(&faults, output);
                let error = CliError::bad_input(format!("{name} cannot be used"));
                let named = format!("`{column}`");
                let lacks = faults
                    .iter()
                    .any(|fault| fault.part.is_none() && fault.message.contains(&named));
                if lacks {
                    error.hint("`--role-column` says which column or key holds the known role")
                } else {
                    error
                }
            })
        }
    }
}
