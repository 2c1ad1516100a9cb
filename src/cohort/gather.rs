//! The respondents of an input that is small enough to be held, all of them or every fault. It scores nothing.

use std::sync::Arc;

use super::Form;
use super::columns::Columns;
use super::fault::{RowFault, Wrong};
use super::respondent::Respondent;
use crate::assessment::Given;
use crate::catalogue::Catalogue;

/// The most faults that are kept.
const MOST_FAULTS: usize = 100;

/// One respondent, held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// The id; without one, the number of the line.
    pub id: String,
    /// The responses, in the order of the line; one at least.
    pub given: Vec<Given>,
}

/// Reads every respondent of a text, each of whom must have answered something. `name` is what messages call it.
///
/// # Errors
/// The faults, in the order of the lines, a hundred at most; what follows on those is not looked at.
pub fn gather(
    catalogue: &Catalogue,
    name: &str,
    form: Form,
    text: &str,
) -> Result<Vec<Gathered>, Vec<RowFault>> {
    let input: Arc<str> = name.into();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let columns = match form {
        Form::Ndjson => None,
        Form::Csv => match lines.next() {
            None => return Err(vec![nobody().at(&input, 1)]),
            Some((number, first)) => Some(Columns::read(first.as_bytes(), catalogue).map_err(
                |faults| -> Vec<RowFault> {
                    let faults = faults.into_iter();
                    faults.map(|wrong| wrong.at(&input, number)).collect()
                },
            )?),
        },
    };
    let (mut people, mut faults) = (Vec::new(), Vec::new());
    let mut respondent = Respondent::default();
    for (number, line) in lines {
        let read = match &columns {
            Some(columns) => respondent.read_row(line.as_bytes(), columns, catalogue),
            None => respondent.read_object(line.as_bytes(), catalogue),
        };
        let answered = read.and_then(|()| {
            if respondent.given.is_empty() {
                Err(Wrong::new("nothing is answered").help("leave the row out"))
            } else {
                Ok(())
            }
        });
        match answered {
            // Nobody mends more at once, and each takes time to find a remedy for.
            Err(_) if faults.len() == MOST_FAULTS => break,
            Err(wrong) => faults.push(wrong.at(&input, number)),
            Ok(()) => people.push(Gathered {
                id: if respondent.id.is_empty() {
                    number.to_string()
                } else {
                    respondent.id.clone()
                },
                given: respondent.given.clone(),
            }),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if people.is_empty() {
        return Err(vec![nobody().at(&input, 1)]);
    }
    Ok(people)
}

fn nobody() -> Wrong {
    Wrong::new("there is nobody in it")
        .help("CSV begins with a line that names the columns; NDJSON has one JSON object a line")
}
