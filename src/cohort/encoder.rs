//! Writes standings as rows of CSV or NDJSON.

use std::io::Write;

use super::Form;
use super::options::IdCells;
use crate::assessment::{RoleFit, Standing};
use crate::catalogue::{Catalogue, is_dangerous, is_stray};

/// Writes formatted text to a vector of bytes.
macro_rules! text {
    ($out:expr, $($text:tt)*) => {
        write!($out, $($text)*).expect("writing to memory cannot fail")
    };
}

/// The warning of a respondent who answered nothing.
const NOTHING_ANSWERED: &str = "nothing-answered";

/// Writes the rows of one catalogue's respondents. What is the same in every row is prepared.
#[derive(Debug)]
pub(super) struct Encoder<'c> {
    form: Form,
    ids: IdCells,
    roles: Vec<&'c str>,
    traits: Vec<&'c str>,
    /// `"schema":…,"catalogue":{…},`, the same in every line of NDJSON.
    provenance: String,
    /// The roles of one standing in the catalogue's order; kept for its memory.
    ordered: Vec<RoleFit>,
    /// The rank of each of them, from 1.
    ranks: Vec<usize>,
}

impl<'c> Encoder<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, form: Form, ids: IdCells) -> Self {
        Self {
            form,
            ids,
            roles: catalogue.role_ids().collect(),
            traits: catalogue.trait_ids().collect(),
            provenance: format!(
                "\"schema\":\"rolefit/standing@1\",\"catalogue\":{{\"id\":\"{}\",\"version\":\"{}\",\"hash\":\"{}\",\"status\":\"{}\"}},",
                catalogue.id,
                catalogue.version,
                catalogue.hash,
                catalogue.status.name()
            ),
            ordered: Vec::new(),
            ranks: vec![0; catalogue.roles.len()],
        }
    }

    /// Returns what stands before the first row.
    pub(super) fn head(&self) -> String {
        if self.form == Form::Ndjson {
            return String::new();
        }
        let all = |prefix, names: &[&str]| -> String {
            let cells = names.iter().map(|name| format!(",{prefix}_{name}"));
            cells.collect()
        };
        format!(
            "id,answered,verdict,leader{}{}{}{},lz,longest_run,warnings{}\n",
            all("p", &self.roles),
            all("typicality", &self.roles),
            all("score", &self.traits),
            all("sd", &self.traits),
            all("rank", &self.roles),
        )
    }

    /// Writes the row of one respondent.
    pub(super) fn row(
        &mut self,
        out: &mut Vec<u8>,
        id: &str,
        answered: usize,
        standing: &Standing,
    ) {
        self.ordered.clear();
        self.ordered.extend_from_slice(&standing.roles);
        self.ordered.sort_unstable_by_key(|fit| fit.role);
        for (place, fit) in standing.roles.iter().enumerate() {
            self.ranks[fit.role] = place + 1;
        }
        match self.form {
            Form::Csv => self.csv(out, id, answered, standing),
            Form::Ndjson => self.ndjson(out, id, answered, standing),
        }
    }

    fn csv(&self, out: &mut Vec<u8>, id: &str, answered: usize, standing: &Standing) {
        csv_id(out, id, self.ids);
        let leads = standing.roles[0].probability > standing.roles[1].probability;
        let leader = if leads {
            self.roles[standing.roles[0].role]
        } else {
            ""
        };
        text!(out, ",{answered},{},{leader}", standing.verdict.kind.name());
        let roles = || self.ordered.iter();
        let numbers = roles()
            .map(|fit| fit.probability)
            .chain(roles().map(|fit| fit.typicality))
            .chain(standing.traits.iter().map(|score| score.score))
            .chain(standing.traits.iter().map(|score| score.sd));
        for value in numbers {
            out.push(b',');
            number(out, value);
        }
        out.push(b',');
        if let Some(lz) = standing.person_fit.lz {
            number(out, lz);
        }
        out.push(b',');
        if let Some(run) = standing.person_fit.longest_run {
            text!(out, "{run}");
        }
        out.push(b',');
        for (separator, warning) in separated(" ", warnings(answered, standing)) {
            text!(out, "{separator}{warning}");
        }
        for rank in &self.ranks {
            text!(out, ",{rank}");
        }
        out.push(b'\n');
    }

    fn ndjson(&self, out: &mut Vec<u8>, id: &str, answered: usize, standing: &Standing) {
        text!(out, "{{{}\"id\":", self.provenance);
        if id.is_empty() {
            text!(out, "null");
        } else {
            json_text(out, id);
        }
        let verdict = &standing.verdict;
        text!(
            out,
            ",\"answered\":{answered},\"verdict\":{{\"kind\":\"{}\",\"roles\":[",
            verdict.kind.name()
        );
        for (comma, &role) in separated(",", &verdict.roles) {
            text!(out, "{comma}\"{}\"", self.roles[role]);
        }
        text!(out, "]}},\"roles\":[");
        for (comma, fit) in separated(",", &self.ordered) {
            text!(
                out,
                "{comma}{{\"id\":\"{}\",\"probability\":",
                self.roles[fit.role]
            );
            number(out, fit.probability);
            text!(out, ",\"typicality\":");
            number(out, fit.typicality);
            text!(out, ",\"rank\":{}}}", self.ranks[fit.role]);
        }
        text!(out, "],\"traits\":[");
        for (comma, (score, name)) in separated(",", standing.traits.iter().zip(&self.traits)) {
            text!(out, "{comma}{{\"id\":\"{name}\",\"score\":");
            number(out, score.score);
            text!(out, ",\"sd\":");
            number(out, score.sd);
            text!(out, ",\"answered\":{}}}", score.answered);
        }
        text!(out, "],\"person_fit\":{{\"lz\":");
        match standing.person_fit.lz {
            Some(lz) => number(out, lz),
            None => text!(out, "null"),
        }
        let run = standing.person_fit.longest_run;
        let run = run.map_or("null".to_owned(), |run| run.to_string());
        text!(out, ",\"longest_run\":{run},\"warnings\":[");
        for (comma, warning) in separated(",", warnings(answered, standing)) {
            text!(out, "{comma}\"{warning}\"");
        }
        text!(out, "]}}}}\n");
    }
}

/// Returns each with what stands before it: nothing before the first.
fn separated<T>(by: &str, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = (&str, T)> {
    let before = std::iter::once("").chain(std::iter::repeat(by));
    before.zip(all)
}

/// A respondent who answered nothing has that one warning: the others say less.
fn warnings(answered: usize, standing: &Standing) -> impl Iterator<Item = &'static str> {
    let nothing = (answered == 0).then_some(NOTHING_ANSWERED);
    let others = standing.person_fit.warnings.iter();
    let others = others.filter(move |_| answered > 0);
    nothing.into_iter().chain(others.map(|one| one.name()))
}

/// Writes a number with as many digits as it takes to read it back; never `-0.0`.
fn number(out: &mut Vec<u8>, number: f64) {
    debug_assert!(number.is_finite(), "every number out is finite");
    out.extend_from_slice(zmij::Buffer::new().format(number + 0.0).as_bytes());
}

/// Writes an id as a cell. A spreadsheet takes a cell that begins with `=` and its like for a formula, in quotes too:
/// such an id gets an apostrophe in front, unless it is a whole number; and so does one that begins with apostrophes
/// or white space before such a character, which would else be written as another is. What separates columns in any program's
/// tables stands in quotes.
fn csv_id(out: &mut Vec<u8>, id: &str, ids: IdCells) {
    let number = |id: &str| {
        let digits = id.strip_prefix('-').unwrap_or(id);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let bare = id.trim_start_matches('\'');
    let unseen = |c: char| c.is_whitespace() || c == '\'' || is_dangerous(c);
    let formula = bare.starts_with(['\t', '\r', '\n', '\0'])
        || id
            .trim_start_matches(unseen)
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
            && !number(id);
    let guard = formula && ids == IdCells::Guarded;
    let apostrophe = if guard { "'" } else { "" };
    if id.contains(['"', ',', ';', '\t', '|', '\r', '\n']) {
        text!(out, "\"{apostrophe}{}\"", id.replace('"', "\"\""));
    } else {
        text!(out, "{apostrophe}{id}");
    }
}

/// Writes a text of JSON. Characters that could steer a terminal are written as escapes, which lose nothing.
fn json_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut before = None;
    for character in text.chars() {
        // What follows an escape follows its last character, which is ASCII.
        let escaped = is_dangerous(character) || is_stray(before, character);
        before = (!escaped).then_some(character);
        if matches!(character, '"' | '\\') {
            text!(out, "\\{character}");
        } else if escaped {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text!(out, "\\u{unit:04x}");
            }
        } else {
            text!(out, "{character}");
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(id: &str, ids: IdCells) -> String {
        let mut out = Vec::new();
        csv_id(&mut out, id, ids);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_id_is_a_formula_unless_that_is_asked_for() {
        for id in [
            "=1+1",
            "+1",
            "-cmd",
            "@sum",
            "\0",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "'=1",
            "''-1",
            " =1",
            "\u{a0}=1",
            "\u{feff}+1",
            "\u{3000}@x",
            "' =1",
        ] {
            assert_eq!(cell(id, IdCells::Guarded), format!("'{id}"));
            assert_eq!(cell(id, IdCells::AsGiven), id);
        }
        assert_eq!(cell("=a,b", IdCells::Guarded), "\"'=a,b\"");
        assert_eq!(cell("\tx", IdCells::Guarded), "\"'\tx\"");
        for by in [';', '\t', '|'] {
            let id = format!("a{by}=1+1");
            assert_eq!(cell(&id, IdCells::Guarded), format!("\"{id}\""));
        }
        assert_eq!(cell("-12", IdCells::Guarded), "-12");
        assert_eq!(cell("p-1", IdCells::Guarded), "p-1");
        assert_eq!(cell("'tis", IdCells::Guarded), "'tis");
        assert_eq!(cell("a\"b", IdCells::Guarded), "\"a\"\"b\"");
    }

    #[test]
    fn json_texts_read_back_as_they_were() {
        for id in [
            "",
            "plain",
            "a\"b\\c",
            "\u{1b}[0m\n\u{202e}",
            "é 役 \u{e0041}",
        ] {
            let mut out = Vec::new();
            json_text(&mut out, id);
            let text = String::from_utf8(out).unwrap();
            assert!(!text.chars().any(is_dangerous));
            assert_eq!(serde_json::from_str::<String>(&text).unwrap(), id);
        }
    }

    #[test]
    fn numbers_read_back_bit_for_bit() {
        for value in [0.1, 1.0 / 3.0, 1e-300, -2.5, 0.0, 1.0, f64::MIN_POSITIVE] {
            let mut out = Vec::new();
            number(&mut out, value);
            let text = String::from_utf8(out).unwrap();
            assert_eq!(
                text.parse::<f64>().unwrap().to_bits(),
                value.to_bits(),
                "{text}"
            );
        }
        let mut out = Vec::new();
        number(&mut out, -0.0);
        assert_eq!(out, b"0.0");
    }
}
