//! A catalogue for unit tests whose words and numbers stay, whatever becomes of the built-in ones.

/// Three roles, eight traits and 64 pairs, statements and situations: the first version of `product-roles`.
pub(crate) const EIGHT_TRAITS: &str = include_str!("../../tests/fixtures/eight-traits.toml");
