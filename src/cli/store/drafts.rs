//! Questionnaires under way, one for each catalogue and person: what each is called, and what there is of them. It knows
//! no item.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rolefit::history::{Contents, Unread};
use rolefit::session::PersonName;
use rolefit::session::journal::{Draft, DraftError, Read, Record, Value};

use super::folder::{Folder, draft_key, parts};
use super::inventory::{Journals, journals};
use super::journal::{Journal, move_to};
use super::lock::{Stay, hold};
use super::results::{Kept, kept};

/// A questionnaire under way, or what is left of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnderWay {
    pub(crate) catalogue: String,
    /// Whom it is about, where that is somebody else.
    pub(crate) about: Option<PersonName>,
    /// Whether it is about somebody whose name cannot be read.
    pub(crate) about_unknown: bool,
    /// How many answers and how many skips stand.
    pub(crate) replies: Result<(usize, usize), Unread>,
    /// Whether nothing at all is in it: there is nothing to go on with.
    pub(crate) is_empty: bool,
    pub(crate) path: PathBuf,
}

/// Returns the questionnaires under way, in order of their files, without those that a kept result has come of.
pub(crate) fn under_way(folder: &Folder) -> io::Result<Vec<UnderWay>> {
    let found = journals(folder, Journals::Drafts)?.journals;
    let kept = kept(folder)?;
    let one = |(key, path): (String, PathBuf)| {
        let unreadable = |path| UnderWay {
            catalogue: parts(&key).0.to_owned(),
            about: None,
            about_unknown: parts(&key).1,
            replies: Err(Unread::Damaged),
            is_empty: false,
            path,
        };
        let draft = match Journal::read(&path) {
            Ok(Ok(Read::Draft(draft))) => draft,
            Ok(Ok(Read::Nothing { torn })) if torn.is_empty() => {
                return Some(UnderWay {
                    replies: Ok((0, 0)),
                    is_empty: true,
                    ..unreadable(path)
                });
            }
            Ok(Err(DraftError::Newer(_))) => {
                return Some(UnderWay {
                    replies: Err(Unread::Newer),
                    ..unreadable(path)
                });
            }
            Ok(Ok(Read::Nothing { .. }) | Err(DraftError::Damaged(_))) | Err(_) => {
                return Some(unreadable(path));
            }
        };
        if is_kept(&kept, &path, &draft) {
            return None;
        }
        let about = draft.header.about.as_deref().map(PersonName::new);
        Some(match about.transpose() {
            Ok(about) => UnderWay {
                catalogue: draft.header.catalogue,
                about,
                about_unknown: false,
                is_empty: false,
                replies: Ok(counted(&draft.records)),
                path,
            },
            Err(_) => unreadable(path),
        })
    };
    Ok(found.into_iter().filter_map(one).collect())
}

/// Returns the replies that were not taken back, also by a line that is damaged.
fn standing(records: &[Record]) -> BTreeMap<&str, Value> {
    let mut replies = BTreeMap::new();
    for record in records {
        match record.value {
            Value::BACK => replies.remove(record.item.as_str()),
            value => replies.insert(record.item.as_str(), value),
        };
    }
    replies
}

/// Counts the answers and the skips that stand.
fn counted(records: &[Record]) -> (usize, usize) {
    let replies = standing(records);
    let skips = replies.values().filter(|value| **value == Value::SKIP);
    let skips = skips.count();
    (replies.len() - skips, skips)
}

/// Returns whether a result was kept after a draft was last written, with just its answers: whoever was killed after the one
/// was kept and before the other was removed has both.
fn is_kept(kept: &[Kept], path: &Path, draft: &Draft) -> bool {
    let header = &draft.header;
    let mut answers = standing(&draft.records);
    answers.retain(|_, value| *value != Value::SKIP);
    let is_this = |json: &str| {
        let result: serde_json::Value = serde_json::from_str(json).ok()?;
        let given = result["responses"].as_array()?;
        let stands = |one: &serde_json::Value| {
            let said = answers.get(one["item"].as_str()?)?;
            let number = usize::try_from(one["response"].as_u64()?).ok()?;
            Some(*said == Value::Response(number))
        };
        let same = result["catalogue"]["hash"] == header.hash.as_str()
            && result["about"].as_str() == header.about.as_deref()
            && given.len() == answers.len();
        Some(same && given.iter().all(|one| stands(one) == Some(true)))
    };
    let written = |path: &Path| path.metadata().and_then(|found| found.modified()).ok();
    let (Some(last), false) = (written(path), answers.is_empty()) else {
        return false;
    };
    let mut later = kept
        .iter()
        .filter(|one| written(&one.path).is_some_and(|at| at >= last));
    later.any(|one| {
        one.read().is_ok_and(|json| {
            is_this(&json) == Some(true)
                && matches!(Contents::kept(&json, one.time), Contents::Result(_))
        })
    })
}

/// Gives a questionnaire about somebody else the place of its own. Earlier versions kept one for each catalogue, whomever
/// it was about. Where somebody goes on with it in another window, or there is one in its place, it stays.
pub(crate) fn settle(folder: &Folder, catalogue: &str) -> io::Result<()> {
    let path = Journal::place(folder, catalogue);
    let about = || match Journal::read(&path) {
        Ok(Ok(Read::Draft(draft))) => PersonName::new(draft.header.about.as_deref()?).ok(),
        Ok(_) | Err(_) => None,
    };
    let Some(name) = about() else {
        return Ok(());
    };
    let key = draft_key(catalogue, Some(&name));
    let (Ok(_here), Ok(_there)) = (
        hold(folder, catalogue, Stay::Brief),
        hold(folder, &key, Stay::Brief),
    ) else {
        return Ok(());
    };
    // Before the locks were held it may have been moved, and another begun.
    if about().as_ref() == Some(&name) {
        move_to(&path, &Journal::place(folder, &key))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_back_does_not_stand() {
        let records = [
            Record::new(1, "one", Value::Response(2)),
            Record::new(2, "two", Value::SKIP),
            Record::new(3, "two", Value::BACK),
            Record::new(4, "two", Value::Response(1)),
            Record::new(5, "three", Value::SKIP),
        ];
        assert_eq!(counted(&records), (2, 1));
        assert_eq!(counted(&[Record::new(1, "one", Value::BACK)]), (0, 0));
    }
}
