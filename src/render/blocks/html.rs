//! Blocks as one page that needs nothing else, made to be read on a screen and printed.

use maud::{Markup, html};

use super::{Block, LINES};
use crate::render::html::{Words, page};
use crate::render::prose::Prose;

/// Lays blocks out as a page; `language` is that of the data.
pub(in crate::render) fn html(blocks: &[Block], language: &str) -> String {
    let words = Words::of(language);
    let title = blocks.iter().find_map(|block| match block {
        Block::Title(title) => Some(title.plain()),
        _ => None,
    });
    let body = html! {
        @for part in parts(blocks) { (section(&words, part)) }
    };
    page(&title.unwrap_or_default(), &body)
}

/// Parts blocks at their headings.
fn parts(blocks: &[Block]) -> Vec<&[Block]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (place, block) in blocks.iter().enumerate() {
        if place > start && (begins(block) || matches!(block, Block::Small(_))) {
            parts.push(&blocks[start..place]);
            start = place;
        }
    }
    parts.push(&blocks[start..]);
    parts
}

fn begins(block: &Block) -> bool {
    matches!(block, Block::Section(_) | Block::Question(..))
}

fn section(words: &Words, part: &[Block]) -> Markup {
    match part {
        [
            head @ Block::Question(..),
            facts @ Block::Facts(_),
            rest @ ..,
        ] => html! {
            section.question {
                (block(words, head)) (block(words, facts))
                div.sheet { @for one in rest { (block(words, one)) } }
            }
        },
        [head @ Block::Question(..), rest @ ..] => html! {
            section.question {
                (block(words, head))
                div.sheet { @for one in rest { (block(words, one)) } }
            }
        },
        [head, ..] if begins(head) => html! {
            section { @for one in part { (block(words, one)) } }
        },
        _ => html! { @for one in part { (block(words, one)) } },
    }
}

fn block(words: &Words, block: &Block) -> Markup {
    let prose = |prose: &Prose| words.prose(prose);
    match block {
        Block::Title(title) => html! { h1 { (prose(title)) } },
        Block::Section(title) => html! { h2 { (prose(title)) } },
        Block::Question(Some(number), question) => html! {
            h2 { span.number { (number) "." } " " (prose(question)) }
        },
        Block::Question(None, question) => html! { h3 { (prose(question)) } },
        Block::Fields(names) => html! {
            p.fields { @for name in *names { span { (name) ": " span.blank {} } } }
        },
        Block::Facts(facts) => html! { p.soft { (prose(facts)) } },
        Block::Small(small) => html! { p.small.end { (prose(small)) } },
        Block::Paragraph(paragraph) => html! { p { (prose(paragraph)) } },
        Block::Labelled(label, text) => html! {
            p { strong { (prose(label)) ":" } " " (prose(text)) }
        },
        Block::Passage(label, paragraphs) => html! {
            div.passage {
                (heading(words, label))
                @for paragraph in paragraphs { p { (prose(paragraph)) } }
            }
        },
        Block::Point(point, lines) => html! {
            div.group {
                p { strong { (prose(point)) } }
                @if !lines.is_empty() { ul { @for line in lines { li { (prose(line)) } } } }
            }
        },
        Block::List(label, entries) => html! {
            div.group { (heading(words, label)) ul { @for entry in entries { li { (prose(entry)) } } } }
        },
        Block::Steps(label, entries) => html! {
            div.group { (heading(words, label)) ol { @for entry in entries { li { (prose(entry)) } } } }
        },
        Block::Checks(label, entries) => html! {
            div.group {
                (heading(words, label))
                ul.checks { @for entry in entries { li { span.box {} (prose(entry)) } } }
            }
        },
        Block::Lines(label, lines) => html! {
            div.group {
                (heading(words, label))
                @for (name, prompt) in lines {
                    p.write {
                        strong { (name) "." } " " (prose(prompt))
                        @for _ in 0..LINES { span.rule {} }
                    }
                }
            }
        },
        Block::Marks(label, marks) => html! {
            div.group {
                (heading(words, label))
                ul.checks { @for (mark, text) in marks {
                    li { span.box {} strong { (mark) } " " (prose(text)) }
                } }
            }
        },
        Block::Table(head, rows) | Block::Rows(head, rows) => html! {
            table {
                thead { tr { @for cell in head { th scope="col" { (prose(cell)) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (prose(cell)) } } } } }
            }
        },
        // Nobody types on paper.
        Block::Commands(_) => html! {},
    }
}

fn heading(words: &Words, label: &Prose) -> Markup {
    html! {
        @if !label.spans().is_empty() { p.head { strong { (words.prose(label)) } } }
    }
}
