//! The shell around the library: arguments, terminal, files, exit codes. Only `cli` prints.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(&std::env::args_os().collect::<Vec<_>>())
}
