//! Results that were kept: what each says of itself, told from its text alone, so that a long history is listed without
//! its catalogues.

use std::collections::{HashMap, HashSet};

use jiff::civil::DateTime;
use serde::Deserialize;
use serde_json::Value;

use crate::assessment::VerdictKind;
use crate::catalogue::{Catalogue, Text};
use crate::names::names;
use crate::session::{
    CHECKSUM, PersonName, Seal, Transcript, contradiction, in_rfc_3339, is_newer, unknown_key,
    version_1,
};

/// What is said of a result that only a newer rolefit can read.
pub const NEWER: &str = "a newer rolefit has written it: update rolefit to read it";

/// What a kept file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Contents {
    /// A result.
    Result(Summary),
    /// A result of a later version of its shape, which only a newer rolefit can read.
    Newer,
    /// Nothing that can be used.
    Damaged(Damage),
}

/// What is wrong with a kept file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What it is: a lower-case fragment, which may quote the file.
    pub why: String,
    /// Line and column, both from 1, where there is a place.
    pub place: Option<(usize, usize)>,
    /// What is to be done about it.
    pub remedy: Remedy,
}

/// What is to be done about what cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// It may be deleted.
    Delete,
    /// It is a folder, which nothing here removes.
    TakeAway,
    /// It is whole once its file has a name that begins with this.
    Rename(String),
}

/// A file among the results that were kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is called: `<yyyymmdd-hhmmss>-<6 hex>`.
    pub id: String,
    /// When it was kept, in UTC.
    pub time: DateTime,
    /// What it holds.
    pub contents: Contents,
    /// Why it is not scored again, where its questions are not those that are asked now.
    pub outdated: Option<Outdated>,
    /// The id of an earlier result with the same bytes, where there is one: somebody copied its file.
    pub same_as: Option<String>,
    /// The id of an earlier result whose answers it begins with: more questions were added to that one.
    pub goes_on_from: Option<String>,
}

/// Returns the answers of a result in the order in which they were given; none where it holds no list of them.
#[must_use]
pub fn responses(text: &str) -> Vec<Value> {
    let result: Option<Value> = serde_json::from_str(text).ok();
    match result.map(|mut result| result["responses"].take()) {
        Some(Value::Array(responses)) => responses,
        _ => Vec::new(),
    }
}

/// Returns whether answers begin with those of another result of the same measure, and go on: as if questions had been
/// added to that one. It says little of whoever gave them anew, and alike.
#[must_use]
pub fn goes_on<T: PartialEq>(all: &[T], first: &[T]) -> bool {
    !first.is_empty() && all.len() > first.len() && all.starts_with(first)
}

/// What is kept besides results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Others {
    /// Questionnaires that are paused.
    pub paused: Vec<Paused>,
    /// Ids of the question banks that were practised with.
    pub practised: Vec<String>,
    /// Those of them whose records cannot be read, or not to their ends.
    pub unread_practice: Vec<(String, Unread)>,
    /// The files of copies that were set aside.
    pub aside: Vec<String>,
    /// The files among all this that are none of it by their names.
    pub foreign: Vec<String>,
}

names! {
    /// Why what is kept besides results cannot be read.
    Unread {
        /// It is damaged, and nothing of it can be gone on with.
        Damaged = "damaged",
        /// A newer version of the tool has written it.
        Newer = "newer",
    }
}

impl Unread {
    /// Says it of what is named before.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Damaged => "which cannot be read",
            Self::Newer => "written by a newer rolefit",
        }
    }
}

/// A questionnaire that is paused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paused {
    /// The id of its catalogue.
    pub catalogue: String,
    /// Whom it is about, where that is somebody else.
    pub about: Option<PersonName>,
    /// How many answers and how many skips stand.
    pub replies: Result<(usize, usize), Unread>,
    /// Whether it is about somebody whose name cannot be read.
    pub about_unknown: bool,
    /// The command that goes on with it, or that begins again where that cannot be; nothing where it would need a name
    /// that is not known.
    pub go_on: Option<String>,
    /// Its file.
    pub file: String,
}

/// Returns the id of the result that `latest` means: the latest one about oneself.
#[must_use]
pub fn latest(entries: &[Entry]) -> Option<&str> {
    let own = |entry: &&Entry| match &entry.contents {
        Contents::Result(summary) => summary.about.is_none(),
        Contents::Newer | Contents::Damaged(_) => false,
    };
    entries
        .iter()
        .rev()
        .find(own)
        .map(|entry| entry.id.as_str())
}

/// Returns the ids of the two latest results that can be set side by side: the latest that has an earlier one of the same
/// measure, and the nearest of those. One to which questions were added is no sitting beside that which came of it.
pub(crate) fn comparable(entries: &[Entry]) -> Option<[&str; 2]> {
    // The latest of each measure, while no earlier one has been met.
    let mut alone = HashMap::new();
    let mut met = HashSet::new();
    let mut best: Option<[usize; 2]> = None;
    for (place, entry) in entries.iter().enumerate().rev() {
        let Contents::Result(summary) = &entry.contents else {
            continue;
        };
        let of_this = |other: &Entry| other.goes_on_from.as_ref() == Some(&entry.id);
        if entry.outdated.is_some() || entry.same_as.is_some() || entries.iter().any(of_this) {
            continue;
        }
        let measure = summary.measure();
        if let Some(late) = alone.remove(&measure) {
            if best.is_none_or(|[_, latest]| latest < late) {
                best = Some([place, late]);
            }
        } else if met.insert(measure) {
            alone.insert(measure, place);
        }
    }
    best.map(|pair| pair.map(|place| entries[place].id.as_str()))
}

/// A result in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The id of the catalogue.
    pub catalogue: Text,
    /// The version of the catalogue.
    pub version: Text,
    /// The hash of the catalogue, where it is named.
    pub hash: Option<String>,
    /// Whom the answers are about, where somebody else than that person gave them.
    pub about: Option<PersonName>,
    /// How many items were answered.
    pub answered: usize,
    /// The kind of verdict; the roles it names stand first.
    pub verdict: VerdictKind,
    /// Roles, the most probable first.
    pub roles: Vec<RoleShare>,
}

/// What two results must have in common to be set side by side: catalogue, version and hash, and whom they are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure<'s> {
    catalogue: &'s str,
    version: &'s str,
    hash: Option<&'s str>,
    about: Option<&'s str>,
}

impl Summary {
    /// Returns what another result must have in common with this one to be compared with it.
    #[must_use]
    pub fn measure(&self) -> Measure<'_> {
        Measure {
            catalogue: self.catalogue.as_str(),
            version: self.version.as_str(),
            hash: self.hash.as_deref(),
            about: self.about.as_ref().map(PersonName::as_str),
        }
    }
}

/// A role and its probability.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleShare {
    /// The id of the role.
    pub id: Text,
    /// The name of the role.
    pub name: Text,
    /// Its probability.
    pub probability: f64,
}

/// What is said of a result whose checksum is not that of what it holds.
const CHANGED: &str = "it is not what was kept: its checksum does not fit";

impl Contents {
    /// Tells what a file among the results holds whose name says that it was kept at a time, in UTC. Earlier versions
    /// wrote that nowhere else.
    #[must_use]
    pub fn kept(text: &str, time: DateTime) -> Self {
        #[derive(Deserialize)]
        struct Dated {
            time: Option<String>,
        }
        let contents = Self::of(text);
        let dated = serde_json::from_str::<Dated>(text).ok();
        let said = dated.and_then(|dated| dated.time);
        match said.filter(|said| *said != in_rfc_3339(time)) {
            Some(said) if matches!(contents, Self::Result(_)) => {
                let time = said.strip_suffix('Z').unwrap_or_default();
                let time = time.parse().ok().filter(|&time| in_rfc_3339(time) == said);
                Self::Damaged(match time {
                    Some(time) => Damage {
                        remedy: Remedy::Rename(time.strftime("%Y%m%d-%H%M%S").to_string()),
                        ..Damage::of(&format!(
                            "its file was renamed: it says that it was kept at {said}"
                        ))
                    },
                    None => Damage::of("it contradicts itself: its `time` is none"),
                })
            }
            _ => contents,
        }
    }

    /// Tells what a text is. Nothing of it is taken for a result where a part of it says that another part was damaged.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let value: Value = match serde_json::from_str(text) {
            Ok(value) => value,
            Err(error) => {
                let why = if error.is_eof() {
                    "it ends too early"
                } else {
                    "it is not JSON"
                };
                return Self::Damaged(Damage::at(&error, why));
            }
        };
        let seal = Seal::of(text);
        if is_newer(value["schema"].as_str()) {
            // The version itself may be what was damaged: with the right one the checksum fits.
            let was_ours = version_1(text).is_some_and(|text| Seal::of(&text) == Seal::Whole);
            return if was_ours {
                Self::Damaged(Damage::of(CHANGED))
            } else {
                Self::Newer
            };
        }
        if seal == Seal::Broken || seal == Seal::Missing && value.get(CHECKSUM).is_some() {
            return Self::Damaged(Damage::of(CHANGED));
        }
        // What is whole and cannot be read says something that this version does not know.
        let unreadable = |damage| {
            if seal == Seal::Whole {
                Self::Newer
            } else {
                Self::Damaged(damage)
            }
        };
        let wire: Wire = match serde_json::from_str(text) {
            Ok(wire) => wire,
            Err(error) => {
                let why = "it is no result, or a part of it is missing";
                return unreadable(Damage::at(&error, why));
            }
        };
        if let Err(faults) = Transcript::read(text) {
            let fault = faults.first().first();
            return unreadable(Damage {
                why: fault.map_or_else(String::new, |fault| fault.message.clone()),
                place: fault
                    .and_then(|fault| fault.place)
                    .map(|place| place.line_column(text)),
                remedy: Remedy::Delete,
            });
        }
        if seal == Seal::Missing
            && let Some(how) = unknown_key(&value).or_else(|| contradiction(&value))
        {
            return Self::Damaged(Damage::of(&format!("it contradicts itself: {how}")));
        }
        match summary(wire) {
            Some(summary) => Self::Result(summary),
            None => unreadable(Damage::of(
                "its catalogue, its verdict or its roles are not what a result says",
            )),
        }
    }
}

impl Damage {
    fn of(why: &str) -> Self {
        Self {
            why: why.to_owned(),
            place: None,
            remedy: Remedy::Delete,
        }
    }

    fn at(error: &serde_json::Error, why: &str) -> Self {
        // At the start of a line the parser counts no column yet.
        Self {
            why: why.to_owned(),
            place: Some((error.line().max(1), error.column().max(1))),
            remedy: Remedy::Delete,
        }
    }
}

#[derive(Deserialize)]
struct Wire {
    catalogue: WireCatalogue,
    answered: usize,
    about: Option<String>,
    verdict: WireVerdict,
    roles: Vec<WireRole>,
}

#[derive(Deserialize)]
struct WireCatalogue {
    id: String,
    version: String,
    hash: Option<String>,
}

#[derive(Deserialize)]
struct WireVerdict {
    kind: String,
    roles: Vec<String>,
}

#[derive(Deserialize)]
struct WireRole {
    id: String,
    name: String,
    probability: f64,
}

/// Returns the summary, or nothing where a part of it cannot be so.
fn summary(wire: Wire) -> Option<Summary> {
    /// No id of a catalogue and no version is longer, in characters.
    const LONGEST: usize = 64;
    let text = |text: &str| Text::new(text).ok();
    let short = |text: &str| Text::within(text, LONGEST).ok();
    let roles = wire.roles.iter().map(|role| {
        Some(RoleShare {
            id: text(&role.id)?,
            name: text(&role.name)?,
            probability: Some(role.probability).filter(|p| (0.0..=1.0).contains(p))?,
        })
    });
    let roles: Vec<RoleShare> = roles.collect::<Option<_>>()?;
    let named = wire.verdict.roles.len();
    let leads = roles.iter().map(|role| role.id.as_str());
    let first = wire.verdict.roles.iter().map(String::as_str);
    if roles.len() < 2 || named > roles.len() || !leads.take(named).eq(first) {
        return None;
    }
    let verdict = VerdictKind::from_name(&wire.verdict.kind)?;
    if named != verdict.named() {
        return None;
    }
    Some(Summary {
        catalogue: short(&wire.catalogue.id)?,
        version: short(&wire.catalogue.version)?,
        hash: wire.catalogue.hash,
        about: match wire.about {
            None => None,
            Some(name) => Some(PersonName::new(&name).ok()?),
        },
        answered: wire.answered,
        verdict,
        roles,
    })
}

/// Why a result is not scored again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outdated {
    /// The catalogue has another version now.
    Version {
        /// The version that it has.
        now: String,
    },
    /// The catalogue has the same version, and its file has changed.
    Changed,
    /// There is no catalogue of that id any more.
    Gone,
    /// There is a catalogue of that id that cannot be used.
    Unusable {
        /// What is wrong with it.
        why: String,
    },
}

/// A result of another state of its catalogue than the present one.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// What it comes to.
    pub summary: Summary,
    /// Its traits, in its catalogue's order, as far as they can be told.
    pub traits: Vec<PastTrait>,
}

/// Where somebody stood on a trait.
#[derive(Debug, Clone, PartialEq)]
pub struct PastTrait {
    /// Its id.
    pub id: Text,
    /// The low pole.
    pub low: Text,
    /// The high pole.
    pub high: Text,
    /// The place, in standard deviations of people at large.
    pub score: f64,
    /// Ends of the 90 % interval, lower first.
    pub interval: (f64, f64),
    /// Answers that went in.
    pub answered: u64,
}

impl Past {
    /// Reads what a result says of itself, or nothing where it is none that can be used.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let Contents::Result(summary) = Contents::of(text) else {
            return None;
        };
        let value: Value = serde_json::from_str(text).ok()?;
        let traits = value["traits"].as_array().into_iter().flatten();
        Some(Self {
            summary,
            traits: traits.filter_map(past_trait).collect(),
        })
    }
}

fn past_trait(value: &Value) -> Option<PastTrait> {
    let text = |key: &str| Text::new(value[key].as_str()?).ok();
    Some(PastTrait {
        id: text("id")?,
        low: text("low")?,
        high: text("high")?,
        score: value["score"].as_f64()?,
        interval: (
            value["interval"][0].as_f64()?,
            value["interval"][1].as_f64()?,
        ),
        answered: value["answered"].as_u64()?,
    })
}

impl Summary {
    /// Returns why a result is not scored again with the catalogue of its id as it is now, if it is not. `now` is nothing
    /// where there is none any more, and what is wrong with it where it cannot be used.
    #[must_use]
    pub fn outdated(&self, now: Result<Option<&Catalogue>, &str>) -> Option<Outdated> {
        let now = match now {
            Ok(Some(now)) => now,
            Ok(None) => return Some(Outdated::Gone),
            Err(why) => {
                return Some(Outdated::Unusable {
                    why: why.to_owned(),
                });
            }
        };
        if now.version != self.version.as_str() {
            return Some(Outdated::Version {
                now: now.version.clone(),
            });
        }
        let hash = self.hash.as_ref()?;
        (*hash != now.hash).then_some(Outdated::Changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{dated, sealed};

    fn result(change: impl FnOnce(&mut Value)) -> String {
        /// Odds of nine to one, in decibans.
        const TOTAL: f64 = 9.542_425_094_393_249;
        let mut value = serde_json::json!({
            "schema": "rolefit/assessment@1",
            "rolefit": "0.1.0",
            "catalogue": { "id": "roles", "version": "1.0.0", "hash": "0", "status": "expert-set" },
            "answered": 1,
            "items": 2,
            "stopped": { "length": null, "reason": "given" },
            "verdict": { "kind": "clear", "roles": ["a"] },
            "roles": [
                { "id": "a", "name": "A", "probability": 0.9, "typicality": 0.5, "rank": 1 },
                { "id": "b", "name": "B", "probability": 0.1, "typicality": 0.5, "rank": 2 },
            ],
            "traits": [{
                "id": "t", "low": "l", "high": "h", "score": 0.0, "sd": 1.0, "interval": [-1.645, 1.645], "answered": 1,
            }],
            "evidence": {
                "winner": "a", "runner_up": "b", "total": TOTAL,
                "traits": [{ "id": "t", "decibans": TOTAL }],
            },
            "influence": { "answers": [], "pivot": null },
            "settling": [],
            "person_fit": { "lz": null, "longest_run": null, "warnings": [] },
            "responses": [{ "item": "one", "response": 1, "position": 1 }],
            "answer_string": "roles@1.0.0:1-",
        });
        change(&mut value);
        value.to_string()
    }

    #[test]
    fn a_result_says_in_short_what_it_is() {
        let Contents::Result(summary) = Contents::of(&result(|_| {})) else {
            panic!("a result is one");
        };
        assert_eq!(summary.verdict, VerdictKind::Clear);
        assert_eq!(summary.roles[0].name.as_str(), "A");
        assert_eq!(summary.about, None);
        let about = result(|value| value["about"] = "Ana".into());
        let Contents::Result(summary) = Contents::of(&about) else {
            panic!("keys are only added");
        };
        assert_eq!(summary.about.unwrap().as_str(), "Ana");
    }

    #[test]
    fn the_two_to_compare_are_the_latest_of_one_measure_and_a_changed_catalogue_is_another() {
        let entries = |hashes: &str| -> Vec<Entry> {
            let entries = hashes.char_indices().map(|(place, hash)| Entry {
                id: place.to_string(),
                time: DateTime::default(),
                contents: Contents::of(&result(|value| {
                    value["catalogue"]["hash"] = hash.to_string().into();
                })),
                outdated: None,
                same_as: None,
                goes_on_from: None,
            });
            entries.collect()
        };
        for (hashes, pair) in [
            ("", None),
            ("ab", None),
            ("aab", Some(["0", "1"])),
            ("abba", Some(["0", "3"])),
            ("aaabbc", Some(["3", "4"])),
            ("aaa", Some(["1", "2"])),
        ] {
            assert_eq!(comparable(&entries(hashes)), pair, "{hashes}");
        }
        let mut copied = entries("aaa");
        copied[2].same_as = Some("1".to_owned());
        assert_eq!(comparable(&copied), Some(["0", "1"]));
        assert!(goes_on(&[1, 2, 3], &[1, 2]) && !goes_on(&[1, 2], &[1, 2]));
        assert!(!goes_on(&[1, 2, 3], &[2]) && !goes_on(&[1], &[]));
        let answered = r#"{"responses":[{"item":"a","response":1}]}"#;
        assert_eq!(responses(answered).len(), 1);
        let mut continued = entries("aaa");
        continued[2].goes_on_from = Some("1".to_owned());
        assert_eq!(comparable(&continued), Some(["0", "2"]));
    }

    #[test]
    fn a_newer_major_version_is_told_from_damage_whatever_it_holds() {
        for newer in [
            result(|value| value["schema"] = "rolefit/assessment@2".into()),
            r#"{"schema":"rolefit/assessment@999"}"#.to_owned(),
        ] {
            assert_eq!(Contents::of(&newer), Contents::Newer);
        }
    }

    #[test]
    fn cut_at_any_byte_it_is_damaged_and_the_place_is_named() {
        let whole = result(|_| {});
        for cut in 0..whole.len() {
            let Contents::Damaged(damage) = Contents::of(&whole[..cut]) else {
                panic!("cut at {cut} it is no result");
            };
            assert!(damage.place.is_some(), "cut at {cut}");
        }
    }

    #[test]
    fn what_no_result_says_is_damage() {
        let changes: [fn(&mut Value); 9] = [
            |value| value["schema"] = "rolefit/plan@1".into(),
            |value| value["roles"][0]["probability"] = 1.5.into(),
            |value| value["roles"][0]["name"] = "\u{1b}[2J".into(),
            |value| value["roles"] = Value::Array(Vec::new()),
            |value| value["verdict"]["kind"] = "certain".into(),
            |value| value["verdict"]["roles"] = vec!["b"].into(),
            |value| value["about"] = "a\u{202e}b".into(),
            |value| value["responses"] = Value::Null,
            |value| value["catalogue"]["version"] = "1".repeat(65).into(),
        ];
        for (place, change) in changes.into_iter().enumerate() {
            let contents = Contents::of(&result(change));
            assert!(matches!(contents, Contents::Damaged(_)), "{place}");
        }
    }

    #[test]
    fn a_bit_that_flips_in_what_is_kept_is_always_noticed() {
        let whole = serde_json::from_str::<Value>(&result(|_| {})).unwrap();
        let kept = sealed(&(serde_json::to_string_pretty(&whole).unwrap() + "\n"));
        assert!(matches!(Contents::of(&kept), Contents::Result(_)));
        for at in 0..kept.trim_end().len() {
            for bit in 0..8 {
                let mut bytes = kept.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                // What is no text is refused before.
                if let Ok(text) = String::from_utf8(bytes) {
                    let contents = Contents::of(&text);
                    assert!(
                        matches!(contents, Contents::Damaged(_)),
                        "bit {bit} of byte {at}: {contents:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_result_and_its_name_say_the_same_time_and_older_ones_say_it_in_their_names_alone() {
        let [then, later] = [28, 29].map(|day| jiff::civil::date(2026, 11, day).at(8, 0, 0, 0));
        let whole = serde_json::from_str::<Value>(&result(|_| {})).unwrap();
        let old = serde_json::to_string_pretty(&whole).unwrap() + "\n";
        let kept = sealed(&dated(&old, then));
        for (text, name) in [(&kept, then), (&old, then), (&old, later)] {
            assert!(matches!(Contents::kept(text, name), Contents::Result(_)));
        }
        let Contents::Damaged(damage) = Contents::kept(&kept, later) else {
            panic!("its name says another time");
        };
        assert!(damage.why.contains("kept at 2026-11-28T08:00:00Z"));
        assert_eq!(damage.remedy, Remedy::Rename("20261128-080000".to_owned()));
        let odd = old.replacen('{', "{\n  \"time\": \"2026-11-28T08:00:00+00:00\",", 1);
        let Contents::Damaged(damage) = Contents::kept(&odd, then) else {
            panic!("no such time is written");
        };
        assert_eq!(damage.remedy, Remedy::Delete);
        let changed = kept.replace("-28T", "-29T");
        for name in [then, later] {
            let contents = Contents::kept(&changed, name);
            assert_eq!(contents, Contents::Damaged(Damage::of(CHANGED)));
        }
    }

    #[test]
    fn a_newer_version_that_seals_as_this_one_does_is_no_damage() {
        let newer = sealed("{\n  \"schema\": \"rolefit/assessment@2\",\n  \"anything\": []\n}\n");
        assert_eq!(Contents::of(&newer), Contents::Newer);
    }

    #[test]
    fn what_is_whole_and_says_what_this_version_does_not_know_is_no_damage() {
        let changes: [fn(&mut Value); 2] = [
            |value| value["verdict"]["kind"] = "certain".into(),
            |value| value["stopped"]["reason"] = "tired".into(),
        ];
        for change in changes {
            let value = serde_json::from_str::<Value>(&result(change)).unwrap();
            let kept = sealed(&(serde_json::to_string_pretty(&value).unwrap() + "\n"));
            assert_eq!(Contents::of(&kept), Contents::Newer);
        }
    }

    #[test]
    fn what_was_kept_and_written_anew_by_another_program_is_not_what_was_kept() {
        let whole = serde_json::from_str::<Value>(&result(|_| {})).unwrap();
        let kept = sealed(&(serde_json::to_string_pretty(&whole).unwrap() + "\n"));
        let anew = serde_json::from_str::<Value>(&kept).unwrap().to_string();
        assert!(matches!(Contents::of(&anew), Contents::Damaged(_)));
        assert!(matches!(Contents::of(&result(|_| {})), Contents::Result(_)));
    }
}
