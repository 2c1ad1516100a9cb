//! The sheet on which somebody judges items blind, and the author's key to it, as Markdown. What an item was written to
//! show stands in the key alone, and its id too: an id often says it.

use std::fmt::Write;

use super::markup::escaped;
use crate::catalogue::{Catalogue, Item, ItemContent, Pole, Trait};
use crate::session::option_order;

const BLANK: &str = "______________";
const INTRODUCTION: &str = "Each text below was written to show one side of one of these traits. Write by each which trait \
    you take it for and which side. Nobody judges you: what you miss, or have to read twice, tells the author what to \
    write anew. Neither side of a trait is meant to sound better; say where one does.";

/// Returns the sheet: the traits with their poles, and every item by a number alone, in an order that the seed mixes.
#[must_use]
pub fn sheet(catalogue: &Catalogue, seed: u64) -> String {
    let mut out = String::new();
    write_sheet(&mut out, catalogue, seed).expect("writing to a string cannot fail");
    out
}

/// Returns the key to the sheet of the same seed: by number, what each item is and what it shows.
#[must_use]
pub fn key(catalogue: &Catalogue, seed: u64) -> String {
    let mut out = String::new();
    write_key(&mut out, catalogue, seed).expect("writing to a string cannot fail");
    out
}

/// The items in the order of the sheet, with their numbers on it.
fn mixed(catalogue: &Catalogue, seed: u64) -> impl Iterator<Item = (usize, usize, &Item)> {
    let count = catalogue.items.len();
    // A stream that no item's options take.
    let order = option_order(seed, count, count);
    (1..)
        .zip(order)
        .map(|(number, index)| (number, index, &catalogue.items[index]))
}

fn letters() -> impl Iterator<Item = char> {
    'a'..='z'
}

fn pole(one: &Trait, pole: Pole) -> String {
    escaped(match pole {
        Pole::Low => one.low.as_str(),
        Pole::High => one.high.as_str(),
    })
}

fn write_sheet(out: &mut String, catalogue: &Catalogue, seed: u64) -> std::fmt::Result {
    write!(out, "# Which trait, and which side?\n\n{INTRODUCTION}\n\n")?;
    if let Some(frame) = &catalogue.frame {
        let frame = escaped(frame.as_str());
        write!(out, "Whoever answers is told first: {frame}\n\n")?;
    }
    out.push_str("| trait | one side | other side | what it is about |\n|---|---|---|---|\n");
    for one in &catalogue.traits {
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            escaped(one.name.as_str()),
            pole(one, Pole::Low),
            pole(one, Pole::High),
            escaped(one.about.as_str())
        )?;
    }
    for (number, index, item) in mixed(catalogue, seed) {
        write!(out, "\n## {number}\n\n")?;
        let blanks = match &item.content {
            ItemContent::Pair { first, second, .. } => {
                writeln!(out, "- A: {}", escaped(first.as_str()))?;
                writeln!(out, "- B: {}", escaped(second.as_str()))?;
                format!("side of A: {BLANK} sounds better (A, B, neither): ______")
            }
            ItemContent::Statement { text, .. } => {
                writeln!(out, "{}", escaped(text.as_str()))?;
                format!("side: {BLANK} sounds good or bad: ______")
            }
            ItemContent::Activity { text } => {
                let question = catalogue.subject.question(item.content.kind(), None);
                writeln!(out, "{}\n", question.unwrap_or_default())?;
                writeln!(out, "- {}", escaped(text.as_str()))?;
                "whom it would draw: nearly everybody, some, hardly anybody: ______".to_owned()
            }
            ItemContent::Situation { text, options } => {
                writeln!(out, "{}\n", escaped(text.as_str()))?;
                for (letter, option) in letters().zip(option_order(seed, index, options.len())) {
                    writeln!(out, "- {letter}: {}", escaped(options[option].as_str()))?;
                }
                format!("order, from side {BLANK}: ______ sounds best: ______")
            }
        };
        writeln!(out, "\ntrait: {BLANK} {blanks}\n\nread twice: {BLANK}")?;
    }
    Ok(())
}

fn write_key(out: &mut String, catalogue: &Catalogue, seed: u64) -> std::fmt::Result {
    write!(
        out,
        "# Key to the sheet of {} {}, seed {seed}\n\n| number | item | trait | what it shows |\n|---|---|---|---|\n",
        escaped(catalogue.id.as_str()),
        escaped(catalogue.version.as_str())
    )?;
    for (number, index, item) in mixed(catalogue, seed) {
        let one = &catalogue.traits[item.trait_index];
        let shows = match &item.content {
            ItemContent::Pair { first_shows, .. } => {
                let second = first_shows.other();
                format!("A {}, B {}", pole(one, *first_shows), pole(one, second))
            }
            ItemContent::Statement { shows, .. } => pole(one, *shows),
            ItemContent::Activity { .. } => pole(one, Pole::High),
            ItemContent::Situation { options, .. } => {
                let order = option_order(seed, index, options.len());
                let mut placed: Vec<(usize, char)> = order.into_iter().zip(letters()).collect();
                placed.sort_unstable();
                let placed: Vec<String> = placed
                    .iter()
                    .map(|(_, letter)| letter.to_string())
                    .collect();
                let (low, high) = (pole(one, Pole::Low), pole(one, Pole::High));
                format!("{} from {low} to {high}", placed.join(" "))
            }
        };
        let name = escaped(one.name.as_str());
        writeln!(out, "| {number} | {} | {name} | {shows} |", item.id)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::read;

    fn museum() -> Catalogue {
        let source = include_str!("../../data/examples/museum.toml");
        read(source).catalogue.unwrap()
    }

    #[test]
    fn the_sheet_holds_every_text_and_nothing_that_tells_what_it_was_written_for() {
        let catalogue = museum();
        let sheet = sheet(&catalogue, 7);
        for item in &catalogue.items {
            for text in item.content.texts() {
                assert_eq!(sheet.matches(&escaped(text.as_str())).count(), 1, "{text}");
            }
            assert!(!sheet.contains(item.id.as_str()), "{}", item.id);
        }
        for role in &catalogue.roles {
            assert!(!sheet.contains(role.name.as_str()), "{}", role.name);
        }
        let (_, items) = sheet.split_once("\n## 1\n").unwrap();
        for one in &catalogue.traits {
            assert!(!items.contains(one.name.as_str()), "{}", one.name);
        }
    }

    #[test]
    fn the_order_is_mixed_by_the_seed_so_that_no_trait_stands_together() {
        let catalogue = museum();
        let traits = |seed| {
            let items = mixed(&catalogue, seed);
            items
                .map(|(_, _, item)| item.trait_index)
                .collect::<Vec<_>>()
        };
        let listed: Vec<usize> = catalogue
            .items
            .iter()
            .map(|item| item.trait_index)
            .collect();
        assert_ne!(traits(7), listed);
        assert_ne!(traits(7), traits(8));
        let mut sorted = traits(7);
        sorted.sort_unstable();
        assert_eq!(sorted, listed);
    }

    #[test]
    fn the_key_puts_the_options_of_the_sheet_into_the_catalogues_order() {
        let catalogue = museum();
        let (sheet, key) = (sheet(&catalogue, 7), key(&catalogue, 7));
        let row = key
            .lines()
            .find(|row| row.contains("| letters-in-the-cellar |"))
            .unwrap();
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (order, ends) = cells[4].split_once(" from ").unwrap();
        assert_eq!(ends, "safeguard to discover");
        let (_, item) = sheet.split_once(&format!("\n## {}\n", cells[1])).unwrap();
        let at = |letter: &str| {
            let lines = &mut item.lines();
            let start = format!("- {letter}: ");
            lines.find_map(|line| line.strip_prefix(&start)).unwrap()
        };
        let texts: Vec<&str> = order.split(' ').map(at).collect();
        assert!(texts[0].starts_with("Move them to a dry room"), "{texts:?}");
        assert!(texts[3].starts_with("Find out who wrote"), "{texts:?}");
        let pair = key.lines().find(|row| row.contains("| oldest-customers |"));
        assert!(pair.unwrap().ends_with("| A discover, B safeguard |"));
    }
}
