//! The answer string: every response in one line, `catalogue@version:` and one character an item, `-` for skipped.

use super::{Content, Fault, Faults, Given, Transcript};
use crate::catalogue::toolkit::several;
use crate::catalogue::{Catalogue, Response};

/// Returns the answer string of these responses, each item at most once.
#[must_use]
pub fn answer_string(
    catalogue: &Catalogue,
    responses: impl IntoIterator<Item = (usize, Response)>,
) -> String {
    let mut characters = vec!['-'; catalogue.items.len()];
    for (item, response) in responses {
        let digit = u32::try_from(response.number())
            .ok()
            .and_then(|number| char::from_digit(number, 10));
        characters[item] = digit.expect("an item has at most 9 responses");
    }
    format!(
        "{}@{}:{}",
        catalogue.id,
        catalogue.version,
        characters.into_iter().collect::<String>()
    )
}

/// Whether a text is one line of the answer string's form.
pub(super) fn looks_like_one(text: &str) -> bool {
    let line = text.trim_end();
    let head = line
        .split_once(':')
        .and_then(|(head, _)| head.split_once('@'));
    head.is_some_and(|(id, version)| {
        !line.contains('\n')
            && !id.is_empty()
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
            && version
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
    })
}

pub(super) fn read(line: &str) -> Result<Transcript, Faults> {
    let split = line
        .split_once(':')
        .and_then(|(head, digits)| Some((head.split_once('@')?, digits)));
    let Some(((id, version), digits)) = split else {
        let what = "an answer string is `catalogue@version:` and one character an item";
        return Err(Fault::new(None, what).into());
    };
    Ok(Transcript {
        catalogue: Some((id.to_owned(), None)),
        version: Some((version.to_owned(), None)),
        content: Content::Line(digits.to_owned()),
        ..Transcript::default()
    })
}

pub(super) fn resolve(line: &str, catalogue: &Catalogue, faults: &mut Faults) -> Vec<Given> {
    let count = line.chars().count();
    if count != catalogue.items.len() {
        let message = format!(
            "the answer string has {}, and catalogue `{}` {}",
            several(count, "answer"),
            catalogue.id,
            several(catalogue.items.len(), "item")
        );
        faults.push(
            Fault::new(None, message).help("copy the whole line; `-` stands for a skipped item"),
        );
        return Vec::new();
    }
    let mut responses = Vec::new();
    for (item, character) in line.chars().enumerate() {
        if character == '-' {
            continue;
        }
        let number = character
            .to_digit(10)
            .and_then(|digit| usize::try_from(digit).ok());
        match number.and_then(|number| catalogue.response(item, number)) {
            Some(response) => responses.push(Given::new(item, response)),
            None => faults.push(Fault::new(
                None,
                format!(
                    "answer {} of the answer string is `{character}`, and item `{}` takes 1 to {} or `-`",
                    item + 1,
                    catalogue.items[item].id,
                    catalogue.bank.item(item).categories()
                ),
            )),
        }
    }
    responses
}
