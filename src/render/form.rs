//! A form for people without a terminal: a page to answer on, a sheet of paper and a row of a table. On each of them the
//! number beside an answer is the catalogue's.

use maud::{Markup, html};

use super::document::{Block, Document};
use super::figures::{TIED, counted, grouped, percent};
use super::html::{self, Script, Words};
use super::person::Person;
use super::prose::{Prose, data, own, say, strong};
use super::result::words::purpose;
use crate::assessment::CurrentRole;
use crate::catalogue::{Catalogue, ItemContent, PAIR_SIDES, Subject, Text};
use crate::session::{Form, minutes, shown_responses};
use crate::simulation::FixedSet;

/// The one script that any page has, and its styles. It asks for nothing and keeps nothing.
const SCRIPT: Script = Script {
    text: include_str!("form.js"),
    hash: "sha256-BcFyobgfblysk5xRot+HjvuWZaBpa5PMpU2MprkY4wM=",
    style: include_str!("form.css"),
};

const BESIDE: &str = "Write down the number that stands beside your answer";
const MARK: &str = "Mark your answer to each question; its number is what counts";
const LEAVE_OUT: &str = "Leave out what you cannot answer. Nothing here is right or wrong.";
const PRIVATE: &str = "Nothing that you answer leaves this page: it cannot send anything and keeps nothing. At the end you \
    save your answers as a file, or copy them as one line. Until then they are lost when you close the page.";

/// Says how far a form reaches that does not ask everything.
#[must_use]
pub fn note(catalogue: &Catalogue, set: &FixedSet) -> String {
    let FixedSet { accuracy, full, .. } = set;
    let note = format!(
        "These are {} of the {}, the same for everybody. Of {} simulated people they place {} right ({} to {}, 95 % \
         interval), all questions {}; on people that is not measured.",
        set.items.len(),
        counted(catalogue.items.len() as u64, "question"),
        grouped(set.people),
        percent(accuracy.value),
        percent(accuracy.low),
        percent(accuracy.high),
        percent(full.value),
    );
    note.replace(TIED, " ")
}

/// One item as it is asked: lines to read, and the responses in the order shown with their numbers.
struct Asked {
    /// Whether the responses are a few words each, the same for every item of the kind.
    on_scale: bool,
    lines: Vec<Prose>,
    responses: Vec<(usize, Prose)>,
}

impl Asked {
    fn of(form: &Form<'_>, index: usize) -> Self {
        let subject = form.catalogue.subject;
        let content = &form.catalogue.items[index].content;
        let text = content.text().map(data);
        let question = subject.question(content.kind(), None);
        let mut lines: Vec<Prose> = text.into_iter().collect();
        lines.extend(question.map(own));
        if let ItemContent::Pair { first, second, .. } = content {
            let sides = PAIR_SIDES.into_iter().zip([first, second]);
            lines.extend(sides.map(|(side, text)| say("{}: {}", [strong(side), data(text)])));
        }
        let words = |number: usize| match content.options().get(number - 1) {
            Some(option) => data(option),
            None => own(subject.scale(content.kind())[number - 1]),
        };
        let shown = shown_responses(content, form.seed, index).into_iter();
        Self {
            on_scale: content.options().is_empty(),
            lines,
            responses: shown.map(|number| (number, words(number))).collect(),
        }
    }
}

/// What stands above the first item: whom it is for, what the roles do and what to think of.
fn introduction(form: &Form<'_>) -> Vec<Prose> {
    let catalogue = form.catalogue;
    let text = |text: &Option<Text>| text.as_ref().map(data);
    let roles = catalogue.what_roles_do();
    let roles = roles.map(|(role, does)| say("{}: {}", [strong(role), data(does)]));
    let note = catalogue.subject.answering_note();
    let note = note.map(own);
    let frame = text(&catalogue.frame);
    text(&catalogue.about)
        .into_iter()
        .chain(roles)
        .chain(frame)
        .chain(note)
        .collect()
}

/// How far a form reaches that does not ask everything.
fn reach(form: &Form<'_>) -> Option<Prose> {
    let note = form.note.as_deref()?;
    Some(own(note))
}

/// Returns a sheet to print and fill in by hand, as Markdown.
#[must_use]
pub fn sheet(form: &Form<'_>) -> String {
    let catalogue = form.catalogue;
    let mut blocks = vec![Block::Title(data(&catalogue.title))];
    let above = introduction(form).into_iter().chain(reach(form));
    blocks.extend(above.map(Block::Paragraph));
    let how = format!("{BESIDE}{}. {LEAVE_OUT}", form.why_numbers());
    blocks.push(Block::Paragraph(own(how)));
    blocks.push(Block::Fields(&["Name or id"]));
    for (number, index, item) in form.items() {
        let Asked {
            lines, responses, ..
        } = Asked::of(form, index);
        let mut lines = lines.into_iter();
        blocks.push(Block::Question(
            Some(number),
            lines.next().unwrap_or_default(),
        ));
        blocks.extend(lines.map(Block::Paragraph));
        let responses = responses.into_iter();
        let responses = responses.map(|(number, words)| (own(number.to_string()), words));
        blocks.push(Block::Figures(responses.collect()));
        let blank = data(&item.id).own(" = ______");
        blocks.push(Block::Paragraph(blank));
    }
    blocks.push(Block::Small(data(origin(catalogue))));
    Document::new(catalogue.language.as_str(), blocks).markdown()
}

fn origin(catalogue: &Catalogue) -> String {
    format!("{} {}", catalogue.id, catalogue.version)
}

/// Returns a table to fill in: the names of its columns, and one row without an answer.
#[must_use]
pub fn row(form: &Form<'_>) -> String {
    const ID: &str = "id";
    let items = form.items().map(|(_, _, item)| item.id.as_str());
    // An item may have the name; it is then no column of people.
    let id = form.catalogue.item_index(ID).map_or(Some(ID), |_| None);
    // Ids hold nothing that CSV would have to quote.
    let columns: Vec<&str> = id.into_iter().chain(items).collect();
    format!("{}\n{}\n", columns.join(","), ",".repeat(columns.len() - 1))
}

/// Returns a page on which one question after another is answered and the answers are saved as a file; printed, or
/// without its script, it is a sheet of paper.
#[must_use]
pub fn page(form: &Form<'_>) -> String {
    let catalogue = form.catalogue;
    let words = Words::of(catalogue.language.as_str());
    let body = html! {
        div #form data-catalogue=(catalogue.id) data-version=(catalogue.version) data-items=(catalogue.items.len()) {
            section.part.here #start {
                h1 { (words.data(catalogue.title.as_str())) }
                @for said in introduction(form) { p { (words.prose(&said)) } }
                p.paper { (MARK) (form.why_numbers()) ". " (LEAVE_OUT) }
                p.off { "Scripts are off, so that nothing can be saved here: print the sheet and hand it back." }
                p.control { (counted(form.items().len() as u64, "question")) ", some " (counted(minutes(form.items().len()) as u64, "minute")) ". Nothing here is right or wrong; what you cannot answer you may skip." }
                p.control { (PRIVATE) " Whoever gets the file can read each answer." }
                p { (words.prose(&purpose(Person::reader(catalogue)))) }
                p {
                    label for="name" { "Your name or an id, by which whoever gets the file knows that it is yours (you may leave it out)" }
                    input #name type="text" maxlength="256" autocomplete="off" spellcheck="false";
                }
                @if catalogue.subject == Subject::You { (title(catalogue, &words)) }
                p.control { button #begin type="button" { "Begin" } }
            }
            div.control.hidden #where {
                p #place role="status" {}
                progress #progress max=(form.items().len()) value="0" aria-label="Questions seen" {}
            }
            div.items {
                @for (number, index, item) in form.items() { (fieldset(&words, number, &Asked::of(form, index), (index, item.id.as_str()))) }
            }
            p.control.hidden #bar {
                button #back type="button" { "Back" }
                button #skip type="button" { "Skip" }
                button #next type="button" { "Next" }
            }
            p.control.hidden.small #keys { "Keys: a number answers, arrows choose and Enter goes on, Backspace goes \
                                            back, S skips." }
            (end(form, &words))
            p.control.small #said role="status" {}
            p.small.paper { (words.data(&origin(catalogue))) }
        }
    };
    html::page(catalogue.title.as_str(), &body, Some(SCRIPT))
}

/// Asks what one's title is now.
fn title(catalogue: &Catalogue, words: &Words) -> Markup {
    html! {
        p.control {
            label for="title" { "Your title now (it changes no number, only what you are told to do next; you may leave it out)" }
            select #title autocomplete="off" {
                option value="" { "–" }
                @for role in &catalogue.roles { option value=(role.id) { (words.data(role.name.as_str())) } }
                @if catalogue.role_index(CurrentRole::OTHER).is_none() {
                    option value=(CurrentRole::OTHER) { "another one, or none yet" }
                }
            }
        }
    }
}

fn fieldset(words: &Words, number: usize, asked: &Asked, (index, id): (usize, &str)) -> Markup {
    html! {
        fieldset.part.item.brief[asked.on_scale] data-place=(index) {
            legend {
                span.number { (number) ". " }
                @for line in &asked.lines { span.line { (words.prose(line)) " " } }
            }
            @for (response, text) in &asked.responses {
                label {
                    input type="radio" name=(id) value=(response) autocomplete="off";
                    span.figure { (response) }
                    span { (words.prose(text)) }
                }
            }
            p.paper.small { (id) }
        }
    }
}

fn end(form: &Form<'_>, words: &Words) -> Markup {
    html! {
        section.part.control #end tabindex="-1" {
            h2 { "Your answers" }
            p #told {}
            p { button #save type="button" { "Save the answers file" } }
            p { "Send the file to whoever gave you this page. Or copy this line, which holds the same answers without \
                 your name and title:" }
            p {
                textarea #line readonly rows="5" aria-label="The answers in one line" {}
                button #copy type="button" { "Copy the line" }
            }
            p #missing {}
            @if let Some(reach) = reach(form) {
                details {
                    summary { "How accurate these questions are" }
                    p.small { (words.prose(&reach)) }
                }
            }
        }
    }
}
