//! What a question bank's wording and coverage lack, as warnings.

use super::bank::{Question, QuestionBank, QuestionKind, Tested};
use super::likeness::{Vocabulary, likeness};
use crate::catalogue::toolkit::{Faults, Said, quoted};
use crate::catalogue::{Catalogue, Code, Diagnostic, Pole};

/// The fewest questions of a bank that does not repeat itself soon.
pub const FEWEST_QUESTIONS: usize = 100;
/// The fewest questions for one role.
pub const FEWEST_PER_ROLE: usize = 30;
/// The longest question, in characters: what can be said in one breath or two.
const LONGEST_QUESTION: usize = 240;
/// The longest of the other texts, in characters.
const LONGEST_TEXT: usize = 260;
/// The longest of the texts that teach, in characters.
const LONGEST_LESSON: usize = 700;
/// What ends a sentence.
const ENDS: [char; 4] = ['.', '?', '!', ':'];
/// The texts that should differ from question to question. Headings of stories and questions asked next may be asked
/// anywhere.
const COMPARED: [&str; 7] = [
    "text",
    "looks-for",
    "strong",
    "red-flags",
    "anchors",
    "contrast",
    "ask-back",
];
/// The texts that may be a word or two: "Why us?" is asked so.
const BRIEF: [&str; 5] = ["text", "stage", "heard", "checklist", "source-note"];
/// The texts that say what a bad answer sounds like, and those that explain; neither is advice.
const QUOTING: [&str; 5] = ["red-flags", "wrong-turns", "leave-out", "know", "worked"];
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
pub(super) fn wording(said: &[Said<'_>], faults: &mut Faults) {
    let mut warnings = Warnings {
        faults,
        listed: 0,
        more: 0,
    };
    for text in said {
        text.report_length(&mut warnings);
        text.report_empty(&mut warnings);
    }
    let compared = said.iter().filter(|text| COMPARED.contains(&text.key));
    let compared: Vec<&Said<'_>> = compared.collect();
    report_near(&compared, MOST_LOOKED_AT, &mut warnings);
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
        let more = self.more;
        if more > 0 {
            let what = format!(
                "there are {more} more warnings about wording than the {MOST_WARNINGS} listed"
            );
            let rest = Diagnostic::new(Code::TooWordy, 0..0, what);
            self.faults.push(rest.help("mend these first"));
        }
    }
}

impl Said<'_> {
    fn warn(&self, code: Code, what: &str, help: &str, warnings: &mut Warnings<'_>) {
        let message = format!("`{}` of question {} {what}", self.key, quoted(self.owner));
        warnings.push(Diagnostic::new(code, self.span.clone(), message).help(help));
    }

    fn report_length(&self, warnings: &mut Warnings<'_>) {
        let count = self.text.chars().count();
        let (longest, longest_sentence) = match self.key {
            "text" => (LONGEST_QUESTION, LONGEST_SENTENCE),
            // These teach, and are read in one's own time.
            "know" | "skeleton" => (LONGEST_LESSON, usize::MAX),
            "worked" => (usize::MAX, usize::MAX),
            _ => (LONGEST_TEXT, LONGEST_SENTENCE),
        };
        let is_brief = BRIEF.contains(&self.key);
        let shortest = if is_brief { 1 } else { SHORTEST_TEXT };
        let sentences = self.text.split_inclusive(ENDS);
        let sentence = sentences.map(|sentence| sentence.split_whitespace().count());
        let sentence = sentence.max().unwrap_or(0);
        if count > longest {
            let what = format!("has {count} characters, more than {longest}");
            self.warn(Code::TooWordy, &what, "say it in fewer words", warnings);
        } else if sentence > longest_sentence {
            let what = format!("has a sentence of {sentence} words, more than {longest_sentence}");
            self.warn(Code::TooWordy, &what, "make two sentences of it", warnings);
        } else if count < shortest {
            let what = format!("has {count} characters, fewer than {shortest}");
            self.warn(Code::TooBrief, &what, "say what exactly is meant", warnings);
        }
    }

    fn report_empty(&self, warnings: &mut Warnings<'_>) {
        // What not to say may be quoted.
        if QUOTING.contains(&self.key) {
            return;
        }
        let lower = self.text.to_lowercase();
        let starts_word = |at: usize| {
            let before = lower[..at].chars().next_back();
            before.is_none_or(|before| !before.is_alphanumeric())
        };
        let is_said = |phrase: &&&str| lower.match_indices(**phrase).any(|(at, _)| starts_word(at));
        if let Some(phrase) = EMPTY.iter().find(is_said) {
            let what = format!("says {}, which tells nobody what to do", quoted(phrase));
            let help = "say what can be seen or heard when somebody does it";
            self.warn(Code::EmptyAdvice, &what, help, warnings);
        }
    }
}

/// Two sets that share more than half of their words share one of the rarest half of the first (prefix filtering,
/// Chaudhuri, Ganti and Kaushik 2006), so only texts with such a word in common are compared.
fn report_near(texts: &[&Said<'_>], most_looked_at: usize, warnings: &mut Warnings<'_>) {
    let mut vocabulary = Vocabulary::default();
    let words = texts.iter().map(|said| vocabulary.words(said.text));
    let words: Vec<Vec<u32>> = words.collect();
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
        let candidates = rare.iter().flat_map(|&word| &by_word[word as usize]);
        let mut candidates: Vec<usize> = candidates.copied().collect();
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
            let name = |said: &Said<'_>| (said.key, quoted(said.owner));
            let ((key, owner), (other_key, other)) = (name(said), name(first));
            let what = format!(
                "`{key}` of question {owner} says nearly the same as `{other_key}` of {other}"
            );
            let near = Diagnostic::new(Code::NearDuplicate, said.span.clone(), what);
            let near = near.label("here").context(first.span.clone(), "and here");
            warnings.push(near.help("ask or say something else in one of the two places"));
        }
        let (seen, all) = (index + 1, texts.len());
        if looked_at > most_looked_at && seen < all {
            let what = format!(
                "likeness is looked at in the first {seen} of {all} texts only: too many share their words"
            );
            let rest = Diagnostic::new(Code::NearDuplicate, said.span.clone(), what);
            warnings.push(rest.help("mend what is found, or check a smaller bank"));
            return;
        }
        for word in rare {
            by_word[word as usize].push(index);
        }
    }
}

/// Reports what a bank has too little of, as a whole and for single roles.
pub(super) fn coverage(
    bank: &QuestionBank,
    catalogue: &Catalogue,
    said: &[Said<'_>],
    faults: &mut Faults,
) {
    let mut warn = |code, message: String, help: &str| {
        faults.push(Diagnostic::new(code, 0..0, message).help(help));
    };
    let count = bank.questions.len();
    if count < FEWEST_QUESTIONS {
        let message = format!("the bank has {count} questions, fewer than {FEWEST_QUESTIONS}");
        let help = "a small bank repeats itself after a few sessions";
        warn(Code::FewQuestions, message, help);
    }
    for (index, role) in catalogue.roles.iter().enumerate() {
        let id = &role.id;
        let own = bank.questions.iter();
        let own: Vec<&Question> = own.filter(|question| question.is_for(index)).collect();
        let count = own.len();
        if count < FEWEST_PER_ROLE {
            let message = format!(
                "the bank has {count} questions for role `{id}`, fewer than {FEWEST_PER_ROLE}"
            );
            let help = "add questions, or name the role in more of them";
            warn(Code::FewQuestions, message, help);
        }
        let (lacking, message) = if bank.types.is_empty() {
            let sides = sides_not_shown(catalogue, &own);
            (sides, format!("no question lets role `{id}` show"))
        } else {
            let types = types_not_asked(bank, index, &own);
            (types, format!("role `{id}` has no question of type"))
        };
        if !lacking.is_empty() {
            let message = format!("{message} {}", lacking.join(", "));
            warn(Code::Uncovered, message, "add a `[[question]]` for each");
        }
    }
    if !bank.types.is_empty() {
        of_types(bank, said, faults);
    }
}

/// Reports what is asked of the questions of a bank that has types, and was not of older ones.
fn of_types(bank: &QuestionBank, said: &[Said<'_>], faults: &mut Faults) {
    let texts = said.iter().filter(|text| text.key == "text");
    for (question, text) in bank.questions.iter().zip(texts) {
        let id = &question.id;
        let mut warn = |code, message: String, help: &str| {
            faults.push(Diagnostic::new(code, text.span.clone(), message).help(help));
        };
        if question.type_index.is_none() {
            let message = format!("question `{id}` names no type, and is taken for a rare one");
            warn(Code::Untyped, message, "add `type = \"…\"`");
        }
        if question.kind == QuestionKind::Knowledge && question.know.is_empty() {
            let message = format!("question `{id}` is about knowledge and does not say which");
            let help = "add `know = [\"…\"]` with the facts, terms or methods of a good answer";
            warn(Code::NoKnowledge, message, help);
        }
    }
}

/// Returns the sides of traits that no question lets a role show.
fn sides_not_shown(catalogue: &Catalogue, questions: &[&Question]) -> Vec<String> {
    let mut lacking = Vec::new();
    let traits = catalogue.traits.iter().enumerate();
    // Whether activities draw somebody is told by answers, not by a story.
    for (trait_index, one) in traits.filter(|(index, _)| !catalogue.is_activity_trait(*index)) {
        for &(name, pole) in Pole::NAMED {
            let tested = Some(Tested { trait_index, pole });
            if !questions.iter().any(|question| question.tested == tested) {
                lacking.push(format!("{} ({name})", one.id));
            }
        }
    }
    lacking
}

/// Returns the types that are asked for a role and of which it has no question.
fn types_not_asked(bank: &QuestionBank, role: usize, questions: &[&Question]) -> Vec<String> {
    let mut lacking = Vec::new();
    for (index, one) in bank.types.iter().enumerate() {
        let is_asked = one.share(role).is_some_and(|share| share > 0.0);
        let of_it = |question: &&Question| question.type_index == Some(index);
        if is_asked && !questions.iter().any(of_it) {
            lacking.push(one.id.to_string());
        }
    }
    lacking
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
                span: span.clone(),
            })
            .collect();
        let said: Vec<&Said<'_>> = said.iter().collect();
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
