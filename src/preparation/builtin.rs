//! The question banks that are part of the program. They are read like any other: nothing here knows what is in them.

/// The built-in banks, as (catalogue id, TOML source).
const ALL: &[(&str, &str)] = &[(
    "product-roles",
    include_str!("../../data/questions/product-roles.toml"),
)];

/// Returns the source of the built-in bank for a catalogue.
#[must_use]
pub fn bank_for(catalogue: &str) -> Option<&'static str> {
    let entry = ALL.iter().find(|(id, _)| *id == catalogue);
    entry.map(|&(_, source)| source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use crate::preparation::check_bank;

    #[test]
    fn every_builtin_bank_passes_its_own_lint() {
        for (id, source) in ALL {
            let catalogue =
                catalogue::builtin::find(id).expect("banks are for built-in catalogues");
            let catalogue = catalogue::read(catalogue.source).catalogue.unwrap();
            let read = check_bank(source, &catalogue);
            assert_eq!(read.diagnostics, [], "{id}");
            assert!(read.value.is_some());
        }
    }
}
