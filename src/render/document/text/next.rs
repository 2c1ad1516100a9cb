//! What can be done next: commands, and beside or below each what it does.

use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Between the columns of a line.
const GAP: usize = 3;
/// The columns that words beside a command must have, if they are not shorter; with fewer they stand below it.
const LEAST: usize = 26;

/// Writes the commands with their purposes, after a blank line and under one heading.
pub(in crate::render) fn next(page: &mut Page<'_>, steps: &[(String, String)]) {
    page.blank();
    let heading = Prose::new().with(Emphasis::Heading, "Next");
    let steps = steps.iter();
    let steps = steps.map(|(command, purpose)| {
        let command = page.look().as_typed(command);
        let command = Prose::new().with(Emphasis::Command, command);
        (command, Prose::new().own(purpose.as_str()))
    });
    let steps: Vec<(Prose, Prose)> = steps.collect();
    let widest = steps.iter().map(|(command, _)| command.width());
    let widest = widest.max().unwrap_or(0);
    let start = heading.width() + GAP;
    let column = start + widest + GAP;
    let longest = steps.iter().map(|(_, purpose)| purpose.width());
    let longest = longest.max().unwrap_or(0);
    let beside = page.look().is_wide() && column + longest.min(LEAST) <= page.columns();
    if !beside {
        page.prose(&heading);
    }
    for (place, (command, purpose)) in steps.into_iter().enumerate() {
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

    fn step(command: &str, purpose: &str) -> (String, String) {
        (command.to_owned(), purpose.to_owned())
    }

    fn shown(columns: usize) -> String {
        let look = Look {
            width: columns,
            charset: Charset::Unicode,
            colour: false,
            typed: Some("rolefit"),
        };
        let mut page = Page::new(&look);
        next(
            &mut page,
            &[
                step("rolefit show", "see what each role rests on"),
                step(
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
    fn a_command_of_several_lines_can_be_copied_as_it_is() {
        let look = Look {
            width: 30,
            charset: Charset::Ascii,
            colour: false,
            typed: Some("rolefit"),
        };
        let mut page = Page::new(&look);
        let command = "rolefit compare product-owner project-manager --move";
        next(&mut page, &[step(command, "what changes")]);
        let page = page.finish();
        assert_eq!(
            page,
            "
 Next
 rolefit compare \\
 product-owner \\
 project-manager --move
   what changes
"
        );
        let pasted = page.replace(" \\\n ", " ");
        assert!(pasted.contains(command), "{pasted}");
    }

    #[test]
    fn a_command_bears_the_name_by_which_the_program_was_called() {
        let look = Look {
            width: 80,
            charset: Charset::Ascii,
            colour: false,
            typed: Some("./here/rolefit"),
        };
        let mut page = Page::new(&look);
        next(&mut page, &[step("rolefit show", "see")]);
        assert_eq!(page.finish(), "\n  Next   ./here/rolefit show   see\n");
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
