//! The days until an interview: what to do today, and what on each of the others.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::catalogue::{Catalogue, Text};
use crate::preparation::practice::{Countdown, DayToCome, MOST_DAYS};
use crate::preparation::{Change, Level, QuestionBank};
use crate::render::document::{Block, Document, Medium, NotFinite, PAGES, Report, to_json};
use crate::render::figures::{TIED, counted, lowered};
use crate::render::plan::levels;
use crate::render::prose::{Prose, data, own};

/// The most days that are told one by one to people; all of them stand in the data.
const MOST_TOLD: usize = 7;

/// What is begun with fewer days left is no story yet.
const TIME_TO_TRY: i64 = 7;
/// More than so many things are not tried beside a post.
const MOST_TRIED: usize = 3;

/// The days until an interview, with everything that is needed to show them.
#[derive(Debug, Clone, Copy)]
pub struct CountdownReport<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The bank that the questions are from.
    pub bank: &'a QuestionBank,
    /// Index of the role.
    pub role: usize,
    /// The levels that are asked for; all where none is named.
    pub levels: &'a [Level],
    /// The minutes of each day.
    pub minutes: u32,
    /// The days.
    pub countdown: &'a Countdown,
    /// What changes for whoever comes from another role: the widest gap first.
    pub changes: &'a [Change],
    /// What to ask the employer, as indices in the bank.
    pub to_ask: &'a [usize],
    /// The options with which a further command is for the same, each after a space.
    pub options: &'a str,
    /// The options with which it reads the same files, each after a space.
    pub files: &'a str,
    /// The option with which it takes the same day for today, after a space.
    pub at: &'a str,
}

impl Report for CountdownReport<'_> {
    fn document(&self) -> Document {
        let blocks = vec![
            Block::Only(&[Medium::Text], in_short(self)),
            Block::Only(PAGES, sections(self)),
        ];
        Document::new(self.bank.language.as_str(), blocks)
    }

    /// `rolefit/countdown@1`; days are written as 2026-01-31, questions by their ids.
    fn json(&self) -> Result<String, NotFinite> {
        Ok(json(self))
    }
}

fn named(day: Date) -> String {
    day.strftime("%A %-d %B").to_string()
}

/// Returns what stands on a page: every question of the days to come.
fn sections(shown: &CountdownReport<'_>) -> Vec<Block> {
    let countdown = shown.countdown;
    let mut blocks = head(shown);
    for (place, day) in countdown.days.iter().take(MOST_TOLD).enumerate() {
        blocks.extend(of_day(shown, day, place == 0));
    }
    let rest = countdown.days.iter().skip(MOST_TOLD);
    blocks.extend(Block::list(own("The days after that"), rest.map(in_a_line)));
    blocks.extend(beyond(countdown).map(|said| Block::Paragraph(own(said))));
    blocks.extend(Block::list(own(TO_TRY), to_try(shown).map(data)));
    blocks.extend(interview(shown));
    blocks.push(explained());
    blocks.push(Block::next(commands(shown)));
    blocks
}

/// Returns what stands on a terminal: the days to come by their number of questions, and today last, where the screen ends.
fn in_short(shown: &CountdownReport<'_>) -> Vec<Block> {
    let countdown = shown.countdown;
    let mut blocks = head(shown);
    let to_come = countdown.days.iter().take(MOST_TOLD).skip(1);
    blocks.extend(Block::list(own("The days to come"), to_come.map(in_a_line)));
    blocks.extend(later(countdown));
    blocks.extend(Block::list(own(TO_TRY), to_try(shown).map(data)));
    blocks.extend(interview(shown));
    blocks.push(explained());
    if let Some(today) = countdown.days.first() {
        blocks.extend(of_day(shown, today, true));
    }
    blocks.push(Block::next(commands(shown)));
    blocks
}

/// Says of a day how much it has.
fn in_a_line(day: &DayToCome) -> Prose {
    own(format!(
        "{}: {}{TIED}minutes, {} again and {} new",
        named(day.day),
        day.minutes(),
        day.again.len(),
        day.new.len()
    ))
}

fn head(shown: &CountdownReport<'_>) -> Vec<Block> {
    let countdown = shown.countdown;
    let role = shown.catalogue.roles[shown.role].name.as_str();
    let left = match countdown.days_left() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    let title = own("Your interview as ").data(lowered(role));
    vec![
        Block::Title(title.own(format!(", {left}"))),
        Block::Facts(own(format!(
            "{}; {}{TIED}minutes a day; {}",
            countdown.interview.strftime("%A %-d %B %Y"),
            shown.minutes,
            levels(shown.levels)
        ))),
    ]
}

/// Returns what is left for the day of the interview.
fn interview(shown: &CountdownReport<'_>) -> Vec<Block> {
    let countdown = shown.countdown;
    let mut blocks = Vec::new();
    if countdown.days_left() > 0 {
        blocks.push(Block::Section(own(format!(
            "{}, the interview",
            named(countdown.interview)
        ))));
    }
    blocks.extend(on_the_day(shown));
    blocks
}

const TO_TRY: &str = "Beside the questions, to begin before then: each gives you a story to tell";

/// Returns what to try in the days until then on the way from another role, where there is time for it.
fn to_try<'a>(shown: &CountdownReport<'a>) -> impl Iterator<Item = &'a Text> {
    let catalogue = shown.catalogue;
    let has_time = shown.countdown.days_left() >= TIME_TO_TRY;
    let changes = shown.changes.iter().filter(move |_| has_time);
    let steps = changes.filter_map(|change| {
        let words = &catalogue.traits[change.gap.trait_index];
        words.try_of(change.gap.toward())
    });
    steps.take(MOST_TRIED)
}

fn explained() -> Block {
    Block::Small(own(
        "What is asked most comes first. What you practised is said once more within a quarter of the time, the lowest \
         ratings first; the days to come assume that you rate an answer 3 at first and 5 the next time.",
    ))
}

/// Returns what is done on a day; of today every question, of the others their number and what they are about.
fn of_day(shown: &CountdownReport<'_>, day: &DayToCome, is_today: bool) -> Vec<Block> {
    let heading = if is_today && !shown.countdown.done.is_empty() {
        format!(
            "Today, {}: {} done, {}{TIED}minutes left",
            named(day.day),
            shown.countdown.done.len(),
            day.minutes()
        )
    } else if is_today {
        format!("Today, {}: {}{TIED}minutes", named(day.day), day.minutes())
    } else {
        format!("{}: {}{TIED}minutes", named(day.day), day.minutes())
    };
    let mut blocks = vec![Block::Section(own(heading))];
    let question = |&(index, minutes): &(usize, u32)| {
        data(&shown.bank.questions[index].text).own(format!(" ({minutes}{TIED}min)"))
    };
    for (label, questions) in [("Say again", &day.again), ("New", &day.new)] {
        blocks.extend(Block::list(own(label), questions.iter().map(question)));
    }
    if day.again.is_empty() && day.new.is_empty() {
        blocks.push(Block::Paragraph(own(
            if is_today && !shown.countdown.done.is_empty() {
                "That is enough for today."
            } else {
                "Nothing is due: you have practised everything that there is."
            },
        )));
    }
    blocks
}

/// Says what is not told one by one.
fn later(countdown: &Countdown) -> Option<Block> {
    let more = countdown.days.len().saturating_sub(MOST_TOLD);
    if more == 0 {
        return None;
    }
    let new: usize = countdown.days[MOST_TOLD..]
        .iter()
        .map(|day| day.new.len())
        .sum();
    let beyond = beyond(countdown).map_or_else(String::new, |said| format!(" {said}"));
    Some(Block::Paragraph(own(format!(
        "On the {} after that: {}, and what returns.{beyond}",
        if more == 1 {
            "day".to_owned()
        } else {
            counted(more, "day")
        },
        counted(new, "more new question")
    ))))
}

/// Says how many days lie further off than is planned.
fn beyond(countdown: &Countdown) -> Option<String> {
    match countdown.days_left() - MOST_DAYS {
        ..=0 => None,
        1 => Some("The day after that is planned as it comes near.".to_owned()),
        days => Some(format!(
            "The {days} days after that are planned as they come near."
        )),
    }
}

/// Says what is left for the day itself.
fn on_the_day(shown: &CountdownReport<'_>) -> Vec<Block> {
    let introduced = "Say aloud once how you introduce yourself, in two minutes.";
    let mut steps = vec![own(introduced)];
    // Whoever begins on the day itself has rated nothing by then, and nothing but what is new.
    if shown.countdown.is_practised || shown.countdown.days_left() > 0 {
        steps.push(own(
            "Read your notes on the answers with the lowest ratings, three at most, and practise nothing new.",
        ));
    }
    let asks = shown.to_ask.iter();
    let asks = asks.map(|&index| data(&shown.bank.questions[index].text));
    steps.extend(asks.map(|ask| own("Have ready to ask: ").then(ask)));
    vec![Block::List(Prose::new(), steps)]
}

fn commands(shown: &CountdownReport<'_>) -> Vec<(String, &'static str)> {
    let role = &shown.catalogue.roles[shown.role].id;
    let options = format!("--role {role} --date {}", shown.countdown.interview) + shown.options;
    let mut commands = vec![(
        format!("rolefit prep practice {options}"),
        "begin with today's questions",
    )];
    commands.push((
        format!("rolefit prep {options}{} -o days.html", shown.at),
        "these days as a page to print",
    ));
    commands.push((
        format!(
            "rolefit prep progress --notes --date {}{}",
            shown.countdown.interview, shown.files
        ),
        "how it goes, and what you wrote",
    ));
    commands
}

fn json(shown: &CountdownReport<'_>) -> String {
    let id = |index: usize| shown.bank.questions[index].id.as_str();
    let ids = |questions: &[(usize, u32)]| -> Value {
        questions.iter().map(|&(index, _)| id(index)).collect()
    };
    let countdown = shown.countdown;
    let days = countdown.days.iter().map(|day| {
        json!({
            "day": day.day.to_string(),
            "minutes": day.minutes(),
            "again": ids(&day.again),
            "new": ids(&day.new),
        })
    });
    to_json(&json!({
        "schema": "rolefit/countdown@1",
        "role": shown.catalogue.roles[shown.role].id.as_str(),
        "today": countdown.today.to_string(),
        "interview": countdown.interview.to_string(),
        "days_left": countdown.days_left(),
        "minutes": shown.minutes,
        "done": ids(&countdown.done),
        "days": days.collect::<Value>(),
        "never": countdown.never,
        "to_ask": shown.to_ask.iter().map(|&index| id(index)).collect::<Value>(),
        "to_try": to_try(shown).map(Text::as_str).collect::<Value>(),
    }))
}
