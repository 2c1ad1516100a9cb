//! A catalogue as data, `rolefit/catalogue@1`.

use serde_json::{Value, json};

use super::{TraitClaims, name, subject_name};
use crate::catalogue::{
    Catalogue, Item, ItemContent, OBSERVED_VERDICTS, Observed, Role, Tally, Text,
};
use crate::model::NormalPrior;

pub(super) fn shape(catalogue: &Catalogue) -> Value {
    let role_id = |index: usize| catalogue.roles[index].id.as_str();
    let source_id = |index: usize| catalogue.sources[index].id.as_str();
    let sources = catalogue.sources.iter().map(|source| {
        json!({
            "id": source.id.as_str(),
            "title": source.title.as_str(),
            "publisher": source.publisher.as_str(),
            "year": source.year,
            "about": text(source.about.as_ref()),
        })
    });
    let traits = catalogue.traits.iter().map(|one| {
        json!({
            "id": one.id.as_str(),
            "name": one.name.as_str(),
            "low": one.low.as_str(),
            "high": one.high.as_str(),
            "about": one.about.as_str(),
            "low_about": text(one.low_about.as_ref()),
            "high_about": text(one.high_about.as_ref()),
            "low_try": text(one.low_try.as_ref()),
            "high_try": text(one.high_try.as_ref()),
        })
    });
    let moves = catalogue.moves.iter().map(|one| {
        json!({
            "from": role_id(one.from),
            "to": role_id(one.to),
            "kind": one.kind.name(),
            "claim": one.claim.as_str(),
            "source": source_id(one.source),
        })
    });
    let team = catalogue.team.as_ref().map(|team| {
        json!({
            "name": team.name.as_str(),
            "about": team.about.as_str(),
            "source": team.source.map(source_id),
        })
    });
    json!({
        "schema": "rolefit/catalogue@1",
        "id": catalogue.id,
        "version": catalogue.version,
        "hash": catalogue.hash,
        "title": catalogue.title.as_str(),
        "subject": subject_name(catalogue.subject),
        "language": catalogue.language.as_str(),
        "status": catalogue.status.name(),
        "basis": text(catalogue.basis.as_ref()),
        "about": text(catalogue.about.as_ref()),
        "frame": text(catalogue.frame.as_ref()),
        "typical_spread": catalogue.typical_spread,
        "observed": catalogue.observed.as_ref().map(observed),
        "sources": sources.collect::<Value>(),
        "traits": traits.collect::<Value>(),
        "roles": catalogue.roles.iter().map(|one| role(catalogue, one)).collect::<Value>(),
        "items": (0..catalogue.items.len()).map(|index| item(catalogue, index)).collect::<Value>(),
        "moves": moves.collect::<Value>(),
        "team": team,
    })
}

fn observed(observed: &Observed) -> Value {
    json!({
        "right": observed.right,
        "right_at_standard": observed.right_at_standard,
        "with": text(observed.with.as_ref()),
        "whole": tallies(&observed.whole),
        "standard": tallies(&observed.standard),
        "people": observed.people,
        "how": observed.how.as_str(),
    })
}

fn tallies(tallies: &[Option<Tally>]) -> Value {
    counted("verdict", &OBSERVED_VERDICTS, tallies)
}

/// Returns what was counted, each under the name of what it was counted for.
fn counted(key: &str, names: &[&str], tallies: &[Option<Tally>]) -> Value {
    let counted = names.iter().zip(tallies);
    let counted = counted.filter_map(|(name, tally)| Some((name, (*tally)?)));
    counted
        .map(|(name, one)| {
            json!({key: name, "sittings": one.sittings, "right": one.right, "named": one.named})
        })
        .collect()
}

fn text(text: Option<&Text>) -> Option<&str> {
    text.map(Text::as_str)
}

fn role(catalogue: &Catalogue, role: &Role) -> Value {
    let profile = TraitClaims::of(role).map(|on| {
        let claims = on.toward.iter().flat_map(|(_, claims)| claims);
        let evidence = claims.map(|claim| {
            json!({
                "toward": name(claim.toward),
                "claim": claim.claim.as_str(),
                "source": catalogue.sources[claim.source].id.as_str(),
            })
        });
        json!({
            "trait": catalogue.traits[on.trait_index].id.as_str(),
            "mean": on.prior.map(|prior| prior.mean() + 0.0),
            "spread": on.prior.map(NormalPrior::spread),
            "disagree": on.disagree(),
            "evidence": evidence.collect::<Value>(),
        })
    });
    json!({
        "id": role.id.as_str(),
        "name": role.name.as_str(),
        "short": role.short.as_str(),
        "letter": role.letter,
        "about": role.about.as_str(),
        "adverts": role.adverts.iter().map(Text::as_str).collect::<Value>(),
        "tries": role.tries.iter().map(Text::as_str).collect::<Value>(),
        "first": counted("length", &["whole", "standard"], &role.first),
        "profile": profile.collect::<Value>(),
    })
}

fn item(catalogue: &Catalogue, index: usize) -> Value {
    let Item {
        id,
        trait_index,
        facet,
        chance,
        content,
    } = &catalogue.items[index];
    let graded = catalogue.bank.item(index);
    let (mut pair, mut shows) = (None, None);
    match content {
        ItemContent::Pair {
            first,
            second,
            first_shows,
        } => pair = Some((first.as_str(), second.as_str(), first_shows.name())),
        ItemContent::Statement { shows: pole, .. } => shows = Some(pole.name()),
        ItemContent::Situation { .. } | ItemContent::Activity { .. } => {}
    }
    let options = content.options().iter();
    json!({
        "id": id.as_str(),
        "trait": catalogue.traits[*trait_index].id.as_str(),
        "kind": content.kind().name(),
        "facet": text(facet.as_ref()),
        "chance": chance,
        "text": text(content.text()),
        "first": pair.map(|(first, _, _)| first),
        "second": pair.map(|(_, second, _)| second),
        "first_shows": pair.map(|(_, _, shows)| shows),
        "shows": shows,
        "options": options.map(Text::as_str).collect::<Value>(),
        "discrimination": graded.discrimination(),
        "thresholds": graded.thresholds(),
    })
}
