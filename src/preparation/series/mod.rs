//! A series of plans without end, in which every question comes round as often as its type is asked. A seed is a place in
//! it, so that the plans of neighbouring seeds complement one another.

mod scale;

use super::bank::{Level, Question, QuestionBank, QuestionKind, Topic};
use super::likeness::{Vocabulary, likeness};
use scale::{Scale, Turns};

pub(super) use scale::Want;

/// After so many plans the series begins anew, from another start.
const PERIOD: u64 = 256;
/// For each so many minutes there is one opener, and one question on a gap.
const STRETCH: u32 = 30;
/// Where at least this share of what is asked are cases, every plan has one.
const MOSTLY_CASES: f64 = 0.5;
/// There is one for each so many minutes then.
const CASE_STRETCH: u32 = 45;
/// So few minutes need not be filled with a question whose turn it is not.
const LEAST_LEFT: u32 = 8;
/// In one of so many plans another question may take the place of an opener.
const LONG_FIRST: u64 = 4;
/// Questions that share more of their words than this are on one theme.
const THEME: f64 = 0.3;

/// A question in a plan, with the minutes that it has there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Index of the question in the bank.
    pub(super) question: usize,
    /// Its minutes: a case may have fewer than it usually takes.
    pub(super) minutes: u32,
}

/// What one of the plans holds so far.
struct Drawing {
    drawn: Vec<Drawn>,
    left: u32,
}

/// The plans for a role.
pub(super) struct Series<'b> {
    bank: &'b QuestionBank,
    scale: Scale<'b>,
    /// The words of each question's text, by its index in the bank.
    words: Vec<Vec<u32>>,
    turns: Turns,
    /// How many minutes a plan has.
    minutes: u32,
    /// How many of them are kept free, but for an opener and the longest cases.
    kept: u32,
    /// How many cases a plan has on average.
    cases_a_plan: f64,
    /// Whether it is for newcomers alone, whose interviews begin with what draws them.
    is_entry: bool,
    period: u64,
    /// The number of the next plan in its period.
    next: u64,
}

impl<'b> Series<'b> {
    /// Begins at a seed, with plans of so many minutes, of which so many are `kept` free but for openers and cases that need them;
    /// `wants` is one a trait.
    pub(super) fn new(
        bank: &'b QuestionBank,
        role: usize,
        candidates: &'b [usize],
        wants: &'b [Want],
        (minutes, kept, seed): (u32, u32, u64),
    ) -> Self {
        let mut vocabulary = Vocabulary::default();
        let texts = bank.questions.iter().map(|question| question.text.as_str());
        let scale = Scale {
            bank,
            role,
            wants,
            candidates,
        };
        let mut series = Self {
            bank,
            words: texts.map(|text| vocabulary.words(text)).collect(),
            turns: scale.turns(seed / PERIOD, minutes),
            minutes,
            kept,
            cases_a_plan: cases_a_plan(scale.share_of_cases(), minutes),
            is_entry: candidates
                .iter()
                .all(|&index| bank.questions[index].level == Level::Entry),
            scale,
            period: seed / PERIOD,
            next: 0,
        };
        for _ in 0..seed % PERIOD {
            series.plan();
        }
        series
    }

    /// Draws the next plan: openers first, cases last, and between them what presses most before what came round.
    pub(super) fn plan(&mut self) -> Vec<Drawn> {
        if self.next == PERIOD {
            (self.period, self.next) = (self.period + 1, 0);
            self.turns = self.scale.turns(self.period, self.minutes);
        }
        let mut plan = Drawing {
            drawn: Vec::new(),
            left: self.minutes,
        };
        let stretches = (self.minutes / STRETCH).max(1);
        let cases = self.cases_due();
        if self.is_entry {
            self.draw_opener(&mut plan, &asks_what_draws);
        }
        // What is long is drawn while it has room: mostly cases, and in some of the plans the longest of the others.
        if self.next.is_multiple_of(LONG_FIRST) {
            self.draw_beside_a_case(&mut plan, cases);
            self.draw_cases(&mut plan, cases);
        } else {
            self.draw_cases(&mut plan, cases);
            self.draw_openers(&mut plan, stretches as usize);
        }
        self.draw_pressing(&mut plan, stretches);
        self.draw_others(&mut plan, stretches);
        self.draw_openers(&mut plan, stretches as usize);
        self.draw_others(&mut plan, u32::MAX);
        if self.turns.others.all(|index| plan.holds(index)) {
            // Time is left, and nothing but these to fill it.
            self.draw_cases(&mut plan, u32::MAX);
            self.draw_openers(&mut plan, usize::MAX);
        }
        self.next += 1;
        self.finished(plan)
    }

    /// Returns how many cases the next plan has, so that over many it comes to their share.
    fn cases_due(&self) -> u32 {
        let by = |plans: u64| (plans as f64 * self.cases_a_plan).floor();
        let due = by(self.next + 1) - by(self.next);
        (0..self.minutes)
            .find(|&count| f64::from(count) >= due)
            .unwrap_or(self.minutes)
    }

    /// Draws openers until there are so many, beside the one that a plan for newcomers begins with.
    fn draw_openers(&mut self, plan: &mut Drawing, most: usize) {
        let is_opener = |one: &&Drawn| {
            let question = &self.bank.questions[one.question];
            question.kind == QuestionKind::Opener
        };
        let drawn = plan.drawn.iter().filter(is_opener).count();
        let first = usize::from(self.is_entry);
        for _ in drawn..most.saturating_add(first) {
            if !self.draw_opener(plan, &|_| true) {
                return;
            }
        }
    }

    /// Draws an opener, and returns whether there was one.
    fn draw_opener(&mut self, plan: &mut Drawing, passes: &dyn Fn(&Question) -> bool) -> bool {
        let (bank, left) = (self.bank, plan.left);
        let may = |index: usize| {
            let question = &bank.questions[index];
            question.minutes <= left && passes(question) && !plan.holds(index)
        };
        let turn = (self.next, true);
        let next = self.turns.openers.next(turn, &may, &|_| true);
        let Some(index) = next else { return false };
        plan.take(index, bank.questions[index].minutes);
        true
    }

    fn draw_cases(&mut self, plan: &mut Drawing, most: u32) {
        for _ in 0..most {
            let (bank, left) = (self.bank, plan.left);
            let fits = |index: usize| shortest(&bank.questions[index]) <= left;
            let new = |index: usize| fits(index) && !plan.holds(index);
            let next = self.turns.cases.next((self.next, true), &new, &|_| true);
            let Some(index) = next else { return };
            plan.take(index, shortest(&bank.questions[index]));
        }
    }

    /// Draws a question beside which one of the cases that are due still fits.
    fn draw_beside_a_case(&mut self, plan: &mut Drawing, cases: u32) {
        if cases == 0 {
            return;
        }
        let beside = (0..=plan.left).filter(|minutes| {
            let left = plan.left - minutes;
            let fits = |index: usize| shortest(&self.bank.questions[index]) <= left;
            self.turns.cases.has(self.next, &fits)
        });
        let beside: Vec<u32> = beside.collect();
        self.draw_one(plan, true, &|question| beside.contains(&question.minutes));
    }

    /// Draws what is about the move that is made, and what lets somebody show the sides that are furthest from theirs.
    fn draw_pressing(&mut self, plan: &mut Drawing, stretches: u32) {
        for _ in 0..stretches {
            self.draw_one(plan, true, &|question| {
                question.kind == QuestionKind::RoleMove
            });
        }
        // A bank without types has nothing to choose by but traits: all wide gaps are pressed, the widest first.
        let (is_untyped, wants) = (self.bank.types.is_empty(), self.scale.wants);
        let most = if is_untyped {
            wants.len()
        } else {
            stretches as usize
        };
        let mut pressed: Vec<usize> = Vec::new();
        loop {
            let is_new = |index: usize| !pressed.contains(&index);
            let named =
                self.widest(&|index| is_new(index) && (is_untyped || wants[index].is_named));
            let next = named.or_else(|| {
                let by_turns = pressed.len() < most && !is_untyped;
                let gaps = &mut self.turns.gaps;
                if by_turns {
                    gaps.next((self.next, true), &is_new, &|_| true)
                } else {
                    None
                }
            });
            let Some(gap) = next else { return };
            let side = wants[gap].side;
            let on_side = |question: &Question| {
                let tested = question.tested;
                tested.is_some_and(|one| one.trait_index == gap && Some(one.pole) == side)
            };
            if !self.draw_one(plan, true, &on_side) {
                self.draw_one(plan, true, &|question| question.tests(gap));
            }
            pressed.push(gap);
        }
    }

    /// Returns the trait most wanted on a side; of equals the first.
    fn widest(&self, may: &dyn Fn(usize) -> bool) -> Option<usize> {
        let wants = self.scale.wants;
        let wanted = (0..wants.len()).filter(|&index| wants[index].side.is_some() && may(index));
        wanted.max_by(|&one, &other| {
            let weights = wants[one].weight.total_cmp(&wants[other].weight);
            weights.then(other.cmp(&one))
        })
    }

    fn draw_others(&mut self, plan: &mut Drawing, most: u32) {
        for _ in 0..most {
            // What is left in the end need not be filled by force.
            let must = plan.left > LEAST_LEFT || plan.drawn.is_empty();
            if !self.draw_one(plan, must, &|_| true) {
                return;
            }
        }
    }

    /// Draws a question that is neither opener nor case, and returns whether there was one.
    fn draw_one(
        &mut self,
        plan: &mut Drawing,
        must: bool,
        passes: &dyn Fn(&Question) -> bool,
    ) -> bool {
        let (bank, words) = (self.bank, &self.words);
        let left = plan.left.saturating_sub(self.kept);
        let may = |index: usize| {
            let question = &bank.questions[index];
            question.minutes <= left && passes(question) && !plan.holds(index)
        };
        let is_apart = |index: usize| {
            let drawn = || plan.drawn.iter().map(|one| one.question);
            let same_side = |other: usize| {
                let (own, other) = (&bank.questions[index], &bank.questions[other]);
                own.tested.is_some()
                    && own.tested == other.tested
                    && own.topics.iter().any(|topic| other.topics.contains(topic))
            };
            !drawn().any(|other| likeness(&words[index], &words[other]) > THEME || same_side(other))
        };
        let next = self.turns.others.next((self.next, must), &may, &is_apart);
        let Some(index) = next else { return false };
        plan.take(index, bank.questions[index].minutes);
        true
    }

    /// Gives cases the time that is left, and puts what is drawn in order.
    fn finished(&self, mut plan: Drawing) -> Vec<Drawn> {
        for one in &mut plan.drawn {
            let usual = self.bank.questions[one.question].minutes;
            let free = plan.left.saturating_sub(self.kept);
            let more = free.min(usual - one.minutes);
            one.minutes += more;
            plan.left -= more;
        }
        let mut drawn = plan.drawn;
        drawn.sort_by_key(|one| place(&self.bank.questions[one.question]));
        drawn
    }
}

impl Drawing {
    fn holds(&self, question: usize) -> bool {
        self.drawn.iter().any(|one| one.question == question)
    }

    fn take(&mut self, question: usize, minutes: u32) {
        self.left -= minutes;
        self.drawn.push(Drawn { question, minutes });
    }
}

/// Returns where in an interview a question stands: it opens with why one is there and who one is, a case takes the rest
/// of the hour, and money comes last.
pub(super) fn place(question: &Question) -> u8 {
    match question.kind {
        QuestionKind::Opener if question.topics.contains(&Topic::Money) => 5,
        QuestionKind::Opener if asks_what_draws(question) => 0,
        QuestionKind::Opener => 1,
        QuestionKind::Motivation => 2,
        QuestionKind::Case => 4,
        _ => 3,
    }
}

/// Whether a question asks what draws somebody to a job, and not for what it pays or why they leave another.
fn asks_what_draws(question: &Question) -> bool {
    let [Topic::Motivation, others @ ..] = &question.topics[..] else {
        return false;
    };
    others.iter().all(|other| *other == Topic::Growth)
}

/// Returns how many cases a plan of so many minutes has on average where they are this share of what is asked.
fn cases_a_plan(share: f64, minutes: u32) -> f64 {
    let minutes = f64::from(minutes);
    if share >= MOSTLY_CASES {
        (minutes / f64::from(CASE_STRETCH)).max(1.0)
    } else {
        share * minutes / f64::from(STRETCH)
    }
}

/// Returns the fewest minutes of a question in an interview: a case can be done in seven tenths of its usual time.
fn shortest(question: &Question) -> u32 {
    match question.kind {
        QuestionKind::Case => alone(question),
        _ => question.minutes,
    }
}

/// Returns how long a question takes to practise, where nobody else speaks and waits: seven tenths of its time, but for an
/// opener, which is all one's own.
pub(super) fn alone(question: &Question) -> u32 {
    match question.kind {
        QuestionKind::Opener => question.minutes,
        _ => (question.minutes * 7).div_ceil(10),
    }
}
