//! The catalogues that are part of the program. They are read like any other: nothing here knows what is in them.

/// A catalogue that is part of the program.
#[derive(Debug, Clone, Copy)]
pub struct Builtin {
    /// The id by which it is called, which is also the catalogue's own.
    pub id: &'static str,
    /// Its TOML source.
    pub source: &'static str,
}

/// The built-in catalogues, the usual one first.
const ALL: &[Builtin] = &[
    Builtin {
        id: "product-roles",
        source: include_str!("../../data/catalogues/product-roles.toml"),
    },
    Builtin {
        id: "platform-team",
        source: include_str!("../../data/catalogues/platform-team.toml"),
    },
    Builtin {
        id: "project-owner",
        source: include_str!("../../data/catalogues/project-owner.toml"),
    },
    Builtin {
        id: "small-team",
        source: include_str!("../../data/catalogues/small-team.toml"),
    },
    Builtin {
        id: "role-needed",
        source: include_str!("../../data/catalogues/role-needed.toml"),
    },
];

/// Returns every built-in catalogue, the usual one first; there is at least one.
#[must_use]
pub fn all() -> &'static [Builtin] {
    ALL
}

/// Returns the built-in catalogue with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|builtin| builtin.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::read;

    #[test]
    fn every_builtin_catalogue_is_without_fault_and_goes_by_its_own_id() {
        for builtin in all() {
            let reading = read(builtin.source);
            assert_eq!(reading.diagnostics, [], "{}", builtin.id);
            let catalogue = reading.catalogue.expect("there is no fault");
            assert_eq!(catalogue.id, builtin.id);
        }
    }
}
