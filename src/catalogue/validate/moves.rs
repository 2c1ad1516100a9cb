//! The laws of moves between roles, and of the name of a group that has them all.

use super::citations::Citations;
use super::words::{Index, Words};
use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::document::{RawCatalogue, RawMove};
use crate::catalogue::{RoleMove, TeamName};

/// Makes the moves, or nothing where an error was reported.
pub(super) fn validate(
    raw: &RawCatalogue<'_>,
    roles: &Index<'_>,
    citations: &mut Citations<'_>,
    words: &mut Words<'_>,
) -> Option<Vec<RoleMove>> {
    let moves: Vec<Option<RoleMove>> = raw
        .moves
        .iter()
        .map(|one| move_of(one, roles, citations, words))
        .collect();
    moves.into_iter().collect()
}

fn move_of(
    raw: &RawMove<'_>,
    roles: &Index<'_>,
    citations: &mut Citations<'_>,
    words: &mut Words<'_>,
) -> Option<RoleMove> {
    let unknown = Code::UnknownRole;
    let from = roles.find(
        raw.owner,
        "starts at",
        unknown,
        raw.from.as_ref(),
        words.faults,
    );
    let to = roles.find(raw.owner, "ends at", unknown, raw.to.as_ref(), words.faults);
    let claim = words.text(raw.owner, "claim", raw.claim.as_ref());
    let source = citations.find(raw.owner, raw.source.as_ref(), words.faults);
    let (from, to) = (from.found()?, to.found()?);
    if from == to {
        let place = raw.to.as_ref()?.span.clone();
        let none = Diagnostic::new(
            Code::NoMove,
            place,
            format!("{} starts and ends at the same role", raw.owner),
        );
        words
            .faults
            .push(none.help("name another role in one of them"));
        return None;
    }
    Some(RoleMove {
        from,
        to,
        kind: raw.kind.as_ref()?.value,
        claim: claim?,
        source: source?,
    })
}

/// Makes the name of a group that has all the roles. The outer nothing says that an error was reported.
#[expect(
    clippy::option_option,
    reason = "absent and faulty lead to different ends"
)]
pub(super) fn team(
    raw: &RawCatalogue<'_>,
    citations: &mut Citations<'_>,
    words: &mut Words<'_>,
) -> Option<Option<TeamName>> {
    let Some(team) = &raw.team else {
        return Some(None);
    };
    let name = words.text(team.owner, "name", team.name.as_ref());
    let about = words.text(team.owner, "about", team.about.as_ref());
    let source = match &team.source {
        None => None,
        source => Some(citations.find(team.owner, source.as_ref(), words.faults)?),
    };
    Some(Some(TeamName {
        name: name?,
        about: about?,
        source,
    }))
}
