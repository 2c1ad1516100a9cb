//! `rolefit take`: the questionnaire at a terminal, from the first question to the finished session. It decides what is
//! asked where and kept where; what an answer means is the library's part, how a question looks the prompt's.

mod asking;
mod begin;
mod cards;
mod choice;
mod draft_faults;
mod ending;
#[cfg(test)]
mod fixture;
mod options;
mod replay;
mod title;
mod which;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use rolefit::assessment::{Assessment, CurrentRole};
use rolefit::catalogue::Response;
use rolefit::history::Past;
use rolefit::model::{Length, StopReason};
use rolefit::render::escape;
use rolefit::render::result::{Keeping, ResultReport, before_more};
use rolefit::session::{Outcome, PersonName, Session};

use super::again::option;
use super::args::{Arguments, TakeArguments};
use super::kept::{self, Place};
use super::names::about_option;
use super::options::EVERY_FORM;
use super::output::{Output, data};
use super::prompt::{self, Mode};
use super::signals::Watch;
use super::store::{self, Folder, Journal};
use super::wrap::say;
use super::{CliError, Exit, Result, saved, source};
use asking::{Asking, Halt, Why};
use begin::Store;
use cards::{Opening, Showing};
use choice::{Choice, Start};
use ending::{Ending, Perform};
use title::administer_with_title;
use which::Chosen;

pub(crate) fn run(take: &TakeArguments, output: &Output, perform: Perform) -> Result<Exit> {
    need_terminal(take, output)?;
    output.form(EVERY_FORM)?;
    output.try_place()?;
    let mode = Mode::found(output);
    let watch = mode.watch()?;
    watch.set_exit_message("stopped; nothing was changed");
    let (named, presented) = match chosen(take, (mode, &watch), output, perform)? {
        ControlFlow::Continue(chosen) => chosen,
        ControlFlow::Break(exit) => return Ok(exit),
    };
    let catalogue = source::named_catalogue(named.as_deref(), output)?;
    // A title that is said on the way is not among what was kept at the beginning.
    let title = take.current_role.as_deref().filter(|_| take.resume);
    let again = option("--catalogue", named)
        + &option("--current-role", title)
        + &output.common.shown_again();
    // By now it is known which file the catalogue is.
    output.try_place()?;
    let wanted = options::check(take, &catalogue)?;
    let about = wanted.about.as_ref();
    let store =
        (!take.no_save).then(|| Store::open(env::var_os("ROLEFIT_HOME"), &catalogue, about));
    let store = store.transpose()?;
    let start = begin::begin(take, &wanted, &catalogue, store.as_ref(), &mut |replies| {
        watch.set_exit_message(&format!("stopped; {}", go_on(&again, about)));
        let mut desk = prompt::open(mode, &watch);
        let chosen = choice::choose(desk.as_mut(), replies, about);
        if let Ok(Choice::Resume | Choice::Restart) = chosen {
            watch.set_exit_message("stopped");
        }
        chosen
    })?;
    let Some(start) = start else {
        say("nothing was changed");
        return Ok(Exit::Paused);
    };
    let taken = Taken {
        again: &again,
        output,
        mode,
        watch: &watch,
        folder: store.as_ref().map(Store::folder),
        presented,
    };
    let ending = taken.ask(start)?;
    output.finish()?;
    // Whoever goes on with this very questionnaire, here or in another window, finds it free.
    drop(store);
    Ok(ending::go_on(ending, &output.common, mode, perform))
}

/// Returns which catalogue it shall be, and whether a card has said what it is; or how it ended, where something else than a
/// questionnaire was chosen.
fn chosen(
    take: &TakeArguments,
    (mode, watch): (Mode, &Watch),
    output: &Output,
    perform: Perform,
) -> Result<ControlFlow<Exit, (Option<String>, bool)>> {
    let Some(offers) = which::offers(take, output)? else {
        let named = output.common.catalogue.clone();
        return Ok(ControlFlow::Continue((named, false)));
    };
    let usual = offers.catalogues[0].id.clone();
    Ok(match which::ask(offers, mode, watch)? {
        None => {
            say("nothing was changed");
            ControlFlow::Break(Exit::Paused)
        }
        Some(Chosen::Questionnaire(id)) => {
            let presented = id == usual;
            ControlFlow::Continue((Some(id).filter(|_| !presented), presented))
        }
        Some(Chosen::Latest) => {
            watch.stop_asking();
            ControlFlow::Break(latest(mode, output, perform)?)
        }
        Some(Chosen::Practice(mut practice)) => {
            watch.stop_asking();
            let output = ending::output_of(&mut practice.arguments, &output.common);
            ControlFlow::Break(perform(&practice.arguments, &output, &|| Ok(())))
        }
    })
}

/// Shows the latest result with what can be done next, as when it was new. One of another state of its catalogue is shown by
/// what it says of itself, and leads nowhere.
fn latest(mode: Mode, output: &Output, perform: Perform) -> Result<Exit> {
    let outcome = "nothing was shown";
    let found = saved::find_kept(kept::LATEST, kept::Meant::Kept, outcome, output)?;
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME"));
    let is_outdated = Past::of(&found.text).is_some_and(|past| {
        let now = source::present(past.summary.catalogue.as_str());
        let now = now.as_ref().map(Option::as_ref).map_err(String::as_str);
        past.summary.outdated(now).is_some()
    });
    let (Some(folder), Some(kept), false) = (folder, &found.kept, is_outdated) else {
        let show = ["rolefit", "history", "show", kept::LATEST].map(OsString::from);
        let show = Arguments::read(&show).expect("it is a command");
        return Ok(perform(&show, output, &|| Ok(())));
    };
    let saved = saved::of_found(&found, outcome, output)?;
    let place = Place::of(&folder, kept, &found.text);
    let report = ResultReport {
        keeping: place.keeping(),
        ..ResultReport::new(&saved.catalogue, &saved.assessment)
    };
    let kept = Some(kept.clone());
    let ending = ending::show(&report, None, kept, Exit::Done, mode, output)?;
    output.finish()?;
    Ok(ending::go_on(ending, &output.common, mode, perform))
}

/// A questionnaire needs a person who reads and types.
fn need_terminal(take: &TakeArguments, output: &Output) -> Result<()> {
    if output.common.catalogue.as_deref() == Some("-") {
        let what = "the catalogue cannot come from standard input, where the answers are typed";
        return Err(CliError::usage(what).hint("name its file with `--catalogue FILE`"));
    }
    let problem = if output.common.no_input {
        "a questionnaire asks, and --no-input forbids it"
    } else if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(());
    } else {
        "a questionnaire needs a terminal to ask on"
    };
    let catalogue = output.common.again();
    let length = option("--length", take.length.map(Length::name));
    let about = take.about.as_ref();
    let about = about.map_or("", |_| "write `about = \"NAME\"` with theirs at its top, ");
    Err(CliError::usage(problem).hint(format!(
        "without one: write a form with `rolefit form{length} -o answers.toml{catalogue}`, {about}fill it in, then run `rolefit score answers.toml{catalogue}`",
    )))
}

/// What is said where a signal ends the process and the answers are not where they were.
const REMOVED: &str =
    "stopped; the answers are not kept: another program has removed their file or cut it short";

/// One run of the questionnaire and what surrounds it.
struct Taken<'a> {
    /// The options that name its catalogue, and where its result goes, in a command that goes on with it.
    again: &'a str,
    output: &'a Output,
    mode: Mode,
    watch: &'a Watch,
    folder: Option<&'a Folder>,
    /// Whether a card has said what the questionnaire is.
    presented: bool,
}

impl Taken<'_> {
    fn ask(&self, start: Start<'_>) -> Result<Ending> {
        let Mode { plain, look } = self.mode;
        let mut desk = prompt::open(self.mode, self.watch);
        let (mut session, about) = (start.session, start.about);
        let opening = Opening {
            about: about.as_ref(),
            plain,
            saved: start.journal.is_some(),
            presented: self.presented,
        };
        let opening = cards::opening(&session, opening);
        let mut notes = start.notes;
        if !notes.is_empty() {
            // What was found stands apart from what is asked.
            notes.push(String::new());
        }
        desk.tell(&notes).map_err(CliError::terminal)?;
        desk.introduce(&opening).map_err(CliError::terminal)?;
        let go_on = go_on(self.again, about.as_ref());
        let showing = Showing {
            about: about.as_ref(),
            seed: start.seed,
            look,
        };
        let standing = start.journal.as_ref().map(Journal::standing);
        let mut asking = Asking::new(desk.as_mut(), start.journal, showing, |kept| {
            let line = format!("stopped; {}", kept.in_words(&go_on));
            let standing = standing
                .clone()
                .filter(|_| matches!(kept, asking::Kept::Saved(_)));
            self.watch.make_exit_message(move || match &standing {
                Some(standing) if !standing.is_whole() => REMOVED.to_owned(),
                _ => line.clone(),
            });
        });
        asking.announce(&session);
        let ended = administer_with_title(&mut session, &mut asking, start.title);
        let rescue = |session: &mut Session<'_>, latest: Option<(usize, Response)>| {
            if let Some((item, response)) = latest {
                session.enter(item, Some(response));
            }
            Output::rescue(&asking::answers(session, about.as_ref()))
        };
        if let Err(halt) = &ended
            && let Why::Failed(error) = &halt.why
        {
            self.watch.give_way_to(error);
        }
        let (journal, kept) = asking.end();
        // The terminal may be gone; what is kept is kept all the same.
        let _ = desk.clear();
        drop(desk);
        let (journal, kept) = still_kept(journal, kept);
        match ended {
            Ok((Outcome::Finished(reason), role)) => {
                self.watch.stop_asking();
                let (before, end) = (start.before.as_ref(), (reason, start.seed));
                self.finish(&session, before, (about, role), end, journal)
            }
            Ok((Outcome::Paused, _)) => {
                self.watch.leave();
                pause(&session, about.as_ref(), journal, kept, &go_on).map(Ending::from)
            }
            Err(Halt { why, latest }) => {
                if kept == asking::Kept::Lost || matches!(why, Why::NotSaved(_)) {
                    rescue(&mut session, latest)?;
                }
                match why {
                    Why::NotSaved(error) => Ok(self.output.report(&error).into()),
                    Why::Failed(error) => {
                        Err(CliError::terminal(error).hint(kept.in_words(&go_on)))
                    }
                }
            }
        }
    }

    /// The result is on disk before it is shown, and the journal is removed last.
    fn finish(
        &self,
        session: &Session<'_>,
        before: Option<&Assessment>,
        (about, role): (Option<PersonName>, Option<CurrentRole>),
        (reason, seed): (StopReason, u64),
        journal: Option<Journal>,
    ) -> Result<Ending> {
        let catalogue = session.catalogue();
        let go_on = go_on(self.again, about.as_ref());
        let assessment = Assessment::of_session(session, reason, seed).map_err(|error| {
            let why = if session.entries().is_empty() {
                "no question would have told anything about the role; --per-trait 1 asks all the same"
            } else {
                "every question was skipped"
            };
            let error = CliError::bad_input(error.to_string()).hint(why);
            if journal.is_none() {
                return error.hint("start again with `rolefit take`");
            }
            error
                .hint(format!("to answer the last one, {go_on}"))
                .hint("or start again with --restart instead of --resume")
        })?;
        let assessment = assessment.about(about).holding(role);
        let (mut exit, mut found) = (Exit::Done, None);
        if let (Some(folder), Some(mut journal)) = (self.folder, journal) {
            let json = data(&ResultReport::new(catalogue, &assessment))?;
            match store::save(folder, &json) {
                Ok(kept) => {
                    if let Err(error) = journal.remove() {
                        let journal = journal.path().display();
                        self.output.say(&format!(
                            "warning: could not remove `{journal}`, whose answers are in the result: {error}"
                        ));
                    }
                    found = Some((Place::of(folder, &kept, &json), kept));
                }
                Err(error) => {
                    let folder = folder.path().display();
                    let what = format!("could not save the result in `{folder}`: {error}");
                    let error = CliError::io(what).hint(format!("the answers are kept; {go_on}"));
                    exit = self.output.report(&error);
                }
            }
        }
        self.output.keep_at_any_price();
        let (place, kept) = found.unzip();
        let keeping = place.as_ref().map_or(Keeping::Elsewhere, Place::keeping);
        let report = ResultReport {
            keeping,
            ..ResultReport::new(catalogue, &assessment)
        };
        let before = before.and_then(|before| before_more(catalogue, before, &assessment));
        ending::show(&report, before, kept, exit, self.mode, self.output)
    }
}

/// Makes sure that what is said to be kept is, even where somebody removed the file meanwhile.
fn still_kept(journal: Option<Journal>, kept: asking::Kept) -> (Option<Journal>, asking::Kept) {
    let Some(mut journal) = journal else {
        return (None, kept);
    };
    let Err(error) = journal.stand() else {
        return (Some(journal), kept);
    };
    let path = journal.path().display();
    say(&format!(
        "the answers do not stand in `{path}` any more: {error}"
    ));
    (None, asking::Kept::Lost)
}

/// Ends a questionnaire that was paused.
fn pause(
    session: &Session<'_>,
    about: Option<&PersonName>,
    journal: Option<Journal>,
    kept: asking::Kept,
    go_on: &str,
) -> Result<Exit> {
    if matches!(kept, asking::Kept::NothingYet) && session.has_taken_back() {
        // Going back to the first question is no wish to lose the answers: they stay where they are.
        say(&format!(
            "every answer was taken back; they are still kept, {go_on}"
        ));
        return Ok(Exit::Paused);
    }
    say(&kept.in_words(go_on));
    Ok(match kept {
        asking::Kept::Saved(_) => Exit::Paused,
        asking::Kept::NothingYet => {
            if let Some(mut journal) = journal {
                let _ = journal.remove();
            }
            Exit::Paused
        }
        asking::Kept::Unwanted => Exit::Interrupted,
        asking::Kept::Lost => {
            Output::rescue(&asking::answers(session, about))?;
            say(asking::RESCUED);
            Exit::Io
        }
    })
}

/// How to go on with what was saved.
fn go_on(again: &str, about: Option<&PersonName>) -> String {
    // The name may hold anything, and a signal's last words are written as they are.
    let about = about_option(about);
    let how = format!("go on with: rolefit take --resume{about}{again}");
    escape::line(&how).into_owned()
}
