//! Sources as people cite them.

use crate::catalogue::Source;

/// Returns title, publisher and year: `The Scrum Guide. Ken Schwaber and Jeff Sutherland, 2020`. A title that ends a
/// sentence by itself gets no second mark.
pub(super) fn in_full(source: &Source) -> String {
    let title = source.title.as_str();
    let stop = if title.ends_with(['.', '?', '!', '…']) {
        ""
    } else {
        "."
    };
    let year = source
        .year
        .map_or_else(String::new, |year| format!(", {year}"));
    format!("{title}{stop} {}{year}", source.publisher)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{builtin, read};

    #[test]
    fn no_source_is_cited_with_a_mark_too_many() {
        for builtin in builtin::all() {
            let catalogue = read(builtin.source).catalogue.unwrap();
            for source in &catalogue.sources {
                let cited = in_full(source);
                assert!(
                    !["..", "?.", "!."].iter().any(|twice| cited.contains(twice)),
                    "{cited}"
                );
            }
        }
    }
}
