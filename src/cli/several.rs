//! Several inputs that are read together: what is wrong with each is told, and nothing is done unless all are fine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rolefit::catalogue::Catalogue;
use rolefit::cohort::{Form, Gathered, Layout, RowFault, blank_lines};
use rolefit::render::diagnostics::Room;
use rolefit::session::Transcript;

use super::{CliError, Exit, Output, Result, source};

/// The largest file of many people that is read whole, in bytes.
pub(super) const MAX_MANY: usize = 16 * 1024 * 1024;
/// The most faults of one input that are told in words.
const SHOWN_FAULTS: usize = 20;

/// Returns the form of many that a file's ending names; nothing where it is one person's, or says nothing.
pub(super) fn form_of(file: &Path) -> Option<Form> {
    Form::of_input_ending(file.extension()?.to_str()?)
}

/// Returns what each row of a table is called: by its id, or by its line where it has none. The number of a line may be the
/// id of another row, and stands alone only where no row has an id; so may be `line 3`, which is then said to have none.
pub(super) fn row_names(people: &[Gathered]) -> Vec<String> {
    let ids: BTreeSet<&str> = people.iter().filter_map(|one| one.id.as_deref()).collect();
    let by_line = |line: u64| match format!("line {line}") {
        _ if ids.is_empty() => line.to_string(),
        taken if ids.contains(&*taken) => format!("{taken}, without an id"),
        free => free,
    };
    let name = |one: &Gathered| one.id.clone().unwrap_or_else(|| by_line(one.line));
    people.iter().map(name).collect()
}

/// Refuses standard input and any file that is named twice.
pub(super) fn none_twice(files: &[PathBuf], output: &Output) -> Result<()> {
    source::one_standard_input(files, output)?;
    no_file_twice(files)
}

/// Refuses a file that is named twice.
pub(super) fn no_file_twice(files: &[PathBuf]) -> Result<()> {
    let place = |file: &PathBuf| file.canonicalize().unwrap_or_else(|_| file.clone());
    let mut seen: BTreeMap<PathBuf, &PathBuf> = BTreeMap::new();
    for file in files.iter().filter(|file| file.as_os_str() != "-") {
        if let Some(first) = seen.insert(place(file), file) {
            let (first, file) = (first.display(), file.display());
            let what = format!("`{first}` and `{file}` are the same file");
            return Err(CliError::usage(what).hint("name each person's answers once"));
        }
    }
    Ok(())
}

/// An input that was opened: its text, and what it is.
pub(super) struct Opened<P> {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) content: Content<P>,
}

/// What an input holds: the answers of one person, with what else is known of them, or of many in a form.
pub(super) enum Content<P> {
    One(Box<Transcript>, P),
    Many(Form),
}

impl<P> Opened<P> {
    /// Returns the form in which many stand in it.
    pub(super) fn form(&self) -> Option<Form> {
        match self.content {
            Content::One(..) => None,
            Content::Many(form) => Some(form),
        }
    }

    /// Returns how many lines without a word a table has.
    pub(super) fn blank_lines(&self, layout: &Layout) -> u64 {
        let form = self.form();
        form.map_or(0, |form| blank_lines(form, &self.text, layout))
    }
}

/// Returns the catalogue that inputs name, which may not name several; `advice` says what is done about those.
pub(super) fn one_catalogue<P>(
    inputs: &[Opened<P>],
    (outcome, advice): (&str, &str),
    output: &Output,
) -> Result<Catalogue> {
    let mut named = inputs.iter().filter_map(|one| match &one.content {
        Content::One(transcript, _) => Some((transcript.catalogue_id()?, &*one.name)),
        Content::Many(_) => None,
    });
    let first = named.next();
    let other = named.find(|(id, _)| first.is_some_and(|(first, _)| *id != first));
    if let (Some((first, file)), Some((id, other)), None) = (first, other, &output.common.catalogue)
    {
        return Err(CliError::bad_input(format!(
            "{file} is answered for catalogue `{first}`, and {other} for `{id}`; {outcome}"
        ))
        .hint(advice));
    }
    let (id, file) = first.unzip();
    source::catalogue_of(id, file.unwrap_or_default(), output)
}

/// Tells what is wrong, the lines of one fault together, as far as there is room.
pub(super) fn tell(faults: impl Iterator<Item = Vec<String>>, output: &Output) {
    let mut room = Room::default();
    for (shown, mut lines) in faults.enumerate() {
        if shown == SHOWN_FAULTS || !room.take_lines(&mut lines) {
            output.say("note: there are more faults than these");
            return;
        }
        for line in lines {
            output.say(&line);
        }
    }
}

/// Says what is wrong with rows, one after the other: each in a line, and what to do about it where that is not what was
/// said of the row before. The same advice twenty times over would bury the lines.
#[derive(Debug, Default)]
pub(super) struct RowFaults {
    last_help: Option<String>,
}

impl RowFaults {
    pub(super) fn lines(&mut self, heading: &str, fault: &RowFault) -> Vec<String> {
        let help = fault.help.as_ref();
        let help = help.filter(|help| self.last_help.as_ref() != Some(*help));
        let help = help.map(|help| format!("help: {help}"));
        self.last_help.clone_from(&fault.help);
        let line = format!("{heading}: {fault}");
        std::iter::once(line).chain(help).collect()
    }
}

/// Tells what is wrong with rows.
pub(super) fn tell_rows(faults: &[RowFault], output: &Output) {
    let mut said = RowFaults::default();
    let told = faults.iter().map(|fault| said.lines("error", fault));
    tell(told, output);
}

/// Says how many lines without a word were passed over.
pub(super) fn note_blank(count: u64, output: &Output) {
    match count {
        0 => {}
        1 => output.say("note: 1 blank line was passed over"),
        _ => output.say(&format!("note: {count} blank lines were passed over")),
    }
}

/// Says of how many the answers are somebody else's.
pub(super) fn note_others(count: u64, output: &Output) {
    let said = match count {
        0 => return,
        1 => "one is by what somebody else answered about the person".to_owned(),
        _ => format!("{count} are by what somebody else answered about the person"),
    };
    output.say(&format!("note: {said}, as `about` says"));
}

/// What was wrong with files, told as it came up.
pub(super) struct Faulty {
    files: usize,
    /// What is not done where any of them is faulty.
    outcome: &'static str,
    count: usize,
    exit: Exit,
}

impl Faulty {
    pub(super) fn new(files: usize, outcome: &'static str) -> Self {
        Self {
            files,
            outcome,
            count: 0,
            exit: Exit::Io,
        }
    }

    /// Takes in what came of one of the files.
    ///
    /// # Errors
    /// The command itself is wrong, and no file.
    pub(super) fn take<T>(&mut self, came: Result<T>, output: &Output) -> Result<Option<T>> {
        let error = match came {
            Ok(came) => return Ok(Some(came)),
            Err(error) if error.exit == Exit::Usage => return Err(error),
            Err(error) => error,
        };
        self.count += 1;
        if error.exit == Exit::BadInput {
            self.exit = Exit::BadInput;
        }
        output.report(&error);
        Ok(None)
    }

    pub(super) fn is_none(&self) -> bool {
        self.count == 0
    }

    pub(super) fn end(self) -> Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        let outcome = self.outcome;
        let message = match (self.count, self.files) {
            (1, 1) => format!("the file cannot be used; {outcome}"),
            (count, files) => format!("{count} of {files} files cannot be used; {outcome}"),
        };
        Err(match self.exit {
            Exit::BadInput => CliError::bad_input(message),
            _ => CliError::io(message),
        })
    }
}
