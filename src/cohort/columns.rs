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
        let mut cells = Cells::new(header, layout.delimiter);
        let mut place = 0;
        // What nobody reads may stand twice.
        let is_read = |name: &str| {
            Some(name) == beside || name == layout.id || catalogue.item_index(name).is_some()
        };
        let is_passed_over = |name: &str| {
            Some(name) != beside
                && (ignored.contains(name) || ignored.contains(Layout::ANY) && !is_read(name))
        };
        while let Some(cell) = cells.next() {
            place += 1;
            let name = match &cell {
                Ok(cell) => std::str::from_utf8(cell),
                Err(wrong) => {
                    names.faults.push((place, wrong.clone()));
                    names.is_cut = true;
                    break;
                }
            };
            let Ok(name) = name.map(str::trim) else {
                let wrong = Wrong::new(format!("the name of column {place} is not UTF-8"));
                names
                    .faults
                    .push((place, wrong.help("save the file as UTF-8")));
                continue;
            };
            if name.is_empty() {
                names.unnamed.push(place);
                names.columns.push(Column::Ignored(place.to_string()));
            } else if let Some(first) = seen.insert(name.to_owned(), place)
                && !is_passed_over(name)
            {
                let message = format!(
                    "column {place} has the name of column {first}, {}",
                    quoted(name.as_bytes())
                );
                names
                    .faults
                    .push((place, Wrong::new(message).help("keep one of them")));
            } else if Some(name) == beside {
                names.columns.push(Column::Beside(name.to_owned()));
            } else if ignored.contains(name) {
                names.columns.push(Column::Ignored(name.to_owned()));
            } else if name == layout.id {
                if catalogue.item_index(name).is_some() {
                    names.faults.push((place, id_or_item(name, catalogue)));
                }
                names.columns.push(Column::Id);
            } else if let Some(item) = catalogue.item_index(name) {
                names
                    .columns
                    .push(Column::Item(ItemColumn::new(item, catalogue)));
            } else {
                names.foreign.push((place, name.to_owned()));
                names.columns.push(Column::Ignored(name.to_owned()));
            }
        }
        let named = ignored.iter().copied();
        let named = named.filter(|name| *name != Layout::ANY).chain(beside);
        let id = (layout.id != "id").then_some(layout.id.as_str());
        for name in named.chain(id).filter(|name| !seen.contains_key(*name)) {
            let near = similar(name, seen.keys().map(String::as_str));
            names.faults.push((0, without(name, near)));
        }
        names
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
    let mut cells = Cells::new(header, layout.delimiter);
    let cells = std::iter::from_fn(|| cells.next());
    let names: Vec<_> = cells.filter_map(Result::ok).collect();
    let is_name = |one: &str| names.iter().any(|name| name.trim_ascii() == one.as_bytes());
    layout.ignored(is_name)
}

/// Says that a column would be read for two things.
fn id_or_item(name: &str, catalogue: &Catalogue) -> Wrong {
    let name = quoted(name.as_bytes());
    let message = format!(
        "the column {name} is to say who answers, and is an item of catalogue `{}`",
        catalogue.id
    );
    Wrong::new(message).help("let ids stand in a column of their own, and name that one")
}

fn without(name: &str, near: Option<&str>) -> Wrong {
    let wrong = Wrong::new(format!("no column is called {}", quoted(name.as_bytes())));
    match near {
        Some(near) => wrong.help(format!("did you mean {}?", quoted(near.as_bytes()))),
        None => wrong.help("the first line names the columns, and this one must be among them"),
    }
}

/// What to do with columns that are not read.
fn take_out(columns: &str, id: &str, catalogue: &Catalogue) -> String {
    let (id, option) = (quoted(id.as_bytes()), catalogue.option());
    format!(
        "take the {columns} out, or pass them over with `--ignore-columns`; `rolefit form{option}` lists the items, and ids stand under {id}"
    )
}

fn foreign(place: usize, name: &str, catalogue: &Catalogue) -> Wrong {
    Wrong::new(format!(
        "column {place}, {}, is no item of catalogue `{}`",
        quoted(name.as_bytes()),
        catalogue.id
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
    let named = columns[..NAMED]
        .iter()
        .map(|(_, name)| quoted(name.as_bytes()));
    let message = format!(
        "{} columns are no items of catalogue `{}`: {} and {} more",
        columns.len(),
        catalogue.id,
        named.collect::<Vec<_>>().join(", "),
        columns.len() - NAMED
    );
    let wrong = Wrong::new(message).help(take_out("columns", id, catalogue));
    vec![(columns[0].0, wrong)]
}

/// Says which columns have no name.
fn unnamed(places: &[usize]) -> Wrong {
    let wrong = match places {
        [place] => Wrong::new(format!("column {place} has no name")),
        [first, .., last] => Wrong::new(format!(
            "{} columns, from {first} to {last}, have no name",
            places.len()
        )),
        [] => unreachable!("a column without a name was found"),
    };
    wrong.help(match places[0] {
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
    let mut words = vec![String::new()];
    let mut before = ' ';
    for one in name.chars() {
        if !one.is_alphanumeric() || before.is_lowercase() && one.is_uppercase() {
            words.push(String::new());
        }
        if one.is_alphanumeric() {
            words
                .last_mut()
                .expect("there is one")
                .extend(one.to_lowercase());
        }
        before = one;
    }
    words.retain(|word| !word.is_empty());
    let is =
        |words: &[String], known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    is(&words, &WORDS) || words.len() == 1 && is(&words, &NAMES)
}

fn no_item(catalogue: &Catalogue) -> Wrong {
    Wrong::new(format!("no column is an item of catalogue `{}`", catalogue.id))
        .help("the first line names the columns: `id`, if there are ids, and item ids; `--catalogue` says which catalogue's, `--delimiter` what separates columns")
}

/// Says what a first line begins that is no table.
fn other_kind(header: &[u8]) -> Option<Wrong> {
    let line = std::str::from_utf8(header).ok()?;
    let is_assignment = line
        .split_once('=')
        .is_some_and(|(key, _)| crate::catalogue::is_id(key.trim()));
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
    let mut others = DELIMITERS
        .iter()
        .map(|(byte, ..)| *byte)
        .filter(|byte| *byte != layout.delimiter);
    others.find(|byte| header.contains(byte) && header.split(|one| one == byte).any(known))
}
