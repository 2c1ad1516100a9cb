//! What a cohort comes to, as text: verdicts, roles, traits, warnings. It counts nothing itself.

use std::fmt::Write;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use serde_json::json;

use super::figures::{TIED, counted, decimal, grouped, percent, signed};
use crate::catalogue::{Catalogue, Pole};
use crate::cohort::Summary;
use crate::render::escape;
use crate::render::leaning::end;
use crate::render::prose::Prose;
use crate::render::result::words::foundation_in_short;

const NOTICE: &str = "For reflection and practice, not for hiring decisions. Whoever scores other people's answers is \
    responsible for them: tell people why you score them, and keep their answers safe.";

/// Returns the summary of a cohort in lines of at most `width` columns.
#[must_use]
pub fn summary_text(catalogue: &Catalogue, summary: &Summary, width: usize) -> String {
    let respondents = summary.respondents();
    let answered = respondents - summary.unanswered();
    let mut text = format!(
        "{} of {} {}\n",
        counted(respondents, "respondent"),
        catalogue.id,
        catalogue.version
    );
    if let Some(mean) = summary.mean_answers() {
        let items = catalogue.items.len();
        let mean = decimal(mean, 1);
        writeln!(text, "{mean} of {items} items answered on average")
            .expect("writing to a string cannot fail");
    }
    if summary.unanswered() > 0 {
        let unanswered = counted(summary.unanswered(), "respondent");
        writeln!(text, "{unanswered} answered nothing, in no figure below")
            .expect("writing to a string cannot fail");
    }
    if answered > 0 {
        text += &tables(catalogue, summary, answered, width);
    }
    text.push('\n');
    for paragraph in [Prose::new().own(NOTICE), foundation_in_short(catalogue)] {
        for line in paragraph.wrapped(width) {
            text += line.plain().trim_end();
            text.push('\n');
        }
    }
    text
}

/// Returns the summary of a cohort as JSON, `rolefit/summary@1`.
#[must_use]
pub fn summary_json(catalogue: &Catalogue, summary: &Summary) -> String {
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
    let document = json!({
        "schema": "rolefit/summary@1",
        "notice": NOTICE,
        "rolefit": env!("CARGO_PKG_VERSION"),
        "catalogue": {
            "id": catalogue.id,
            "version": catalogue.version.as_str(),
            "hash": catalogue.hash,
            "status": catalogue.status.name(),
        },
        "respondents": summary.respondents(),
        "unanswered": summary.unanswered(),
        "items": catalogue.items.len(),
        "mean_answers": summary.mean_answers(),
        "verdicts": verdicts.map(counted).collect::<Vec<_>>(),
        "roles": roles.collect::<Vec<_>>(),
        "traits": traits.collect::<Vec<_>>(),
        "warnings": warnings.map(counted).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&document).expect("texts and numbers become JSON");
    escape::json(&text) + "\n"
}

/// Returns verdicts, roles, traits and warnings, a table each.
fn tables(catalogue: &Catalogue, summary: &Summary, answered: u64, width: usize) -> String {
    let mut text = String::new();
    let share = |count: u64| percent(count as f64 / answered as f64);
    let mut table = Part::new(&["Verdict", "respondents", "share"]);
    for (kind, count) in summary.verdicts() {
        table.row([kind.name().to_owned(), grouped(count), share(count)]);
    }
    text += &table.text(width);
    let mut table = Part::new(&["Role", "leads", "share", "mean probability"]);
    for (role, (leads, mean)) in catalogue.roles.iter().zip(summary.roles()) {
        let mean = mean.map_or_else(String::new, percent);
        table.row([
            role.name.as_str().to_owned(),
            grouped(leads),
            share(leads),
            mean,
        ]);
    }
    text += &table.text(width);
    let mut table = Part::new(&["Trait", "answered", "mean", "above 0 is"]);
    for (index, (one, (count, mean))) in catalogue.traits.iter().zip(summary.traits()).enumerate() {
        let mean = mean.map_or_else(String::new, signed);
        table.row([
            one.name.as_str().to_owned(),
            grouped(count),
            mean,
            end(catalogue, index, Pole::High).plain(),
        ]);
    }
    text += &table.text(width);
    if summary.warnings().any(|(_, count)| count > 0) {
        let mut table = Part::new(&["Warning", "respondents", "share"]);
        for (warning, count) in summary.warnings().filter(|(_, count)| *count > 0) {
            table.row([warning.name().to_owned(), grouped(count), share(count)]);
        }
        text += &table.text(width);
    }
    text
}

/// One table of the summary.
struct Part(Table);

impl Part {
    fn new(header: &[&str]) -> Self {
        let mut table = Table::new();
        table
            .load_style(NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_header(header.to_vec());
        Self(table)
    }

    fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.0.add_row(cells.map(|cell| cell.replace(TIED, " ")));
    }

    fn text(mut self, width: usize) -> String {
        self.0.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        for column in self.0.column_iter_mut().skip(1).take(2) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        format!("\n{}\n", self.0.trim_fmt())
    }
}
