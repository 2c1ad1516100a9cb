//! The tool as people meet it: run as a process, watched from outside.

mod take;
mod terminal;
