//! The command line, as close to what was typed as possible.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use rolefit::catalogue::{FileKind, MAX_CATALOGUE_BYTES, builtin};
use rolefit::cohort::Form;
use rolefit::model::Length;
use rolefit::render::{escape, shell};
use rolefit::session::PersonName;

use super::catalogue::CatalogueCommand;
use super::options::{
    Common, Format, TableArguments, WITHOUT_DATA, WITHOUT_DOCUMENT, form_of_many, length,
    those_given,
};
use super::output::{WIDEST_ERROR, not_printed};
use super::prep::PrepArguments;
use super::wrap::say;
use super::{Exit, environment, examples, inputs, read};

/// Tells which role fits how you like to work, how sure that is and why.
#[derive(Debug, Parser)]
// The usage would else quote the name under which the program was started, which is anybody's.
#[command(name = "rolefit", bin_name = "rolefit", version, after_help = examples::TOP)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answer the questionnaire (this is what `rolefit` alone does)
    #[command(after_help = examples::TAKE)]
    Take(TakeArguments),
    /// Score answers from a file and tell which role fits
    #[command(after_help = examples::SCORE)]
    Score(ScoreArguments),
    /// Set roles side by side, with your own place and, if wanted, every source; or two results
    #[command(after_help = examples::COMPARE)]
    Compare(super::compare::CompareArguments),
    /// Look at a group: who could take which role, and which nobody covers
    #[command(after_help = examples::TEAM)]
    Team(super::team::TeamArguments),
    /// Show a result again, as text, Markdown, JSON or a page to keep or send
    #[command(after_help = examples::REPORT)]
    Report(ReportArguments),
    /// Write an answers file to fill in, a page to answer on in a browser, or a sheet to print
    #[command(after_help = examples::FORM)]
    Form(FormArguments),
    /// Plan and practise the interview for a role
    #[command(after_help = examples::PREP)]
    Prep(Box<PrepArguments>),
    /// List, show, export and delete the results that are kept on this machine
    #[command(after_help = examples::HISTORY)]
    History(super::history::HistoryArguments),
    /// Measure how accurate, fair, calibrated and long the questionnaire is, by simulation
    #[command(after_help = examples::SIMULATE)]
    Simulate(super::simulate::SimulateArguments),
    /// Check a catalogue against people whose role is known: how often it places them right, and which items help
    #[command(after_help = examples::VALIDATE)]
    Validate(super::validate::ValidateArguments),
    /// Fit a catalogue's numbers to answers of people whose role is known, as a new catalogue with its report
    #[command(after_help = examples::CALIBRATE)]
    Calibrate(super::calibrate::CalibrateArguments),
    /// List, show and check catalogues
    #[command(subcommand, after_help = examples::CATALOGUE)]
    Catalogue(CatalogueCommand),
    /// Print the script by which your shell completes commands and options
    #[command(after_help = examples::COMPLETIONS)]
    Completions(super::man::CompletionsArguments),
    /// Print manual pages
    #[command(after_help = examples::MAN)]
    Man(super::man::ManArguments),
}

/// How to run the questionnaire.
#[derive(Debug, Args, Default, PartialEq)]
pub(crate) struct TakeArguments {
    /// How many questions: quick (12 at most), standard (36 at most) or full (all)
    #[arg(long, value_parser = length(), value_name = "LENGTH")]
    pub(crate) length: Option<Length>,
    /// Stop at this probability of the leading role instead of the length's own (above 0.5, at most 1)
    #[arg(long, value_name = "P")]
    pub(crate) certainty: Option<f64>,
    /// Ask at least this many on every trait
    #[arg(long, value_name = "N")]
    pub(crate) per_trait: Option<usize>,
    /// Ask at most this many
    #[arg(long, value_name = "N")]
    pub(crate) most_items: Option<usize>,
    /// Ask only about these traits
    #[arg(long, value_delimiter = ',', value_name = "TRAIT,…")]
    pub(crate) focus: Vec<String>,
    /// Answer about somebody else, as you see them: a second opinion, which says so and is never taken for your own
    #[arg(long, value_name = "NAME", value_parser = PersonName::new)]
    pub(crate) about: Option<PersonName>,
    /// Your title now: a role, `other`, or `none` to leave it unsaid. It is kept with the result and never scored; without
    /// this option it is asked at the end
    #[arg(long, value_name = "ROLE")]
    pub(crate) current_role: Option<String>,
    /// Go on where the last questionnaire was paused, or add questions to the last finished one with --focus
    #[arg(long, conflicts_with = "restart")]
    pub(crate) resume: bool,
    /// The kept result that questions are added to, where that is not the last finished one
    #[arg(skip)]
    pub(crate) onto: Option<String>,
    /// Start again and set a paused questionnaire aside
    #[arg(long)]
    pub(crate) restart: bool,
    /// Save nothing on this machine: no pause, no history
    #[arg(long, conflicts_with_all = ["resume", "restart"])]
    pub(crate) no_save: bool,
    /// The number that fixes the order in which options are shown
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

/// What to score.
#[derive(Debug, Args)]
pub(crate) struct ScoreArguments {
    /// Answers of one person: TOML, JSON, an answer string or a saved result. Answers of many: CSV or NDJSON files. - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Score this answer string: catalogue@version: and one character an item
    #[arg(long, value_name = "STRING", conflicts_with = "files")]
    pub(crate) answers: Option<String>,
    /// The title that the person has now: a role, or `other`. It is kept in the result and never scored
    #[arg(long, value_name = "ROLE")]
    pub(crate) current_role: Option<String>,
    #[command(flatten)]
    pub(crate) cohort: CohortArguments,
}

/// What to report.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// A result or an answers file of one person, or - for standard input; a kept result by its id, the beginning of one,
    /// or `latest` for the latest about yourself, which is taken if this is left out. Or a CSV or NDJSON file with --id.
    /// With --each any number of them
    #[arg(value_name = "RESULT|ID")]
    pub(crate) results: Vec<PathBuf>,
    /// A page of each person in these files, in the folder that --output names; it replaces none that is there
    #[arg(long, conflicts_with_all = ["name", "id"])]
    pub(crate) each: bool,
    /// Whose result it is: the name that stands on the page or in the document [default: the id in the answers file]
    #[arg(long, value_name = "NAME", value_parser = PersonName::new)]
    pub(crate) name: Option<PersonName>,
    /// Whose row of a table it is: the id in it, or the number of the line where there are no ids
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) table: TableArguments,
}

/// How to score many people.
#[derive(Debug, Args)]
#[command(next_help_heading = "Many respondents")]
#[group(id = "many", multiple = true)]
pub(crate) struct CohortArguments {
    /// What the files hold, where their endings do not say
    #[arg(long, value_parser = form_of_many(), value_name = "FORM", conflicts_with = "answers")]
    pub(crate) input: Option<Form>,
    /// Write the rows in this form [default: the output file's ending, else that of the first input]
    #[arg(long, value_parser = form_of_many(), value_name = "FORM", conflicts_with = "answers")]
    pub(crate) to: Option<Form>,
    /// Set bad rows aside instead of stopping at the first; they are reported and counted, and the exit code is 3
    #[arg(long, conflicts_with = "answers")]
    pub(crate) keep_going: bool,
    /// Print verdicts, roles and averages instead of the rows; with --to beside them, on standard error
    #[arg(long, conflicts_with = "answers")]
    pub(crate) summary: bool,
    /// Score on this many threads [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..), conflicts_with = "answers")]
    pub(crate) threads: Option<u8>,
    /// Write ids to CSV as they are, without an apostrophe before those that a spreadsheet would take for a formula
    #[arg(long, conflicts_with = "answers")]
    pub(crate) csv_raw: bool,
    #[command(flatten)]
    pub(crate) table: TableArguments,
}

impl CohortArguments {
    /// Returns an option that makes no sense for one respondent, if there is one.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let given = [
            (self.to.is_some(), "--to"),
            (self.keep_going, "--keep-going"),
            (self.summary, "--summary"),
            (self.threads.is_some(), "--threads"),
            (self.csv_raw, "--csv-raw"),
        ];
        those_given(given).chain(self.table.given()).next()
    }
}

/// How to write the form.
#[derive(Debug, Args)]
pub(crate) struct FormArguments {
    /// Ask a fixed set of this length, the same for everybody: quick (12) or standard (36) [default: all]
    #[arg(long, value_parser = length(), value_name = "LENGTH", conflicts_with_all = ["judging", "judging_key"])]
    pub(crate) length: Option<Length>,
    /// The number that fixes the order in which options are listed [default: 1]; the number beside each stays the catalogue's
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// A sheet on which somebody judges the items blind: which trait, which pole, which side sounds better
    #[arg(long, conflicts_with = "judging_key")]
    pub(crate) judging: bool,
    /// The key to the sheet of the same seed, for whoever wrote the items
    #[arg(long)]
    pub(crate) judging_key: bool,
}

/// The commands that do not write every form, and the forms that they do write.
const FORMS_OF: [(&[&str], &[Format]); 11] = [
    (&["form"], WITHOUT_DATA),
    (&["prep", "practice"], WITHOUT_DOCUMENT),
    (&["prep", "check"], WITHOUT_DOCUMENT),
    (&["history", "delete"], &[]),
    (&["history", "clear"], &[]),
    (&["history", "export"], &[]),
    (&["catalogue", "check"], WITHOUT_DOCUMENT),
    (&["catalogue", "new"], &[]),
    (&["catalogue", "schema"], &[]),
    (&["completions"], &[]),
    (&["man"], &[]),
];

/// The commands that write nothing: that they take a file is not told.
const WITHOUT_RESULT: [&[&str]; 2] = [&["history", "delete"], &["history", "clear"]];

/// Returns the command line, in which the help of each command lists the forms that it writes and no others. The others
/// are still understood: a command says better than a parser why it has no such form.
pub(crate) fn command() -> clap::Command {
    let top = Arguments::command();
    let common = |id: &str| {
        let found = top.get_arguments().find(|one| one.get_id() == id);
        found.expect("every command takes it").clone()
    };
    let (known, output) = (common("format"), common("output").hide(true));
    let listing = |forms: &'static [Format]| {
        let all = Format::value_variants().iter();
        let all = all.map(|form| {
            let value = form.to_possible_value().expect("no form is skipped");
            value.hide(!forms.contains(form))
        });
        let parser = PossibleValuesParser::new(all)
            .map(|name| Format::from_str(&name, false).expect("only names of forms come through"));
        known.clone().value_parser(parser).hide(forms.is_empty())
    };
    let top = FORMS_OF.iter().fold(top, |top, (path, forms)| {
        below(top, path, &|command| command.arg(listing(forms)))
    });
    WITHOUT_RESULT.iter().fold(top, |top, path| {
        below(top, path, &|command| command.arg(output.clone()))
    })
}

/// Says what a file is that was named where none belongs, and with which option it is named.
fn file_named(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand];
    let named = kinds.iter().find_map(|kind| match error.get(*kind)? {
        ContextValue::String(name) => Some(name),
        _ => None,
    })?;
    let path = Path::new(named);
    let text = path
        .is_file()
        .then(|| read::read_bounded(path, MAX_CATALOGUE_BYTES).ok())?;
    let help = FileKind::of(&text?)?.help();
    let name = shell::quoted(named);
    Some(format!("help: {}\n", help.replace("FILE", &name)))
}

/// Says how an option takes a value that begins with a hyphen, in place of the parser's advice, which would make an
/// argument of it.
fn hyphen_value(error: &mut clap::Error, arguments: &[OsString]) -> Option<String> {
    let Some(ContextValue::String(refused)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let top = command();
    // What is nearly the name of an option is a slip and no value.
    let is_slip = error.get(ContextKind::SuggestedArg).is_some();
    let meant = arguments.windows(2).find_map(|pair| {
        let (option, value) = (pair[0].to_str()?, pair[1].to_str()?);
        let is_one = value.starts_with(refused) && !is_slip;
        (is_one && takes_value(&top, option)).then_some((option, value))
    })?;
    let (option, value) = meant;
    // Where the option does not take it either, that is what is wrong.
    let tied = arguments.iter().filter_map(|one| match one.to_str() {
        Some(one) if one == option => Some(OsString::from(format!("{option}={value}"))),
        Some(one) if one == value => None,
        _ => Some(one.clone()),
    });
    if let Err(other) = top.try_get_matches_from(tied)
        && other.kind() == ErrorKind::ValueValidation
    {
        *error = other;
        return None;
    }
    error.remove(ContextKind::Suggested);
    Some(format!("help: write `{option}={}`\n", shell::quoted(value)))
}

/// Returns whether an option that is typed so takes a value, in a command or one below it.
fn takes_value(command: &clap::Command, typed: &str) -> bool {
    let is_typed = |one: &clap::Arg| {
        one.get_long().map(|name| format!("--{name}")).as_deref() == Some(typed)
            || one.get_short().map(|name| format!("-{name}")).as_deref() == Some(typed)
    };
    let mut own = command.get_arguments();
    own.any(|one| one.get_action().takes_values() && is_typed(one))
        || command
            .get_subcommands()
            .any(|below| takes_value(below, typed))
}

/// Takes note of the files that are named beside the output: none is replaced, whether the command reads it or not.
fn expect_inputs(matches: &ArgMatches) {
    let mut level = Some(matches);
    while let Some(found) = level {
        for id in found.ids().filter(|id| *id != "output") {
            let files = found.try_get_many::<PathBuf>(id.as_str()).ok().flatten();
            let files = files.into_iter().flatten().map(PathBuf::as_path);
            let catalogue = (id == "catalogue").then(|| found.get_one::<String>("catalogue"));
            let catalogue = catalogue.flatten().filter(|id| builtin::find(id).is_none());
            for file in files.chain(catalogue.map(Path::new)) {
                // Whoever reads it says that it is not there.
                let _ = inputs::expect(file);
            }
        }
        level = found.subcommand().map(|(_, below)| below);
    }
}

/// Changes the command that a path leads to.
fn below(
    command: clap::Command,
    path: &[&str],
    change: &dyn Fn(clap::Command) -> clap::Command,
) -> clap::Command {
    match path {
        [] => change(command),
        [next, rest @ ..] => command.mut_subcommand(next, |next| below(next, rest, change)),
    }
}

impl Arguments {
    /// Reads the command line. Help and version are printed here; so is what is wrong with the arguments.
    pub(crate) fn read(arguments: &[OsString]) -> Result<Self, Exit> {
        let matches = command().try_get_matches_from(arguments);
        let read = matches.and_then(|mut found| {
            expect_inputs(&found);
            Self::from_arg_matches_mut(&mut found)
        });
        read.map_err(|mut error| {
            if error.use_stderr() {
                // The text quotes the arguments, which are anybody's: it is escaped as a whole, and so without colour.
                let help = hyphen_value(&mut error, arguments).or_else(|| file_named(&error));
                let text = error.render().to_string() + &help.unwrap_or_default();
                let lines = text
                    .lines()
                    .map(|line| escape::clipped(line, WIDEST_ERROR) + "\n");
                let text: String = lines.collect();
                let _ = io::stderr().lock().write_all(text.as_bytes());
                return Exit::Usage;
            }
            match environment::check_standard_output().and_then(|()| error.print()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    say(&format!("error: {}", not_printed(&error).message));
                    Exit::Io
                }
                _ => Exit::Done,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_listed_by_their_names() {
        let top = Arguments::command();
        let names = top.get_subcommands().map(clap::Command::get_name);
        assert_eq!(names.collect::<Vec<_>>().join(" "), examples::COMMANDS);
    }
}
