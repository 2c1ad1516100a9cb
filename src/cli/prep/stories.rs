//! `rolefit prep stories`: a person's own stories against the questions of a plan.

use std::path::PathBuf;

use rolefit::catalogue::Catalogue;
use rolefit::preparation::{QuestionBank, QuestionKind, Story, StoryCover, read_stories};
use rolefit::render::stories as render;

use super::aim::{self, aim_at};
use super::args::StoriesArguments;
use super::moment;
use crate::cli::options::Format;
use crate::cli::{CliError, Exit, Output, Result, source};

pub(super) fn run(arguments: &StoriesArguments, output: &Output) -> Result<Exit> {
    let own = &arguments.aim;
    let Some(file) = &arguments.file else {
        output.only_form(
            Format::Text,
            "a file of stories is TOML, and has no other form",
        )?;
        output.only_new("your stories")?;
        let catalogue = source::catalogue_for(None, output)?;
        output.result(&render::blank(&catalogue));
        return Ok(Exit::Done);
    };
    source::one_standard_input(own.files().chain([file]), output)?;
    let now = moment::now(None, None, output);
    let mut aimed = aim_at(own, Some(arguments.minutes), &now, output)?;
    let kinds = &mut aimed.request.filter.kinds;
    if kinds.is_empty() {
        // Other questions want no story.
        kinds.push(QuestionKind::Behavioural);
    }
    if own.move_from.is_some() && !kinds.contains(&QuestionKind::RoleMove) {
        let what = "`--move-from` chooses questions of a move, and none of these kinds is one";
        return Err(CliError::usage(what).hint("leave it out, or add `--kind role-move`"));
    }
    let (catalogue, bank) = (&aimed.catalogue, &aimed.bank);
    let stories = load(Some(file), catalogue, bank, output)?;
    let plan = aimed.plan()?;
    let cover = StoryCover::of(&plan, bank, &stories);
    let shown = render::StoriesReport {
        catalogue,
        bank,
        plan: &plan,
        stories: &stories,
        cover: &cover,
    };
    output.show(&shown)?;
    Ok(Exit::Done)
}

/// Reads a file of stories, if one is named, or prints everything that is wrong with it.
pub(super) fn load(
    file: Option<&PathBuf>,
    catalogue: &Catalogue,
    bank: &QuestionBank,
    output: &Output,
) -> Result<Vec<Story>> {
    let Some(file) = file else {
        return Ok(Vec::new());
    };
    aim::load("story file", file, output, |text| {
        read_stories(text, catalogue, bank)
    })
}
