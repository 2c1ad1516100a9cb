//! What a new practice asks: the questions of a plan, or those that are due and those that press.

use std::path::Path;

use jiff::Timestamp;
use rolefit::catalogue::MAX_CATALOGUE_BYTES;
use rolefit::preparation::practice::{Event, History, choose};
use rolefit::preparation::{PlanError, QuestionBank, ranked};

use crate::cli::args::Common;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;
use crate::cli::prep::aim::{self, Aimed, Kept, aim};
use crate::cli::prep::args::PracticeArguments;
use crate::cli::prep::plan::refused;
use crate::cli::{names, source};

/// Chooses what to practise: the questions of a plan, or those that are due and those that press.
pub(super) fn begin(
    arguments: &PracticeArguments,
    common: &Common,
    output: &Output,
    history: &History,
    kept: &QuestionBank,
) -> Result<Event, CliError> {
    if let Some(file) = &arguments.plan {
        return planned(file, arguments, common, output);
    }
    let Aimed {
        catalogue,
        bank,
        request,
    } = aim(&arguments.aim, Kept::Used, common, output)?;
    if (bank.id.as_str(), bank.hash.as_str()) != (kept.id.as_str(), kept.hash.as_str()) {
        return Err(CliError::usage(format!(
            "the result is for catalogue `{}`, and practice uses another",
            catalogue.id
        ))
        .hint(format!("name it: `--catalogue {}`", catalogue.id)));
    }
    let ranked = ranked(&catalogue, &bank, &request)
        .map_err(|emptied| refused(&PlanError::Emptied(emptied)))?;
    let now = arguments.at.unwrap_or_else(Timestamp::now).as_second();
    let chosen = choose(&ranked, &bank, history, now, arguments.wanted());
    let ids = chosen
        .into_iter()
        .map(|index| bank.questions[index].id.as_str().to_owned());
    Ok(Event::Begun {
        role: catalogue.roles[request.role].id.as_str().to_owned(),
        questions: ids.collect(),
    })
}

/// Takes the questions of a plan that was written as JSON.
fn planned(
    file: &Path,
    arguments: &PracticeArguments,
    common: &Common,
    output: &Output,
) -> Result<Event, CliError> {
    let name = source::name(file);
    let text = source::read_bounded(file, MAX_CATALOGUE_BYTES)?;
    let no_plan = || {
        CliError::bad_input(format!("{name} is not a plan of this version"))
            .hint("write one with `rolefit prep --format json`")
    };
    let plan: serde_json::Value = serde_json::from_str(&text).map_err(|_| no_plan())?;
    if plan["schema"] != "rolefit/plan@1" {
        return Err(no_plan());
    }
    let catalogue = source::catalogue_for(common, plan["catalogue"]["id"].as_str(), output)?;
    let bank = aim::bank(arguments.aim.questions.as_deref(), &catalogue, output)?;
    let role = plan["role"].as_str().ok_or_else(no_plan)?;
    names::role(&catalogue, role)?;
    let list = plan["questions"].as_array().ok_or_else(no_plan)?;
    let mut questions = Vec::new();
    for question in list {
        let id = question["id"].as_str().ok_or_else(no_plan)?;
        if bank.question_index(id).is_none() {
            let known = bank.questions.iter().map(|one| one.id.as_str());
            let mut error = names::unknown("question", id, known);
            error.exit = Exit::BadInput;
            return Err(error.hint(
                "the plan was made with another question bank; name it with `--questions FILE`",
            ));
        }
        questions.push(id.to_owned());
    }
    if questions.is_empty() {
        return Err(CliError::bad_input(format!(
            "{name} has no questions to practise"
        )));
    }
    Ok(Event::Begun {
        role: role.to_owned(),
        questions,
    })
}
