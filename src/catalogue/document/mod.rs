//! The catalogue's file: its tables in one pass, each read and held against every law that it is under.
//!
//! Reading goes on after every fault, so that one run finds them all. Parameter laws are the model's and are stated in its
//! constructors alone; here they only get a place and help.

mod items;
mod roles;

use std::ops::RangeInclusive;

use toml::de::DeTable;

use super::alike::appearance;
use super::diagnostic::{Code, Diagnostic, Faults};
use super::table::{Entry, Reader, Table};
use super::text::{Text, check_id, is_language_tag};
use super::value::{Owner, Placed, RawText, text_of};
use super::words::Index;
use super::{
    Catalogue, FileKind, MoveKind, OBSERVED_VERDICTS, Observed, RoleMove, Source, SourceId, Status,
    Subject, TYPICAL_SPREAD, Tally, TeamName, Trait, TraitId,
};
use crate::model::{ItemBank, NormalPrior};

/// The most sources a catalogue may have.
const MAX_SOURCES: usize = 2000;
/// The most traits a catalogue may have.
const MAX_TRAITS: usize = 50;
/// The most roles a catalogue may have.
const MAX_ROLES: usize = 50;
/// The most items a catalogue may have.
const MAX_ITEMS: usize = 5000;
/// The most claims about moves between roles that a catalogue may have.
const MAX_MOVES: usize = 1000;
/// The format that this version reads.
const FORMAT: i128 = 1;
/// The fewest roles: one alone could not be compared.
const MIN_ROLES: usize = 2;
/// The years that a source may be of.
const YEARS: RangeInclusive<u16> = 1000..=9999;
/// The most people that a catalogue can have been tried on: more than there are.
const MOST_PEOPLE: u64 = 10_000_000_000;

/// What tables name.
struct Names<'a> {
    sources: Index<'a>,
    traits: Index<'a>,
    roles: Index<'a>,
}

impl Names<'_> {
    /// Finds the source that a claim rests on.
    fn source(&mut self, table: &mut Table<'_, '_>, raw: Option<&RawText<'_>>) -> Option<usize> {
        let code = Code::UnknownSource;
        self.sources.find(table, "rests on", code, raw)
    }

    /// Reads the source under `source`, which must be there.
    fn required_source(&mut self, table: &mut Table<'_, '_>) -> usize {
        let raw = table.required("source");
        self.source(table, raw.as_ref()).unwrap_or_default()
    }
}

/// Makes a catalogue of the tree of a file, or nothing where an error was reported. The hash is left empty.
pub(super) fn read<'a>(tree: &'a DeTable<'a>, reader: &mut Reader<'a>) -> Option<Catalogue> {
    if FileKind::Catalogue.report_other(tree, reader.faults) {
        return None;
    }
    let mut table = Table::new(reader, "catalogue", (tree, 0..0));
    table.require("format", "1");
    if !is_known_format(&mut table) {
        return None;
    }
    let id = table.id(|id| check_id(id).map(|()| id.to_owned()));
    let version = version(&mut table);
    let title = table.text("title");
    table.require("subject", "\"you\"");
    let subject = table.required_choice("subject", Subject::NAMED);
    let language = language(&mut table);
    table.require("status", "\"expert-set\"");
    let status = table.choice("status", Status::NAMED);
    let basis = table.optional("basis");
    needs_basis(status.as_ref(), &mut table);
    let about = table.optional("about");
    let frame = table.optional("frame");
    let typical_spread = typical_spread(&mut table);
    let observed = table.table("observed");
    let sources = table.tables("source", "[[source]]", MAX_SOURCES);
    let traits = table.tables("trait", "[[trait]]", MAX_TRAITS);
    let roles = table.tables("role", "[[role]]", MAX_ROLES);
    let items = table.tables("item", "[[item]]", MAX_ITEMS);
    let moves = table.tables("move", "[[move]]", MAX_MOVES);
    let team = table.table("team");
    table.finish();

    let mut names = Names {
        sources: Index::new("source", &sources, reader.faults),
        traits: Index::new("trait", &traits, reader.faults),
        roles: Index::new("role", &roles, reader.faults),
    };
    Index::new("item", &items, reader.faults);
    few("trait", traits.len(), 1..=MAX_TRAITS, reader.faults);
    few("role", roles.len(), MIN_ROLES..=MAX_ROLES, reader.faults);
    few("item", items.len(), 1..=MAX_ITEMS, reader.faults);
    report_alike(&traits, &roles, reader);
    let observed = observed.map(|at| observed_of(Table::new(reader, "observed", at)));
    let read_sources = each(&sources, "source", reader, source_of);
    let read_traits = each(&traits, "trait", reader, trait_of);
    let roles = roles::read(&roles, traits.len(), &mut names, reader);
    let moves = each(&moves, "move", reader, |table| move_of(table, &mut names));
    let team = team.map(|at| team_of(Table::new(reader, "team", at), &mut names));
    for (owner, place) in names.sources.unnamed(&sources) {
        let unused = format!("no claim rests on {owner}");
        let unused = Diagnostic::new(Code::UnusedSource, place, unused);
        let help = "name it in a `[[role.evidence]]`, or remove it";
        reader.faults.push(unused.help(help));
    }
    let (items, graded) = items::read(&items, &traits, &mut names, reader);
    reader.faults.withdraw_absences();
    if reader.faults.has_error() {
        return None;
    }
    let profiles: Vec<_> = roles.iter().map(|role| role.profile.clone()).collect();
    let places = items.iter().map(|item| item.trait_index);
    let bank = ItemBank::new(&profiles, places.zip(graded).collect()).ok()?;
    Some(Catalogue {
        id,
        version,
        hash: String::new(),
        title,
        subject,
        language,
        status: status?.value,
        basis,
        about,
        frame,
        typical_spread,
        observed,
        sources: read_sources,
        traits: read_traits,
        roles,
        items,
        moves,
        team,
        bank,
        goes_by_id: false,
        file: None,
    })
}

/// Reads each of some tables.
fn each<'a, T>(
    tables: &[Entry<'a>],
    kind: &'static str,
    reader: &mut Reader<'a>,
    mut read: impl FnMut(Table<'_, 'a>) -> T,
) -> Vec<T> {
    let read = |entry| read(Table::new(reader, kind, entry));
    tables.iter().cloned().map(read).collect()
}

/// Reports a format that this version does not read, and returns whether it does.
pub(crate) fn is_known_format(table: &mut Table<'_, '_>) -> bool {
    let format = table.integer("format");
    let Some(format) = format.filter(|format| format.value != FORMAT) else {
        return true;
    };
    // A later format may have other keys: judging them by this one would only mislead.
    let what = match table.owner.kind {
        "catalogue" => "catalogues".to_owned(),
        other => format!("a {other}"),
    };
    let what = format!("this version of rolefit reads {what} of format 1 only");
    let unknown = Diagnostic::new(Code::UnknownFormat, format.span, what);
    let help = "write `format = 1`, or use a version that reads this format";
    table.report(unknown.help(help));
    false
}

/// Reports poles of one trait, traits and roles that cannot be told apart where they stand side by side.
fn report_alike<'a>(traits: &[Entry<'a>], roles: &[Entry<'a>], reader: &mut Reader<'a>) {
    let text = |kind, entries: &'a DeTable<'a>, key: &str| {
        let text = text_of(entries, key)?;
        Some((format!("`{key}`"), Owner::new(kind, entries), text))
    };
    for (entries, _) in traits {
        let poles = ["low", "high"].map(|key| text("trait", entries, key));
        reader.apart(Code::LooksAlike, poles.into_iter().flatten());
    }
    let names = traits.iter();
    let names = names.filter_map(|(entries, _)| text("trait", entries, "name"));
    reader.apart(Code::LooksAlike, names);
    let names = roles.iter().flat_map(|(entries, _)| {
        let [long, short] = ["name", "short"].map(|key| text("role", entries, key));
        // A short name may be the name.
        let look = |(.., text): &(_, _, RawText<'_>)| appearance(text.value);
        let is_name = long.as_ref().map(look) == short.as_ref().map(look);
        [long, short.filter(|_| !is_name)].into_iter().flatten()
    });
    reader.apart(Code::LooksAlike, names);
}

/// Reports too few of what a catalogue needs; too many were reported when they were read.
fn few(kind: &str, count: usize, needed: RangeInclusive<usize>, faults: &mut Faults) {
    if count < *needed.start() {
        let (fewest, most) = needed.into_inner();
        let what = format!("the catalogue has {count} `[[{kind}]]`, and needs {fewest} to {most}");
        let few = Diagnostic::new(Code::TooFew, 0..0, what);
        faults.push(few.help(format!("add a `[[{kind}]]`")));
    }
}

/// Reads the version: three numbers.
pub(crate) fn version(table: &mut Table<'_, '_>) -> String {
    let Some(version) = table.required("version") else {
        return String::new();
    };
    let is_number = |part: &str| {
        (1..=9).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let parts: Vec<&str> = version.value.split('.').collect();
    if parts.len() != 3 || !parts.iter().all(|part| is_number(part)) {
        let what = "`version` must be three whole numbers with dots between";
        let invalid = Diagnostic::new(Code::InvalidVersion, version.span, what);
        table.report(invalid.help("write `1.0.0`, or another"));
    }
    version.value.to_owned()
}

/// Reads the language: a tag, for pages say in it how words are spoken and broken into lines.
pub(crate) fn language(table: &mut Table<'_, '_>) -> Text {
    let raw = table.required("language");
    let text = raw.as_ref().and_then(|raw| table.say("language", raw));
    if let (Some(raw), Some(_)) = (raw, &text)
        && !is_language_tag(raw.value)
    {
        let what = "`language` must be a language tag: letters, then parts of letters and digits with hyphens between";
        let invalid = Diagnostic::new(Code::InvalidLanguage, raw.span, what);
        table.report(invalid.help("write `en`, `pt-BR`, or another"));
    }
    text.unwrap_or_else(Text::reported)
}

fn needs_basis(status: Option<&Placed<Status>>, table: &mut Table<'_, '_>) {
    let calibrated = status.filter(|status| status.value == Status::Calibrated);
    if let Some(status) = calibrated.filter(|_| !table.has("basis")) {
        let what = "a calibrated catalogue must name its sample in `basis`";
        let missing = Diagnostic::new(Code::MissingBasis, status.span.clone(), what);
        table.report(missing.help("add `basis = \"…\"`, or write `status = \"expert-set\"`"));
    }
}

/// Reads how much people who suit a role differ on a trait.
fn typical_spread(table: &mut Table<'_, '_>) -> f64 {
    let Some(given) = table.number("typical-spread") else {
        return TYPICAL_SPREAD;
    };
    if let Err(error) = NormalPrior::new(NormalPrior::REFERENCE.mean(), given.value) {
        let what = format!("`typical-spread`: {error}");
        let code = Code::SpreadOutOfRange;
        table.report(Diagnostic::out_of_bounds(code, given.span, what));
    }
    given.value
}

fn observed_of(mut table: Table<'_, '_>) -> Observed {
    table.require("right", "0.75");
    table.require("people", "57");
    let [right, right_at_standard] = ["right", "right-at-standard"].map(|key| {
        let help = "write the share that was placed right, such as `0.75`";
        share_of(&mut table, key, help)
    });
    let people = table.integer("people");
    let how = table.text("how");
    let with = table.optional("with");
    let [whole, standard] = ["whole", "standard"].map(|key| match table.table(key) {
        Some(at) => tallies_of(table.inner(key, at)),
        None => [None; OBSERVED_VERDICTS.len()],
    });
    let count = people.as_ref().map(|people| u64::try_from(people.value));
    let count = count
        .and_then(Result::ok)
        .filter(|count| (1..=MOST_PEOPLE).contains(count));
    if let Some(people) = people.filter(|_| count.is_none()) {
        let what = "`people` must be a whole number of people, one at least";
        let wrong = Diagnostic::new(Code::ObservedOutOfRange, people.span, what);
        table.report(wrong.help("write how many people's role was known"));
    }
    table.finish();
    Observed {
        right: right.unwrap_or_default(),
        right_at_standard,
        people: count.unwrap_or_default(),
        how,
        with,
        whole,
        standard,
    }
}

/// Reads a share from 0 to 1.
fn share_of(table: &mut Table<'_, '_>, key: &'static str, help: &'static str) -> Option<f64> {
    let Placed { value, span } = table.number(key)?;
    if !(0.0..=1.0).contains(&value) {
        let what = format!("`{key}` is a share from 0 to 1, and {value} is none");
        let wrong = Diagnostic::new(Code::ObservedOutOfRange, span, what);
        table.report(wrong.help(help));
    }
    Some(value)
}

/// Reads for each verdict how many sittings ended so, in how many of them the first role was right and in how many one that
/// the verdict names.
fn tallies_of(mut table: Table<'_, '_>) -> [Option<Tally>; OBSERVED_VERDICTS.len()] {
    let tallies = OBSERVED_VERDICTS.map(|key| tally_of(&mut table, key, true));
    table.finish();
    tallies
}

/// Reads how often something was said and how often it was right, and where the verdict may name several roles in how many
/// a third number.
fn tally_of(table: &mut Table<'_, '_>, key: &'static str, may_name: bool) -> Option<Tally> {
    let Placed { value, span } = table.numbers(key)?;
    let counts = value.iter().flatten();
    let counts = counts.filter_map(|one| one.value.to_string().parse().ok());
    let counts: Vec<u64> = counts.collect();
    let read = match counts[..] {
        [sittings, right] => Some((sittings, right, None)),
        [sittings, right, named] if may_name => Some((sittings, right, Some(named))),
        _ => None,
    };
    let is_right = |&(sittings, right, named): &(u64, u64, Option<u64>)| {
        let is_sorted = [right, named.unwrap_or(sittings), sittings].is_sorted();
        counts.len() == value.len() && is_sorted && (1..=MOST_PEOPLE).contains(&sittings)
    };
    if let Some((sittings, right, named)) = read.filter(is_right) {
        return Some(Tally {
            sittings,
            right,
            named,
        });
    }
    let what =
        format!("`{key}` does not hold a number of sittings and how many of them were right");
    let wrong = Diagnostic::new(Code::ObservedOutOfRange, span, what);
    let third = if may_name {
        "; a third may say in how many a role that the verdict names was right, as in `[16, 8, 15]`"
    } else {
        ""
    };
    table.report(wrong.help(format!(
        "write two whole numbers, the first from 1 to {MOST_PEOPLE} and the second no greater, such as `[73, 56]`{third}"
    )));
    None
}

fn source_of(mut table: Table<'_, '_>) -> Source {
    let source = Source {
        id: table.id(SourceId::new),
        title: table.text("title"),
        publisher: table.text("publisher"),
        year: year(&mut table),
        about: table.optional("about"),
    };
    table.finish();
    source
}

fn year(table: &mut Table<'_, '_>) -> Option<u16> {
    let given = table.integer("year")?;
    let year = u16::try_from(given.value).ok();
    let year = year.filter(|year| YEARS.contains(year));
    if year.is_none() {
        let what = format!("`year` of {} must have four digits", table.owner);
        let invalid = Diagnostic::new(Code::InvalidYear, given.span, what);
        table.report(invalid.help("write the year of publication, or leave it out"));
    }
    year
}

fn trait_of(mut table: Table<'_, '_>) -> Trait {
    let one = Trait {
        id: table.id(TraitId::new),
        name: table.text("name"),
        low: table.text("low"),
        high: table.text("high"),
        about: table.text("about"),
        low_about: table.optional("low-about"),
        high_about: table.optional("high-about"),
        low_try: table.optional("low-try"),
        high_try: table.optional("high-try"),
    };
    table.finish();
    one
}

fn move_of(mut table: Table<'_, '_>, names: &mut Names<'_>) -> RoleMove {
    table.require("kind", "\"struggle\"");
    let (from, to) = (table.required("from"), table.required("to"));
    let mut role = |does, raw| names.roles.find(&mut table, does, Code::UnknownRole, raw);
    let found = (
        role("starts at", from.as_ref()),
        role("ends at", to.as_ref()),
    );
    if let ((Some(left), Some(taken)), Some(to)) = (found, to)
        && left == taken
    {
        let what = format!("{} starts and ends at the same role", table.owner);
        let none = Diagnostic::new(Code::NoMove, to.span, what);
        table.report(none.help("name another role in one of them"));
    }
    let one = RoleMove {
        from: found.0.unwrap_or_default(),
        to: found.1.unwrap_or_default(),
        kind: table.required_choice("kind", MoveKind::NAMED),
        claim: table.text("claim"),
        source: names.required_source(&mut table),
    };
    table.finish();
    one
}

fn team_of(mut table: Table<'_, '_>, names: &mut Names<'_>) -> TeamName {
    let (name, about) = (table.text("name"), table.text("about"));
    let source = table.raw("source");
    let source = source.and_then(|source| names.source(&mut table, Some(&source)));
    table.finish();
    TeamName {
        name,
        about,
        source,
    }
}
