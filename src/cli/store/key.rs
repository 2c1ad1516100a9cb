//! What a questionnaire is called among files.

use std::fmt::Write as _;

use rolefit::catalogue::is_id;
use rolefit::session::PersonName;
use sha2::{Digest, Sha256};

/// Stands between catalogue and person; no id of a catalogue holds a dot.
const ABOUT: &str = ".about-";
/// So many bytes of the hash of a name tell people apart.
const NAME_BYTES: usize = 8;

/// Returns what a questionnaire is called among files: its catalogue's id, and a mark of the person whom it is about where
/// somebody else answers. A name may hold anything, and so is no part of it.
pub(crate) fn draft_key(catalogue: &str, about: Option<&PersonName>) -> String {
    let mut key = catalogue.to_owned();
    if let Some(name) = about {
        key.push_str(ABOUT);
        for byte in &Sha256::digest(name.as_str())[..NAME_BYTES] {
            write!(key, "{byte:02x}").expect("a string takes every text");
        }
    }
    key
}

/// Returns the id of the catalogue, and whether the questionnaire of this key is about somebody else.
pub(super) fn parts(key: &str) -> (&str, bool) {
    match key.split_once(ABOUT) {
        Some((catalogue, _)) => (catalogue, true),
        None => (key, false),
    }
}

/// Returns whether a questionnaire, or a record of practice, can be called so.
pub(super) fn is_key(key: &str) -> bool {
    match key.split_once(ABOUT) {
        None => is_id(key),
        Some((catalogue, mark)) => {
            let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            is_id(catalogue) && mark.len() == 2 * NAME_BYTES && mark.bytes().all(is_hex)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> PersonName {
        PersonName::new(name).unwrap()
    }

    #[test]
    fn every_person_has_a_key_of_their_own_that_no_catalogue_and_no_path_can_be() {
        let keys = ["Ana", "ana", "Ben", "../../etc/passwd", "."].map(|one| {
            let key = draft_key("roles", Some(&name(one)));
            assert!(key.starts_with("roles.about-") && is_key(&key), "{key}");
            assert!(!rolefit::catalogue::is_id(&key) && !key.contains('/'));
            assert_eq!(parts(&key), ("roles", true));
            key
        });
        for (place, key) in keys.iter().enumerate() {
            assert!(!keys[..place].contains(key));
        }
        assert_eq!(draft_key("roles", None), "roles");
        assert_eq!(parts("roles"), ("roles", false));
    }
}
