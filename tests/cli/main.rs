//! The tool as people meet it: run as a process, watched from outside.

mod cohort;
mod take;
mod terminal;
