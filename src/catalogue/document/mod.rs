//! The catalogue as it stands in its file: which tables there are, which keys they have and of which type.
//!
//! Reading goes on after every fault, so that one run finds them all. What the values mean is left to `validate`.

mod moves;
mod observed;
mod table;

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::diagnostic::{Code, Diagnostic};
use super::faults::Faults;
use super::{FileKind, ItemKind, Pole, Status, Subject, Toward};
pub(super) use moves::{MAX_MOVES, RawMove, RawTeam};
pub(super) use observed::RawObserved;
pub(crate) use table::{Owner, Placed, RawText, Table, chosen, wrong_type};

/// The most sources a catalogue may have.
pub(super) const MAX_SOURCES: usize = 2000;
/// The most traits a catalogue may have.
pub(super) const MAX_TRAITS: usize = 50;
/// The most roles a catalogue may have.
pub(super) const MAX_ROLES: usize = 50;
/// The most items a catalogue may have.
pub(super) const MAX_ITEMS: usize = 5000;
/// The format that this version reads.
pub(super) const FORMAT: i64 = 1;

pub(super) const POLES: [(&str, Pole); 2] = [("low", Pole::Low), ("high", Pole::High)];
pub(super) const TOWARD: [(&str, Toward); 3] = [
    ("low", Toward::Low),
    ("middle", Toward::Middle),
    ("high", Toward::High),
];
pub(super) const STATUSES: [(&str, Status); 2] = [
    ("expert-set", Status::ExpertSet),
    ("calibrated", Status::Calibrated),
];
pub(super) const SUBJECTS: [(&str, Subject); 2] =
    [("you", Subject::You), ("the work", Subject::TheWork)];

/// The keys of items that not every kind has.
const KEYS_BY_KIND: [&str; 6] = ["first", "second", "first-shows", "text", "shows", "options"];

/// A catalogue file. `None` where a key is absent or was reported.
pub(super) struct RawCatalogue<'a> {
    pub(super) id: Option<RawText<'a>>,
    pub(super) version: Option<RawText<'a>>,
    pub(super) title: Option<RawText<'a>>,
    pub(super) subject: Option<Placed<Subject>>,
    pub(super) language: Option<RawText<'a>>,
    pub(super) status: Option<Placed<Status>>,
    pub(super) basis: Option<RawText<'a>>,
    pub(super) about: Option<RawText<'a>>,
    pub(super) frame: Option<RawText<'a>>,
    pub(super) typical_spread: Option<Placed<f64>>,
    pub(super) observed: Option<RawObserved<'a>>,
    pub(super) sources: Vec<RawSource<'a>>,
    pub(super) traits: Vec<RawTrait<'a>>,
    pub(super) roles: Vec<RawRole<'a>>,
    pub(super) items: Vec<RawItem<'a>>,
    pub(super) moves: Vec<RawMove<'a>>,
    pub(super) team: Option<RawTeam<'a>>,
}

/// A `[[source]]`.
pub(super) struct RawSource<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) span: Range<usize>,
    pub(super) id: Option<RawText<'a>>,
    pub(super) title: Option<RawText<'a>>,
    pub(super) publisher: Option<RawText<'a>>,
    pub(super) year: Option<Placed<i128>>,
    pub(super) about: Option<RawText<'a>>,
}

/// A `[[trait]]`.
pub(super) struct RawTrait<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) span: Range<usize>,
    pub(super) id: Option<RawText<'a>>,
    pub(super) name: Option<RawText<'a>>,
    pub(super) low: Option<RawText<'a>>,
    pub(super) high: Option<RawText<'a>>,
    pub(super) about: Option<RawText<'a>>,
    pub(super) low_about: Option<RawText<'a>>,
    pub(super) high_about: Option<RawText<'a>>,
}

/// A `[[role]]`.
pub(super) struct RawRole<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) span: Range<usize>,
    pub(super) id: Option<RawText<'a>>,
    pub(super) name: Option<RawText<'a>>,
    pub(super) short: Option<RawText<'a>>,
    pub(super) letter: Option<RawText<'a>>,
    pub(super) about: Option<RawText<'a>>,
    pub(super) profile: Vec<RawClaim<'a>>,
    pub(super) evidence: Vec<RawEvidence<'a>>,
}

/// One line of a `[role.profile]`.
pub(super) struct RawClaim<'a> {
    pub(super) trait_id: RawText<'a>,
    pub(super) mean: Option<Placed<f64>>,
    pub(super) spread: Option<Placed<f64>>,
}

/// A `[[role.evidence]]`.
pub(super) struct RawEvidence<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) trait_id: Option<RawText<'a>>,
    pub(super) toward: Option<Placed<Toward>>,
    pub(super) claim: Option<RawText<'a>>,
    pub(super) source: Option<RawText<'a>>,
}

/// An `[[item]]`. What another kind has and its own has not is never there.
pub(super) struct RawItem<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) id: Option<RawText<'a>>,
    pub(super) trait_id: Option<RawText<'a>>,
    pub(super) facet: Option<RawText<'a>>,
    pub(super) discrimination: Option<Placed<f64>>,
    pub(super) thresholds: Option<Placed<Vec<Option<Placed<f64>>>>>,
    pub(super) kind: Option<ItemKind>,
    pub(super) first: Option<RawText<'a>>,
    pub(super) second: Option<RawText<'a>>,
    pub(super) first_shows: Option<Placed<Pole>>,
    pub(super) text: Option<RawText<'a>>,
    pub(super) shows: Option<Placed<Pole>>,
    pub(super) options: Option<Placed<Vec<Option<RawText<'a>>>>>,
}

impl<'a> RawItem<'a> {
    /// Returns every text that people read.
    pub(super) fn texts(&self) -> impl Iterator<Item = &RawText<'a>> {
        let options = self.options.iter().flat_map(|options| &options.value);
        let texts = [&self.first, &self.second, &self.text].into_iter();
        texts.flatten().chain(options.flatten())
    }
}

/// Reads the tree of a file, or nothing where its format is not one that this version knows.
pub(super) fn read<'a>(tree: &'a DeTable<'a>, faults: &mut Faults) -> Option<RawCatalogue<'a>> {
    if FileKind::Catalogue.report_other(tree, faults) {
        return None;
    }
    let mut table = Table::new("catalogue", 0..0, tree);
    table.require("format", "1");
    if let Some(format) = table.integer("format", faults)
        && format.value != i128::from(FORMAT)
    {
        // A later format may have other keys: judging them by this one would only mislead.
        let unknown = Diagnostic::new(
            Code::UnknownFormat,
            format.span,
            "this version of rolefit reads catalogues of format 1 only",
        );
        faults.push(unknown.help("write `format = 1`, or use a version that reads this format"));
        return None;
    }
    let id = table.required_text("id", faults);
    let version = table.required_text("version", faults);
    let title = table.required_text("title", faults);
    table.require("subject", "\"you\"");
    let subject = table.choice("subject", &SUBJECTS, faults);
    let language = table.required_text("language", faults);
    table.require("status", "\"expert-set\"");
    let status = table.choice("status", &STATUSES, faults);
    let basis = table.text("basis", faults);
    let about = table.text("about", faults);
    let frame = table.text("frame", faults);
    let typical_spread = table.number("typical-spread", faults);
    let observed = table.table("observed", faults);
    let sources = table.tables("source", "[[source]]", MAX_SOURCES, faults);
    let traits = table.tables("trait", "[[trait]]", MAX_TRAITS, faults);
    let roles = table.tables("role", "[[role]]", MAX_ROLES, faults);
    let items = table.tables("item", "[[item]]", MAX_ITEMS, faults);
    let moves = table.tables("move", "[[move]]", MAX_MOVES, faults);
    let team = table.table("team", faults);
    table.finish(faults);
    Some(RawCatalogue {
        id,
        version,
        title,
        subject,
        language,
        status,
        basis,
        about,
        frame,
        typical_spread,
        observed: observed
            .map(|(entries, span)| observed::read(Table::new("observed", span, entries), faults)),
        sources: each("source", sources, faults, source),
        traits: each("trait", traits, faults, trait_),
        roles: each("role", roles, faults, role),
        items: each("item", items, faults, item),
        moves: each("move", moves, faults, moves::read),
        team: team
            .map(|(entries, span)| moves::read_team(Table::new("team", span, entries), faults)),
    })
}

fn each<'a, T>(
    kind: &'static str,
    tables: Vec<(&'a DeTable<'a>, Range<usize>)>,
    faults: &mut Faults,
    read: impl Fn(Table<'a>, &mut Faults) -> T,
) -> Vec<T> {
    tables
        .into_iter()
        .map(|(entries, span)| read(Table::new(kind, span, entries), faults))
        .collect()
}

fn source<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawSource<'a> {
    let raw = RawSource {
        owner: table.owner,
        span: table.span.clone(),
        id: table.required_text("id", faults),
        title: table.required_text("title", faults),
        publisher: table.required_text("publisher", faults),
        year: table.integer("year", faults),
        about: table.text("about", faults),
    };
    table.finish(faults);
    raw
}

fn trait_<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawTrait<'a> {
    let raw = RawTrait {
        owner: table.owner,
        span: table.span.clone(),
        id: table.required_text("id", faults),
        name: table.required_text("name", faults),
        low: table.required_text("low", faults),
        high: table.required_text("high", faults),
        about: table.required_text("about", faults),
        low_about: table.text("low-about", faults),
        high_about: table.text("high-about", faults),
    };
    table.finish(faults);
    raw
}

fn role<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawRole<'a> {
    let owner = table.owner;
    let span = table.span.clone();
    let id = table.required_text("id", faults);
    let name = table.required_text("name", faults);
    let short = table.text("short", faults);
    let letter = table.text("letter", faults);
    let about = table.required_text("about", faults);
    let profile = table.table("profile", faults);
    let evidence = table.tables("evidence", "[[role.evidence]]", usize::MAX, faults);
    table.finish(faults);
    let profile = profile.map_or_else(Vec::new, |(entries, _)| {
        entries
            .iter()
            .filter_map(|(trait_id, value)| {
                let key = trait_id.get_ref().as_ref();
                let Some(entries) = value.get_ref().as_table() else {
                    let wrong = wrong_type(owner, key, "a mean and a spread", value);
                    let mean = match value.get_ref() {
                        DeValue::Float(mean) => mean.as_str(),
                        DeValue::Integer(mean) => mean.as_str(),
                        _ => "0.0",
                    };
                    let written = format!("write `{{ mean = {mean}, spread = 1.2 }}`");
                    faults.push(wrong.help(written));
                    faults.hold_back_for(value.span());
                    return None;
                };
                let place = Placed {
                    value: key,
                    span: trait_id.span(),
                };
                Some(claim(owner, place, value.span(), entries, faults))
            })
            .collect()
    });
    RawRole {
        owner,
        span,
        id,
        name,
        short,
        letter,
        about,
        profile,
        evidence: each("evidence of role", evidence, faults, |mut table, faults| {
            table.owner.id = owner.id;
            self::evidence(table, faults)
        }),
    }
}

fn claim<'a>(
    role: Owner<'a>,
    trait_id: RawText<'a>,
    span: Range<usize>,
    entries: &'a DeTable<'a>,
    faults: &mut Faults,
) -> RawClaim<'a> {
    let mut table = Table::new("profile of role", span, entries);
    table.owner.id = role.id;
    table.require("mean", "0.0");
    table.require("spread", "0.7");
    let raw = RawClaim {
        trait_id,
        mean: table.number("mean", faults),
        spread: table.number("spread", faults),
    };
    table.finish(faults);
    raw
}

fn evidence<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawEvidence<'a> {
    table.require("toward", "\"middle\"");
    let raw = RawEvidence {
        owner: table.owner,
        trait_id: table.required_text("trait", faults),
        toward: table.choice("toward", &TOWARD, faults),
        claim: table.required_text("claim", faults),
        source: table.required_text("source", faults),
    };
    table.finish(faults);
    raw
}

fn item<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawItem<'a> {
    table.require("kind", "\"statement\"");
    let mut raw = RawItem {
        owner: table.owner,
        id: table.required_text("id", faults),
        trait_id: table.required_text("trait", faults),
        facet: table.text("facet", faults),
        discrimination: table.number("discrimination", faults),
        thresholds: table.numbers("thresholds", faults),
        kind: None,
        first: None,
        second: None,
        first_shows: None,
        text: None,
        shows: None,
        options: None,
    };
    let kinds = ItemKind::ALL.map(|kind| (kind.name(), kind));
    raw.kind = table.choice("kind", &kinds, faults).map(|kind| kind.value);
    match raw.kind {
        None => table.accept(&KEYS_BY_KIND),
        Some(kind) => {
            words(kind, &mut raw, &mut table, faults);
            table.foreign(&KEYS_BY_KIND, kind.with_article(), faults);
        }
    }
    table.finish(faults);
    raw
}

/// Reads the keys that an item has because of its kind.
fn words<'a>(kind: ItemKind, raw: &mut RawItem<'a>, table: &mut Table<'a>, faults: &mut Faults) {
    match kind {
        ItemKind::Pair => {
            raw.first = table.required_text("first", faults);
            raw.second = table.required_text("second", faults);
            table.require("first-shows", "\"low\"");
            raw.first_shows = table.choice("first-shows", &POLES, faults);
        }
        ItemKind::Statement => {
            raw.text = table.required_text("text", faults);
            table.require("shows", "\"high\"");
            raw.shows = table.choice("shows", &POLES, faults);
        }
        ItemKind::Situation => {
            raw.text = table.required_text("text", faults);
            table.require("options", "[\"…\", \"…\"]");
            raw.options = table.texts("options", faults);
        }
        ItemKind::Activity => raw.text = table.required_text("text", faults),
    }
}
