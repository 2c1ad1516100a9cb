//! A comparison as a Markdown document. It compares nothing.

use std::fmt::Write as _;

use super::Shown;
use super::words::{
    MOST_ANSWERS, answers, answers_heading, assumption, headline, labels, method, moved, names,
    places, poles, told_by, traits_heading, traits_in_order, verdict,
};
use crate::render::figures::percent;
use crate::render::markup::{markdown as line, table};
use crate::render::prose::Prose;

/// Writes a comparison as a Markdown document. Whatever comes from outside is escaped.
#[must_use]
pub fn markdown(shown: &Shown<'_>) -> String {
    let mut out = format!("# Two results side by side\n\n{}\n", line(&headline(shown)));
    if let Some(assumption) = assumption(shown) {
        out.extend(["\n", &line(&assumption), "\n"]);
    }
    let [first, second] = labels(shown).map(|label| line(&label));
    let (verdict_first, verdict_second) = (
        line(&verdict(shown, shown.before)),
        line(&verdict(shown, shown.after)),
    );
    let mut push = |block: &str| {
        out.push('\n');
        out.push_str(block.trim_end());
        out.push('\n');
    };
    push(&format!(
        "- {first}: {verdict_first}\n- {second}: {verdict_second}"
    ));
    push("## Roles");
    let rows: Vec<Vec<Prose>> = shown
        .after
        .roles
        .iter()
        .map(|fit| {
            let before = shown.before.roles.iter().find(|one| one.role == fit.role);
            vec![
                Prose::new().data(shown.catalogue.roles[fit.role].name.as_str()),
                Prose::new().own(percent(before.unwrap_or(fit).probability)),
                Prose::new().own(percent(fit.probability)),
            ]
        })
        .collect();
    push(&table(&["Role", &first, &second], &rows));
    push(&format!("## {}", line(&traits_heading(shown))));
    let rows: Vec<Vec<Prose>> = traits_in_order(shown)
        .into_iter()
        .map(|index| {
            vec![
                poles(shown, index),
                Prose::new().own(places(shown, index)),
                moved(shown, index),
            ]
        })
        .collect();
    push(&table(&["From … to …", "Places", "In words"], &rows));
    push("## Answers");
    push(&answers_heading(shown));
    let mut list = String::new();
    for change in shown.change.answers.iter().take(MOST_ANSWERS) {
        let [before, after] = answers(shown, change).map(|answer| line(&answer));
        writeln!(list, "- {first}: {before}; {second}: {after}")
            .expect("a string takes every text");
    }
    if !list.is_empty() {
        push(&list);
    }
    push("## What this is");
    let mut list = String::new();
    for sentence in method(shown)
        .into_iter()
        .chain([names(shown)])
        .chain(told_by(shown))
    {
        writeln!(list, "- {}", line(&sentence)).expect("a string takes every text");
    }
    push(&list);
    out
}
