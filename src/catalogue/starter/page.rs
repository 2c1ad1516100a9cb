//! The text of a first catalogue: tables with their comments. Every value is written by the TOML writer, whatever it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use super::{MEAN, SPREAD, Starter, StarterRole, StarterTrait, VERSION};
use crate::catalogue::document::{FORMAT, POLES, SUBJECTS};
use crate::catalogue::{Code, Pole, Status, Subject};

/// What is marked so must be rewritten.
const MARK: &str = "  # TODO";

/// What `check` warns of in a catalogue that was just started, and what its author does about it.
const MENDING: &[(Code, &str)] = &[
    (
        Code::UnsourcedValue,
        "a role's place on a trait rests on nothing yet.\n\
         Take `# ` off the [[source]] and a [[role.evidence]] below, and say what it rests on.",
    ),
    (
        Code::RolesAlike,
        "two roles lean to the same poles. Move their means apart,\n\
         or add a trait on which they differ.",
    ),
    (
        Code::EmptyProfile,
        "a role leans to no pole. Take `# ` off a line of its [role.profile].",
    ),
    (
        Code::ClaimsNoLean,
        "somebody without any lean would be told a role.\n\
         Move its means away from 0, or give the other roles wider spreads.",
    ),
    (
        Code::FavouredPattern,
        "answering without reading would gain a role.\n\
         Write more items, and let the roles lean to low poles as often as to high ones.",
    ),
    (
        Code::GiveawayWord,
        "an item names a role or uses the words of its trade. Rewriting the items mends it.",
    ),
];

/// Returns whether a comment says what to do about a warning.
#[cfg(test)]
pub(super) fn explains(code: Code) -> bool {
    MENDING.iter().any(|(explained, _)| *explained == code)
}

/// Returns the comments at the top; `warned` is what `check` will warn of.
pub(super) fn head(starter: &Starter, warned: &BTreeSet<Code>) -> String {
    let mut out = String::new();
    write_head(&mut out, starter, warned).expect("writing to a string cannot fail");
    out
}

/// Returns all that is not a comment at the top.
pub(super) fn body(starter: &Starter) -> String {
    let mut out = String::new();
    write_body(&mut out, starter).expect("writing to a string cannot fail");
    out
}

/// Writes a text as TOML does.
fn quoted(text: &str) -> toml::Value {
    toml::Value::from(text)
}

fn write_head(out: &mut String, starter: &Starter, warned: &BTreeSet<Code>) -> fmt::Result {
    write!(
        out,
        "#:schema ./catalogue.schema.json\n\
         # {title}\n\
         #\n\
         # This catalogue can be answered as it is. Before anybody relies on it:\n\
         #  - rewrite every line that is marked TODO. The items ask by the words of the poles, which gives\n\
         #    the answer away; good ones tell what people do on an ordinary day;\n\
         #  - copy items and edit them, until each trait has six or more;\n\
         #  - see what is wrong or weak with `rolefit catalogue check`, and how often the whole\n\
         #    questionnaire is right with `rolefit simulate`.\n\
         # With the schema beside this file an editor helps you write:\n\
         #    rolefit catalogue schema -o catalogue.schema.json\n",
        title = starter.title
    )?;
    let explained: Vec<_> = MENDING
        .iter()
        .filter(|(code, _)| warned.contains(code))
        .collect();
    if !explained.is_empty() {
        writeln!(out, "#\n# `check` warns of this until you mend it:")?;
    }
    for (code, what) in explained {
        let mut lines = what.lines();
        writeln!(out, "#  - {code}: {}", lines.next().unwrap_or_default())?;
        for line in lines {
            writeln!(out, "#    {line}")?;
        }
    }
    writeln!(out)
}

fn write_body(out: &mut String, starter: &Starter) -> fmt::Result {
    let subject = SUBJECTS
        .iter()
        .find(|(_, subject)| *subject == starter.subject);
    let (subject, _) = subject.expect("every subject has a word");
    write!(
        out,
        "format = {FORMAT}\n\
         id = {}\n\
         version = {}  # raise it when items change: answers belong to a version\n\
         title = {}\n\
         subject = {}\n\
         language = {}\n\
         status = {}\n\
         basis = \"Set by hand by its author; not yet validated on answers.\"\n\
         # about = \"Whom it is for, and when.\"\n\
         \n\
         # Sources: what the roles' places rest on. One block each; the values are examples.\n\
         # [[source]]\n\
         # id = \"talks\"\n\
         # title = \"Talks with twelve people in these roles\"\n\
         # publisher = \"Our own notes\"\n\
         # year = 2026\n\
         # about = \"What it is, and where it leans.\"\n",
        quoted(&starter.id),
        quoted(VERSION),
        quoted(starter.title.as_str()),
        quoted(subject),
        quoted(starter.language.as_str()),
        quoted(Status::ExpertSet.name()),
    )?;
    out.write_str(
        "\n# Traits: what people differ in, from a low pole to a high one. Neither is better.\n",
    )?;
    for (id, one) in &starter.traits {
        write_trait(out, id, one)?;
    }
    write!(
        out,
        "\n# Roles, and where people who suit them lie on the traits: `mean` from -3 (low pole) to 3 (high pole),\n\
         # 0 is no lean, {MEAN} some, 1.0 a strong one; `spread` is how much they differ, 1.0 as much as people at large.\n\
         # A trait that is left out says that the role makes no claim about it.\n"
    )?;
    let letters = letters(&starter.roles);
    for ((id, role), letter) in starter.roles.iter().zip(letters) {
        write_role(out, starter, (id, role), letter)?;
    }
    out.write_str(
        "\n# Items: a `pair` has two sides and a `situation` lists its options from the low pole to the high one;\n\
         # of a `statement`, `shows` is the pole that agreeing shows. Let half of each kind show each pole first.\n",
    )?;
    let mut ids = BTreeSet::new();
    for (id, one) in &starter.traits {
        write_items(out, starter.subject, (id, one), &mut ids)?;
    }
    Ok(())
}

fn write_trait(out: &mut String, id: &str, one: &StarterTrait) -> fmt::Result {
    let (low, high) = (one.low.as_str(), one.high.as_str());
    write!(
        out,
        "\n[[trait]]\n\
         id = {}\n\
         name = {}\n\
         low = {}\n\
         high = {}\n\
         about = {}{MARK}\n\
         # low-about = {}\n\
         # high-about = {}\n",
        quoted(id),
        quoted(&capitalised(&format!("{low} or {high}"))),
        quoted(low),
        quoted(high),
        quoted(&format!("Whether it is rather “{low}” or rather “{high}”.")),
        quoted(&format!("What somebody does who leans to “{low}”.")),
        quoted(&format!("What somebody does who leans to “{high}”.")),
    )
}

fn write_role(
    out: &mut String,
    starter: &Starter,
    (id, role): (&str, &StarterRole),
    letter: char,
) -> fmt::Result {
    let name = role.name.as_str();
    write!(
        out,
        "\n[[role]]\n\
         id = {}\n\
         name = {}\n\
         # short = \"One word for tight places\"\n\
         letter = {}\n\
         about = {}{MARK}\n",
        quoted(id),
        quoted(name),
        quoted(letter.encode_utf8(&mut [0; 4])),
        quoted(&format!("What people do all day whose role is “{name}”.")),
    )?;
    let leans = |index: usize| role.leans.get(index).copied().flatten();
    let claims = (0..starter.traits.len()).any(|index| leans(index).is_some());
    writeln!(out, "{}[role.profile]", if claims { "" } else { "# " })?;
    for (index, (id, one)) in starter.traits.iter().enumerate() {
        match leans(index) {
            Some(pole) => {
                let mean = match pole {
                    Pole::Low => -MEAN,
                    Pole::High => MEAN,
                };
                let word = one.pole(pole);
                writeln!(
                    out,
                    "{id} = {{ mean = {mean:?}, spread = {SPREAD:?} }}  # {word}"
                )?;
            }
            None => writeln!(out, "# {id} = {{ mean = 0.0, spread = {SPREAD:?} }}")?,
        }
    }
    for (index, (id, one)) in starter.traits.iter().enumerate() {
        let Some(pole) = leans(index) else { continue };
        write!(
            out,
            "# [[role.evidence]]\n\
             # trait = {}\n\
             # toward = {}\n\
             # claim = {}\n\
             # source = \"talks\"\n",
            quoted(id),
            quoted(pole_name(pole)),
            quoted(&format!(
                "Why people who suit it lean to “{}”, in your own words.",
                one.pole(pole)
            )),
        )?;
    }
    Ok(())
}

fn write_items(
    out: &mut String,
    subject: Subject,
    (id, one): (&str, &StarterTrait),
    taken: &mut BTreeSet<String>,
) -> fmt::Result {
    let (low, high) = (one.low.as_str(), one.high.as_str());
    writeln!(out, "\n# {low} or {high}")?;
    for (number, content) in (1..).zip(contents(subject, low, high)) {
        // An id has room for 64 characters, of which the trait's may take all.
        let start: String = id.chars().take(60).collect();
        let id_of_item = super::free_id(&format!("{start}-{number}"), taken);
        write!(
            out,
            "\n[[item]]\nid = {}\ntrait = {}\n{content}",
            quoted(&id_of_item),
            quoted(id)
        )?;
    }
    Ok(())
}

/// The items of a trait, less id and trait: each kind, and where a habit could speak, both ways round.
fn contents(subject: Subject, low: &str, high: &str) -> Vec<String> {
    let pair = |first: &str, second: &str, first_shows: Pole| {
        format!(
            "kind = \"pair\"\nfirst = {}{MARK}\nsecond = {}{MARK}\nfirst-shows = {}\n",
            quoted(first),
            quoted(second),
            quoted(pole_name(first_shows))
        )
    };
    let statement = |text: &str, shows: Pole| {
        format!(
            "kind = \"statement\"\ntext = {}{MARK}\nshows = {}\n",
            quoted(text),
            quoted(pole_name(shows))
        )
    };
    let situation = |text: &str, options: [String; 4]| {
        let mut list = String::new();
        for option in &options {
            writeln!(list, "    {},{MARK}", quoted(option))
                .expect("writing to a string cannot fail");
        }
        format!(
            "kind = \"situation\"\ntext = {}{MARK}\noptions = [\n{list}]\n",
            quoted(text)
        )
    };
    match subject {
        Subject::You => vec![
            pair(
                &format!("If I have to choose, I choose “{low}”."),
                &format!("If I have to choose, I choose “{high}”."),
                Pole::Low,
            ),
            pair(
                &format!("On my best days it is “{high}”."),
                &format!("On my best days it is “{low}”."),
                Pole::High,
            ),
            statement(
                &format!("Friends would say that “{high}” fits me better than “{low}”."),
                Pole::High,
            ),
            statement(
                &format!("Friends would say that “{low}” fits me better than “{high}”."),
                Pole::Low,
            ),
            situation(
                &format!(
                    "You have a free day, and may fill it with “{low}” or with “{high}”. What would you most likely do?"
                ),
                [
                    format!("Fill the day with “{low}”."),
                    format!("Mostly “{low}”, with some “{high}”."),
                    format!("Mostly “{high}”, with some “{low}”."),
                    format!("Fill the day with “{high}”."),
                ],
            ),
        ],
        Subject::TheWork => vec![
            pair(
                &format!("The work asks for “{low}”."),
                &format!("The work asks for “{high}”."),
                Pole::Low,
            ),
            pair(
                &format!("On an ordinary day it is “{high}”."),
                &format!("On an ordinary day it is “{low}”."),
                Pole::High,
            ),
            statement(
                &format!("Who knows the work would say “{high}” rather than “{low}”."),
                Pole::High,
            ),
            statement(
                &format!("Who knows the work would say “{low}” rather than “{high}”."),
                Pole::Low,
            ),
            situation(
                &format!(
                    "The work is between “{low}” and “{high}”. What does most of a week go to?"
                ),
                [
                    format!("All to “{low}”."),
                    format!("Mostly to “{low}”, some to “{high}”."),
                    format!("Mostly to “{high}”, some to “{low}”."),
                    format!("All to “{high}”."),
                ],
            ),
        ],
    }
}

fn pole_name(pole: Pole) -> &'static str {
    let named = POLES.iter().find(|(_, known)| *known == pole);
    named.expect("every pole has a word").0
}

fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// Returns a letter for each role, each once: one of its name where one is free. There are more than roles.
fn letters(roles: &[(String, StarterRole)]) -> Vec<char> {
    let mut taken = BTreeMap::new();
    let mut free = |wishes: &str, index: usize| {
        let upper = wishes.chars().map(|letter| letter.to_ascii_uppercase());
        let wishes = upper.filter(char::is_ascii_uppercase);
        let letter = wishes
            .chain('A'..='Z')
            .chain('1'..='9')
            .chain('a'..='z')
            .find(|letter| !taken.contains_key(letter));
        let letter = letter.expect("there are more letters than roles may be");
        taken.insert(letter, index);
        letter
    };
    roles
        .iter()
        .enumerate()
        .map(|(index, (_, role))| free(role.name.as_str(), index))
        .collect()
}
