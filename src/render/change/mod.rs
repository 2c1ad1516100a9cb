//! Two results side by side.

mod words;

#[cfg(test)]
mod tests;

pub use words::ChangeReport;

use serde_json::{Value, json};

use self::words::{
    MOST_ANSWERS, answers, answers_heading, assumption, headline, labels, method, moved, names,
    places, told_by, traits_heading, traits_in_order, verdict,
};
use crate::assessment::{Assessment, Relation};
use crate::render::document::{
    Bar, Bars, Block, Document, NotFinite, Report, to_json, verdict_data,
};
use crate::render::gap::sentence;
use crate::render::leaning::axis;
use crate::render::person::Person;
use crate::render::prose::{Prose, data, own, say};
use crate::render::result::words::{MOST_ROLES, purpose};
use crate::session::PersonName;

impl Report for ChangeReport<'_> {
    fn document(&self) -> Document {
        let mut opening = vec![headline(self)];
        opening.extend(assumption(self));
        let labels = labels(self);
        let mut blocks = vec![
            Block::Subject(own("Two results side by side")),
            Block::Headline(opening.remove(0), opening),
        ];
        blocks.extend(verdicts(self));
        blocks.extend([
            Block::Bars(bars(self)),
            Block::Section(traits_heading(self)),
            Block::Rows(
                ["From … to …", "Places", "In words"].map(own).to_vec(),
                traits_in_order(self)
                    .into_iter()
                    .map(|index| {
                        vec![
                            axis(self.catalogue, index),
                            own(places(self, index)),
                            moved(self, index),
                        ]
                    })
                    .collect(),
            ),
            Block::Section(own("Answers")),
            Block::Paragraph(own(answers_heading(self))),
        ]);
        blocks.extend(self.change.answers.iter().take(MOST_ANSWERS).map(|change| {
            let answers = answers(self, change).into_iter().zip(&labels);
            let answers = answers.map(|(answer, label)| say("{}: {}", [label.clone(), answer]));
            Block::List(Prose::new(), answers.collect())
        }));
        blocks.push(Block::Section(own("What this is")));
        let closing = method(self)
            .into_iter()
            .chain([names(self)])
            .chain(told_by(self));
        blocks.push(Block::List(Prose::new(), closing.collect()));
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(to_json(&wire(self)))
    }
}

fn verdicts(shown: &ChangeReport<'_>) -> [Block; 2] {
    let [first, second] = labels(shown).map(sentence);
    [
        Block::Labelled(first, verdict(shown, shown.before).own(".")),
        Block::Labelled(second, verdict(shown, shown.after).own(".")),
    ]
}

fn bars(shown: &ChangeReport<'_>) -> Bars {
    let listed = shown.after.roles.iter().take(MOST_ROLES);
    Bars {
        head: own("Role"),
        series: labels(shown).to_vec(),
        rows: listed
            .map(|fit| {
                let before = shown.before.roles.iter().find(|one| one.role == fit.role);
                Bar {
                    label: data(&shown.catalogue.roles[fit.role].name),
                    shares: vec![before.unwrap_or(fit).probability, fit.probability],
                    words: Prose::new(),
                }
            })
            .collect(),
    }
}

/// Roles by their rank in the second result, traits in the catalogue's order, changed answers with the greatest difference
/// first.
fn wire(shown: &ChangeReport<'_>) -> Value {
    let changed = shown.change.answers.iter().map(|change| {
        json!({
            "item": shown.catalogue.items[change.item].id.as_str(),
            "before": change.before.number(),
            "after": change.after.number(),
            "steps": change.steps,
        })
    });
    json!({
        "schema": "rolefit/comparison@1",
        "notice": purpose(Person::of(shown.catalogue, shown.after)).plain(),
        "rolefit": env!("CARGO_PKG_VERSION"),
        "catalogue": shown.catalogue.key(),
        "items": shown.catalogue.items.len(),
        "relation": match shown.relation {
            Relation::Retake => "retake",
            Relation::SecondOpinion => "second-opinion",
            Relation::TwoOpinions => "two-opinions",
        },
        "results": [
            result(shown, shown.before, shown.names[0]),
            result(shown, shown.after, shown.names[1]),
        ],
        "roles": roles(shown),
        "traits": traits(shown),
        "answers": { "shared": shown.change.shared, "changed": changed.collect::<Value>() },
    })
}

fn result(shown: &ChangeReport<'_>, result: &Assessment, name: &str) -> Value {
    json!({
        "name": name,
        "about": result.about.as_ref().map(PersonName::as_str),
        "answered": result.given.len(),
        "verdict": verdict_data(shown.catalogue, &result.verdict),
    })
}

fn roles(shown: &ChangeReport<'_>) -> Value {
    let roles = shown.after.roles.iter().map(|fit| {
        let role = &shown.catalogue.roles[fit.role];
        let before = shown.before.roles.iter().find(|one| one.role == fit.role);
        json!({
            "id": role.id.as_str(),
            "name": role.name.as_str(),
            "before": before.unwrap_or(fit).probability,
            "after": fit.probability,
        })
    });
    roles.collect()
}

fn traits(shown: &ChangeReport<'_>) -> Value {
    let traits = shown.change.traits.iter().map(|change| {
        let words = &shown.catalogue.traits[change.trait_index];
        // Adding 0 turns -0 into 0.
        json!({
            "id": words.id.as_str(),
            "low": words.low.as_str(),
            "high": words.high.as_str(),
            "before": shown.before.traits[change.trait_index].score + 0.0,
            "after": shown.after.traits[change.trait_index].score + 0.0,
            "difference": change.difference + 0.0,
            "standard_error": change.standard_error,
            "index": change.index + 0.0,
            "p": change.p,
            "adjusted_p": change.adjusted_p,
            "reliable": change.is_reliable(),
        })
    });
    traits.collect()
}
