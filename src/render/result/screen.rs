//! A result on one screen, for the moment at which the last question was answered.

use super::ResultReport;
use super::words::{
    MOST_ROLES, NextStep, StepKind, counted, details, first_steps, headline, is_usual, roles_meant,
    steps_at_once, usual, weighed, weightiest, why,
};
use crate::render::document::{Block, Document};
use crate::render::look::Look;
use crate::render::person::Person;

/// What is shown, as far as it fits.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each part stands on the screen or does not"
)]
struct Shown {
    /// How many traits, those that decided most first.
    traits: usize,
    /// Whether it says what the roles that the verdict names are and do.
    role: bool,
    /// Whether it says what speaks most for the first role and, where the verdict is not clear, for the second.
    why: bool,
    /// Whether it says at length what tells two close roles apart.
    apart: bool,
    /// Whether it names the first step towards each role that the verdict names.
    step: bool,
    /// How many commands.
    commands: usize,
    /// How much of what has to be said with the verdict follows it.
    details: usize,
    /// How many roles, the likeliest first.
    roles: usize,
}

impl ResultReport<'_> {
    /// Lays what matters most out for a terminal in at most so many lines, as far as the verdict and the warnings leave
    /// room: the verdict, the warnings, the roles, what those are and do that the verdict names, what speaks most for the
    /// first, the first step towards it, where somebody stands, and the commands that matter, `all` first; none where `all`
    /// is none, as where keys are offered below. What has no room gives way in this order: the command for a page, traits
    /// that decided nothing, what the roles are, the second command, the other traits (then what the roles are returns, if it
    /// fits), what tells two close roles apart at length, the first step, what speaks for the roles, the details of the
    /// verdict, the roles but the first.
    #[must_use]
    pub fn screen(&self, look: &Look, lines: usize, all: Option<&(String, String)>) -> String {
        let texts = self.ways().into_iter();
        let texts = texts.map(|shown| self.brief(shown, all).text(look));
        let mut last = String::new();
        for text in texts {
            last = text;
            if last.lines().count() <= lines {
                break;
            }
        }
        last
    }

    /// Returns what can be done next here and as it stands, the most useful first, by commands that mean this result also
    /// once a later one is kept.
    #[must_use]
    pub fn steps(&self) -> Vec<NextStep> {
        if self.catalogue.is_nameless() {
            return Vec::new();
        }
        let (kept, named) = (self.keeping, self.keeping.by_id());
        let mut steps = steps_at_once(self.catalogue, self.assessment, kept, named);
        steps.retain(|step| step.kind != StepKind::Theirs);
        steps
    }

    /// Returns what may be shown, the most first.
    fn ways(&self) -> Vec<Shown> {
        let decided = weighed(self.assessment).len();
        let traits = self.catalogue.traits.len();
        let said = details(self.catalogue, self.assessment, true).len();
        let (commands, with_page) = match self.person() {
            // Somebody else's view is handed over by three.
            Person::Named(_) => (4, 4),
            Person::You | Person::TheWork => (2, 3),
        };
        let most = Shown {
            traits,
            role: true,
            why: true,
            apart: true,
            step: true,
            commands,
            details: said,
            roles: MOST_ROLES,
        };
        let mut ways = vec![Shown {
            commands: with_page,
            ..most
        }];
        let fewer = (decided..=traits).rev();
        ways.extend(fewer.map(|traits| Shown { traits, ..most }));
        let less = Shown {
            traits: decided,
            role: false,
            ..most
        };
        let one = Shown {
            commands: 1,
            ..less
        };
        ways.push(less);
        // One trait alone is no picture.
        ways.extend((2..=decided).rev().map(|traits| Shown { traits, ..one }));
        let bare = Shown { traits: 0, ..one };
        for apart in [true, false] {
            let of_roles = [(true, 2), (true, 1), (false, 1)];
            ways.extend(of_roles.map(|(role, commands)| Shown {
                role,
                apart,
                commands,
                ..bare
            }));
        }
        let short = Shown {
            apart: false,
            step: false,
            ..bare
        };
        ways.extend([true, false].map(|role| Shown { role, ..short }));
        let bare = Shown {
            why: false,
            ..short
        };
        ways.push(bare);
        // What it would say of less than a trait is no help.
        let fewer = (2..said).rev().take(2);
        ways.extend(fewer.map(|details| Shown { details, ..bare }));
        let least = Shown { details: 0, ..bare };
        ways.extend((1..=MOST_ROLES).rev().map(|roles| Shown { roles, ..least }));
        ways
    }

    fn brief(&self, shown: Shown, all: Option<&(String, String)>) -> Document {
        let (catalogue, assessment) = (self.catalogue, self.assessment);
        let mut details = details(catalogue, assessment, shown.apart);
        details.truncate(shown.details);
        let mut bars = self.bars();
        bars.rows.truncate(shown.roles);
        let mut blocks = vec![Block::Headline(headline(catalogue, assessment), details)];
        blocks.extend(self.warnings());
        blocks.push(Block::Bars(bars));
        if shown.roles >= MOST_ROLES {
            let is_usual = is_usual(assessment.leader());
            let rare = usual(catalogue, assessment).filter(|_| !is_usual);
            blocks.extend(rare.map(Block::Remark));
            blocks.extend(counted(catalogue, assessment).map(Block::Remark));
        }
        if shown.role {
            let meant = roles_meant(catalogue, assessment).into_iter();
            blocks.extend(meant.map(Block::Remark));
        }
        if shown.why {
            blocks.extend(why(catalogue, assessment).into_iter().map(Block::Remark));
        }
        if shown.step {
            let steps = first_steps(catalogue, assessment).into_iter();
            blocks.extend(steps.map(Block::Remark));
        }
        if shown.traits > 0 {
            let mut traits = weightiest(catalogue, assessment);
            traits.truncate(shown.traits);
            // The catalogue's order reads better than that of weights.
            traits.sort_unstable();
            blocks.push(Block::Section(self.person().standing()));
            blocks.push(self.strips(traits));
        }
        let mut steps = steps_at_once(catalogue, assessment, self.keeping, self.keeping);
        if let Some(page) = steps.pop_if(|step| step.kind == StepKind::Page) {
            steps.insert(steps.len().min(1), page);
        }
        let steps = steps.into_iter().map(|step| (step.command, step.purpose));
        if let Some(all) = all {
            let commands = std::iter::once(all.clone()).chain(steps);
            blocks.push(Block::next(commands.take(shown.commands).collect()));
        }
        Document::new(catalogue.language.as_str(), blocks)
    }
}
