//! The blocks that a hand-out is made of, and their three looks: a page for a terminal, Markdown, and HTML.

mod html;

pub(super) use html::html;

use std::fmt::Write as _;

use crate::render::grid::grid;
use crate::render::look::Look;
use crate::render::markup::{self, markdown};
use crate::render::next::next;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// One block of a hand-out.
pub(super) enum Block {
    /// The heading of the whole.
    Title(Prose),
    /// The heading of a part.
    Section(Prose),
    /// The heading of one question, with its number where it has one.
    Question(Option<usize>, Prose),
    /// Short fields to fill in by hand.
    Fields(&'static [&'static str]),
    /// Facts in the background.
    Facts(Prose),
    /// Small print.
    Small(Prose),
    /// A paragraph.
    Paragraph(Prose),
    /// A paragraph with a label.
    Labelled(Prose, Prose),
    /// A point, and below it what belongs to it.
    Point(Prose, Vec<Prose>),
    /// A list with a label, or without one; its order says nothing.
    List(Prose, Vec<Prose>),
    /// A list with a label, one after another.
    Steps(Prose, Vec<Prose>),
    /// A list with a label, each entry to be ticked by hand.
    Checks(Prose, Vec<Prose>),
    /// Paragraphs with a label.
    Passage(Prose, Vec<Prose>),
    /// Rows of as many cells as the head has, which a terminal shows as a list.
    Rows(Vec<Prose>, Vec<Vec<Prose>>),
    /// Room to write in with a label, and a prompt for each line.
    Lines(Prose, Vec<(&'static str, Prose)>),
    /// Marks to choose one of, with what each means.
    Marks(Prose, Vec<(&'static str, Prose)>),
    /// Labels in the first column, figures in the others; every row is as long as the head.
    Table(Vec<Prose>, Vec<Vec<Prose>>),
    /// Commands, with what each does.
    Commands(Vec<(String, &'static str)>),
}

/// What stands for a line to write on.
const RULE: &str = "________________________________________";

/// What stands for a short field.
const SHORT_RULE: &str = "____________________";
/// The columns that cells beside the first must have.
const LEAST_BESIDE: usize = 24;
/// How many lines there are to write on under a heading.
const LINES: usize = 2;

/// Lays blocks out for a terminal.
pub(in crate::render) fn text(blocks: &[Block], look: &Look) -> String {
    let mut page = Page::new(look);
    // What belongs to a part stands in from its heading, and the first of it right below.
    let (mut inside, mut first) = (false, false);
    for block in blocks {
        let begins = matches!(block, Block::Section(_) | Block::Question(..));
        if matches!(block, Block::Title(_) | Block::Small(_)) {
            inside = false;
        }
        let after_heading = std::mem::replace(&mut first, begins);
        inside |= begins;
        match block {
            Block::Title(title) | Block::Section(title) => {
                page.blank();
                page.prose(&bold(title));
            }
            Block::Question(number, question) => {
                page.blank();
                let label = number.map_or_else(Prose::new, |number| {
                    Prose::new().with(Emphasis::Heading, format!("{number}. "))
                });
                page.hanging(&label, &bold(question));
            }
            Block::Facts(facts) => page.indented(|page| page.prose(&dim(facts))),
            Block::Small(words) => {
                page.blank();
                page.prose(&dim(words));
            }
            Block::Paragraph(paragraph) => {
                if !after_heading {
                    page.blank();
                }
                if inside {
                    page.indented(|page| page.prose(paragraph));
                } else {
                    page.prose(paragraph);
                }
            }
            Block::Point(point, lines) => {
                if !after_heading {
                    page.blank();
                }
                page.indented(|page| {
                    page.prose(&bold(point));
                    for line in lines {
                        page.hanging(&Prose::new().own("  "), line);
                    }
                });
            }
            // Nobody writes on a screen.
            Block::Fields(_) => {}
            Block::Lines(_, lines) if lines.iter().all(|(_, prompt)| prompt.spans().is_empty()) => {
            }
            Block::Labelled(label, words) => page.indented(|page| {
                page.prose(&label.clone().own(": ").then(words.clone()));
            }),
            Block::List(label, entries) | Block::Checks(label, entries) => {
                listed(&mut page, label, entries, |_| "- ".to_owned());
            }
            Block::Passage(label, paragraphs) => page.indented(|page| {
                page.prose(label);
                for paragraph in paragraphs {
                    page.hanging(&Prose::new().own("  "), paragraph);
                }
            }),
            Block::Rows(_, rows) => page.indented(|page| rows_of(page, rows)),
            Block::Steps(label, entries) => {
                listed(&mut page, label, entries, |place| format!("{place}. "));
            }
            Block::Lines(label, lines) => {
                let entries: Vec<Prose> = lines
                    .iter()
                    .map(|(name, prompt)| named(name, prompt))
                    .collect();
                listed(&mut page, label, &entries, |_| "- ".to_owned());
            }
            Block::Marks(label, marks) => {
                let entries: Vec<Prose> = marks.iter().map(|(_, words)| words.clone()).collect();
                listed(&mut page, label, &entries, |place| {
                    format!("{}  ", marks[place - 1].0)
                });
            }
            Block::Table(head, rows) => {
                if !after_heading {
                    page.blank();
                }
                page.indented(|page| grid(page, head, rows));
            }
            Block::Commands(commands) => {
                let commands: Vec<_> = commands
                    .iter()
                    .map(|(command, purpose)| (command.as_str(), *purpose))
                    .collect();
                next(&mut page, &commands);
            }
        }
    }
    page.finish()
}

fn listed(page: &mut Page<'_>, label: &Prose, entries: &[Prose], mark: impl Fn(usize) -> String) {
    page.indented(|page| {
        let indent = if label.spans().is_empty() {
            ""
        } else {
            page.prose(label);
            "  "
        };
        for (place, entry) in (1..).zip(entries) {
            page.hanging(&Prose::new().own(format!("{indent}{}", mark(place))), entry);
        }
    });
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
            page.hanging(&Prose::new().own("  "), &rest);
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
        return Prose::new().own(name);
    }
    Prose::new().own(format!("{name}: ")).then(prompt.clone())
}

/// Lays blocks out as Markdown, with room to write by hand.
pub(in crate::render) fn document(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        if !out.is_empty() && !matches!(block, Block::Commands(_)) {
            out.push('\n');
        }
        let written = match block {
            Block::Title(title) => writeln!(out, "# {}", markdown(title)),
            Block::Section(title) => writeln!(out, "## {}", markdown(title)),
            Block::Question(None, question) => writeln!(out, "### {}", markdown(question)),
            Block::Question(Some(number), question) => {
                writeln!(out, "## {number}. {}", markdown(question))
            }
            Block::Fields(names) => {
                let fields = names.iter().map(|name| format!("{name}: {SHORT_RULE}"));
                writeln!(out, "{}", fields.collect::<Vec<_>>().join(" "))
            }
            Block::Facts(facts) | Block::Small(facts) => writeln!(out, "*{}*", markdown(facts)),
            Block::Paragraph(paragraph) => writeln!(out, "{}", markdown(paragraph)),
            Block::Labelled(label, words) => {
                writeln!(out, "**{}:** {}", markdown(label), markdown(words))
            }
            Block::Point(point, lines) => {
                let gap = if lines.is_empty() { "" } else { "\n" };
                lines.iter().fold(
                    writeln!(out, "**{}**{gap}", markdown(point)),
                    |written, line| written.and_then(|()| writeln!(out, "- {}", markdown(line))),
                )
            }
            Block::List(label, entries) => entry_list(&mut out, label, entries, |_| "-".to_owned()),
            Block::Checks(label, entries) => {
                entry_list(&mut out, label, entries, |_| "- [ ]".to_owned())
            }
            Block::Passage(label, paragraphs) => paragraphs.iter().fold(
                writeln!(out, "**{}:**", markdown(label)),
                |written, paragraph| {
                    written.and_then(|()| writeln!(out, "\n{}", markdown(paragraph)))
                },
            ),
            Block::Rows(head, rows) => {
                let head: Vec<String> = head.iter().map(markdown).collect();
                let head: Vec<&str> = head.iter().map(String::as_str).collect();
                writeln!(out, "{}", markup::table(&head, rows))
            }
            Block::Steps(label, entries) => {
                entry_list(&mut out, label, entries, |place| format!("{place}."))
            }
            Block::Lines(label, lines) => writing_lines(&mut out, label, lines),
            Block::Marks(label, marks) => {
                let entries: Vec<Prose> = marks
                    .iter()
                    .map(|(mark, words)| Prose::new().own(format!("{mark}: ")).then(words.clone()))
                    .collect();
                entry_list(&mut out, label, &entries, |_| "- [ ]".to_owned())
            }
            Block::Table(head, rows) => writeln!(out, "{}", table(head, rows)),
            // Nobody types on paper.
            Block::Commands(_) => Ok(()),
        };
        written.expect("writing to a string cannot fail");
    }
    out
}

/// Writes a table with its figures ending at the same column, wherever it is rendered.
fn table(head: &[Prose], rows: &[Vec<Prose>]) -> String {
    let line = |cells: &[Prose]| {
        let cells = cells.iter().map(markdown).collect::<Vec<_>>();
        format!("| {} |", cells.join(" | "))
    };
    let rule = format!("|:---|{}", "---:|".repeat(head.len() - 1));
    let rows = rows.iter().map(|row| line(row));
    let lines: Vec<String> = [line(head), rule].into_iter().chain(rows).collect();
    lines.join("\n")
}

fn entry_list(
    out: &mut String,
    label: &Prose,
    entries: &[Prose],
    mark: impl Fn(usize) -> String,
) -> std::fmt::Result {
    if !label.spans().is_empty() {
        writeln!(out, "**{}:**\n", markdown(label))?;
    }
    for (place, entry) in (1..).zip(entries) {
        writeln!(out, "{} {}", mark(place), markdown(entry))?;
    }
    Ok(())
}

fn writing_lines(
    out: &mut String,
    label: &Prose,
    lines: &[(&'static str, Prose)],
) -> std::fmt::Result {
    writeln!(out, "**{}:**\n", markdown(label))?;
    for (name, prompt) in lines {
        let prompt = markdown(prompt);
        let prompt = if prompt.is_empty() {
            prompt
        } else {
            format!(" *{prompt}*")
        };
        // Two spaces at the end break the line, so that each prompt has room below it.
        write!(out, "- **{name}.**{prompt}")?;
        for _ in 0..LINES {
            write!(out, "  \n  {RULE}{RULE}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
