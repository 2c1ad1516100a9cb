//! What several commands take: the options that all of them share, the forms of a result, the lengths of a questionnaire.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use rolefit::cohort::Layout;
use rolefit::model::Length;

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

/// How tables are laid out that other programs wrote.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "CSV from other programs")]
pub(crate) struct TableArguments {
    /// The column that says who answers
    #[arg(long, value_name = "NAME", default_value = "id")]
    id_column: String,
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
            id: self.id_column.trim().to_owned(),
            ignored: self.ignore_columns.clone(),
            delimiter: self.delimiter,
        }
    }

    /// Returns an option that says how a table is laid out, if one was given.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let (given, usual) = (self.layout(), Layout::default());
        let options = [
            (given.id != usual.id, "--id-column"),
            (given.ignored != usual.ignored, "--ignore-columns"),
            (given.delimiter != usual.delimiter, "--delimiter"),
        ];
        options
            .into_iter()
            .find_map(|(given, name)| given.then_some(name))
    }
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

/// The name of a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LengthName {
    Quick,
    Standard,
    Full,
}

impl LengthName {
    /// Returns the length of this name.
    pub(crate) fn length(self) -> Length {
        match self {
            Self::Quick => Length::Quick,
            Self::Standard => Length::Standard,
            Self::Full => Length::Full,
        }
    }
}
