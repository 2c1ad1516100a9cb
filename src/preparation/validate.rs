//! What a question bank means: every law that takes more than the type of one key, each broken one at its place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bank::{Anchors, Move, Question, QuestionBank, QuestionKind, Star, Topic};
use super::document::{RawBank, RawList, RawQuestion, choices};
use crate::catalogue::toolkit::{
    Faults, Owner, Placed, RawText, Words, check_id, quoted, similar, version,
};
use crate::catalogue::{Catalogue, Code, Diagnostic, QuestionId, Text};

/// The fewest and the most minutes of a question.
pub(super) const MINUTES: (i64, i64) = (2, 12);
/// The fewest and the most topics of a question.
pub(super) const TOPICS: (usize, usize) = (1, 3);
/// The fewest and the most things that good answers do.
pub(super) const STRONG: (usize, usize) = (3, 5);
/// The fewest and the most things that weak answers do.
pub(super) const RED_FLAGS: (usize, usize) = (2, 4);
/// The fewest and the most questions asked next.
pub(super) const FOLLOW_UPS: (usize, usize) = (3, 5);

/// Makes a bank of what a file holds, or nothing where an error was reported. The hash is left empty.
pub(super) fn validate(
    raw: &RawBank<'_>,
    catalogue: &Catalogue,
    source: &str,
    faults: &mut Faults,
) -> Option<QuestionBank> {
    if is_foreign(raw.owner, raw.catalogue.as_ref(), catalogue, faults) {
        // Its roles and traits are not this catalogue's: naming each of them would only mislead.
        return None;
    }
    let mut words = Words { source, faults };
    let id = words.id(raw.owner, raw.id.as_ref(), |id| {
        check_id(id).map(|()| id.to_owned())
    });
    let version = version(raw.version.as_ref(), words.faults);
    let language = words.text(raw.owner, "language", raw.language.as_ref());
    if raw.questions.is_empty() {
        let none = Diagnostic::new(
            Code::TooFew,
            0..0,
            "the question bank has no `[[question]]`",
        );
        words.faults.push(none.help("add a `[[question]]`"));
    }
    once(
        "question",
        Code::DuplicateId,
        raw.questions
            .iter()
            .filter_map(|question| question.id.as_ref()),
        words.faults,
    );
    asked_once(&raw.questions, words.faults);
    let questions: Vec<_> = raw
        .questions
        .iter()
        .map(|question| question_of(question, catalogue, &mut words))
        .collect();
    Some(QuestionBank {
        id: id?,
        version: version?,
        hash: String::new(),
        language: language?,
        questions: questions.into_iter().collect::<Option<_>>()?,
    })
}

/// Reports a file that is for another catalogue.
pub(super) fn is_foreign(
    owner: Owner<'_>,
    named: Option<&RawText<'_>>,
    catalogue: &Catalogue,
    faults: &mut Faults,
) -> bool {
    let Some(named) = named.filter(|named| named.value != catalogue.id) else {
        return false;
    };
    let foreign = Diagnostic::new(
        Code::ForeignCatalogue,
        named.span.clone(),
        format!(
            "{owner} is for catalogue {}, and the catalogue in use is `{}`",
            quoted(named.value),
            catalogue.id
        ),
    );
    faults.push(foreign.help("name its catalogue with `--catalogue ID|FILE`, or change this line"));
    true
}

/// Reports words that stand twice.
pub(super) fn once<'r, 'a: 'r>(
    kind: &str,
    code: Code,
    entries: impl Iterator<Item = &'r RawText<'a>>,
    faults: &mut Faults,
) {
    let mut seen: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for entry in entries {
        if let Some(first) = seen.get(entry.value) {
            let what = format!("there are two of {kind} {}", quoted(entry.value));
            let twice = Diagnostic::new(code, entry.span.clone(), what);
            faults.push(
                twice
                    .label("again here")
                    .context(first.clone(), "first here")
                    .help("remove or rename one of them"),
            );
        } else {
            seen.insert(entry.value, entry.span.clone());
        }
    }
}

fn asked_once(questions: &[RawQuestion<'_>], faults: &mut Faults) {
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for text in questions
        .iter()
        .filter_map(|question| question.text.as_ref())
    {
        let said = text
            .value
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        if let Some(first) = seen.get(&said) {
            let what = "this question asks the same as one before it";
            let twice = Diagnostic::new(Code::DuplicateQuestion, text.span.clone(), what);
            faults.push(
                twice
                    .label("again here")
                    .context(first.clone(), "first here")
                    .help("remove one of them: a plan would ask both"),
            );
        } else {
            seen.insert(said, text.span.clone());
        }
    }
}

/// Finds a role or trait of the catalogue, and reports a name that it does not declare.
pub(super) fn declared<'n>(
    owner: Owner<'_>,
    (kind, code): (&str, Code),
    raw: &RawText<'_>,
    names: impl Iterator<Item = &'n str> + Clone,
    faults: &mut Faults,
) -> Option<usize> {
    let found = names.clone().position(|name| name == raw.value);
    if found.is_none() {
        let what = format!(
            "{owner} names {kind} {}, which there is not",
            quoted(raw.value)
        );
        let unknown = Diagnostic::new(code, raw.span.clone(), what).label("not known");
        let help = if let Some(near) = similar(raw.value, names.clone()) {
            format!("write `{near}`")
        } else {
            let known: Vec<&str> = names.take(12).collect();
            format!("the first are {}", known.join(", "))
        };
        faults.push(unknown.help(help));
    }
    found
}

fn question_of(
    raw: &RawQuestion<'_>,
    catalogue: &Catalogue,
    words: &mut Words<'_>,
) -> Option<Question> {
    let owner = raw.owner;
    let id = words.id(owner, raw.id.as_ref(), QuestionId::new);
    let role = |raw: &RawText<'_>, faults: &mut Faults| {
        let ids = catalogue.roles.iter().map(|role| role.id.as_str());
        declared(owner, ("role", Code::UnknownRole), raw, ids, faults)
    };
    let roles = raw.roles.as_ref().and_then(|list| {
        length(owner, "roles", list, 1, catalogue.roles.len(), words.faults);
        once(
            "role",
            Code::DuplicateEntry,
            list.value.iter().flatten(),
            words.faults,
        );
        let each = list
            .value
            .iter()
            .map(|entry| role(entry.as_ref()?, words.faults));
        let mut roles = each
            .collect::<Vec<_>>()
            .into_iter()
            .collect::<Option<Vec<_>>>()?;
        roles.sort_unstable();
        Some(roles)
    });
    let trait_index = raw.trait_id.as_ref().and_then(|name| {
        let ids = catalogue.traits.iter().map(|one| one.id.as_str());
        declared(
            owner,
            ("trait", Code::UnknownTrait),
            name,
            ids,
            words.faults,
        )
    });
    let topics = topics(raw, words.faults);
    let minutes = raw
        .minutes
        .as_ref()
        .and_then(|minutes| minutes_of(owner, minutes, words.faults));
    let text = words.text(owner, "text", raw.text.as_ref());
    let looks_for = words.text(owner, "looks-for", raw.looks_for.as_ref());
    let strong = texts(owner, "strong", raw.strong.as_ref(), STRONG, words);
    let red_flags = texts(owner, "red-flags", raw.red_flags.as_ref(), RED_FLAGS, words);
    let follow_ups = texts(
        owner,
        "follow-ups",
        raw.follow_ups.as_ref(),
        FOLLOW_UPS,
        words,
    );
    let ask_back = words.optional(owner, "ask-back", raw.ask_back.as_ref());
    let star = raw
        .star
        .as_ref()
        .map(|parts| all(owner, "star", parts, words));
    let anchors = raw
        .anchors
        .as_ref()
        .and_then(|parts| all(owner, "anchors", parts, words));
    let contrast = contrast_of(raw, roles.as_deref(), &role, words);
    let moves = moves_of(raw, &role, words.faults);
    let kind = raw.kind.as_ref()?.value;
    let [one, three, five] = anchors?;
    Some(Question {
        id: id?,
        roles: roles?,
        trait_index: trait_index?,
        pole: raw.pole.as_ref()?.value,
        level: raw.level.as_ref()?.value,
        kind,
        topics: topics?,
        minutes: minutes?,
        text: text?,
        looks_for: looks_for?,
        strong: strong?,
        red_flags: red_flags?,
        follow_ups: follow_ups?,
        origin: raw.origin.as_ref()?.value,
        ask_back: ask_back?,
        star: match (kind, star) {
            (QuestionKind::Behavioural, star) => Some(Star::new(star??)),
            _ => None,
        },
        contrast: contrast?,
        anchors: Anchors { one, three, five },
        moves: match kind {
            QuestionKind::RoleMove => Some(moves?),
            _ => None,
        },
    })
}

fn topics(raw: &RawQuestion<'_>, faults: &mut Faults) -> Option<Vec<Topic>> {
    let list = raw.topics.as_ref()?;
    length(raw.owner, "topics", list, TOPICS.0, TOPICS.1, faults);
    once(
        "topic",
        Code::DuplicateEntry,
        list.value.iter().flatten(),
        faults,
    );
    let topics = choices(raw.owner, "topics", list, Topic::NAMED, faults);
    topics.into_iter().map(|topic| Some(topic?.value)).collect()
}

fn minutes_of(owner: Owner<'_>, minutes: &Placed<i128>, faults: &mut Faults) -> Option<u32> {
    let (least, most) = MINUTES;
    let within = (i128::from(least)..=i128::from(most)).contains(&minutes.value);
    if !within {
        let what = format!("`minutes` of {owner} must be {least} to {most}");
        faults.push(Diagnostic::new(
            Code::MinutesOutOfRange,
            minutes.span.clone(),
            what,
        ));
    }
    u32::try_from(minutes.value).ok().filter(|_| within)
}

fn length(
    owner: Owner<'_>,
    key: &str,
    list: &RawList<'_>,
    least: usize,
    most: usize,
    faults: &mut Faults,
) -> bool {
    let count = list.value.len();
    let within = (least..=most).contains(&count);
    if !within {
        let what = format!("`{key}` of {owner} has {count} entries, and needs {least} to {most}");
        faults.push(Diagnostic::new(Code::ListLength, list.span.clone(), what));
    }
    within
}

fn texts(
    owner: Owner<'_>,
    key: &str,
    list: Option<&RawList<'_>>,
    (least, most): (usize, usize),
    words: &mut Words<'_>,
) -> Option<Vec<Text>> {
    let list = list?;
    let within = length(owner, key, list, least, most, words.faults);
    once(
        "entry",
        Code::DuplicateEntry,
        list.value.iter().flatten(),
        words.faults,
    );
    let texts = list
        .value
        .iter()
        .map(|entry| words.text(owner, key, entry.as_ref()));
    let texts: Vec<_> = texts.collect();
    texts.into_iter().collect::<Option<_>>().filter(|_| within)
}

/// Makes the texts of an inner table, or nothing where one is absent or was reported.
pub(super) fn all<const N: usize>(
    owner: Owner<'_>,
    key: &str,
    parts: &[Option<RawText<'_>>; N],
    words: &mut Words<'_>,
) -> Option<[Text; N]> {
    let texts = parts
        .each_ref()
        .map(|part| words.text(owner, key, part.as_ref()));
    let texts: Option<Vec<Text>> = texts.into_iter().collect();
    texts?.try_into().ok()
}

fn contrast_of(
    raw: &RawQuestion<'_>,
    roles: Option<&[usize]>,
    role: &impl Fn(&RawText<'_>, &mut Faults) -> Option<usize>,
    words: &mut Words<'_>,
) -> Option<Vec<(usize, Text)>> {
    let given = raw.contrast.iter().flatten();
    let each: Vec<Option<(usize, Text)>> = given
        .map(|(name, text)| {
            let role = role(name, words.faults);
            let text = words.text(raw.owner, "contrast", text.as_ref());
            Some((role?, text?))
        })
        .collect();
    let mut contrast = each.into_iter().collect::<Option<Vec<_>>>()?;
    contrast.sort_by_key(|(role, _)| *role);
    let lacks = |role: &&usize| !contrast.iter().any(|(of, _)| of == *role);
    let needed =
        roles.is_some_and(|roles| roles.len() > 1 && roles.iter().any(|role| lacks(&role)));
    if needed || contrast.len() == 1 {
        let missing = Diagnostic::new(
            Code::MissingContrast,
            raw.span.clone(),
            format!("`contrast` of {} lacks a role that it is for", raw.owner),
        );
        words.faults.push(missing.help(
            "say under `[question.contrast]` how a good answer differs for each role it is for",
        ));
        return None;
    }
    Some(contrast)
}

fn moves_of(
    raw: &RawQuestion<'_>,
    role: &impl Fn(&RawText<'_>, &mut Faults) -> Option<usize>,
    faults: &mut Faults,
) -> Option<Move> {
    let from = raw.from.as_ref().and_then(|name| role(name, faults));
    let to = raw.to.as_ref().and_then(|name| role(name, faults));
    let moves = Move {
        from: from?,
        to: to?,
    };
    if moves.from == moves.to {
        let what = format!("{} moves from a role to the same one", raw.owner);
        let place = raw.to.as_ref()?.span.clone();
        faults.push(Diagnostic::new(Code::NoMove, place, what).help("name another role"));
        return None;
    }
    Some(moves)
}
