//! The columns of a CSV file: what its first line names.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cells, DELIMITERS, is_known, is_separator, separated_by};
use super::fault::{Wrong, dos_end, lone_return, quoted};
use super::options::Layout;
use crate::catalogue::{Catalogue, DOS_END, FileKind, Response, similar};
use crate::model::{Category, MAX_CATEGORIES};
use crate::session::nearest_item;

/// The most faults of one header that are kept.
const MOST_FAULTS: usize = 20;

/// One column.
#[derive(Debug)]
pub(super) enum Column {
    /// What the respondents are called.
    Id,
    /// What is known of them beside their answers.
    Beside(String),
    /// The responses to an item.
    Item(ItemColumn),
    /// What is passed over, by its name.
    Ignored(String),
}

/// A column of responses.
#[derive(Debug)]
pub(super) struct ItemColumn {
    pub(super) item: usize,
    /// What each response comes to, the first at 0.
    responses: [Option<(Response, Category)>; MAX_CATEGORIES],
}

impl ItemColumn {
    fn new(item: usize, catalogue: &Catalogue) -> Self {
        let mut responses = [None; MAX_CATEGORIES];
        for response in catalogue.responses(item) {
            responses[response.number() - 1] = Some((response, catalogue.category(item, response)));
        }
        Self { item, responses }
    }

    /// Returns the response with this number, from 1.
    pub(super) fn response(&self, number: usize) -> Option<(Response, Category)> {
        *self.responses.get(number.checked_sub(1)?)?
    }

    /// Returns how many responses the item has.
    pub(super) fn count(&self) -> usize {
        self.responses.iter().flatten().count()
    }
}

/// The columns of a file, in its order; no item and no id stands twice, and there is at least one item.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) all: Vec<Column>,
    pub(super) items: usize,
    /// What the column is called that says who answers.
    pub(super) id: String,
    /// What separates them.
    pub(super) delimiter: u8,
}

/// What the names of columns come to, by their places from 1.
#[derive(Default)]
struct Names {
    columns: Vec<Column>,
    /// Those of nothing that is read.
    foreign: Vec<(usize, String)>,
    unnamed: Vec<usize>,
    /// Whether it breaks off in a name, behind which there may be more.
    is_cut: bool,
    /// What is wrong with single ones.
    faults: Vec<(usize, Wrong)>,
}

impl Columns {
    /// Reads a first line: the columns that it names, or nothing where it says what separates them. Where `beside` names
    /// one more column, it must be there.
    pub(super) fn begin(
        line: &[u8],
        catalogue: &Catalogue,
        layout: &Layout,
        beside: Option<&str>,
    ) -> Result<Option<Self>, Vec<Wrong>> {
        if is_separator(line, layout.delimiter).map_err(|wrong| vec![wrong])? {
            return Ok(None);
        }
        Self::read(line, catalogue, layout, beside).map(Some)
    }

    fn read(
        header: &[u8],
        catalogue: &Catalogue,
        layout: &Layout,
        beside: Option<&str>,
    ) -> Result<Self, Vec<Wrong>> {
        if header.contains(&b'\r') {
            return Err(vec![lone_return()]);
        }
        if header.contains(&(DOS_END as u8)) {
            return Err(vec![dos_end()]);
        }
        let ignored = ignored(header, layout);
        let names = Names::read(header, catalogue, layout, &ignored, beside);
        let is_item = |column: &&Column| matches!(column, Column::Item(_));
        let items = names.columns.iter().filter(is_item).count();
        if items == 0
            && let Some(other) = other_delimiter(header, catalogue, layout)
        {
            return Err(vec![separated_by(Some(other), layout.delimiter)]);
        }
        let has_id = names.columns.iter().any(is_id);
        let is_cut = names.is_cut;
        let wants_id = !has_id && !ignored.contains(&*layout.id);
        let columns = names.or_faults(wants_id, &ignored, catalogue, layout);
        match columns {
            Ok(columns) if items > 0 => Ok(Self {
                all: columns,
                items,
                id: layout.id.clone(),
                delimiter: layout.delimiter,
            }),
            Ok(_) => Err(vec![no_item(catalogue)]),
            Err(_)
                if items == 0
                    && let Some(other) = other_kind(header) =>
            {
                Err(vec![other])
            }
            Err(mut faults) => {
                if items == 0 && !is_cut {
                    faults.truncate(3);
                    faults.insert(0, no_item(catalogue));
                }
                faults.truncate(MOST_FAULTS);
                Err(faults)
            }
        }
    }

    /// Returns whether a column says what the respondents are called.
    pub(super) fn has_id(&self) -> bool {
        self.all.iter().any(is_id)
    }
}

fn is_id(column: &Column) -> bool {
    matches!(column, Column::Id)
}

impl Names {
    fn read(
        header: &[u8],
        catalogue: &Catalogue,
        layout: &Layout,
        ignored: &BTreeSet<&str>,
        beside: Option<&str>,
    ) -> Self {
        let mut names = Self::default();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        // What nobody reads may stand twice.
        let is_read = |name: &str| {
            Some(name) == beside || name == layout.id || catalogue.item_index(name).is_some()
        };
        let is_passed_over = |name: &str| {
            Some(name) != beside
                && (ignored.contains(name) || ignored.contains(Layout::ANY) && !is_read(name))
        };
        for (place, cell) in (1..).zip(Cells::new(header, layout.delimiter)) {
            let name = match &cell {
                Ok(cell) => str::from_utf8(cell),
                Err(wrong) => {
                    names.faults.push((place, wrong.clone()));
                    names.is_cut = true;
                    break;
                }
            };
            let Ok(name) = name.map(str::trim) else {
                let wrong = Wrong::new(format!("the name of column {place} is not UTF-8"));
                names.fault(place, wrong.help("save the file as UTF-8"));
                continue;
            };
            let column = if name.is_empty() {
                names.unnamed.push(place);
                Column::Ignored(place.to_string())
            } else if let Some(first) = seen.insert(name.to_owned(), place)
                && !is_passed_over(name)
            {
                let name = quoted(name);
                let what = format!("column {place} has the name of column {first}, {name}");
                names.fault(place, Wrong::new(what).help("keep one of them"));
                continue;
            } else if Some(name) == beside {
                Column::Beside(name.to_owned())
            } else if ignored.contains(name) {
                Column::Ignored(name.to_owned())
            } else if name == layout.id {
                if catalogue.item_index(name).is_some() {
                    names.fault(place, id_or_item(name, catalogue));
                }
                Column::Id
            } else if let Some(item) = catalogue.item_index(name) {
                Column::Item(ItemColumn::new(item, catalogue))
            } else {
                names.foreign.push((place, name.to_owned()));
                Column::Ignored(name.to_owned())
            };
            names.columns.push(column);
        }
        let named = ignored.iter().copied();
        let named = named.filter(|name| *name != Layout::ANY).chain(beside);
        let id = (layout.id != "id").then_some(layout.id.as_str());
        for name in named.chain(id).filter(|name| !seen.contains_key(*name)) {
            let near = similar(name, seen.keys().map(String::as_str));
            names.fault(0, without(name, near));
        }
        names
    }

    fn fault(&mut self, place: usize, wrong: Wrong) {
        self.faults.push((place, wrong));
    }

    /// Returns the columns, or what is wrong with them in the order of their places.
    fn or_faults(
        self,
        mut wants_id: bool,
        ignored: &BTreeSet<&str>,
        catalogue: &Catalogue,
        layout: &Layout,
    ) -> Result<Vec<Column>, Vec<Wrong>> {
        let ignores_any = ignored.contains(Layout::ANY);
        let mut faults = self.faults;
        let nameless = self.unnamed.first().filter(|_| !ignores_any);
        faults.extend(nameless.map(|&place| (place, unnamed(&self.unnamed))));
        let mut left = Vec::new();
        for (place, name) in self.foreign {
            // Nobody mends more at once, and each takes time to find a remedy for.
            let looked_at = faults.len() < MOST_FAULTS && left.len() < MOST_FAULTS;
            let near = looked_at.then(|| nearest_item(&name, catalogue)).flatten();
            // `Name` may be like an item's id, and is more often who answers.
            if wants_id && is_like_id(&name) {
                wants_id = false;
                let help = "did you mean `id`? the column of that name says who answers, or the one that `--id-column` names; `--ignore-columns` with its name passes it over";
                faults.push((place, foreign(place, &name, catalogue).help(help)));
            } else if let Some(near) = near {
                let help = format!("did you mean `{near}`?");
                faults.push((place, foreign(place, &name, catalogue).help(help)));
            } else if !ignores_any {
                left.push((place, name));
            }
        }
        faults.extend(all_foreign(&left, catalogue, &layout.id));
        if faults.is_empty() {
            return Ok(self.columns);
        }
        faults.sort_by_key(|(place, _)| *place);
        Err(faults.into_iter().map(|(_, wrong)| wrong).collect())
    }
}

/// Returns the names of the columns that are passed over.
fn ignored<'a>(header: &[u8], layout: &'a Layout) -> BTreeSet<&'a str> {
    let cells = Cells::new(header, layout.delimiter);
    let names: Vec<_> = cells.filter_map(Result::ok).collect();
    let is_name = |one: &str| names.iter().any(|name| name.trim_ascii() == one.as_bytes());
    layout.ignored(is_name)
}

/// Says that a column would be read for two things.
fn id_or_item(name: &str, catalogue: &Catalogue) -> Wrong {
    let (name, id) = (quoted(name), &catalogue.id);
    let what =
        format!("the column {name} is to say who answers, and is an item of catalogue `{id}`");
    Wrong::new(what).help("let ids stand in a column of their own, and name that one")
}

fn without(name: &str, near: Option<&str>) -> Wrong {
    let wrong = Wrong::new(format!("no column is called {}", quoted(name)));
    match near {
        Some(near) => wrong.help(format!("did you mean {}?", quoted(near))),
        None => wrong.help("the first line names the columns, and this one must be among them"),
    }
}

/// What to do with columns that are not read.
fn take_out(columns: &str, id: &str, catalogue: &Catalogue) -> String {
    let (id, option) = (quoted(id), catalogue.option());
    format!(
        "take the {columns} out, or pass them over with `--ignore-columns`; `rolefit form{option}` lists the items, and ids stand under {id}"
    )
}

fn foreign(place: usize, name: &str, catalogue: &Catalogue) -> Wrong {
    let (name, id) = (quoted(name), &catalogue.id);
    Wrong::new(format!(
        "column {place}, {name}, is no item of catalogue `{id}`"
    ))
}

/// Says which columns are of nothing that is read: each where they are few, else some and how many.
fn all_foreign(
    columns: &[(usize, String)],
    catalogue: &Catalogue,
    id: &str,
) -> Vec<(usize, Wrong)> {
    /// So many are named.
    const NAMED: usize = 3;
    if columns.len() <= NAMED {
        let each = columns.iter().map(|(place, name)| {
            let wrong = foreign(*place, name, catalogue);
            (*place, wrong.help(take_out("column", id, catalogue)))
        });
        return each.collect();
    }
    let (count, more, of) = (columns.len(), columns.len() - NAMED, &catalogue.id);
    let named = columns[..NAMED].iter().map(|(_, name)| quoted(name));
    let named = named.collect::<Vec<_>>().join(", ");
    let what = format!("{count} columns are no items of catalogue `{of}`: {named} and {more} more");
    let wrong = Wrong::new(what).help(take_out("columns", id, catalogue));
    vec![(columns[0].0, wrong)]
}

/// Says which columns have no name.
fn unnamed(places: &[usize]) -> Wrong {
    let (first, last, count) = (places[0], places[places.len() - 1], places.len());
    let what = match count {
        1 => format!("column {first} has no name"),
        _ => format!("{count} columns, from {first} to {last}, have no name"),
    };
    Wrong::new(what).help(match first {
        1 => "call it `id` if it says who answers, or take it out; or pass over every column that is like no item with `--ignore-columns '*'`",
        _ => "take it out, in every row, or name it after an item; or pass over every column that is like no item with `--ignore-columns '*'`",
    })
}

/// Whether a column is called as one that says who answers may be.
fn is_like_id(name: &str) -> bool {
    const WORDS: [&str; 7] = ["id", "ids", "identifier", "uuid", "guid", "key", "code"];
    const NAMES: [&str; 12] = [
        "name",
        "respondent",
        "participant",
        "person",
        "student",
        "user",
        "email",
        "record",
        "subject",
        "token",
        "number",
        "nr",
    ];
    let (mut spaced, mut before) = (String::new(), ' ');
    for one in name.chars() {
        if !one.is_alphanumeric() || before.is_lowercase() && one.is_uppercase() {
            spaced.push(' ');
        }
        if one.is_alphanumeric() {
            spaced.extend(one.to_lowercase());
        }
        before = one;
    }
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    let is_one_of = |known: &[&str]| words.iter().any(|word| known.contains(word));
    is_one_of(&WORDS) || words.len() == 1 && is_one_of(&NAMES)
}

fn no_item(catalogue: &Catalogue) -> Wrong {
    Wrong::new(format!("no column is an item of catalogue `{}`", catalogue.id))
        .help("the first line names the columns: `id`, if there are ids, and item ids; `--catalogue` says which catalogue's, `--delimiter` what separates columns")
}

/// Says what a first line begins that is no table.
fn other_kind(header: &[u8]) -> Option<Wrong> {
    let line = std::str::from_utf8(header).ok()?;
    let key = line.split_once('=').map(|(key, _)| key.trim());
    let is_assignment = key.is_some_and(crate::catalogue::is_id);
    let kind = match FileKind::of(line) {
        None if is_assignment => FileKind::Answers,
        kind => kind.filter(|kind| *kind != FileKind::Table)?,
    };
    let (what, help) = kind.instead_of("a table");
    Some(Wrong::new(what).help(help))
}

/// Returns what the columns look separated by, where that is something else than was said.
fn other_delimiter(header: &[u8], catalogue: &Catalogue, layout: &Layout) -> Option<u8> {
    let known = |cell: &[u8]| is_known(cell, catalogue);
    let mut bytes = DELIMITERS.iter().map(|(byte, ..)| *byte);
    bytes.find(|byte| {
        let is_there = *byte != layout.delimiter && header.contains(byte);
        is_there && header.split(|one| one == byte).any(known)
    })
}
