//! What is wrong with a catalogue, as data: a code, a place, words and help; and all that was found so far.

use std::fmt;
use std::ops::Range;

use crate::names::names;

names! {
    /// How much a diagnostic weighs.
    Severity {
        /// The catalogue cannot be used.
        Error = "error",
        /// The catalogue can be used; its author should look.
        Warning = "warning",
    }
}

names! {
    /// What is wrong, as a name that stays the same from version to version.
    Code {
        /// The file is larger than a catalogue may be, or opens too many tables and lists.
        TooLarge = "too-large",
        /// The file is not TOML.
        Syntax = "syntax",
        /// Values or keys lie within one another too deeply.
        TooDeep = "too-deep",
        /// A table has the same key twice.
        DuplicateKey = "duplicate-key",
        /// The file is written in a format that this version does not read.
        UnknownFormat = "unknown-format",
        /// A table has a key that means nothing there.
        UnknownKey = "unknown-key",
        /// An item has a key that only items of another kind have.
        ForeignKey = "foreign-key",
        /// A table lacks a key.
        MissingKey = "missing-key",
        /// A value is of another type than its key needs.
        WrongType = "wrong-type",
        /// A value is none of the words allowed.
        UnknownValue = "unknown-value",
        /// A number is not a number, or infinite.
        NotFinite = "not-finite",
        /// An id breaks the law of ids.
        InvalidId = "invalid-id",
        /// Two of a kind have the same id.
        DuplicateId = "duplicate-id",
        /// The version is not three numbers.
        InvalidVersion = "invalid-version",
        /// A language is no tag such as `en` or `de-AT`.
        InvalidLanguage = "invalid-language",
        /// A year is not one of four digits.
        InvalidYear = "invalid-year",
        /// A text is blank.
        EmptyText = "empty-text",
        /// A text is longer than 4,096 characters.
        LongText = "long-text",
        /// A text holds a character that could steer a terminal or hide text.
        DangerousCharacter = "dangerous-character",
        /// A text stacks too many combining marks.
        StackedMarks = "stacked-marks",
        /// A role's letter is not one character that takes one column.
        InvalidLetter = "invalid-letter",
        /// Two roles have the same letter.
        DuplicateLetter = "duplicate-letter",
        /// Two things that are shown together cannot be told apart by their look.
        LooksAlike = "looks-alike",
        /// No letter is left for a role that gives none.
        NoFreeLetter = "no-free-letter",
        /// A trait is named that the catalogue does not declare.
        UnknownTrait = "unknown-trait",
        /// A source is named that the catalogue does not declare.
        UnknownSource = "unknown-source",
        /// The catalogue has too few roles, traits or items.
        TooFew = "too-few",
        /// The catalogue has too many sources, roles, traits or items.
        TooMany = "too-many",
        /// No item measures a trait.
        TraitWithoutItems = "trait-without-items",
        /// A calibrated catalogue does not name its sample.
        MissingBasis = "missing-basis",
        /// A role's mean lies outside the model's bounds.
        MeanOutOfRange = "mean-out-of-range",
        /// A role's spread lies outside the model's bounds.
        SpreadOutOfRange = "spread-out-of-range",
        /// An item's discrimination lies outside the model's bounds.
        DiscriminationOutOfRange = "discrimination-out-of-range",
        /// A threshold lies outside the model's bounds.
        ThresholdOutOfRange = "threshold-out-of-range",
        /// Thresholds do not rise.
        ThresholdsNotRising = "thresholds-not-rising",
        /// An item has not one threshold fewer than responses.
        ThresholdCount = "threshold-count",
        /// A situation has too few or too many options.
        OptionCount = "option-count",
        /// An item offers the same words twice.
        DuplicateOption = "duplicate-option",
        /// Two items ask the same.
        DuplicateItem = "duplicate-item",
        /// What was observed is no share of people.
        ObservedOutOfRange = "observed-out-of-range",
        /// No claim rests on a source.
        UnusedSource = "unused-source",
        /// A role claims nothing about any trait.
        EmptyProfile = "empty-profile",
        /// A file is for another catalogue.
        ForeignCatalogue = "foreign-catalogue",
        /// A role is named that the catalogue does not declare.
        UnknownRole = "unknown-role",
        /// A question is named that the bank does not hold.
        UnknownQuestion = "unknown-question",
        /// A list has too few or too many entries.
        ListLength = "list-length",
        /// A list names the same twice.
        DuplicateEntry = "duplicate-entry",
        /// The minutes of a question are too few or too many.
        MinutesOutOfRange = "minutes-out-of-range",
        /// A question names a type that its bank does not declare.
        UnknownType = "unknown-type",
        /// A share of a type is no number of per cent.
        ShareOutOfRange = "share-out-of-range",
        /// The minutes of a case's stages do not add up to its own.
        StageMinutes = "stage-minutes",
        /// A question for several roles does not say how their good answers differ.
        MissingContrast = "missing-contrast",
        /// A move between roles starts and ends at the same one.
        NoMove = "no-move",
        /// Two questions ask the same.
        DuplicateQuestion = "duplicate-question",
        /// Two texts of a bank say nearly the same.
        NearDuplicate = "near-duplicate",
        /// A text gives advice that says nothing.
        EmptyAdvice = "empty-advice",
        /// A text is too long to be said or read in one go.
        TooWordy = "too-wordy",
        /// A text is too short to help.
        TooBrief = "too-brief",
        /// No question lets a role show one side of a trait, or is of a type that is asked for a role.
        Uncovered = "uncovered",
        /// A question names no type in a bank that has types.
        Untyped = "untyped",
        /// A question about knowledge does not say what there is to know.
        NoKnowledge = "no-knowledge",
        /// A bank has few questions.
        FewQuestions = "few-questions",
        /// Two roles are hard or impossible to tell apart.
        RolesAlike = "roles-alike",
        /// A role is likely for somebody without any lean.
        ClaimsNoLean = "claims-no-lean",
        /// A role's place on a trait rests on no source.
        UnsourcedValue = "unsourced-value",
        /// A trait has fewer items than it takes to measure it.
        FewItems = "few-items",
        /// A trait's items tell little where a role lies.
        LittleInformation = "little-information",
        /// Agreeing, or the first side, always shows the same pole of a trait.
        KeyedOneWay = "keyed-one-way",
        /// An id is what a table or a saved result calls something else.
        ReservedId = "reserved-id",
        /// Hardly anybody gives a response.
        IdleResponse = "idle-response",
        /// A way of answering without reading gains a role.
        FavouredPattern = "favoured-pattern",
        /// An item names a role or a pole of its trait, or uses the jargon of the trade.
        GiveawayWord = "giveaway-word",
        /// Lines are marked as still to be written, as those of a new catalogue are.
        Placeholder = "placeholder",
        /// A role's place on a trait is one that no claim gives it.
        AgainstSources = "against-sources",
        /// Spreads are narrower than people who suit one role differ.
        NarrowSpreads = "narrow-spreads",
        /// A role lies far from the middle, twice as far as its people differ.
        FarPlace = "far-place",
        /// An item tells people apart far more sharply than is usual.
        SharpItem = "sharp-item",
        /// Even the roles that lie nearest are as good as never mixed up.
        RolesFar = "roles-far",
        /// What was observed was of too few people.
        FewObserved = "few-observed",
        /// Simulation promises more than was observed.
        PromisesMore = "promises-more",
        /// The sittings that are counted by verdict cannot give the share that was observed.
        TalliesDiffer = "tallies-differ",
        /// There are more faults than are kept.
        TooManyFaults = "too-many-faults",
    }
}

impl Code {
    /// Returns how much diagnostics with this code weigh.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::UnusedSource | Self::EmptyProfile => Severity::Warning,
            _ if self.is_quality() || self.is_quality_of_preparation() => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Returns whether only question banks and stories have faults with this code.
    #[must_use]
    pub fn is_of_preparation(self) -> bool {
        matches!(
            self,
            Self::ForeignCatalogue
                | Self::UnknownQuestion
                | Self::ListLength
                | Self::DuplicateEntry
                | Self::MinutesOutOfRange
                | Self::UnknownType
                | Self::ShareOutOfRange
                | Self::StageMinutes
                | Self::MissingContrast
                | Self::DuplicateQuestion
        ) || self.is_quality_of_preparation()
    }

    /// Returns whether it is a finding on a question bank or on stories that can be used.
    fn is_quality_of_preparation(self) -> bool {
        // They stand together.
        (Self::NearDuplicate..=Self::FewQuestions).contains(&self)
    }

    /// Returns whether it is a finding of [`super::inspect`] on a valid catalogue.
    #[must_use]
    pub fn is_quality(self) -> bool {
        // They stand together.
        (Self::RolesAlike..=Self::TalliesDiffer).contains(&self)
    }

    /// Returns whether it says that something is absent, which only a file read to its end can tell.
    pub(crate) fn is_absence(self) -> bool {
        matches!(
            self,
            Self::MissingKey
                | Self::MissingBasis
                | Self::UnknownTrait
                | Self::UnknownSource
                | Self::TooFew
                | Self::TraitWithoutItems
                | Self::UnusedSource
                | Self::EmptyProfile
                | Self::UnknownQuestion
                | Self::UnknownType
                | Self::MissingContrast
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One thing that is wrong with a catalogue, or that its author should look at.
///
/// The words may hold text from the catalogue; a renderer escapes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// What it is.
    pub code: Code,
    /// Where it is, in bytes of the source; may be empty.
    pub span: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to say at the place, in a few words; may be empty.
    pub label: String,
    /// Other places that explain it, with what to say there.
    pub context: Vec<(Range<usize>, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Makes a diagnostic without label, context and help; its severity is its code's.
    pub(crate) fn new(code: Code, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            span,
            message: message.into(),
            label: String::new(),
            context: Vec::new(),
            help: None,
        }
    }

    /// Says that a number is beyond the bounds of the model.
    pub(crate) fn out_of_bounds(code: Code, span: Range<usize>, message: String) -> Self {
        Self::new(code, span, message)
            .label("out of bounds")
            .help("write a number within the bounds")
    }

    /// Says something at the place.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points at another place.
    pub(crate) fn context(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.context.push((span, label.into()));
        self
    }

    /// Says what to do.
    /// Says that it stands a second time here, and where it stood first.
    pub(crate) fn again(self, first: &Range<usize>) -> Self {
        let again = self.label("again here");
        again.context(first.clone(), "first here")
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The most faults that are kept; a file with more is not worth more memory.
pub(crate) const MAX_FAULTS: usize = 2500;
/// The longest value that is quoted or looked up for similar names, in characters.
const MAX_QUOTED: usize = 64;
/// How similar (Jaro-Winkler, 0 to 1) a name must be to be suggested.
const SIMILAR: f64 = 0.8;

/// Gathers faults.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Vec<Diagnostic>,
    unlisted: usize,
    /// Whether there is an error among those that are not listed.
    unlisted_error: bool,
    broken: Vec<Range<usize>>,
}

impl Faults {
    /// Names the lines, in order, on which the file is not TOML. What stands on them was read wrongly and what follows
    /// may be lost, so from here on faults that may come from that alone are left out.
    pub(crate) fn hold_back(&mut self, broken: Vec<Range<usize>>) {
        self.broken = broken;
    }

    /// Names one more place whose contents may be read wrongly, as those of a table that should be a list of them.
    pub(crate) fn hold_back_for(&mut self, broken: Range<usize>) {
        let place = self
            .broken
            .partition_point(|lines| lines.start <= broken.start);
        self.broken.insert(place, broken);
    }

    /// Takes in a fault, or only counts it when there are too many already.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.may_follow_from_syntax(&diagnostic) {
            return;
        }
        if self.is_full() {
            self.unlisted += 1;
            self.unlisted_error |= diagnostic.severity == Severity::Error;
        } else {
            self.list.push(diagnostic);
        }
    }

    fn may_follow_from_syntax(&self, diagnostic: &Diagnostic) -> bool {
        let is_broken = |at: usize| {
            let before = self.broken.partition_point(|lines| lines.start <= at);
            let lines = self.broken[..before].last();
            lines.is_some_and(|lines| at < lines.end)
        };
        !self.broken.is_empty()
            && (diagnostic.code.is_absence() || is_broken(diagnostic.span.start))
    }

    /// Takes back what was said to be absent of other tables, where some of the file was read wrongly: it may be there.
    pub(crate) fn withdraw_absences(&mut self) {
        if !self.broken.is_empty() {
            let stays =
                |fault: &Diagnostic| !fault.code.is_absence() || fault.code == Code::MissingKey;
            self.list.retain(stays);
        }
    }

    /// Takes back that a key stands twice: what that comes from is told.
    pub(crate) fn withdraw_twice(&mut self, key: &str) {
        let what = twice(key);
        self.list
            .retain(|fault| fault.code != Code::DuplicateKey || fault.message != what);
    }

    /// Returns whether one of them makes the file unusable.
    pub(crate) fn has_error(&self) -> bool {
        let mut list = self.list.iter();
        self.unlisted_error || list.any(|fault| fault.severity == Severity::Error)
    }

    /// Returns whether further faults are only counted.
    fn is_full(&self) -> bool {
        self.list.len() >= MAX_FAULTS
    }

    /// Returns the candidate that was probably meant, as long as faults are still listed.
    pub(crate) fn similar<'c>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        if self.is_full() {
            return None;
        }
        similar(name, candidates)
    }

    /// Returns the faults in order of place.
    pub(crate) fn finish(mut self, source: &str) -> Vec<Diagnostic> {
        let place = |fault: &Diagnostic| (fault.span.start, fault.span.end, fault.code);
        self.list.sort_by_key(place);
        let (unlisted, has_error) = (self.unlisted, self.has_error());
        if unlisted > 0 {
            let end = source.len()..source.len();
            let what = format!("there are {unlisted} more faults than the {MAX_FAULTS} listed");
            let mut more = Diagnostic::new(Code::TooManyFaults, end, what).help("mend these first");
            if !has_error {
                more.severity = Severity::Warning;
            }
            self.list.push(more);
        }
        self.list
    }
}

/// Says that a key stands twice.
pub(super) fn twice(key: &str) -> String {
    format!("the key {} stands twice", quoted(key))
}

/// Returns a value in backticks, shortened where it is very long.
pub(crate) fn quoted(value: &str) -> String {
    match value.char_indices().nth(MAX_QUOTED) {
        None => format!("`{value}`"),
        Some((end, _)) => format!("`{}…`", &value[..end]),
    }
}

/// Returns the candidate most like `name`, whatever its case (Jaro-Winkler), if one is like enough to have been meant; never
/// `name` itself, which was refused.
#[must_use]
pub fn similar<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if name.len() > MAX_QUOTED {
        return None;
    }
    let small = name.to_lowercase();
    let mut best = (SIMILAR, None);
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(name, candidate);
        let likeness = likeness.max(strsim::jaro_winkler(&small, candidate));
        if likeness > best.0 && candidate != name {
            best = (likeness, Some(candidate));
        }
    }
    best.1
}

/// Returns the words as "`a`, `b` or `c`".
/// Asks whether the candidate that is like a name was meant, and says something else where none is.
pub(crate) fn meant<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    similar(name, candidates).map_or_else(otherwise, |near| format!("did you mean `{near}`?"))
}

pub(crate) fn any_of<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
