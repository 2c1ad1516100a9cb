//! What a cohort comes to: verdicts, roles, traits, warnings.

use serde_json::json;

use super::document::{Block, Document, NotFinite, Report, to_json};
use super::figures::{counted, decimal, grouped, percent, signed};
use crate::catalogue::{Catalogue, Toward};
use crate::cohort::Summary;
use crate::render::leaning::toward;
use crate::render::prose::{data, own, say};
use crate::render::result::words::foundation_in_short;

const NOTICE: &str = "For reflection and practice, not for hiring decisions. Whoever scores other people's answers is \
    responsible for them: tell people why you score them, and keep their answers safe.";

/// The summary of a cohort with what is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct CohortReport<'a> {
    /// The catalogue that was answered.
    pub catalogue: &'a Catalogue,
    /// What the answers come to.
    pub summary: &'a Summary,
}

impl Report for CohortReport<'_> {
    fn document(&self) -> Document {
        let Self { catalogue, summary } = *self;
        let title = say(
            "{} of {} {}",
            [
                own(counted(summary.respondents(), "respondent")),
                data(&catalogue.id),
                data(&catalogue.version),
            ],
        );
        let mut blocks = vec![Block::Title(title)];
        if let Some(mean) = summary.mean_answers() {
            let (items, mean) = (counted(catalogue.items.len(), "item"), decimal(mean, 1));
            blocks.push(Block::Facts(own(format!(
                "{mean} of {items} answered on average"
            ))));
        }
        if summary.unanswered() > 0 {
            let unanswered = counted(summary.unanswered(), "respondent");
            blocks.push(Block::Facts(own(format!(
                "{unanswered} answered nothing, in no figure below"
            ))));
        }
        let answered = summary.respondents() - summary.unanswered();
        if answered > 0 {
            blocks.extend(tables(catalogue, summary, answered));
        }
        blocks.push(Block::Small(own(NOTICE)));
        blocks.push(Block::Small(foundation_in_short(catalogue)));
        Document::new(catalogue.language.as_str(), blocks)
    }

    /// `rolefit/summary@1`.
    fn json(&self) -> Result<String, NotFinite> {
        let Self { catalogue, summary } = *self;
        let counted = |(kind, count): (&str, u64)| json!({ "kind": kind, "respondents": count });
        let verdicts = summary.verdicts().map(|(kind, count)| (kind.name(), count));
        let warnings = summary
            .warnings()
            .map(|(warning, count)| (warning.name(), count));
        let roles = catalogue.roles.iter().zip(summary.roles());
        let roles = roles.map(|(role, (leads, mean))| {
            json!({ "id": role.id.as_str(), "name": role.name.as_str(), "leads": leads, "mean_probability": mean })
        });
        let traits = catalogue.traits.iter().zip(summary.traits());
        let traits = traits.map(|(one, (answered, mean))| {
            json!({ "id": one.id.as_str(), "answered": answered, "mean_score": mean.map(|mean| mean + 0.0) })
        });
        Ok(to_json(&json!({
            "schema": "rolefit/summary@1",
            "notice": NOTICE,
            "rolefit": env!("CARGO_PKG_VERSION"),
            "catalogue": catalogue.key(),
            "respondents": summary.respondents(),
            "unanswered": summary.unanswered(),
            "items": catalogue.items.len(),
            "mean_answers": summary.mean_answers(),
            "verdicts": verdicts.map(counted).collect::<Vec<_>>(),
            "roles": roles.collect::<Vec<_>>(),
            "traits": traits.collect::<Vec<_>>(),
            "warnings": warnings.map(counted).collect::<Vec<_>>(),
        })))
    }
}

/// Returns verdicts, roles, traits and warnings, a table each.
fn tables(catalogue: &Catalogue, summary: &Summary, answered: u64) -> Vec<Block> {
    let share = |count: u64| own(percent(count as f64 / answered as f64));
    let count = |count: u64| own(grouped(count));
    let verdicts = summary
        .verdicts()
        .map(|(kind, people)| vec![own(kind.name()), count(people), share(people)]);
    let roles = catalogue.roles.iter().zip(summary.roles());
    let roles = roles.map(|(role, (leads, mean))| {
        let name = data(&role.name);
        let mean = own(mean.map_or_else(String::new, percent));
        vec![name, count(leads), share(leads), mean]
    });
    let traits = catalogue.traits.iter().zip(summary.traits()).enumerate();
    let traits = traits.map(|(index, (one, (people, mean)))| {
        let name = say(
            "{} (above 0: {})",
            [
                data(&one.name),
                data(toward(catalogue, index, Toward::High)),
            ],
        );
        let mean = own(mean.map_or_else(String::new, signed));
        vec![name, count(people), mean]
    });
    let warnings = summary.warnings().filter(|(_, people)| *people > 0);
    let warnings =
        warnings.map(|(warning, people)| vec![own(warning.name()), count(people), share(people)]);
    let tables = [
        (
            "Verdicts",
            ["Verdict", "respondents", "share"].as_slice(),
            verdicts.collect::<Vec<_>>(),
        ),
        (
            "Roles",
            &["Role", "leads", "share", "mean probability"],
            roles.collect(),
        ),
        ("Traits", &["Trait", "answered", "mean"], traits.collect()),
        (
            "Warnings",
            &["Warning", "respondents", "share"],
            warnings.collect(),
        ),
    ];
    let tables = tables.into_iter().filter(|(_, _, rows)| !rows.is_empty());
    tables
        .flat_map(|(title, head, rows)| [Block::Section(own(title)), Block::table(head, rows)])
        .collect()
}
