//! Laws of the decoder: sequences are read to their end, whatever stands in them and wherever they are torn apart.

use proptest::prelude::*;

use super::*;

/// The keys in bytes after which nothing comes for long.
fn keys(bytes: &[u8]) -> Vec<Key> {
    let (mut decoder, mut keys) = (Decoder::default(), VecDeque::new());
    for &byte in bytes {
        decoder.push(byte, &mut keys);
    }
    decoder.give_up(&mut keys);
    // Behind an Esc there may be more to come.
    if decoder.patience().is_some() {
        decoder.give_up(&mut keys);
    }
    assert_eq!(decoder.patience(), None, "{bytes:?}");
    keys.into()
}

/// Bytes that are a whole sequence and no key.
const NOTHING: &[&[u8]] = &[
    // Keys with a modifier held, function keys, keys of other terminals.
    b"\x1b[1;2C",
    b"\x1b[1;2D",
    b"\x1b[1;2S",
    b"\x1b[3;2~",
    b"\x1b[15;5~",
    b"\x1b[1;6H",
    b"\x1b[1;1:3C",
    b"\x1b[E",
    b"\x1b[Z",
    b"\x1b[2~",
    b"\x1b[24~",
    b"\x1b[[A",
    b"\x1b[3^",
    b"\x1b[3@",
    b"\x1b[11^",
    b"\x1b[23@",
    b"\x1b[23$",
    b"\x1b?",
    b"\x1b?q",
    b"\x1b?M",
    b"\x1b?2",
    b"\x1bOP",
    b"\x1bO2P",
    b"\x1bO5C",
    b"\x1bO1;2R",
    b"\x1b1",
    b"\x1bq",
    b"\x1b\xc3\xa9",
    b"\x1b#8",
    b"\x1b(0",
    b"\x1b\x1b[A",
    b"\x1b\x1bOA",
    // Letters and digits as a keyboard protocol spells them, and keys let go.
    b"\x1b[50u",
    b"\x1b[50;1:1u",
    b"\x1b[50;1:3u",
    b"\x1b[57400;1u",
    b"\x1b[27;2;49~",
    b"\x1b[?15u",
    // Reports of a mouse, of the focus, of a paste that never began.
    b"\x1b[<0;12;23M",
    b"\x1b[<0;12;23m",
    b"\x1b[32;12;23M",
    b"\x1b[M 12",
    b"\x1b[M\x23\xa1\xb1",
    // Columns beyond the 95th as some write them.
    b"\x1b[M \xc2\xb11",
    b"\x1b[M 1\xc2\xb1",
    b"\x1b[M \x001",
    b"\x1b[M \r3",
    b"\x1b[t12",
    b"\x1b[T112233",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[201~",
    // Replies.
    b"\x1b[?61;4;6;7;14;21;22c",
    b"\x1b[>0;276;0c",
    b"\x1b[12;34R",
    b"\x1b[?12;34R",
    b"\x1b[0n",
    b"\x1b[8;24;80t",
    b"\x1b[?2026;2$y",
    b"\x1b]11;rgb:1414/1919/1f1f\x1b\\",
    b"\x1b]11;rgb:1414/1919/1f1f\x07",
    b"\x1b]4;1;rgb:1/2/3\x9c",
    "\x1b]0;\u{201c}1234\u{201d} bqs\x07".as_bytes(),
    b"\x1bP>|XTerm(370)\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP!|\u{201c}7E4B\x1b\\".as_bytes(),
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^1234\x1b\\",
    b"\x1bX1234\x1b\\",
    // The same with control characters of eight bits, bare and as UTF-8.
    b"\x9b1;2C",
    "\u{9b}1;2C".as_bytes(),
    b"\x9b?61;4c",
    b"\x8fP",
    b"\x901$r0m\x9c",
    b"\x9d11;1234\x9c",
    "\u{9d}11;1234\u{9c}".as_bytes(),
    b"\x9f1234\x9c",
    b"\x9e1234\x9c",
    b"\x981234\x9c",
    // Sequences that are broken off, or hold what none holds.
    b"\x1b[1;2\x18",
    b"\x1b[1\r2C",
    b"\x1b[1;2\xc3\xa9C",
    b"\x1b[1\x7f;2C",
    b"\x1b[12",
    b"\x1bO",
    b"\x1b]11;1",
    b"\x1b]11;1\x1b",
    b"\x1bP1",
];

#[test]
fn whatever_is_no_key_gives_none_of_its_bytes_away() {
    for bytes in NOTHING {
        assert_eq!(keys(bytes), [], "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn a_whole_sequence_leaves_the_next_key_alone() {
    for bytes in NOTHING {
        let (mut decoder, mut keys) = (Decoder::default(), VecDeque::new());
        for &byte in *bytes {
            decoder.push(byte, &mut keys);
        }
        if decoder.patience().is_none() {
            decoder.push(b'2', &mut keys);
            let shown = bytes.escape_ascii().to_string();
            assert_eq!(keys, [Key::Char('2')], "{shown:?}");
        }
    }
}

#[test]
fn keys_are_known_however_a_terminal_spells_them() {
    for (bytes, key) in [
        (&b"\x1b[A"[..], Key::Up),
        (b"\x1bOA", Key::Up),
        (b"\x1b[1;1B", Key::Down),
        (b"\x1b[1;1:2C", Key::Right),
        (b"\x1b[1;129D", Key::Left),
        (b"\x1b[H", Key::Home),
        (b"\x1b[1~", Key::Home),
        (b"\x1b[7~", Key::Home),
        (b"\x01", Key::Home),
        (b"\x1bOF", Key::End),
        (b"\x1b[4~", Key::End),
        (b"\x1b[3~", Key::Delete),
        (b"\x1b[1;5C", Key::WordRight),
        (b"\x1b[1;3D", Key::WordLeft),
        (b"\x1bb", Key::WordLeft),
        (b"\x1bf", Key::WordRight),
        (b"\x1bOM", Key::Enter),
        (b"\x1bOq", Key::Char('1')),
        (b"\x1bOy", Key::Char('9')),
        (b"\x1bOm", Key::Char('-')),
        (b"\r", Key::Enter),
        (b"\n", Key::Enter),
        (b"\x1b\r", Key::LineBreak),
        (b"\x7f", Key::Backspace),
        (b"\x08", Key::Backspace),
        (b"\x04", Key::Ctrl('d')),
        (b"\x03", Key::Ctrl('c')),
        (b"\x1b[99;5u", Key::Ctrl('c')),
        (b"\x1b[27;5;99~", Key::Ctrl('c')),
        (b"\x1b[27u", Key::Escape),
        (b"\x1b", Key::Escape),
        (b"\x1b\x1b", Key::Escape),
        ("é".as_bytes(), Key::Char('é')),
        ("左".as_bytes(), Key::Char('左')),
        (b"\xff", Key::Char('\u{FFFD}')),
        (b"\x9b1;1A", Key::Up),
    ] {
        assert_eq!(keys(bytes), [key], "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn a_character_that_breaks_off_takes_nothing_with_it() {
    let broken = || Key::Char('\u{FFFD}');
    assert_eq!(keys(b"\xc32"), [broken(), Key::Char('2')]);
    assert_eq!(keys(b"\xe5\xb7\x1b[1;2C"), [broken()]);
    assert_eq!(keys(b"\xc3\xc3\xa9"), [broken(), Key::Char('é')]);
}

#[test]
fn a_paste_is_one_text_whatever_it_holds() {
    let pasted = |text: &str| vec![Key::Paste(text.to_owned())];
    assert_eq!(keys(b"\x1b[200~1234\x1b[201~"), pasted("1234"));
    assert_eq!(
        keys(b"\x1b[200~a\r\nb\rc\nd\x1b[201~"),
        pasted("a\nb\nc\nd")
    );
    assert_eq!(
        keys(b"\x1b[200~a\tb\x03\x1b[1;2Cc\x1b[200~d\x1b[201~"),
        pasted("a bcd")
    );
    assert_eq!(keys(b"\x1b[200~cut \xc3\xa9"), pasted("cut é"));
    // A terminal that begins with eight bits may end so; a text that another one sends ends nothing by holding that.
    assert_eq!(keys(b"\x9b200~12\x9b201~"), pasted("12"));
    assert_eq!(keys("\u{9b}200~12\u{9b}201~".as_bytes()), pasted("12"));
    assert_eq!(keys("\u{9b}200~12\x1b[201~".as_bytes()), pasted("12"));
    assert_eq!(
        keys("\u{9b}200~四201~1\u{9b}201~".as_bytes()),
        pasted("四201~1")
    );
    assert_eq!(
        keys("\x1b[200~1\u{9b}201~2\x1b[201~".as_bytes()),
        pasted("12")
    );
    let long = "n".repeat(LARGEST_PASTE + 50);
    let mut bytes = format!("\x1b[200~{long}\x1b[201~").into_bytes();
    bytes.push(b'x');
    let found = keys(&bytes);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], Key::Char('x'));
    let Key::Paste(text) = &found[0] else {
        panic!("it was pasted");
    };
    assert!(text.len() >= LARGEST_PASTE, "{}", text.len());
}

#[test]
fn a_typed_line_loses_its_sequences_and_keeps_its_text() {
    assert_eq!(text(b"left\x1b[D\x1b[D\x1bOC right\r\n"), "left right\n");
    assert_eq!(text(b"\x1b]11;rgb:1/2/3\x1b\\3\n"), "3\n");
    assert_eq!(text("\u{ff13} 左\t\u{1}".as_bytes()), "\u{ff13} 左 ");
}

#[test]
fn digits_and_letters_of_other_widths_and_scripts_are_known() {
    for (wide, ascii) in [
        ('１', '1'),
        ('９', '9'),
        ('ｂ', 'b'),
        ('？', '?'),
        ('٣', '3'),
    ] {
        assert_eq!(narrow(wide), ascii);
    }
    for other in ['1', 'b', 'é', '左', '²', '①'] {
        assert_eq!(narrow(other), other);
    }
}

/// A byte as terminals send it more often than by chance.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![
        4 => any::<u8>(),
        4 => prop::sample::select(&b"\x1b[]OP_^X;:?<0123456789~uMRcy\\\x07\x18\x7f\r"[..]),
        1 => prop::sample::select(&b"\x9b\x9c\x9d\x90\x8f\xc2\xc3\xe2"[..]),
    ]
}

/// A control sequence, whole.
fn control() -> impl Strategy<Value = Vec<u8>> {
    let parameters = prop::collection::vec(0x30..=0x3fu8, 0..20);
    let intermediates = prop::collection::vec(0x20..=0x2fu8, 0..3);
    (parameters, intermediates, 0x40..=0x7eu8).prop_filter_map(
        "a report that is followed by more, or a paste",
        |(parameters, intermediates, last)| {
            let bare = parameters.is_empty() && intermediates.is_empty();
            let goes_on = bare && b"MtT[".contains(&last);
            let pastes = last == b'~' && parameters.starts_with(b"200");
            let sequence = [b"\x1b[", &parameters[..], &intermediates, &[last]].concat();
            (!goes_on && !pastes).then_some(sequence)
        },
    )
}

/// A string, whole: its introducer, what stands in it, and its end.
fn string() -> impl Strategy<Value = Vec<u8>> {
    let kind = prop::sample::select(&b"]P_^X"[..]);
    // No control character, for some end it.
    let held = "[ -~¡-\u{2fff}]{0,40}";
    let end = prop::sample::select(vec![&b"\x1b\\"[..], b"\x9c", "\u{9c}".as_bytes()]);
    (kind, held, end)
        .prop_map(|(kind, held, end)| [&[0x1b, kind][..], held.as_bytes(), end].concat())
}

proptest! {
    #[test]
    fn any_bytes_come_to_an_end(bytes in prop::collection::vec(byte(), 0..200)) {
        let found = keys(&bytes);
        prop_assert!(found.len() <= bytes.len());
    }

    #[test]
    fn a_control_sequence_is_at_most_one_key_and_never_a_letter(bytes in control()) {
        let found = keys(&[&bytes[..], b"x"].concat());
        prop_assert!(found.len() <= 2, "{found:?}");
        prop_assert_eq!(found.last(), Some(&Key::Char('x')));
        prop_assert!(found[..found.len() - 1].iter().all(|key| !matches!(key, Key::Char(_))));
    }

    #[test]
    fn a_string_is_nothing(bytes in string()) {
        prop_assert_eq!(keys(&[&bytes[..], b"x"].concat()), [Key::Char('x')]);
    }

    #[test]
    fn what_comes_before_and_after_a_sequence_is_read_as_without_it(
        before in "[a-zé左]{0,5}",
        bytes in prop_oneof![control(), string()],
        after in "[a-zé左]{0,5}",
    ) {
        let around = |inside: &[u8]| keys(&[before.as_bytes(), inside, after.as_bytes()].concat());
        let letters = |keys: Vec<Key>| -> Vec<Key> {
            keys.into_iter().filter(|key| matches!(key, Key::Char(_))).collect()
        };
        prop_assert_eq!(letters(around(&bytes)), around(b""));
    }

    #[test]
    fn a_text_holds_no_control_character_but_the_ends_of_lines(
        bytes in prop::collection::vec(byte(), 0..200),
    ) {
        let text = text(&bytes);
        prop_assert!(text.chars().all(|one| one == '\n' || !one.is_control()), "{text:?}");
    }
}

#[test]
fn what_is_typed_behind_a_key_that_may_be_whole_counts() {
    for bytes in [
        &b"\x1b?"[..],
        b"\x1b?2",
        b"\x1bO3",
        b"\x1bN",
        b"\x1bY",
        b"\x1b[11$",
        b"\x1b[3$",
    ] {
        let (mut decoder, mut keys) = (Decoder::default(), VecDeque::new());
        for &byte in bytes {
            decoder.push(byte, &mut keys);
        }
        assert_eq!(decoder.patience(), Some(MORE_PATIENCE), "{bytes:?}");
        decoder.give_up(&mut keys);
        decoder.push(b'2', &mut keys);
        assert_eq!(keys, [Key::Char('2')], "{bytes:?}");
    }
}

#[test]
fn what_comes_soon_behind_a_key_with_alt_that_may_begin_a_sequence_is_no_key_of_its_own() {
    for (begun, count) in [(b"\x1b?", 1), (b"\x1bN", 1), (b"\x1bY", 2), (b"\x1bO", 1)] {
        let (mut decoder, mut keys) = (Decoder::default(), VecDeque::new());
        for &byte in begun {
            decoder.push(byte, &mut keys);
        }
        for _ in 0..count {
            let patience = decoder.patience();
            assert!(patience >= Some(Duration::from_millis(500)), "{begun:?}");
            decoder.push(b'Q', &mut keys);
        }
        assert_eq!((decoder.patience(), keys.len()), (None, 0), "{begun:?}");
    }
}

#[test]
fn what_comes_behind_a_late_esc_is_no_other_key() {
    for rest in [
        &b"[A"[..],
        b"OA",
        b"OM",
        b"[3~",
        b"[27;5;100~",
        b"]1;2\x07",
        b"P1\x1b\\",
    ] {
        let (mut decoder, mut keys) = (Decoder::default(), VecDeque::new());
        decoder.push(0x1b, &mut keys);
        decoder.give_up(&mut keys);
        for &byte in rest {
            decoder.push(byte, &mut keys);
        }
        decoder.push(b'2', &mut keys);
        let shown = rest.escape_ascii().to_string();
        assert_eq!(keys, [Key::Escape, Key::Char('2')], "{shown}");
    }
    // What begins no sequence is a key of its own.
    let (mut decoder, mut keys) = (Decoder::default(), VecDeque::new());
    decoder.push(0x1b, &mut keys);
    decoder.give_up(&mut keys);
    decoder.push(b'b', &mut keys);
    decoder.push(b'[', &mut keys);
    assert_eq!(keys, [Key::Escape, Key::Char('b'), Key::Char('[')]);
}
