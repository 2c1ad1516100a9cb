//! Frames at the widths that people have, and the law that none is ever too wide.

use proptest::prelude::*;

use super::*;

const LOOK: Look = Look {
    unicode: true,
    colour: false,
};

fn card(heading: Option<&'static str>, body: Body) -> Card {
    Card {
        progress: "question 5 · 16 to 36 in all".into(),
        heading: heading.map(str::to_owned),
        body,
        earlier: None,
        about: Vec::new(),
        keeping: Keeping::Saved,
    }
}

fn pair() -> Card {
    card(
        Some("Which is more like you?"),
        Body::Pair {
            first: "A free morning is best used to think about which of two paths suits us in three years.".into(),
            second: "A free morning is best used to clear ten small things that hold people up this week.".into(),
        },
    )
}

fn statement() -> Card {
    card(
        Some("How much is this like you?"),
        Body::Listed {
            text: "I keep pushing until a thing is done and out of the house.".into(),
            options: vec![
                "not like me".into(),
                "hardly like me".into(),
                "partly like me".into(),
            ],
        },
    )
}

fn japanese() -> Card {
    card(
        Some("Which is more like you?"),
        Body::Pair {
            first: "自由な朝は、三年後にどちらの道が私たちに合うかを考えるのに使うのが一番だ。"
                .into(),
            second: "自由な朝は、今週みんなを止めている十の小さな事を片づけるのに使うのが一番だ。"
                .into(),
        },
    )
}

fn shown(card: &Card, marked: Option<usize>, size: (usize, usize)) -> String {
    let lines = match view(card, marked, None, size, LOOK) {
        View::Drawn(frame) => frame.lines,
        View::Written { text, frame } => {
            [text, vec![Line::of(0, Tone::Normal, "=")], frame.lines].concat()
        }
    };
    // A bar keeps the margin in the snapshot.
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("|{}", line.text()))
        .collect();
    lines.join("\n")
}

#[test]
fn a_pair_at_100_columns_stands_side_by_side() {
    insta::assert_snapshot!(shown(&pair(), Some(2), (100, 24)), @r"
    |  question 5 · 16 to 36 in all
    |
    |  Which is more like you?
    |
    |    First: A free morning is best used to think      Second: A free morning is best used to
    |    about which of two paths suits us in three       clear ten small things that hold people up
    |    years.                                           this week.
    |
    |    1  much more the first
    |    2  a little more the first
    |  › 3  a little more the second
    |    4  much more the second
    |
    |  1-4 answer at once   ↑ ↓ and Enter to choose
    |  b back   s skip   ? about   q save and quit
    ");
}

#[test]
fn every_label_of_a_pair_says_which_statement_it_goes_to_at_any_width() {
    for width in [100, 80, 50, 30] {
        let shown = shown(&pair(), None, (width, 40));
        for said in [
            "First: A free morning",
            "Second: A free morning",
            "1  much more the first",
            "2  a little more the first",
            "3  a little more the second",
            "4  much more the second",
        ] {
            let lines = shown
                .lines()
                .map(|line| line.trim_start_matches('|').trim());
            let one = lines.collect::<Vec<_>>().join(" ");
            assert!(one.contains(said), "{width}: {shown}");
        }
    }
}

#[test]
fn a_pair_at_72_columns_stands_side_by_side() {
    insta::assert_snapshot!(shown(&pair(), None, (72, 24)), @r"
    |  question 5 · 16 to 36 in all
    |
    |  Which is more like you?
    |
    |    First: A free morning is best      Second: A free morning is
    |    used to think about which of       best used to clear ten small
    |    two paths suits us in three        things that hold people up
    |    years.                             this week.
    |
    |    1  much more the first
    |    2  a little more the first
    |    3  a little more the second
    |    4  much more the second
    |
    |  1-4 answer at once   ↑ ↓ and Enter to choose
    |  b back   s skip   ? about   q save and quit
    ");
}

#[test]
fn a_pair_at_50_columns_is_stacked() {
    insta::assert_snapshot!(shown(&pair(), None, (50, 24)), @r"
    |  question 5 · 16 to 36 in all
    |
    |  Which is more like you?
    |
    |    First: A free morning is best used to
    |      think about which of two paths suits us in
    |      three years.
    |    Second: A free morning is best used to
    |      clear ten small things that hold people up
    |      this week.
    |
    |    1  much more the first
    |    2  a little more the first
    |    3  a little more the second
    |    4  much more the second
    |
    |  1-4 answer at once   ↑ ↓ and Enter to choose
    |  b back   s skip   ? about   q save and quit
    ");
}

#[test]
fn a_pair_at_36_columns_is_stacked_with_short_hints() {
    insta::assert_snapshot!(shown(&pair(), Some(1), (36, 24)), @r"
    | question 5 · 16 to 36 in all
    |
    | Which is more like you?
    |
    |   First: A free morning is best
    |     used to think about which of
    |     two paths suits us in three
    |     years.
    |   Second: A free morning is best
    |     used to clear ten small things
    |     that hold people up this week.
    |
    |   1  much more the first
    | › 2  a little more the first
    |   3  a little more the second
    |   4  much more the second
    |
    | b back  s skip  ? about  q pause
    ");
}

#[test]
fn a_pair_at_24_columns_still_fits() {
    insta::assert_snapshot!(shown(&pair(), Some(3), (24, 30)), @r"
    | question 5 · 16 to 36
    | in all
    |
    | Which is more like
    | you?
    |
    |   First: A free
    |     morning is best
    |     used to think
    |     about which of two
    |     paths suits us in
    |     three years.
    |   Second: A free
    |     morning is best
    |     used to clear ten
    |     small things that
    |     hold people up
    |     this week.
    |
    |   1  much more the
    |      first
    |   2  a little more the
    |      first
    |   3  a little more the
    |      second
    | › 4  much more the
    |      second
    ");
}

#[test]
fn wide_characters_wrap_without_spaces() {
    insta::assert_snapshot!(shown(&japanese(), None, (36, 24)), @r"
    | question 5 · 16 to 36 in all
    |
    | Which is more like you?
    |
    |   First: 自由な朝は、三年後にど
    |     ちらの道が私たちに合うかを考え
    |     るのに使うのが一番だ。
    |   Second: 自由な朝は、今週みんな
    |     を止めている十の小さな事を片づ
    |     けるのに使うのが一番だ。
    |
    |   1  much more the first
    |   2  a little more the first
    |   3  a little more the second
    |   4  much more the second
    |
    | b back  s skip  ? about  q pause
    ");
}

#[test]
fn a_statement_lists_its_degrees() {
    insta::assert_snapshot!(shown(&statement(), Some(0), (50, 24)), @r"
    |  question 5 · 16 to 36 in all
    |
    |  How much is this like you?
    |
    |  I keep pushing until a thing is done and out
    |  of the house.
    |
    |  › 1  not like me
    |    2  hardly like me
    |    3  partly like me
    |
    |  1-3 answer at once   ↑ ↓ and Enter to choose
    |  b back   s skip   ? about   q save and quit
    ");
}

#[test]
fn a_low_window_loses_hints_first_then_progress_then_blank_lines() {
    insta::assert_snapshot!(shown(&statement(), None, (50, 12)), @r"
    |  question 5 · 16 to 36 in all
    |
    |  How much is this like you?
    |
    |  I keep pushing until a thing is done and out
    |  of the house.
    |
    |    1  not like me
    |    2  hardly like me
    |    3  partly like me
    ");
    insta::assert_snapshot!(shown(&statement(), None, (50, 10)), @r"
    |  How much is this like you?
    |
    |  I keep pushing until a thing is done and out
    |  of the house.
    |
    |    1  not like me
    |    2  hardly like me
    |    3  partly like me
    ");
    insta::assert_snapshot!(shown(&statement(), None, (50, 7)), @r"
    |  How much is this like you?
    |  I keep pushing until a thing is done and out
    |  of the house.
    |    1  not like me
    |    2  hardly like me
    |    3  partly like me
    ");
}

#[test]
fn where_the_question_does_not_fit_it_is_written_out_over_one_line() {
    insta::assert_snapshot!(shown(&statement(), Some(1), (50, 5)), @r"
    |  question 5 · 16 to 36 in all
    |
    |  How much is this like you?
    |
    |  I keep pushing until a thing is done and out
    |  of the house.
    |
    |    1  not like me
    |    2  hardly like me
    |    3  partly like me
    |=
    | chosen 2  1-3  b  s  ?  q
    ");
}

#[test]
fn a_terminal_without_utf_8_gets_ascii_signs() {
    let look = Look {
        unicode: false,
        colour: false,
    };
    let View::Drawn(frame) = view(&statement(), Some(1), None, (60, 24), look) else {
        panic!("24 rows are enough");
    };
    let progress_aside = &frame.lines[1..];
    assert!(progress_aside.iter().all(|line| line.text().is_ascii()));
}

#[test]
fn the_cursor_waits_on_the_marked_digit() {
    for (card, width) in [
        (pair(), 100),
        (pair(), 40),
        (statement(), 60),
        (japanese(), 24),
    ] {
        for marked in 0..card.count() {
            let View::Drawn(frame) = view(&card, Some(marked), None, (width, 60), LOOK) else {
                panic!("60 rows are enough");
            };
            let (row, column) = frame.cursor;
            let under: String = frame.lines[row]
                .text()
                .chars()
                .skip(column)
                .take(1)
                .collect();
            assert_eq!(under, (marked + 1).to_string());
        }
    }
}

proptest! {
    #[test]
    fn every_line_is_narrower_than_the_window(
        first in "\\PC{1,90}",
        second in "[a-zA-Z朝の自由な é]{1,90}",
        width in 24usize..=200,
        height in 4usize..40,
        marked in proptest::option::of(0usize..3),
        notice in proptest::option::of("[a-z 朝]{1,80}"),
    ) {
        let notice = notice.as_deref();
        let listed = Body::Listed {
            text: first.clone(),
            options: vec![second.clone(), first.clone(), "c".into()],
        };
        for body in [Body::Pair { first: first.clone(), second: second.clone() }, listed] {
            let (lines, fits) = match view(&card(None, body), marked, notice, (width, height), LOOK) {
                View::Drawn(frame) => {
                    prop_assert!(frame.cursor.0 < frame.lines.len() && frame.cursor.1 < width);
                    let fits = frame.lines.len() < height;
                    (frame.lines, fits)
                }
                View::Written { text, frame } => ([text, frame.lines].concat(), true),
            };
            prop_assert!(fits);
            for line in lines {
                prop_assert!(line.width() < width, "{:?} at {width}", line.text());
            }
        }
    }
}
