//! What is written for the shell around: manual pages, made of the same words as `--help`, and the script by which it
//! completes commands and options.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, Args, Command, ValueHint};
use clap_complete::Shell;
use clap_mangen::Man;
use roff::{Roff, roman};
use rolefit::render::counted;

use super::options::Format;
use super::writing::{Replacing, make_folder, write_whole};
use super::{CliError, Exit, Output, Result, names};

/// Which page.
#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// The command that the page is about, as in `prep practice`; all of rolefit if left out
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Write every page into this folder, for `man` to find
    #[arg(long, value_name = "DIR", conflicts_with_all = ["command", "output"])]
    all: Option<PathBuf>,
}

/// Prints or writes the pages of a command line.
pub(crate) fn run(man: &ManArguments, top: Command, output: &Output) -> Result<Exit> {
    output.only_form(Format::Text, "a manual page has no other form")?;
    let mut top = top.disable_help_subcommand(true);
    top.build();
    if let Some(folder) = &man.all {
        make_folder(folder)?;
        let mut written = 0;
        return match every_page(&top, folder, &mut written) {
            Ok(()) => Ok(Exit::Done),
            Err(error) if written == 0 => Err(error),
            Err(CliError { exit, message, .. }) => Err(CliError {
                exit,
                message: format!("{message}; {} written before it", counted(written, "page")),
                hints: Vec::new(),
            }),
        };
    }
    let mut command = &top;
    for name in &man.command {
        let within: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        command = command
            .find_subcommand(name)
            .ok_or_else(|| names::unknown("command", name, within.into_iter()))?;
    }
    output.result(&page(command));
    Ok(Exit::Done)
}

/// Writes the page of a command, then those of the commands below it, and counts what is written.
fn every_page(command: &Command, folder: &Path, written: &mut usize) -> Result<()> {
    let file = folder.join(Man::new(command.clone()).get_filename());
    write_whole(&file, page(command).as_bytes(), Replacing::Older)?;
    *written += 1;
    command
        .get_subcommands()
        .try_for_each(|below| every_page(below, folder, written))
}

/// Returns the page of a command.
fn page(command: &Command) -> String {
    let mut page = Vec::new();
    write_page(command, &mut page).expect("writing to memory cannot fail");
    String::from_utf8(page).expect("a page made of UTF-8 is UTF-8")
}

fn write_page(command: &Command, page: &mut dyn Write) -> io::Result<()> {
    let man = Man::new(command.clone())
        .source(concat!("rolefit ", env!("CARGO_PKG_VERSION")))
        .manual("rolefit manual");
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    if command
        .get_arguments()
        .any(|argument| !argument.is_hide_set())
    {
        man.render_options_section(page)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(page)?;
    }
    if let Some(after) = command.get_after_help() {
        examples(&after.to_string()).to_writer(page)?;
    }
    if command.get_version().is_some() {
        man.render_version_section(page)?;
    }
    Ok(())
}

/// Examples stand line by line, as in the help.
fn examples(help: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    let lines = help.strip_prefix("Examples:\n").unwrap_or(help).lines();
    roff.control("nf", []);
    for line in lines {
        roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
    }
    roff.control("fi", []);
    roff
}

/// For which shell.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script of a command line.
pub(crate) fn complete(
    completions: &CompletionsArguments,
    top: Command,
    output: &Output,
) -> Result<Exit> {
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
    let mut script = String::from_utf8(script).expect("a script made of UTF-8 is UTF-8");
    if completions.shell == Shell::Bash {
        script = BASH_WORDS.to_owned() + &script.replace("complete -F _rolefit ", COMPLETE_WHOLE);
    }
    output.result(&script);
    Ok(Exit::Done)
}

const COMPLETE_WHOLE: &str = "complete -F _rolefit_whole ";

/// Puts together what bash parts, and takes off again of what completes it what bash leaves standing.
const BASH_WORDS: &str = r#"# Bash parts words at = and :, also in the name of a file or before the value of an option.
_rolefit_whole() {
    local before="${COMP_LINE:0:COMP_POINT}" whole stays prev
    whole="${before##*[[:space:]]}"
    stays="${whole%"$2"}"
    if [[ "${BASH_VERSINFO[0]}" -lt 4 || "$stays" != *[=:] ]]; then
        _rolefit "$@"
        return
    fi
    before="${before%"$whole"}"
    before="${before%"${before##*[![:space:]]}"}"
    prev="${before##*[[:space:]]}"
    if [[ "$whole" == --*=* ]]; then
        prev="${whole%%=*}"
        whole="${whole#*=}"
        stays="${stays#*=}"
    fi
    _rolefit "$1" "$whole" "$prev"
    if [[ "${#COMPREPLY[@]}" -eq 0 ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$whole")
        compopt -o filenames +o bashdefault +o default
    fi
    COMPREPLY=("${COMPREPLY[@]#"$stays"}")
}

"#;

/// Says of every path that it is a file's. Of other paths bash is not told that they may be folders and hold spaces.
fn with_files(command: Command) -> Command {
    let as_file = |argument: Arg| match argument.get_value_hint() {
        ValueHint::AnyPath => argument.value_hint(ValueHint::FilePath),
        _ => argument,
    };
    command.mut_args(as_file).mut_subcommands(with_files)
}
