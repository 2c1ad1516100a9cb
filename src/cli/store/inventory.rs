//! What lies in the folder besides results: journals, the copies set aside from them, and locks.

use std::io;
use std::path::PathBuf;

use super::folder::{Folder, is_key};
use super::results::files;

/// The kinds of journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Journals {
    /// Of questionnaires under way, one for each catalogue and person.
    Drafts,
    /// Of practice, one a question bank.
    Practice,
}

/// The files of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Inventory {
    /// Journals in use: the id or key they are named by and the place.
    pub(crate) journals: Vec<(String, PathBuf)>,
    /// Copies that were set aside.
    pub(crate) aside: Vec<PathBuf>,
    /// Ids for which there is a lock, held or not.
    pub(crate) locks: Vec<(String, PathBuf)>,
    /// What is called nearly as a journal, as the copy is that a file manager made.
    pub(crate) foreign: Vec<PathBuf>,
}

/// How the names of files begin.
const START: [(Journals, &str); 2] = [
    (Journals::Drafts, "draft-"),
    (Journals::Practice, "practice-"),
];

/// Returns whether a file of this name would be taken for a journal or a copy of one, or for a lock.
pub(crate) fn is_journal(name: &str) -> bool {
    let is_one = |rest: &str| [".jsonl", ".lock"].iter().any(|end| rest.contains(end));
    let mut starts = START.iter();
    starts.any(|(_, start)| name.strip_prefix(start).is_some_and(is_one))
}

/// Returns the files of a kind, in order of their names.
pub(crate) fn journals(folder: &Folder, kind: Journals) -> io::Result<Inventory> {
    let start = START.iter().find(|(one, _)| *one == kind);
    let start = start.map_or("", |(_, start)| start);
    let mut found = files(folder.path())?;
    found.sort();
    let mut inventory = Inventory::default();
    for path in found {
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.and_then(|name| name.strip_prefix(start)) else {
            continue;
        };
        if let Some(id) = name.strip_suffix(".jsonl") {
            if !is_key(id) {
                inventory.foreign.push(path);
                continue;
            }
            inventory.journals.push((id.to_owned(), path));
        } else if let Some(id) = name.strip_suffix(".lock") {
            inventory.locks.push((id.to_owned(), path));
        } else if name.contains(".jsonl.") {
            inventory.aside.push(path);
        }
    }
    Ok(inventory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journals_are_told_from_copies_and_locks_and_from_what_is_none_of_ours() {
        let outer = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(outer.path().into())).unwrap();
        for name in [
            "draft-roles.jsonl",
            "draft-roles.jsonl.torn",
            "draft-roles.jsonl.bak-2",
            "draft-roles (1).jsonl",
            "draft-roles.lock",
            "draft-notes.txt",
            "practice-bank.jsonl",
            "practice-bank.jsonl.torn",
            "mine.jsonl",
        ] {
            std::fs::write(folder.file(name), "").unwrap();
        }
        let drafts = journals(&folder, Journals::Drafts).unwrap();
        let named = |id: &str, name: &str| vec![(id.to_owned(), folder.file(name))];
        assert_eq!(drafts.journals, named("roles", "draft-roles.jsonl"));
        assert_eq!(drafts.locks, named("roles", "draft-roles.lock"));
        assert_eq!(drafts.foreign, [folder.file("draft-roles (1).jsonl")]);
        let aside = ["draft-roles.jsonl.bak-2", "draft-roles.jsonl.torn"];
        assert_eq!(drafts.aside, aside.map(|name| folder.file(name)));
        let practice = journals(&folder, Journals::Practice).unwrap();
        assert_eq!(practice.journals, named("bank", "practice-bank.jsonl"));
        assert_eq!(practice.aside.len(), 1);
    }
}
