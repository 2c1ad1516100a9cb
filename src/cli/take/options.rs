//! The flags of `take`, checked against their ranges and the catalogue. Nothing is clamped.

use std::hash::{BuildHasher, RandomState};

use rolefit::catalogue::{Catalogue, Subject};
use rolefit::model::{Bounds, PerTrait, StoppingRule};
use rolefit::render::counted;
use rolefit::session::{MORE_QUESTIONS, PersonName, Settings};

use super::title::Title;
use crate::cli::args::TakeArguments;
use crate::cli::options::those_given;
use crate::cli::store::Header;
use crate::cli::{CliError, Result, names};

/// What was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    pub(super) settings: Settings,
    pub(super) seed: u64,
    /// Whom the answers are about, where that is somebody else.
    pub(super) about: Option<PersonName>,
    /// The title that the person has now, as far as an option says it.
    pub(super) title: Title,
    /// The flags given that a questionnaire under way cannot take over.
    pub(super) fixed: Vec<&'static str>,
}

impl Wanted {
    /// Describes a questionnaire that starts.
    pub(super) fn header(&self, catalogue: &Catalogue) -> Header {
        let mut header = Header::new(catalogue, &self.settings, self.seed);
        header.current_role = self.title.to_keep(catalogue);
        header.about = self.about.as_ref().map(ToString::to_string);
        header
    }
}

/// Checks the flags.
///
/// # Errors
/// A number is out of its range, a trait is unknown, or flags contradict each other.
pub(super) fn check(take: &TakeArguments, catalogue: &Catalogue) -> Result<Wanted> {
    if take.about.is_some() && catalogue.subject == Subject::TheWork {
        return Err(CliError::usage(format!(
            "the catalogue `{}` describes work, so the answers cannot be about a person",
            catalogue.id
        ))
        .hint("leave --about out, or choose another catalogue"));
    }
    let mut settings = Settings::of(take.length.unwrap_or_default());
    settings.focus = focus(take, catalogue)?;
    bound(take, catalogue, &mut settings)?;
    // Of a finished questionnaire that goes on some is answered already.
    if !take.resume {
        check_room(take, catalogue, &settings, &[])?;
    }
    let fixed = [
        (take.length.is_some(), "--length"),
        (take.certainty.is_some(), "--certainty"),
        (take.per_trait.is_some(), "--per-trait"),
        (take.most_items.is_some(), "--most-items"),
        (!take.focus.is_empty(), "--focus"),
        (take.seed.is_some(), "--seed"),
    ];
    Ok(Wanted {
        settings,
        // 32 bits are short to type again, and plenty for an order of options.
        seed: take
            .seed
            .unwrap_or_else(|| RandomState::new().hash_one(()) >> 32),
        about: take.about.clone(),
        title: Title::of(take.current_role.as_deref(), catalogue, take.about.as_ref())?,
        fixed: those_given(fixed).collect(),
    })
}

fn bound(take: &TakeArguments, catalogue: &Catalogue, settings: &mut Settings) -> Result<()> {
    // More than there are would be cut to them.
    let asked = (0..catalogue.traits.len()).filter(|&index| settings.includes(index));
    let items = asked.map(|index| {
        let of_trait = |item: &&rolefit::catalogue::Item| item.trait_index == index;
        catalogue.items.iter().filter(of_trait).count()
    });
    let items: Vec<usize> = items.collect();
    let fewest = items.iter().min().copied().unwrap_or_default();
    let all = items.iter().sum();
    let StoppingRule::Adaptive(bounds) = &mut settings.rule else {
        return match (take.certainty, take.per_trait, take.most_items) {
            (None, None, None) => Ok(()),
            _ => Err(CliError::usage(
                "--length full asks every item, so --certainty, --per-trait and --most-items have no place in it",
            )
            .hint("leave them out, or use --length standard")),
        };
    };
    if let Some(certainty) = take.certainty {
        if !(certainty > 0.5 && certainty <= 1.0) {
            let range = "above 0.5 and at most 1";
            return Err(out_of_range("--certainty", certainty, range));
        }
        bounds.certainty = certainty;
    }
    if let Some(per_trait) = take.per_trait {
        if per_trait > fewest {
            let range = format!("from 0 to {fewest}, the items of the trait that has fewest");
            return Err(out_of_range("--per-trait", per_trait, &range));
        }
        bounds.per_trait = PerTrait::Every(per_trait);
    }
    if let Some(most_items) = take.most_items {
        if !(1..=all).contains(&most_items) {
            let range = format!("from 1 to {all}, which is all items");
            return Err(out_of_range("--most-items", most_items, &range));
        }
        bounds.most_items = most_items;
    }
    Ok(())
}

/// Refuses to ask for more answers on every trait than questions may be asked beside those that are `answered`, by item.
pub(super) fn check_room(
    take: &TakeArguments,
    catalogue: &Catalogue,
    settings: &Settings,
    answered: &[usize],
) -> Result<()> {
    let (Some(per_trait), StoppingRule::Adaptive(bounds)) = (take.per_trait, settings.rule) else {
        return Ok(());
    };
    let room = bounds.most_items.saturating_sub(answered.len());
    let asked = (0..catalogue.traits.len()).filter(|&index| settings.includes(index));
    let lacking = asked.map(|index| {
        let of_trait = |item: &&usize| catalogue.items[**item].trait_index == index;
        per_trait.saturating_sub(answered.iter().filter(of_trait).count())
    });
    let lacking: usize = lacking.sum();
    if lacking <= room {
        return Ok(());
    }
    let more = if take.resume {
        "more question"
    } else {
        "question"
    };
    let most = match (take.most_items, take.resume) {
        (Some(most), _) => format!("`--most-items {most}` allows fewer"),
        (None, true) => format!("without --most-items {room} are asked"),
        (None, false) => format!("--length {} asks {room} at most", settings.length.name()),
    };
    let takes = counted(lacking, more);
    let what = format!("`--per-trait {per_trait}` takes {takes}, and {most}");
    Err(CliError::usage(what).hint(format!(
        "ask so many with `--most-items {lacking}`, or make --per-trait smaller"
    )))
}

fn out_of_range(flag: &str, value: impl std::fmt::Display, range: &str) -> CliError {
    CliError::usage(format!("{flag} `{value}` is out of range")).hint(format!("it must be {range}"))
}

fn focus(take: &TakeArguments, catalogue: &Catalogue) -> Result<Vec<usize>> {
    let mut focus = Vec::new();
    for id in &take.focus {
        let index = names::trait_index(catalogue, id)?;
        if focus.contains(&index) {
            return Err(CliError::usage(format!("`--focus` names `{id}` twice"))
                .hint("name each trait once"));
        }
        focus.push(index);
    }
    Ok(focus)
}

/// Returns the rule for `answered` items that stand already and a few more: nothing but their number ends them, for the
/// person asked for them; or the certainty, where that was asked for.
pub(super) fn continued(take: &TakeArguments, rule: StoppingRule, answered: usize) -> StoppingRule {
    match rule {
        StoppingRule::Exhaustive => rule,
        StoppingRule::Adaptive(_) => StoppingRule::Adaptive(Bounds {
            certainty: take.certainty.unwrap_or(1.0),
            per_trait: PerTrait::Every(take.per_trait.unwrap_or(match take.certainty {
                Some(_) => 0,
                None => usize::MAX,
            })),
            most_items: answered + take.most_items.unwrap_or(MORE_QUESTIONS),
        }),
    }
}

#[cfg(test)]
mod tests {
    use rolefit::model::Length;
    use rolefit::session::{Next, Session};

    use super::super::fixture::catalogue;
    use super::*;

    fn refused(take: &TakeArguments) -> (String, Vec<String>) {
        let error = check(take, &catalogue()).unwrap_err();
        assert_eq!(error.exit, crate::cli::error::Exit::Usage);
        (error.message, error.hints)
    }

    #[test]
    fn each_range_is_named_where_it_is_broken() {
        for certainty in [0.5, 1.1, f64::NAN, -1.0] {
            let take = TakeArguments {
                certainty: Some(certainty),
                ..TakeArguments::default()
            };
            assert_eq!(refused(&take).1, ["it must be above 0.5 and at most 1"]);
        }
        let take = TakeArguments {
            most_items: Some(0),
            ..TakeArguments::default()
        };
        assert_eq!(refused(&take).0, "--most-items `0` is out of range");
        // What there is not cannot be asked, and nothing is cut to it in silence.
        let catalogue = catalogue();
        let take = TakeArguments {
            most_items: Some(catalogue.items.len() + 1),
            ..TakeArguments::default()
        };
        assert!(refused(&take).1[0].contains("all items"));
        let take = TakeArguments {
            per_trait: Some(99),
            ..TakeArguments::default()
        };
        assert!(refused(&take).1[0].contains("the trait that has fewest"));
        let focus = catalogue.traits[0].id.to_string();
        let take = TakeArguments {
            focus: vec![focus.clone(), focus],
            ..TakeArguments::default()
        };
        assert!(refused(&take).0.ends_with("twice"));
    }

    #[test]
    fn a_continued_questionnaire_asks_as_many_questions_as_were_promised() {
        let catalogue = catalogue();
        let settings = check(&TakeArguments::default(), &catalogue)
            .unwrap()
            .settings;
        let rule = continued(&TakeArguments::default(), settings.rule, 4);
        let mut settings = Settings { rule, ..settings };
        settings.focus = vec![0, 1];
        let mut session = Session::new(&catalogue, settings);
        let answer = |session: &mut Session<'_>, item: usize| {
            let response = catalogue.responses(item).next();
            session.enter(item, response);
        };
        // Four answers of a finished questionnaire, of which the last are about another trait.
        for item in [0, 1, catalogue.items.len() - 2, catalogue.items.len() - 1] {
            answer(&mut session, item);
        }
        while let Next::Ask(item) = session.next() {
            answer(&mut session, item);
        }
        assert_eq!(session.entries().len(), 4 + MORE_QUESTIONS);
    }

    #[test]
    fn an_unknown_trait_gets_the_nearest_name() {
        let take = TakeArguments {
            focus: vec!["stratgy-execution".into()],
            ..TakeArguments::default()
        };
        assert_eq!(refused(&take).1, ["did you mean `strategy-execution`?"]);
    }

    #[test]
    fn bounds_have_no_place_where_every_item_is_asked() {
        let take = TakeArguments {
            length: Some(Length::Full),
            per_trait: Some(1),
            ..TakeArguments::default()
        };
        assert!(
            refused(&take)
                .0
                .starts_with("--length full asks every item")
        );
    }

    #[test]
    fn answers_on_every_trait_are_refused_where_too_few_questions_may_be_asked_for_them() {
        let built_in = rolefit::catalogue::builtin::all()[0].source;
        let catalogue = rolefit::catalogue::read(built_in).catalogue.unwrap();
        let all = catalogue.traits.len();
        let quick = |per_trait, most_items| TakeArguments {
            length: Some(Length::Quick),
            per_trait: Some(per_trait),
            most_items,
            ..TakeArguments::default()
        };
        let refused = |take: &TakeArguments| check(take, &catalogue).unwrap_err();
        let error = refused(&quick(3, None));
        let takes = format!("`--per-trait 3` takes {} questions", 3 * all);
        assert_eq!(
            error.message,
            format!("{takes}, and --length quick asks 12 at most")
        );
        let most = format!("`--most-items {}`", 3 * all);
        assert!(error.hints[0].contains(&most), "{:?}", error.hints);
        let short = refused(&quick(3, Some(3 * all - 1))).message;
        assert!(short.starts_with(&takes), "{short}");
        assert!(short.ends_with("allows fewer"), "{short}");
        assert!(check(&quick(3, Some(3 * all)), &catalogue).is_ok());
        // Of a questionnaire that goes on, what is answered already is not asked again.
        let on = TakeArguments {
            resume: true,
            focus: vec![catalogue.traits[0].id.to_string()],
            ..quick(3, Some(2))
        };
        let mut settings = check(&on, &catalogue).unwrap().settings;
        let of_trait = |item: &usize| catalogue.items[*item].trait_index == 0;
        let items: Vec<usize> = (0..catalogue.items.len()).filter(of_trait).collect();
        settings.rule = continued(&on, settings.rule, 1);
        assert!(check_room(&on, &catalogue, &settings, &items[..1]).is_ok());
        let other = (0..catalogue.items.len()).find(|item| !of_trait(item));
        let error = check_room(&on, &catalogue, &settings, &[other.unwrap()]).unwrap_err();
        assert_eq!(
            error.message,
            "`--per-trait 3` takes 3 more questions, and `--most-items 2` allows fewer"
        );
    }

    #[test]
    fn bounds_change_the_rule_of_the_length_and_nothing_else() {
        let take = TakeArguments {
            length: Some(Length::Quick),
            certainty: Some(0.8),
            ..TakeArguments::default()
        };
        let rules = [
            check(&take, &catalogue()).unwrap().settings.rule,
            StoppingRule::of(Length::Quick),
        ];
        let [
            StoppingRule::Adaptive(bounds),
            StoppingRule::Adaptive(usual),
        ] = rules
        else {
            panic!("quick has bounds");
        };
        assert_eq!(
            StoppingRule::Adaptive(bounds),
            StoppingRule::Adaptive(Bounds {
                certainty: 0.8,
                ..usual
            })
        );
    }
}
