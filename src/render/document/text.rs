//! Blocks as lines for a terminal.

mod bars;
mod grid;
mod next;
mod strips;

use super::Block;
use crate::render::look::Look;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose, own};

pub(in crate::render) use next::next;

/// The columns that cells beside the first must have.
const LEAST_BESIDE: usize = 24;

/// Lays blocks out. Every line is shorter than the look's width.
pub(super) fn text(blocks: &[&Block], look: &Look) -> String {
    let mut page = Page::new(look);
    // What belongs to a part stands in from its heading, and the first of it right below.
    let mut inside = false;
    let mut before = None;
    for block in blocks {
        let begins = is_heading(block);
        if matches!(block, Block::Title(_) | Block::Small(_)) {
            inside = false;
        }
        inside |= begins;
        let apart = match before.replace(block) {
            _ if begins => true,
            Some(before) if is_heading(before) => false,
            Some(Block::Title(_)) if matches!(block, Block::Labelled(..)) => true,
            _ => stands_apart(block),
        };
        if apart {
            page.blank();
        }
        if inside && !stands_out(block) {
            page.indented(|page| write(page, block));
        } else {
            write(&mut page, block);
        }
    }
    page.finish()
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Section(_) | Block::Question(..))
}

/// Returns whether a line is left free before a block that does not stand right below its heading.
fn stands_apart(block: &Block) -> bool {
    matches!(
        block,
        Block::Title(_)
            | Block::Headline(..)
            | Block::Small(_)
            | Block::Paragraph(_)
            | Block::Point(..)
            | Block::Warning(..)
            | Block::Table(..)
            | Block::Bars(_)
    )
}

/// Returns whether a block begins at the margin, even within a part.
fn stands_out(block: &Block) -> bool {
    matches!(
        block,
        Block::Title(_)
            | Block::Headline(..)
            | Block::Section(_)
            | Block::Question(..)
            | Block::Small(_)
            | Block::Remark(_)
            | Block::Warning(..)
            | Block::Bars(_)
            | Block::Strips(_)
            | Block::Commands(_)
    )
}

fn write(page: &mut Page<'_>, block: &Block) {
    match block {
        Block::Title(title) | Block::Section(title) => page.prose(&bold(title)),
        Block::Question(number, question) => {
            let label = number.map_or_else(Prose::new, |number| {
                Prose::new().with(Emphasis::Heading, format!("{number}. "))
            });
            page.hanging(&label, &bold(question));
        }
        Block::Headline(headline, sentences) => {
            page.prose(headline);
            for sentence in sentences {
                page.prose(sentence);
            }
        }
        Block::Warning(heading, warnings) => {
            page.prose(&bold(heading));
            for warning in warnings {
                page.prose(warning);
            }
        }
        Block::Facts(words) | Block::Small(words) => page.prose(&dim(words)),
        Block::Paragraph(words) | Block::Remark(words) => page.prose(words),
        Block::Labelled(label, words) => {
            page.prose(&label.clone().own(": ").then(words.clone()));
        }
        Block::Point(point, lines) => {
            page.prose(&bold(point));
            for line in lines {
                page.hanging(&own("  "), line);
            }
        }
        Block::Passage(label, paragraphs) => {
            page.prose(label);
            for paragraph in paragraphs {
                page.hanging(&own("  "), paragraph);
            }
        }
        Block::List(label, entries) | Block::Checks(label, entries) => {
            listed(page, label, entries, |_| "- ".to_owned());
        }
        Block::Steps(label, entries) => listed(page, label, entries, |place| format!("{place}. ")),
        // Nobody writes on a screen.
        Block::Lines(_, lines) if lines.iter().all(|(_, prompt)| prompt.spans().is_empty()) => {}
        Block::Lines(label, lines) => {
            let entries = lines.iter().map(|(name, prompt)| named(name, prompt));
            listed(page, label, &entries.collect::<Vec<_>>(), |_| {
                "- ".to_owned()
            });
        }
        Block::Marks(label, marks) => {
            let entries: Vec<Prose> = marks.iter().map(|(_, words)| words.clone()).collect();
            listed(page, label, &entries, |place| {
                format!("{}  ", marks[place - 1].0)
            });
        }
        Block::Figures(entries) => figures(page, entries),
        Block::Rows(_, rows) => rows_of(page, rows),
        Block::Table(head, rows) => grid::grid(page, head, rows),
        Block::Bars(bars) => bars::write(page, bars),
        Block::Strips(strips) => strips::write(page, strips),
        Block::Commands(commands) => next(page, commands),
        // A terminal shows what was asked for there, and parts below one another.
        Block::Fields(_)
        | Block::Subject(_)
        | Block::Owner(_)
        | Block::Beside(_)
        | Block::Only(..) => {}
    }
}

fn listed(page: &mut Page<'_>, label: &Prose, entries: &[Prose], mark: impl Fn(usize) -> String) {
    let indent = if label.spans().is_empty() {
        ""
    } else {
        page.prose(label);
        "  "
    };
    for (place, entry) in (1..).zip(entries) {
        page.hanging(&own(format!("{indent}{}", mark(place))), entry);
    }
}

/// Writes entries with their figures below one another, where there is room for that.
fn figures(page: &mut Page<'_>, entries: &[(Prose, Prose)]) {
    let widest = entries.iter().map(|(figure, _)| figure.width()).max();
    let widest = widest.unwrap_or(0);
    for (figure, words) in entries {
        if widest == 0 {
            page.hanging(&own("- "), words);
        } else if page.look().is_wide() {
            page.hanging(&figure.clone().pad_to(widest + 3), words);
        } else {
            page.prose(figure);
            page.hanging(&own("  "), words);
        }
    }
}

/// Writes rows: what the first cell names beside the others where there is room, or else above them.
fn rows_of(page: &mut Page<'_>, rows: &[Vec<Prose>]) {
    let widest = rows
        .iter()
        .filter_map(|row| Some(row.first()?.width()))
        .max();
    let column = widest.unwrap_or(0) + 3;
    for row in rows {
        let Some((first, rest)) = row.split_first() else {
            continue;
        };
        let rest = rest.iter().fold(Prose::new(), |done, cell| {
            let gap = if done.spans().is_empty() { "" } else { ", " };
            done.own(gap).then(cell.clone())
        });
        if page.columns() >= column + LEAST_BESIDE {
            page.hanging(&first.clone().pad_to(column), &rest);
        } else {
            page.prose(first);
            page.hanging(&own("  "), &rest);
        }
    }
}

fn bold(prose: &Prose) -> Prose {
    recast(prose, Emphasis::Heading)
}

fn dim(prose: &Prose) -> Prose {
    recast(prose, Emphasis::Dim)
}

fn recast(prose: &Prose, emphasis: Emphasis) -> Prose {
    let spans = prose.spans().iter();
    spans.fold(Prose::new(), |done, span| {
        done.with(emphasis, span.text.as_str())
    })
}

fn named(name: &'static str, prompt: &Prose) -> Prose {
    if prompt.spans().is_empty() {
        return own(name);
    }
    own(format!("{name}: ")).then(prompt.clone())
}
