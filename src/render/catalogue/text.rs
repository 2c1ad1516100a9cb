//! A catalogue as text in a given width.

use super::super::citation::in_full;
use super::super::escape;
use super::{
    TraitClaims, counted, move_words, number, numbers, responses, stem, subject_name, typical,
};
use crate::catalogue::{Catalogue, Role};
use crate::render::leaning;
use crate::render::result::words::tried;

/// The widest line: longer ones tire the eye.
const WIDEST: usize = 100;
/// The narrowest width that is laid out for.
const NARROWEST: usize = 24;

/// Returns a catalogue as text of at most `width` columns: what it is, sources, roles, traits, items.
#[must_use]
pub fn text(catalogue: &Catalogue, width: usize) -> String {
    let mut page = Page::new(width);
    page.say(0, catalogue.title.as_str());
    let what = [
        format!("{} {}", catalogue.id, catalogue.version),
        format!("language {}", catalogue.language),
        format!("describes {}", subject_name(catalogue.subject)),
        format!("status {}", catalogue.status.name()),
    ];
    page.say(0, &what.join(", "));
    let counts = [
        counted(catalogue.roles.len(), "role"),
        counted(catalogue.traits.len(), "trait"),
        counted(catalogue.items.len(), "item"),
        counted(catalogue.sources.len(), "source"),
    ];
    page.say(0, &counts.join(", "));
    page.say(0, &format!("sha-256 {}", &catalogue.hash[..16]));
    for text in [&catalogue.about, &catalogue.basis].into_iter().flatten() {
        page.say(0, text.as_str());
    }
    if let Some(tried) = tried(catalogue) {
        page.say(0, &tried.plain());
    }
    if let Some(frame) = &catalogue.frame {
        page.say(0, &format!("Said before the first question: {frame}"));
    }
    page.say(0, &typical(catalogue));
    page.heading("Roles");
    for role in &catalogue.roles {
        self::role(catalogue, role, &mut page);
    }
    moves(catalogue, &mut page);
    page.heading("Traits and items");
    for index in 0..catalogue.traits.len() {
        self::trait_(catalogue, index, &mut page);
    }
    if !catalogue.sources.is_empty() {
        page.heading("Sources");
    }
    for source in &catalogue.sources {
        page.gap();
        page.say(0, source.id.as_str());
        page.say(2, &format!("{}.", in_full(source)));
        if let Some(about) = &source.about {
            page.say(2, about.as_str());
        }
    }
    page.out
}

fn role(catalogue: &Catalogue, role: &Role, page: &mut Page) {
    page.gap();
    page.say(
        0,
        &format!("{} ({}, letter {})", role.name, role.id, role.letter),
    );
    page.say(2, role.about.as_str());
    for on in TraitClaims::of(role) {
        let subject = &catalogue.traits[on.trait_index];
        let place_on = on.prior.map_or_else(
            || "no place".to_owned(),
            |prior| {
                format!(
                    "mean {}, spread {}",
                    number(prior.mean()),
                    number(prior.spread())
                )
            },
        );
        let verdict = if on.disagree() {
            format!("; sources disagree: {}", on.counts())
        } else if on.counts().is_empty() {
            "; no source".to_owned()
        } else {
            format!("; sources: {}", on.counts())
        };
        page.gap();
        page.say(2, &format!("{}: {place_on}{verdict}", subject.name));
        for (toward, claims) in &on.toward {
            if claims.is_empty() {
                continue;
            }
            page.say(
                4,
                &format!("{}:", leaning::toward(catalogue, on.trait_index, *toward)),
            );
            for claim in claims {
                let source = &catalogue.sources[claim.source].id;
                page.point(4, "- ", &format!("{} [{source}]", claim.claim));
            }
        }
    }
}

/// Writes what sources say of moves, one pair of roles after the other, and what a group of all the roles is called.
fn moves(catalogue: &Catalogue, page: &mut Page) {
    if !catalogue.moves.is_empty() {
        page.heading("Moving between roles");
    }
    for (place, one) in catalogue.moves.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| &catalogue.moves[place]);
        if before.is_none_or(|before| (before.from, before.to) != (one.from, one.to)) {
            let (from, to) = (&catalogue.roles[one.from], &catalogue.roles[one.to]);
            page.gap();
            page.say(0, &format!("{} to {}", from.id, to.id));
        }
        let source = &catalogue.sources[one.source].id;
        let said = format!("{}: {} [{source}]", move_words(one.kind), one.claim);
        page.point(2, "- ", &said);
    }
    if let Some(team) = &catalogue.team {
        page.heading("All roles together");
        page.gap();
        let source = team.source.map_or_else(String::new, |index| {
            format!(" [{}]", catalogue.sources[index].id)
        });
        page.say(0, team.name.as_str());
        page.say(2, &format!("{}{source}", team.about));
    }
}

fn trait_(catalogue: &Catalogue, index: usize, page: &mut Page) {
    let subject = &catalogue.traits[index];
    page.gap();
    page.say(0, &format!("{} ({})", subject.name, subject.id));
    page.say(2, subject.about.as_str());
    for (pole, word, about) in [
        ("low", &subject.low, &subject.low_about),
        ("high", &subject.high, &subject.high_about),
    ] {
        let about = about
            .as_ref()
            .map_or_else(String::new, |about| format!(": {about}"));
        page.say(2, &format!("{pole}: {word}{about}"));
    }
    for (i, item) in catalogue
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.trait_index == index)
    {
        let graded = catalogue.bank.item(i);
        let facet = item
            .facet
            .as_ref()
            .map_or_else(String::new, |facet| format!(", {facet}"));
        page.gap();
        page.say(
            2,
            &format!("{} ({}{facet})", item.id, item.content.kind().name()),
        );
        if let Some(stem) = stem(&item.content) {
            page.say(4, stem);
        }
        for (mark, words) in responses(&item.content) {
            page.point(4, &format!("{mark}: "), words);
        }
        page.say(
            4,
            &format!(
                "discrimination {}, thresholds {}",
                number(graded.discrimination()),
                numbers(graded.thresholds())
            ),
        );
    }
}

/// A text that is being laid out.
pub(super) struct Page {
    pub(super) out: String,
    width: usize,
}

impl Page {
    pub(super) fn new(width: usize) -> Self {
        Self {
            out: String::new(),
            width: width.clamp(NARROWEST, WIDEST),
        }
    }

    pub(super) fn heading(&mut self, heading: &str) {
        self.gap();
        self.say(0, &heading.to_uppercase());
    }

    pub(super) fn gap(&mut self) {
        self.out.push('\n');
    }

    pub(super) fn say(&mut self, indent: usize, text: &str) {
        self.point(indent, "", text);
    }

    /// Writes a text after a mark, wrapped; what does not fit on a line stands under its beginning.
    fn point(&mut self, indent: usize, mark: &str, text: &str) {
        let hang = indent + escape::width(mark);
        let room = self.width.saturating_sub(hang).max(1);
        let mut start = format!("{:indent$}{mark}", "");
        for line in wrapped(&escape::line(text), room) {
            self.out
                .push_str(start.trim_end_matches(|_| line.is_empty()));
            self.out.push_str(&line);
            self.out.push('\n');
            start = " ".repeat(hang);
        }
    }
}

/// Breaks a text at spaces into lines of at most `room` columns; a longer word is broken where it must be.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let width = escape::width(word);
        if used > 0 && used + 1 + width <= room {
            line.push(' ');
            used += 1;
        } else if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for character in word.chars() {
            let columns = escape::width(character.encode_utf8(&mut [0; 4]));
            if used + columns > room && used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(character);
            used += columns;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_keeps_every_word_and_the_width() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("overlong", 3), ["ove", "rlo", "ng"]);
        assert_eq!(wrapped("a overlong", 4), ["a", "over", "long"]);
        assert_eq!(wrapped("", 4), [""]);
    }
}
