//! Simulated respondents sit the questionnaires of a plan, twice each, and also answer the whole bank.

use std::ops::Range;

use super::person::{Answering, Person, Population, Sheet};
use super::random::Streams;
use super::tally::{RunTally, Tally};
use crate::assessment::{Verdict, ranked_roles};
use crate::catalogue::Catalogue;
use crate::model::{Evidence, Length, Selection, StopReason, highest};
use crate::names::names;
use crate::session::{Outcome, Session, Settings, administer};

names! {
    /// How items are chosen, by name.
    Policy {
        /// [`Selection::Information`], what people get.
        Information = "information",
        /// [`Selection::Fisher`].
        Fisher = "fisher",
        /// [`Selection::Shuffled`], in another order for each sitting.
        Random = "random",
    }
}

impl Policy {
    fn selection(self, shuffle: u64) -> Selection {
        match self {
            Self::Information => Selection::Information,
            Self::Fisher => Selection::Fisher,
            Self::Random => Selection::Shuffled(shuffle),
        }
    }
}

/// What to simulate: every length with every selection and every way of answering, on the same respondents.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub(super) respondents: u64,
    pub(super) population: Population,
    pub(super) lengths: Vec<Length>,
    pub(super) policies: Vec<Policy>,
    pub(super) answerings: Vec<Answering>,
    pub(super) seed: u64,
}

/// Everything that one thread needs, kept from respondent to respondent.
pub(super) struct Sittings<'a> {
    catalogue: &'a Catalogue,
    plan: &'a Plan,
    streams: Streams,
    empty: Tally,
    session: Session<'a>,
    person: Person,
    /// The answers at the first and the second sitting.
    sheets: [Sheet; 2],
    full: Evidence,
}

/// Returns a tally of nobody.
pub(super) fn empty_tally(catalogue: &Catalogue, plan: &Plan) -> Tally {
    let roles = catalogue.roles.len();
    let rows = match plan.population() {
        Population::Roles => roles,
        Population::Between(..) | Population::Reference => 1,
    };
    let run = RunTally::new(rows, roles, catalogue.traits.len(), catalogue.items.len());
    Tally::new(plan.answerings().len(), plan.runs().count(), &run)
}

impl<'a> Sittings<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, plan: &'a Plan) -> Self {
        Self {
            catalogue,
            plan,
            streams: Streams::new(plan.seed()),
            empty: empty_tally(catalogue, plan),
            session: Session::new(catalogue, Settings::of(Length::Standard)).remembering(),
            person: Person::new(catalogue),
            sheets: [Sheet::default(), Sheet::default()],
            full: Evidence::default(),
        }
    }

    /// Tallies the respondents with these numbers.
    pub(super) fn tally(&mut self, numbers: Range<u64>) -> Tally {
        let mut tally = self.empty.clone();
        for number in numbers {
            self.respondent(number, &mut tally);
        }
        tally
    }

    fn respondent(&mut self, number: u64, tally: &mut Tally) {
        let (catalogue, plan) = (self.catalogue, self.plan);
        let (person, streams) = (&mut self.person, &self.streams);
        person.draw(catalogue, plan.population(), streams, number);
        tally.respondents += 1;
        let known = closest_role(catalogue, &self.person.theta);
        tally.ceiling += u64::from(self.is_right(known));
        let mut filled = None;
        for (run, (answering, length, policy)) in tally.runs.iter_mut().zip(plan.runs()) {
            if filled != Some(answering) {
                filled = Some(answering);
                let way = plan.answerings()[answering];
                for (sitting, sheet) in self.sheets.iter_mut().enumerate() {
                    self.person.fill(catalogue, way, sitting, sheet);
                }
                let answers = self.sheets[0].all(catalogue);
                catalogue.bank.replace(&mut self.full, answers);
                tally.full[answering] += u64::from(self.is_right(self.full.leader()));
            }
            self.run(length, policy, run);
        }
    }

    fn run(&mut self, length: Length, policy: Policy, run: &mut RunTally) {
        let reason = self.sit(length, policy, 0);
        let evidence = self.session.evidence();
        let leader = evidence.leader();
        let roles = ranked_roles(self.catalogue, evidence);
        run.judge(evidence, self.person.role, self.is_right(leader));
        run.agreed += u64::from(leader == self.full.leader());
        run.verdicts[Verdict::of(&roles).kind as usize] += 1;
        run.reasons[reason as usize] += 1;
        run.lengths[self.session.entries().len()] += 1;
        for entry in self.session.entries() {
            run.used[entry.item] += 1;
        }
        let places = self.person.theta.iter().zip(evidence.traits());
        for (recovery, (&theta, posterior)) in run.traits.iter_mut().zip(places) {
            recovery.score(theta, posterior);
        }
        self.sit(length, policy, 1);
        run.consistent += u64::from(self.session.evidence().leader() == leader);
    }

    fn sit(&mut self, length: Length, policy: Policy, sitting: usize) -> StopReason {
        self.session.restart(Settings {
            selection: policy.selection(self.person.shuffles[sitting]),
            ..Settings::of(length)
        });
        match administer(&mut self.session, &mut &self.sheets[sitting]) {
            Ok(Outcome::Finished(reason)) => reason,
            Ok(Outcome::Paused) => unreachable!("a sheet has an answer to everything"),
            Err(never) => match never {},
        }
    }

    /// Whether a leading role is the person's: the role drawn from, or either of the two that the person is between.
    fn is_right(&self, leader: usize) -> bool {
        match self.plan.population() {
            Population::Roles => self.person.role == Some(leader),
            Population::Between(a, b) => leader == a || leader == b,
            Population::Reference => false,
        }
    }
}

/// Returns the role whose people are most often where this theta is: no questionnaire can do better.
fn closest_role(catalogue: &Catalogue, theta: &[f64]) -> usize {
    let densities = catalogue.roles.iter().map(|role| {
        let traits = role.profile.iter().zip(theta);
        traits.map(|(prior, &theta)| prior.log_density(theta)).sum()
    });
    highest(&densities.collect::<Vec<f64>>())
}
