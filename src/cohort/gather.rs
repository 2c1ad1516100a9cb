//! The respondents of an input that is small enough to be held, all of them or every fault.

use std::sync::Arc;

use super::Form;
use super::cells::is_blank;
use super::columns::Columns;
use super::fault::{NOTHING_HERE, RowFault, Wrong};
use super::lines::{is_too_long, too_long};
use super::options::Layout;
use super::respondent::Respondent;
use crate::assessment::Given;
use crate::catalogue::Catalogue;

/// The most faults that are kept.
const MOST_FAULTS: usize = 100;

/// One respondent, held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// The id, where the line gives one.
    pub id: Option<String>,
    /// The number of the line, from 1.
    pub line: u64,
    /// What is known beside the answers, where that was asked for; empty where the line does not say it.
    pub beside: String,
    /// Whom the answers are about, where somebody else gave them.
    pub about: Option<String>,
    /// The responses, in the order of the line.
    pub given: Vec<Given>,
}

/// What becomes of a respondent who answered nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unanswered {
    /// They are somebody like the others.
    Kept,
    /// They are a fault.
    Refused,
}

/// Reads every respondent of a text, those who have answered nothing too. `name` is what messages call it.
///
/// # Errors
/// The faults, in the order of the lines, a hundred at most; what follows on those is not looked at.
pub fn gather(
    catalogue: &Catalogue,
    name: &str,
    form: Form,
    text: &str,
    layout: &Layout,
) -> Result<Vec<Gathered>, Vec<RowFault>> {
    let limits = (usize::MAX, Unanswered::Kept);
    gather_beside(catalogue, name, (form, layout), text, None, limits)
}

/// Returns how many lines of a text are blank, which [`gather`] passes over.
#[must_use]
pub fn blank_lines(form: Form, text: &str, layout: &Layout) -> u64 {
    let delimiter = (form == Form::Csv).then_some(layout.delimiter);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let blank = text
        .lines()
        .filter(|line| is_blank(line.as_bytes(), delimiter));
    blank.count() as u64
}

/// Reads as [`gather`] does, and what stands beside the answers in the column or under the key `beside`. There may be
/// `most` respondents, and those who answered nothing may be refused.
///
/// # Errors
/// Those of [`gather`]; too many respondents are one of them.
pub(crate) fn gather_beside(
    catalogue: &Catalogue,
    name: &str,
    (form, layout): (Form, &Layout),
    text: &str,
    beside: Option<&str>,
    (most, unanswered): (usize, Unanswered),
) -> Result<Vec<Gathered>, Vec<RowFault>> {
    let input: Arc<str> = name.into();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = (form == Form::Csv).then_some(layout.delimiter);
    let mut lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !is_blank(line.as_bytes(), delimiter));
    let mut columns = None;
    while form == Form::Csv && columns.is_none() {
        let (number, first) = lines.next().ok_or_else(|| vec![nobody().at(&input, 1)])?;
        columns = Columns::begin(first.as_bytes(), catalogue, layout, beside)
            .map_err(|all| Wrong::all_at(all, &input, number))?;
    }
    let (mut people, mut faults) = (Vec::new(), Vec::new());
    let mut respondent = Respondent::default();
    for (number, line) in lines {
        let mut read = match &columns {
            _ if is_too_long(line.as_bytes()) => Err(too_long()),
            Some(columns) => respondent.read_row(line.as_bytes(), columns, catalogue),
            None => respondent.read_object(line.as_bytes(), catalogue, beside),
        };
        let is_unanswered = read.is_ok() && respondent.given.is_empty();
        if is_unanswered && unanswered == Unanswered::Refused {
            read = Err(Wrong::new("nothing is answered").help("leave the row out"));
        }
        match read {
            // Nobody mends more at once, and each takes time to find a remedy for.
            Err(_) if faults.len() == MOST_FAULTS => break,
            Err(wrong) => {
                let is_open = wrong.is_open;
                faults.push(wrong.at(&input, number));
                if is_open {
                    break;
                }
            }
            Ok(()) if people.len() == most => {
                let wrong = Wrong::new(format!("there are more than {most} respondents"));
                faults.push(wrong.help("take a part of them").at(&input, number));
                break;
            }
            Ok(()) => people.push(Gathered {
                id: (!respondent.id.is_empty()).then(|| respondent.id.clone()),
                line: number,
                beside: respondent.beside.clone(),
                about: respondent.about.clone(),
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
    Wrong::new("there is nobody in it").help(NOTHING_HERE)
}
