//! A question of a bank's file: its keys, and what holds between them.

use super::fields::{Reader, declared, inner, length};
use crate::catalogue::toolkit::{Placed, Table, wrong_type};
use crate::catalogue::{Code, Diagnostic, QuestionId, Text};
use crate::preparation::bank::{
    Anchors, Case, Level, Move, Opener, Origin, POLES, Question, QuestionKind, QuestionType, Stage,
    Star, StarPart, Tested, Topic,
};

/// The fewest and the most minutes of a question that is no case.
const MINUTES: (u32, u32) = (2, 12);
/// The fewest and the most minutes of a case.
const CASE_MINUTES: (u32, u32) = (20, 40);
/// The most stages that are looked at.
const MAX_STAGES: usize = 50;
/// The longest worked answer, in characters.
const MAX_WORKED: usize = 16_000;
/// The keys that only some kinds have.
const BY_KIND: [&str; 8] = [
    "star",
    "from",
    "to",
    "skeleton",
    "leave-out",
    "checklist",
    "wrong-turns",
    "stage",
];
/// The sources as they may be written; `real` is what `asked` was called once.
const ORIGINS: [(&str, Origin); 5] = [
    ("asked", Origin::Asked),
    ("collected", Origin::Collected),
    ("adapted", Origin::Adapted),
    ("written", Origin::Written),
    ("real", Origin::Asked),
];

/// Reads a question, or nothing where something that it needs is absent or was reported.
pub(super) fn question<'a>(
    reader: &mut Reader<'a, '_>,
    types: &[QuestionType],
    mut table: Table<'a>,
) -> Option<Question> {
    require(&mut table);
    let id = reader.id(&mut table, QuestionId::new);
    let kind = table.choice("kind", QuestionKind::NAMED, reader.faults);
    let kind = kind.map(|kind| kind.value);
    let type_index = type_index(reader, types, &mut table);
    let roles = reader.roles(&mut table, "roles");
    let tested = tested(reader, &mut table);
    let level = table.choice("level", Level::NAMED, reader.faults);
    let topics = reader.choices(&mut table, ("topics", "topic"), Topic::NAMED, (1, 3));
    let minutes = reader.minutes(&mut table, minutes_of(kind));
    let text = reader.text(&mut table, "text");
    let looks_for = reader.text(&mut table, "looks-for");
    let (strong, red_flags, follow_ups) = signals(reader, &mut table);
    let know = reader.texts(&mut table, "know", (1, 10));
    let worked = reader.paragraphs(&mut table, "worked", MAX_WORKED);
    let origin = table.choice("source", &ORIGINS, reader.faults);
    let origin_note = reader.optional(&mut table, "source-note");
    let ask_back = reader.optional(&mut table, "ask-back");
    let contrast = contrast(reader, &mut table, &roles);
    let anchors = anchors(reader, &mut table);
    let role_anchors = role_anchors(reader, &mut table, &roles);
    let of_kind = OfKind::read(reader, &mut table, kind, minutes.as_ref());
    table.finish(reader.faults);
    Some(Question {
        id: id?,
        is_own: false,
        type_index,
        roles,
        tested,
        level: level?.value,
        kind: kind?,
        topics,
        minutes: minutes?.value,
        text: text?,
        looks_for: looks_for?,
        strong,
        red_flags,
        follow_ups,
        know,
        worked,
        opener: of_kind.opener,
        case: of_kind.case,
        origin: origin?.value,
        origin_note,
        ask_back,
        star: of_kind.star,
        contrast,
        anchors: anchors?,
        role_anchors,
        moves: of_kind.moves,
    })
}

/// Notes the keys that every question needs beside those that are read as such.
fn require(table: &mut Table<'_>) {
    for (key, example) in [
        ("roles", "[\"…\"]"),
        ("level", "\"mid\""),
        ("kind", "\"behavioural\""),
        ("topics", "[\"…\"]"),
        ("minutes", "6"),
        ("strong", "[\"…\", \"…\", \"…\"]"),
        ("red-flags", "[\"…\", \"…\"]"),
        ("follow-ups", "[\"…\", \"…\", \"…\"]"),
        ("source", "\"written\""),
        ("anchors", "{ one = \"…\", three = \"…\", five = \"…\" }"),
    ] {
        table.require(key, example);
    }
}

fn minutes_of(kind: Option<QuestionKind>) -> (u32, u32) {
    match kind {
        Some(QuestionKind::Case) => CASE_MINUTES,
        Some(_) => MINUTES,
        None => (MINUTES.0, CASE_MINUTES.1),
    }
}

/// Reads what good answers do, what weak ones do, and what is asked next.
pub(in crate::preparation) fn signals<'a>(
    reader: &mut Reader<'a, '_>,
    table: &mut Table<'a>,
) -> (Vec<Text>, Vec<Text>, Vec<Text>) {
    (
        reader.texts(table, "strong", (3, 5)),
        reader.texts(table, "red-flags", (2, 4)),
        reader.texts(table, "follow-ups", (3, 5)),
    )
}

/// Finds the type that a question names.
pub(in crate::preparation) fn type_index(
    reader: &mut Reader<'_, '_>,
    types: &[QuestionType],
    table: &mut Table<'_>,
) -> Option<usize> {
    let named = table.text("type", reader.faults)?;
    let ids = types.iter().map(|one| one.id.as_str());
    let of = ("type", Code::UnknownType);
    declared(table.owner, of, &named, ids, reader.faults)
}

/// Reads trait and side, which go together.
fn tested(reader: &mut Reader<'_, '_>, table: &mut Table<'_>) -> Option<Tested> {
    let named = table.text("trait", reader.faults);
    let pole = table.choice("pole", &POLES, reader.faults);
    if table.has("pole") {
        table.require("trait", "\"…\"");
    }
    if table.has("trait") {
        table.require("pole", "\"high\"");
    }
    let trait_index = reader.trait_index(table.owner, &named?);
    Some(Tested {
        trait_index: trait_index?,
        pole: pole?.value,
    })
}

/// Reads what answers of three qualities look like.
pub(in crate::preparation) fn anchors<'a>(
    reader: &mut Reader<'a, '_>,
    table: &mut Table<'a>,
) -> Option<Anchors> {
    let at = table.table("anchors", reader.faults)?;
    three(reader, inner(table.owner, "anchors of question", at))
}

fn three<'a>(reader: &mut Reader<'a, '_>, mut table: Table<'a>) -> Option<Anchors> {
    let [one, three, five] =
        ["one", "three", "five"].map(|key| reader.text_as(&mut table, key, "anchors"));
    table.finish(reader.faults);
    Some(Anchors {
        one: one?,
        three: three?,
        five: five?,
    })
}

/// Reads the anchors of single roles; only roles that the question is for have some.
fn role_anchors<'a>(
    reader: &mut Reader<'a, '_>,
    table: &mut Table<'a>,
    roles: &[usize],
) -> Vec<(usize, Anchors)> {
    let Some((entries, _)) = table.table("role-anchors", reader.faults) else {
        return Vec::new();
    };
    let owner = table.owner;
    let mut all = Vec::new();
    for (name, value) in entries {
        let name = Placed {
            value: name.get_ref().as_ref(),
            span: name.span(),
        };
        let role = reader.role(owner, &name);
        if role.is_some_and(|role| !roles.contains(&role)) {
            let what = format!("{owner} has anchors for a role that it is not asked for");
            let foreign = Diagnostic::new(Code::UnknownRole, name.span.clone(), what);
            let help = "name the role in `roles`, or remove these anchors";
            reader.faults.push(foreign.help(help));
        }
        let Some(table) = value.get_ref().as_table() else {
            let wrong = wrong_type(owner, name.value, "a table", value);
            reader.faults.push(wrong);
            continue;
        };
        let at = (table, value.span());
        let anchors = three(reader, inner(owner, "anchors of question", at));
        all.extend(role.zip(anchors));
    }
    all.sort_by_key(|(role, _)| *role);
    all
}

fn contrast<'a>(
    reader: &mut Reader<'a, '_>,
    table: &mut Table<'a>,
    roles: &[usize],
) -> Vec<(usize, Text)> {
    let owner = table.owner;
    let given = table.table("contrast", reader.faults);
    let mut contrast = Vec::new();
    for (name, value) in given.iter().flat_map(|(entries, _)| *entries) {
        let name = Placed {
            value: name.get_ref().as_ref(),
            span: name.span(),
        };
        let role = reader.role(owner, &name);
        let words = reader.entry(owner, "contrast", (&name, value));
        contrast.extend(role.zip(words));
    }
    contrast.sort_by_key(|(role, _)| *role);
    let lacks = |role: &usize| !contrast.iter().any(|(of, _)| of == role);
    let entries = given.as_ref().map_or(0, |(entries, _)| entries.len());
    // A word that is no text or names no role was reported; what it stands for is not missing beside that.
    let read_all = contrast.len() == entries;
    if read_all && (roles.len() > 1 && roles.iter().any(lacks) || contrast.len() == 1) {
        let what = format!("`contrast` of {owner} lacks a role that it is for");
        let missing = Diagnostic::new(Code::MissingContrast, table.span.clone(), what);
        reader.faults.push(missing.help(
            "say under `[question.contrast]` how a good answer differs for each role it is for",
        ));
    }
    contrast
}

/// What only some kinds of questions have.
struct OfKind {
    star: Option<Star>,
    moves: Option<Move>,
    opener: Option<Opener>,
    case: Option<Case>,
}

impl OfKind {
    /// Reads the keys of a kind, and reports those that it lacks and those that other kinds have.
    fn read<'a>(
        reader: &mut Reader<'a, '_>,
        table: &mut Table<'a>,
        kind: Option<QuestionKind>,
        minutes: Option<&Placed<u32>>,
    ) -> Self {
        let mut read = Self {
            star: None,
            moves: None,
            opener: None,
            case: None,
        };
        let Some(kind) = kind else {
            table.accept(&BY_KIND);
            return read;
        };
        match kind {
            QuestionKind::Behavioural => read.star = star(reader, table),
            QuestionKind::RoleMove => read.moves = moves(reader, table),
            QuestionKind::Opener => {
                table.require("skeleton", "[\"…\", \"…\", \"…\"]");
                table.require("leave-out", "[\"…\", \"…\"]");
                read.opener = Some(Opener {
                    skeleton: reader.texts(table, "skeleton", (3, 5)),
                    leave_out: reader.texts(table, "leave-out", (2, 4)),
                });
            }
            QuestionKind::Case => read.case = Some(case(reader, table, minutes)),
            QuestionKind::Situational
            | QuestionKind::Knowledge
            | QuestionKind::Motivation
            | QuestionKind::ForTheEmployer => {}
        }
        let of = format!("of kind `{}`", kind.name());
        table.foreign(&BY_KIND, &of, reader.faults);
        read
    }
}

fn star<'a>(reader: &mut Reader<'a, '_>, table: &mut Table<'a>) -> Option<Star> {
    table.require(
        "star",
        "{ situation = \"…\", task = \"…\", action = \"…\", result = \"…\", lesson = \"…\" }",
    );
    let at = table.table("star", reader.faults)?;
    let mut star = inner(table.owner, "star of question", at);
    let parts = star_parts(reader, &mut star, "star");
    star.finish(reader.faults);
    parts
}

/// Reads a text for each heading of a story.
pub(in crate::preparation) fn star_parts<'a>(
    reader: &mut Reader<'a, '_>,
    table: &mut Table<'a>,
    called: &'static str,
) -> Option<Star> {
    let texts: Vec<Option<Text>> = StarPart::NAMED
        .iter()
        .map(|(key, _)| reader.text_as(table, key, called))
        .collect();
    let texts: Vec<Text> = texts.into_iter().collect::<Option<_>>()?;
    texts.try_into().ok().map(Star::new)
}

fn moves<'a>(reader: &mut Reader<'a, '_>, table: &mut Table<'a>) -> Option<Move> {
    let [from, to] = ["from", "to"].map(|key| table.required_text(key, reader.faults));
    let mut role = |named: &Option<_>| reader.role(table.owner, named.as_ref()?);
    let (left, taken) = (role(&from), role(&to));
    let moves = Move {
        from: left?,
        to: taken?,
    };
    if moves.from == moves.to {
        let what = format!("{} moves from a role to the same one", table.owner);
        let none = Diagnostic::new(Code::NoMove, to?.span, what);
        reader.faults.push(none.help("name another role"));
    }
    Some(moves)
}

fn case<'a>(
    reader: &mut Reader<'a, '_>,
    table: &mut Table<'a>,
    minutes: Option<&Placed<u32>>,
) -> Case {
    table.require("checklist", "[\"…\", \"…\", \"…\", \"…\", \"…\"]");
    table.require("wrong-turns", "[\"…\", \"…\", \"…\"]");
    table.require("worked", "\"…\"");
    table.require(
        "stage",
        "[{ name = \"…\", minutes = 5, heard = [\"…\", \"…\"] }]",
    );
    let given = table.tables("stage", "[[question.stage]]", MAX_STAGES, reader.faults);
    let owner = table.owner;
    if table.has("stage") {
        let at = (given.len(), &table.span);
        length(owner, "stage", at, (3, 7), reader.faults);
    }
    let count = given.len();
    let stages: Vec<Stage> = given
        .into_iter()
        .filter_map(|at| stage(reader, inner(owner, "stage of question", (at.0, at.1))))
        .collect();
    let sum: u32 = stages.iter().map(|stage| stage.minutes).sum();
    if let Some(minutes) = minutes.filter(|minutes| stages.len() == count && minutes.value != sum)
        && count > 0
    {
        let whole = minutes.value;
        let what = format!("the stages of {owner} take {sum} minutes together, and it {whole}");
        let apart = Diagnostic::new(Code::StageMinutes, minutes.span.clone(), what);
        let help = "change `minutes` of the question or of a stage";
        reader.faults.push(apart.help(help));
    }
    Case {
        stages,
        checklist: reader.texts(table, "checklist", (5, 10)),
        wrong_turns: reader.texts(table, "wrong-turns", (3, 6)),
    }
}

fn stage<'a>(reader: &mut Reader<'a, '_>, mut table: Table<'a>) -> Option<Stage> {
    table.require("minutes", "5");
    table.require("heard", "[\"…\", \"…\"]");
    let name = reader.text_as(&mut table, "name", "stage");
    let minutes = reader.minutes(&mut table, (1, CASE_MINUTES.1));
    let heard = reader.texts(&mut table, "heard", (2, 4));
    table.finish(reader.faults);
    Some(Stage {
        name: name?,
        minutes: minutes?.value,
        heard,
    })
}
