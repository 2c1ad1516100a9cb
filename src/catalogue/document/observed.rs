//! How a catalogue did on people whose role is known, as it stands in its file.

use super::table::{Owner, Placed, RawText, Table};
use crate::catalogue::faults::Faults;

/// The `[observed]`.
pub(in crate::catalogue) struct RawObserved<'a> {
    pub(in crate::catalogue) owner: Owner<'a>,
    pub(in crate::catalogue) right: Option<Placed<f64>>,
    pub(in crate::catalogue) people: Option<Placed<i128>>,
    pub(in crate::catalogue) how: Option<RawText<'a>>,
}

pub(super) fn read<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawObserved<'a> {
    table.require("right", "0.75");
    table.require("people", "57");
    let raw = RawObserved {
        owner: table.owner,
        right: table.number("right", faults),
        people: table.integer("people", faults),
        how: table.required_text("how", faults),
    };
    table.finish(faults);
    raw
}
