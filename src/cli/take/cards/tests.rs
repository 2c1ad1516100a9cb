//! What a card shows, and what it never shows.

use rolefit::model::Length;
use rolefit::session::Settings;

use super::super::fixture::catalogue;
use super::super::options::continued;
use super::*;
use crate::cli::args::TakeArguments;

const LOOK: Look = Look {
    unicode: true,
    colour: false,
};

const SHOWING: Showing<'_> = Showing {
    about: None,
    seed: 7,
    look: LOOK,
};

#[test]
fn the_positions_of_a_situation_stand_for_the_catalogues_own_numbers() {
    let catalogue = catalogue();
    let session = Session::new(&catalogue, Settings::of(Length::Standard));
    let question = Question {
        session: &session,
        item: 2,
        earlier: catalogue.response(2, 3),
    };
    let Dealt { card, responses } = deal(&question, SHOWING, Keeping::Saved);
    let ItemContent::Situation { options, .. } = &catalogue.items[2].content else {
        panic!("the third item is a situation");
    };
    let Body::Listed {
        options: labels, ..
    } = &card.body
    else {
        panic!("a situation is listed");
    };
    for (position, label) in labels.iter().enumerate() {
        assert_eq!(label, options[responses[position] - 1].as_str());
    }
    assert_eq!(responses[card.earlier.unwrap()], 3);
}

#[test]
fn the_range_of_questions_follows_the_stopping_rule() {
    let catalogue = catalogue();
    let extent_of = |settings| extent(&Session::new(&catalogue, settings));
    assert_eq!(extent_of(Settings::of(Length::Quick)), (3, 12));
    assert_eq!(extent_of(Settings::of(Length::Standard)), (6, 18));
    assert_eq!(extent_of(Settings::of(Length::Full)), (18, 18));
    let mut focused = Settings::of(Length::Standard);
    focused.focus = vec![1];
    assert_eq!(extent_of(focused), (2, 6));
}

#[test]
fn a_continued_questionnaire_says_how_many_questions_it_has() {
    let catalogue = catalogue();
    let mut settings = Settings::of(Length::Standard);
    settings.focus = vec![1];
    settings.rule = continued(&TakeArguments::default(), settings.rule, 3);
    let mut session = Session::new(&catalogue, settings);
    let elsewhere = |item: &usize| catalogue.items[*item].trait_index != 1;
    for item in (0..catalogue.items.len()).filter(elsewhere).take(3) {
        session.enter(item, catalogue.responses(item).next());
    }
    assert_eq!(progress(&session, LOOK), "question 4 of 9");
}

#[test]
fn the_range_of_questions_never_creeps_upwards() {
    let catalogue = catalogue();
    let mut session = Session::new(&catalogue, Settings::of(Length::Standard));
    assert_eq!(progress(&session, LOOK), "question 1 · 6 to 18 in all");
    let mut told = Vec::new();
    for item in 0..18 {
        told.push(progress(&session, LOOK));
        session.enter(item, catalogue.responses(item).next());
    }
    assert_eq!(told[5], "question 6 · 6 to 18 in all");
    for (number, told) in (7..18).zip(&told[6..]) {
        assert_eq!(*told, format!("question {number} · at most 18 in all"));
    }
    assert_eq!(told[17], "question 18 of 18");
    let full = Session::new(&catalogue, Settings::of(Length::Full));
    assert_eq!(progress(&full, LOOK), "question 1 of 18");
}

#[test]
fn the_fewest_questions_are_not_said_once_one_was_skipped() {
    let catalogue = catalogue();
    let mut session = Session::new(&catalogue, Settings::of(Length::Standard));
    session.enter(0, None);
    assert_eq!(progress(&session, LOOK), "question 2 · at most 18 in all");
}

#[test]
fn whom_a_catalogue_is_for_is_said_before_the_first_question_where_it_is_short() {
    let opening_with = |about: Option<&str>, answered: usize| {
        let mut catalogue = catalogue();
        catalogue.about = about.map(|about| Text::new(about).unwrap());
        let mut session = Session::new(&catalogue, Settings::of(Length::Standard));
        for item in 0..answered {
            session.enter(item, None);
        }
        let usual = Opening {
            about: None,
            plain: false,
            saved: true,
            presented: false,
        };
        opening(&session, usual)
    };
    let about = "For volunteers. Not for choosing whom to take on.";
    assert_eq!(opening_with(Some(about), 0)[1], about);
    assert!(!opening_with(Some(about), 1).contains(&about.to_owned()));
    let long = "So it goes. ".repeat(40);
    assert_eq!(opening_with(Some(&long), 0), opening_with(None, 0));
}
