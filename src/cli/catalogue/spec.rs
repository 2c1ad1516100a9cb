//! What `catalogue new` takes on its command line: a trait as `low/high`, a role as `Name: pole, pole`, each with an id
//! before it if that is wished. It knows no file and asks nobody.

use rolefit::catalogue::{Pole, StarterRole, StarterTrait, Text};

use crate::cli::error::CliError;

/// A role as it was given: its poles are words until the traits are known.
pub(super) struct RoleSpec<'s> {
    id: Option<&'s str>,
    pub(super) name: &'s str,
    poles: Option<&'s str>,
}

/// Reads `[ID=]LOW/HIGH`.
pub(super) fn trait_of(given: &str) -> Result<StarterTrait, CliError> {
    let (id, poles) = with_id(given);
    let Some((low, high)) = poles
        .split_once('/')
        .filter(|(_, high)| !high.contains('/'))
    else {
        return Err(CliError::usage(format!(
            "`{given}` is no trait: it has two poles with a `/` between"
        ))
        .hint("write it as in `slow/fast`"));
    };
    StarterTrait::new(id, low, high).map_err(|error| refused(given, &error))
}

/// Reads `[ID=]NAME[: POLE, …]`.
pub(super) fn role_of(given: &str) -> RoleSpec<'_> {
    let (named, poles) = match given.split_once(':') {
        Some((named, poles)) => (named, Some(poles)),
        None => (given, None),
    };
    let (id, name) = with_id(named);
    RoleSpec { id, name, poles }
}

impl RoleSpec<'_> {
    /// Returns whether it says which poles suit the role.
    pub(super) fn has_poles(&self) -> bool {
        self.poles.is_some()
    }

    /// Makes the role; where it names no poles it leans nowhere yet.
    pub(super) fn role(&self, traits: &[StarterTrait]) -> Result<StarterRole, CliError> {
        let mut leans = vec![None; traits.len()];
        let poles = self.poles.unwrap_or_default().split(',').map(str::trim);
        for word in poles.filter(|word| !word.is_empty()) {
            let (index, pole) = self.lean(word, traits)?;
            if leans[index]
                .replace(pole)
                .is_some_and(|before| before != pole)
            {
                let one = &traits[index];
                let (low, high) = (one.pole(Pole::Low), one.pole(Pole::High));
                return Err(CliError::usage(format!(
                    "role `{}` cannot lean to both `{low}` and `{high}`",
                    self.name
                ))
                .hint("name one of them, or neither"));
            }
        }
        StarterRole::new(self.id, self.name, leans).map_err(|error| refused(self.name, &error))
    }

    /// Finds the trait and the pole that a word names: a pole's own word, or `ID=low` and `ID=high`.
    fn lean(&self, word: &str, traits: &[StarterTrait]) -> Result<(usize, Pole), CliError> {
        let wanted = word.to_lowercase();
        let mut found = Vec::new();
        for (index, one) in traits.iter().enumerate() {
            for (pole, name) in [(Pole::Low, "low"), (Pole::High, "high")] {
                let by_id = one.id().is_some_and(|id| wanted == format!("{id}={name}"));
                if by_id || one.pole(pole).as_str().to_lowercase() == wanted {
                    found.push((index, pole));
                }
            }
        }
        match found.as_slice() {
            [one] => Ok(*one),
            [] => {
                let poles = traits.iter().flat_map(|one| [one.pole(Pole::Low), one.pole(Pole::High)]);
                let poles: Vec<&str> = poles.map(Text::as_str).collect();
                let error = CliError::usage(format!(
                    "role `{}` leans to `{word}`, which is no pole of any trait",
                    self.name
                ));
                Err(error.hint(format!("the poles are: {}", poles.join(", "))))
            }
            _ => Err(CliError::usage(format!(
                "role `{}` leans to `{word}`, which is a pole of {} traits",
                self.name,
                found.len()
            ))
            .hint("give the traits ids, as in `--trait pace=slow/fast`, and write `pace=low` or `pace=high`")),
        }
    }
}

/// Returns the id before a `=`, if there is one, and the rest.
fn with_id(given: &str) -> (Option<&str>, &str) {
    match given.split_once('=') {
        Some((id, rest)) => (Some(id.trim()), rest.trim()),
        None => (None, given.trim()),
    }
}

fn refused(given: &str, error: &rolefit::catalogue::StarterError) -> CliError {
    CliError::usage(format!("`{given}`: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits() -> Vec<StarterTrait> {
        ["slow/fast", "reach=near/wide", "calm/fast"]
            .map(|given| trait_of(given).unwrap())
            .into()
    }

    #[test]
    fn a_role_leans_to_the_poles_it_names_and_to_no_other() {
        let expected = StarterRole::new(
            Some("b"),
            "Baker",
            vec![Some(Pole::Low), Some(Pole::High), None],
        );
        assert_eq!(
            role_of("b = Baker: SLOW,wide").role(&traits()).unwrap(),
            expected.clone().unwrap()
        );
        assert_eq!(
            role_of("b=Baker:reach=high, slow,")
                .role(&traits())
                .unwrap(),
            expected.unwrap()
        );
        assert!(!role_of("Baker").has_poles());
        let nowhere = StarterRole::new(None, "Baker", vec![None; 3]).unwrap();
        assert_eq!(role_of("Baker:").role(&traits()).unwrap(), nowhere);
    }

    #[test]
    fn what_cannot_be_understood_says_why() {
        let message = |given: &str| role_of(given).role(&traits()).unwrap_err().message;
        assert_eq!(
            message("Baker: sloow"),
            "role `Baker` leans to `sloow`, which is no pole of any trait"
        );
        assert_eq!(
            message("Baker: fast"),
            "role `Baker` leans to `fast`, which is a pole of 2 traits"
        );
        assert_eq!(
            message("Baker: near, wide"),
            "role `Baker` cannot lean to both `near` and `wide`"
        );
        assert_eq!(
            message("B B=Baker:"),
            "`Baker`: the id `B B` may hold only `a` to `z`, `0` to `9` and `-`, and not start with `-`"
        );
        for given in ["slow", "slow/fast/faster", ""] {
            let error = trait_of(given).unwrap_err();
            assert_eq!(
                error.message,
                format!("`{given}` is no trait: it has two poles with a `/` between")
            );
        }
        assert_eq!(
            trait_of("slow/").unwrap_err().message,
            "`slow/`: the high pole is empty"
        );
    }
}
