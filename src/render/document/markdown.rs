//! Blocks as Markdown, with room to write by hand.

use std::fmt::Write as _;

use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;

use super::{Bars, Block, LINES, RULE, SHORT_RULE};
use crate::render::figures::percent;
use crate::render::markup::markdown as line;
use crate::render::prose::{Emphasis, Prose};

/// Writes blocks with an empty line between them.
pub(super) fn markdown(blocks: &[&Block]) -> String {
    let blocks = blocks.iter().filter_map(|block| written(block));
    let blocks: Vec<String> = blocks
        .map(|block| block.trim_end_matches('\n').to_owned() + "\n")
        .collect();
    blocks.join("\n")
}

fn written(block: &Block) -> Option<String> {
    Some(match block {
        Block::Title(title) | Block::Subject(title) => format!("# {}", line(title)),
        Block::Section(title) => format!("## {}", line(title)),
        Block::Question(None, question) => format!("### {}", line(question)),
        Block::Question(Some(number), question) => format!("## {number}. {}", line(question)),
        Block::Headline(headline, sentences) => {
            let sentences = std::iter::once(headline).chain(sentences).map(line);
            sentences.collect::<Vec<_>>().join("\n\n")
        }
        Block::Warning(heading, warnings) => {
            format!(
                "## {}\n\n{}",
                line(heading),
                listed(None, warnings, |_| "-".to_owned())
            )
        }
        Block::Fields(names) => {
            let fields = names.iter().map(|name| format!("{name}: {SHORT_RULE}"));
            fields.collect::<Vec<_>>().join(" ")
        }
        Block::Facts(facts) | Block::Small(facts) => format!("*{}*", line(facts)),
        Block::Paragraph(words) | Block::Remark(words) | Block::Owner(words) => line(words),
        Block::Labelled(label, words) => format!("**{}:** {}", line(label), line(words)),
        Block::Point(point, lines) => {
            let lines = lines.iter().map(|one| format!("\n- {}", line(one)));
            let gap = if lines.len() > 0 { "\n" } else { "" };
            format!("**{}**{gap}{}", line(point), lines.collect::<String>())
        }
        Block::List(label, entries) => listed(Some(label), entries, |_| "-".to_owned()),
        Block::Checks(label, entries) => listed(Some(label), entries, |_| "- [ ]".to_owned()),
        Block::Steps(label, entries) => listed(Some(label), entries, |place| format!("{place}.")),
        Block::Passage(label, paragraphs) => {
            let paragraphs = paragraphs.iter().map(|one| format!("\n\n{}", line(one)));
            format!("**{}:**{}", line(label), paragraphs.collect::<String>())
        }
        Block::Figures(entries) => {
            let entries = entries.iter().map(|(figure, words)| {
                let gap = if figure.spans().is_empty() { "" } else { ": " };
                figure.clone().own(gap).then(words.clone())
            });
            listed(None, &entries.collect::<Vec<_>>(), |_| "-".to_owned())
        }
        Block::Rows(head, rows) => table(head, rows),
        Block::Lines(label, lines) => writing_lines(label, lines),
        Block::Marks(label, marks) => {
            let entries = marks
                .iter()
                .map(|(mark, words)| Prose::new().own(format!("{mark}: ")).then(words.clone()));
            let entries: Vec<Prose> = entries.collect();
            listed(Some(label), &entries, |_| "- [ ]".to_owned())
        }
        Block::Table(head, rows) => figures(head, rows),
        Block::Bars(bars) => shares(bars),
        Block::Commands(commands) => {
            let commands = commands.iter().map(|(command, purpose)| {
                Prose::new()
                    .with(Emphasis::Command, command.as_str())
                    .own(format!(": {purpose}"))
            });
            let commands: Vec<Prose> = commands.collect();
            format!("## Next\n\n{}", listed(None, &commands, |_| "-".to_owned()))
        }
        // What is drawn elsewhere stands in a table here; the rest is no block of its own.
        Block::Strips(_) | Block::Beside(_) | Block::Only(..) => return None,
    })
}

fn listed(label: Option<&Prose>, entries: &[Prose], mark: impl Fn(usize) -> String) -> String {
    let label = label.filter(|label| !label.spans().is_empty());
    let mut out = label.map_or_else(String::new, |label| format!("**{}:**\n\n", line(label)));
    for (place, entry) in (1..).zip(entries) {
        writeln!(out, "{} {}", mark(place), line(entry)).expect("a string takes every text");
    }
    out
}

fn writing_lines(label: &Prose, lines: &[(&'static str, Prose)]) -> String {
    let mut out = format!("**{}:**\n\n", line(label));
    for (name, prompt) in lines {
        let prompt = match line(prompt) {
            prompt if prompt.is_empty() => prompt,
            prompt => format!(" *{prompt}*"),
        };
        // Two spaces at the end break the line, so that each prompt has room below it.
        let rules = format!("  \n  {RULE}{RULE}").repeat(LINES);
        writeln!(out, "- **{name}.**{prompt}{rules}").expect("a string takes every text");
    }
    out
}

fn table(head: &[Prose], rows: &[Vec<Prose>]) -> String {
    let mut table = Table::new();
    table
        .load_style(ASCII_MARKDOWN)
        .set_header(head.iter().map(line));
    table.add_rows(rows.iter().map(|row| row.iter().map(line)));
    table.trim_fmt()
}

/// Writes a table with its figures ending at the same column, wherever it is rendered.
fn figures(head: &[Prose], rows: &[Vec<Prose>]) -> String {
    let written = |cells: &[Prose]| {
        let cells = cells.iter().map(line).collect::<Vec<_>>();
        format!("| {} |", cells.join(" | "))
    };
    let rule = format!("|:---|{}", "---:|".repeat(head.len() - 1));
    let rows = rows.iter().map(|row| written(row));
    let lines: Vec<String> = [written(head), rule].into_iter().chain(rows).collect();
    lines.join("\n")
}

fn shares(bars: &Bars) -> String {
    let has_words = bars.rows.iter().any(|row| !row.words.spans().is_empty());
    let mut head = vec![bars.head.clone()];
    head.extend(bars.series.iter().cloned());
    head.extend(has_words.then(|| Prose::new().own("In words")));
    let rows = bars.rows.iter().map(|row| {
        let mut cells = vec![row.label.clone()];
        let shares = row.shares.iter();
        cells.extend(shares.map(|&share| Prose::new().own(percent(share))));
        cells.extend(has_words.then(|| row.words.clone()));
        cells
    });
    table(&head, &rows.collect::<Vec<_>>())
}
