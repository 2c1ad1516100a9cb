//! The columns of a CSV file: its cells, and what its first line names. It scores nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::memchr;

use super::fault::{Wrong, quoted};
use crate::catalogue::{Catalogue, Response, similar};
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
    pub(super) columns: Vec<Column>,
    pub(super) items: usize,
}

impl Columns {
    /// Reads the line that names the columns. Where `beside` names one more, it must be there.
    pub(super) fn read(
        header: &[u8],
        catalogue: &Catalogue,
        beside: Option<&str>,
    ) -> Result<Self, Vec<Wrong>> {
        let (mut columns, mut faults) = (Vec::new(), Vec::new());
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut cells = Cells::new(header);
        let mut place = 0;
        while let Some(cell) = cells.next() {
            place += 1;
            if faults.len() == MOST_FAULTS {
                break;
            }
            let name = match &cell {
                Ok(cell) => std::str::from_utf8(cell.trim_ascii()),
                Err(wrong) => {
                    faults.push(wrong.clone());
                    break;
                }
            };
            let Ok(name) = name else {
                faults.push(
                    Wrong::new(format!("the name of column {place} is not UTF-8"))
                        .help("save the file as UTF-8"),
                );
                continue;
            };
            if let Some(first) = seen.insert(name.to_owned(), place) {
                let message = format!(
                    "column {place} has the name of column {first}, {}",
                    quoted(name.as_bytes())
                );
                faults.push(Wrong::new(message).help("keep one of them"));
            } else if Some(name) == beside {
                columns.push(Column::Beside(name.to_owned()));
            } else if name == "id" {
                columns.push(Column::Id);
            } else if let Some(item) = catalogue.item_index(name) {
                columns.push(Column::Item(ItemColumn::new(item, catalogue)));
            } else {
                faults.push(unknown(name, place, catalogue));
            }
        }
        let items = columns
            .iter()
            .filter(|column| matches!(column, Column::Item(_)))
            .count();
        if let Some(name) = beside.filter(|name| !seen.contains_key(*name)) {
            let near = similar(name, seen.keys().map(String::as_str));
            faults.insert(0, without(name, near));
        }
        if items == 0 {
            let foreign = faults.len();
            faults.truncate(3);
            faults.insert(0, no_item(header, foreign, catalogue));
        }
        if faults.is_empty() {
            Ok(Self { columns, items })
        } else {
            Err(faults)
        }
    }
}

fn without(name: &str, near: Option<&str>) -> Wrong {
    let wrong = Wrong::new(format!("no column is called {}", quoted(name.as_bytes())));
    match near {
        Some(near) => wrong.help(format!("did you mean `{near}`?")),
        None => wrong.help("the first line names the columns, and this one must be among them"),
    }
}

fn unknown(name: &str, place: usize, catalogue: &Catalogue) -> Wrong {
    let wrong = Wrong::new(format!(
        "column {place}, {}, is no item of catalogue `{}`",
        quoted(name.as_bytes()),
        catalogue.id
    ));
    match nearest_item(name, catalogue) {
        Some(near) => wrong.help(format!("did you mean `{near}`?")),
        None => wrong.help(
            "take the column out: only `id` and items are read, and `rolefit form` lists the items",
        ),
    }
}

fn no_item(header: &[u8], foreign: usize, catalogue: &Catalogue) -> Wrong {
    let wrong = Wrong::new(format!(
        "no column is an item of catalogue `{}`",
        catalogue.id
    ));
    if header.contains(&b'\r') {
        return wrong
            .help("lines end with a lone carriage return here: save the file with newlines");
    }
    for (delimiter, name) in [(b';', "semicolons"), (b'\t', "tabs")] {
        if foreign <= 1 && header.contains(&delimiter) {
            return wrong.help(format!(
                "columns are separated by commas, and these look separated by {name}"
            ));
        }
    }
    wrong.help("the first line names the columns: `id`, if there are ids, and item ids; `--catalogue` says which catalogue's")
}

/// The cells of a line.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    /// What is left of the line; nothing after the last cell.
    pub(super) rest: Option<&'a [u8]>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(line: &'a [u8]) -> Self {
        Self { rest: Some(line) }
    }

    /// Returns the next cell, without its quotes.
    pub(super) fn next(&mut self) -> Option<Result<Cow<'a, [u8]>, Wrong>> {
        let rest = self.rest.take()?;
        if rest.first() == Some(&b'"') {
            return Some(self.quoted(&rest[1..]));
        }
        let cell = match memchr(b',', rest) {
            Some(comma) => {
                self.rest = Some(&rest[comma + 1..]);
                &rest[..comma]
            }
            None => rest,
        };
        Some(if cell.contains(&b'"') {
            Err(
                Wrong::new(format!("a quote stands within the cell {}", quoted(cell)))
                    .help("put the whole cell in quotes, and write each quote in it twice"),
            )
        } else {
            Ok(Cow::Borrowed(cell))
        })
    }

    /// Reads a cell after its opening quote.
    fn quoted(&mut self, rest: &'a [u8]) -> Result<Cow<'a, [u8]>, Wrong> {
        let mut from = 0;
        let mut unescaped: Option<Vec<u8>> = None;
        loop {
            let Some(quote) = memchr(b'"', &rest[from..]).map(|at| from + at) else {
                return Err(Wrong::new(format!(
                    "the quote before {} is not closed on this line",
                    quoted(rest)
                ))
                .help("close it, or take it out; a cell holds no line break"));
            };
            match rest.get(quote + 1) {
                Some(b'"') => {
                    let text = unescaped.get_or_insert_default();
                    text.extend_from_slice(&rest[from..=quote]);
                    from = quote + 2;
                }
                after @ (None | Some(b',')) => {
                    self.rest = after.map(|_| &rest[quote + 2..]);
                    return Ok(match unescaped {
                        Some(mut text) => {
                            text.extend_from_slice(&rest[from..quote]);
                            Cow::Owned(text)
                        }
                        None => Cow::Borrowed(&rest[..quote]),
                    });
                }
                Some(_) => {
                    return Err(Wrong::new(format!(
                        "something follows the closing quote of {}",
                        quoted(&rest[..quote])
                    ))
                    .help("write a quote within a cell twice"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Result<Vec<String>, String> {
        let mut cells = Cells::new(line.as_bytes());
        let mut all = Vec::new();
        while let Some(cell) = cells.next() {
            let cell = cell.map_err(|wrong| wrong.message)?;
            all.push(String::from_utf8(cell.into_owned()).unwrap());
        }
        Ok(all)
    }

    #[test]
    fn cells_are_what_rfc_4180_says() {
        assert_eq!(cells("a,,c").unwrap(), ["a", "", "c"]);
        assert_eq!(cells("").unwrap(), [""]);
        assert_eq!(cells(",").unwrap(), ["", ""]);
        assert_eq!(
            cells("\"a,b\",\"\",\"say \"\"so\"\" \"").unwrap(),
            ["a,b", "", "say \"so\" "]
        );
        assert_eq!(cells("\"\"\"\"").unwrap(), ["\""]);
    }

    #[test]
    fn quotes_out_of_place_are_refused() {
        assert!(cells("a,\"b,c").unwrap_err().contains("not closed"));
        assert!(cells("a\"b").unwrap_err().contains("within the cell"));
        assert!(
            cells("\"a\"b")
                .unwrap_err()
                .contains("follows the closing quote")
        );
        assert!(cells("\"a\"\"").unwrap_err().contains("not closed"));
    }
}
