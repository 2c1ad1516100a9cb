//! One respondent: from a line of CSV or JSON to responses, or to what is wrong with the line.

use serde::de::IgnoredAny;

use super::cells::{Cells, open_quote};
use super::columns::{Column, Columns, ItemColumn};
use super::fault::{Wrong, lone_return, quoted};
use crate::assessment::{Given, Order};
use crate::catalogue::toolkit::shows_nothing;
use crate::catalogue::{Catalogue, Response};
use crate::model::Category;
use crate::session::{LONGEST_ID, ONE_OBJECT, Transcript, whole_number};

/// One respondent's id and responses, in the order of the line; filled again and again.
#[derive(Debug, Default)]
pub(super) struct Respondent {
    /// The id, empty where there is none.
    pub(super) id: String,
    /// What is known beside the answers, where that was asked for; empty where it is not there.
    pub(super) beside: String,
    /// Whom the answers are about, where somebody else gave them.
    pub(super) about: Option<String>,
    pub(super) given: Vec<Given>,
    pub(super) answers: Vec<(usize, Category)>,
    /// Whether they stand in the order in which they were given.
    pub(super) order: Order,
}

impl Respondent {
    fn clear(&mut self) {
        self.id.clear();
        self.beside.clear();
        self.about = None;
        self.given.clear();
        self.answers.clear();
        self.order = Order::Unknown;
    }

    fn push(&mut self, item: usize, response: Response, category: Category) {
        self.given.push(Given::new(item, response));
        self.answers.push((item, category));
    }

    /// Reads a row of CSV.
    pub(super) fn read_row(
        &mut self,
        line: &[u8],
        columns: &Columns,
        catalogue: &Catalogue,
    ) -> Result<(), Wrong> {
        let read = self.read_cells(line, columns, catalogue);
        read.map_err(|wrong| {
            if wrong.is_open {
                wrong
            } else if let Some(open) = open_quote(line, columns.delimiter) {
                open
            } else if line.contains(&b'\r') {
                lone_return()
            } else {
                wrong
            }
        })
    }

    fn read_cells(
        &mut self,
        line: &[u8],
        columns: &Columns,
        catalogue: &Catalogue,
    ) -> Result<(), Wrong> {
        self.clear();
        let delimiter = columns.delimiter;
        let mut cells = Cells::new(line, delimiter);
        for column in &columns.all {
            match (column, cells.rest) {
                // Nearly every cell is one digit, or nothing, and not the last.
                (Column::Item(item), Some([digit @ b'1'..=b'9', after, rest @ ..]))
                    if *after == delimiter =>
                {
                    cells.rest = Some(rest);
                    let Some((response, category)) = item.response(usize::from(digit - b'0'))
                    else {
                        return Err(refused(item, &[*digit], catalogue));
                    };
                    self.push(item.item, response, category);
                }
                (Column::Item(_), Some([after, rest @ ..])) if *after == delimiter => {
                    cells.rest = Some(rest);
                }
                (_, Some(_)) => {
                    let name = match column {
                        Column::Id => &columns.id,
                        Column::Beside(name) | Column::Ignored(name) => name,
                        Column::Item(item) => catalogue.items[item.item].id.as_str(),
                    };
                    let cell = cells.next().expect("there is a rest");
                    let cell = cell.map_err(|wrong| wrong.column(name))?;
                    match column {
                        Column::Id => self.take_id(&cell, name)?,
                        Column::Ignored(_) => {}
                        Column::Beside(_) => {
                            let text = String::from_utf8_lossy(cell.trim_ascii());
                            self.beside.push_str(&text);
                        }
                        Column::Item(item) => {
                            if let Some((response, category)) = read_cell(item, &cell, catalogue)? {
                                self.push(item.item, response, category);
                            }
                        }
                    }
                }
                (_, None) => return Err(ragged(line, columns)),
            }
        }
        if cells.rest.is_some() {
            return Err(ragged(line, columns));
        }
        Ok(())
    }

    /// Reads a line of NDJSON, and the text under the key `beside`.
    pub(super) fn read_object(
        &mut self,
        line: &[u8],
        catalogue: &Catalogue,
        beside: Option<&str>,
    ) -> Result<(), Wrong> {
        self.clear();
        let Ok(text) = str::from_utf8(line) else {
            return Err(Wrong::new("the line is not UTF-8").help("save the file as UTF-8"));
        };
        if !text.trim_start().starts_with('{') {
            return Err(no_object(text));
        }
        let read = Transcript::read_beside(text, beside)
            .and_then(|transcript| Ok((transcript.responses(catalogue)?, transcript)));
        let (responses, transcript) = read.map_err(|faults| {
            let is_json = |text| serde_json::from_str::<IgnoredAny>(text);
            match is_json(text) {
                Err(error) if error.is_eof() => {
                    return Wrong::new("the JSON ends too early").help(
                        "write each object on one line, as `jq -c . FILE` does; if this is the last line, the file was cut short",
                    );
                }
                Err(_) if text.contains('\r') => return lone_return(),
                Ok(_) | Err(_) => {}
            }
            let more = faults.count() - 1;
            let first = faults.first()[0].clone();
            let message = match more {
                0 => first.message,
                _ => format!("{} (and {more} more in this line)", first.message),
            };
            Wrong {
                help: first.help.map(|help| match &*help {
                    ONE_OBJECT => "one line holds one object: take what stands behind it out, or write it on a line of its own".to_owned(),
                    _ => help,
                }),
                ..Wrong::new(message)
            }
        })?;
        if let Some(id) = transcript.id() {
            // No reader of rows could take it from a table.
            if id.contains(['\n', '\r']) {
                return Err(Wrong::new("the id holds a line break").help("take it out"));
            }
            self.id.push_str(id);
        }
        if let Some((text, _)) = transcript.beside() {
            self.beside.push_str(text);
        }
        self.about = transcript.about().map(ToString::to_string);
        if transcript.asked().is_some() {
            self.order = Order::Known;
        }
        let answers = responses.iter().map(|one| one.category(catalogue));
        self.answers.extend(answers);
        self.given = responses;
        Ok(())
    }

    fn take_id(&mut self, id: &[u8], column: &str) -> Result<(), Wrong> {
        let wrong = |message: &str, help: &str| Wrong::new(message).column(column).help(help);
        let Ok(id) = str::from_utf8(id).map(str::trim) else {
            return Err(wrong("the id is not UTF-8", "save the file as UTF-8"));
        };
        if id.starts_with('\u{feff}') {
            let help = "take it out: one file seems to have been put behind another";
            return Err(wrong("the id begins with a byte order mark (U+FEFF)", help));
        }
        if id.chars().nth(LONGEST_ID).is_some() {
            let message = format!("the id is longer than {LONGEST_ID} characters");
            return Err(wrong(&message, "use a shorter one"));
        }
        if !shows_nothing(id) {
            self.id.push_str(id);
        }
        Ok(())
    }
}

/// Says that a line is no object, and what wrote it so.
fn no_object(text: &str) -> Wrong {
    let help = if text.trim_start().starts_with('[') {
        "NDJSON has one object a line, and `jq -c '.[]' FILE` writes those of a list so"
    } else {
        "NDJSON has one object a line, with `answers` and, if you like, `id`; `jq -c . FILE` writes objects so"
    };
    Wrong::new("the line is not a JSON object").help(help)
}

/// Reads a cell as an answers file is read: white space around it, and nothing at all, are fine.
fn read_cell(
    column: &ItemColumn,
    cell: &[u8],
    catalogue: &Catalogue,
) -> Result<Option<(Response, Category)>, Wrong> {
    let Ok(text) = std::str::from_utf8(cell) else {
        let wrong = Wrong::new("the cell is not UTF-8").help("save the file as UTF-8");
        return Err(wrong.column(catalogue.items[column.item].id.as_str()));
    };
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    // Spreadsheets of half the world write a whole number with decimals so; of the other half thousands.
    let number = match text.split_once(',') {
        Some((_, decimals)) if decimals.len() == 3 => None,
        Some((whole, decimals)) => whole_number(&format!("{whole}.{decimals}")),
        None => whole_number(text),
    };
    number
        .and_then(|number| column.response(usize::try_from(number).ok()?))
        .map(Some)
        .ok_or_else(|| refused(column, text.as_bytes(), catalogue))
}

fn refused(column: &ItemColumn, cell: &[u8], catalogue: &Catalogue) -> Wrong {
    let (count, given) = (column.count(), quoted(cell));
    let id = catalogue.items[column.item].id.as_str();
    let what = format!("a response is a whole number from 1 to {count}, not {given}");
    let wrong = Wrong::new(what).column(id);
    wrong.help(match str::from_utf8(cell) {
        Ok(text) if text == id => "the line that names the columns stands here again: take it out",
        Ok(text) if text.starts_with('=') => {
            "put what the formula comes to in its place, as a spreadsheet does that exports values"
        }
        Ok(text) if text.contains(['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}']) => {
            "take the curly quotes out"
        }
        _ => "leave the cell empty where the item was skipped",
    })
}

fn ragged(line: &[u8], columns: &Columns) -> Wrong {
    let cells: Result<Vec<_>, Wrong> = Cells::new(line, columns.delimiter).collect();
    let count = match cells {
        Ok(cells) => cells.len(),
        Err(wrong) => return wrong,
    };
    let expected = columns.all.len();
    let plural = if count == 1 { "" } else { "s" };
    let what =
        format!("the row has {count} cell{plural}, and the first line names {expected} columns");
    Wrong::new(what).help("give each row one cell a column, empty where the item was skipped")
}
