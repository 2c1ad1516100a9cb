//! A verdict in a few words that fit a person and a piece of work alike.

use super::prose::{Prose, own, say, strong};
use crate::assessment::VerdictKind;

/// Says a verdict; `name` names the role of a rank, from 0.
pub(super) fn in_short<'n>(kind: VerdictKind, name: impl Fn(usize) -> &'n str) -> Prose {
    let role = |rank| strong(name(rank));
    match kind {
        VerdictKind::Clear => role(0).own(", and it is clear"),
        VerdictKind::Leaning => own("leaning towards ").then(role(0)),
        VerdictKind::Between => say("between {} and {}", [role(0), role(1)]),
        VerdictKind::Open => own("no single role"),
        VerdictKind::Unlike => own("unlike every role; the nearest is ").then(role(0)),
    }
}
