//! A question of a bank's file: its keys, and what holds between them.

use crate::catalogue::toolkit::{Placed, Table, placed_key, wrong_type};
use crate::catalogue::{Catalogue, Code, Diagnostic, Pole, QuestionId, Text};
use crate::preparation::bank::{
    Anchors, Case, Level, Move, Opener, Origin, Question, QuestionKind, QuestionType, Stage, Star,
    StarPart, Tested, Topic,
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

/// Reads a question.
pub(super) fn question(
    mut table: Table<'_, '_>,
    catalogue: &Catalogue,
    types: &[QuestionType],
) -> Question {
    require(&mut table);
    let id = table.id(QuestionId::new);
    let kind = table
        .choice("kind", QuestionKind::NAMED)
        .map(|kind| kind.value);
    let type_index = type_index(&mut table, types);
    let roles = table.roles(catalogue, "roles");
    let tested = tested(&mut table, catalogue);
    let level = table.required_choice("level", Level::NAMED);
    let topics = table.choices(("topics", "topic"), Topic::NAMED, (1, 3));
    let minutes = table.minutes(minutes_of(kind));
    let (text, looks_for) = (table.text("text"), table.text("looks-for"));
    let (strong, red_flags, follow_ups) = signals(&mut table);
    let mut question = Question {
        id,
        is_own: false,
        type_index,
        tested,
        level,
        kind: kind.unwrap_or(QuestionKind::Opener),
        topics,
        minutes: minutes.as_ref().map_or(0, |minutes| minutes.value),
        text,
        looks_for,
        strong,
        red_flags,
        follow_ups,
        know: table.texts("know", (1, 10)),
        worked: table.paragraphs("worked", MAX_WORKED),
        opener: None,
        case: None,
        origin: table.required_choice("source", &ORIGINS),
        origin_note: table.optional("source-note"),
        ask_back: table.optional("ask-back"),
        star: None,
        contrast: contrast(&mut table, catalogue, &roles),
        anchors: anchors(&mut table).unwrap_or_else(Anchors::reported),
        role_anchors: role_anchors(&mut table, catalogue, &roles),
        roles,
        moves: None,
    };
    let kind = (kind, minutes.as_ref());
    of_kind(&mut table, catalogue, kind, &mut question);
    table.finish();
    question
}

/// Notes the keys that every question needs beside those that are read as such.
fn require(table: &mut Table<'_, '_>) {
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
pub(crate) fn signals(table: &mut Table<'_, '_>) -> (Vec<Text>, Vec<Text>, Vec<Text>) {
    (
        table.texts("strong", (3, 5)),
        table.texts("red-flags", (2, 4)),
        table.texts("follow-ups", (3, 5)),
    )
}

/// Finds the type that a question names.
pub(crate) fn type_index(table: &mut Table<'_, '_>, types: &[QuestionType]) -> Option<usize> {
    let named = table.raw("type")?;
    let ids = types.iter().map(|one| one.id.as_str());
    table.declared(("type", Code::UnknownType), &named, ids)
}

/// Reads trait and side, which go together.
fn tested(table: &mut Table<'_, '_>, catalogue: &Catalogue) -> Option<Tested> {
    let named = table.raw("trait");
    let pole = table.choice("pole", Pole::NAMED);
    if table.has("pole") {
        table.require("trait", "\"…\"");
    }
    if table.has("trait") {
        table.require("pole", "\"high\"");
    }
    let trait_index = table.trait_index(catalogue, &named?);
    Some(Tested {
        trait_index: trait_index?,
        pole: pole?.value,
    })
}

/// Reads what answers of three qualities look like.
pub(crate) fn anchors(table: &mut Table<'_, '_>) -> Option<Anchors> {
    let at = table.table("anchors")?;
    Some(three(table.inner("anchors of question", at)))
}

fn three(mut table: Table<'_, '_>) -> Anchors {
    let [one, three, five] = ["one", "three", "five"].map(|key| table.text_as(key, "anchors"));
    table.finish();
    Anchors { one, three, five }
}

/// Reads the anchors of single roles; only roles that the question is for have some.
fn role_anchors(
    table: &mut Table<'_, '_>,
    catalogue: &Catalogue,
    roles: &[usize],
) -> Vec<(usize, Anchors)> {
    let given = table.table("role-anchors");
    let owner = table.owner;
    let mut all = Vec::new();
    for (name, value) in given.iter().flat_map(|(entries, _)| *entries) {
        let name = placed_key(name);
        let role = table.role(catalogue, &name);
        if role.is_some_and(|role| !roles.contains(&role)) {
            let what = format!("{owner} has anchors for a role that it is not asked for");
            let foreign = Diagnostic::new(Code::UnknownRole, name.span.clone(), what);
            let help = "name the role in `roles`, or remove these anchors";
            table.report(foreign.help(help));
        }
        if let Some(entries) = value.get_ref().as_table() {
            let inner = table.inner("anchors of question", (entries, value.span()));
            let anchors = three(inner);
            all.extend(role.map(|role| (role, anchors)));
        } else {
            table.report(wrong_type(owner, name.value, "a table", value));
        }
    }
    all.sort_by_key(|(role, _)| *role);
    all
}

fn contrast(
    table: &mut Table<'_, '_>,
    catalogue: &Catalogue,
    roles: &[usize],
) -> Vec<(usize, Text)> {
    let owner = table.owner;
    let given = table.table("contrast");
    let mut contrast = Vec::new();
    for (name, value) in given.iter().flat_map(|(entries, _)| *entries) {
        let name = placed_key(name);
        let role = table.role(catalogue, &name);
        let words = table.entry("contrast", name.value, value);
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
        let help =
            "say under `[question.contrast]` how a good answer differs for each role it is for";
        table.report(missing.help(help));
    }
    contrast
}

/// Reads the keys of a kind, and reports those that it lacks and those that other kinds have.
fn of_kind(
    table: &mut Table<'_, '_>,
    catalogue: &Catalogue,
    (kind, minutes): (Option<QuestionKind>, Option<&Placed<u32>>),
    question: &mut Question,
) {
    let Some(kind) = kind else {
        table.accept(&BY_KIND);
        return;
    };
    match kind {
        QuestionKind::Behavioural => question.star = star(table),
        QuestionKind::RoleMove => question.moves = moves(table, catalogue),
        QuestionKind::Opener => {
            table.require("skeleton", "[\"…\", \"…\", \"…\"]");
            table.require("leave-out", "[\"…\", \"…\"]");
            question.opener = Some(Opener {
                skeleton: table.texts("skeleton", (3, 5)),
                leave_out: table.texts("leave-out", (2, 4)),
            });
        }
        QuestionKind::Case => question.case = Some(case(table, minutes)),
        QuestionKind::Situational
        | QuestionKind::Knowledge
        | QuestionKind::Motivation
        | QuestionKind::ForTheEmployer => {}
    }
    table.foreign(&BY_KIND, &format!("of kind `{}`", kind.name()));
}

fn star(table: &mut Table<'_, '_>) -> Option<Star> {
    table.require(
        "star",
        "{ situation = \"…\", task = \"…\", action = \"…\", result = \"…\", lesson = \"…\" }",
    );
    let at = table.table("star")?;
    let mut star = table.inner("star of question", at);
    let parts = star_parts(&mut star, "star");
    star.finish();
    Some(parts)
}

/// Reads a text for each heading of a story.
pub(crate) fn star_parts(table: &mut Table<'_, '_>, called: &'static str) -> Star {
    let keys = StarPart::ALL.map(StarPart::name);
    Star::new(keys.map(|key| table.text_as(key, called)))
}

fn moves(table: &mut Table<'_, '_>, catalogue: &Catalogue) -> Option<Move> {
    let [from, to] = ["from", "to"].map(|key| table.required(key));
    let mut role = |named: &Option<_>| table.role(catalogue, named.as_ref()?);
    let (left, taken) = (role(&from), role(&to));
    let moves = Move {
        from: left?,
        to: taken?,
    };
    if moves.from == moves.to {
        let what = format!("{} moves from a role to the same one", table.owner);
        let none = Diagnostic::new(Code::NoMove, to?.span, what);
        table.report(none.help("name another role"));
    }
    Some(moves)
}

fn case(table: &mut Table<'_, '_>, minutes: Option<&Placed<u32>>) -> Case {
    table.require("checklist", "[\"…\", \"…\", \"…\", \"…\", \"…\"]");
    table.require("wrong-turns", "[\"…\", \"…\", \"…\"]");
    table.require("worked", "\"…\"");
    table.require(
        "stage",
        "[{ name = \"…\", minutes = 5, heard = [\"…\", \"…\"] }]",
    );
    let given = table.tables("stage", "[[question.stage]]", MAX_STAGES);
    let count = given.len();
    if table.has("stage") {
        let at = (count, table.span.clone());
        table.length("stage", at, (3, 7));
    }
    let stages: Vec<Stage> = given
        .into_iter()
        .filter_map(|at| stage(table.inner("stage of question", at)))
        .collect();
    let sum: u32 = stages.iter().map(|stage| stage.minutes).sum();
    if let Some(minutes) = minutes.filter(|minutes| stages.len() == count && minutes.value != sum)
        && count > 0
    {
        let (owner, whole) = (table.owner, minutes.value);
        let what = format!("the stages of {owner} take {sum} minutes together, and it {whole}");
        let apart = Diagnostic::new(Code::StageMinutes, minutes.span.clone(), what);
        let help = "change `minutes` of the question or of a stage";
        table.report(apart.help(help));
    }
    Case {
        stages,
        checklist: table.texts("checklist", (5, 10)),
        wrong_turns: table.texts("wrong-turns", (3, 6)),
    }
}

/// Reads a stage, or nothing where its minutes are absent or were reported: they would add up wrongly.
fn stage(mut table: Table<'_, '_>) -> Option<Stage> {
    table.require("minutes", "5");
    table.require("heard", "[\"…\", \"…\"]");
    let name = table.text_as("name", "stage");
    let minutes = table.minutes((1, CASE_MINUTES.1));
    let heard = table.texts("heard", (2, 4));
    table.finish();
    Some(Stage {
        name,
        minutes: minutes?.value,
        heard,
    })
}
