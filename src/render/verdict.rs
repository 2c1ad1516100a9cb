//! A verdict in a few words that fit a person and a piece of work alike.

use super::prose::Prose;
use crate::assessment::VerdictKind;

/// Says a verdict; `name` names the role of a rank, from 0.
pub(super) fn in_short<'n>(kind: VerdictKind, name: impl Fn(usize) -> &'n str) -> Prose {
    let role = |rank| Prose::new().strong(name(rank));
    match kind {
        VerdictKind::Clear => role(0).own(", and it is clear"),
        VerdictKind::Leaning => Prose::new().own("leaning towards ").then(role(0)),
        VerdictKind::Between => Prose::new()
            .own("between ")
            .then(role(0))
            .own(" and ")
            .then(role(1)),
        VerdictKind::Open => Prose::new().own("no single role"),
        VerdictKind::Unlike => Prose::new()
            .own("unlike every role; the nearest is ")
            .then(role(0)),
    }
}
