//! The questions about a new catalogue, each asked only where its answer is not known yet.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use rolefit::catalogue::{Pole, StarterError, StarterRole, Text};

use super::args::NewArguments;
use super::ask::{Ask, Stop, until_good};
use super::draft::{Draft, ROLES};
use super::spec::trait_of;
use crate::cli::output::Output;

/// Asks for all that is missing, and for a file where there is none yet.
pub(super) fn complete(
    mut draft: Draft,
    new: &NewArguments,
    output: &Output,
    ask: &mut Ask<'_>,
) -> Result<Draft, Stop> {
    if !draft.missing().is_empty() {
        ask.tell("A catalogue of your own: roles, and the traits on which they differ. Nothing is written before the end; Ctrl-C stops.")?;
        roles(&mut draft, ask)?;
        traits(&mut draft, ask)?;
        leans(&mut draft, ask)?;
        title(&mut draft, ask)?;
        if output.file().is_none() && io::stdout().is_terminal() {
            file(&draft, new, output, ask)?;
        }
    }
    while let Some(there) = output.file().filter(|file| file.is_file() && !new.force) {
        ask.tell(&format!("`{}` is already there.", there.display()))?;
        if ask.confirm("Replace it?")? {
            break;
        }
        file(&draft, new, output, ask)?;
    }
    Ok(draft)
}

fn roles(draft: &mut Draft, ask: &mut Ask<'_>) -> Result<(), Stop> {
    if draft.roles.len() >= ROLES {
        return Ok(());
    }
    ask.tell("")?;
    ask.tell("Which roles are there? One a line, two at least; an empty line ends the list.")?;
    loop {
        let number = draft.roles.len() + 1;
        let role = until_good(ask, &format!("Role {number}"), |line| {
            if line.is_empty() && number > ROLES {
                return Ok(None);
            }
            let role =
                StarterRole::new(None, line, Vec::new()).map_err(|error| sentence(&error))?;
            if draft
                .roles
                .iter()
                .any(|(before, _)| before.is_called_like(&role))
            {
                return Err("That role is there already.".to_owned());
            }
            Ok(Some(role))
        })?;
        match role {
            Some(role) => draft.roles.push((role, false)),
            None => return Ok(()),
        }
    }
}

fn traits(draft: &mut Draft, ask: &mut Ask<'_>) -> Result<(), Stop> {
    if !draft.traits.is_empty() {
        return Ok(());
    }
    ask.tell("")?;
    ask.tell(
        "On which traits do people in them differ? Write two poles, each in a word or two, as in slow/fast. \
         Neither should sound better. An empty line ends the list.",
    )?;
    loop {
        let number = draft.traits.len() + 1;
        let one = until_good(ask, &format!("Trait {number}"), |line| {
            if line.is_empty() && number > 1 {
                return Ok(None);
            }
            let one = trait_of(line).map_err(|_| {
                "Write two different poles with a / between, as in slow/fast.".to_owned()
            })?;
            if draft.traits.iter().any(|before| before.has_poles_of(&one)) {
                return Err("That trait is there already.".to_owned());
            }
            Ok(Some(one))
        })?;
        match one {
            Some(one) => draft.traits.push(one),
            None => return Ok(()),
        }
    }
}

fn leans(draft: &mut Draft, ask: &mut Ask<'_>) -> Result<(), Stop> {
    let how = ask.how();
    for (role, known) in &mut draft.roles {
        if *known {
            continue;
        }
        ask.tell("")?;
        ask.tell(&format!(
            "{}: which pole suits people who are at home in it? {how}",
            role.name()
        ))?;
        let mut leans = Vec::with_capacity(draft.traits.len());
        for one in &draft.traits {
            let (low, high) = (one.pole(Pole::Low), one.pole(Pole::High));
            let options = [low.to_string(), high.to_string(), "neither".to_owned()];
            // One Enter too many claims nothing.
            let neither = options.len() - 1;
            let picked = ask.pick(&format!("{low} or {high}"), &options, neither)?;
            leans.push([Some(Pole::Low), Some(Pole::High), None][picked]);
        }
        *role = role.clone().leaning(leans);
        *known = true;
    }
    Ok(())
}

fn title(draft: &mut Draft, ask: &mut Ask<'_>) -> Result<(), Stop> {
    if draft.title.is_some() {
        return Ok(());
    }
    let usual = draft.usual_title();
    ask.tell("")?;
    ask.tell(&format!(
        "Which question does it answer? Enter takes: {usual}"
    ))?;
    let title = until_good(ask, "Title", |line| {
        let title = if line.is_empty() { &usual } else { line };
        Text::new(title).map_err(|error| format!("That {error}."))
    })?;
    draft.title = Some(title.to_string());
    Ok(())
}

/// Asks where to write.
fn file(draft: &Draft, new: &NewArguments, output: &Output, ask: &mut Ask<'_>) -> Result<(), Stop> {
    let usual = format!("{}.toml", draft.id(new.id.as_deref(), None));
    ask.tell("")?;
    ask.tell(&format!("Which file shall it be? Enter takes: {usual}"))?;
    until_good(ask, "File", |line| {
        let file = if line.is_empty() { &usual } else { line };
        output
            .write_to(PathBuf::from(file))
            .map_err(|error| error.message)
    })
}

fn sentence(error: &StarterError) -> String {
    let text = error.to_string();
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).chain(['.']).collect()
}
