//! What a key does to a question: a pure state machine. It reads no key and draws nothing.

use console::Key;

/// What came of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The question stands.
    Stay,
    /// The option at this position, from 0, in the order shown.
    Answer(usize),
    /// No answer to this one.
    Skip,
    /// Take the latest reply back.
    Back,
    /// Stop for now and keep the answers.
    Pause,
    /// Stop at once.
    Abort,
    /// Explain the question.
    Help,
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

    /// Takes in a key. Keys without a meaning do nothing.
    pub(crate) fn step(&mut self, key: &Key) -> Step {
        let last = self.count.saturating_sub(1);
        match key {
            Key::Char(digit @ '1'..='9') => {
                let position = usize::from(*digit as u8 - b'1');
                if position < self.count {
                    self.marked = Some(position);
                    return Step::Answer(position);
                }
            }
            Key::ArrowLeft | Key::ArrowUp | Key::Char('h' | 'k' | 'H' | 'K') => {
                let start = match (self.from, key) {
                    (Start::Middle, Key::ArrowLeft | Key::Char('h' | 'H')) => last / 2,
                    _ => last,
                };
                self.marked = Some(self.marked.map_or(start, |at| at.saturating_sub(1)));
            }
            Key::ArrowRight | Key::ArrowDown | Key::Char('l' | 'j' | 'L' | 'J') => {
                let start = match (self.from, key) {
                    (Start::Middle, Key::ArrowRight | Key::Char('l' | 'L')) => self.count / 2,
                    _ => 0,
                };
                self.marked = Some(self.marked.map_or(start, |at| (at + 1).min(last)));
            }
            Key::Home => self.marked = Some(0),
            Key::End => self.marked = Some(last),
            Key::Enter => return self.marked.map_or(Step::Stay, Step::Answer),
            Key::Backspace | Key::Char('b' | 'B') => return Step::Back,
            Key::Char('s' | 'S') => return Step::Skip,
            Key::Char('?') => return Step::Help,
            // U+0004 is Ctrl-D.
            Key::Escape | Key::Char('q' | 'Q' | '\u{4}') => return Step::Pause,
            Key::CtrlC | Key::Char('\u{3}') => return Step::Abort,
            _ => {}
        }
        Step::Stay
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
            assert_eq!(pair().step(&key), Step::Answer(usize::from(digit) - 1));
        }
        for key in ['0', '5', '9'] {
            let mut prompt = pair();
            assert_eq!(prompt.step(&Key::Char(key)), Step::Stay);
            assert_eq!(prompt.marked(), None);
        }
    }

    #[test]
    fn enter_does_nothing_until_something_is_marked() {
        let mut prompt = pair();
        assert_eq!(prompt.step(&Key::Enter), Step::Stay);
        prompt.step(&Key::ArrowRight);
        assert_eq!(prompt.step(&Key::Enter), Step::Answer(2));
    }

    #[test]
    fn the_first_arrow_on_a_pair_reaches_both_sides_alike() {
        let first = |key| {
            let mut prompt = pair();
            prompt.step(&key);
            prompt.marked()
        };
        assert_eq!(first(Key::ArrowLeft), Some(1));
        assert_eq!(first(Key::ArrowRight), Some(2));
        assert_eq!(first(Key::ArrowDown), Some(0));
        assert_eq!(first(Key::ArrowUp), Some(3));
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
        assert_eq!(prompt.step(&Key::Enter), Step::Answer(3));
    }

    #[test]
    fn commands_are_single_keys_and_noise_does_nothing() {
        for (key, step) in [
            (Key::Char('b'), Step::Back),
            (Key::Backspace, Step::Back),
            (Key::Char('s'), Step::Skip),
            (Key::Char('?'), Step::Help),
            (Key::Char('q'), Step::Pause),
            (Key::Escape, Step::Pause),
            (Key::Char('\u{4}'), Step::Pause),
            (Key::CtrlC, Step::Abort),
            (Key::Tab, Step::Stay),
            (Key::Char('é'), Step::Stay),
            (Key::Char('\u{80}'), Step::Stay),
            (Key::Unknown, Step::Stay),
            (Key::UnknownEscSeq(vec!['O', 'P']), Step::Stay),
        ] {
            let mut prompt = pair();
            assert_eq!(prompt.step(&key), step, "{key:?}");
            assert_eq!(prompt.marked(), None);
        }
    }
}
