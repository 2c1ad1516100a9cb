//! What a question bank's wording and coverage lack, as warnings. It judges words by their number and likeness alone.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bank::QuestionBank;
use super::document::RawQuestion;
use crate::catalogue::toolkit::{Faults, quoted};
use crate::catalogue::{Catalogue, Code, Diagnostic, Pole};

/// The fewest questions of a bank that does not repeat itself soon.
pub const FEWEST_QUESTIONS: usize = 100;
/// The fewest questions for one role.
pub const FEWEST_PER_ROLE: usize = 30;
/// The longest question, in characters: what can be said in one breath or two.
const LONGEST_QUESTION: usize = 240;
/// The longest of the other texts, in characters.
const LONGEST_TEXT: usize = 260;
/// The longest sentence, in words.
const LONGEST_SENTENCE: usize = 25;
/// The shortest text, in characters.
const SHORTEST_TEXT: usize = 15;
/// Two texts that share more than this of their words (Jaccard, 0 to 1) say nearly the same.
const NEAR: f64 = 0.5;
/// Phrases that sound like advice and say nothing. Each is matched at the beginning of a word.
const EMPTY: &[&str] = &[
    "be clear",
    "good communication",
    "communicates well",
    "communication skills",
    "best practice",
    "synerg",
    "leverage",
    "team player",
    "proactive",
    "add value",
    "adds value",
    "going forward",
    "mindset",
    "passionate",
    "buy-in",
    "vague answer",
    "good answer",
    "weak answer",
    "excellent answer",
    "acceptable answer",
    "holistic",
    "empower",
    "drive results",
    "drives results",
    "think outside",
    "hit the ground",
    "low-hanging",
    "on the same page",
    "move the needle",
    "deep dive",
    "win-win",
    "touch base",
    "no-brainer",
    "big picture",
];

/// Reports texts that are too long, too short, empty, or nearly the same as another.
pub(super) fn wording(questions: &[RawQuestion<'_>], faults: &mut Faults) {
    let mut texts = Vec::new();
    for question in questions {
        for (key, text) in question.texts() {
            let said = Said {
                owner: question.owner.id.unwrap_or_default(),
                key,
                text: text.value,
                span: &text.span,
            };
            said.report_length(faults);
            said.report_empty(faults);
            texts.push(said);
        }
    }
    report_near(&texts, faults);
}

/// One text and where it stands.
struct Said<'a> {
    owner: &'a str,
    key: &'static str,
    text: &'a str,
    span: &'a Range<usize>,
}

impl Said<'_> {
    fn warn(&self, code: Code, what: &str, help: &str, faults: &mut Faults) {
        let message = format!("`{}` of question {} {what}", self.key, quoted(self.owner));
        faults.push(Diagnostic::new(code, self.span.clone(), message).help(help));
    }

    fn report_length(&self, faults: &mut Faults) {
        let count = self.text.chars().count();
        let longest = if self.key == "text" {
            LONGEST_QUESTION
        } else {
            LONGEST_TEXT
        };
        let sentence = self
            .text
            .split_inclusive(['.', '?', '!', ':'])
            .map(|sentence| sentence.split_whitespace().count())
            .max()
            .unwrap_or(0);
        if count > longest {
            let what = format!("has {count} characters, more than {longest}");
            self.warn(Code::TooWordy, &what, "say it in fewer words", faults);
        } else if sentence > LONGEST_SENTENCE {
            let what = format!("has a sentence of {sentence} words, more than {LONGEST_SENTENCE}");
            self.warn(Code::TooWordy, &what, "make two sentences of it", faults);
        } else if count < SHORTEST_TEXT {
            let what = format!("has {count} characters, fewer than {SHORTEST_TEXT}");
            self.warn(Code::TooBrief, &what, "say what exactly is meant", faults);
        }
    }

    fn report_empty(&self, faults: &mut Faults) {
        let lower = self.text.to_lowercase();
        let starts_word = |at: usize| {
            let before = lower[..at].chars().next_back();
            before.is_none_or(|before| !before.is_alphanumeric())
        };
        let found = EMPTY
            .iter()
            .find(|phrase| lower.match_indices(*phrase).any(|(at, _)| starts_word(at)));
        if let Some(phrase) = found {
            let what = format!("says {}, which tells nobody what to do", quoted(phrase));
            let help = "say what can be seen or heard when somebody does it";
            self.warn(Code::EmptyAdvice, &what, help, faults);
        }
    }
}

/// Returns the different words of a text, in lower case.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut tokens: Vec<String> = lower
        .split(|character: char| !(character.is_alphanumeric() || character == '\''))
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Returns the share of words that two sorted sets have in common: both over either (Jaccard, 0 to 1).
pub(super) fn likeness<T: Ord>(one: &[T], other: &[T]) -> f64 {
    let both = one
        .iter()
        .filter(|token| other.binary_search(token).is_ok())
        .count();
    let either = one.len() + other.len() - both;
    if either == 0 {
        0.0
    } else {
        both as f64 / either as f64
    }
}

/// Two sets that share more than half of their words share one of the rarest half of the first (prefix filtering,
/// Chaudhuri, Ganti and Kaushik 2006), so only texts with such a word in common are compared.
fn report_near(texts: &[Said<'_>], faults: &mut Faults) {
    let words: Vec<Vec<String>> = texts.iter().map(|said| tokens(said.text)).collect();
    let mut frequency: BTreeMap<&str, usize> = BTreeMap::new();
    for token in words.iter().flatten() {
        *frequency.entry(token).or_default() += 1;
    }
    let mut by_token: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, tokens) in words.iter().enumerate() {
        let mut rare: Vec<&str> = tokens.iter().map(String::as_str).collect();
        rare.sort_by_key(|token| (frequency[token], *token));
        rare.truncate(tokens.len() / 2 + 1);
        let mut candidates: Vec<usize> = rare
            .iter()
            .flat_map(|token| by_token.get(token).into_iter().flatten().copied())
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let near = candidates
            .into_iter()
            .find(|&before| likeness(&words[before], tokens) > NEAR);
        if let Some(before) = near {
            let (said, first) = (&texts[index], &texts[before]);
            let message = format!(
                "`{}` of question {} says nearly the same as `{}` of {}",
                said.key,
                quoted(said.owner),
                first.key,
                quoted(first.owner)
            );
            let near = Diagnostic::new(Code::NearDuplicate, said.span.clone(), message);
            faults.push(
                near.label("here")
                    .context(first.span.clone(), "and here")
                    .help("ask or say something else in one of the two places"),
            );
        }
        for token in rare {
            by_token.entry(token).or_default().push(index);
        }
    }
}

/// Reports roles with few questions, and the sides of traits that no question lets a role show.
pub(super) fn coverage(bank: &QuestionBank, catalogue: &Catalogue, faults: &mut Faults) {
    let mut warn = |code, message: String, help: &str| {
        faults.push(Diagnostic::new(code, 0..0, message).help(help));
    };
    let count = bank.questions.len();
    if count < FEWEST_QUESTIONS {
        let message = format!("the bank has {count} questions, fewer than {FEWEST_QUESTIONS}");
        warn(
            Code::FewQuestions,
            message,
            "a small bank repeats itself after a few sessions",
        );
    }
    for (index, role) in catalogue.roles.iter().enumerate() {
        let own: Vec<_> = bank
            .questions
            .iter()
            .filter(|question| question.is_for(index))
            .collect();
        if own.len() < FEWEST_PER_ROLE {
            let message = format!(
                "the bank has {} questions for role `{}`, fewer than {FEWEST_PER_ROLE}",
                own.len(),
                role.id
            );
            warn(
                Code::FewQuestions,
                message,
                "add questions, or name the role in more of them",
            );
        }
        let mut lacking = Vec::new();
        for (trait_index, one) in catalogue.traits.iter().enumerate() {
            for (pole, name) in [(Pole::Low, "low"), (Pole::High, "high")] {
                let shows = |question: &&&super::Question| {
                    question.trait_index == trait_index && question.pole == pole
                };
                if !own.iter().any(|question| shows(&question)) {
                    lacking.push(format!("{} ({name})", one.id));
                }
            }
        }
        if !lacking.is_empty() {
            let message = format!(
                "no question lets role `{}` show {}",
                role.id,
                lacking.join(", ")
            );
            warn(Code::Uncovered, message, "add a `[[question]]` for each");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_what_two_texts_share_of_all_their_words() {
        // {a, b, c} and {b, c, d} share two of four words.
        let likeness_of = |one: &str, other: &str| likeness(&tokens(one), &tokens(other));
        assert!((likeness_of("a b c", "B, c; d!") - 0.5).abs() < 1e-12);
        assert!((likeness_of("a b", "b a a") - 1.0).abs() < 1e-12);
        assert!(likeness_of("", "").abs() < 1e-12);
    }
}
