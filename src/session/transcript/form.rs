//! The form to fill in: which items it asks in which order, and the answers file with every text as a comment.

use std::fmt::Write;

use crate::catalogue::{Catalogue, Item, ItemContent, PAIR_SIDES, Text};
use crate::session::shown_responses;

/// The column at which comments wrap.
const WIDTH: usize = 96;

/// A form to fill in. Items of one trait do not stand together, and a situation's options are shuffled by the seed. Beside
/// each stands the catalogue's own number, so that a number means the same in every file. Forms of earlier versions
/// numbered them as they stood and said so by a key `seed`; that is how they are still read.
#[derive(Debug, Clone)]
pub struct Form<'c> {
    /// What is answered.
    pub catalogue: &'c Catalogue,
    /// Fixes the order in which options are listed.
    pub seed: u64,
    /// What to say of a form that does not ask everything.
    pub note: Option<String>,
    items: Vec<usize>,
}

impl<'c> Form<'c> {
    /// Makes a form of all items.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, seed: u64) -> Self {
        Self {
            catalogue,
            seed,
            note: None,
            items: interleaved(catalogue),
        }
    }

    /// Leaves out all items but these, and says so.
    #[must_use]
    pub fn of(mut self, items: &[usize], note: String) -> Self {
        self.items.retain(|item| items.contains(item));
        self.note = Some(note);
        self
    }

    /// Returns the items in the order of the form, each with its number there and its index.
    #[must_use]
    pub fn items(&self) -> impl ExactSizeIterator<Item = (usize, usize, &'c Item)> {
        let items = self.items.iter().enumerate();
        items.map(|(place, &index)| (place + 1, index, &self.catalogue.items[index]))
    }

    /// Returns whether the seed orders anything: whether options of an item are listed in a mixed order.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        let mut items = self.items();
        items.any(|(_, _, item)| item.content.kind().is_shuffled())
    }

    /// Says why numbers count where they stand in no order, to follow a sentence.
    pub(crate) fn why_numbers(&self) -> &'static str {
        if self.is_mixed() {
            ", for some answers are listed in a mixed order"
        } else {
            ""
        }
    }

    /// Returns an answers file with an empty answer to each item; `command` is what scores it.
    #[must_use]
    pub fn toml(&self, command: &str) -> String {
        let mut out = String::new();
        write_form(&mut out, self, command).expect("writing to a string cannot fail");
        out
    }
}

fn write_form(out: &mut String, form: &Form<'_>, command: &str) -> std::fmt::Result {
    let catalogue = form.catalogue;
    comment(out, "", catalogue.title.as_str())?;
    writeln!(out, "#")?;
    let introduction = format!(
        "Write the number of your answer between the quotes, as in \"3\": the one that stands beside it{}. Leave the quotes \
         empty to skip. Nothing here is right or wrong. Then run:",
        form.why_numbers()
    );
    comment(out, "", &introduction)?;
    writeln!(out, "#    {command}")?;
    let frame = catalogue.frame.as_ref().map(Text::as_str);
    let note = form.note.as_deref();
    for said in frame
        .into_iter()
        .chain(catalogue.subject.answering_note())
        .chain(note)
    {
        comment(out, "", said)?;
    }
    writeln!(
        out,
        "\ncatalogue = \"{}\"\nversion = \"{}\"\n\n[answers]",
        catalogue.id, catalogue.version
    )?;
    for (number, index, item) in form.items() {
        writeln!(out)?;
        write_item(out, catalogue, index, number, form.seed)?;
        writeln!(out, "{} = \"\"", item.id)?;
    }
    Ok(())
}

/// Returns the items so that traits take turns, each trait's items in the catalogue's order.
fn interleaved(catalogue: &Catalogue) -> Vec<usize> {
    let mut turns = vec![0; catalogue.traits.len()];
    let mut order: Vec<(usize, usize, usize)> = catalogue
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            turns[item.trait_index] += 1;
            (turns[item.trait_index], item.trait_index, index)
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, _, index)| index).collect()
}

fn write_item(
    out: &mut String,
    catalogue: &Catalogue,
    item: usize,
    number: usize,
    seed: u64,
) -> std::fmt::Result {
    let content = &catalogue.items[item].content;
    let kind = content.kind();
    let scale = numbered(catalogue.subject.scale(kind));
    let question = catalogue.subject.question(kind, None).unwrap_or_default();
    let lead = format!("{number}. ");
    match content {
        ItemContent::Pair { first, second, .. } => {
            comment(out, &lead, &question)?;
            for (side, text) in PAIR_SIDES.into_iter().zip([first, second]) {
                comment(out, &format!("   {side}: "), text.as_str())?;
            }
            comment(out, "   ", &scale)
        }
        ItemContent::Statement { text, .. } => {
            comment(out, &lead, text.as_str())?;
            comment(out, "   ", &scale)
        }
        ItemContent::Activity { text } => {
            comment(out, &lead, text.as_str())?;
            comment(out, "   ", &question)?;
            comment(out, "   ", &scale)
        }
        ItemContent::Situation { text, options } => {
            comment(out, &lead, text.as_str())?;
            for number in shown_responses(content, seed, item) {
                let option = options[number - 1].as_str();
                comment(out, &format!("   {number} "), option)?;
            }
            Ok(())
        }
    }
}

/// Lists responses on one line, with their numbers.
fn numbered(scale: &[&str]) -> String {
    let responses = (1..).zip(scale);
    let responses = responses.map(|(number, words)| format!("{number} {words}"));
    responses.collect::<Vec<_>>().join(", ")
}

/// Writes a comment, wrapped, with a lead on its first line and as much space before the others.
fn comment(out: &mut String, lead: &str, text: &str) -> std::fmt::Result {
    let indent = " ".repeat(lead.len());
    let mut line = lead.to_owned();
    let mut bare = true;
    for word in text.split_whitespace() {
        let wide =
            console::measure_text_width(&line) + console::measure_text_width(word) + 3 > WIDTH;
        if !bare && wide {
            writeln!(out, "# {}", line.trim_end())?;
            line.clone_from(&indent);
            bare = true;
        }
        if !bare {
            line.push(' ');
        }
        line.push_str(word);
        bare = false;
    }
    writeln!(out, "# {}", line.trim_end())
}
