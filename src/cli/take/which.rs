//! Which questionnaire it shall be, where nothing says so: Enter starts the usual one, another key shows the others. It
//! knows no file.

use std::env;
use std::io;

use rolefit::catalogue::{Catalogue, builtin};
use rolefit::model::Length;
use rolefit::render::escape;
use rolefit::session::{Session, Settings};

use super::cards;
use crate::cli::args::TakeArguments;
use crate::cli::history::resume_command;
use crate::cli::prep::{GoingOn, to_go_on};
use crate::cli::prompt::{self, Desk as _, Dialogue, Key, KeyDesk, Mode, Terminal};
use crate::cli::signals::Watch;
use crate::cli::store::{self, Folder, Journal};
use crate::cli::{CliError, Output, Result, kept, own, source};

/// What one may choose from, and what is kept already.
pub(super) struct Offers {
    /// The usual one first.
    pub(super) catalogues: Vec<Catalogue>,
    /// Whether a result about oneself is kept that can be shown.
    has_result: bool,
    /// The practice that can be gone on with.
    practice: Option<GoingOn>,
    /// A line for each thing that is kept, with the command that leads to it.
    kept: Vec<String>,
}

/// What somebody chose.
pub(super) enum Chosen {
    /// The questionnaire of the catalogue with this id.
    Questionnaire(String),
    /// To see the latest result.
    Latest,
    /// To go on with this practice.
    Practice(GoingOn),
}

/// Returns what one may choose from, or nothing where it is plain what is meant: a catalogue or any other option is given,
/// or the usual questionnaire is paused.
pub(super) fn offers(take: &TakeArguments, output: &Output) -> Result<Option<Offers>> {
    if output.common.catalogue.is_some() || *take != TakeArguments::default() {
        return Ok(None);
    }
    let usual = &builtin::all()[0];
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME"));
    if let Some(folder) = &folder
        && Journal::place(folder, usual.id).exists()
    {
        return Ok(None);
    }
    let built_in = builtin::all()
        .iter()
        .map(|builtin| source::built_in(builtin, output));
    let mut offers = built_in.collect::<Result<Vec<_>, _>>()?;
    // What is wrong with one's own is told by the list of catalogues.
    let own = own::all().unwrap_or_default();
    offers.extend(own.into_iter().filter_map(|one| one.read.ok()));
    let latest = |folder| kept::latest(folder, None, None, &mut |_| {});
    let latest = folder.as_ref().map(latest);
    let practice = folder.as_ref();
    let practice = practice.and_then(|folder| to_go_on(folder, output));
    Ok((offers.len() > 1).then_some(Offers {
        catalogues: offers,
        has_result: latest.is_some_and(|found| found.is_ok_and(|found| found.is_some())),
        practice,
        kept: folder.as_ref().map(told).unwrap_or_default(),
    }))
}

/// Says what is kept from before. What cannot be looked at is none of the card's business.
fn told(folder: &Folder) -> Vec<String> {
    let results = store::kept(folder).map_or(0, |kept| kept.len());
    let mut lines = match results {
        0 => Vec::new(),
        1 => vec!["1 result is kept: rolefit history".to_owned()],
        many => vec![format!("{many} results are kept: rolefit history")],
    };
    let paused = store::under_way(folder).unwrap_or_default().into_iter();
    let stands = |replies: (usize, usize)| replies.0 + replies.1 > 0;
    let paused: Vec<String> = paused
        .filter(|draft| draft.replies.is_ok_and(stands))
        .filter_map(|draft| resume_command(&draft))
        .map(|command| escape::line(&command).into_owned())
        .collect();
    match &paused[..] {
        [] => {}
        [command] => lines.push(format!("One is paused: {command}")),
        [..] => lines.push(format!("{} are paused: rolefit history", paused.len())),
    }
    lines
}

/// Asks which questionnaire it shall be, if any.
pub(super) fn ask(offers: Offers, mode: Mode, watch: &Watch) -> Result<Option<Chosen>> {
    let asked = if mode.plain {
        ask_plainly(offers, prompt::open(mode, watch).as_mut())
    } else {
        ask_by_key(offers, mode, watch)
    };
    watch.heed(asked).map_err(CliError::terminal)
}

/// The title of the usual questionnaire, whom it is for, what its roles do, how long it takes, and what is kept.
fn usual(offers: &Offers) -> Vec<String> {
    let usual = &offers.catalogues[0];
    let about = usual.about.iter().map(ToString::to_string);
    let mut lines: Vec<String> = [usual.title.to_string()].into_iter().chain(about).collect();
    lines.extend(cards::what_roles_do(usual));
    let session = Session::new(usual, Settings::of(Length::Standard));
    lines.push(cards::matter_and_length(&session, None));
    lines.push("Your answers stay on this machine.".to_owned());
    lines.extend(offers.kept.iter().cloned());
    let practice = offers.practice.iter();
    lines.extend(practice.map(|one| format!("Practice: {}", one.what)));
    lines
}

fn others(offers: &[Catalogue]) -> String {
    match offers.len() - 1 {
        1 => "another questionnaire".to_owned(),
        count => format!("{count} other questionnaires"),
    }
}

fn ask_by_key(offers: Offers, mode: Mode, watch: &Watch) -> io::Result<Option<Chosen>> {
    let mut card = usual(&offers);
    let (has_result, practice) = (offers.has_result, offers.practice);
    let offers = &offers.catalogues[..];
    card.push(String::new());
    let others = others(offers);
    let shown = |is_there, words| if is_there { words } else { "" };
    let result = shown(has_result, "r shows your latest result, ");
    let on = shown(practice.is_some(), "p goes on practising, ");
    card.push(format!(
        "Enter starts it, {result}{on}o shows {others}, q leaves."
    ));
    let mut desk = KeyDesk::new(Terminal::open(watch), mode.look);
    loop {
        match desk.wait(&card)? {
            Key::Enter => {
                desk.clear()?;
                return Ok(Some(Chosen::Questionnaire(offers[0].id.clone())));
            }
            Key::Char('r' | 'R') if has_result => {
                desk.clear()?;
                return Ok(Some(Chosen::Latest));
            }
            Key::Char('p' | 'P') if practice.is_some() => {
                desk.clear()?;
                return Ok(practice.map(Chosen::Practice));
            }
            Key::Char('o' | 'O') => {
                desk.clear()?;
                let names = names(offers, desk.columns_of_option());
                if let Some(chosen) = desk.pick("Which one", &names, 0)? {
                    return Ok(Some(Chosen::Questionnaire(offers[chosen].id.clone())));
                }
            }
            Key::Escape | Key::Char('q' | 'Q') | Key::Ctrl('d') | Key::Gone => {
                desk.clear()?;
                return Ok(None);
            }
            _ => {}
        }
    }
}

/// The titles; where some are wider than so many columns, with their ids, for titles that begin alike would be cut to the
/// same words.
fn names(offers: &[Catalogue], columns: usize) -> Vec<String> {
    let fits = |one: &Catalogue| console::measure_text_width(one.title.as_str()) <= columns;
    let all_fit = offers.iter().all(fits);
    let name = |one: &Catalogue| {
        if all_fit {
            one.title.to_string()
        } else {
            format!("{}: {}", one.id, one.title)
        }
    };
    offers.iter().map(name).collect()
}

fn ask_plainly(offers: Offers, desk: &mut dyn Dialogue) -> io::Result<Option<Chosen>> {
    desk.tell(&usual(&offers))?;
    let (has_result, practice) = (offers.has_result, offers.practice);
    let offers = &offers.catalogues[..];
    let shown = |is_there, words| if is_there { words } else { "" };
    let result = shown(has_result, "result to see the latest, ");
    let on = shown(practice.is_some(), "practice to go on practising, ");
    let prompt = format!("Enter starts it; type {result}{on}other or quit:");
    loop {
        let Some(line) = desk.reply(&prompt)? else {
            return Ok(None);
        };
        match line.to_lowercase().as_str() {
            "" => return Ok(Some(Chosen::Questionnaire(offers[0].id.clone()))),
            "r" | "result" if has_result => return Ok(Some(Chosen::Latest)),
            "p" | "practice" | "practise" if practice.is_some() => {
                return Ok(practice.map(Chosen::Practice));
            }
            "q" | "quit" => return Ok(None),
            "o" | "other" | "others" => {
                let picked = desk.pick("Which one", &names(offers, usize::MAX), 0)?;
                let id = |chosen: usize| offers[chosen].id.clone();
                return Ok(picked.map(|chosen| Chosen::Questionnaire(id(chosen))));
            }
            _ => {}
        }
    }
}
