//! The text of a first catalogue: tables with their comments. Every value is written by the TOML writer, whatever it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use super::phrases::{self, Words, filled};
use super::{MEAN, SPREAD, Starter, StarterRole, StarterTrait, VERSION};
use crate::catalogue::document::{FORMAT, POLES, SUBJECTS};
use crate::catalogue::{Code, Pole, Status, Subject};

/// What is marked so must be rewritten.
const MARK: &str = "  # TODO";

/// What `check` warns of in a catalogue that was just started, and what its author does about it.
const MENDING: &[(Code, &str)] = &[
    (
        Code::Placeholder,
        "lines are marked TODO, or still as they were written here.\n\
         Write them in your own words, and take the marks off.",
    ),
    (
        Code::UnsourcedValue,
        "a role's place on a trait rests on nothing yet.\n\
         Take `# ` off the [[source]] and a [[role.evidence]] below, and say what it rests on.",
    ),
    (
        Code::RolesAlike,
        "two roles lean to the same poles. Find a trait on which\n\
         they differ, or make them one role.",
    ),
    (
        Code::EmptyProfile,
        "a role leans to no pole. Take `# ` off a line of its [role.profile].",
    ),
    (
        Code::ClaimsNoLean,
        "somebody without any lean would be told a role. Read again what\n\
         it leans to, and whether the others lean as much as you say.",
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
         basis = {}{MARK}: say what it rests on\n\
         # about = {}\n\
         \n\
         # Sources: what the roles' places rest on. One block each.\n\
         # [[source]]\n\
         # id = \"first\"\n\
         # title = {}\n\
         # publisher = {}\n\
         # year = 2026{MARK}\n\
         # about = {}\n",
        quoted(&starter.id),
        quoted(VERSION),
        quoted(starter.title.as_str()),
        quoted(subject),
        quoted(starter.language.as_str()),
        quoted(Status::ExpertSet.name()),
        quoted(phrases::BASIS),
        quoted(phrases::CATALOGUE_ABOUT),
        quoted(phrases::SOURCE_TITLE),
        quoted(phrases::SOURCE_PUBLISHER),
        quoted(phrases::SOURCE_ABOUT),
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
         # 0 is no lean, 0.4 some, {MEAN} a lean, 1.2 a strong one; `spread` is how much they differ, 1.0 as much as\n\
         # people at large.\n\
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
        quoted(&filled(phrases::TRAIT_ABOUT, low, high)),
        quoted(&filled(phrases::POLE_ABOUT, low, "")),
        quoted(&filled(phrases::POLE_ABOUT, high, "")),
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
         # short = {}\n\
         letter = {}\n\
         about = {}{MARK}\n",
        quoted(id),
        quoted(name),
        quoted(phrases::SHORT),
        quoted(letter.encode_utf8(&mut [0; 4])),
        quoted(&filled(phrases::ROLE_ABOUT, name, "")),
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
                    "{id} = {{ mean = {mean:?}, spread = {SPREAD:?} }}{MARK}: how far to “{word}”, and how much they differ"
                )?;
            }
            None => writeln!(
                out,
                "# {id} = {{ mean = 0.0, spread = 1.0 }}{MARK}, or leave it out"
            )?,
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
             # source = \"first\"\n",
            quoted(id),
            quoted(pole_name(pole)),
            quoted(&filled(phrases::CLAIM, one.pole(pole).as_str(), "")),
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
    for (number, sketch) in (1..).zip(phrases::sketches(subject)) {
        // An id has room for 64 characters, of which the trait's may take all.
        let start: String = id.chars().take(60).collect();
        let id_of_item = super::free_id(&format!("{start}-{number}"), taken);
        write!(
            out,
            "\n[[item]]\nid = {}\ntrait = {}\n",
            quoted(&id_of_item),
            quoted(id)
        )?;
        let text = |phrase: &str| quoted(&filled(phrase, low, high));
        let facet = quoted(sketch.facet);
        match &sketch.words {
            Words::Pair(first, second, first_shows) => write!(
                out,
                "kind = \"pair\"\nfacet = {facet}{MARK}\nfirst = {}{MARK}\nsecond = {}{MARK}\nfirst-shows = {}\n",
                text(first),
                text(second),
                quoted(pole_name(*first_shows))
            )?,
            Words::Statement(words, shows) => write!(
                out,
                "kind = \"statement\"\nfacet = {facet}{MARK}\ntext = {}{MARK}\nshows = {}\n",
                text(words),
                quoted(pole_name(*shows))
            )?,
            Words::Situation(words, options) => {
                write!(
                    out,
                    "kind = \"situation\"\nfacet = {facet}{MARK}\ntext = {}{MARK}\noptions = [\n",
                    text(words)
                )?;
                for option in options {
                    writeln!(out, "    {},{MARK}", text(option))?;
                }
                out.write_str("]\n")?;
            }
        }
    }
    Ok(())
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
