//! What several commands take: the options that all of them share, the forms of a result, the lengths of a questionnaire.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use rolefit::cohort::{Form, Layout};
use rolefit::model::Length;

use super::{CliError, Result, again, names};

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// Use this catalogue: an id from `rolefit catalogue list`, or a TOML file
    #[arg(long, global = true, value_name = "ID|FILE", value_hint = ValueHint::FilePath)]
    pub(crate) catalogue: Option<String>,
    /// Print the result in this form
    #[arg(long, global = true, value_enum, value_name = "FORM")]
    pub(crate) format: Option<Format>,
    /// Write the result to a file instead of standard output, which is `-`
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    /// Plain text only: typed answers, nothing redrawn, no line drawing (also ACCESSIBLE=1 and TERM=dumb)
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// Never ask anything; fail where a question would be needed
    #[arg(long, global = true)]
    pub(crate) no_input: bool,
}

impl Common {
    /// Returns the option that names the catalogue which was named, as a further command repeats it.
    pub(crate) fn again(&self) -> String {
        again::option("--catalogue", self.catalogue.as_deref())
    }

    /// Returns the options that say where a result goes and how it and the questions look, as a command that goes on with
    /// the same repeats them.
    pub(crate) fn shown_again(&self) -> String {
        fn named<T: ValueEnum>(option: &str, value: Option<T>) -> String {
            let name = value.and_then(|value| value.to_possible_value());
            again::option(option, name.as_ref().map(PossibleValue::get_name))
        }
        let color = Some(self.color).filter(|color| *color != Color::default());
        let plain = if self.plain { " --plain" } else { "" };
        named("--format", self.format)
            + &again::file("-o", self.output.as_deref())
            + &named("--color", color)
            + plain
    }

    /// Refuses `--catalogue` where it would choose nothing; `why` says so.
    pub(crate) fn refuse_catalogue(&self, why: &str) -> Result<()> {
        if self.catalogue.is_none() {
            return Ok(());
        }
        let what = format!("`--catalogue` chooses nothing here: {why}");
        Err(CliError::usage(what).hint("leave it out"))
    }

    /// Refuses `--format` and `--output` where there is nothing to write: `what` has no result.
    pub(crate) fn refuse_output(&self, what: &str) -> Result<()> {
        if self.output.is_none() && self.format.is_none() {
            return Ok(());
        }
        let what =
            format!("{what} has no result to write: `--format` and `--output` mean nothing here");
        Err(CliError::usage(what).hint("leave them out"))
    }
}

/// How tables are laid out that other programs wrote.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "CSV from other programs")]
pub(crate) struct TableArguments {
    /// The column that says who answers [default: id]
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
    /// Pass over these columns; '*' for every one that is like no item and no id. Give a name with a comma an option of its own
    #[arg(long, value_name = "NAME,…")]
    ignore_columns: Vec<String>,
    /// What separates columns: ',', ';', '|' or tab
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    delimiter: u8,
}

impl TableArguments {
    /// Returns how a table is laid out.
    pub(crate) fn layout(&self) -> Layout {
        Layout {
            id: self.id_column.as_deref().unwrap_or("id").trim().to_owned(),
            ignored: self.ignore_columns.clone(),
            delimiter: self.delimiter,
        }
    }

    /// Returns the options with which a further command reads the same table, each after a space.
    pub(crate) fn again(&self) -> String {
        let separator = match self.delimiter {
            b',' => None,
            b'\t' => Some("tab".to_owned()),
            byte => Some(char::from(byte).to_string()),
        };
        let ignored = self.ignore_columns.iter();
        let ignored = ignored.map(|name| names::option("--ignore-columns", name));
        again::option("--id-column", self.id_column.as_deref())
            + &ignored.collect::<String>()
            + &again::option("--delimiter", separator.as_deref())
    }

    /// Refuses to pass over a column that is read: the one that `--id-column` names, and those that a command `needs`.
    pub(crate) fn check(&self, needs: &[&str]) -> Result<()> {
        let layout = self.layout();
        let is_nothing = |names: &String| names.split(',').all(|name| name.trim().is_empty());
        if layout.ignored.iter().any(is_nothing) {
            return Err(CliError::usage("`--ignore-columns` names no column")
                .hint("leave it out, or name what to pass over"));
        }
        let named = self.id_column.as_ref().map(|_| layout.id.as_str());
        let mut read = named.into_iter().chain(needs.iter().copied());
        match read.find(|column| layout.passes_over(column)) {
            None => Ok(()),
            Some(column) => Err(CliError::usage(format!(
                "the column `{column}` is read, and `--ignore-columns` would pass it over"
            ))
            .hint("leave it out of `--ignore-columns`, or name another column to be read")),
        }
    }

    /// Refuses options for tables where there is none among what is read: they would change nothing.
    pub(crate) fn check_use(&self, mut forms: impl Iterator<Item = Form>) -> Result<()> {
        match self.given() {
            Some(option) if !forms.any(|form| form == Form::Csv) => Err(CliError::usage(format!(
                "`{option}` is for CSV, and nothing here is: other forms have no columns"
            ))
            .hint("call the key `id`, and leave out keys that are not read")),
            _ => Ok(()),
        }
    }

    /// Returns an option that says how a table is laid out, if one was given.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let (given, usual) = (self.layout(), Layout::default());
        let options = [
            (self.id_column.is_some(), "--id-column"),
            (given.ignored != usual.ignored, "--ignore-columns"),
            (given.delimiter != usual.delimiter, "--delimiter"),
        ];
        those_given(options).next()
    }
}

/// Returns the names of the options that were given.
pub(crate) fn those_given(
    options: impl IntoIterator<Item = (bool, &'static str)>,
) -> impl Iterator<Item = &'static str> {
    let options = options.into_iter();
    options.filter_map(|(given, name)| given.then_some(name))
}

fn delimiter(typed: &str) -> Result<u8, String> {
    match typed {
        "," | ";" | "|" | "\t" => Ok(typed.as_bytes()[0]),
        "tab" | "\\t" => Ok(b'\t'),
        _ => Err("columns are separated by ',', ';', '|' or tab".to_owned()),
    }
}

/// The form of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Markdown,
    Json,
    Html,
}

impl Format {
    /// Returns what people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Json => "JSON",
            Self::Html => "HTML",
        }
    }
}

impl CliError {
    /// Says that something, as in "a check", has no such form, and which forms it has.
    pub(crate) fn no_form(what: &str, form: Format, forms: &str) -> Self {
        Self::usage(format!("{what} has no {} form", form.name())).hint(format!(
            "it has {forms}; `--format` chooses, and without it the ending of the output file"
        ))
    }
}

/// The forms of every report.
pub(crate) const EVERY_FORM: &[Format] =
    &[Format::Text, Format::Markdown, Format::Json, Format::Html];
/// The forms of what is filled in.
pub(crate) const WITHOUT_DATA: &[Format] = &[Format::Text, Format::Markdown, Format::Html];
/// The forms of what is no document.
pub(crate) const WITHOUT_DOCUMENT: &[Format] = &[Format::Text, Format::Json];

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// Reads the name of a length.
pub(crate) fn length() -> impl TypedValueParser<Value = Length> {
    PossibleValuesParser::new(Length::NAMED.iter().map(|(name, _)| *name))
        .map(|name| Length::from_name(&name).expect("only names of lengths come through"))
}

/// Reads the name of a form in which many respondents are written.
pub(crate) fn form_of_many() -> impl TypedValueParser<Value = Form> {
    let ndjson = PossibleValue::new("ndjson").alias("jsonl");
    PossibleValuesParser::new([PossibleValue::new("csv"), ndjson])
        .map(|name| Form::of_ending(&name).expect("only names of forms come through"))
}
