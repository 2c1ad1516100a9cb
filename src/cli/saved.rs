//! The result that a command is about: one in a file or on standard input, or one that is kept on this machine.

use std::env;
use std::path::{Path, PathBuf};

use rolefit::assessment::Assessment;
use rolefit::catalogue::Catalogue;
use rolefit::history::{Contents, Damage, Outdated, Past, Remedy};
use rolefit::render::counted;
use rolefit::render::diagnostics::lines;
use rolefit::render::history::{PastReport, why_outdated};
use rolefit::render::result::{Keeping, Label, ResultReport, file_option};
use rolefit::session::{Faults, MAX_TRANSCRIPT, PersonName, Transcript};

use super::kept::Meant;
use super::options::Format;
use super::store::{Folder, Kept};
use super::{CliError, Output, Result, again, kept, read, source};

/// A result with the catalogue that it was answered for.
pub(crate) struct Saved {
    pub(crate) catalogue: Catalogue,
    pub(crate) assessment: Assessment,
    /// Whose it is and of which day, as far as the file or what is kept says.
    pub(crate) label: Label,
}

impl Saved {
    /// Returns it as it is shown where it is kept so.
    pub(crate) fn report<'a>(&'a self, keeping: Keeping<'a>) -> ResultReport<'a> {
        ResultReport {
            catalogue: &self.catalogue,
            assessment: &self.assessment,
            keeping,
            label: &self.label,
        }
    }
}

/// The text of answers or of a result, and where it comes from.
pub(crate) struct Found {
    /// What messages call it.
    pub(crate) name: String,
    pub(crate) text: String,
    /// Where it lies; nothing for standard input.
    pub(crate) path: Option<PathBuf>,
    /// The result that is kept on this machine, where it is one.
    pub(crate) kept: Option<Kept>,
}

/// Reads answers or a saved result from a file, from standard input for `-`, or from the results that are kept: by id,
/// by the beginning of one, or `latest`. `outcome` says what is not done where it cannot be used.
pub(crate) fn read(argument: &Path, outcome: &str, output: &Output) -> Result<Saved> {
    of_found(&find(argument, outcome, output)?, outcome, output)
}

/// Makes a result of what was found, labelled with the day on which it was kept, where it was.
pub(crate) fn of_found(found: &Found, outcome: &str, output: &Output) -> Result<Saved> {
    let saved = of_text(&found.name, &found.text, outcome, output);
    let mut saved = saved.map_err(|error| match Past::of(&found.text) {
        Some(past) if matches!(source::present(past.summary.catalogue.as_str()), Ok(None)) => error
            .hint(format!(
                "{outcome}; `rolefit report` shows what the result says of itself"
            )),
        _ => error,
    })?;
    saved.label.date = found.kept.as_ref().map(|kept| kept.time.date());
    Ok(saved)
}

/// How much of a result is shown on a terminal; elsewhere it is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    /// As much as the window holds, the verdict first.
    Window,
}

/// Shows what was found: a result as it is scored now; or one of another state of its catalogue, from what it says of
/// itself. `label` changes whose it is said to be. Returns the id of its catalogue.
pub(crate) fn show_found(
    found: &Found,
    extent: Extent,
    outcome: &str,
    label: impl FnOnce(Label) -> Label,
    output: &Output,
) -> Result<String> {
    let past = Past::of(&found.text);
    let is_shown = past.is_some();
    if let Some(past) = past {
        let id = past.summary.catalogue.as_str();
        let now = match &output.common.catalogue {
            Some(name) => Ok(Some(source::load_catalogue(name, output)?)),
            None => source::present(id),
        };
        // A catalogue of another id is a slip, and said to be one when the answers are read.
        let is_of_it = !matches!(&now, Ok(Some(now)) if now.id != id);
        let now = now.as_ref().map(Option::as_ref).map_err(String::as_str);
        if let Some(why) = past.summary.outdated(now).filter(|_| is_of_it) {
            let name = Transcript::read(&found.text).ok();
            let name = name.and_then(|one| PersonName::new(one.id()?).ok());
            let label = label(Label {
                name,
                ..Label::default()
            });
            let catalogue = now.ok().flatten();
            show_past(found, (&past, &why), label.name.as_ref(), catalogue, output)?;
            return Ok(id.to_owned());
        }
    }
    let saved = of_found(found, outcome, output);
    let mut saved = saved.map_err(|error| match Contents::of(&found.text) {
        // What reading it says may be no more than that its questions are others.
        Contents::Damaged(Damage { why, .. }) if !is_shown && is_result(&found.text) => {
            error.hint(format!("nor is shown what it says of itself: {why}"))
        }
        _ => error,
    })?;
    saved.label = label(saved.label);
    show(found, extent, &saved, output)?;
    Ok(saved.catalogue.id)
}

/// Whether a text can be read as a result, whatever it comes to.
fn is_result(text: &str) -> bool {
    Transcript::read(text).is_ok_and(|read| read.hash().is_some())
}

fn show_past(
    found: &Found,
    (past, why): (&Past, &Outdated),
    name: Option<&PersonName>,
    catalogue: Option<&Catalogue>,
    output: &Output,
) -> Result<()> {
    let kept = found.kept.as_ref();
    let typed = found.path.as_deref().and_then(again::typed_again);
    let shown = PastReport {
        past,
        text: &found.text,
        why,
        name,
        kept: kept.map(|kept| (kept.id.as_str(), kept.time)),
        file: typed.as_deref(),
        catalogue: catalogue.and_then(|catalogue| catalogue.file.as_deref()),
    };
    if output.format() == Format::Json {
        // What is kept says nothing of it, so it is said beside.
        let (name, why) = (&found.name, why_outdated(why));
        output.say(&format!(
            "{name} is written as it is kept, not scored again: {why}"
        ));
    }
    output.show(&shown)
}

/// Finds the text that an argument means.
pub(crate) fn find(argument: &Path, outcome: &str, output: &Output) -> Result<Found> {
    let name = match argument.to_str() {
        Some(name) if kept::is_name(argument) => name,
        _ => {
            kept::tell_of_file(argument, output);
            return Ok(Found {
                name: read::name(argument),
                text: read::read_bounded(argument, MAX_TRANSCRIPT)?,
                path: (argument.as_os_str() != "-").then(|| argument.to_path_buf()),
                kept: None,
            });
        }
    };
    find_kept(name, Meant::KeptOrFile, outcome, output)
}

/// Finds a kept result by its name. In every command `latest` is the latest about
/// oneself, of the catalogue that `--catalogue` names, if it names one.
pub(crate) fn find_kept(name: &str, meant: Meant, outcome: &str, output: &Output) -> Result<Found> {
    let folder = Folder::find(env::var_os("ROLEFIT_HOME"))?;
    let kept = named(folder.as_ref(), name, meant, output)?;
    let name = format!("the kept result {}", kept.id);
    let located = |error: CliError| error.hint(format!("its file is `{}`", kept.path.display()));
    let unusable = |error: CliError| {
        let removes = format!(
            "`rolefit history delete {}` removes the damaged file",
            kept.id
        );
        located(error).hint(removes)
    };
    let text = kept.read().map_err(|why| {
        unusable(CliError::io(format!(
            "{name} cannot be used: {why}; {outcome}"
        )))
    })?;
    if let Contents::Damaged(Damage { why, place, remedy }) = Contents::kept(&text, kept.time) {
        let place = place.map_or_else(String::new, |(line, column)| {
            format!(" (line {line}, column {column})")
        });
        let problem = format!("{name} cannot be used: {why}{place}; {outcome}");
        let error = CliError::bad_input(problem);
        return Err(match remedy {
            Remedy::Rename(start) => located(error).hint(format!(
                "it is whole once the name of its file begins with {start} again"
            )),
            Remedy::Delete | Remedy::TakeAway => unusable(error),
        });
    }
    Ok(Found {
        name,
        text,
        path: Some(kept.path.clone()),
        kept: Some(kept),
    })
}

/// Returns the place of the kept result that a name means, whatever it holds.
pub(crate) fn named(
    folder: Option<&Folder>,
    name: &str,
    meant: Meant,
    output: &Output,
) -> Result<Kept> {
    let wanted = output.common.catalogue.as_ref();
    let wanted = wanted.filter(|_| name == kept::LATEST);
    let wanted = wanted.map(|catalogue| source::load_catalogue(catalogue, output));
    let wanted = wanted.transpose()?.map(|catalogue| catalogue.id);
    kept::find(folder, name, meant, wanted.as_deref(), output)
}

/// Shows a result in the form asked for, with commands that name it where it is kept.
fn show(found: &Found, extent: Extent, saved: &Saved, output: &Output) -> Result<()> {
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME"));
    let place = folder
        .zip(found.kept.as_ref())
        .map(|(folder, kept)| kept::Place::of(&folder, kept, &found.text));
    let file = found.path.as_deref().and_then(again::typed_again);
    let keeping = match (&place, &file) {
        (Some(place), _) => place.keeping(),
        (None, Some(file)) => Keeping::File(file),
        (None, None) => Keeping::Elsewhere,
    };
    let report = saved.report(keeping);
    match (extent, keeping, output.window()) {
        (Extent::Window, Keeping::Kept { id, is_latest, .. }, Some(lines)) => {
            let name = (!is_latest).then_some(id);
            let whole = whole(&saved.catalogue, name);
            // The prompt of the shell takes a line.
            output.result(&report.screen(&output.look(), lines - 1, Some(&whole)));
            Ok(())
        }
        _ => output.show(&report),
    }
}

/// Returns how all of a kept result is shown, the latest where none is named, and what that shows.
pub(crate) fn whole(catalogue: &Catalogue, name: Option<&str>) -> (String, String) {
    let name = name.map_or_else(String::new, |name| format!(" {name}"));
    (
        format!("rolefit report{name}{}", file_option(catalogue)),
        "all of it, with reasons and limits".to_owned(),
    )
}

/// Makes a result of the text of answers or of a saved result; `name` is what messages call it.
pub(crate) fn of_text(name: &str, text: &str, outcome: &str, output: &Output) -> Result<Saved> {
    let refused = |faults: Faults| report(name, text, &faults, outcome, output);
    let transcript = Transcript::read(text).map_err(refused)?;
    let catalogue = source::catalogue_of(transcript.catalogue_id(), name, output)?;
    let assessment = Assessment::of_transcript(&catalogue, &transcript).map_err(refused)?;
    let label = Label {
        id: transcript.id().map(str::to_owned),
        name: transcript.id().and_then(|id| PersonName::new(id).ok()),
        date: None,
    };
    Ok(Saved {
        catalogue,
        assessment,
        label,
    })
}

/// Returns the latest result about oneself that is kept, and its id. One that cannot be used is told and left out: the command
/// works without.
pub(crate) fn latest(catalogue: &Catalogue, output: &Output) -> Option<(Assessment, String)> {
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME"))?;
    let latest = kept::latest(&folder, Some(&catalogue.id), None, &mut |line| {
        output.say(line);
    });
    let latest = latest.inspect_err(|error| output.say(&format!("warning: {}", error.message)));
    let (kept, text) = latest.ok()??;
    let transcript = Transcript::read(&text);
    let assessment = transcript.and_then(|one| Assessment::of_transcript(catalogue, &one));
    let assessment = assessment.ok();
    let id = kept.id;
    // What is later than this is of another catalogue, and `latest` alone would mean it.
    let later = kept::latest(&folder, None, None, &mut |_| {})
        .ok()
        .flatten();
    let later = later
        .filter(|(later, _)| later.id != id)
        .and_then(|(_, text)| {
            let id = Transcript::read(&text).ok()?.catalogue_id()?.to_owned();
            Some(format!(
                " of `{}`, for a later one is of `{id}`, whose roles are others",
                catalogue.id
            ))
        });
    let later = later.unwrap_or_default();
    output.say(&if assessment.is_some() {
        format!("from your latest result{later}, {id}; --no-result leaves it out")
    } else {
        let past = Past::of(&text);
        let why = past.and_then(|past| past.summary.outdated(Ok(Some(catalogue))));
        let why = why.map_or_else(|| "it cannot be read".to_owned(), |why| why_outdated(&why));
        format!("warning: your latest result, {id}, is left out: {why}; `rolefit` asks again")
    });
    assessment.map(|assessment| (assessment, id))
}

/// Prints the faults of an answers file, in order of place, and returns the error that ends the command; `outcome` says
/// what was not done.
pub(crate) fn report(
    name: &str,
    text: &str,
    faults: &Faults,
    outcome: &str,
    output: &Output,
) -> CliError {
    let (lines, shown) = lines(name, text, faults);
    for line in lines {
        output.say(&line);
    }
    let more = faults.count() - shown;
    let more = if more > 0 {
        format!(", {more} of them not shown")
    } else {
        String::new()
    };
    let found = counted(faults.count(), "fault");
    CliError::bad_input(format!("{found} in {name}{more}; {outcome}"))
}
