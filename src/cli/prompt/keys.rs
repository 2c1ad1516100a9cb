//! Keys out of the bytes that a terminal sends. Every escape sequence is read to its end and gives a key or nothing, so
//! that replies of the terminal, reports of its mouse and unknown keys are never taken for what somebody typed.

mod paste;

use std::collections::VecDeque;
use std::time::Duration;

use anstyle_parse::state::{Action, State, state_change};

use paste::{ends, text, without_end};

pub(super) use paste::sent;

/// How long a lone Esc may be the first byte of a sequence: terminals send one in one go, slow lines tear it apart. As
/// long as readline (`keyseq-timeout`) and `prompt_toolkit` wait; vim's 100 ms are for those who press Esc all day, and
/// here it leaves: half a second more costs less than leaving by an arrow key.
const ESC_PATIENCE: Duration = Duration::from_millis(500);
/// How long more of a sequence is waited for that may be whole. A key that comes so soon behind it is lost: it can be
/// pressed again, and an answer that nobody gave costs more.
const MORE_PATIENCE: Duration = ESC_PATIENCE;
/// How long the rest of a sequence is waited for that has begun beyond doubt, or behind an Esc that was taken for a key:
/// none of it is to become keys because a line is slow.
const SEQUENCE_PATIENCE: Duration = Duration::from_secs(10);
/// How long the rest of a paste is waited for.
pub(super) const PASTE_PATIENCE: Duration = Duration::from_secs(10);
/// No key has parameters of so many bytes.
const MOST_PARAMETERS: usize = 64;
/// Bytes of a paste beyond these are not kept.
const LARGEST_PASTE: usize = 1 << 20;
/// As many last bytes of a paste tell whether it ends: its shortest end, behind all but one byte of a character.
const LONGEST_END: usize = 8;

/// What somebody did at the keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    Char(char),
    /// A control character that has no name here, by its letter.
    Ctrl(char),
    Enter,
    /// Enter with Alt, which breaks a line without ending the text.
    LineBreak,
    Tab,
    Escape,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    WordLeft,
    WordRight,
    /// Text that was pasted; its lines end in `\n`, and it holds no other control character.
    Paste(String),
    /// No key: the process was stopped and goes on, so that what it drew is gone.
    Resumed,
    /// No key: the window has another size.
    Resized,
    /// No key, and none will come any more.
    Gone,
}

/// Where an Esc came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Esc {
    #[default]
    Outside,
    /// Behind another one: some terminals put that there for Alt.
    Doubled,
    /// Inside of a string, which it may end.
    InString,
    /// So long ago that it was taken for a key: what follows on it is no other.
    Late,
}

/// How a sequence begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Introducer {
    #[default]
    Escape,
    /// With one control character of eight bits. A text that is pasted may hold one: only a terminal that begins so is
    /// believed to end so.
    EightBit,
}

/// Takes bytes in one by one. Where they were torn apart changes nothing, unless a part comes later than
/// [`Decoder::patience`] says.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// Where in a sequence it is.
    state: State,
    /// The first bytes of a character that is not whole yet.
    character: Vec<u8>,
    /// What stands in a sequence so far.
    parameters: Vec<u8>,
    /// Where the Esc came that a sequence begins with.
    esc: Esc,
    /// Whether an Esc was taken for a key and nothing came since: the rest of a sequence may still be on its way.
    is_late: bool,
    /// How it begins.
    introducer: Introducer,
    /// Whether `ESC O` came, or `ESC ?`, and its key is still to come.
    is_shifted: bool,
    /// How many bytes are still to come of a report that is as long as it says.
    rest: usize,
    /// The last of them: some terminals write far columns as characters of two bytes.
    last_of_rest: u8,
    /// What was pasted so far.
    paste: Option<Vec<u8>>,
    /// What began a paste that has not ended.
    pasting: Option<Introducer>,
    /// Whether it reads a text as a whole, in which a paste is text.
    is_text: bool,
}

impl Decoder {
    /// Returns how long the rest of what has begun is waited for; nothing where nothing has.
    pub(crate) fn patience(&self) -> Option<Duration> {
        if self.paste.is_some() {
            Some(PASTE_PATIENCE)
        } else if self.holds_esc() {
            Some(ESC_PATIENCE)
        } else if self.may_be_whole() {
            Some(MORE_PATIENCE)
        } else {
            let has_begun = self.state != State::Ground
                || self.is_late
                || self.is_shifted
                || self.rest > 0
                || !self.character.is_empty();
            has_begun.then_some(SEQUENCE_PATIENCE)
        }
    }

    /// Returns whether a lone Esc came, which is a key unless more comes soon.
    pub(crate) fn holds_esc(&self) -> bool {
        self.state == State::Escape && self.esc != Esc::InString
    }

    /// Returns whether what has begun may be whole: `ESC ?`, `ESC N` and `ESC Y` are keys with Alt, and begin one of a VT52's
    /// keypad, a character of another set, and a place on the screen; `ESC O 3` is such a key and a digit, or begins a key
    /// with others held; `ESC [ 23 $` is one with Shift as urxvt sends it, and may begin a reply.
    fn may_be_whole(&self) -> bool {
        match &self.parameters[..] {
            [_, ..] if self.is_shifted => true,
            [b'N' | b'Y'] => self.rest > 0,
            [digits @ .., b'$'] => {
                self.state == State::CsiIntermediate && digits.iter().all(u8::is_ascii_digit)
            }
            _ => false,
        }
    }

    /// Returns whether what comes is pasted.
    pub(crate) fn is_in_paste(&self) -> bool {
        self.paste.is_some()
    }

    /// Takes in that the rest did not come: a lone Esc was a key, an unfinished sequence is nothing.
    pub(crate) fn give_up(&mut self, keys: &mut VecDeque<Key>) {
        let is_late = self.holds_esc();
        if let Some(paste) = &self.paste {
            keys.push_back(Key::Paste(text(paste)));
        } else if is_late {
            keys.push_back(Key::Escape);
        }
        *self = Self {
            is_late,
            ..Self::default()
        };
    }

    /// Takes in a byte, and adds the keys that it completes.
    pub(crate) fn push(&mut self, byte: u8, keys: &mut VecDeque<Key>) {
        if let Some(paste) = &mut self.paste {
            paste.push(byte);
            if let Some(length) = without_end(paste, self.pasting) {
                paste.truncate(length);
                keys.push_back(Key::Paste(text(paste)));
                self.paste = None;
                self.pasting = None;
            } else if paste.len() > LARGEST_PASTE + LONGEST_END {
                // Only its end is looked for any more.
                paste.remove(LARGEST_PASTE);
            }
            return;
        }
        if std::mem::take(&mut self.is_late) && begins_sequence(byte) {
            self.state = State::Escape;
            self.esc = Esc::Late;
        }
        let last = std::mem::take(&mut self.last_of_rest);
        let goes_on = matches!((last, byte), (0xc2..=0xdf, 0x80..=0xbf));
        // Some terminals write a place that is out of reach as a control character; only Esc begins anew.
        if goes_on || self.rest > 0 && byte != 0x1b {
            self.rest -= usize::from(!goes_on);
            self.last_of_rest = byte;
            return;
        }
        self.rest = 0;
        self.character.push(byte);
        match str::from_utf8(&self.character) {
            Ok(whole) => {
                let character = whole.chars().next();
                self.character.clear();
                if let Some(character) = character {
                    self.character(character, keys);
                }
            }
            Err(error) if error.error_len().is_none() => {}
            Err(_) => {
                let begun = self.character.len() > 1;
                self.character.clear();
                match byte {
                    // What came before it was no character; it may begin another.
                    _ if begun => {
                        self.character('\u{FFFD}', keys);
                        self.push(byte, keys);
                    }
                    0x80..=0x9f => self.character(char::from(byte), keys),
                    _ => self.character('\u{FFFD}', keys),
                }
            }
        }
    }

    fn character(&mut self, character: char, keys: &mut VecDeque<Key>) {
        match character {
            // A control character of eight bits stands for Esc and another.
            '\u{9c}' if is_string(self.state) => self.state = State::Ground,
            '\u{80}'..='\u{9f}' if is_string(self.state) => {}
            '\u{80}'..='\u{9f}' => {
                self.ascii(0x1b, keys);
                self.introducer = Introducer::EightBit;
                self.ascii(character as u8 - 0x40, keys);
            }
            '\0'..='\u{7f}' => self.ascii(character as u8, keys),
            _ if std::mem::take(&mut self.is_shifted) => {}
            _ => match self.state {
                State::Ground => keys.push_back(Key::Char(character)),
                State::Escape | State::EscapeIntermediate => self.state = State::Ground,
                _ => {}
            },
        }
    }

    fn ascii(&mut self, byte: u8, keys: &mut VecDeque<Key>) {
        if self.is_shifted {
            match byte {
                b'0'..=b'9' | b';' | b':' => return self.parameter(byte),
                0x1b => self.is_shifted = false,
                _ => {
                    self.is_shifted = false;
                    keys.extend(self.shifted(byte));
                    return;
                }
            }
        }
        let from = self.state;
        let (to, action) = state_change(from, byte);
        if to != State::Anywhere {
            self.state = to;
        }
        match (from, action) {
            _ if byte == 0x1b => {
                self.esc = match (from, self.esc) {
                    _ if is_string(from) => Esc::InString,
                    (State::Escape, Esc::InString) => Esc::InString,
                    (State::Escape, _) => Esc::Doubled,
                    _ => Esc::Outside,
                };
                self.introducer = Introducer::Escape;
                self.parameters.clear();
            }
            (State::Ground, Action::Print | Action::Execute) => keys.extend(plain(byte)),
            (State::Escape, _) if byte < b' ' || byte == 0x7f => {
                self.state = State::Ground;
                let breaks = matches!(byte, b'\r' | b'\n') && self.esc == Esc::Outside;
                keys.extend(breaks.then_some(Key::LineBreak));
            }
            (_, Action::Param | Action::Collect) => self.parameter(byte),
            (_, Action::CsiDispatch) => self.csi(byte, keys),
            (State::Escape, Action::EscDispatch) => match byte {
                b'O' => self.is_shifted = true,
                b'?' => {
                    self.is_shifted = true;
                    self.parameter(byte);
                }
                b'N' | b'Y' => {
                    self.rest = if byte == b'N' { 1 } else { 2 };
                    self.parameter(byte);
                }
                b'b' => keys.push_back(Key::WordLeft),
                b'f' => keys.push_back(Key::WordRight),
                _ => {}
            },
            _ => {}
        }
    }

    fn parameter(&mut self, byte: u8) {
        if self.parameters.len() < MOST_PARAMETERS {
            self.parameters.push(byte);
        }
    }

    /// Returns whether a sequence is no key because of what came before it.
    fn is_no_key(&self) -> bool {
        matches!(self.esc, Esc::Doubled | Esc::Late)
    }

    /// Returns the key of `ESC O`, as an application's keypad and cursor keys send it.
    fn shifted(&mut self, last: u8) -> Option<Key> {
        if !self.parameters.is_empty() || self.is_no_key() {
            return None;
        }
        Some(match last {
            b'M' => Key::Enter,
            b'X' => Key::Char('='),
            b'j'..=b'o' => Key::Char(char::from(last - b'j' + b'*')),
            b'p'..=b'y' => Key::Char(char::from(last - b'p' + b'0')),
            _ => return cursor(last),
        })
    }

    /// Takes in a control sequence that has come to its end.
    fn csi(&mut self, last: u8, keys: &mut VecDeque<Key>) {
        let parameters = std::mem::take(&mut self.parameters);
        if parameters.is_empty() {
            // These are followed by bytes that look like text: reports of a mouse, and the function keys of Linux.
            self.rest = match last {
                b'M' => 3,
                b't' => 2,
                b'T' => 6,
                b'[' => 1,
                _ => 0,
            };
        }
        let Some(Parameters {
            first,
            held,
            third,
            is_release,
        }) = Parameters::of(&parameters)
        else {
            return;
        };
        // A paste is one whatever came before it.
        let marks_paste = last == b'~' && matches!(first, 200 | 201);
        if is_release || self.is_no_key() && !marks_paste {
            return;
        }
        let key = match (last, first, held) {
            (b'~', 27, held) => modified(third, held),
            (b'u', code, held) => modified(code, held),
            (b'C', 0 | 1, ALT | CTRL) => Some(Key::WordRight),
            (b'D', 0 | 1, ALT | CTRL) => Some(Key::WordLeft),
            (_, _, 1..) => None,
            (b'~', 1 | 7, _) => Some(Key::Home),
            (b'~', 3, _) => Some(Key::Delete),
            (b'~', 4 | 8, _) => Some(Key::End),
            (b'~', 200, _) => {
                self.pasting = self.pasting.or(Some(self.introducer));
                self.paste = (!self.is_text).then(Vec::new);
                None
            }
            (b'~', 201, _) => {
                self.pasting = self.pasting.filter(|&began| !ends(began, self.introducer));
                None
            }
            (_, 0 | 1, _) => cursor(last),
            _ => None,
        };
        keys.extend(key);
    }
}

/// What is held while a key is pressed, as in the second parameter less one.
const ALT: u32 = 2;
const CTRL: u32 = 4;
/// Locks are no keys that are held.
const LOCKS: u32 = 64 | 128;

/// The parameters of a control sequence for a key.
struct Parameters {
    first: u32,
    held: u32,
    third: u32,
    /// Whether the key was let go.
    is_release: bool,
}

impl Parameters {
    /// Reads them; nothing where these are no parameters of a key.
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.len() == MOST_PARAMETERS {
            return None;
        }
        let text = str::from_utf8(bytes).ok()?;
        let mut parts = text.split(';').map(|part| part.split(':'));
        let mut next = || {
            let mut part = parts.next().unwrap_or_else(|| "".split(':'));
            [part.next(), part.next()].map(|number| number.filter(|number| !number.is_empty()))
        };
        let number =
            |text: Option<&str>, absent| text.map_or(Some(absent), |text| text.parse().ok());
        let ([first, _], [held, event], [third, _]) = (next(), next(), next());
        Some(Self {
            first: number(first, 0)?,
            held: number(held, 1)?.saturating_sub(1) & !LOCKS,
            third: number(third, 0)?,
            is_release: number(event, 1)? == 3,
        })
    }
}

/// Returns the cursor key that ends in this byte.
fn cursor(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        _ => return None,
    })
}

/// Returns the key that a terminal spells out because a program left it so. Letters and digits are none: the terminal is
/// told to send them as they are, and what still comes so was typed before that.
fn modified(code: u32, held: u32) -> Option<Key> {
    match (char::from_u32(code)?, held) {
        (letter @ ('c' | 'd' | 'z' | '\\'), CTRL) => Some(Key::Ctrl(letter)),
        ('\x1b', 0) => Some(Key::Escape),
        ('\r', 0) => Some(Key::Enter),
        ('\x7f', 0) => Some(Key::Backspace),
        _ => None,
    }
}

/// Returns the key that a byte outside of all sequences is.
fn plain(byte: u8) -> Option<Key> {
    Some(match byte {
        b'\r' | b'\n' => Key::Enter,
        b'\t' => Key::Tab,
        0x08 | 0x7f => Key::Backspace,
        0x01 => Key::Home,
        0x05 => Key::End,
        0x1c => Key::Ctrl('\\'),
        0x02..=0x1a => Key::Ctrl(char::from(byte - 1 + b'a')),
        b' '..=b'~' => Key::Char(char::from(byte)),
        _ => return None,
    })
}

/// Returns whether a byte behind an Esc begins a sequence of more bytes than these two.
fn begins_sequence(byte: u8) -> bool {
    matches!(byte, b'[' | b'O' | b']' | b'P' | b'X' | b'^' | b'_')
}

/// Returns whether a state is inside of a string, which ends where it says so.
fn is_string(state: State) -> bool {
    matches!(
        state,
        State::OscString
            | State::SosPmApcString
            | State::DcsEntry
            | State::DcsIgnore
            | State::DcsIntermediate
            | State::DcsParam
            | State::DcsPassthrough
    )
}

/// Returns the letter, digit or sign that a character is in another width, or another script's digit: whoever writes
/// Japanese or Arabic need not change the keyboard for an answer.
pub(crate) fn narrow(character: char) -> char {
    /// The digit 0 of scripts whose digits follow on it.
    const ZEROS: [u32; 18] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0x1040, 0x17e0, 0x1810,
    ];
    let code = u32::from(character);
    let digit = || {
        let zero = ZEROS
            .iter()
            .find(|&&zero| (zero..zero + 10).contains(&code))?;
        char::from_digit(code - zero, 10)
    };
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xfee0),
        '\u{3000}' => Some(' '),
        _ => digit(),
    }
    .unwrap_or(character)
}

#[cfg(test)]
mod tests;
