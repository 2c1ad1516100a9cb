//! `rolefit prep`: the plan.

use rolefit::preparation::{Narrowed, Plan, Purpose, QuestionBank};
use rolefit::render::plan as render;

use super::aim::{self, aim};
use super::args::PlanArguments;
use super::{moment, stories};
use crate::cli::options::Format;
use crate::cli::{Exit, Output, Result, again, source};

/// From so many minutes to spare a plan is called short.
const LEAST_SPARE: u32 = 5;

pub(super) fn run(arguments: &PlanArguments, output: &Output) -> Result<Exit> {
    let own = &arguments.aim;
    source::one_standard_input(own.files().chain(&arguments.stories), output)?;
    let purpose = arguments.purpose.purpose();
    let now = moment::now(arguments.at.as_ref(), None, output);
    let mut aimed = aim(own, purpose, &now, output)?;
    aimed.request.minutes = arguments.minutes;
    let (catalogue, bank) = (&aimed.catalogue, &aimed.bank);
    let stories = stories::load(arguments.stories.as_ref(), catalogue, bank, output)?;
    let plan = aimed.plan()?;
    say_short(&plan, bank, output);
    let shown = render::PlanReport {
        catalogue,
        bank,
        plan: &plan,
        stories: &stories,
        about: aimed.about.as_ref(),
        answers: aimed.answers.as_ref(),
        options: &(aim::same_aim(own, catalogue, output)
            + &again::file("--stories", arguments.stories.as_deref())),
        drilling: &drilling(arguments),
    };
    if arguments.ndjson {
        output.only_form(Format::Json, aim::LINES)?;
        output.result(&render::ndjson(&shown));
        return Ok(Exit::Done);
    }
    if output.is_read_here() && purpose == Purpose::Candidate && own.question.is_empty() {
        output.say(
            "do you know the day of the interview? `--date DAY` says what to do tonight and on each day until then",
        );
    }
    // What is asked for by its name, or held against stories, is wanted whole.
    let is_listed =
        purpose == Purpose::Candidate && own.question.is_empty() && arguments.stories.is_none();
    if is_listed && output.is_read_here() {
        output.show_text(shown.listed());
    } else {
        output.show(&shown)?;
    }
    if purpose == Purpose::Brief && own.seed.is_none() && own.question.is_empty() {
        let other = plan.seed.wrapping_add(1);
        output.say(&format!(
            "the plan of as many minutes has the same questions; for a rehearsal with others add `--seed {other}`"
        ));
    }
    Ok(Exit::Done)
}

/// Returns the options with which practice asks the questions of this plan, beside those that every command takes.
fn drilling(arguments: &PlanArguments) -> String {
    // What is named takes as long as it takes, in the order in which it is named.
    let is_chosen = arguments.aim.question.is_empty();
    let seed = arguments.aim.seed.filter(|_| is_chosen);
    let minutes = arguments.minutes.filter(|_| is_chosen);
    again::option("--seed", seed.map(|seed| seed.to_string()))
        + &again::option("--minutes", minutes.map(|minutes| minutes.to_string()))
}

/// Says that a plan is shorter than asked for, and what makes it so.
fn say_short(plan: &Plan, bank: &QuestionBank, output: &Output) {
    let planned = plan.planned_minutes(bank);
    let Some(Narrowed { wish, left_out, of }) = plan.narrowed else {
        return;
    };
    if planned + LEAST_SPARE <= plan.minutes {
        output.say(&format!(
            "the questions left take {planned} of {} minutes: {wish} leaves out {left_out} of {of}",
            plan.minutes
        ));
    }
}
