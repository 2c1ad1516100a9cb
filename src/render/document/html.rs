//! Blocks as one page that needs nothing else, made to be read on a screen and printed.

use maud::{Markup, html};

use super::{Bars, Block, LINES, Medium, Strip, Strips, seen};
use crate::render::figures::{capitalised, percent};
use crate::render::html::{Scale, Words, bar, figures, page, plain, strip};
use crate::render::prose::Prose;

/// Lays blocks out as a page.
pub(super) fn html(title: &str, blocks: &[&Block], words: &Words) -> String {
    page(title, &sections(blocks, words), None)
}

fn sections(blocks: &[&Block], words: &Words) -> Markup {
    html! { @for part in parts(blocks) { (section(words, part)) } }
}

/// Parts blocks at their headings, and where one ends what came before it.
fn parts<'a, 'b>(blocks: &'b [&'a Block]) -> Vec<&'b [&'a Block]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (place, block) in blocks.iter().enumerate() {
        if place > start && (begins(block) || is_apart(block) || is_apart(blocks[place - 1])) {
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

fn is_apart(block: &Block) -> bool {
    matches!(
        block,
        Block::Small(_) | Block::Warning(..) | Block::Commands(_) | Block::Beside(_)
    )
}

fn section(words: &Words, part: &[&Block]) -> Markup {
    match part {
        [Block::Question(..), rest @ ..] => {
            let has_facts = matches!(rest, [Block::Facts(_), ..]);
            let (head, sheet) = part.split_at(1 + usize::from(has_facts));
            html! {
                section.question {
                    @for one in head { (block(words, one)) }
                    div.sheet { @for one in sheet { (block(words, one)) } }
                }
            }
        }
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
        Block::Subject(subject) => html! { p.subject { (prose(subject)) } },
        Block::Owner(owner) => html! { p.label { (prose(owner)) } },
        Block::Headline(headline, sentences) => html! {
            h1 { (prose(headline)) }
            @for sentence in sentences { p.lead { (prose(sentence)) } }
        },
        Block::Warning(heading, warnings) => html! {
            section.note {
                h2 { (prose(heading)) }
                @for warning in warnings { p { (prose(warning)) } }
            }
        },
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
        Block::Remark(remark) => html! { p.small { (prose(remark)) } },
        Block::Paragraph(paragraph) => html! { p { (prose(paragraph)) } },
        Block::Labelled(label, text) => html! {
            p { strong { (prose(label)) ":" } " " (prose(text)) }
        },
        Block::Table(head, rows) | Block::Rows(head, rows) => table(words, head, rows),
        Block::Bars(bars) => shares(words, bars),
        Block::Strips(strips) => self::strips(words, strips),
        Block::Commands(commands) => html! {
            section.screen {
                h2 { "Next" }
                dl.steps {
                    @for (command, purpose) in commands {
                        dt { code { (plain(command)) } }
                        dd { (plain(purpose)) }
                    }
                }
            }
        },
        Block::Beside(parts) if parts.iter().all(Vec::is_empty) => html! {},
        Block::Beside(parts) => html! {
            div.pair { @for part in parts.iter().filter(|part| !part.is_empty()) { (sections(&seen(part, Medium::Html), words)) } }
        },
        Block::Only(..) => html! {},
        group => list(words, group),
    }
}

/// Writes what is a list of some kind.
fn list(words: &Words, block: &Block) -> Markup {
    let prose = |prose: &Prose| words.prose(prose);
    match block {
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
        Block::Figures(entries) => {
            let figures = entries.iter().any(|(figure, _)| !figure.spans().is_empty());
            html! {
                ul.weighty[figures] {
                    @for (figure, entry) in entries {
                        li { @if figures { span.figure { (prose(figure)) } " " } (prose(entry)) }
                    }
                }
            }
        }
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
        _ => html! {},
    }
}

fn heading(words: &Words, label: &Prose) -> Markup {
    html! {
        @if !label.spans().is_empty() { p.head { strong { (words.prose(label)) } } }
    }
}

fn table(words: &Words, head: &[Prose], rows: &[Vec<Prose>]) -> Markup {
    html! {
        table.numbers[head.len() > 3].stacked[head.len() > 3] {
            thead { tr { @for cell in head { th scope="col" { (words.prose(cell)) } } } }
            tbody {
                @for row in rows {
                    tr {
                        @for (place, cell) in row.iter().enumerate() {
                            @if place == 0 { th scope="row" { (words.prose(cell)) } }
                            @else { td.words data-head=[head.get(place).map(Prose::plain)] { (words.prose(cell)) } }
                        }
                    }
                }
            }
        }
    }
}

fn shares(words: &Words, bars: &Bars) -> Markup {
    let several = bars.series.len() > 1;
    let has_words = bars.rows.iter().any(|row| !row.words.spans().is_empty());
    html! {
        table.stacked[!several] {
            thead {
                tr {
                    th scope="col" { (words.prose(&bars.head)) }
                    th.drawing scope="col" { span.hidden { "Bar" } }
                    @for one in &bars.series { th.figure scope="col" { (words.prose(one)) } }
                    @if has_words { th scope="col" { "In words" } }
                }
            }
            tbody {
                @for (rank, row) in bars.rows.iter().enumerate() {
                    tr.first[rank == 0 && !several] {
                        th scope="row" { (words.prose(&row.label)) }
                        td.drawing {
                            @for (place, &share) in row.shares.iter().enumerate() {
                                (bar(share, if several { place + 1 == row.shares.len() } else { rank == 0 }))
                            }
                        }
                        @for &share in &row.shares { td.figure { (percent(share)) } }
                        @if has_words { td.words.own { (words.prose(&row.words)) } }
                    }
                }
            }
        }
    }
}

fn strips(words: &Words, strips: &Strips) -> Markup {
    let places = |row: &Strip| {
        let pins = row.pins.iter().map(|pin| pin.place);
        let own = row.own.iter().flat_map(|(_, (low, high))| [*low, *high]);
        pins.chain(own).collect()
    };
    let scale = Scale {
        reach: strips.reach(places),
    };
    html! {
        (key(words, strips))
        ul.strips {
            @for row in &strips.rows {
                li {
                    span.low { (words.prose(&row.low)) } " "
                    (strip(scale, row.own, row.pins.clone(), &row.told)) " "
                    span.high { (words.prose(&row.high)) } " "
                    span.remark { (words.prose(&row.remark[0])) }
                }
            }
            li.ends aria-hidden="true" { span.low {} (figures(scale)) span {} span {} }
        }
    }
}

/// Explains the marks.
fn key(words: &Words, strips: &Strips) -> Markup {
    html! {
        ul.key {
            @if let Some((whose, range)) = &strips.own {
                li {
                    svg aria-hidden="true" { circle.you cx="10" cy="10" r="7" {} }
                    (plain(&capitalised(&whose.plain())))
                }
                li {
                    svg.wide aria-hidden="true" { rect.range x="0" y="6" width="34" height="8" rx="4" {} }
                    (capitalised(range))
                }
            }
            @for (letter, name, leads) in &strips.letters {
                li {
                    svg aria-hidden="true" {
                        g.pin.leads[*leads] {
                            circle cx="10" cy="10" r="8.5" {}
                            text x="10" y="14" { (plain(letter.encode_utf8(&mut [0; 4]))) }
                        }
                    }
                    " " (words.prose(name))
                }
            }
            @if let Some(silence) = strips.silence { li { (capitalised(silence)) } }
        }
    }
}
