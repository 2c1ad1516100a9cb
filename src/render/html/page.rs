//! The frame of a page: one file, read from top to bottom, that loads nothing and runs nothing, or one script that it holds.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::plain;

/// What a browser may do with a page: use the styles in it, and nothing else but what is added to this.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A script of our own with the styles of what it runs.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Script {
    /// What is run, word for word.
    pub(in crate::render) text: &'static str,
    /// Its SHA-256 as a policy names it: a browser runs no other.
    pub(in crate::render) hash: &'static str,
    /// The styles.
    pub(in crate::render) style: &'static str,
}

/// Wraps a body in a page, which runs a script once the body is there. The title is escaped here; the body must be markup
/// already, with one `h1`.
pub(in crate::render) fn page(title: &str, body: &Markup, script: Option<Script>) -> String {
    let mut policy = POLICY.to_owned();
    if let Some(Script { hash, .. }) = script {
        policy.extend(["; connect-src 'none'; script-src '", hash, "'"]);
    }
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                title { (plain(title)) }
                // The styles are our own, word for word.
                style { (PreEscaped(STYLE)) @if let Some(script) = script { (PreEscaped(script.style)) } }
            }
            body {
                main { (body) }
                footer { "rolefit " (env!("CARGO_PKG_VERSION")) }
                @if let Some(script) = script { script { (PreEscaped(script.text)) } }
            }
        }
    };
    page.into_string() + "\n"
}

/// The styles. They name no address and hold no data.
pub(in crate::render) const STYLE: &str = include_str!("style.css");

#[cfg(test)]
mod tests {
    use super::*;

    /// The colours of the light looks and of the dark ones: names and red, green, blue from 0 to 1.
    fn colours() -> [Vec<(&'static str, [f64; 3])>; 2] {
        let mut themes = [Vec::new(), Vec::new()];
        let (palette, _) = STYLE.split_once("* {").unwrap();
        let dark = palette.find("prefers-color-scheme: dark").unwrap();
        for (at, _) in palette.match_indices("--") {
            let Some((name, value)) = palette[at + 2..].split_once(": #") else {
                continue;
            };
            if name.contains(|c: char| !c.is_ascii_lowercase()) {
                continue;
            }
            let channel = |place: usize| {
                let digits = &value[2 * place..2 * place + 2];
                f64::from(u8::from_str_radix(digits, 16).unwrap()) / 255.0
            };
            themes[usize::from(at > dark)].push((name, [channel(0), channel(1), channel(2)]));
        }
        themes
    }

    /// WCAG 2.2, relative luminance and contrast ratio.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let luminance = |colour: [f64; 3]| {
            let linear = colour.map(|channel| {
                if channel <= 0.04045 {
                    channel / 12.92
                } else {
                    ((channel + 0.055) / 1.055).powf(2.4)
                }
            });
            0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
        // #767676 on white is the lightest grey that passes: 4.54.
        let grey = [f64::from(0x76) / 255.0; 3];
        assert!((contrast(grey, [1.0; 3]) - 4.54).abs() < 0.005);
    }

    #[test]
    fn words_and_drawings_stand_out_in_light_and_in_dark() {
        let [light, dark] = colours();
        let names =
            |theme: &[(&'static str, _)]| theme.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert_eq!(names(&light), names(&dark));
        for theme in [light, dark] {
            let find = |wanted: &str| {
                let found = theme.iter().find(|(name, _)| *name == wanted);
                found.unwrap_or_else(|| panic!("no colour {wanted}")).1
            };
            for ground in ["sheet", "paper", "note"] {
                for (colour, least) in [
                    ("ink", 7.0),
                    ("soft", 4.5),
                    ("accent", 4.5),
                    ("range", 3.0),
                    ("other", 3.0),
                ] {
                    let ratio = contrast(find(colour), find(ground));
                    assert!(ratio >= least, "{colour} on {ground}: {ratio:.2}");
                }
            }
            // The mark of the leading role holds its letter in the colour of the sheet.
            assert!(contrast(find("sheet"), find("ink")) >= 7.0);
            assert!(contrast(find("accent"), find("range")) >= 1.5);
        }
    }

    #[test]
    fn the_styles_name_no_address_and_cannot_end_early() {
        for never in [
            "url(",
            "@import",
            "http",
            "//",
            "<",
            "expression",
            "@font-face",
        ] {
            assert!(!STYLE.contains(never), "{never}");
        }
    }
}
