//! The result of a questionnaire. All of it is in the assessment.

mod json;
mod screen;
pub(super) mod words;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use self::words::{
    MOST_ROLES, TALK, answers_listed, answers_title, are_close, beside_two, caution, counted,
    decided_heading, details, focus, focus_lead, from_one_answer, further, grounds, headline,
    limits, method, next_steps, pivot, places_note, purpose, range_note, reasons, remark, rests_on,
    role_meant, roles_beside, roles_left_out, roles_meant, roles_note, roles_to_try, small_print,
    stopped, title_now, to_settle, to_talk_over, usual, weakness, weighed,
};
use crate::assessment::{Assessment, Warning};
use crate::catalogue::Catalogue;
use crate::render::document::{
    Bar, Bars, Block, Document, Medium, NotFinite, PAGES, Report, to_json,
};
use crate::render::figures::{capitalised, signed};
use crate::render::leaning::{axis, of_score};
use crate::render::person::Person;
use crate::render::prose::{Emphasis, Prose, data, own, say};
use crate::render::standing::Standing;
use crate::session::PersonName;

pub(super) use words::answer_in_words;
pub use words::{NextStep, StepKind, before_more, file_option, file_stem, in_a_line};

const TEXT: &[Medium] = &[Medium::Text];
const MARKDOWN: &[Medium] = &[Medium::Markdown];
const HTML: &[Medium] = &[Medium::Html];
const WRITTEN: &[Medium] = &[Medium::Text, Medium::Markdown];
/// Columns of a terminal that are kept for what there is to say of a trait.
const REMARK: usize = 25;

/// A result with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct ResultReport<'a> {
    /// The catalogue that was answered for.
    pub catalogue: &'a Catalogue,
    /// What the answers come to.
    pub assessment: &'a Assessment,
    /// Whether it is kept. A page says nothing of that: it is read elsewhere.
    pub keeping: Keeping<'a>,
    /// Whose it is, for pages and data.
    pub label: &'a Label,
}

/// Whose result a page shows and of which day, so that two pages can be told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// The `id` in the answers, character for character.
    pub id: Option<String>,
    /// What the person is called.
    pub name: Option<PersonName>,
    /// The day on which the result was kept.
    pub date: Option<Date>,
}

impl Label {
    /// Says nothing.
    pub const NONE: Self = Self {
        id: None,
        name: None,
        date: None,
    };
}

/// Whether a result is kept on this machine, so that commands can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping<'a> {
    /// It is kept.
    Kept {
        /// What it is called.
        id: &'a str,
        /// Whether it is what a command takes that names none.
        is_latest: bool,
        /// Whether it is the latest of its catalogue and person: the one that more questions are added to.
        goes_on: bool,
        /// The one before it that it can be compared with, if there is one.
        earlier: Option<&'a str>,
    },
    /// It lies in a file that is called so in a shell.
    File(&'a str),
    /// It is not kept here, or whoever reads this is not here.
    Elsewhere,
}

impl Keeping<'_> {
    /// Returns it so that commands name the result by its id: another may be the latest when they run.
    fn by_id(self) -> Self {
        match self {
            Self::Kept { id, earlier, .. } => Self::Kept {
                id,
                is_latest: false,
                goes_on: false,
                earlier,
            },
            Self::File(_) | Self::Elsewhere => self,
        }
    }
}

impl Report for ResultReport<'_> {
    fn document(&self) -> Document {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let mut blocks = self.opening();
        blocks.extend(self.roles());
        blocks.push(Block::Only(PAGES, self.meant()));
        blocks.push(Block::Beside(vec![self.decided(), self.answers()]));
        blocks.push(Block::Beside(self.further()));
        blocks.push(Block::Only(WRITTEN, self.talk()));
        let mut beside = self.focus();
        beside.push(self.talk());
        blocks.push(Block::Only(HTML, vec![Block::Beside(beside)]));
        blocks.extend(self.standing());
        blocks.extend(self.closing());
        let headline = headline(catalogue, assessment).plain();
        Document::new(catalogue.language.as_str(), blocks).titled(match words::label(self.label) {
            None => headline,
            Some(label) => format!("{}: {headline}", label.plain()),
        })
    }

    /// Two spaces a level, keys in a fixed order, numbers in full precision, roles by rank, traits in the catalogue's
    /// order, responses in the order given. `id` is what its answers call the person.
    fn json(&self) -> Result<String, NotFinite> {
        let id = self.label.id.as_deref();
        json::shape(self.catalogue, self.assessment, id).map(|wire| to_json(&wire))
    }
}

impl<'a> ResultReport<'a> {
    /// Takes a result that is neither kept nor said to be anybody's.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, assessment: &'a Assessment) -> Self {
        Self {
            catalogue,
            assessment,
            keeping: Keeping::Elsewhere,
            label: &Label::NONE,
        }
    }

    fn person(&self) -> Person<'a> {
        Person::of(self.catalogue, self.assessment)
    }

    fn opening(&self) -> Vec<Block> {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let title = data(&catalogue.title);
        let mut blocks = vec![Block::Subject(title)];
        blocks.extend(words::label(self.label).map(Block::Owner));
        blocks.push(Block::Headline(
            headline(catalogue, assessment),
            details(catalogue, assessment, weighed(assessment).is_empty()),
        ));
        if let Some((purpose, command)) = to_settle(catalogue, assessment, self.keeping) {
            let command = Prose::new().with(Emphasis::Command, command);
            let settling = [own(format!("To {purpose}:")), command].map(Block::Remark);
            blocks.push(Block::Only(WRITTEN, settling.into()));
        }
        let stopped = Block::Remark(say("{} {}", [self.stopped(), purpose(self.person())]));
        blocks.push(Block::Only(HTML, vec![stopped]));
        blocks.extend(self.warnings());
        blocks
    }

    /// Says why it ended, and which title the person has, where that is known.
    fn stopped(&self) -> Prose {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let stopped = own(stopped(catalogue, assessment));
        match title_now(catalogue, assessment) {
            Some(title) => say("{} {}", [stopped, title]),
            None => stopped,
        }
    }

    fn warnings(&self) -> Vec<Block> {
        let warnings = self.assessment.person_fit.warnings.iter();
        let warnings: Vec<Prose> = warnings
            .map(|&warning| own(caution(self.catalogue, self.assessment, warning)))
            .collect();
        if warnings.is_empty() {
            return Vec::new();
        }
        vec![Block::Warning(own("With care"), warnings)]
    }

    fn bars(&self) -> Bars {
        let listed = self.assessment.roles.iter().take(MOST_ROLES);
        let warnings = &self.assessment.person_fit.warnings;
        let is_said_by_few = warnings.contains(&Warning::FewAnswers);
        let rows = listed.map(|fit| Bar {
            label: data(&self.catalogue.roles[fit.role].name),
            shares: vec![fit.probability],
            words: own(if is_said_by_few {
                "too few answers to say"
            } else {
                ""
            }),
        });
        Bars {
            head: own("Role"),
            series: vec![own("How likely")],
            rows: rows.collect(),
        }
    }

    fn roles(&self) -> Vec<Block> {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let mut blocks = vec![
            Block::Only(PAGES, vec![Block::Section(own("Roles"))]),
            Block::Bars(self.bars()),
        ];
        blocks.extend(roles_left_out(assessment).map(Block::Remark));
        blocks.push(Block::Remark(roles_note(catalogue)));
        blocks.extend(usual(catalogue, assessment).map(Block::Remark));
        blocks.extend(counted(catalogue, assessment).map(Block::Remark));
        let meant = roles_meant(catalogue, assessment).into_iter();
        blocks.push(Block::Only(TEXT, meant.map(Block::Remark).collect()));
        blocks
    }

    fn meant(&self) -> Vec<Block> {
        let roles = self.assessment.roles.iter().take(MOST_ROLES);
        let meant = roles.map(|fit| Block::Paragraph(role_meant(self.catalogue, fit.role)));
        std::iter::once(Block::Section(own("What the roles do")))
            .chain(meant)
            .collect()
    }

    /// Returns where these traits place somebody, beside the roles.
    fn strips(&self, traits: impl IntoIterator<Item = usize>) -> Block {
        let roles = roles_beside(self.assessment);
        let remarks = traits.into_iter().map(|index| {
            let remark = |room| self.remark(index, room);
            (index, [remark(usize::MAX), remark(0)])
        });
        let strips = self.beside(&roles).strips(remarks, REMARK);
        Block::Strips(strips)
    }

    /// Says beside which role somebody stands: where two are close beside these alone, and else beside all.
    fn remark(&self, index: usize, room: usize) -> Prose {
        let mut roles = roles_beside(self.assessment);
        if are_close(self.assessment) {
            roles.truncate(2);
        }
        remark(self.catalogue, self.assessment, index, &roles, room)
    }

    fn beside<'r>(&'r self, roles: &'r [usize]) -> Standing<'r> {
        Standing {
            catalogue: self.catalogue,
            person: Some(self.assessment),
            roles,
            leader: Some(self.assessment.leader().role),
        }
    }

    fn standing(&self) -> Vec<Block> {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let roles = roles_beside(assessment);
        let beside = |index| self.remark(index, usize::MAX);
        let centres = |index| self.beside(&roles).centres(index);
        let sure = std::iter::once(own(range_note(catalogue, self.person())));
        let sure = sure.chain(beside_two(catalogue, assessment));
        let alone = from_one_answer(catalogue, assessment, self.keeping).into_iter();
        vec![
            Block::Section(self.person().standing()),
            self.strips(0..catalogue.traits.len()),
            Block::Only(TEXT, sure.chain(alone).map(Block::Remark).collect()),
            Block::Only(
                PAGES,
                std::iter::once(own(places_note(catalogue, self.person())))
                    .chain(beside_two(catalogue, assessment))
                    .map(Block::Remark)
                    .collect(),
            ),
            Block::Only(MARKDOWN, vec![self.numbers("Beside the roles", &beside)]),
            Block::Only(
                HTML,
                vec![
                    Block::Section(own("In numbers")),
                    self.numbers("Roles", &centres),
                ],
            ),
        ]
    }

    /// Returns the places in numbers, and in a last column what else there is to say of each trait.
    fn numbers(&self, last: &str, words: &dyn Fn(usize) -> Prose) -> Block {
        let who = self.person().mark().0;
        let head = [
            own("From … to …"),
            match self.person() {
                Person::Named(_) => who,
                Person::You | Person::TheWork => own(capitalised(&who.plain())),
            },
            own("Place"),
            own(capitalised(self.person().mark().1)),
            own(last),
        ];
        let rows = self
            .assessment
            .traits
            .iter()
            .enumerate()
            .map(|(index, score)| {
                let (low, high) = score.interval;
                let [place, range] = if score.answered == 0 {
                    [String::new(), String::new()]
                } else {
                    [
                        signed(score.score),
                        format!("{} to {}", signed(low), signed(high)),
                    ]
                };
                vec![
                    axis(self.catalogue, index),
                    of_score(self.catalogue, index, score),
                    own(place),
                    own(range),
                    words(index),
                ]
            });
        Block::Rows(head.to_vec(), rows.collect())
    }

    fn decided(&self) -> Vec<Block> {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let mut blocks = vec![Block::Section(decided_heading(catalogue, assessment))];
        blocks.extend(reasons(catalogue, assessment));
        blocks
    }

    fn answers(&self) -> Vec<Block> {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let mut blocks = vec![Block::Section(answers_title(assessment))];
        blocks.extend(answers_listed(catalogue, assessment));
        blocks.extend(pivot(catalogue, assessment).map(Block::Remark));
        blocks.extend(weakness(catalogue, assessment).map(Block::Remark));
        blocks
    }

    fn focus(&self) -> Vec<Vec<Block>> {
        let parts = focus(self.catalogue, self.assessment).into_iter();
        parts
            .map(|focus| {
                let mut blocks = vec![Block::Section(focus.heading)];
                if !focus.points.is_empty() {
                    blocks.push(Block::Paragraph(own(focus_lead(self.person()))));
                    blocks.push(Block::List(Prose::new(), focus.points));
                }
                blocks.extend(focus.remarks.into_iter().map(Block::Paragraph));
                blocks
            })
            .collect()
    }

    fn talk(&self) -> Vec<Block> {
        let heading = Prose::new().with(Emphasis::Heading, TALK);
        Block::part(heading, to_talk_over(self.catalogue, self.assessment))
    }

    /// Returns what somebody can do about the roles that come first: read adverts, and try the work. Work itself can do
    /// neither.
    fn further(&self) -> Vec<Vec<Block>> {
        if self.person() == Person::TheWork {
            return Vec::new();
        }
        let roles = roles_to_try(self.assessment).into_iter();
        let parts = roles.filter_map(|role| further(self.catalogue, self.assessment, role));
        parts.collect()
    }

    fn closing(&self) -> Vec<Block> {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let what = || Block::Section(own("What this is"));
        let stopped = self.stopped();
        let mut small: Vec<Prose> = rests_on(catalogue).into_iter().collect();
        small.push(small_print(catalogue, self.person()));
        let steps = next_steps(catalogue, assessment, self.keeping).into_iter();
        let steps = steps.map(|step| (step.command, step.purpose)).collect();
        vec![
            Block::Only(TEXT, vec![Block::Headline(stopped.clone(), small)]),
            Block::Only(
                MARKDOWN,
                vec![
                    what(),
                    Block::Paragraph(stopped),
                    Block::List(Prose::new(), limits(catalogue, self.person())),
                ],
            ),
            Block::Only(
                HTML,
                vec![
                    Block::Beside(vec![vec![
                        what(),
                        Block::List(Prose::new(), grounds(catalogue)),
                    ]]),
                    Block::Remark(own(method(self.person()))),
                ],
            ),
            // A page goes to people who have no commands.
            Block::Only(WRITTEN, vec![Block::Commands(steps)]),
        ]
    }
}
