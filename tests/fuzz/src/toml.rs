//! Laws of the files that are TOML for people who write catalogues, questions and stories.

use rolefit::catalogue::{Diagnostic, Severity, inspect, read};
use rolefit::preparation::{Read, check_bank, read_bank, read_own, read_stories};
use rolefit::render::diagnostics;
use rolefit::render::look::{Charset, Look};

use super::{NAME, finite, product_roles, said};

/// Reads a catalogue: one that reads is valid, and whatever is answered to it, the result is finite.
pub fn catalogue(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let reading = read(&source);
    told(&source, &reading.diagnostics);
    let errors = reading.count(Severity::Error);
    assert_eq!(reading.catalogue.is_some(), errors == 0);
    if let Some(catalogue) = &reading.catalogue {
        finite::answered(catalogue);
        let mut findings = inspect(catalogue, &source);
        findings.sort_by_key(|finding| finding.span.start);
        told(&source, &findings);
    }
}

/// Reads a question bank, and looks at its wording.
pub fn bank(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    for reads in [read_bank, check_bank] {
        whole(&source, &reads(&source, product_roles()));
    }
    // What is a bank to some is a file of own questions to others.
    let own = read_own(&source, product_roles(), super::questions());
    whole(&source, &own);
}

/// Reads a person's stories.
pub fn stories(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    whole(
        &source,
        &read_stories(&source, product_roles(), super::questions()),
    );
}

fn whole<T>(source: &str, read: &Read<T>) {
    told(source, &read.diagnostics);
    assert_eq!(read.value.is_some(), read.count(Severity::Error) == 0);
}

/// Holds that faults stand in order at places of the file, and that they are told safely and briefly.
fn told(source: &str, faults: &[Diagnostic]) {
    assert!(faults.is_sorted_by_key(|fault| fault.span.start));
    for fault in faults {
        let places = fault.context.iter().map(|(span, _)| span);
        for span in places.chain([&fault.span]) {
            assert!(source.get(span.clone()).is_some(), "{span:?} of {fault:?}");
        }
    }
    for (width, charset, colour) in [(24, Charset::Ascii, false), (200, Charset::Unicode, true)] {
        let look = Look {
            width,
            charset,
            colour,
            typed: Some("rolefit"),
        };
        let text = diagnostics::text(NAME, source, faults, &look);
        said(&console::strip_ansi_codes(&text));
    }
    let json = diagnostics::json(NAME, source, faults);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        json["diagnostics"].as_array().map(Vec::len),
        Some(faults.len())
    );
}
