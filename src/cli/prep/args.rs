//! The command line of `rolefit prep`, as close to what was typed as possible.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, Args, Subcommand};
use rolefit::preparation::calendar::NamedDay;
use rolefit::preparation::practice::Amount;
use rolefit::preparation::{
    LEAST_MINUTES, Level, MOST_MINUTES, Purpose, QuestionKind, Topic, USUAL_MINUTES,
};

use super::moment::{At, day};
use crate::cli::options::those_given;

/// What to prepare, or what to do with it.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct PrepArguments {
    #[command(subcommand)]
    pub(super) command: Option<PrepCommand>,
    #[command(flatten)]
    pub(super) plan: PlanArguments,
}

#[derive(Debug, Subcommand)]
pub(super) enum PrepCommand {
    /// Practise questions one at a time, and rate your answers
    Practice(PracticeArguments),
    /// Show how practice goes: ratings over time, by trait, and what returns when
    Progress(ProgressArguments),
    /// Check your own stories and tell which question has none
    Stories(StoriesArguments),
    /// Check a question bank: faults, wording, coverage
    Check(CheckArguments),
}

/// What names all levels.
pub(super) const ALL: &str = "all";

/// A check.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// The TOML file, or - for standard input; the built-in bank if left out
    pub(super) file: Option<PathBuf>,
    /// Check the questions of your own in this file instead, as they go beside the bank
    #[arg(long, value_name = "FILE")]
    pub(super) own: Option<PathBuf>,
    /// Let warnings fail the check too
    #[arg(long)]
    pub(super) strict: bool,
}

/// The options of [`Aim`] that choose questions; what names its questions itself goes with none of them.
const CHOOSING: [&str; 11] = [
    "only_own",
    "role",
    "result",
    "no_result",
    "move_from",
    "level",
    "kind",
    "topic",
    "traits",
    "question",
    "seed",
];

/// For which role, from which result and which questions.
#[derive(Debug, Clone, Args)]
pub(super) struct Aim {
    /// Prepare for this role; the leading role of the result if left out
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Option<String>,
    /// Press where this result is furthest from the role: a saved result or an answers file, -, the beginning of a kept
    /// result's id, or `latest`
    #[arg(long, value_name = "FILE|ID", conflicts_with = "no_result")]
    pub(super) result: Option<PathBuf>,
    /// Leave your latest saved result out
    #[arg(long)]
    pub(super) no_result: bool,
    /// Prepare for the move from this role of the catalogue; your title in the result if left out
    #[arg(long, value_name = "ROLE")]
    pub(super) move_from: Option<String>,
    /// Only questions of these levels: entry, mid, senior; or all, as if left out, unless your result says that you have
    /// none of the titles: then entry
    #[arg(long, value_name = "LEVEL,…", value_delimiter = ',', hide_possible_values = true, value_parser = level())]
    pub(super) level: Vec<Option<Level>>,
    /// Only questions of these kinds: opener, behavioural, situational, knowledge, case, motivation, role-move,
    /// for-the-employer
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', hide_possible_values = true, value_parser = named(QuestionKind::NAMED))]
    pub(super) kind: Vec<QuestionKind>,
    /// Only questions about these: conflict, priorities, dates, money, discovery, suppliers, release, change, team,
    /// quality, meetings, growth, metrics, strategy, risk, technology, planning, leadership, failure, motivation; and site, for building
    /// sites, which comes only so
    #[arg(long, value_name = "TOPIC,…", value_delimiter = ',', hide_possible_values = true, value_parser = named(Topic::NAMED))]
    pub(super) topic: Vec<Topic>,
    /// Only questions on these traits
    #[arg(long = "trait", value_name = "TRAIT,…", value_delimiter = ',')]
    pub(super) traits: Vec<String>,
    /// Only these questions, by id
    #[arg(long = "question", value_name = "ID,…", value_delimiter = ',')]
    pub(super) question: Vec<String>,
    /// The number of the plan; if left out, today's. The same number gives a coach and a candidate the same questions
    /// where both use the same result or --no-result, and numbers in a row repeat nothing soon
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    #[command(flatten)]
    pub(super) bank: BankArguments,
    /// Only your own questions, those in the file that --own names
    #[arg(long, requires = "own")]
    pub(super) only_own: bool,
}

impl Aim {
    /// Returns the files that are read.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let of_bank = self.bank.questions.iter().chain(&self.bank.own);
        self.result.iter().chain(of_bank)
    }
}

/// Which questions there are.
#[derive(Debug, Clone, Args)]
pub(super) struct BankArguments {
    /// Use this question bank in place of the one that is built in
    #[arg(long, value_name = "FILE")]
    pub(super) questions: Option<PathBuf>,
    /// Put the questions in this file beside those of the bank; a text and a role make a question
    #[arg(long, value_name = "FILE")]
    pub(super) own: Option<PathBuf>,
}

/// The plan.
#[derive(Debug, Args)]
pub(super) struct PlanArguments {
    #[command(flatten)]
    pub(super) aim: Aim,
    /// How long the plan is, breaks included: 15, 30, 60 or any other number from 10 to 180 [default: 30, or as long as
    /// the questions take that --question names]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(i64::from(LEAST_MINUTES)..=i64::from(MOST_MINUTES)))]
    pub(super) minutes: Option<u32>,
    #[command(flatten)]
    pub(super) purpose: PurposeArguments,
    /// Name the stories in this file that fit each question
    #[arg(long, value_name = "FILE", conflicts_with_all = ["contrast", "interviewer", "brief"])]
    pub(super) stories: Option<PathBuf>,
    /// Print the questions as JSON, one a line
    #[arg(long, conflicts_with = "format")]
    pub(super) ndjson: bool,
    /// The day of the interview, such as 2026-01-31, `12 December` or `in 12 days`: what to do today and on each day until then
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(super) date: Option<NamedDay>,
    /// Take this day or time for today, such as 2026-01-31 or 2026-01-31T18:00:00Z
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<At>,
}

impl PlanArguments {
    /// Returns the first option that a plan of days does not go with, and what that is for.
    pub(super) fn of_one_plan(&self) -> Option<(&'static str, &'static str)> {
        let purpose = &self.purpose;
        let given = [
            (purpose.brief, ("--brief", "a brief is for one interview")),
            (
                purpose.interviewer,
                ("--interviewer", "it is for the one who asks"),
            ),
            (
                purpose.contrast,
                ("--contrast", "it shows how answers differ by role"),
            ),
            (
                self.ndjson,
                ("--ndjson", "it prints the questions of one plan"),
            ),
            (
                self.stories.is_some(),
                ("--stories", "stories go beside the questions of one plan"),
            ),
            (
                !self.aim.question.is_empty(),
                ("--question", "it names the questions of one plan"),
            ),
        ];
        let mut given = given.into_iter();
        given.find_map(|(is_given, what)| is_given.then_some(what))
    }
}

/// For whom a plan is; for whoever prepares if nothing is said.
#[derive(Debug, Args)]
pub(super) struct PurposeArguments {
    /// Show how a good answer differs by role
    #[arg(long, conflicts_with = "interviewer")]
    pub(super) contrast: bool,
    /// For the one who asks several people: a fixed order and a sheet to rate on; no result is used
    #[arg(long, conflicts_with_all = ["result", "no_result", "move_from"])]
    pub(super) interviewer: bool,
    /// For whoever plays the interviewer with you, a friend, a coach or a chat program: your own questions, when to press,
    /// what to listen for
    #[arg(long, conflicts_with_all = ["contrast", "interviewer"])]
    pub(super) brief: bool,
}

impl PurposeArguments {
    /// Returns for whom it is.
    pub(super) fn purpose(&self) -> Purpose {
        if self.interviewer {
            Purpose::Interviewer
        } else if self.brief {
            Purpose::Brief
        } else if self.contrast {
            Purpose::Contrast
        } else {
            Purpose::Candidate
        }
    }
}

/// Practice.
#[derive(Debug, Args)]
#[command(mut_arg("kind", answered))]
pub(super) struct PracticeArguments {
    #[command(flatten)]
    pub(super) aim: Aim,
    /// How many questions; if left out, as many as fit into --minutes
    #[arg(long, value_name = "N", conflicts_with = "question", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(super) count: Option<u16>,
    /// How long, from 10 to 180 minutes [default: 30]
    #[arg(long, value_name = "N", conflicts_with_all = ["question", "count"], value_parser = clap::value_parser!(u32).range(i64::from(LEAST_MINUTES)..=i64::from(MOST_MINUTES)))]
    pub(super) minutes: Option<u32>,
    /// Practise the questions of this plan, in its order: JSON from `rolefit prep --format json`, or -
    #[arg(long, value_name = "FILE", conflicts_with_all = ["count", "minutes"], conflicts_with_all = CHOOSING)]
    pub(super) plan: Option<PathBuf>,
    /// Set an unfinished practice aside and begin another; --role takes it up again
    #[arg(long)]
    pub(super) restart: bool,
    /// Offer the stories in this file that fit each question
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "ndjson", "answers"])]
    pub(super) stories: Option<PathBuf>,
    /// The day of the interview, such as 2026-01-31, `12 December` or `in 12 days`: what is asked most comes first, and all is due again before it
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(super) date: Option<NamedDay>,
    /// Take notes and ratings from a file instead of a terminal, or from -: one JSON object a line with the keys
    /// question, rating and, if you like, notes, seconds, `follow_ups`, `red_flags`, strong, checklist, at
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["plan", "restart", "count", "minutes", "date", "format", "output"],
        conflicts_with_all = CHOOSING
    )]
    pub(super) answers: Option<PathBuf>,
    /// Print the questions that would be practised next, and stop; as JSON they are a plan for --plan
    #[arg(long, conflicts_with_all = ["plan", "restart", "answers"])]
    pub(super) list: bool,
    /// Print them as JSON, one a line
    #[arg(long, conflicts_with_all = ["plan", "restart", "answers", "format"])]
    pub(super) ndjson: bool,
    /// Take this time for now, such as 2026-01-31T18:00:00Z: what is due by then, and when answers are given. Days are those
    /// of its zone
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<At>,
}

impl PracticeArguments {
    /// Returns how much to practise.
    pub(super) fn wanted(&self) -> Amount {
        match (self.aim.question.len(), self.count) {
            (0, Some(count)) => Amount::Questions(usize::from(count)),
            (0, None) => Amount::Minutes(self.minutes.unwrap_or(USUAL_MINUTES)),
            (named, _) => Amount::Questions(named),
        }
    }

    /// Returns the options that choose the questions of a new practice, as typed, beside role, plan and question.
    pub(super) fn choosing(&self) -> Vec<&'static str> {
        let aim = &self.aim;
        let given = [
            (aim.result.is_some(), "--result"),
            (aim.no_result, "--no-result"),
            (aim.move_from.is_some(), "--move-from"),
            (!aim.level.is_empty(), "--level"),
            (!aim.kind.is_empty(), "--kind"),
            (!aim.topic.is_empty(), "--topic"),
            (!aim.traits.is_empty(), "--trait"),
            (aim.seed.is_some(), "--seed"),
            (self.count.is_some(), "--count"),
            (self.minutes.is_some(), "--minutes"),
            (aim.only_own, "--only-own"),
        ];
        those_given(given).collect()
    }
}

/// Progress.
#[derive(Debug, Args)]
pub(super) struct ProgressArguments {
    /// Show what you wrote last about each question too
    #[arg(long)]
    pub(super) notes: bool,
    /// Only questions of this role
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Option<String>,
    #[command(flatten)]
    pub(super) bank: BankArguments,
    /// The day of the interview, such as 2026-01-31, `12 December` or `in 12 days`: what is asked most comes first, and all is due again before it
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(super) date: Option<NamedDay>,
    /// Tell what returns as of this time instead of now, such as 2026-01-31T18:00:00Z. Days are those of its zone
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<At>,
}

/// Stories.
#[derive(Debug, Args)]
pub(super) struct StoriesArguments {
    /// The TOML file with your stories, or -
    #[arg(required_unless_present = "new")]
    pub(super) file: Option<PathBuf>,
    /// Print a story file to fill in, and stop
    #[arg(long, conflicts_with_all = ["file", "format", "minutes", "questions", "own"], conflicts_with_all = CHOOSING)]
    pub(super) new: bool,
    #[command(flatten)]
    pub(super) aim: Aim,
    /// How long the plan of questions from the past is that want stories
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(i64::from(LEAST_MINUTES)..=i64::from(MOST_MINUTES)))]
    pub(super) minutes: u32,
}

/// Takes the kind that is asked by the candidate from those that can be practised.
fn answered(kind: Arg) -> Arg {
    // The candidate asks those of the last kind.
    const ANSWERED: &[(&str, QuestionKind)] = QuestionKind::NAMED
        .split_at(QuestionKind::ForTheEmployer as usize)
        .0;
    kind.value_parser(named(ANSWERED)).help(
        "Only questions of these kinds: opener, behavioural, situational, knowledge, case, motivation, role-move",
    )
}

/// Reads a level; nothing stands for all of them.
fn level() -> impl TypedValueParser<Value = Option<Level>> {
    let names = Level::NAMED.iter().map(|(name, _)| *name);
    PossibleValuesParser::new(names.chain([ALL])).map(|chosen| Level::from_name(&chosen))
}

/// Reads one of some names; a wrong one gets those like it named.
fn named<T: Copy + Send + Sync>(
    names: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(names.iter().map(|(name, _)| *name)).map(move |chosen| {
        let found = names.iter().find(|(name, _)| *name == chosen);
        found.expect("only these names are let through").1
    })
}
