//! What is pasted: where it ends, and the text in it.

use std::collections::VecDeque;

use super::{Decoder, Introducer, Key};

const PASTE_END: &[u8] = b"\x1b[201~";
const PASTE_END_EIGHT_BIT: &[u8] = "\u{9b}201~".as_bytes();
const PASTE_END_BARE: &[u8] = b"\x9b201~";

/// Returns whether an end of a paste ends one that began so.
pub(super) fn ends(began: Introducer, end: Introducer) -> bool {
    end == Introducer::Escape || end == began
}

/// Returns how long a paste is without its end; nothing where that has not come.
pub(super) fn without_end(paste: &[u8], began: Option<Introducer>) -> Option<usize> {
    let before = |end| paste.strip_suffix(end).map(<[u8]>::len);
    let eight_bit = || {
        before(PASTE_END_EIGHT_BIT)
            .or_else(|| before(PASTE_END_BARE).filter(|&length| !breaks_off(&paste[..length])))
    };
    let is_eight_bit = began == Some(Introducer::EightBit);
    before(PASTE_END).or_else(|| is_eight_bit.then(eight_bit).flatten())
}

/// Returns whether bytes end within a character.
fn breaks_off(bytes: &[u8]) -> bool {
    (1..=bytes.len().min(3)).any(|count| {
        str::from_utf8(&bytes[bytes.len() - count..])
            .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    })
}

/// Returns the text in bytes that were pasted: without escape sequences, without control characters but the ends of
/// lines, and with a space for a tab.
pub(super) fn text(bytes: &[u8]) -> String {
    sent(bytes, &mut None).0
}

/// Returns the text in bytes that a terminal sent as a whole, as [`text`] does, and whether some of it was pasted. `paste`
/// is what began a paste that has not ended, before them and after.
pub(in crate::cli::prompt) fn sent(bytes: &[u8], paste: &mut Option<Introducer>) -> (String, bool) {
    let mut decoder = Decoder {
        is_text: true,
        pasting: *paste,
        ..Decoder::default()
    };
    let mut is_pasted = paste.is_some();
    let (mut keys, mut text, mut before) = (VecDeque::new(), String::new(), 0);
    for &byte in bytes {
        // One line ends here, not two.
        if (before, byte) != (b'\r', b'\n') {
            decoder.push(byte, &mut keys);
            is_pasted |= decoder.pasting.is_some();
        }
        before = byte;
        text.extend(keys.drain(..).filter_map(|key| match key {
            Key::Char(character) => Some(character),
            Key::Enter | Key::LineBreak => Some('\n'),
            Key::Tab => Some(' '),
            _ => None,
        }));
    }
    *paste = decoder.pasting;
    (text, is_pasted)
}
