//! Which practice is gone on with (the one under way, one that was set aside, or a new one), and what a new one asks: the
//! questions of a plan, or those that are due and those that press.

use std::path::{self, Path, PathBuf};

use rolefit::catalogue::{Catalogue, MAX_CATALOGUE_BYTES};
use rolefit::preparation::QuestionBank;
use rolefit::preparation::calendar::Moment;
use rolefit::preparation::practice::{
    Amount, Event, History, OpenPractice, PlanFault, PlanFile, choose, due,
};

use super::kept::{SHOWN_FAULTS, too_faulty};
use crate::cli::again::{self, is_gone, option};
use crate::cli::prep::aim::{self, Aimed, aim_at};
use crate::cli::prep::args::{Aim, BankArguments, PracticeArguments};
use crate::cli::{CliError, Output, Result, names, read, source};

/// Chooses what to practise: the questions of a plan, or those that are due and those that press.
pub(super) fn begin(
    arguments: &PracticeArguments,
    (options, output): (&str, &Output),
    now: &Moment,
    history: &History,
    kept: &QuestionBank,
) -> Result<Event> {
    if let Some(file) = &arguments.plan {
        return planned(file, arguments, (options, output), kept);
    }
    let aimed = aim_at(&arguments.aim, arguments.minutes, now, output)?;
    let (catalogue, bank) = (&aimed.catalogue, &aimed.bank);
    same_bank(catalogue, bank, kept)?;
    let chosen = next_questions(arguments, now, history, &aimed)?;
    Ok(begun(
        catalogue,
        bank,
        (aimed.request.role, options),
        &chosen,
    ))
}

fn begun(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    (role, options): (usize, &str),
    questions: &[usize],
) -> Event {
    let ids = questions.iter().map(|&index| &bank.questions[index].id);
    Event::Begun {
        role: catalogue.roles[role].id.to_string(),
        options: options.to_owned(),
        questions: ids.map(ToString::to_string).collect(),
    }
}

/// The journal that is open is that of one bank.
fn same_bank(catalogue: &Catalogue, bank: &QuestionBank, kept: &QuestionBank) -> Result<()> {
    if (bank.id.as_str(), bank.hash.as_str()) == (kept.id.as_str(), kept.hash.as_str()) {
        return Ok(());
    }
    Err(CliError::usage(format!(
        "this is for catalogue `{}`, and practice uses another",
        catalogue.id
    ))
    .hint(format!("name it: `--catalogue {}`", catalogue.id)))
}

/// Takes the questions of a plan that was written as JSON.
fn planned(
    file: &Path,
    arguments: &PracticeArguments,
    (options, output): (&str, &Output),
    kept: &QuestionBank,
) -> Result<Event> {
    let name = read::name(file);
    let text = read::read_bounded(file, MAX_CATALOGUE_BYTES)?;
    let plan = PlanFile::read(&text).map_err(|fault| report(&name, &[fault], output))?;
    let catalogue = source::catalogue_for(plan.catalogue_id(), output)?;
    let bank = aim::bank(&arguments.aim.bank, &catalogue, output)?;
    same_bank(&catalogue, &bank, kept)?;
    let planned = plan
        .resolve(&catalogue, &bank)
        .map_err(|faults| report(&name, &faults, output))?;
    if planned.bank_changed {
        output.say(&format!(
            "warning: {name} was made when the question bank `{}` was another; its questions are as they are now",
            bank.id
        ));
    }
    Ok(begun(
        &catalogue,
        &bank,
        (planned.role, options),
        &planned.questions,
    ))
}

fn report(name: &str, faults: &[PlanFault], output: &Output) -> CliError {
    for fault in faults.iter().take(SHOWN_FAULTS) {
        let place = fault
            .question
            .map_or_else(String::new, |number| format!(", question {number}"));
        output.say(&format!("error: {name}{place}: {}", fault.message));
        output.say(&format!("help: {}", fault.help));
    }
    let shown = faults.len().min(SHOWN_FAULTS);
    too_faulty(name, (faults.len(), shown), "nothing was begun")
}

/// Returns the options with which a practice is begun, as they are typed anywhere on this machine: beside the role all but
/// what names its questions, which are begun with but once. The day comes last.
pub(super) fn as_begun(
    arguments: &PracticeArguments,
    catalogue: &Catalogue,
    now: &Moment,
    output: &Output,
) -> String {
    let number = |name, number: Option<u64>| option(name, number.map(|number| number.to_string()));
    let (aim, bank) = (&arguments.aim, &arguments.aim.bank);
    let files = [&aim.result, &arguments.stories, &bank.questions, &bank.own];
    let [result, stories, questions, own] = files.map(|file| file.as_deref().map(whole));
    let bank = BankArguments { questions, own };
    let named = aim::named(catalogue, output);
    let named = named.map(|name| whole(Path::new(&name)));
    let aim = Aim {
        result,
        ..aim.clone()
    };
    [
        aim::same_wishes(&aim),
        number("--seed", aim.seed),
        again::file("--stories", stories.as_deref()),
        number("--count", arguments.count.map(u64::from)),
        number("--minutes", arguments.minutes.map(u64::from)),
        aim::same_bank(&bank),
        again::file("--catalogue", named.as_deref()),
        option(DATE, now.interview.map(|day| day.to_string())),
    ]
    .concat()
}

/// Returns the name of a file from the root; what names none stays as it is.
fn whole(name: &Path) -> PathBuf {
    let whole = name.is_file().then(|| path::absolute(name).ok()).flatten();
    whole.unwrap_or_else(|| name.to_path_buf())
}

const DATE: &str = "--date";

/// Returns whether a practice was begun with the options that are typed now, whatever day is named. What stood on standard
/// input may have been anything.
pub(super) fn is_begun_so(open: &OpenPractice, arguments: &PracticeArguments, now: &str) -> bool {
    let undated = |options: &str| {
        let day = options.find(&format!(" {DATE} "));
        options[..day.unwrap_or(options.len())].to_owned()
    };
    let result = arguments.aim.result.as_deref();
    undated(&open.options) == undated(now) && !result.is_some_and(is_gone)
}

/// What is practised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    /// The practice that is under way.
    UnderWay(OpenPractice),
    /// One that was set aside and is taken up again.
    Aside(OpenPractice),
    /// A new one; one that is under way is set aside.
    New,
}

impl Which {
    /// Finds what is meant. A plan and questions by name are always new, and so is a role with another day than it was begun
    /// for; without a role the practice under way is gone on with, or else the one set aside last.
    ///
    /// # Errors
    /// The role is none of the catalogue's.
    pub(super) fn of(
        arguments: &PracticeArguments,
        history: &History,
        catalogue: &Catalogue,
        now: &Moment,
    ) -> Result<Self> {
        let aim = &arguments.aim;
        let day = now.interview.filter(|_| aim.role.is_some());
        let is_of_day = |open: &OpenPractice| {
            day.is_none_or(|day| open.options.ends_with(&option(DATE, Some(day.to_string()))))
        };
        let role = names::role_of(catalogue, aim.role.as_ref())?;
        let role = role.map(|role| catalogue.roles[role].id.as_str());
        let is_named = arguments.plan.is_some() || !aim.question.is_empty();
        if arguments.restart || is_named {
            return Ok(Self::New);
        }
        let is_meant = |one: &&OpenPractice| role.is_none_or(|role| one.role == role);
        if let Some(open) = history.open.iter().find(is_meant) {
            return Ok(if is_of_day(open) {
                Self::UnderWay(open.clone())
            } else {
                Self::New
            });
        }
        let aside = history.aside.iter().rev().find(is_meant);
        let aside = aside.filter(|open| is_of_day(open));
        // Without a role one that is under way would have been found.
        Ok(aside.map_or(Self::New, |one| Self::Aside(one.clone())))
    }
}

/// Returns what is practised next: the questions of today's plan, unless the day of the interview says otherwise, some of
/// them were practised before, or others are due.
pub(super) fn next_questions(
    arguments: &PracticeArguments,
    now: &Moment,
    history: &History,
    aimed: &Aimed,
) -> Result<Vec<usize>> {
    let mut ranked = aim::in_order(&arguments.aim, now, aimed)?;
    let (wanted, bank) = (arguments.wanted(), &aimed.bank);
    if let (Amount::Minutes(_), None) = (wanted, now.interview) {
        // Where no plan can be made of what is left, one question can be practised still.
        let planned = aimed.plan().map(|plan| plan.questions).unwrap_or_default();
        let planned: Vec<usize> = planned.iter().map(|one| one.question).collect();
        let attempts = |index: usize| history.attempts_at(bank.questions[index].id.as_str());
        let is_due = |&index: &usize| due(attempts(index), now).is_some_and(|due| due <= now.at);
        let is_new = |&index: &usize| attempts(index).next().is_none();
        if !planned.is_empty() && planned.iter().all(is_new) && !ranked.iter().any(is_due) {
            return Ok(planned);
        }
        ranked.retain(|index| !planned.contains(index));
        ranked.splice(0..0, planned);
    }
    Ok(choose(&ranked, bank, history, now, wanted))
}
