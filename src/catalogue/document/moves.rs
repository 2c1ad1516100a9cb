//! Moves between roles, and the name of a group that has them all, as they stand in a catalogue's file.

use super::super::MoveKind;
use super::table::{Owner, Placed, RawText, Table};
use crate::catalogue::faults::Faults;

/// The most claims about moves between roles that a catalogue may have.
pub(in crate::catalogue) const MAX_MOVES: usize = 1000;
pub(in crate::catalogue) const MOVES: [(&str, MoveKind); 3] = [
    ("struggle", MoveKind::Struggle),
    ("change", MoveKind::Change),
    ("help", MoveKind::Help),
];

/// A `[[move]]`.
pub(in crate::catalogue) struct RawMove<'a> {
    pub(in crate::catalogue) owner: Owner<'a>,
    pub(in crate::catalogue) from: Option<RawText<'a>>,
    pub(in crate::catalogue) to: Option<RawText<'a>>,
    pub(in crate::catalogue) kind: Option<Placed<MoveKind>>,
    pub(in crate::catalogue) claim: Option<RawText<'a>>,
    pub(in crate::catalogue) source: Option<RawText<'a>>,
}

/// The `[team]`.
pub(in crate::catalogue) struct RawTeam<'a> {
    pub(in crate::catalogue) owner: Owner<'a>,
    pub(in crate::catalogue) name: Option<RawText<'a>>,
    pub(in crate::catalogue) about: Option<RawText<'a>>,
    pub(in crate::catalogue) source: Option<RawText<'a>>,
}

pub(super) fn read<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawMove<'a> {
    table.require("kind", "\"struggle\"");
    let raw = RawMove {
        owner: table.owner,
        from: table.required_text("from", faults),
        to: table.required_text("to", faults),
        kind: table.choice("kind", &MOVES, faults),
        claim: table.required_text("claim", faults),
        source: table.required_text("source", faults),
    };
    table.finish(faults);
    raw
}

pub(super) fn read_team<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawTeam<'a> {
    let raw = RawTeam {
        owner: table.owner,
        name: table.required_text("name", faults),
        about: table.required_text("about", faults),
        source: table.text("source", faults),
    };
    table.finish(faults);
    raw
}
