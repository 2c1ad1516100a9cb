//! What `rolefit catalogue` takes.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::examples;

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogueCommand {
    /// List the built-in catalogues and your own
    ///
    /// Your own lie in the folder `catalogues` where results are kept (`ROLEFIT_HOME`), each in a file called ID.toml
    /// after the id in it. `--catalogue ID` finds them as it finds the built-in ones.
    List,
    /// Show a catalogue: sources, roles, traits and items
    Show {
        /// An id from `rolefit catalogue list`, or a TOML file; `product-roles` if left out
        // Under the field's own name it would be taken for the option `--catalogue`.
        #[arg(id = "shown", value_name = "ID|FILE")]
        catalogue: Option<String>,
        /// Every claim, question and source in text too, as Markdown, JSON and pages always have them
        #[arg(long)]
        items: bool,
    },
    /// Check a catalogue file, explain every fault in it and say where it will measure badly
    Check {
        /// The TOML file, or - for standard input
        file: PathBuf,
        /// Let warnings fail the check too
        #[arg(long)]
        strict: bool,
    },
    /// Start a catalogue of your own from roles and traits
    ///
    /// The file can be answered at once. Its comments say what to rewrite, and where sources go. Without a role or a trait it
    /// holds an example of both.
    #[command(after_help = examples::NEW)]
    New(NewArguments),
    /// Print the JSON Schema of a file, by which an editor completes and checks it while you write
    ///
    /// Editors that know TOML (through Taplo, Tombi or Even Better TOML) find it by the first line of your file:
    /// `#:schema ./catalogue.schema.json`, if that file lies beside yours; else a path from yours to it.
    #[command(after_help = examples::SCHEMA)]
    Schema {
        /// The kind of file
        #[arg(value_enum, value_name = "KIND", default_value_t)]
        of: SchemaName,
    },
}

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum SchemaName {
    /// A catalogue
    #[default]
    Catalogue,
    /// A bank of interview questions
    Questions,
    /// One person's answers
    Answers,
    /// A result in JSON, printed or saved
    Result,
    /// A validation in JSON
    Validation,
    /// A calibration in JSON
    Calibration,
    /// Everything else that is printed in JSON
    Outputs,
}

/// What the new catalogue is about. With neither a role nor a trait it is an example.
#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// A role and the poles that suit it, as in "Baker: slow, near"; two or more
    #[arg(long = "role", value_name = "[ID=]NAME: POLE,…")]
    pub(super) roles: Vec<String>,
    /// A trait by its two poles, as in slow/fast; one or more
    #[arg(long = "trait", value_name = "[ID=]LOW/HIGH")]
    pub(super) traits: Vec<String>,
    /// The question that the catalogue answers [default: made of the roles' names]
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// The catalogue's id [default: the name of the output file, else made of the roles' names]
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    /// Who or what is described
    #[arg(long, value_enum, default_value_t, value_name = "WHO")]
    pub(super) subject: SubjectName,
    /// The language in which you will write the items
    #[arg(long, default_value = "en", value_name = "TAG")]
    pub(super) language: String,
    /// Replace the output file if it is there already
    #[arg(long)]
    pub(super) force: bool,
}

/// Who or what a catalogue describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum SubjectName {
    /// The person who answers
    #[default]
    You,
    /// A piece of work that needs a role
    TheWork,
}
