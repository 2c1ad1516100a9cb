//! Finds what a preparation is for: catalogue, bank, result, role.

use std::path::Path;

use rolefit::assessment::{Assessment, CurrentRole};
use rolefit::catalogue::{self, Catalogue, MAX_CATALOGUE_BYTES};
use rolefit::preparation::calendar::{self, Moment};
use rolefit::preparation::{
    Emptied, Filter, Gap, Level, Plan, PlanError, Purpose, QuestionBank, QuestionKind, Read,
    Request, Wish, builtin, most_asked, ranked, read_bank, read_own,
};
use rolefit::render::plan::Answers;
use rolefit::session::PersonName;

use super::args::{ALL, Aim, BankArguments};
use crate::cli::again::{self, is_gone, option};
use crate::cli::inputs::ends_in;
use crate::cli::{CliError, Output, Result, names, read, saved, source};

/// What `--ndjson` writes.
pub(super) const LINES: &str = "`--ndjson` writes JSON, one object a line, and no other form";

/// What a preparation is for.
pub(super) struct Aimed {
    pub(super) catalogue: Catalogue,
    pub(super) bank: QuestionBank,
    /// The request, of half an hour; callers change that.
    pub(super) request: Request,
    /// Whom the result is about, where that is somebody else than who answered.
    pub(super) about: Option<PersonName>,
    /// Where the answers come from that the request rests on, if it rests on any.
    pub(super) answers: Option<Answers>,
}

impl Aimed {
    /// Makes the plan.
    pub(super) fn plan(&self) -> Result<Plan> {
        Plan::new(&self.catalogue, &self.bank, &self.request).map_err(|error| refused(&error))
    }
}

/// Finds everything for a candidate who has so many minutes, and says whose gaps choose the questions, where that is
/// somebody else than who answered; a plan says it itself.
pub(super) fn aim_at(
    aimed_at: &Aim,
    minutes: Option<u32>,
    now: &Moment,
    output: &Output,
) -> Result<Aimed> {
    let mut aimed = aim(aimed_at, Purpose::Candidate, now, output)?;
    if let Some(name) = &aimed.about {
        output.say(&format!(
            "the result is about {name}, whose gaps choose the questions"
        ));
    }
    aimed.request.minutes = minutes;
    Ok(aimed)
}

/// Finds everything, or says what is missing. Where one person asks several, no result is used that is kept on this machine:
/// everybody gets the same.
pub(super) fn aim(aim: &Aim, purpose: Purpose, now: &Moment, output: &Output) -> Result<Aimed> {
    source::one_standard_input(aim.files(), output)?;
    let (catalogue, found) = result(aim, purpose, output)?;
    let (result, answers) = found.unzip();
    let bank = bank(&aim.bank, &catalogue, output)?;
    let given = Given {
        aim,
        catalogue: &catalogue,
        bank: &bank,
        result: result.as_ref(),
        output,
    };
    let questions = given.questions()?;
    let role = given.role(questions.first())?;
    let from = given.from(role)?;
    let traits = aim.traits.iter();
    let traits = traits.map(|name| names::trait_index(&catalogue, name));
    let levels: Option<Vec<Level>> = aim.level.iter().copied().collect();
    let about = result.as_ref().and_then(|result| result.about.clone());
    let request = Request {
        role,
        purpose,
        minutes: None,
        filter: Filter {
            levels: levels.unwrap_or_default(),
            kinds: aim.kind.clone(),
            topics: aim.topic.clone(),
            traits: traits.collect::<Result<Vec<_>, _>>()?,
            questions,
            only_own: aim.only_own,
        },
        from,
        gaps: (result.as_ref()).map(|result| Gap::of_person(&catalogue, role, &result.traits)),
        // Whoever asks several people asks them the same, whatever the day.
        seed: aim.seed.unwrap_or_else(|| match purpose {
            Purpose::Interviewer => 1,
            _ => calendar::number(now.day()),
        }),
    };
    let request = given.for_newcomer(request);
    Ok(Aimed {
        catalogue,
        bank,
        request,
        about,
        answers,
    })
}

/// What was asked for, and what it is found in.
struct Given<'a> {
    aim: &'a Aim,
    catalogue: &'a Catalogue,
    bank: &'a QuestionBank,
    result: Option<&'a Assessment>,
    output: &'a Output,
}

impl Given<'_> {
    fn leading(&self) -> Option<usize> {
        self.result.map(|result| result.leader().role)
    }

    /// Returns the questions that are named.
    fn questions(&self) -> Result<Vec<usize>> {
        let (catalogue, bank) = (self.catalogue, self.bank);
        let list = || listing(self.aim, catalogue, bank, self.leading()) + &self.same_files();
        names::question_indices(bank, &self.aim.question, list)
    }

    fn same_files(&self) -> String {
        same_files(&self.aim.bank, self.catalogue, self.output)
    }

    /// Returns the role to prepare for: the one that is named, or where the result leads, unless the question that is named
    /// is for others; and says why, where it is not named.
    fn role(&self, question: Option<&usize>) -> Result<usize> {
        let (catalogue, leading) = (self.catalogue, self.leading());
        if let Some(name) = &self.aim.role {
            let with_bank = self.aim.bank.questions.is_some();
            return names::role(catalogue, name).map_err(|error| elsewhere(error, name, with_bank));
        }
        let asked = question.map(|&index| &self.bank.questions[index]);
        let is_asked = |role: &usize| asked.is_none_or(|question| question.is_for(*role));
        let role = leading.filter(is_asked);
        let Some(role) = role.or_else(|| Some(asked?.roles[0])) else {
            let files = self.same_files();
            return Err(CliError::usage("which role to prepare for is not said")
                .hint(format!(
                    "name it: `rolefit prep --role {}{files}`",
                    names::role_ids(catalogue).join("` or `--role ")
                ))
                .hint("not sure which? `rolefit` asks some questions and tells which fits you"));
        };
        let why = if Some(role) == leading {
            match self.result.and_then(|result| result.about.as_ref()) {
                None => "where your result leads".to_owned(),
                Some(name) => format!("where the result about {name} leads"),
            }
        } else {
            "for which the question is asked".to_owned()
        };
        self.output.say(&format!(
            "preparing for `{}`, {why}; --role names another",
            catalogue.roles[role].id
        ));
        Ok(role)
    }

    /// Returns the role that is left: the one that is named, or the title that somebody has by the result, which is said.
    fn from(&self, role: usize) -> Result<Option<usize>> {
        let catalogue = self.catalogue;
        let from = names::role_of(catalogue, self.aim.move_from.as_ref())?;
        if from == Some(role) {
            return Err(CliError::usage(format!(
                "`--move-from {0}` and the role to prepare for are the same",
                catalogue.roles[role].id
            ))
            .hint("name the role that you come from and, with --role, the one you go to"));
        }
        Ok(from.or_else(|| {
            let Some(CurrentRole::Role(held)) = self.title() else {
                return None;
            };
            if !asks_about(self.aim, self.bank, held, role) {
                return None;
            }
            let name = catalogue.roles[held].name.as_str();
            self.output.say(&format!(
                "preparing for the move from {name}, your title in the result"
            ));
            Some(held)
        }))
    }

    /// Returns the title that somebody has who answered about themselves.
    fn title(&self) -> Option<CurrentRole> {
        let own = self.result.filter(|result| result.about.is_none());
        own.and_then(|result| result.current_role)
    }

    /// Asks what newcomers are asked where the result says that somebody has none of the titles, and nothing else is
    /// wished; that is said. One's own questions have no level of their own, and are left out for none.
    fn for_newcomer(&self, request: Request) -> Request {
        let aim = self.aim;
        let is_open = aim.level.is_empty() && aim.question.is_empty() && aim.bank.own.is_none();
        let is_new = self.title() == Some(CurrentRole::Other) && request.from.is_none();
        let mut entry = request.clone();
        entry.filter.levels = vec![Level::Entry];
        let has_some = || most_asked(self.catalogue, self.bank, &entry).is_ok();
        if !(is_open && is_new && has_some()) {
            return request;
        }
        self.output.say(
            "what newcomers are asked, as your result says that you have none of the titles; --level all asks all",
        );
        entry
    }
}

/// Returns the command that prints the questions with their ids: of the role to prepare for where that is known and has
/// some, else of one that has. Other wishes it leaves out, for they may leave none.
fn listing(
    aim: &Aim,
    catalogue: &Catalogue,
    bank: &QuestionBank,
    leading: Option<usize>,
) -> String {
    let named = aim.role.iter();
    let named = named.filter_map(|name| names::role(catalogue, name).ok());
    let has_some = |&role: &usize| {
        let mut questions = bank.questions.iter();
        questions.any(|one| one.kind != QuestionKind::ForTheEmployer && one.is_for(role))
    };
    let mut roles = named.chain(leading).chain(0..catalogue.roles.len());
    let role = roles.find(has_some);
    let role = role.map(|role| catalogue.roles[role].id.as_str());
    let role = option("--role", role);
    format!("rolefit prep practice --list --count 100{role}")
}

/// Returns whether the bank has questions about a move that this preparation may ask.
fn asks_about(aim: &Aim, bank: &QuestionBank, from: usize, to: usize) -> bool {
    let is_of_kind = aim.kind.is_empty() || aim.kind.contains(&QuestionKind::RoleMove);
    let is_open = is_of_kind && aim.question.is_empty() && !aim.only_own;
    let mut moves = bank.questions.iter().filter_map(|one| one.moves);
    is_open && moves.any(|moves| (moves.from, moves.to) == (from, to))
}

/// Returns the questions that may be asked in the order in which they are practised: before an interview what is asked most
/// comes first, the same on each of the days; else those of today's number and of the numbers after it.
pub(super) fn in_order(aim: &Aim, now: &Moment, aimed: &Aimed) -> Result<Vec<usize>> {
    let order = if now.interview.is_some() && aim.seed.is_none() {
        most_asked
    } else {
        ranked
    };
    order(&aimed.catalogue, &aimed.bank, &aimed.request)
        .map_err(|emptied| refused(&PlanError::Emptied(emptied)))
}

/// Says which built-in catalogue has a role, and what an interview for it takes.
fn elsewhere(error: CliError, role: &str, with_bank: bool) -> CliError {
    match names::elsewhere(role) {
        None => error,
        Some(id) if with_bank || builtin::bank_for(id).is_some() => {
            error.hint(format!("`--catalogue {id}` has it"))
        }
        Some(id) => error.hint(format!(
            "`--catalogue {id}` has it, but questions for it are not built in; name yours with `--questions FILE`"
        )),
    }
}

/// Returns the result to start from and the catalogue that it was answered for.
fn result(
    aim: &Aim,
    purpose: Purpose,
    output: &Output,
) -> Result<(Catalogue, Option<(Assessment, Answers)>)> {
    if let Some(file) = &aim.result {
        let outcome = "no plan was made";
        let found = saved::find(file, outcome, output)?;
        let saved = saved::of_found(&found, outcome, output);
        let saved = saved.map_err(|error| {
            if ends_in(file, "csv") {
                error.hint("a hand-out from each row: `data/examples/bootcamp-handouts.sh`")
            } else {
                error
            }
        })?;
        let file = found.path.as_deref().and_then(Path::file_name);
        let answers = match (found.kept, file) {
            (Some(kept), _) => Answers::Kept(kept.id),
            (None, Some(name)) => {
                Answers::File(name.to_string_lossy().into_owned(), saved.label.name)
            }
            (None, None) => Answers::Piped,
        };
        return Ok((saved.catalogue, Some((saved.assessment, answers))));
    }
    let catalogue = source::catalogue_for(None, output)?;
    if aim.no_result || purpose == Purpose::Interviewer {
        return Ok((catalogue, None));
    }
    let latest = saved::latest(&catalogue, output);
    let latest = latest.map(|(result, id)| (result, Answers::Kept(id)));
    Ok((catalogue, latest))
}

/// Returns the options with which a further command finds the same catalogue and bank, each after a space.
pub(super) fn same_files(bank: &BankArguments, catalogue: &Catalogue, output: &Output) -> String {
    same_bank(bank) + &option("--catalogue", named(catalogue, output))
}

/// Returns the options with which a further command finds the same bank, each after a space.
pub(super) fn same_bank(bank: &BankArguments) -> String {
    again::file("--questions", bank.questions.as_deref())
        + &again::file("--own", bank.own.as_deref())
}

/// Returns how the catalogue is named: as it was typed, or by its id where it is not the usual one.
pub(super) fn named(catalogue: &Catalogue, output: &Output) -> Option<String> {
    let usual = catalogue::builtin::all()[0].id;
    let named = (catalogue.id != usual).then(|| catalogue.id.clone());
    output.common.catalogue.clone().or(named)
}

/// Returns the options with which a further command is for the same: files, result and wishes, each after a space.
pub(super) fn same_aim(aim: &Aim, catalogue: &Catalogue, output: &Output) -> String {
    let asked = listed("--question", &aim.question, String::as_str);
    same_wishes(aim) + &asked + &same_files(&aim.bank, catalogue, output)
}

/// Returns the options with which a further command chooses among all questions as this one does, each after a space.
pub(super) fn same_wishes(aim: &Aim) -> String {
    let flag = |name: &str, given| if given { name } else { "" }.to_owned();
    let result = aim.result.as_deref().filter(|file| !is_gone(file));
    [
        again::file("--result", result),
        flag(" --no-result", aim.no_result),
        option("--move-from", aim.move_from.as_deref()),
        listed("--level", &aim.level, |one| one.map_or(ALL, Level::name)),
        listed("--kind", &aim.kind, |one| one.name()),
        listed("--topic", &aim.topic, |one| one.name()),
        listed("--trait", &aim.traits, String::as_str),
        flag(" --only-own", aim.only_own),
    ]
    .concat()
}

/// Returns an option with several values, by their names; nothing where it has none.
pub(super) fn listed<T>(option: &str, values: &[T], name: impl Fn(&T) -> &str) -> String {
    let names: Vec<&str> = values.iter().map(name).collect();
    again::option(option, Some(names.join(",")).filter(|_| !names.is_empty()))
}

/// Returns the bank in a file, or the one that is built in, with the questions beside it that are one's own.
pub(super) fn bank(
    files: &BankArguments,
    catalogue: &Catalogue,
    output: &Output,
) -> Result<QuestionBank> {
    let bank = bank_of(files.questions.as_deref(), catalogue, output)?;
    let Some(own) = &files.own else {
        return Ok(bank);
    };
    load("file of own questions", own, output, |text| {
        read_own(text, catalogue, &bank)
    })
}

/// Returns the bank in a file, or the one that is built in.
pub(super) fn bank_of(
    file: Option<&Path>,
    catalogue: &Catalogue,
    output: &Output,
) -> Result<QuestionBank> {
    let (name, text) = bank_source(file, catalogue)?;
    let read = read_bank(&text, catalogue);
    usable("question bank", (&name, &text), read, output)
}

/// Returns name and text of the bank in a file, or of the one that is built in.
pub(super) fn bank_source(file: Option<&Path>, catalogue: &Catalogue) -> Result<(String, String)> {
    if let Some(file) = file {
        let text = read::read_bounded(file, MAX_CATALOGUE_BYTES)?;
        return Ok((read::name(file), text));
    }
    let built_in = builtin::bank_for(&catalogue.id).ok_or_else(|| {
        CliError::bad_input(format!(
            "no question bank is built in for catalogue `{}`",
            catalogue.id
        ))
        .hint("name one with `--questions FILE`; `data/README.md` says how to write it")
    })?;
    Ok((catalogue.id.clone(), built_in.to_owned()))
}

/// Returns what a file of this kind holds, or prints everything that is wrong with it.
pub(super) fn load<T>(
    kind: &str,
    file: &Path,
    output: &Output,
    read: impl FnOnce(&str) -> Read<T>,
) -> Result<T> {
    let text = read::read_bounded(file, MAX_CATALOGUE_BYTES)?;
    let read = read(&text);
    usable(kind, (&read::name(file), &text), read, output)
}

fn usable<T>(kind: &str, (name, text): (&str, &str), read: Read<T>, output: &Output) -> Result<T> {
    let what = format!("the {kind} `{name}`");
    let (value, faults) = (read.value, read.diagnostics);
    value.ok_or_else(|| read::unusable(&what, (name, text), &faults, output))
}

/// Says why there is no plan, and what to change.
fn refused(error: &PlanError) -> CliError {
    let refused = CliError::usage(error.to_string());
    match error {
        PlanError::Minutes(_) => refused,
        PlanError::Longer { .. } => {
            refused.hint("give the plan more minutes, or leave --minutes out")
        }
        PlanError::Emptied(emptied) => refused.hint(remedy(emptied)),
    }
}

/// Says what to change where a wish leaves no question.
fn remedy(emptied: &Emptied) -> String {
    if !emptied.instead.is_empty() {
        return format!(
            "with the other wishes, {} can be {}",
            emptied.wish,
            emptied.instead.join(", ")
        );
    }
    match emptied.wish {
        Wish::Minutes => "give the plan more minutes".to_owned(),
        Wish::Role => {
            "the bank has none for this role; name another bank with `--questions FILE`".to_owned()
        }
        Wish::Brief => {
            "questions for the employer stand in a candidate's plan: leave --brief out".to_owned()
        }
        Wish::Interviewer => {
            "questions for the employer stand in a candidate's plan: leave --interviewer out"
                .to_owned()
        }
        Wish::Own => {
            "your own questions are for other roles, or do not go with the other wishes".to_owned()
        }
        Wish::Question => {
            "it is asked for other roles, or does not go with the other wishes".to_owned()
        }
        wish @ (Wish::Kind | Wish::Level | Wish::Topic | Wish::Trait | Wish::Contrast) => {
            format!("leave {wish} out, or one of the wishes before it")
        }
    }
}
