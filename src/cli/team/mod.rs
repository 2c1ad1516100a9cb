//! `rolefit team`: the answers of several people, looked at together. Nothing is shown unless every file is fine.

mod open;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;
use rolefit::assessment::{Given, Order};
use rolefit::catalogue::{Catalogue, Look, appearance, looks};
use rolefit::cohort::{Layout, gather};
use rolefit::model::Scorer;
use rolefit::render::team::TeamReport;
use rolefit::team::{
    MOST_PEOPLE, Person, Team, TeamError, anonymous, letter_name, sort_by_name, sort_names,
};

use super::options::TableArguments;
use super::several::{
    Content, Faulty, Opened, no_file_twice, note_blank, one_catalogue, row_names, tell, tell_rows,
};
use super::{CliError, Exit, Output, Result, saved, source};
use open::{Called, Hand, OUTCOME, open};

/// Whose answers to look at.
#[derive(Debug, Args)]
pub(crate) struct TeamArguments {
    /// Answers or a result of one person each, who is called by the `id` in it or after the file: call it ana.toml or
    /// ana.json. Or a kept result by its id or `latest`; or a CSV or NDJSON file of several people with ids
    #[arg(value_name = "FILE|ID")]
    files: Vec<PathBuf>,
    /// Show no names: people become A, B, C, in an order that does not give them away
    #[arg(long)]
    anonymous: bool,
    #[command(flatten)]
    table: TableArguments,
}

/// Somebody whose answers were read.
struct Read {
    name: String,
    hand: Hand,
    /// The file that the answers came from.
    file: String,
    given: Vec<Given>,
    order: Order,
}

pub(crate) fn run(team: &TeamArguments, output: &Output) -> Result<Exit> {
    let again = output.common.again();
    if team.files.is_empty() {
        return Err(CliError::usage("no files are named, and a group has 2 people at least")
            .hint("each person answers where they are, and `rolefit history show latest -o NAME.json` makes their file")
            .hint(format!("or fills in a form: `rolefit form -o NAME.toml{again}`"))
            .hint(format!("then, for instance: `rolefit team ana.json ben.toml{again}`")));
    }
    source::one_standard_input(&team.files, output)?;
    if team.files.len() > MOST_PEOPLE {
        return Err(refused(TeamError::TooMany(team.files.len()), &again));
    }
    no_file_twice(&team.files)?;
    let (catalogue, mut people) = read(team, output)?;
    if people.len() > MOST_PEOPLE {
        return Err(refused(TeamError::TooMany(people.len()), &again));
    }
    no_person_twice(&people)?;
    warn_of_copies(&people, output);
    if !team.anonymous {
        add_folders(&mut people);
        no_name_twice(&people, output)?;
    }
    let mut scorer = Scorer::new(&catalogue.bank);
    let (people, silent): (Vec<Read>, Vec<Read>) =
        people.into_iter().partition(|one| !one.given.is_empty());
    let mut people: Vec<Person> = people
        .into_iter()
        .map(|one| {
            let person = Person::new(&catalogue, &mut scorer, one.name, &one.given, one.order);
            match one.hand {
                Hand::Other => person.seen_by_another(),
                Hand::Own | Hand::Their => person,
            }
        })
        .collect();
    let mut silent: Vec<String> = silent.into_iter().map(|one| one.name).collect();
    if team.anonymous {
        people = anonymous(people);
        let places = people.len()..people.len() + silent.len();
        silent = places.map(letter_name).collect();
    } else {
        sort_by_name(&mut people);
        sort_names(&mut silent);
    }
    let team = Team::of(&catalogue, people).map_err(|error| refused(error, &again))?;
    let team = team.with_unanswered(silent);
    output.show(&TeamReport {
        catalogue: &catalogue,
        team: &team,
    })?;
    Ok(Exit::Done)
}

/// Says why there is no such group; `again` names the same catalogue.
fn refused(error: TeamError, again: &str) -> CliError {
    let hint = match error {
        TeamError::TooFew(_) => {
            format!("`rolefit score FILE{again}` shows the result of one person")
        }
        TeamError::TooMany(_) => {
            "`rolefit score` takes any number of people, as CSV or NDJSON".to_owned()
        }
        TeamError::NotPeople => {
            format!("`rolefit score FILE{again}` shows which role the work needs")
        }
    };
    CliError::usage(error.to_string()).hint(hint)
}

/// Refuses one person who stands in the group twice, as far as that can be known, with names or without.
fn no_person_twice(people: &[Read]) -> Result<()> {
    let mut own = people.iter().filter(|one| one.hand == Hand::Own);
    if let (Some(first), Some(second)) = (own.next(), own.next()) {
        return Err(CliError::bad_input(format!(
            "{} and {} are both your own answers, and a group counts nobody twice",
            first.file, second.file
        ))
        .hint(
            "leave one out; `rolefit compare --with` one `--with` the other shows what changed",
        ));
    }
    let same = |one: &Read, other: &Read| one.name.to_lowercase() == other.name.to_lowercase();
    let seen = people.iter().filter(|one| one.hand == Hand::Other);
    let seen: Vec<&Read> = seen.collect();
    let twice = seen.iter().enumerate().find_map(|(place, first)| {
        let mut others = seen[place + 1..].iter();
        let again = others.find(|other| same(first, other))?;
        Some(format!(
            "`{}` stands in the group twice: as somebody else sees them in {} and in {}",
            first.name, first.file, again.file
        ))
    });
    let both_ways = || {
        seen.iter().find_map(|seen| {
            let mut others = people.iter().filter(|one| one.hand != Hand::Other);
            let themselves = others.find(|one| same(one, seen))?;
            Some(format!(
                "`{}` stands in the group twice: by own answers in {}, and as somebody else sees them in {}",
                themselves.name, themselves.file, seen.file
            ))
        })
    };
    match twice.or_else(both_ways) {
        None => Ok(()),
        Some(what) => Err(CliError::bad_input(what)
            .hint("leave one out; `rolefit compare --with` one `--with` the other sets the two side by side")),
    }
}

/// Warns of two files that hold the same answers: most often one person, under two names.
fn warn_of_copies(people: &[Read], output: &Output) {
    let mut seen: BTreeMap<Vec<(usize, usize)>, &str> = BTreeMap::new();
    for one in people.iter().filter(|one| !one.given.is_empty()) {
        let answers = one.given.iter();
        let mut answers: Vec<_> = answers
            .map(|given| (given.item, given.response.number()))
            .collect();
        answers.sort_unstable();
        match seen.get(&answers) {
            // In one table everybody has an id of their own.
            Some(&first) if first != one.file => output.say(&format!(
                "warning: the answers in {} are the same as in {first}: is it one person twice?",
                one.file
            )),
            Some(_) => {}
            None => {
                seen.insert(answers, &one.file);
            }
        }
    }
}

/// Puts the folder of their file behind the names of people who are called alike, where each file lies in another one.
fn add_folders(people: &mut [Read]) {
    let mut alike: BTreeMap<String, Vec<&mut Read>> = BTreeMap::new();
    for one in people {
        alike.entry(appearance(&one.name)).or_default().push(one);
    }
    for people in alike.into_values().filter(|people| people.len() > 1) {
        let folder = |one: &Read| {
            let folder = Path::new(&one.file).parent()?.file_name()?;
            Some(folder.to_string_lossy().into_owned())
        };
        let folders: Vec<Option<String>> = people.iter().map(|one| folder(one)).collect();
        if folders.iter().collect::<BTreeSet<_>>().len() < people.len() {
            continue;
        }
        for (one, folder) in people.into_iter().zip(folders) {
            if let Some(folder) = folder {
                one.name = format!("{} ({folder})", one.name);
            }
        }
    }
}

fn no_name_twice(people: &[Read], output: &Output) -> Result<()> {
    let mut alike: BTreeMap<Look, Vec<usize>> = BTreeMap::new();
    for (index, one) in people.iter().enumerate() {
        for look in looks(&one.name) {
            alike.entry(look).or_default().push(index);
        }
    }
    // Who looks alike in both ways is told of once.
    let twice: BTreeSet<Vec<usize>> = alike.into_values().filter(|one| one.len() > 1).collect();
    let told = twice.iter().map(|twice| {
        let people: Vec<&Read> = twice.iter().map(|&index| &people[index]).collect();
        let (count, name) = (people.len(), &people[0].name);
        vec![if people.iter().all(|one| one.name == *name) {
            let files = people.iter().map(|one| &*one.file).collect::<Vec<_>>();
            let files = files.join(", ");
            format!("error: {count} people are called `{name}`: in {files}")
        } else {
            let names = people
                .iter()
                .map(|one| format!("`{}` in {}", one.name, one.file));
            let names = names.collect::<Vec<_>>().join(", ");
            format!("error: the names of {count} people look alike: {names}")
        }]
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

/// Reads everybody, or tells what is wrong with each of the files.
fn read(team: &TeamArguments, output: &Output) -> Result<(Catalogue, Vec<Read>)> {
    let (files, layout) = (&team.files, team.table.layout());
    // People are called by it.
    team.table.check(&[&layout.id])?;
    let mut faulty = Faulty::new(files.len(), OUTCOME);
    let mut opened = Vec::with_capacity(files.len());
    for file in files {
        opened.extend(faulty.take(open(file, output), output)?);
    }
    // Of files that could not be opened nobody knows the form.
    if faulty.is_none() {
        let many = opened.iter().filter_map(Opened::form);
        team.table.check_use(many)?;
    }
    let advice = "people can be looked at together who answered the same catalogue";
    let catalogue = one_catalogue(&opened, (OUTCOME, advice), output)?;
    let (mut people, mut blank) = (Vec::new(), 0);
    for one in opened {
        blank += one.blank_lines(&layout);
        let read = resolve(one, &catalogue, &layout, output);
        people.extend(faulty.take(read, output)?.into_iter().flatten());
    }
    faulty.end()?;
    note_blank(blank, output);
    Ok((catalogue, people))
}

/// Holds an input against the catalogue.
fn resolve(
    opened: Opened<Called>,
    catalogue: &Catalogue,
    layout: &Layout,
    output: &Output,
) -> Result<Vec<Read>> {
    let Opened {
        name,
        text,
        content,
    } = opened;
    match content {
        Content::One(transcript, (person, hand)) => {
            let given = transcript
                .responses(catalogue)
                .map_err(|faults| saved::report(&name, &text, &faults, OUTCOME, output))?;
            Ok(vec![Read {
                name: person,
                hand,
                file: name,
                given,
                order: transcript.asked().map_or(Order::Unknown, |_| Order::Known),
            }])
        }
        Content::Many(form) => match gather(catalogue, &name, form, &text, layout) {
            Ok(people) => {
                let names = row_names(&people);
                let people = people.into_iter().zip(names).map(|(one, row)| Read {
                    hand: one.about.as_ref().map_or(Hand::Their, |_| Hand::Other),
                    name: one.about.unwrap_or(row),
                    file: name.clone(),
                    given: one.given,
                    order: Order::Unknown,
                });
                Ok(people.collect())
            }
            Err(faults) => {
                tell_rows(&faults, output);
                Err(CliError::bad_input(format!("{name} cannot be used")))
            }
        },
    }
}
