//! What is kept on this machine: the folder, the journals of questionnaires that are under way, finished results, and the
//! journal of practice.
//!
//! An answer is on disk before the next question is drawn. Nothing is deleted in silence: what cannot be read is set
//! aside under another name.

mod catalogues;
mod drafts;
mod folder;
mod inventory;
mod journal;
mod lock;
mod practice;
mod results;

pub(crate) use catalogues::{check_own, own_file, own_files, own_folder};
pub(crate) use drafts::{UnderWay, settle, under_way};
pub(crate) use folder::{Folder, draft_key};
pub(crate) use inventory::{Inventory, Journals, is_journal, journals};
pub(crate) use journal::{Journal, discard, keep_torn, set_aside};
pub(crate) use lock::{Locked, Stay, hold, hold_practice};
pub(crate) use practice::PracticeJournal;
pub(crate) use results::{Kept, foreign, kept, save, unfinished};

pub(crate) use rolefit::preparation::practice::journal::Practised;
pub(crate) use rolefit::session::journal::{Draft, DraftError, Header, Read, Value};
