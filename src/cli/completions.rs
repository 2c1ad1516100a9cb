//! `rolefit completions`: the script by which a shell completes commands and options.

use clap::{Arg, Args, Command, ValueHint};
use clap_complete::Shell;

use super::error::{CliError, Exit};
use super::options::Format;
use super::output::Output;

/// For which shell.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script of a command line.
pub(crate) fn run(
    completions: &CompletionsArguments,
    top: Command,
    output: &Output,
) -> Result<Exit, CliError> {
    output.only_form(
        Format::Text,
        "completions are a script, and have no other form",
    )?;
    let mut script = Vec::new();
    clap_complete::generate(
        completions.shell,
        &mut with_files(top),
        "rolefit",
        &mut script,
    );
    output.result(&String::from_utf8(script).expect("a script made of UTF-8 is UTF-8"));
    Ok(Exit::Done)
}

/// Says of every path that it is a file's. Of other paths bash is not told that they may be folders and hold spaces.
fn with_files(command: Command) -> Command {
    let as_file = |argument: Arg| match argument.get_value_hint() {
        ValueHint::AnyPath => argument.value_hint(ValueHint::FilePath),
        _ => argument,
    };
    command.mut_args(as_file).mut_subcommands(with_files)
}
