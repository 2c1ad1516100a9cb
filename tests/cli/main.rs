//! The tool as people and scripts meet it: arguments in; standard output, standard error and exit code out.

mod catalogue;
