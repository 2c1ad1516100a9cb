//! A catalogue as Markdown. Data is escaped so that none of it acts as Markdown or HTML.

use std::fmt::{self, Write};

use super::super::citation::in_full;
use super::super::escape;
use super::{TraitClaims, move_words, number, numbers, responses, stem, subject_name, typical};
use crate::catalogue::{Catalogue, Role};
use crate::render::leaning;
use crate::render::markup::{escaped, markdown as line};
use crate::render::result::words::tried;

/// Returns a catalogue as Markdown: what it is, roles, traits, items, sources.
#[must_use]
pub fn markdown(catalogue: &Catalogue) -> String {
    let mut out = String::new();
    write(catalogue, &mut out).expect("writing to a string cannot fail");
    out
}

fn write(catalogue: &Catalogue, out: &mut String) -> fmt::Result {
    writeln!(out, "# {}\n", data(catalogue.title.as_str()))?;
    writeln!(
        out,
        "- catalogue: {} {}",
        data(&catalogue.id),
        data(&catalogue.version)
    )?;
    writeln!(out, "- language: {}", data(catalogue.language.as_str()))?;
    writeln!(out, "- describes: {}", subject_name(catalogue.subject))?;
    writeln!(out, "- status: {}", catalogue.status.name())?;
    if let Some(about) = &catalogue.about {
        writeln!(out, "- about: {}", data(about.as_str()))?;
    }
    if let Some(basis) = &catalogue.basis {
        writeln!(out, "- basis: {}", data(basis.as_str()))?;
    }
    if let Some(tried) = tried(catalogue) {
        writeln!(out, "- {}", line(&tried))?;
    }
    if let Some(frame) = &catalogue.frame {
        writeln!(
            out,
            "- said before the first question: {}",
            data(frame.as_str())
        )?;
    }
    writeln!(out, "- {}", typical(catalogue))?;
    writeln!(out, "- sha-256: {}", catalogue.hash)?;
    writeln!(out, "\n## Roles")?;
    for role in &catalogue.roles {
        self::role(catalogue, role, out)?;
    }
    moves(catalogue, out)?;
    writeln!(out, "\n## Traits")?;
    for index in 0..catalogue.traits.len() {
        self::trait_(catalogue, index, out)?;
    }
    if !catalogue.sources.is_empty() {
        writeln!(out, "\n## Sources\n")?;
    }
    for source in &catalogue.sources {
        write!(
            out,
            "- **{}**: {}.",
            data(source.id.as_str()),
            data(&in_full(source))
        )?;
        if let Some(about) = &source.about {
            write!(out, " {}", data(about.as_str()))?;
        }
        out.push('\n');
    }
    Ok(())
}

fn role(catalogue: &Catalogue, role: &Role, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "\n### {} ({})\n",
        data(role.name.as_str()),
        data(role.id.as_str())
    )?;
    writeln!(out, "{}\n", data(role.about.as_str()))?;
    writeln!(
        out,
        "| trait | mean | spread | sources |\n|:---|---:|---:|:---|"
    )?;
    for on in TraitClaims::of(role) {
        let trait_name = data(catalogue.traits[on.trait_index].name.as_str());
        let (mean, spread) = on.prior.map_or_else(Default::default, |prior| {
            (number(prior.mean()), number(prior.spread()))
        });
        let sources = if on.disagree() {
            format!("sources disagree: {}", on.counts())
        } else {
            on.counts()
        };
        writeln!(out, "| {trait_name} | {mean} | {spread} | {sources} |")?;
    }
    for on in TraitClaims::of(role) {
        if on.counts().is_empty() {
            continue;
        }
        let trait_name = data(catalogue.traits[on.trait_index].name.as_str());
        writeln!(out, "\n{trait_name}:\n")?;
        for (toward, claims) in &on.toward {
            let place = leaning::toward(catalogue, on.trait_index, *toward);
            for claim in claims {
                let source = data(catalogue.sources[claim.source].id.as_str());
                writeln!(
                    out,
                    "- *{}*: {} ({source})",
                    data(&place),
                    data(claim.claim.as_str())
                )?;
            }
        }
    }
    Ok(())
}

fn moves(catalogue: &Catalogue, out: &mut String) -> fmt::Result {
    if !catalogue.moves.is_empty() {
        writeln!(out, "\n## Moving between roles\n")?;
    }
    for one in &catalogue.moves {
        writeln!(
            out,
            "- {} to {}: *{}*: {} ({})",
            data(catalogue.roles[one.from].id.as_str()),
            data(catalogue.roles[one.to].id.as_str()),
            move_words(one.kind),
            data(one.claim.as_str()),
            data(catalogue.sources[one.source].id.as_str()),
        )?;
    }
    if let Some(team) = &catalogue.team {
        let source = team.source.map_or_else(String::new, |index| {
            format!(" ({})", data(catalogue.sources[index].id.as_str()))
        });
        writeln!(
            out,
            "\n## All roles together: {}\n\n{}{source}",
            data(team.name.as_str()),
            data(team.about.as_str())
        )?;
    }
    Ok(())
}

fn trait_(catalogue: &Catalogue, index: usize, out: &mut String) -> fmt::Result {
    let subject = &catalogue.traits[index];
    writeln!(
        out,
        "\n### {} ({})\n",
        data(subject.name.as_str()),
        data(subject.id.as_str())
    )?;
    writeln!(out, "{}\n", data(subject.about.as_str()))?;
    for (pole, word, about) in [
        ("low", &subject.low, &subject.low_about),
        ("high", &subject.high, &subject.high_about),
    ] {
        let about = about
            .as_ref()
            .map_or_else(String::new, |about| format!(": {}", data(about.as_str())));
        writeln!(out, "- {pole}: **{}**{about}", data(word.as_str()))?;
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
            .map_or_else(String::new, |facet| format!(", {}", data(facet.as_str())));
        writeln!(
            out,
            "\n#### {} ({}{facet})\n",
            data(item.id.as_str()),
            item.content.kind().name()
        )?;
        if let Some(stem) = stem(&item.content) {
            writeln!(out, "{}\n", data(stem))?;
        }
        for (mark, words) in responses(&item.content) {
            writeln!(out, "- {mark}: {}", data(words))?;
        }
        let (a, b) = (
            number(graded.discrimination()),
            numbers(graded.thresholds()),
        );
        writeln!(out, "- discrimination {a}, thresholds {b}")?;
    }
    Ok(())
}

/// Returns data on one line, of which nothing acts as Markdown.
pub(super) fn data(text: &str) -> String {
    escaped(&escape::line(text))
}
