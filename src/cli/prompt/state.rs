//! What a key does to a question: a pure state machine.

use super::Said;
use super::keys::{Key, narrow};

/// What came of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The question stands.
    Stay,
    /// Something that ends it.
    Said(Said),
    /// Explain the question.
    Help,
    /// Something was typed that means nothing here.
    Unknown,
}

/// The option that is marked, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prompt {
    count: usize,
    marked: Option<usize>,
    from: Start,
}

/// Where the first arrow key leads when nothing is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// To the nearest end.
    Ends,
    /// From the middle to either side, so that no side is easier to reach.
    Middle,
}

impl Prompt {
    /// Starts a question with `count` options; `marked` is the answer given before, if any. There is no default.
    pub(crate) fn new(count: usize, marked: Option<usize>, from: Start) -> Self {
        Self {
            count,
            marked: marked.filter(|&position| position < count),
            from,
        }
    }

    /// Returns the position that is marked.
    pub(crate) fn marked(&self) -> Option<usize> {
        self.marked
    }

    /// Takes in a key.
    pub(crate) fn step(&mut self, key: &Key) -> Step {
        let last = self.count.saturating_sub(1);
        match key {
            Key::Char(character) => return self.character(narrow(*character)),
            // Text that was pasted was meant for another place.
            Key::Paste(_) => return Step::Unknown,
            Key::Left => self.back_to(self.middle_or(last / 2, last)),
            Key::Up => self.back_to(last),
            Key::Right => self.on_to(self.middle_or(self.count / 2, 0)),
            Key::Down => self.on_to(0),
            Key::Home => self.marked = Some(0),
            Key::End => self.marked = Some(last),
            Key::Enter => {
                let marked = self.marked.map(Said::Answer);
                return marked.map_or(Step::Stay, Step::Said);
            }
            Key::Backspace => return Step::Said(Said::Back),
            Key::Escape | Key::Ctrl('d') | Key::Gone => return Step::Said(Said::Pause),
            Key::Tab
            | Key::Delete
            | Key::LineBreak
            | Key::WordLeft
            | Key::WordRight
            | Key::Ctrl(_)
            | Key::Resumed
            | Key::Resized => {}
        }
        Step::Stay
    }

    fn character(&mut self, character: char) -> Step {
        match character.to_ascii_lowercase() {
            digit @ '1'..='9' => {
                let position = usize::from(digit as u8 - b'1');
                if position < self.count {
                    self.marked = Some(position);
                    return Step::Said(Said::Answer(position));
                }
                Step::Unknown
            }
            'h' => self.step(&Key::Left),
            'j' => self.step(&Key::Down),
            'k' => self.step(&Key::Up),
            'l' => self.step(&Key::Right),
            'b' => Step::Said(Said::Back),
            's' => Step::Said(Said::Skip),
            '?' => Step::Help,
            'q' => Step::Said(Said::Pause),
            _ => Step::Unknown,
        }
    }

    /// Returns where the first key leads that points to a side.
    fn middle_or(&self, middle: usize, end: usize) -> usize {
        match self.from {
            Start::Middle => middle,
            Start::Ends => end,
        }
    }

    fn back_to(&mut self, first: usize) {
        self.marked = Some(self.marked.map_or(first, |at| at.saturating_sub(1)));
    }

    fn on_to(&mut self, first: usize) {
        let last = self.count.saturating_sub(1);
        self.marked = Some(self.marked.map_or(first, |at| (at + 1).min(last)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> Prompt {
        Prompt::new(4, None, Start::Middle)
    }

    #[test]
    fn a_digit_answers_at_once_and_one_beyond_the_options_does_nothing() {
        for digit in 1..=4u8 {
            let key = Key::Char(char::from(b'0' + digit));
            assert_eq!(
                pair().step(&key),
                Step::Said(Said::Answer(usize::from(digit) - 1))
            );
        }
        for key in ['0', '5', '9'] {
            let mut prompt = pair();
            assert_eq!(prompt.step(&Key::Char(key)), Step::Unknown);
            assert_eq!(prompt.marked(), None);
        }
    }

    #[test]
    fn digits_of_another_width_or_script_answer_as_well() {
        for digit in ['３', '٣', '३'] {
            assert_eq!(pair().step(&Key::Char(digit)), Step::Said(Said::Answer(2)));
        }
        assert_eq!(pair().step(&Key::Char('ｂ')), Step::Said(Said::Back));
    }

    #[test]
    fn enter_does_nothing_until_something_is_marked() {
        let mut prompt = pair();
        assert_eq!(prompt.step(&Key::Enter), Step::Stay);
        prompt.step(&Key::Right);
        assert_eq!(prompt.step(&Key::Enter), Step::Said(Said::Answer(2)));
    }

    #[test]
    fn the_first_arrow_on_a_pair_reaches_both_sides_alike() {
        let first = |key| {
            let mut prompt = pair();
            prompt.step(&key);
            prompt.marked()
        };
        assert_eq!(first(Key::Left), Some(1));
        assert_eq!(first(Key::Right), Some(2));
        assert_eq!(first(Key::Down), Some(0));
        assert_eq!(first(Key::Up), Some(3));
    }

    #[test]
    fn moving_stops_at_the_ends() {
        let mut prompt = pair();
        for _ in 0..9 {
            prompt.step(&Key::Char('l'));
        }
        assert_eq!(prompt.marked(), Some(3));
        for _ in 0..9 {
            prompt.step(&Key::Char('k'));
        }
        assert_eq!(prompt.marked(), Some(0));
        prompt.step(&Key::End);
        assert_eq!(prompt.marked(), Some(3));
        prompt.step(&Key::Home);
        assert_eq!(prompt.marked(), Some(0));
    }

    #[test]
    fn the_answer_given_before_is_marked_and_enter_gives_it_again() {
        let mut prompt = Prompt::new(4, Some(3), Start::Middle);
        assert_eq!(prompt.marked(), Some(3));
        assert_eq!(prompt.step(&Key::Enter), Step::Said(Said::Answer(3)));
    }

    #[test]
    fn commands_are_single_keys_and_noise_does_nothing() {
        for (key, step) in [
            (Key::Char('b'), Step::Said(Said::Back)),
            (Key::Backspace, Step::Said(Said::Back)),
            (Key::Char('s'), Step::Said(Said::Skip)),
            (Key::Char('?'), Step::Help),
            (Key::Char('q'), Step::Said(Said::Pause)),
            (Key::Escape, Step::Said(Said::Pause)),
            (Key::Ctrl('d'), Step::Said(Said::Pause)),
            (Key::Ctrl('x'), Step::Stay),
            (Key::Tab, Step::Stay),
            (Key::Char('é'), Step::Unknown),
            (Key::Paste("123".to_owned()), Step::Unknown),
        ] {
            let mut prompt = pair();
            assert_eq!(prompt.step(&key), step, "{key:?}");
            assert_eq!(prompt.marked(), None);
        }
    }
}
