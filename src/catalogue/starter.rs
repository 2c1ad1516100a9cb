//! A first catalogue to write on from: a commented template in which roles and traits are filled in. It is without an
//! error and can be answered at once; what its author must still write is marked.

use super::{Pole, Severity, Subject, Text, read};
use crate::catalogue::text::{MAX_ID, check_id, repaired_id};

/// An id is shortened to so many characters, so that those of its trait's items have room for a number.
const LONGEST_MADE: usize = MAX_ID - 4;

/// Its parts, each below its name. Items of a trait are six: each kind twice and, where a habit could speak, both ways
/// round.
const TEMPLATE: &str = include_str!("starter/template.txt");

/// A trait to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterTrait {
    /// Its id.
    pub id: String,
    /// The words for its poles, the low one first.
    pub poles: [String; 2],
}

/// A role to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterRole {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The pole that suits it, one for each trait; nothing where neither does.
    pub leans: Vec<Option<Pole>>,
}

/// What a new catalogue starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter {
    /// Its id.
    pub id: String,
    /// The question that it answers.
    pub title: String,
    /// Who or what is described.
    pub subject: Subject,
    /// The language of its items.
    pub language: String,
    /// What people differ in.
    pub traits: Vec<StarterTrait>,
    /// What people may suit.
    pub roles: Vec<StarterRole>,
}

impl Starter {
    /// Returns the catalogue as the text of its file. Reading it gives no error; what `check` warns of is what its author
    /// must mend.
    ///
    /// # Errors
    /// What is filled in breaks a law of catalogues: the message says which.
    pub fn toml(&self) -> Result<String, String> {
        let (subject, frame) = match self.subject {
            Subject::You => (
                "you",
                "Think of how you like to work, in a job that you have had or in another shared task.",
            ),
            Subject::TheWork => ("the work", "Think of the work as it is in a normal week."),
        };
        let words = [
            ("title", &*safe("title", &self.title)?),
            ("id", &safe("id", &self.id)?),
            ("subject", subject),
            ("frame", frame),
            ("language", &safe("language", &self.language)?),
        ];
        let mut out = filled(part("head"), &words);
        let traits = self.traits.iter().map(Filled::of);
        let traits = traits.collect::<Result<Vec<_>, _>>()?;
        for one in &traits {
            out += &one.fill(part("trait"));
        }
        out += part("roles");
        for role in &self.roles {
            write_role(&mut out, role, &traits)?;
        }
        out += part("items");
        for one in &traits {
            out += &one.fill(part("items of a trait"));
        }
        let faults = read(&out).diagnostics;
        match faults.iter().find(|one| one.severity == Severity::Error) {
            Some(fault) => Err(fault.message.clone()),
            None => Ok(out),
        }
    }
}

fn write_role(out: &mut String, role: &StarterRole, traits: &[Filled]) -> Result<(), String> {
    let id = safe("id of a role", &role.id)?;
    let name = safe("name of a role", &role.name)?;
    *out += &filled(part("role"), &[("role", &id), ("name", &name)]);
    if role.leans.iter().all(Option::is_none) {
        *out += "# ";
    }
    *out += "[role.profile]\n";
    let mut evidence = String::new();
    for (one, lean) in traits.iter().zip(&role.leans) {
        let Some(pole) = lean else {
            *out += &one.fill(part("no place"));
            continue;
        };
        let (word, mean) = match pole {
            Pole::Low => (&one.low, "-0.8"),
            Pole::High => (&one.high, "0.8"),
        };
        let words = [
            ("trait", one.id.as_str()),
            ("pole", word),
            ("mean", mean),
            ("toward", pole.name()),
        ];
        *out += &filled(part("place"), &words);
        evidence += &filled(part("evidence"), &words);
    }
    *out += &evidence;
    Ok(())
}

/// Returns a part of the template.
fn part(name: &str) -> &'static str {
    let mut parts = TEMPLATE.split("%% ");
    let own = parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('\n'));
    own.expect("the template has this part")
}

/// What is filled in for a trait.
struct Filled {
    id: String,
    low: String,
    high: String,
}

impl Filled {
    fn of(one: &StarterTrait) -> Result<Self, String> {
        Ok(Self {
            id: safe("id of a trait", &one.id)?,
            low: safe("low pole", &one.poles[0])?,
            high: safe("high pole", &one.poles[1])?,
        })
    }

    fn fill(&self, template: &str) -> String {
        let mut letters = self.low.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let capital: String = first.chain(letters).collect();
        let words = [
            ("trait", self.id.as_str()),
            ("low", &self.low),
            ("high", &self.high),
            ("Low", &capital),
        ];
        filled(template, &words)
    }
}

/// Returns a text as it may stand between the quotation marks of TOML, or says which law of texts it breaks.
fn safe(what: &str, text: &str) -> Result<String, String> {
    let text = Text::new(text).map_err(|error| format!("the {what} {error}"))?;
    Ok(text.as_str().replace('\\', "\\\\").replace('"', "\\\""))
}

/// Fills in what stands in braces, if it has a name; what is filled in is never looked at again.
fn filled(template: &str, words: &[(&str, &str)]) -> String {
    let mut parts = template.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = part.split_once('}').and_then(|(name, rest)| {
            let word = words.iter().find(|(known, _)| *known == name)?;
            Some((word.1, rest))
        });
        match named {
            Some((word, rest)) => out.extend([word, rest]),
            None => out.extend(["{", part]),
        }
    }
    out
}

/// Returns an id made of words, or `otherwise` where they hold no letter that an id may have.
#[must_use]
pub fn id_of(words: &str, otherwise: &str) -> String {
    let mut id = repaired_id(words);
    id.truncate(LONGEST_MADE);
    id.truncate(id.trim_end_matches('-').len());
    if check_id(&id).is_ok() {
        id
    } else {
        otherwise.to_owned()
    }
}

#[cfg(test)]
mod tests;
