//! A result of another state of its catalogue, by what it says of itself: it can be shown, and not scored again.

use serde_json::Value;

use super::{Contents, Summary};
use crate::catalogue::{Catalogue, Text};

/// Why a result is not scored again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outdated {
    /// The catalogue has another version now.
    Version {
        /// The version that it has.
        now: String,
    },
    /// The catalogue has the same version, and its file has changed.
    Changed,
    /// There is no catalogue of that id any more.
    Gone,
    /// There is a catalogue of that id that cannot be used.
    Unusable {
        /// What is wrong with it.
        why: String,
    },
}

/// A result of another state of its catalogue than the present one.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// What it comes to.
    pub summary: Summary,
    /// Its traits, in its catalogue's order, as far as they can be told.
    pub traits: Vec<PastTrait>,
}

/// Where somebody stood on a trait.
#[derive(Debug, Clone, PartialEq)]
pub struct PastTrait {
    /// Its id.
    pub id: Text,
    /// The low pole.
    pub low: Text,
    /// The high pole.
    pub high: Text,
    /// The place, in standard deviations of people at large.
    pub score: f64,
    /// Ends of the 90 % interval, lower first.
    pub interval: (f64, f64),
    /// Answers that went in.
    pub answered: u64,
}

impl Past {
    /// Reads what a result says of itself, or nothing where it is none that can be used.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let Contents::Result(summary) = Contents::of(text) else {
            return None;
        };
        let value: Value = serde_json::from_str(text).ok()?;
        let traits = value["traits"].as_array().into_iter().flatten();
        Some(Self {
            summary,
            traits: traits.filter_map(past_trait).collect(),
        })
    }
}

fn past_trait(value: &Value) -> Option<PastTrait> {
    let text = |key: &str| Text::new(value[key].as_str()?).ok();
    Some(PastTrait {
        id: text("id")?,
        low: text("low")?,
        high: text("high")?,
        score: value["score"].as_f64()?,
        interval: (
            value["interval"][0].as_f64()?,
            value["interval"][1].as_f64()?,
        ),
        answered: value["answered"].as_u64()?,
    })
}

impl Summary {
    /// Returns why a result is not scored again with the catalogue of its id as it is now, if it is not. `now` is nothing
    /// where there is none any more, and what is wrong with it where it cannot be used.
    #[must_use]
    pub fn outdated(&self, now: Result<Option<&Catalogue>, &str>) -> Option<Outdated> {
        let now = match now {
            Ok(Some(now)) => now,
            Ok(None) => return Some(Outdated::Gone),
            Err(why) => {
                return Some(Outdated::Unusable {
                    why: why.to_owned(),
                });
            }
        };
        if now.version != self.version.as_str() {
            return Some(Outdated::Version {
                now: now.version.clone(),
            });
        }
        let hash = self.hash.as_ref()?;
        (*hash != now.hash).then_some(Outdated::Changed)
    }
}
