//! People whose role is known, from files: rows of a study with the role in a column, or one person's answers with the role
//! under a key.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assessment::Given;
use crate::catalogue::{Catalogue, similar};
use crate::cohort::{Form, Layout, Part, RowFault, Unanswered, gather_beside};
use crate::session::{Fault, Faults, Transcript};

/// Somebody whose role is known, with the answers that they gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Index of the role.
    pub role: usize,
    /// The answers of each sitting, one sitting at least and one answer at least in each.
    pub sittings: Vec<Vec<Given>>,
}

/// The most rows that are read: all of them are held at once.
pub const MOST_ROWS: usize = 100_000;
/// The most faults that are kept of one text.
const MOST_FAULTS: usize = 100;
/// The longest role that a message quotes, in characters.
const MOST_QUOTED: usize = 40;
/// Keys of answers and of saved results that hold something else.
const TAKEN: [&str; 9] = [
    "about",
    "answers",
    "catalogue",
    "id",
    "responses",
    "schema",
    "seed",
    "stopped",
    "version",
];

/// One sitting of somebody whose role is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the person is called, where that is said: by it several sittings are known to be one person's.
    pub id: Option<String>,
    /// Where that would stand.
    pub id_part: Part,
    /// What the input is called.
    pub input: Arc<str>,
    /// The line, from 1.
    pub line: u64,
    /// Index of the known role.
    pub role: usize,
    /// Whether somebody else than the person gave them.
    pub by_another: bool,
    /// The answers, one at least.
    pub given: Vec<Given>,
}

/// What several sittings of one person are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sittings {
    /// A fault: each person sits once.
    OneEach,
    /// Averaged, so that the person counts once.
    Averaged,
}

/// Returns whether a column or key cannot hold the role because it holds something else.
#[must_use]
pub fn is_taken(catalogue: &Catalogue, column: &str) -> bool {
    TAKEN.contains(&column) || catalogue.item_index(column).is_some()
}

/// Reads the rows of a study, [`MOST_ROWS`] at most, whose known role stands in the column or under the key `column`.
/// `name` is what messages call the text.
///
/// # Errors
/// The faults, in the order of the lines, a hundred at most.
pub fn rows(
    catalogue: &Catalogue,
    name: &str,
    (form, layout): (Form, &Layout),
    text: &str,
    column: &str,
) -> Result<Vec<Row>, Vec<RowFault>> {
    let input: Arc<str> = name.into();
    let limits = (MOST_ROWS, Unanswered::Refused);
    let gathered = gather_beside(catalogue, name, (form, layout), text, Some(column), limits)?;
    let (mut rows, mut faults) = (Vec::with_capacity(gathered.len()), Vec::new());
    let id_part = match form {
        Form::Csv => Part::of(form, &layout.id),
        Form::Ndjson => Part::of(form, "id"),
    };
    for one in gathered {
        match role_of(catalogue, &one.beside) {
            Ok(role) => rows.push(Row {
                id: one.id,
                id_part: id_part.clone(),
                input: Arc::clone(&input),
                line: one.line,
                role,
                by_another: one.about.is_some(),
                given: one.given,
            }),
            Err(_) if faults.len() == MOST_FAULTS => break,
            Err([message, help]) => faults.push(RowFault {
                input: Arc::clone(&input),
                line: one.line,
                part: Some(Part::of(form, column)),
                message,
                help: Some(help),
            }),
        }
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

/// Makes a row of one person's answers, which were read with the role under the key `column`. `name` is what messages call
/// the text.
///
/// # Errors
/// What is wrong with the answers, or that no role or an unknown one stands there.
pub fn row(
    catalogue: &Catalogue,
    name: &str,
    text: &str,
    transcript: &Transcript,
    column: &str,
) -> Result<Row, Faults> {
    let given = transcript.resolve(catalogue)?;
    let (role, place) = transcript.beside().unwrap_or_default();
    let line = place.map_or(1, |place| place.line_column(text).0);
    let role = role_of(catalogue, role).map_err(|[message, help]| Fault {
        place,
        message: format!("`{column}`: {message}"),
        help: Some(help),
    })?;
    Ok(Row {
        id: transcript.id().map(ToOwned::to_owned),
        id_part: Part::of(Form::Ndjson, "id"),
        input: name.into(),
        line: line as u64,
        role,
        by_another: transcript.about().is_some(),
        given,
    })
}

/// Returns the role that a text names, or why it names none and what to do.
fn role_of(catalogue: &Catalogue, text: &str) -> Result<usize, [String; 2]> {
    let text = text.trim();
    if let Some(role) = catalogue.role_index(text) {
        return Ok(role);
    }
    let ids = catalogue.role_ids();
    let all = || format!("roles are {}", ids.clone().collect::<Vec<_>>().join(", "));
    if text.is_empty() {
        let help = format!("{}; leave out who has none of them", all());
        return Err(["no role is given".to_owned(), help]);
    }
    let quoted: String = text.chars().take(MOST_QUOTED).collect();
    let more = if quoted.len() < text.len() { "…" } else { "" };
    let lower = text.to_lowercase();
    let named = catalogue.roles.iter().find(|role| {
        let names = [role.name.as_str(), role.short.as_str(), role.id.as_str()];
        names.iter().any(|name| name.to_lowercase() == lower)
    });
    // A text longer than any id is no slip of the pen.
    let near = || similar(text, ids.clone()).filter(|_| more.is_empty());
    let near = named.map(|role| role.id.as_str()).or_else(near);
    let message = format!("catalogue `{}` has no role `{quoted}{more}`", catalogue.id);
    let help = near.map_or_else(all, |near| format!("did you mean `{near}`?"));
    Err([message, help])
}

/// Puts the sittings of each person together: those with one id, in the order in which people first appear. Who has no id
/// sat once.
///
/// # Errors
/// An id that was given before where each person sits once, or with another role; a hundred faults at most.
pub fn people(
    catalogue: &Catalogue,
    rows: Vec<Row>,
    sittings: Sittings,
) -> Result<Vec<Person>, Vec<RowFault>> {
    let mut people: Vec<Person> = Vec::new();
    let mut seen: BTreeMap<String, (usize, Arc<str>, u64)> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows {
        let first = row.id.as_ref().and_then(|id| seen.get(id));
        let Some((index, input, line)) = first else {
            if let Some(id) = row.id {
                seen.insert(id, (people.len(), row.input, row.line));
            }
            people.push(Person {
                role: row.role,
                sittings: vec![row.given],
            });
            continue;
        };
        let person = &mut people[*index];
        let before = if *input == row.input {
            format!("on line {line}")
        } else {
            format!("in {input}:{line}")
        };
        let (message, help) = if person.role != row.role {
            let [then, now] = [person.role, row.role].map(|role| &catalogue.roles[role].id);
            let what = format!("this person is `{then}` {before}, and `{now}` here");
            (
                what,
                "a person has one role; give two people ids of their own",
            )
        } else if sittings == Sittings::OneEach {
            let what = format!("the id was given before, {before}");
            (
                what,
                "an id is one person's: give each person an id of their own",
            )
        } else {
            person.sittings.push(row.given);
            continue;
        };
        faults.push(RowFault {
            input: row.input,
            line: row.line,
            part: Some(row.id_part),
            message,
            help: Some(help.to_owned()),
        });
        if faults.len() == MOST_FAULTS {
            break;
        }
    }
    if faults.is_empty() {
        Ok(people)
    } else {
        Err(faults)
    }
}
