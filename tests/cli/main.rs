//! The tool as people and scripts meet it: run as a process, watched from outside.

mod activities;
mod calibrate;
mod catalogue;
mod cohort;
mod compare_roles;
mod documentation;
#[path = "../fixtures/mod.rs"]
mod fixtures;
mod form;
mod form_page;
mod history;
mod new;
mod own;
mod prep;
mod promises;
mod report;
mod score;
mod shell;
mod simulate;
mod slips;
mod suggested;
mod take;
mod team;
mod terminal;
mod tidy;
mod title;
mod validate;
mod which;
