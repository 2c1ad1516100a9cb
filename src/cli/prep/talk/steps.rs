//! The steps of one answer: what is shown at each, what is asked, and what comes of it.

use std::collections::BTreeSet;
use std::io;

use rolefit::preparation::practice::{Draft, Event, Rating, Step, Ticked, takes};
use rolefit::preparation::{Question, StarPart, Story};
use rolefit::render::practice as render;

use super::{Stop, Talk, Typed, World};

/// A question and the role that it is practised for, where the catalogue knows that.
pub(super) type Asked<'q> = (&'q Question, Option<usize>);

impl<X: World> Talk<'_, X> {
    /// Takes one step. `former` is what was written at it before it was taken back.
    pub(super) fn step(
        &mut self,
        step: Step,
        asked: Asked<'_>,
        draft: &Draft,
        former: Option<String>,
    ) -> Result<Typed<Event>, Stop> {
        let (question, role) = asked;
        match step {
            Step::Say => self.answer(question),
            Step::Stage(place) => self.stage(question, place, draft, former),
            Step::Note(part) => self.note(question, part, former),
            Step::FollowUp(seen) => self.follow_up(question, seen, draft, former),
            Step::Tick(Ticked::Checklist) => {
                let heading = "A good answer has said by the end";
                let prompt = "Which did yours say, such as 1 3; Enter for none:";
                self.tick(question, Ticked::Checklist, (heading, prompt))
            }
            Step::Tick(Ticked::Strong) => {
                self.signals(question, role)?;
                let prompt = "Strong signals in your answer, such as 1 2; Enter for none:";
                self.tick(question, Ticked::Strong, ("Strong signals", prompt))
            }
            Step::Flag => self.flags(question),
            Step::Rate => {
                let anchors = role.map_or(&question.anchors, |role| question.anchors_for(role));
                self.show(&render::anchors(anchors, &self.look))?;
                self.rating(question)
            }
        }
    }

    /// Offers the person's stories that fit a question.
    pub(super) fn offer(&mut self, question: &Question) -> io::Result<()> {
        let stories = self.stories;
        let fitting: Vec<&Story> = stories.iter().filter(|one| one.fits(question)).collect();
        self.show(&render::stories(&fitting, &self.look))
    }

    /// Reads what is typed, and takes the time until then.
    fn timed(
        &mut self,
        prompt: &str,
        step: Step,
        former: Option<String>,
    ) -> Result<Typed<(u64, String)>, Stop> {
        let begun = self.world.now();
        let typed = self.again(prompt, step, former)?;
        let seconds = u64::try_from(self.world.now() - begun).unwrap_or(0);
        Ok(typed.map(|text| (seconds, text)))
    }

    fn answer(&mut self, question: &Question) -> Result<Typed<Event>, Stop> {
        let typed = self.timed("Say it aloud, then Enter (? help):", Step::Say, None)?;
        if let Typed::Given((seconds, _)) = &typed {
            self.say(&render::minutes_taken(*seconds, question.kind))?;
            self.show("\n")?;
        }
        let question = question.id.as_str().to_owned();
        Ok(typed.map(|(seconds, text)| Event::Said {
            question,
            seconds,
            text,
        }))
    }

    /// Goes through a stage of a case; what is heard there from others is shown once it is over.
    fn stage(
        &mut self,
        question: &Question,
        place: usize,
        draft: &Draft,
        former: Option<String>,
    ) -> Result<Typed<Event>, Stop> {
        let case = question.case.as_ref();
        let case = case.expect("only a case has stages");
        if place == 0 {
            self.show(&render::stages(case, &self.look))?;
        }
        self.show(&render::stage(case, place, &self.look))?;
        let used = draft.took().unwrap_or(0);
        self.say(&render::time_left(used, question.minutes))?;
        let prompt = "Think aloud, then Enter (? help):";
        let typed = self.timed(prompt, Step::Stage(place), former)?;
        if let Typed::Given((seconds, _)) = &typed {
            let stage = &case.stages[place];
            self.say(&format!("{}.", render::time_left(*seconds, stage.minutes)))?;
            self.show(&render::heard(stage, &self.look))?;
        }
        let question = question.id.as_str().to_owned();
        Ok(typed.map(|(seconds, text)| Event::Staged {
            question,
            stage: place + 1,
            seconds,
            text,
        }))
    }

    fn note(
        &mut self,
        question: &Question,
        part: Option<StarPart>,
        former: Option<String>,
    ) -> Result<Typed<Event>, Stop> {
        if part.is_none_or(|part| part == StarPart::Situation) {
            self.say("Now a few words to remember it by; Enter alone leaves them out.")?;
            self.show("\n")?;
        }
        self.show(&render::heading(question, part, &self.look))?;
        let typed = self.again(">", Step::Note(part), former)?;
        let question = question.id.as_str().to_owned();
        Ok(typed.map(|text| Event::Noted {
            question,
            part,
            text,
        }))
    }

    fn follow_up(
        &mut self,
        question: &Question,
        seen: usize,
        draft: &Draft,
        former: Option<String>,
    ) -> Result<Typed<Event>, Stop> {
        self.show(&render::follow_up(question, seen, &self.look))?;
        // What is said from here on is not timed.
        if let Some(used) = draft.took().filter(|_| draft.follow_ups == 0) {
            self.say(&render::time_left(used, takes(question, false)))?;
        }
        let step = Step::FollowUp(seen);
        let typed = self.again("Answer aloud, then Enter:", step, former)?;
        let question = question.id.as_str().to_owned();
        Ok(typed.map(|text| Event::FollowedUp {
            question,
            seen: seen + 1,
            text,
        }))
    }

    pub(super) fn signals(&mut self, question: &Question, role: Option<usize>) -> io::Result<()> {
        self.show(&render::signals(self.catalogue, question, role, &self.look))
    }

    fn tick(
        &mut self,
        question: &Question,
        of: Ticked,
        (heading, prompt): (&str, &str),
    ) -> Result<Typed<Event>, Stop> {
        let entries = of.entries(question);
        self.show(&render::to_tick(heading, entries, &self.look))?;
        let typed = self.numbers(prompt, Step::Tick(of), entries.len())?;
        let question = question.id.as_str().to_owned();
        Ok(typed.map(|numbers| Event::Ticked {
            question,
            of,
            numbers,
        }))
    }

    fn flags(&mut self, question: &Question) -> Result<Typed<Event>, Stop> {
        let entries = &question.red_flags;
        self.show(&render::to_tick("Red flags", entries, &self.look))?;
        let prompt = "Red flags in your answer, such as 1 2; Enter for none:";
        let typed = self.numbers(prompt, Step::Flag, entries.len())?;
        let question = question.id.as_str().to_owned();
        Ok(typed.map(|flags| Event::Flagged { question, flags }))
    }

    /// Reads numbers from 1 to `count`, rising.
    fn numbers(
        &mut self,
        prompt: &str,
        step: Step,
        count: usize,
    ) -> Result<Typed<Vec<usize>>, Stop> {
        loop {
            let typed = match self.typed(prompt, step)? {
                Typed::Given(typed) => typed,
                other => return Ok(other.map(|_| Vec::new())),
            };
            let words = typed.split([' ', ',']).filter(|word| !word.is_empty());
            let number = |word: &str| {
                let number = word.parse().ok();
                number.filter(|number| (1..=count).contains(number))
            };
            let numbers: Option<BTreeSet<usize>> = words.map(number).collect();
            if let Some(numbers) = numbers {
                return Ok(Typed::Given(numbers.into_iter().collect()));
            }
            self.say(&format!(
                "Type numbers from 1 to {count}, with a space between them."
            ))?;
        }
    }

    fn rating(&mut self, question: &Question) -> Result<Typed<Event>, Stop> {
        loop {
            let typed = match self.typed("Your rating, 1, 3 or 5:", Step::Rate)? {
                Typed::Given(typed) => typed,
                other => return Ok(other.map(|_| Event::Ended {})),
            };
            if let Some(rating) = typed.parse().ok().and_then(Rating::new) {
                return Ok(Typed::Given(Event::Rated {
                    question: question.id.as_str().to_owned(),
                    rating,
                }));
            }
            self.say("Type 1, 3 or 5, as above.")?;
        }
    }
}
