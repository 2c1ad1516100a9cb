//! When to stop, and if not, what to ask: one decision, made from the answers so far.

use super::{Candidate, Evidence, ItemBank, Outlook, Selection};

/// How long a questionnaire may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Length {
    /// Until one role holds 0.90 and every trait has one answer; 16 items at most.
    Quick,
    /// Until one role holds 0.95 and every trait has two answers; 36 items at most.
    #[default]
    Standard,
    /// Every item.
    Full,
}

impl Length {
    /// Every length, shortest first.
    pub const ALL: [Self; 3] = [Self::Quick, Self::Standard, Self::Full];

    /// Returns the name used in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Standard => "standard",
            Self::Full => "full",
        }
    }

    /// Returns the length with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|length| length.name() == name)
    }
}

/// The bounds of an adaptive questionnaire.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The probability that the leading role must reach, above 0 and at most 1.
    pub certainty: f64,
    /// The answers that every trait must have.
    pub per_trait: usize,
    /// The most items asked, skipped ones included.
    pub most_items: usize,
    /// Below this, in nats, the best remaining item is taken to tell nothing about the role.
    pub least_information: f64,
}

/// What decides the end: bounds, or nothing but the end of the bank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StoppingRule {
    /// Stop by bounds.
    Adaptive(Bounds),
    /// Ask every item.
    Exhaustive,
}

impl StoppingRule {
    /// Returns the rule of a length.
    #[must_use]
    pub fn of(length: Length) -> Self {
        let bounds = |certainty, per_trait, most_items| {
            Self::Adaptive(Bounds {
                certainty,
                per_trait,
                most_items,
                least_information: 0.01,
            })
        };
        match length {
            Length::Quick => bounds(0.90, 1, 16),
            Length::Standard => bounds(0.95, 2, 36),
            Length::Full => Self::Exhaustive,
        }
    }
}

/// Why a questionnaire ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// The leading role reached the certainty asked for, and no trait lacks an answer that an item is left to give.
    Settled,
    /// The certainty was not reached, and no remaining item would tell enough about the role.
    Uninformative,
    /// The most items allowed were asked.
    MostItems,
    /// Every item was asked.
    Complete,
}

impl StopReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [
        Self::Settled,
        Self::Uninformative,
        Self::MostItems,
        Self::Complete,
    ];

    /// Returns the reason with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// Returns the name used in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Uninformative => "uninformative",
            Self::MostItems => "most-items",
            Self::Complete => "complete",
        }
    }
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// Ask this item.
    Ask(Candidate),
    /// Ask no more.
    Stop(StopReason),
}

impl StoppingRule {
    /// Decides what comes after the answers in `evidence`, whose outlook is `outlook`.
    ///
    /// `open[item]` marks what may still be asked, `asked` counts what was asked, skipped items included. While the role
    /// is open, the item that `selection` picks is asked; once it is settled, or no item would tell more, or only so many
    /// more may be asked as the traits still lack, only those traits are served. The rule is the same whatever the
    /// selection.
    #[must_use]
    pub fn decide(
        &self,
        selection: Selection,
        bank: &ItemBank,
        evidence: &Evidence,
        outlook: &Outlook,
        open: &[bool],
        asked: usize,
    ) -> Decision {
        let candidates = || (0..bank.item_count()).filter(|&item| open[item]);
        let Self::Adaptive(bounds) = self else {
            return match selection.pick(bank, evidence, outlook, candidates()) {
                Some(candidate) => Decision::Ask(candidate),
                None => Decision::Stop(StopReason::Complete),
            };
        };
        let settled = evidence.roles()[evidence.leader()] >= bounds.certainty;
        let lacks_answers =
            |item: &usize| evidence.traits()[bank.trait_of(*item)].answered() < bounds.per_trait;
        let missing = missing(bounds, bank, evidence, open);
        // What was asked last may have settled it: then that is why it ends, whatever else ends it too.
        if settled && missing == 0 {
            return Decision::Stop(StopReason::Settled);
        }
        if candidates().next().is_none() {
            return Decision::Stop(StopReason::Complete);
        }
        let telling = || {
            let best = outlook.best(bank, evidence, candidates());
            best.filter(|best| best.information >= bounds.least_information)
        };
        if asked >= bounds.most_items {
            // With nothing lacking and nothing left to learn, it would have ended here without a bound too.
            return Decision::Stop(if missing == 0 && telling().is_none() {
                StopReason::Uninformative
            } else {
                StopReason::MostItems
            });
        }
        let room = bounds.most_items - asked;
        if !settled
            && missing < room
            && let Some(best) = telling()
        {
            let picked = match selection {
                Selection::Information => Some(best),
                _ => selection.pick(bank, evidence, outlook, candidates()),
            };
            return Decision::Ask(picked.unwrap_or(best));
        }
        let lacking = candidates().filter(lacks_answers);
        match selection.pick(bank, evidence, outlook, lacking) {
            Some(candidate) => Decision::Ask(candidate),
            None => Decision::Stop(StopReason::Uninformative),
        }
    }
}

/// Returns how many answers the traits still lack, as far as there are items to give them.
fn missing(bounds: &Bounds, bank: &ItemBank, evidence: &Evidence, open: &[bool]) -> usize {
    let mut left = vec![0; bank.traits().len()];
    for item in (0..bank.item_count()).filter(|&item| open[item]) {
        left[bank.trait_of(item)] += 1;
    }
    let lacked = evidence
        .traits()
        .iter()
        .map(|one| bounds.per_trait.saturating_sub(one.answered()));
    lacked
        .zip(left)
        .map(|(lacked, left)| lacked.min(left))
        .sum()
}
