//! `rolefit team`: the answers of several people, looked at together. Nothing is shown unless every file is fine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use rolefit::assessment::Given;
use rolefit::catalogue::Catalogue;
use rolefit::cohort::{Form, gather};
use rolefit::model::Scorer;
use rolefit::render::faults::Room;
use rolefit::render::team as render;
use rolefit::session::Transcript;
use rolefit::team::{MOST_PEOPLE, Person, Team, TeamError, anonymous};

use super::args::{Common, FORMS, Format};
use super::error::{CliError, Exit};
use super::output::Output;
use super::{saved, source};

/// The largest file of one person, in bytes: all of them are held at once.
const MAX_ONE: usize = 1024 * 1024;
/// The largest file of many people, in bytes.
const MAX_MANY: usize = 16 * 1024 * 1024;
/// The most faults of one file that are told in words.
const SHOWN_FAULTS: usize = 20;
const OUTCOME: &str = "nobody was compared";

/// Whose answers to look at.
#[derive(Debug, Args)]
pub(crate) struct TeamArguments {
    /// Answers or a saved result of one person each, called after the file, or a CSV or NDJSON file of several with ids
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Show no names: people become A, B, C, in an order that does not give them away
    #[arg(long)]
    anonymous: bool,
}

/// Somebody whose answers were read.
struct Read {
    name: String,
    /// The file that the answers came from.
    file: String,
    given: Vec<Given>,
}

pub(crate) fn run(
    team: &TeamArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    for file in &team.files {
        source::keep_input(file, common)?;
    }
    let files: Vec<Option<&Path>> = team.files.iter().map(|file| Some(file.as_path())).collect();
    source::one_standard_input(&files, common)?;
    if team.files.len() > MOST_PEOPLE {
        return Err(refused(TeamError::TooMany(team.files.len())));
    }
    no_file_twice(&team.files)?;
    let (catalogue, people) = read(&team.files, common, output)?;
    if people.len() > MOST_PEOPLE {
        return Err(refused(TeamError::TooMany(people.len())));
    }
    if !team.anonymous {
        no_name_twice(&people, output)?;
    }
    let mut scorer = Scorer::new(&catalogue.bank);
    let people: Vec<Person> = people
        .into_iter()
        .map(|one| Person::new(&catalogue, &mut scorer, one.name, &one.given))
        .collect();
    let people = if team.anonymous {
        anonymous(people)
    } else {
        people
    };
    let shown = Team::of(&catalogue, people).map_err(refused)?;
    output.result(&match output.format() {
        Format::Text => render::text(&catalogue, &shown, &output.look()),
        Format::Markdown => render::markdown(&catalogue, &shown),
        Format::Json => render::json(&catalogue, &shown),
        Format::Html => return Err(CliError::no_form("a team", Format::Html, FORMS)),
    });
    Ok(Exit::Done)
}

fn refused(error: TeamError) -> CliError {
    let hint = match error {
        TeamError::TooFew(_) => "`rolefit score FILE` shows the result of one person",
        TeamError::TooMany(_) => "`rolefit score` takes any number of people, as CSV or NDJSON",
        TeamError::NotPeople => "`rolefit score FILE` shows which role the work needs",
    };
    CliError::usage(error.to_string()).hint(hint)
}

fn no_file_twice(files: &[PathBuf]) -> Result<(), CliError> {
    let place = |file: &PathBuf| file.canonicalize().unwrap_or_else(|_| file.clone());
    let mut seen: BTreeMap<PathBuf, &PathBuf> = BTreeMap::new();
    for file in files.iter().filter(|file| file.as_os_str() != "-") {
        if let Some(first) = seen.insert(place(file), file) {
            let (first, file) = (first.display(), file.display());
            return Err(
                CliError::usage(format!("`{first}` and `{file}` are the same file"))
                    .hint("name each person's answers once"),
            );
        }
    }
    Ok(())
}

fn no_name_twice(people: &[Read], output: &Output) -> Result<(), CliError> {
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in people {
        files.entry(&one.name).or_default().push(&one.file);
    }
    let twice: Vec<_> = files.iter().filter(|(_, files)| files.len() > 1).collect();
    let told = twice.iter().map(|(name, files)| {
        let count = files.len();
        let files = files.join(", ");
        vec![format!(
            "error: {count} people are called `{name}`: in {files}"
        )]
    });
    tell(told, output);
    match twice.len() {
        0 => Ok(()),
        _ => Err(
            CliError::bad_input(format!("people cannot be told apart by name; {OUTCOME}"))
                .hint("give each a name of their own, or leave names out with `--anonymous`"),
        ),
    }
}

/// Tells what is wrong, the lines of one fault together, as far as there is room.
fn tell(faults: impl Iterator<Item = Vec<String>>, output: &Output) {
    let mut room = Room::default();
    for (shown, mut lines) in faults.enumerate() {
        if shown == SHOWN_FAULTS || !room.take_lines(&mut lines) {
            output.say("note: there are more faults than these");
            return;
        }
        for line in lines {
            output.say(&line);
        }
    }
}

/// An input that was opened: its text, and what it is.
struct Opened {
    name: String,
    text: String,
    content: Content,
}

enum Content {
    One(Box<Transcript>, String),
    Many(Form),
}

/// Reads everybody, or tells what is wrong with each of the files.
fn read(
    files: &[PathBuf],
    common: &Common,
    output: &Output,
) -> Result<(Catalogue, Vec<Read>), CliError> {
    let mut faulty = Faulty::new(files.len());
    let mut opened = Vec::with_capacity(files.len());
    for file in files {
        match open(file, output) {
            Ok(one) => opened.push(one),
            Err(error) => faulty.take(&error, output),
        }
    }
    let wanted = one_catalogue(&opened, common)?;
    let (id, name) = wanted.unzip();
    let catalogue = source::catalogue_of(common, id, name.unwrap_or_default(), output)?;
    let mut people = Vec::new();
    for one in opened {
        match resolve(one, &catalogue, output) {
            Ok(read) => people.extend(read),
            Err(error) => faulty.take(&error, output),
        }
    }
    faulty.end()?;
    Ok((catalogue, people))
}

/// Opens a file and reads its shape. Faults are told here, and the error sums them up.
fn open(file: &Path, output: &Output) -> Result<Opened, CliError> {
    let name = source::name(file);
    let ending = file.extension().and_then(|ending| ending.to_str());
    if let Some(form) = ending.and_then(Form::of_ending) {
        let text = source::read_bounded(file, MAX_MANY)?;
        return Ok(Opened {
            name,
            text,
            content: Content::Many(form),
        });
    }
    let text = source::read_bounded(file, MAX_ONE)?;
    let transcript = Transcript::read(&text)
        .map_err(|faults| saved::report(&name, &text, &faults, OUTCOME, output))?;
    let stem = match file.file_stem() {
        Some(stem) if file.as_os_str() != "-" => stem.to_string_lossy().into_owned(),
        _ => name.clone(),
    };
    let person = transcript.id().map_or(stem, ToOwned::to_owned);
    Ok(Opened {
        name,
        text,
        content: Content::One(Box::new(transcript), person),
    })
}

/// Returns the catalogue that the answers name, if they do; they may not name several.
fn one_catalogue<'o>(
    opened: &'o [Opened],
    common: &Common,
) -> Result<Option<(&'o str, &'o str)>, CliError> {
    let mut named: Option<(&str, &str)> = None;
    for one in opened {
        let Content::One(transcript, _) = &one.content else {
            continue;
        };
        let Some(id) = transcript.catalogue_id() else {
            continue;
        };
        match named {
            Some((first, file)) if first != id && common.catalogue.is_none() => {
                return Err(CliError::bad_input(format!(
                    "{file} is answered for catalogue `{first}`, and {} for `{id}`; {OUTCOME}",
                    one.name
                ))
                .hint("people can be looked at together who answered the same catalogue"));
            }
            Some(_) => {}
            None => named = Some((id, &one.name)),
        }
    }
    Ok(named)
}

/// Holds an input against the catalogue.
fn resolve(opened: Opened, catalogue: &Catalogue, output: &Output) -> Result<Vec<Read>, CliError> {
    let Opened {
        name,
        text,
        content,
    } = opened;
    match content {
        Content::One(transcript, person) => {
            let answers = transcript
                .resolve(catalogue)
                .map_err(|faults| saved::report(&name, &text, &faults, OUTCOME, output))?;
            let given = answers.into_iter().map(|answer| Given {
                item: answer.item,
                response: answer.response,
                position: answer.position,
            });
            Ok(vec![Read {
                name: person,
                file: name,
                given: given.collect(),
            }])
        }
        Content::Many(form) => match gather(catalogue, &name, form, &text) {
            Ok(people) => Ok(people
                .into_iter()
                .map(|one| Read {
                    name: one.id,
                    file: name.clone(),
                    given: one.given,
                })
                .collect()),
            Err(faults) => {
                let told = faults.iter().map(|fault| {
                    let help = fault.help.iter().map(|help| format!("help: {help}"));
                    std::iter::once(format!("error: {fault}"))
                        .chain(help)
                        .collect()
                });
                tell(told, output);
                Err(CliError::bad_input(format!("{name} cannot be used")))
            }
        },
    }
}

/// What was wrong with files, told as it came up.
struct Faulty {
    files: usize,
    count: usize,
    exit: Exit,
}

impl Faulty {
    fn new(files: usize) -> Self {
        Self {
            files,
            count: 0,
            exit: Exit::Io,
        }
    }

    fn take(&mut self, error: &CliError, output: &Output) {
        self.count += 1;
        if error.exit == Exit::BadInput {
            self.exit = Exit::BadInput;
        }
        output.report(error);
    }

    fn end(self) -> Result<(), CliError> {
        if self.count == 0 {
            return Ok(());
        }
        let message = match (self.count, self.files) {
            (1, 1) => format!("the file cannot be used; {OUTCOME}"),
            (count, files) => format!("{count} of {files} files cannot be used; {OUTCOME}"),
        };
        Err(match self.exit {
            Exit::BadInput => CliError::bad_input(message),
            _ => CliError::io(message),
        })
    }
}
