//! Standard output and standard error: the result goes to the one, the talk to the other, both escaped and whole.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::path::Path;

use console::Term;
use rolefit::render::document::{Document, Report};
use rolefit::render::escape;
use rolefit::render::look::Look;
use rustix::fs::{FileType, fstat};

use super::environment;
use super::environment::Environment;
use super::error::{CliError, Exit, Result, why};
use super::inputs::is_no_file;
use super::options::{Common, EVERY_FORM, Format};
use super::wrap::{as_said, say};
use super::writing::{self, Replacing, try_place, write_whole};

/// The longest error or hint, in columns: what it quotes may come from a file and be of any length.
pub(super) const WIDEST_ERROR: usize = 700;

/// Where results and talk go, and how they look; and what every command takes beside its own.
pub(crate) struct Output {
    result: RefCell<String>,
    /// Whether the result cannot be had again by running the same command again.
    irreplaceable: Cell<bool>,
    /// Whether it is said that the file was written.
    announcing: Cell<bool>,
    /// Whether a file that is there already is replaced.
    replacing: Cell<Replacing>,
    /// Whether keys are offered below the result, so that no command is suggested in it.
    above_keys: Cell<bool>,
    /// Talk for when the result is written.
    afterwards: RefCell<Vec<String>>,
    /// Rows that talk took until now.
    rows_said: Cell<usize>,
    /// What every command takes.
    pub(crate) common: Common,
    environment: Environment,
}

impl Output {
    pub(crate) fn new(common: &Common, environment: Environment) -> Self {
        Self {
            result: RefCell::new(String::new()),
            irreplaceable: Cell::new(false),
            announcing: Cell::new(true),
            replacing: Cell::new(Replacing::Older),
            above_keys: Cell::new(false),
            afterwards: RefCell::new(Vec::new()),
            rows_said: Cell::new(0),
            common: common.clone(),
            environment,
        }
    }

    /// Returns the form asked for: by `--format`, else by the ending of the output file, else text.
    pub(crate) fn format(&self) -> Format {
        let by_ending = || self.by_ending().ok().flatten();
        self.common
            .format
            .or_else(by_ending)
            .unwrap_or(Format::Text)
    }

    /// Takes in a report in the form asked for.
    ///
    /// # Errors
    /// As [`form`](Self::form); or a number of the report is not finite, and data was asked for.
    pub(crate) fn show(&self, report: &dyn Report) -> Result<()> {
        let form = self.form(EVERY_FORM)?;
        if form == Format::Text {
            self.show_text(report.document());
        } else {
            self.result(&written(report, form, &self.look())?);
        }
        Ok(())
    }

    /// Shows a document as text.
    pub(crate) fn show_text(&self, document: Document) {
        let document = if self.above_keys.get() {
            document.without_commands()
        } else {
            document
        };
        self.result(&document.text(&self.look()));
    }

    /// Suggests no command in what is shown from now on: keys are offered below it.
    pub(crate) fn above_keys(&self) {
        self.above_keys.set(true);
    }

    /// Says how a result is kept that is longer than the window in which somebody reads it, unless it says so itself.
    pub(crate) fn tell_how_to_keep(&self) {
        let result = self.result.borrow();
        let rows = Term::stdout().size_checked().map_or(0, |(rows, _)| rows);
        let is_longer = result.lines().count() >= usize::from(rows);
        let says_so = console::strip_ansi_codes(&result).contains(" -o ");
        // Beside `--format text` the ending of a file would make no page.
        if self.common.format.is_none() && self.is_read_here() && is_longer && !says_so {
            self.say_afterwards(
                "it is longer than the window: the same command with `-o page.html` keeps all of it as a page"
                    .to_owned(),
            );
        }
    }

    /// Prints a report in the form asked for on standard output at once, whatever file was named for the result.
    ///
    /// # Errors
    /// It cannot be printed; or a number of the report is not finite, and data was asked for.
    pub(crate) fn print_report(&self, report: &dyn Report) -> Result<()> {
        let form = self.common.format.unwrap_or(Format::Text);
        Self::print(&written(report, form, &self.look_of_standard_output())?)
    }

    /// Returns the form asked for, of what has these forms.
    ///
    /// # Errors
    /// The output file is one that was read; or its ending names no form: whoever writes `result.pdf` expects no text
    /// in it.
    pub(crate) fn form(&self, forms: &[Format]) -> Result<Format> {
        let file = self.file();
        // Whoever is told of an ending first would choose another form, and lose what was read.
        file.map_or(Ok(()), writing::check)?;
        if let Some(form) = self.common.format {
            return Ok(form);
        }
        match self.by_ending() {
            Ok(form) => Ok(form.unwrap_or(Format::Text)),
            // What is there and no file, as a pipe is, may be called anything.
            Err(_) if file.is_some_and(is_no_file) => Ok(Format::Text),
            Err(ending) => {
                let name = file.unwrap_or(Path::new("")).display();
                let known = forms.iter().map(|form| match form {
                    Format::Text => ".txt or no ending (text)",
                    Format::Markdown => ".md (Markdown)",
                    Format::Json => ".json (JSON)",
                    Format::Html => ".html (a page)",
                });
                let known: Vec<&str> = known.collect();
                let error =
                    CliError::usage(format!("`{name}` ends in `.{ending}`, which names no form"))
                        .hint(format!(
                            "known are {}; `--format` chooses whatever the ending",
                            known.join(", ")
                        ));
                Err(if ending == "pdf" && forms.contains(&Format::Html) {
                    error.hint("a browser prints a page to PDF: let the name end in .html")
                } else {
                    error
                })
            }
        }
    }

    /// Returns the form that the ending of the output file names: nothing where it has none, or the ending, in small
    /// letters, where that names none.
    fn by_ending(&self) -> Result<Option<Format>, String> {
        let file = self.file();
        let ending = file.and_then(Path::extension);
        let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            None => Ok(None),
            Some("txt" | "text") => Ok(Some(Format::Text)),
            Some("json") => Ok(Some(Format::Json)),
            Some("md" | "markdown") => Ok(Some(Format::Markdown)),
            Some("html" | "htm") => Ok(Some(Format::Html)),
            Some(other) => Err(other.to_owned()),
        }
    }

    /// Refuses a `--format` other than the one that this result has, and a file whose name ends as that of another does: it
    /// would be opened as that. `why` says that there is no other.
    pub(crate) fn only_form(&self, form: Format, why: &str) -> Result<()> {
        let by_ending = self.by_ending();
        let is_other = match (self.common.format, &by_ending) {
            (Some(other), _) => other != form,
            (None, Ok(other)) => other.is_some_and(|other| ![Format::Text, form].contains(&other)),
            (None, Err(ending)) => ending == "csv",
        };
        if is_other {
            return Err(CliError::usage(why)
                .hint("leave `--format` out, and give the file an ending of no other form"));
        }
        Ok(())
    }

    /// Returns how the result looks: as wide as a terminal, in a file the same everywhere, coloured only where it is wanted.
    pub(crate) fn look(&self) -> Look {
        if self.file().is_some() {
            return self.environment.look_of_file();
        }
        self.look_of_standard_output()
    }

    /// Returns how what is printed looks, whatever file was named for the result.
    fn look_of_standard_output(&self) -> Look {
        let stdout = Term::stdout();
        let is_file = |status: rustix::fs::Stat| FileType::from_raw_mode(status.st_mode).is_file();
        if fstat(io::stdout()).is_ok_and(is_file) {
            return self.environment.look_of_file();
        }
        self.environment.look(stdout.is_term().then_some(&stdout))
    }

    /// Returns the lines of the window that text is shown in: of a terminal that is high enough for a screen of its own.
    pub(crate) fn window(&self) -> Option<usize> {
        /// Below this there is no room for a verdict and what goes with it.
        const LEAST: usize = 24;
        let is_shown = self.is_read_here() && !self.is_plain();
        let (lines, _) = Term::stdout().size_checked().filter(|_| is_shown)?;
        Some(usize::from(lines)).filter(|&lines| lines >= LEAST)
    }

    /// Returns whether somebody reads the result as text on this terminal.
    pub(crate) fn is_read_here(&self) -> bool {
        self.file().is_none() && self.format() == Format::Text && Term::stdout().is_term()
    }

    /// Returns whether plain text was asked for: nothing redrawn, no line drawing.
    pub(crate) fn is_plain(&self) -> bool {
        self.environment.is_plain()
    }

    /// Returns how talk on standard error looks.
    pub(crate) fn talk_look(&self) -> Look {
        let stderr = Term::stderr();
        self.environment.look(stderr.is_term().then_some(&stderr))
    }

    /// Takes in a part of the result; it is written when the command is done, whole or not at all.
    pub(crate) fn result(&self, text: &str) {
        self.result.borrow_mut().push_str(text);
    }

    /// Tries the place of the output file without touching what is there, so that nobody answers for nothing.
    ///
    /// # Errors
    /// There is no such folder, it cannot be written to, or the target is a folder itself.
    pub(crate) fn try_place(&self) -> Result<()> {
        self.file().map_or(Ok(()), try_place)
    }

    /// Refuses an output file that is there already, now and when it is written; `holds` says what it may hold.
    ///
    /// # Errors
    /// There is something of that name; or it is one that nothing replaces.
    pub(crate) fn only_new(&self, holds: &str) -> Result<()> {
        self.replacing.set(Replacing::Never);
        let file = self.file();
        // Nothing makes way for what is refused whatever is said.
        file.map_or(Ok(()), writing::check)?;
        match file {
            Some(file) if file.symlink_metadata().is_ok() && !is_no_file(file) => {
                Err(CliError::io(format!(
                    "`{}` is already there, and may hold {holds}",
                    file.display()
                ))
                .hint("choose another name with `-o`, or remove the file first"))
            }
            _ => Ok(()),
        }
    }

    /// Replaces whatever the output file is, as was asked for.
    pub(crate) fn replace(&self) {
        self.replacing.set(Replacing::Any);
    }

    /// Takes in a result that cannot be had again: where the file cannot be written, it is printed instead.
    pub(crate) fn keep_at_any_price(&self) {
        self.irreplaceable.set(true);
    }

    /// Says nothing of a file that is written: a filter in a script is silent, and others say it in their own words.
    pub(crate) fn write_in_silence(&self) {
        self.announcing.set(false);
    }

    /// Takes in a line of talk that is printed when the result has been written, or could not be.
    pub(crate) fn say_afterwards(&self, line: String) {
        self.afterwards.borrow_mut().push(line);
    }

    /// Prints on standard output at once, whatever file was named for the result.
    pub(crate) fn rescue(text: &str) -> Result<()> {
        print(text).map_err(|error| not_printed(&error))
    }

    /// Returns the file that the result goes to.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.common.output.as_deref()
    }

    /// Writes the result: to the file, whole or not at all, or to standard output, where a closed pipe is a quiet end.
    /// What is written is gone from here.
    pub(crate) fn finish(&self) -> Result<()> {
        let written = self.write();
        for line in self.afterwards.take() {
            self.say(&line);
        }
        written
    }

    fn write(&self) -> Result<()> {
        let result = self.result.take();
        if result.is_empty() {
            return Ok(());
        }
        if let Some(file) = self.file() {
            let written = write_whole(file, result.as_bytes(), self.replacing.get());
            // What is no file, as a device or a pipe is, is the end of a command's own way.
            if written.is_ok() && self.announcing.get() && !is_no_file(file) {
                self.say(&as_written(file));
            }
            return match written {
                Err(error) if self.irreplaceable.get() => {
                    print(&result).map_err(|error| not_printed(&error))?;
                    Err(error.hint("the result stands on standard output instead"))
                }
                written => written,
            };
        }
        Self::print(&result)
    }

    /// Takes the result away before it is written.
    pub(crate) fn take(&self) -> String {
        self.result.take()
    }

    /// Prints on standard output at once, whatever file was named for the result; a closed pipe is a quiet end.
    pub(crate) fn print(text: &str) -> Result<()> {
        writing::check_standard_output()?;
        match print(text) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(not_printed(&error)),
            _ => Ok(()),
        }
    }

    /// Prints a line of talk, escaped.
    pub(crate) fn say(&self, line: &str) {
        self.rows_said.set(self.rows_said.get() + say(line));
    }

    /// Returns how many rows of a terminal its talk took until now, and will take once the result is written.
    pub(crate) fn rows_of_talk(&self) -> (usize, usize) {
        let afterwards = self.afterwards.borrow();
        let to_come = afterwards
            .iter()
            .map(|line| as_said(line).lines().count().max(1));
        (self.rows_said.get(), to_come.sum())
    }

    /// Prints on standard error what was asked for beside a result, and so is no talk: that it is lost is told by the exit
    /// code, which is all that is left.
    pub(crate) fn print_beside(text: &str) -> Result<()> {
        let printed = environment::check_standard_error()
            .and_then(|()| io::stderr().lock().write_all(text.as_bytes()));
        printed.map_err(|error| {
            CliError::io(format!(
                "could not write to standard error: {}",
                why(&error)
            ))
        })
    }

    /// Prints lines that a renderer has finished: they are escaped already.
    pub(crate) fn say_rendered(&self, text: &str) {
        let rows = self.rows_said.get() + text.lines().count();
        self.rows_said.set(rows);
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints an error and its hints, escaped and each in bounded length, and returns its exit code.
    pub(crate) fn report(&self, error: &CliError) -> Exit {
        let bounded = |text: &str| escape::clipped(text, WIDEST_ERROR);
        if !error.message.is_empty() {
            self.say(&format!("error: {}", bounded(&error.message)));
        }
        for hint in &error.hints {
            self.say(&format!("help: {}", bounded(hint)));
        }
        error.exit
    }
}

/// Returns a report in a form.
pub(super) fn written(report: &dyn Report, form: Format, look: &Look) -> Result<String> {
    Ok(match form {
        Format::Text => report.document().text(look),
        Format::Markdown => report.document().markdown(),
        Format::Json => data(report)?,
        Format::Html => report.document().html(),
    })
}

/// Returns a report as data.
pub(super) fn data(report: &dyn Report) -> Result<String> {
    let data = report.json();
    data.map_err(|error| CliError::bad_input(error.to_string()))
}

fn print(text: &str) -> io::Result<()> {
    environment::check_standard_output()?;
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Says that a file is written. Of a page the whole path is told: a browser has to be told the folder.
fn as_written(file: &Path) -> String {
    let is_page = |file: &&Path| {
        let ending = file.extension();
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case("html"))
    };
    match Some(file).filter(is_page).map(std::path::absolute) {
        Some(Ok(whole)) => format!("written to `{}`, which a browser opens", whole.display()),
        Some(Err(_)) | None => format!("written to `{}`", file.display()),
    }
}

/// Says that standard output could not be written to.
pub(super) fn not_printed(error: &io::Error) -> CliError {
    let why = match environment::check_standard_output() {
        Ok(()) => why(error),
        Err(closed) => closed.to_string(),
    };
    CliError::io(format!("could not write to standard output: {why}"))
}
