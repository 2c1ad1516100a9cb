//! Cuts bytes into runs of whole lines.

use std::io::{self, Read};
use std::num::NonZeroUsize;

use memchr::{memchr, memchr_iter, memrchr};

use super::fault::Wrong;

/// The longest line, in bytes without its end: far more than the answers of one respondent.
pub const MAX_LINE: usize = 1 << 20;
/// How much is asked of the reader at once.
const READ: usize = 1 << 20;

/// Whole lines, the last one perhaps without its newline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) bytes: &'a [u8],
    /// The number of the first line, from 1.
    pub(super) first_line: u64,
}

impl<'a> Run<'a> {
    /// Cuts it into runs of so many lines, of which the last may have fewer.
    pub(super) fn cut(mut self, lines: NonZeroUsize) -> Vec<Self> {
        let mut runs = Vec::new();
        while !self.bytes.is_empty() {
            let last = memchr_iter(b'\n', self.bytes).nth(lines.get() - 1);
            let (bytes, rest) = self
                .bytes
                .split_at(last.map_or(self.bytes.len(), |end| end + 1));
            runs.push(Self { bytes, ..self });
            self.bytes = rest;
            self.first_line += lines.get() as u64;
        }
        runs
    }

    /// Returns each line with its number, without its line end.
    pub(super) fn numbered(self) -> impl Iterator<Item = (u64, &'a [u8])> {
        let bytes = self.bytes.strip_suffix(b"\n").unwrap_or(self.bytes);
        let mut rest = Some(bytes);
        let lines = std::iter::from_fn(move || {
            let all = rest?;
            let (line, after) = match memchr(b'\n', all) {
                Some(newline) => (&all[..newline], Some(&all[newline + 1..])),
                None => (all, None),
            };
            rest = after;
            Some(line.strip_suffix(b"\r").unwrap_or(line))
        });
        (self.first_line..).zip(lines)
    }
}

/// Whether a line without its newline is longer than [`MAX_LINE`].
pub(super) fn is_too_long(line: &[u8]) -> bool {
    line.len() > MAX_LINE && line.strip_suffix(b"\r").unwrap_or(line).len() > MAX_LINE
}

/// Says that a line is too long.
pub(super) fn too_long() -> Wrong {
    Wrong::new(format!("the line is longer than {MAX_LINE} bytes"))
        .help("check that this is CSV or NDJSON, one respondent a line")
}

/// Why no more lines come.
#[derive(Debug)]
pub(super) enum LinesError {
    Read(io::Error),
    /// The line with this number is longer than [`MAX_LINE`].
    TooLong(u64),
}

/// Reads runs of lines. What has arrived is handed on without waiting for more, so that a slow input is scored as it
/// comes.
pub(super) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The part of the buffer that holds bytes not handed on yet.
    start: usize,
    end: usize,
    next_line: u64,
    ended: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            next_line: 1,
            ended: false,
        }
    }

    /// Returns how many lines were handed on.
    pub(super) fn count(&self) -> u64 {
        self.next_line - 1
    }

    /// Returns at most so many lines, or nothing at the end.
    pub(super) fn next(&mut self, most: usize) -> Result<Option<Run<'_>>, LinesError> {
        loop {
            let held = &self.buffer[self.start..self.end];
            let mut count: u64 = 0;
            let mut length = 0;
            let mut is_long = false;
            for newline in memchr_iter(b'\n', held).take(most) {
                is_long = is_too_long(&held[length..newline]);
                if is_long {
                    break;
                }
                count += 1;
                length = newline + 1;
            }
            if length == 0 {
                is_long |= is_too_long(held);
                if is_long {
                    return Err(LinesError::TooLong(self.next_line));
                }
                if self.ended {
                    count = 1;
                    length = held.len();
                }
            }
            if length > 0 {
                let (start, first_line) = (self.start, self.next_line);
                self.start += length;
                self.next_line += count;
                let bytes = &self.buffer[start..self.start];
                return Ok(Some(Run { bytes, first_line }));
            }
            if self.ended {
                return Ok(None);
            }
            self.read().map_err(LinesError::Read)?;
        }
    }

    /// Passes over a line to its end without holding it, and returns whether a quote may be open there: its quotes are odd
    /// in number.
    pub(super) fn pass_over(&mut self) -> io::Result<bool> {
        let mut is_open = false;
        loop {
            let held = &self.buffer[self.start..self.end];
            let newline = memchr(b'\n', held);
            let part = &held[..newline.unwrap_or(held.len())];
            is_open ^= memchr_iter(b'"', part).count() % 2 == 1;
            self.start += newline.map_or(part.len(), |at| at + 1);
            if newline.is_some() || self.ended {
                self.next_line += 1;
                return Ok(is_open);
            }
            self.read()?;
        }
    }

    /// Reads until there is a newline among what came, or the end.
    fn read(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        self.buffer.resize(self.end + READ, 0);
        while self.end < self.buffer.len() {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => {
                    let came = self.end..self.end + count;
                    self.end = came.end;
                    if memrchr(b'\n', &self.buffer[came]).is_some() {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out its bytes a few at a time.
    struct Dripping<'a>(&'a [u8], usize);

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn all(bytes: &[u8], drip: usize, most: usize) -> Vec<(u64, Vec<u8>)> {
        let mut lines = Lines::new(Dripping(bytes, drip));
        let mut all = Vec::new();
        while let Some(run) = lines.next(most).unwrap() {
            for piece in run.cut(NonZeroUsize::new(3).unwrap()) {
                all.extend(
                    piece
                        .numbered()
                        .map(|(number, line)| (number, line.to_vec())),
                );
            }
        }
        all
    }

    #[test]
    fn however_bytes_arrive_the_lines_are_the_same() {
        let bytes = b"one\ntwo\r\n\nfour, long enough to arrive in pieces\n\n\nseven";
        let whole = all(bytes, usize::MAX, usize::MAX);
        assert_eq!(whole.len(), 7);
        assert_eq!(whole[1], (2, b"two".to_vec()));
        assert_eq!(whole[6], (7, b"seven".to_vec()));
        for drip in 1..9 {
            for most in 1..9 {
                assert_eq!(all(bytes, drip, most), whole);
            }
        }
        assert_eq!(all(b"", 1, 1), []);
        assert_eq!(all(b"\n", 1, 1), [(1, Vec::new())]);
    }

    #[test]
    fn a_line_is_too_long_at_one_byte_more_than_is_said_however_it_arrives() {
        for end in ["", "\n", "\r\n", "\nb\n", "\r\nb"] {
            for (length, fits) in [(MAX_LINE, true), (MAX_LINE + 1, false)] {
                let text = format!("a\n{}{end}", "x".repeat(length));
                for drip in [usize::MAX, 999_983] {
                    let mut lines = Lines::new(Dripping(text.as_bytes(), drip));
                    let refused = loop {
                        match lines.next(usize::MAX) {
                            Ok(Some(_)) => {}
                            Ok(None) => break false,
                            Err(error) => {
                                assert!(matches!(error, LinesError::TooLong(2)), "{error:?}");
                                break true;
                            }
                        }
                    };
                    assert_eq!(refused, !fits, "{length} {end:?} {drip}");
                }
            }
        }
    }

    #[test]
    fn a_long_line_is_passed_over_in_bounded_memory_and_the_next_keeps_its_number() {
        for (rest, next, open) in [
            (&b"\nlast\n"[..], Some((3, &b"last"[..])), false),
            (b"\"\nlast", Some((3, b"last")), true),
            (b"\"\"", None, false),
        ] {
            let mut lines = Lines::new(
                b"first\n"
                    .chain(io::repeat(b'x').take(20 << 20))
                    .chain(rest),
            );
            assert!(lines.next(10).unwrap().is_some());
            assert!(matches!(lines.next(10), Err(LinesError::TooLong(2))));
            assert_eq!(lines.pass_over().unwrap(), open);
            assert!(lines.buffer.len() <= MAX_LINE + 2 * READ);
            let run = lines.next(10).unwrap();
            assert_eq!(run.and_then(|run| run.numbered().next()), next);
            assert!(lines.next(10).unwrap().is_none());
        }
    }

    #[test]
    fn a_line_without_end_is_refused_in_bounded_memory() {
        let mut lines = Lines::new(b"first\n".chain(io::repeat(b'x')));
        assert!(lines.next(10).unwrap().is_some());
        assert!(matches!(lines.next(10), Err(LinesError::TooLong(2))));
        assert!(lines.buffer.len() <= MAX_LINE + 2 * READ);
    }
}
