//! `rolefit prep check`: the lint of a question bank.

use std::fmt::{Display, Write as _};

use rolefit::catalogue::{Catalogue, MAX_CATALOGUE_BYTES};
use rolefit::preparation::{Question, QuestionBank, QuestionKind, check_bank, read_own};
use rolefit::render::escape;

use super::aim::{bank_of, bank_source};
use super::args::CheckArguments;
use crate::cli::{Exit, Output, Result, check, read, source};

pub(super) fn run(arguments: &CheckArguments, output: &Output) -> Result<Exit> {
    let (file, own) = (arguments.file.as_deref(), arguments.own.as_deref());
    source::one_standard_input(arguments.file.iter().chain(&arguments.own), output)?;
    let catalogue = source::catalogue_for(None, output)?;
    let (name, text, read) = match own {
        None => {
            let (name, text) = bank_source(file, &catalogue)?;
            let read = check_bank(&text, &catalogue);
            (name, text, read)
        }
        Some(own) => {
            let bank = bank_of(file, &catalogue, output)?;
            let text = read::read_bounded(own, MAX_CATALOGUE_BYTES)?;
            let read = read_own(&text, &catalogue, &bank);
            (read::name(own), text, read)
        }
    };
    let counts = read.value.map(|bank| counts(&bank, &catalogue));
    let (strict, found) = (arguments.strict, &read.diagnostics);
    check::show((&name, &text), found, counts, strict, output)
}

/// Returns what a bank holds, in a few lines.
fn counts(bank: &QuestionBank, catalogue: &Catalogue) -> String {
    let mut out = String::new();
    let questions = &bank.questions;
    let mut line = |what: &str, counts: Vec<String>| {
        writeln!(out, "  {what}: {}", counts.join(", ")).expect("a string takes every text");
    };
    let count = |name: &dyn Display, is_one: &dyn Fn(&Question) -> bool| {
        let found = questions.iter().filter(|question| is_one(question));
        format!("{} {name}", found.count())
    };
    let roles = catalogue.roles.iter().enumerate();
    let roles = roles.map(|(index, role)| count(&role.id, &|one| one.is_for(index)));
    line("by role", roles.collect());
    let kinds = QuestionKind::NAMED.iter();
    let kinds = kinds.map(|(name, kind)| count(name, &|one| one.kind == *kind));
    line("by kind", kinds.collect());
    let types = bank.types.iter().enumerate();
    let types = types.map(|(at, of)| count(&of.id, &|one| one.type_index == Some(at)));
    if !bank.types.is_empty() {
        line("by type", types.collect());
    }
    let traits = catalogue.traits.iter().enumerate();
    let traits = traits.map(|(index, of)| count(&of.id, &|one| one.tests(index)));
    line("by trait", traits.collect());
    let (id, version, count) = (&bank.id, &bank.version, questions.len());
    let heading = format!("{id} {version}: {count} questions for {}", catalogue.id);
    format!("{}\n{out}", escape::line(&heading))
}
