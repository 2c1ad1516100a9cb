//! The tool as people and scripts meet it: run as a process, watched from outside.

mod catalogue;
mod prep;
mod score;
mod take;
mod terminal;
