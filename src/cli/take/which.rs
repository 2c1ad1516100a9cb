//! Which questionnaire it shall be, where nothing says so: Enter starts the usual one, another key shows the others. It
//! knows no file.

use std::env;
use std::io::{self, BufRead, Write};

use console::{Key, Term};
use dialoguer::Select;
use rolefit::catalogue::{Catalogue, builtin};
use rolefit::render::escape;

use super::Manner;
use crate::cli::args::TakeArguments;
use crate::cli::error::CliError;
use crate::cli::history::resume_command;
use crate::cli::options::Common;
use crate::cli::output::Output;
use crate::cli::prompt::{Desk, KeyDesk, Lent, Terminal, option_of};
use crate::cli::signals::Watch;
use crate::cli::store::{self, Folder, Journal};
use crate::cli::{own, source};

/// What came of asking.
pub(super) enum Which {
    /// The questionnaire of the catalogue with this id.
    Take(String),
    Leave,
    Interrupted,
}

/// What one may choose from, and what is kept already.
pub(super) struct Offers {
    /// The usual one first.
    pub(super) catalogues: Vec<Catalogue>,
    /// A line for each thing that is kept, with the command that leads to it.
    kept: Vec<String>,
}

/// Returns what one may choose from, or nothing where it is plain what is meant: a catalogue or any other option is given,
/// or the usual questionnaire is paused.
pub(super) fn offers(
    take: &TakeArguments,
    common: &Common,
    output: &Output,
) -> Result<Option<Offers>, CliError> {
    if common.catalogue.is_some() || *take != TakeArguments::default() {
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
    Ok((offers.len() > 1).then(|| Offers {
        catalogues: offers,
        kept: folder.as_ref().map(kept).unwrap_or_default(),
    }))
}

/// Says what is kept from before. What cannot be looked at is none of the card's business.
fn kept(folder: &Folder) -> Vec<String> {
    let results = store::kept(folder).map_or(0, |kept| kept.len());
    let mut lines = match results {
        0 => Vec::new(),
        1 => vec!["1 result is kept: rolefit history".to_owned()],
        many => vec![format!("{many} results are kept: rolefit history")],
    };
    let paused = store::under_way(folder).unwrap_or_default().into_iter();
    let stands = |replies: (usize, usize)| replies.0 + replies.1 > 0;
    let paused: Vec<String> = paused
        .filter(|draft| draft.replies.is_some_and(stands))
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

/// Asks which questionnaire it shall be.
pub(super) fn ask(offers: &Offers, manner: Manner, watch: &Watch) -> Result<Which, CliError> {
    let asked = if manner.plain {
        ask_plainly(offers)
    } else {
        ask_by_key(offers, manner, watch)
    };
    match watch.heed(asked) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Which::Interrupted),
        asked => asked.map_err(|error| CliError::io(format!("the terminal failed: {error}"))),
    }
}

/// The title of the usual questionnaire, whom it is for, and what is kept.
fn usual(offers: &Offers) -> Vec<String> {
    let usual = &offers.catalogues[0];
    let about = usual.about.iter().map(ToString::to_string);
    let lines = [usual.title.to_string()].into_iter().chain(about);
    lines.chain(offers.kept.iter().cloned()).collect()
}

fn others(offers: &[Catalogue]) -> String {
    match offers.len() - 1 {
        1 => "another questionnaire".to_owned(),
        count => format!("{count} other questionnaires"),
    }
}

fn ask_by_key(offers: &Offers, manner: Manner, watch: &Watch) -> io::Result<Which> {
    let mut card = usual(offers);
    let offers = &offers.catalogues[..];
    card.push(String::new());
    card.push(format!(
        "Enter starts it, o shows {}, q leaves.",
        others(offers)
    ));
    loop {
        let mut desk = KeyDesk::new(Terminal::open(watch), manner.look);
        let key = loop {
            let key = desk.wait(&card)?;
            if matches!(
                key,
                Key::Enter
                    | Key::Escape
                    | Key::CtrlC
                    | Key::Char('o' | 'O' | 'q' | 'Q' | '\u{3}' | '\u{4}')
            ) {
                break key;
            }
        };
        desk.clear()?;
        drop(desk);
        match key {
            Key::Enter => return Ok(Which::Take(offers[0].id.clone())),
            Key::Char('o' | 'O') => {}
            Key::CtrlC | Key::Char('\u{3}') => return Ok(Which::Interrupted),
            _ => return Ok(Which::Leave),
        }
        if let Some(chosen) = pick(offers, watch)? {
            return Ok(Which::Take(offers[chosen].id.clone()));
        }
    }
}

/// Shows every title; nothing where the person goes back.
fn pick(offers: &[Catalogue], watch: &Watch) -> io::Result<Option<usize>> {
    let term = Term::stderr();
    let _lent = Lent::to_dialoguer(watch);
    let columns = usize::from(term.size().1);
    let whole = |one: &Catalogue| option_of(one.title.as_str(), columns) == one.title.as_str();
    let all_whole = offers.iter().all(whole);
    // Titles that begin alike would be cut to the same words.
    let names = offers.iter().map(|one| {
        if all_whole {
            one.title.to_string()
        } else {
            option_of(&format!("{}: {}", one.id, one.title), columns)
        }
    });
    let picked = Select::new()
        .with_prompt("Which one")
        .items(names)
        .default(0)
        .report(false)
        .interact_on_opt(&term);
    picked.map_err(|dialoguer::Error::IO(error)| error)
}

fn ask_plainly(offers: &Offers) -> io::Result<Which> {
    let mut stderr = io::stderr();
    for line in usual(offers) {
        writeln!(stderr, "{line}")?;
    }
    let offers = &offers.catalogues[..];
    let mut prompt = "Enter starts it; type other or quit: ".to_owned();
    let mut shown = false;
    loop {
        write!(stderr, "{prompt}")?;
        stderr.flush()?;
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            writeln!(stderr)?;
            return Ok(Which::Leave);
        }
        let line = line.trim().to_lowercase();
        let number: Option<usize> = line.parse().ok().filter(|_| shown);
        match line.as_str() {
            "" if !shown => return Ok(Which::Take(offers[0].id.clone())),
            "q" | "quit" => return Ok(Which::Leave),
            "o" | "other" | "others" => {
                for (number, one) in (1..).zip(offers) {
                    writeln!(stderr, "{number} {}", one.title)?;
                }
                prompt = format!("Type a number from 1 to {}, or quit: ", offers.len());
                shown = true;
            }
            _ => {
                if let Some(chosen) = number.and_then(|number| offers.get(number.checked_sub(1)?)) {
                    return Ok(Which::Take(chosen.id.clone()));
                }
            }
        }
    }
}
