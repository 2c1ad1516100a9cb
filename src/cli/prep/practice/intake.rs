//! Answers that were given elsewhere, taken in from a file: all of them, or none where one is faulty.

use std::path::Path;

use rolefit::catalogue::MAX_CATALOGUE_BYTES;
use rolefit::preparation::practice::{AnswerFaults, Event, Stamped, fresh, read_answers};

use rolefit::render::counted;
use rolefit::render::diagnostics::Room;

use super::kept::{SHOWN_FAULTS, Store, too_faulty};
use crate::cli::prep::args::PracticeArguments;
use crate::cli::prep::{aim, moment};
use crate::cli::store::Stay;
use crate::cli::{CliError, Exit, Output, Result, read, source};

/// Takes answers in from a file: all of them, or none where one is faulty.
pub(super) fn take_in(file: &Path, arguments: &PracticeArguments, output: &Output) -> Result<Exit> {
    let catalogue = source::catalogue_for(None, output)?;
    let bank = aim::bank(&arguments.aim.bank, &catalogue, output)?;
    let name = read::name(file);
    let text = read::read_bounded(file, MAX_CATALOGUE_BYTES)?;
    let moment = moment::now(arguments.at.as_ref(), arguments.date, output);
    let now = moment.at;
    let refused = |faults| report(&name, &faults, output);
    let answers = read_answers(&text, &bank, now).map_err(refused)?;
    let mut store = Store::open(&bank, &moment, Stay::Brief, output)?;
    let (fresh, known) = fresh(answers, &store.history).map_err(refused)?;
    let count = fresh.len();
    let events: Vec<Stamped> = fresh
        .into_iter()
        .map(|given| Stamped {
            at: now,
            event: Event::Given(given),
        })
        .collect();
    let kept = store.journal.append(&events);
    kept.map_err(|error| {
        store
            .unsaved("the answers", &error)
            .hint("none of them was taken in")
    })?;
    let known = match known {
        0 => String::new(),
        1 => "; 1 was there already, of the same time, and is left out".to_owned(),
        more => format!("; {more} were there already, of the same times, and are left out"),
    };
    output.say(&format!("took {} in{known}", counted(count, "answer")));
    Ok(Exit::Done)
}

fn report(name: &str, faults: &AnswerFaults, output: &Output) -> CliError {
    let (mut room, mut shown) = (Room::default(), 0);
    for fault in faults.first.iter().take(SHOWN_FAULTS) {
        let column = fault.column.map(|column| format!(":{column}"));
        let column = column.unwrap_or_default();
        let mut lines = [
            format!("error: {name}:{}{column}: {}", fault.line, fault.message),
            format!("help: {}", fault.help),
        ];
        if !room.take_lines(&mut lines) {
            break;
        }
        shown += 1;
        for line in lines {
            output.say(&line);
        }
    }
    too_faulty(name, (faults.count, shown), "nothing was taken in")
}
