//! HTML: the frame of a page, sentences on it, bars and strips.
//!
//! A page is one file that needs nothing else: no script but that of the form to fill in, no address, no data in its styles. Data reaches it through
//! [`Words`] and [`plain`] alone, which show dangerous characters by name, and through the escaping of `maud`.

mod page;
mod strip;

pub(super) use page::{Script, page};
pub(super) use strip::{Pin, Scale, bar, figures, strip};

#[cfg(test)]
pub(super) use page::STYLE;
use std::borrow::Cow;

use maud::{Markup, html};

use crate::catalogue::toolkit::is_language_tag;
use crate::render::escape;
use crate::render::prose::{Emphasis, Prose};

/// Writes a place on a drawing, in per cent of its width.
pub(super) fn across(percent: f64) -> String {
    format!("{}%", super::figures::decimal(percent, 2))
}

/// Writes sentences that hold words of a catalogue.
pub(in crate::render) struct Words {
    /// The language of the catalogue, where that is not the page's.
    language: Option<String>,
}

impl Words {
    /// Takes the language that a catalogue names; what is no language tag is passed over.
    pub(in crate::render) fn of(language: &str) -> Self {
        let is_english = language.split('-').next() == Some("en");
        Self {
            language: (is_language_tag(language) && !is_english).then(|| language.to_owned()),
        }
    }

    /// Writes a sentence.
    pub(in crate::render) fn prose(&self, prose: &Prose) -> Markup {
        html! {
            @for span in prose.spans() {
                @match span.emphasis {
                    Emphasis::Own | Emphasis::Accent | Emphasis::Heading => (plain(&span.text)),
                    Emphasis::Dim => span.soft { (plain(&span.text)) },
                    Emphasis::Data => (self.data(&span.text)),
                    Emphasis::Strong => strong { (self.data(&span.text)) },
                    Emphasis::Command => code { (plain(&span.text)) },
                }
            }
        }
    }

    /// Writes words of the catalogue. Those that may run from right to left are kept from turning what is around them.
    pub(in crate::render) fn data(&self, data: &str) -> Markup {
        let text = typographic(&plain(data));
        html! {
            @if self.language.is_none() && text.replace('’', "").is_ascii() {
                (text)
            } @else {
                bdi lang=[self.language.as_deref()] { (text) }
            }
        }
    }
}

/// Sets the apostrophes within words as the words around them have them.
fn typographic(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let within = before.is_alphanumeric()
            && (characters.peek().is_some_and(|next| next.is_alphanumeric()) || before == 's');
        set.push(if character == '\'' && within {
            '’'
        } else {
            character
        });
        before = character;
    }
    set
}

/// Returns a text for a title or an attribute: dangerous characters by name. The rest of the escaping is `maud`'s.
pub(in crate::render) fn plain(untrusted: &str) -> Cow<'_, str> {
    escape::line(untrusted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_another_language_are_marked_as_such() {
        let shown = |language: &str, data: &str| Words::of(language).data(data).into_string();
        assert_eq!(shown("en-GB", "owner"), "owner");
        assert_eq!(shown("de", "Eignerin"), "<bdi lang=\"de\">Eignerin</bdi>");
        assert_eq!(shown("en", "מוצר"), "<bdi>מוצר</bdi>");
        assert_eq!(shown("\" onload=x", "owner"), "owner");
    }

    #[test]
    fn data_can_be_neither_markup_nor_a_turn_of_direction() {
        let prose = Prose::new()
            .data("<b>&\"\u{202e}")
            .own(" and ")
            .strong("</p>");
        assert_eq!(
            Words::of("en").prose(&prose).into_string(),
            "&lt;b&gt;&amp;&quot;\\u{202e} and <strong>&lt;/p&gt;</strong>"
        );
    }
}
