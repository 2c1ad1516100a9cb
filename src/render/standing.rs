//! Where roles stand on traits, and somebody beside them: strips for a document.

use super::document::{Pin, Strip, Strips};
use super::figures::{TIED, signed};
use super::leaning::{axis, end, of_score};
use super::person::Person;
use super::prose::{Prose, data, joined};
use super::result::words::silence;
use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, Pole};

/// Whose places are drawn.
pub(super) struct Standing<'a> {
    pub(super) catalogue: &'a Catalogue,
    /// The person, if there is one, beside the roles.
    pub(super) person: Option<&'a Assessment>,
    /// The roles that are drawn, in the order of their letters' explanation.
    pub(super) roles: &'a [usize],
    /// The role whose letter stands out.
    pub(super) leader: Option<usize>,
}

impl Standing<'_> {
    /// Returns strips of traits with what there is to say of each, in many columns and in few; a terminal keeps so many
    /// columns for that.
    pub(super) fn strips(
        &self,
        traits: impl IntoIterator<Item = (usize, [Prose; 2])>,
        columns: usize,
    ) -> Strips {
        let roles = self
            .roles
            .iter()
            .map(|&role| (role, &self.catalogue.roles[role]));
        let letters = roles.map(|(index, role)| {
            let name = data(&role.name);
            (role.letter, name, self.leader == Some(index))
        });
        Strips {
            own: self
                .person
                .map(|person| Person::of(self.catalogue, person).mark()),
            letters: letters.collect(),
            silence: silence(self.catalogue, self.roles),
            remark: columns,
            rows: traits
                .into_iter()
                .map(|(trait_index, remark)| self.strip(trait_index, remark))
                .collect(),
        }
    }

    fn strip(&self, trait_index: usize, remark: [Prose; 2]) -> Strip {
        let score = self.person.map(|person| &person.traits[trait_index]);
        let asked = score.filter(|score| score.answered > 0);
        Strip {
            low: end(self.catalogue, trait_index, Pole::Low),
            high: end(self.catalogue, trait_index, Pole::High),
            own: asked.map(|score| (score.score, score.interval)),
            pins: self
                .claiming(trait_index)
                .map(|(index, role)| Pin {
                    place: role.profile[trait_index].mean(),
                    letter: role.letter,
                    leads: self.leader == Some(index),
                })
                .collect(),
            remark,
            told: self.told(trait_index),
        }
    }

    /// Writes where the roles stand that claim something about a trait: `O 0.0, J +0.9`.
    pub(super) fn centres(&self, trait_index: usize) -> Prose {
        let claiming = self.claiming(trait_index).map(|(_, role)| {
            let centre = signed(role.profile[trait_index].mean());
            data(role.letter).own(TIED).own(centre)
        });
        joined(claiming, ", ")
    }

    fn claiming(
        &self,
        trait_index: usize,
    ) -> impl Iterator<Item = (usize, &crate::catalogue::Role)> {
        let roles = self
            .roles
            .iter()
            .map(|&role| (role, &self.catalogue.roles[role]));
        roles.filter(move |(_, role)| role.claims[trait_index])
    }

    /// Tells what is drawn: `strategy to execution: you, no lean, -0.1 (-0.8 to +0.6); Product owner 0.0; …`.
    fn told(&self, trait_index: usize) -> String {
        let axis = axis(self.catalogue, trait_index).plain();
        let mut told = Vec::new();
        if let Some(person) = self.person {
            let score = &person.traits[trait_index];
            let who = Person::of(self.catalogue, person).mark().0.plain();
            let place = of_score(self.catalogue, trait_index, score).plain();
            let figures = if score.answered > 0 {
                let [place, low, high] =
                    [score.score, score.interval.0, score.interval.1].map(signed);
                format!(", {place} ({low} to {high})")
            } else {
                String::new()
            };
            told.push(format!("{who}, {place}{figures}"));
        }
        told.extend(self.claiming(trait_index).map(|(_, role)| {
            format!("{} {}", role.name, signed(role.profile[trait_index].mean()))
        }));
        if told.is_empty() {
            told.push("no role".to_owned());
        }
        format!("{axis}: {}", told.join("; "))
    }
}
