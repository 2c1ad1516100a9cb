//! How a questionnaire was started, as the first line of its journal has it, and back again.

use rolefit::catalogue::Catalogue;
use rolefit::model::{Bounds, Length, PerTrait, StoppingRule};
use rolefit::session::Settings;

use super::options::Wanted;
use crate::cli::store::Header;

/// Describes a questionnaire that starts.
pub(super) fn header(catalogue: &Catalogue, wanted: &Wanted, settings: &Settings) -> Header {
    let bounds = match settings.rule {
        StoppingRule::Adaptive(bounds) => Some(bounds),
        StoppingRule::Exhaustive => None,
    };
    let id = |&index: &usize| catalogue.traits[index].id.to_string();
    let mut header = Header::new(
        catalogue,
        settings.length.name(),
        bounds,
        settings.focus.iter().map(id).collect(),
        wanted.seed,
    );
    header.current_role = wanted.title.to_keep(catalogue);
    header.about = wanted.about.as_ref().map(ToString::to_string);
    header
}

/// Returns the settings that a header names, or nothing where it names none.
pub(super) fn settings(catalogue: &Catalogue, header: &Header) -> Option<Settings> {
    let length = Length::from_name(&header.length)?;
    let mut settings = Settings::of(length);
    settings.rule = match (
        settings.rule,
        header.certainty,
        header.per_trait,
        header.most_items,
    ) {
        (StoppingRule::Adaptive(bounds), Some(certainty), per_trait, Some(most_items)) => {
            StoppingRule::Adaptive(Bounds {
                certainty,
                per_trait: per_trait.map_or(bounds.per_trait, PerTrait::Every),
                most_items,
            })
        }
        (StoppingRule::Exhaustive, None, None, None) => StoppingRule::Exhaustive,
        _ => return None,
    };
    for id in &header.focus {
        settings.focus.push(catalogue.trait_index(id)?);
    }
    Some(settings)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::catalogue;
    use super::*;

    #[test]
    fn a_header_brings_back_the_bounds_of_its_length_and_those_of_ones_own() {
        let catalogue = catalogue();
        let usual = Settings::of(Length::Standard);
        let StoppingRule::Adaptive(bounds) = usual.rule else {
            panic!("standard has bounds");
        };
        let every = Bounds {
            per_trait: PerTrait::Every(1),
            most_items: 16,
            ..bounds
        };
        for bounds in [bounds, every] {
            let name = Length::Standard.name();
            let header = Header::new(&catalogue, name, Some(bounds), Vec::new(), 7);
            let read = settings(&catalogue, &header).unwrap();
            assert_eq!(read.rule, StoppingRule::Adaptive(bounds));
        }
    }
}
