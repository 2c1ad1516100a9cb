//! Where somebody stands on a trait, in words. It measures distances on the trait's scale and nothing else.

use super::super::super::prose::{Prose, data, own, say};
use super::MOST_ROLES;
use super::apart::are_close;
use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, Subject};
use crate::contrast::Beside;
use crate::render::figures::{capitalised, count};
use crate::render::person::Person;

/// More roles than these are not named in a remark.
const MOST_NAMED: usize = 2;

/// Returns the roles that are shown beside somebody's place, the most probable first.
pub(in super::super) fn roles_beside(assessment: &Assessment) -> Vec<usize> {
    let listed = assessment.roles.iter().take(MOST_ROLES);
    listed.map(|fit| fit.role).collect()
}

/// Says beside which roles the remarks place somebody, where they speak of two and more are drawn.
pub(in super::super) fn beside_two(
    catalogue: &Catalogue,
    assessment: &Assessment,
) -> Option<Prose> {
    let name = |rank: usize| data(&catalogue.roles[assessment.roles[rank].role].name);
    (are_close(assessment) && assessment.roles.len() > 2).then(|| {
        say(
            "The words beside a scale compare with {} and {} alone.",
            [name(0), name(1)],
        )
    })
}

/// Explains missing letters, where a role makes no claim on a trait.
pub(in crate::render) fn silence(catalogue: &Catalogue, roles: &[usize]) -> Option<&'static str> {
    let silent = |&role: &usize| catalogue.roles[role].claims.contains(&false);
    let silent = roles.iter().any(silent);
    silent.then_some("where a letter is missing, the role makes no claim")
}

/// Explains the figures of places.
pub(in super::super) fn places_note(catalogue: &Catalogue, person: Person<'_>) -> String {
    let whose = at_large(catalogue);
    let range = range_note(catalogue, person);
    format!(
        "Places: 0 leans neither way; two of three {whose} are taken to lie between -1 and +1. {range}"
    )
}

/// Says how sure a range is.
pub(in crate::render) fn range_note(catalogue: &Catalogue, person: Person<'_>) -> String {
    let (whose, range) = (at_large(catalogue), capitalised(person.mark().1));
    format!(
        "{range}: nine in ten {whose} with answers like these lie there. A little, clearly, strongly say how far from the \
         middle somebody stands; probably, that the range reaches across it."
    )
}

fn at_large(catalogue: &Catalogue) -> &'static str {
    match catalogue.subject {
        Subject::You => "people at large",
        Subject::TheWork => "pieces of work at large",
    }
}

/// Says beside which of these roles somebody stands on a trait, in so many columns: `close to Product owner`, `between M and
/// O`.
pub(in super::super) fn remark(
    catalogue: &Catalogue,
    assessment: &Assessment,
    trait_index: usize,
    roles: &[usize],
    columns: usize,
) -> Prose {
    let beside = Beside::of(catalogue, roles, &assessment.traits, trait_index);
    fitted(columns, |naming| {
        self::beside(catalogue, &beside, roles.len(), naming)
    })
}

/// How roles are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Naming {
    /// By their names.
    Names,
    /// By the letters that stand for them on a strip.
    Letters,
}

impl Naming {
    pub(in crate::render) fn role(self, catalogue: &Catalogue, role: usize) -> Prose {
        let role = &catalogue.roles[role];
        match self {
            Self::Names => data(&role.name),
            Self::Letters => data(role.letter),
        }
    }
}

/// Returns a remark with names where there is room for them, and else with letters.
pub(in crate::render) fn fitted(columns: usize, remark: impl Fn(Naming) -> Prose) -> Prose {
    let named = remark(Naming::Names);
    if named.width() <= columns {
        named
    } else {
        remark(Naming::Letters)
    }
}

/// Says where somebody stands beside the roles, of which so many are shown.
pub(in crate::render) fn beside(
    catalogue: &Catalogue,
    beside: &Beside,
    shown: usize,
    naming: Naming,
) -> Prose {
    let listed = |start: &str, roles: &[usize]| {
        if !matches!(beside, Beside::Between(..)) && roles.len() > 1 && roles.len() == shown {
            return own(start).own(match shown {
                2 => "both".to_owned(),
                all => format!("all {}", count(all)),
            });
        }
        if roles.len() > MOST_NAMED {
            return own(start).own("several roles");
        }
        let names = roles.iter().map(|&role| naming.role(catalogue, role));
        own(start).listed(names)
    };
    match beside {
        Beside::Unanswered => own("no answer yet"),
        Beside::Unclaimed => own("no role claims it"),
        Beside::Near(roles) => listed("close to ", roles),
        Beside::Between(low, high) => listed("between ", &[*low, *high]),
        Beside::Toward(roles) if roles.len() > 1 => listed("some way from ", roles),
        Beside::Toward(roles) => listed("nearest to ", roles),
        Beside::Far(roles) => listed("far from ", roles),
        Beside::Beyond(roles) => listed("beyond ", roles),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::fixture::EIGHT_TRAITS;
    use crate::catalogue::read;

    #[test]
    fn every_place_is_told_in_names_and_in_letters() {
        let catalogue = read(EIGHT_TRAITS).catalogue.unwrap();
        let told = |place: Beside, shown, naming| beside(&catalogue, &place, shown, naming).plain();
        let names = |place| told(place, 3, Naming::Names);
        assert_eq!(names(Beside::Near(vec![0])), "close to Product owner");
        assert_eq!(
            names(Beside::Between(2, 0)),
            "between Product manager and Product owner"
        );
        assert_eq!(names(Beside::Toward(vec![1])), "nearest to Project manager");
        assert_eq!(names(Beside::Near(vec![0, 1, 2])), "close to all three");
        assert_eq!(names(Beside::Far(vec![0, 1, 2])), "far from all three");
        let letters = |place| told(place, 2, Naming::Letters);
        assert_eq!(letters(Beside::Near(vec![0, 2])), "close to both");
        assert_eq!(letters(Beside::Between(2, 0)), "between M and O");
        assert_eq!(letters(Beside::Far(vec![1])), "far from J");
    }

    #[test]
    fn names_give_way_to_letters_where_there_is_no_room() {
        let catalogue = read(EIGHT_TRAITS).catalogue.unwrap();
        let remark = |columns| {
            let near = Beside::Near(vec![0]);
            fitted(columns, |naming| beside(&catalogue, &near, 3, naming)).plain()
        };
        assert_eq!(
            (remark(22).as_str(), remark(21).as_str()),
            ("close to Product owner", "close to O")
        );
    }
}
