//! What can be done next: commands, and beside or below each what it does. It decides none of them.

use super::page::Page;
use super::prose::{Emphasis, Prose};

/// Between the columns of a line.
const GAP: usize = 3;
/// The columns that words beside a command must have; with fewer they stand below it.
const LEAST: usize = 20;

/// Writes the commands with their purposes, after a blank line and under one heading.
pub(super) fn next(page: &mut Page<'_>, steps: &[(&str, &str)]) {
    page.blank();
    let heading = Prose::new().with(Emphasis::Heading, "Next");
    let commands = |(command, _): &(&str, &str)| Prose::new().own(*command).width();
    let widest = steps.iter().map(commands).max().unwrap_or(0);
    let start = heading.width() + GAP;
    let column = start + widest + GAP;
    let beside = page.look().is_wide() && column + LEAST <= page.columns();
    if !beside {
        page.prose(&heading);
    }
    for (place, &(command, purpose)) in steps.iter().enumerate() {
        let command = Prose::new().with(Emphasis::Command, command);
        let purpose = Prose::new().own(purpose);
        if beside {
            let label = if place == 0 {
                heading.clone()
            } else {
                Prose::new()
            };
            let label = label.pad_to(start).then(command).pad_to(column);
            page.hanging(&label, &purpose);
        } else {
            page.prose(&command);
            page.hanging(&Prose::new().own("  "), &purpose);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::look::{Charset, Look};

    fn shown(columns: usize) -> String {
        let look = Look {
            width: columns,
            charset: Charset::Unicode,
            colour: false,
        };
        let mut page = Page::new(&look);
        next(
            &mut page,
            &[
                ("rolefit show", "see what each role rests on"),
                (
                    "rolefit take --length full --catalogue own",
                    "answer all 35 of them",
                ),
            ],
        );
        page.finish()
    }

    #[test]
    fn words_stand_beside_the_commands_where_they_have_room_and_else_below() {
        let beside = "
  Next   rolefit show                                 see what each role rests on
         rolefit take --length full --catalogue own   answer all 35 of them
";
        let below = "
  Next
  rolefit show
    see what each role rests on
  rolefit take --length full --catalogue own
    answer all 35 of them
";
        assert_eq!(shown(85), beside);
        assert_eq!(shown(74), below);
    }

    #[test]
    fn no_width_tears_the_words_apart() {
        for columns in 46..120 {
            let page = shown(columns);
            assert!(page.lines().all(|line| line.len() < columns), "{page}");
            assert!(
                page.contains("rolefit take --length full --catalogue own"),
                "{page}"
            );
            assert!(page.contains("answer all 35"), "{page}");
        }
    }
}
