//! What a question bank's wording and coverage lack, as warnings. It judges words by their number and likeness alone.

use std::ops::Range;

use super::bank::QuestionBank;
use super::document::RawQuestion;
use super::likeness::{Vocabulary, likeness};
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
/// How many words are looked at in search of texts that are alike; some seconds' work.
const MOST_LOOKED_AT: usize = 100_000_000;
/// The most warnings about wording that are listed.
const MOST_WARNINGS: usize = 1000;
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
    let mut warnings = Warnings {
        faults,
        listed: 0,
        more: 0,
    };
    let mut texts = Vec::new();
    for question in questions {
        for (key, text) in question.texts() {
            let said = Said {
                owner: question.owner.id.unwrap_or_default(),
                key,
                text: text.value,
                span: &text.span,
            };
            said.report_length(&mut warnings);
            said.report_empty(&mut warnings);
            texts.push(said);
        }
    }
    report_near(&texts, MOST_LOOKED_AT, &mut warnings);
    warnings.finish();
}

/// Warnings in bounded number: a bank that can be used must not look like one that cannot.
struct Warnings<'f> {
    faults: &'f mut Faults,
    listed: usize,
    more: usize,
}

impl Warnings<'_> {
    fn push(&mut self, warning: Diagnostic) {
        if self.listed < MOST_WARNINGS {
            self.listed += 1;
            self.faults.push(warning);
        } else {
            self.more += 1;
        }
    }

    fn finish(self) {
        if self.more > 0 {
            let message = format!(
                "there are {} more warnings about wording than the {MOST_WARNINGS} listed",
                self.more
            );
            self.faults
                .push(Diagnostic::new(Code::TooWordy, 0..0, message).help("mend these first"));
        }
    }
}

/// One text and where it stands.
struct Said<'a> {
    owner: &'a str,
    key: &'static str,
    text: &'a str,
    span: &'a Range<usize>,
}

impl Said<'_> {
    fn warn(&self, code: Code, what: &str, help: &str, warnings: &mut Warnings<'_>) {
        let message = format!("`{}` of question {} {what}", self.key, quoted(self.owner));
        warnings.push(Diagnostic::new(code, self.span.clone(), message).help(help));
    }

    fn report_length(&self, warnings: &mut Warnings<'_>) {
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
            self.warn(Code::TooWordy, &what, "say it in fewer words", warnings);
        } else if sentence > LONGEST_SENTENCE {
            let what = format!("has a sentence of {sentence} words, more than {LONGEST_SENTENCE}");
            self.warn(Code::TooWordy, &what, "make two sentences of it", warnings);
        } else if count < SHORTEST_TEXT {
            let what = format!("has {count} characters, fewer than {SHORTEST_TEXT}");
            self.warn(Code::TooBrief, &what, "say what exactly is meant", warnings);
        }
    }

    fn report_empty(&self, warnings: &mut Warnings<'_>) {
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
            self.warn(Code::EmptyAdvice, &what, help, warnings);
        }
    }
}

/// Two sets that share more than half of their words share one of the rarest half of the first (prefix filtering,
/// Chaudhuri, Ganti and Kaushik 2006), so only texts with such a word in common are compared.
fn report_near(texts: &[Said<'_>], most_looked_at: usize, warnings: &mut Warnings<'_>) {
    let mut vocabulary = Vocabulary::default();
    let words: Vec<Vec<u32>> = texts
        .iter()
        .map(|said| vocabulary.words(said.text))
        .collect();
    let mut frequency = vec![0_usize; vocabulary.len()];
    for &word in words.iter().flatten() {
        frequency[word as usize] += 1;
    }
    let mut by_word: Vec<Vec<usize>> = vec![Vec::new(); vocabulary.len()];
    let mut looked_at = 0;
    for (index, own) in words.iter().enumerate() {
        let mut rare = own.clone();
        rare.sort_by_key(|&word| (frequency[word as usize], word));
        rare.truncate(own.len() / 2 + 1);
        let mut candidates: Vec<usize> = rare
            .iter()
            .flat_map(|&word| &by_word[word as usize])
            .copied()
            .collect();
        looked_at += candidates.len();
        candidates.sort_unstable();
        candidates.dedup();
        let near = candidates.into_iter().find(|&before| {
            looked_at += words[before].len() + own.len();
            likeness(&words[before], own) > NEAR
        });
        let said = &texts[index];
        if let Some(before) = near {
            let first = &texts[before];
            let message = format!(
                "`{}` of question {} says nearly the same as `{}` of {}",
                said.key,
                quoted(said.owner),
                first.key,
                quoted(first.owner)
            );
            let near = Diagnostic::new(Code::NearDuplicate, said.span.clone(), message);
            warnings.push(
                near.label("here")
                    .context(first.span.clone(), "and here")
                    .help("ask or say something else in one of the two places"),
            );
        }
        if looked_at > most_looked_at && index + 1 < texts.len() {
            let message = format!(
                "likeness is looked at in the first {} of {} texts only: too many share their words",
                index + 1,
                texts.len()
            );
            let rest = Diagnostic::new(Code::NearDuplicate, said.span.clone(), message);
            warnings.push(rest.help("mend what is found, or check a smaller bank"));
            return;
        }
        for word in rare {
            by_word[word as usize].push(index);
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
    fn likeness_that_is_not_looked_at_to_the_end_is_told() {
        let texts = ["one two three", "one two four", "one two three"];
        let spans = [0..1, 1..2, 2..3];
        let said: Vec<Said<'_>> = texts
            .iter()
            .zip(&spans)
            .map(|(text, span)| Said {
                owner: "q",
                key: "text",
                text,
                span,
            })
            .collect();
        let found = |most| {
            let mut faults = Faults::default();
            let mut warnings = Warnings {
                faults: &mut faults,
                listed: 0,
                more: 0,
            };
            report_near(&said, most, &mut warnings);
            let found = faults.finish("abc").into_iter();
            found.map(|one| one.message).collect::<Vec<_>>()
        };
        // The second shares two of four words with the first; the third is the first.
        assert_eq!(
            found(1000),
            ["`text` of question `q` says nearly the same as `text` of `q`"]
        );
        assert_eq!(
            found(1),
            ["likeness is looked at in the first 2 of 3 texts only: too many share their words"]
        );
    }
}
