//! A catalogue as one page to read, to print or to send: where the roles lie, what that rests on, what is asked.

use maud::{Markup, html};

use super::{
    TraitClaims, counted, move_words, number, numbers, responses, stem, subject_name, typical,
};
use crate::catalogue::{Catalogue, Pole, Role, Subject};
use crate::render::citation::in_full;
use crate::render::figures::{capitalised, signed};
use crate::render::html::{Pin, Scale, Words, figures, page, plain, strip};
use crate::render::leaning::{self, at, axis, end};
use crate::render::result::words::tried;

/// The end of a strip, in standard deviations, unless a role lies farther out.
const REACH: f64 = 2.0;

/// Writes a catalogue as one self-contained HTML page: no script, nothing loaded, light and dark, for a screen, for paper
/// and for a screen reader. Whatever comes from the catalogue is escaped.
#[must_use]
pub fn html(catalogue: &Catalogue) -> String {
    let book = Book {
        catalogue,
        words: Words::of(catalogue.language.as_str()),
    };
    let body = html! {
        (book.opening())
        (book.places())
        section {
            h2 { "Roles" }
            @for role in &catalogue.roles { (book.role(role)) }
        }
        (book.moves())
        section {
            h2 { "Traits and questions" }
            @for index in 0..catalogue.traits.len() { (book.trait_(index)) }
        }
        (book.sources())
        (book.imprint())
    };
    page(catalogue.title.as_str(), &body)
}

/// What every part of the page is made from.
struct Book<'c> {
    catalogue: &'c Catalogue,
    words: Words,
}

impl Book<'_> {
    fn data(&self, data: &str) -> Markup {
        self.words.data(data)
    }

    fn opening(&self) -> Markup {
        let catalogue = self.catalogue;
        let sizes = [
            counted(catalogue.roles.len(), "role"),
            counted(catalogue.traits.len(), "trait"),
            counted(catalogue.items.len(), "item"),
            counted(catalogue.sources.len(), "source"),
        ];
        html! {
            header {
                h1 { (self.data(catalogue.title.as_str())) }
                @if let Some(about) = &catalogue.about { p.lead { (self.data(about.as_str())) } }
                @if let Some(basis) = &catalogue.basis { p { (self.data(basis.as_str())) } }
                @if let Some(tried) = tried(catalogue) { p { (self.words.prose(&tried)) } }
                @if let Some(frame) = &catalogue.frame {
                    p { "Said before the first question: " (self.data(frame.as_str())) }
                }
                p.small { (capitalised(&sizes.join(", "))) "." }
            }
        }
    }

    /// Names the file exactly, for whoever has to tell it from another.
    fn imprint(&self) -> Markup {
        let catalogue = self.catalogue;
        html! {
            section {
                h2 { "This catalogue" }
                p.small {
                    (plain(&catalogue.id)) ", version " (plain(&catalogue.version))
                    ", describes " (subject_name(catalogue.subject))
                    ", status " (catalogue.status.name())
                    ", language " (plain(catalogue.language.as_str()))
                    "; fingerprint (sha-256) " (&catalogue.hash[..16]) "."
                }
            }
        }
    }

    /// Every role on every trait.
    fn places(&self) -> Markup {
        let catalogue = self.catalogue;
        let means = catalogue.roles.iter().flat_map(|role| &role.profile);
        let scale = Scale {
            reach: means.map(|prior| prior.mean().abs()).fold(REACH, f64::max),
        };
        html! {
            section {
                h2 { "Where the roles lie" }
                ul.key {
                    @for role in &catalogue.roles {
                        li {
                            svg aria-hidden="true" {
                                g.pin {
                                    circle cx="10" cy="10" r="8.5" {}
                                    text x="10" y="14" { (plain(role.letter.encode_utf8(&mut [0; 4]))) }
                                }
                            }
                            " " (self.data(role.name.as_str()))
                        }
                    }
                }
                ul.strips {
                    @for (index, words) in catalogue.traits.iter().enumerate() {
                        @let claiming = catalogue.roles.iter().filter(|role| role.claims[index]);
                        li {
                            span.low { (self.words.prose(&end(catalogue, index, Pole::Low))) } " "
                            (strip(scale, None, claiming.map(|role| pin(role, index)).collect(), &self.in_words(index))) " "
                            span.high { (self.words.prose(&end(catalogue, index, Pole::High))) } " "
                            span.remark { (self.data(words.name.as_str())) }
                        }
                    }
                    li.ends aria-hidden="true" { span.low {} (figures(scale)) span {} span {} }
                }
                p.small { (self.places_note()) " " (typical(catalogue)) }
            }
        }
    }

    fn places_note(&self) -> &'static str {
        match self.catalogue.subject {
            Subject::You => {
                "A letter marks the middle of the people who suit a role, in standard deviations of people at large. \
                 Where a role has no letter, it claims nothing."
            }
            Subject::TheWork => {
                "A letter marks the middle of the work that calls for a role, in standard deviations of work at large. \
                 Where a role has no letter, it claims nothing."
            }
        }
    }

    /// Tells what a strip draws: `slow to fast: Baker -0.6; Driver +0.6`.
    fn in_words(&self, index: usize) -> String {
        let claiming = self
            .catalogue
            .roles
            .iter()
            .filter(|role| role.claims[index]);
        let places: Vec<String> = claiming
            .map(|role| format!("{} {}", role.name, signed(role.profile[index].mean())))
            .collect();
        let places = if places.is_empty() {
            "no role".to_owned()
        } else {
            places.join("; ")
        };
        format!("{}: {places}", axis(self.catalogue, index).plain())
    }

    fn role(&self, role: &Role) -> Markup {
        let said: Vec<TraitClaims<'_>> = TraitClaims::of(role).collect();
        html! {
            h3 { (self.data(role.name.as_str())) " " span.soft { (plain(role.id.as_str())) } }
            p { (self.data(role.about.as_str())) }
            @if !said.is_empty() {
                dl.entries {
                    @for on in &said {
                        dt {
                            (self.data(self.catalogue.traits[on.trait_index].name.as_str())) " "
                            span.soft {
                                @match on.prior {
                                    Some(prior) => (self.words.prose(&at(self.catalogue, on.trait_index, prior.mean()))),
                                    None => "no place",
                                }
                                @if on.counts().is_empty() { ", no source" }
                                @if on.disagree() { ", sources disagree: " (on.counts()) }
                            }
                        }
                        dd {
                            (self.claims(on))
                            @if let Some(prior) = on.prior {
                                p.small { "In numbers: mean " (number(prior.mean())) ", spread " (number(prior.spread())) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn claims(&self, on: &TraitClaims<'_>) -> Markup {
        html! {
            @for (toward, claims) in &on.toward {
                @if !claims.is_empty() {
                    p.small { (self.data(&leaning::toward(self.catalogue, on.trait_index, *toward))) }
                    ul {
                        @for claim in claims {
                            li {
                                (self.data(claim.claim.as_str())) " "
                                (self.cited(claim.source))
                            }
                        }
                    }
                }
            }
        }
    }

    /// Names who published a source, and its number in the list of them.
    fn cited(&self, source: usize) -> Markup {
        let publisher = self.catalogue.sources[source].publisher.as_str();
        html! { span.soft { "(" (self.data(publisher)) ", " (source + 1) ")" } }
    }

    fn moves(&self) -> Markup {
        let catalogue = self.catalogue;
        html! {
            @if !catalogue.moves.is_empty() {
                section {
                    h2 { "Moving between roles" }
                    ul {
                        @for one in &catalogue.moves {
                            li {
                                (self.data(catalogue.roles[one.from].name.as_str())) " to "
                                (self.data(catalogue.roles[one.to].name.as_str())) ", "
                                (move_words(one.kind)) ": "
                                (self.data(one.claim.as_str())) " "
                                (self.cited(one.source))
                            }
                        }
                    }
                }
            }
            @if let Some(team) = &catalogue.team {
                section {
                    h2 { "All roles together: " (self.data(team.name.as_str())) }
                    p {
                        (self.data(team.about.as_str()))
                        @if let Some(source) = team.source { " " (self.cited(source)) }
                    }
                }
            }
        }
    }

    fn trait_(&self, index: usize) -> Markup {
        let words = &self.catalogue.traits[index];
        let poles = [
            (&words.low, &words.low_about),
            (&words.high, &words.high_about),
        ];
        let items = self.catalogue.items.iter().enumerate();
        let own = items.filter(|(_, item)| item.trait_index == index);
        html! {
            h3 { (self.data(words.name.as_str())) " " span.soft { (plain(words.id.as_str())) } }
            p { (self.data(words.about.as_str())) }
            ul {
                @for ((pole, about), end) in poles.into_iter().zip(["low", "high"]) {
                    li {
                        (end) ": " strong { (self.data(pole.as_str())) }
                        @if let Some(about) = about { ": " (self.data(about.as_str())) }
                    }
                }
            }
            details {
            summary { (counted(own.clone().count(), "question")) " on this" }
            dl.entries {
                @for (item, words) in own {
                    @let graded = self.catalogue.bank.item(item);
                    dt {
                        (plain(words.id.as_str())) " "
                        span.soft {
                            "(" (words.content.kind().name())
                            @if let Some(facet) = &words.facet { ", " (self.data(facet.as_str())) }
                            ")"
                        }
                    }
                    dd {
                        @if let Some(stem) = stem(&words.content) { p { (self.data(stem)) } }
                        ul {
                            @for (mark, text) in responses(&words.content) {
                                li { (mark) ": " (self.data(text)) }
                            }
                        }
                        p.small {
                            "discrimination " (number(graded.discrimination()))
                            ", thresholds " (numbers(graded.thresholds()))
                        }
                    }
                }
            }
            }
        }
    }

    fn sources(&self) -> Markup {
        html! {
            @if !self.catalogue.sources.is_empty() {
                section {
                    h2 { "Sources" }
                    dl.entries {
                        @for (number, source) in (1..).zip(&self.catalogue.sources) {
                            dt { (number) " " (self.data(source.publisher.as_str())) }
                            dd {
                                (self.data(&in_full(source))) "."
                                @if let Some(about) = &source.about { " " (self.data(about.as_str())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn pin(role: &Role, trait_index: usize) -> Pin {
    Pin {
        place: role.profile[trait_index].mean(),
        letter: role.letter,
        leads: false,
    }
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Node, Selector};

    use super::*;
    use crate::catalogue::{builtin, is_dangerous, read};

    fn parsed(page: &str) -> Html {
        assert!(
            !page
                .trim_end()
                .chars()
                .any(|c| c != '\n' && is_dangerous(c))
        );
        let parsed = Html::parse_document(page);
        assert_eq!(parsed.errors.len(), 0, "{:?}", parsed.errors);
        parsed
    }

    fn spoken(page: &Html) -> String {
        let body = Selector::parse("main").unwrap();
        let text: String = page.select(&body).flat_map(|main| main.text()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_page_says_all_that_a_catalogue_holds() {
        for builtin in builtin::all() {
            let catalogue = read(builtin.source).catalogue.unwrap();
            let page = parsed(&html(&catalogue));
            // Apostrophes are set as the quotation marks around them.
            let spoken = spoken(&page).replace('’', "'");
            let claims = catalogue.roles.iter().flat_map(|role| &role.evidence);
            let mut texts: Vec<&str> = claims.map(|one| one.claim.as_str()).collect();
            texts.extend(
                catalogue
                    .items
                    .iter()
                    .flat_map(|item| responses(&item.content))
                    .map(|(_, text)| text),
            );
            texts.extend(catalogue.sources.iter().map(|source| source.title.as_str()));
            texts.extend(catalogue.moves.iter().map(|one| one.claim.as_str()));
            texts.extend(catalogue.traits.iter().map(|one| one.about.as_str()));
            texts.extend(catalogue.team.iter().map(|team| team.about.as_str()));
            for text in texts {
                assert!(
                    spoken.contains(text),
                    "{text:?} is not on the page of {}",
                    builtin.id
                );
            }
            let pictures = page
                .select(&Selector::parse("svg[role=img][aria-label]").unwrap())
                .count();
            assert_eq!(pictures, catalogue.traits.len());
            assert_eq!(page.select(&Selector::parse("h1").unwrap()).count(), 1);
        }
    }

    #[test]
    fn a_strip_is_told_in_words() {
        let source = include_str!("../../../tests/fixtures/sound.toml");
        let page = parsed(&html(&read(source).catalogue.unwrap()));
        let strips = Selector::parse("svg[role=img]").unwrap();
        let labels: Vec<_> = page
            .select(&strips)
            .filter_map(|svg| svg.attr("aria-label"))
            .collect();
        assert_eq!(labels, ["early to late: Baker -0.6; Seller +0.6"]);
    }

    #[test]
    fn a_page_is_inert_whatever_its_texts_are() {
        let source = include_str!("../../../tests/fixtures/poisoned.toml");
        let page = parsed(&html(&read(source).catalogue.unwrap()));
        for node in page.tree.nodes() {
            if let Node::Element(element) = node.value() {
                let name = element.name();
                assert!(
                    !matches!(
                        name,
                        "script" | "iframe" | "img" | "link" | "a" | "object" | "form"
                    ),
                    "{name}"
                );
                assert!(
                    element.attrs().all(|(name, _)| !name.starts_with("on")
                        && name != "href"
                        && name != "src")
                );
            }
            assert!(!matches!(node.value(), Node::Comment(_)));
        }
    }
}
