//! A catalogue as data, `rolefit/catalogue@1`.

use serde::Serialize;

use super::{TraitClaims, name, subject_name};
use crate::catalogue::{Catalogue, Item, ItemContent, OBSERVED_VERDICTS, Role, RoleMove, Text};

#[derive(Serialize)]
pub(super) struct Shape<'c> {
    schema: &'static str,
    id: &'c str,
    version: &'c str,
    hash: &'c str,
    title: &'c str,
    subject: &'static str,
    language: &'c str,
    status: &'static str,
    basis: Option<&'c str>,
    about: Option<&'c str>,
    frame: Option<&'c str>,
    typical_spread: f64,
    observed: Option<ObservedShape<'c>>,
    sources: Vec<SourceShape<'c>>,
    traits: Vec<TraitShape<'c>>,
    roles: Vec<RoleShape<'c>>,
    items: Vec<ItemShape<'c>>,
    moves: Vec<MoveShape<'c>>,
    team: Option<TeamShape<'c>>,
}

#[derive(Serialize)]
struct TallyShape {
    verdict: &'static str,
    sittings: u64,
    right: u64,
}

fn tallies(tallies: &[Option<(u64, u64)>]) -> Vec<TallyShape> {
    let named = OBSERVED_VERDICTS.iter().zip(tallies);
    let counted = named.filter_map(|(&verdict, tally)| tally.map(|tally| (verdict, tally)));
    counted
        .map(|(verdict, (sittings, right))| TallyShape {
            verdict,
            sittings,
            right,
        })
        .collect()
}

#[derive(Serialize)]
struct ObservedShape<'c> {
    right: f64,
    right_at_standard: Option<f64>,
    with: Option<&'c str>,
    whole: Vec<TallyShape>,
    standard: Vec<TallyShape>,
    people: u64,
    how: &'c str,
}

#[derive(Serialize)]
struct MoveShape<'c> {
    from: &'c str,
    to: &'c str,
    kind: &'static str,
    claim: &'c str,
    source: &'c str,
}

#[derive(Serialize)]
struct TeamShape<'c> {
    name: &'c str,
    about: &'c str,
    source: Option<&'c str>,
}

#[derive(Serialize)]
struct SourceShape<'c> {
    id: &'c str,
    title: &'c str,
    publisher: &'c str,
    year: Option<u16>,
    about: Option<&'c str>,
}

#[derive(Serialize)]
struct TraitShape<'c> {
    id: &'c str,
    name: &'c str,
    low: &'c str,
    high: &'c str,
    about: &'c str,
    low_about: Option<&'c str>,
    high_about: Option<&'c str>,
}

#[derive(Serialize)]
struct RoleShape<'c> {
    id: &'c str,
    name: &'c str,
    short: &'c str,
    letter: char,
    about: &'c str,
    profile: Vec<PlaceShape<'c>>,
}

#[derive(Serialize)]
struct PlaceShape<'c> {
    r#trait: &'c str,
    mean: Option<f64>,
    spread: Option<f64>,
    disagree: bool,
    evidence: Vec<ClaimShape<'c>>,
}

#[derive(Serialize)]
struct ClaimShape<'c> {
    toward: &'static str,
    claim: &'c str,
    source: &'c str,
}

#[derive(Serialize)]
struct ItemShape<'c> {
    id: &'c str,
    r#trait: &'c str,
    kind: &'static str,
    facet: Option<&'c str>,
    text: Option<&'c str>,
    first: Option<&'c str>,
    second: Option<&'c str>,
    first_shows: Option<&'static str>,
    shows: Option<&'static str>,
    options: Vec<&'c str>,
    discrimination: f64,
    thresholds: &'c [f64],
}

pub(super) fn shape(catalogue: &Catalogue) -> Shape<'_> {
    Shape {
        schema: "rolefit/catalogue@1",
        id: &catalogue.id,
        version: &catalogue.version,
        hash: &catalogue.hash,
        title: catalogue.title.as_str(),
        subject: subject_name(catalogue.subject),
        language: catalogue.language.as_str(),
        status: catalogue.status.name(),
        basis: catalogue.basis.as_ref().map(Text::as_str),
        about: catalogue.about.as_ref().map(Text::as_str),
        frame: catalogue.frame.as_ref().map(Text::as_str),
        typical_spread: catalogue.typical_spread,
        observed: catalogue.observed.as_ref().map(|observed| ObservedShape {
            right: observed.right,
            right_at_standard: observed.right_at_standard,
            with: observed.with.as_ref().map(Text::as_str),
            whole: tallies(&observed.whole),
            standard: tallies(&observed.standard),
            people: observed.people,
            how: observed.how.as_str(),
        }),
        sources: catalogue
            .sources
            .iter()
            .map(|source| SourceShape {
                id: source.id.as_str(),
                title: source.title.as_str(),
                publisher: source.publisher.as_str(),
                year: source.year,
                about: source.about.as_ref().map(Text::as_str),
            })
            .collect(),
        traits: catalogue
            .traits
            .iter()
            .map(|t| TraitShape {
                id: t.id.as_str(),
                name: t.name.as_str(),
                low: t.low.as_str(),
                high: t.high.as_str(),
                about: t.about.as_str(),
                low_about: t.low_about.as_ref().map(Text::as_str),
                high_about: t.high_about.as_ref().map(Text::as_str),
            })
            .collect(),
        roles: catalogue
            .roles
            .iter()
            .map(|role| self::role(catalogue, role))
            .collect(),
        items: (0..catalogue.items.len())
            .map(|index| item(catalogue, index))
            .collect(),
        moves: catalogue
            .moves
            .iter()
            .map(|one| move_(catalogue, one))
            .collect(),
        team: catalogue.team.as_ref().map(|team| TeamShape {
            name: team.name.as_str(),
            about: team.about.as_str(),
            source: team
                .source
                .map(|index| catalogue.sources[index].id.as_str()),
        }),
    }
}

fn role<'c>(catalogue: &'c Catalogue, role: &'c Role) -> RoleShape<'c> {
    let profile = TraitClaims::of(role).map(|on| PlaceShape {
        r#trait: catalogue.traits[on.trait_index].id.as_str(),
        mean: on.prior.map(|prior| prior.mean() + 0.0),
        spread: on.prior.map(crate::model::NormalPrior::spread),
        disagree: on.disagree(),
        evidence: on
            .toward
            .iter()
            .flat_map(|(_, claims)| claims)
            .map(|claim| ClaimShape {
                toward: name(claim.toward),
                claim: claim.claim.as_str(),
                source: catalogue.sources[claim.source].id.as_str(),
            })
            .collect(),
    });
    RoleShape {
        id: role.id.as_str(),
        name: role.name.as_str(),
        short: role.short.as_str(),
        letter: role.letter,
        about: role.about.as_str(),
        profile: profile.collect(),
    }
}

fn move_<'c>(catalogue: &'c Catalogue, one: &'c RoleMove) -> MoveShape<'c> {
    MoveShape {
        from: catalogue.roles[one.from].id.as_str(),
        to: catalogue.roles[one.to].id.as_str(),
        kind: one.kind.name(),
        claim: one.claim.as_str(),
        source: catalogue.sources[one.source].id.as_str(),
    }
}

fn item(catalogue: &Catalogue, index: usize) -> ItemShape<'_> {
    let Item {
        id,
        trait_index,
        facet,
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
    ItemShape {
        id: id.as_str(),
        r#trait: catalogue.traits[*trait_index].id.as_str(),
        kind: content.kind().name(),
        facet: facet.as_ref().map(Text::as_str),
        text: content.text().map(Text::as_str),
        first: pair.map(|(first, _, _)| first),
        second: pair.map(|(_, second, _)| second),
        first_shows: pair.map(|(_, _, shows)| shows),
        shows,
        options: content.options().iter().map(Text::as_str).collect(),
        discrimination: graded.discrimination(),
        thresholds: graded.thresholds(),
    }
}
