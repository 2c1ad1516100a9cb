//! Files made to break a reader: each within its limit, or just beyond it.

use std::fmt::Write;

/// A file by the name of its shape.
pub(super) type Bomb = (&'static str, Vec<u8>);

/// Repeats a part up to so many bytes.
pub(super) fn filled(start: &str, part: &str, end: &str, size: usize) -> Vec<u8> {
    let room = size - start.len() - end.len();
    [start, &part.repeat(room / part.len()), end]
        .concat()
        .into_bytes()
}

/// Numbers a part up to so many bytes; `{}` stands for the number.
fn numbered(part: &str, size: usize) -> Vec<u8> {
    let mut text = String::new();
    for number in 0.. {
        let next = part.replace("{}", &number.to_string());
        if text.len() + next.len() > size {
            break;
        }
        text += &next;
    }
    text.into_bytes()
}

/// As many tables as are read, in a kilobyte of memory each and two bytes of the file, and numbers after them.
pub(super) fn opened(size: usize) -> Vec<u8> {
    let mut most = numbered(
        &format!("a{{}}{} = 1\n", ".a".repeat(78)),
        100_000 / 78 * 164,
    );
    let rest = size - most.len();
    most.extend(filled("z = [", "1,", "]\n", rest));
    most
}

/// Bytes that are no text of any format.
pub(super) fn any(size: usize) -> Vec<Bomb> {
    let utf_16: Vec<u8> = "\u{feff}format = 1\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    vec![
        ("nothing", Vec::new()),
        ("one line", filled("", "x", "", size)),
        ("zeros", vec![0; size]),
        ("a zero", b"a\0\0\0b".to_vec()),
        ("newlines", filled("", "\n", "", size)),
        ("spaces", filled("", " ", "", size)),
        ("carriage returns", filled("", "\r", "", size)),
        ("escapes", filled("", "\x1b]0;x\x07", "\n", size)),
        ("no UTF-8", vec![0xff; size]),
        (
            "no UTF-8 at the end",
            [filled("", "# a\n", "", size - 1), vec![0xff]].concat(),
        ),
        ("UTF-16", utf_16),
        ("quotes", filled("", "\"\n", "", size)),
        ("a quote never closed", filled("a,\"", "x\n", "", size)),
        ("brackets", filled("", "[", "", size)),
        ("braces", filled("", "{", "", size)),
    ]
}

/// TOML, or nearly.
pub(super) fn toml(size: usize) -> Vec<Bomb> {
    let nested = |deep: usize| ["a = ", &"[".repeat(deep), &"]".repeat(deep)].concat();
    let mut bombs = any(size);
    bombs.extend([
        ("lists 81 deep", nested(81).into()),
        ("lists 1,000 deep", nested(1000).into()),
        ("lists 100,000 deep", nested(100_000).into()),
        ("tables deep", filled("a = ", "{a = ", "1", size)),
        ("a key of many parts", filled("a", ".a", " = 1", size)),
        (
            "keys of many parts",
            numbered(&format!("a{{}}{} = 1\n", ".a".repeat(78)), size),
        ),
        ("items", filled("", "[[item]]\n", "", size)),
        (
            "items with one id",
            filled("format = 1\n", "[[item]]\nid=\"a\"\n", "", size),
        ),
        ("tables", numbered("[a{}]\n", size)),
        ("numbers", filled("a = [", "1,", "]", size)),
        ("texts", filled("a = [", "\"\",", "]", size)),
        ("keys", numbered("k{}=1\n", size)),
        ("a key again", filled("", "a=1\n", "", size)),
        (
            "faults",
            filled(
                "format = 1\n",
                "[[trait]]\nid=\"\\u001b]0;x\\u0007\"\nfoo=inf\n",
                "",
                size,
            ),
        ),
        (
            "one text",
            filled("catalogue = \"", "x", "\"\n[answers]\n", size),
        ),
        (
            "one escaped text",
            filled("title = \"", "\\u202e", "\"", size),
        ),
        (
            "a fault on a long line",
            filled("title = \"", "x", "\" \x1b", size),
        ),
        ("a text never closed", filled("title = \"", "x", "", size)),
        (
            "lines never closed",
            filled("title = \"\"\"", "x\n", "", size),
        ),
        ("empty keys", filled("", "=\n", "", size)),
        ("comments", filled("", "#\n", "", size)),
    ]);
    bombs
}

/// JSON, or nearly: answers, and what looks like a result.
pub(super) fn json(size: usize) -> Vec<Bomb> {
    const RESULT: &str = "{\"schema\":\"rolefit/assessment@1\",\"catalogue\":{\"id\":\"product-roles\",\"version\":\"2.3.0\"},";
    let mut bombs = any(size);
    let keys = |start: &str| {
        [
            start.as_bytes(),
            b"{",
            &numbered("\"{}\":1,", size),
            b"\"x\":1}}",
        ]
        .concat()
    };
    bombs.extend([
        (
            "lists 127 deep",
            ["[".repeat(127), "]".repeat(127)].concat().into(),
        ),
        ("objects deep", filled("", "{\"a\":", "", size)),
        ("numbers", filled("{\"answers\":[", "1,", "1]}", size)),
        ("lists", filled("{\"answers\":[", "[],", "1]}", size)),
        (
            "objects",
            filled("{\"answers\":{\"a\":[", "{},", "1]}}", size),
        ),
        ("answers", keys("{\"answers\":")),
        ("a key again", filled("{", "\"a\":1,", "\"a\":1}", size)),
        (
            "one id",
            filled("{\"catalogue\":\"", "x", "\",\"answers\":{}}", size),
        ),
        (
            "one schema",
            filled("{\"schema\":\"", "\\u202e", "\"}", size),
        ),
        (
            "one number",
            filled("{\"id\":1", "9", ",\"answers\":{}}", size),
        ),
        ("a text never closed", filled("{\"a\":\"", "x", "", size)),
        (
            "responses",
            filled(
                &format!("{RESULT}\"responses\":["),
                "{\"item\":\"a\",\"response\":1},",
                "{}]}",
                size,
            ),
        ),
        (
            "roles",
            filled(&format!("{RESULT}\"roles\":["), "1,", "1]}", size),
        ),
    ]);
    bombs
}

/// A table of respondents, or nearly; `item` is the id of one that there is.
pub(super) fn csv(item: &str, size: usize) -> Vec<Bomb> {
    let head = format!("id,{item}\n");
    let mut bombs = any(size);
    bombs.extend([
        ("columns", numbered("c{},", size)),
        ("a column again", filled("", &format!("{item},"), "", size)),
        ("rows too long", filled(&head, "a,1,1\n", "", size)),
        ("a row too long", filled(&head, ",", "", size)),
        (
            "a quoted field never closed",
            filled(&format!("{head}\""), "x\n", "", size),
        ),
        ("an id again", filled(&head, "a,1\n", "", size)),
        (
            "responses that are none",
            filled(&head, "a,\x1b\n", "", size),
        ),
        ("a long id", filled(&head, "x", ",1\n", size)),
    ]);
    bombs
}

/// One object a line, or nearly: respondents and answers of practice.
pub(super) fn ndjson(size: usize) -> Vec<Bomb> {
    let answers = [
        b"{\"answers\":{",
        &numbered("\"{}\":1,", size)[..],
        b"\"x\":1}}\n",
    ]
    .concat();
    let mut bombs = any(size);
    bombs.extend([
        ("objects", filled("", "{}\n", "", size)),
        ("letters", filled("", "x\n", "", size)),
        (
            "lists deep",
            filled("", &("[".repeat(200) + "\n"), "", size),
        ),
        (
            "keys that mean nothing",
            filled("", "{\"a\":1,\"b\":1,\"ratin\":1}\n", "", size),
        ),
        (
            "items that are none",
            filled("", "{\"id\":\"a\",\"answers\":{\"q\":9}}\n", "", size),
        ),
        ("answers", answers),
        (
            "questions that are none",
            filled(
                "",
                "{\"question\":\"next-for\",\"rating\":2,\"at\":5}\n",
                "",
                size,
            ),
        ),
        (
            "a line of numbers",
            filled("{\"answers\":[", "1,", "1]}\n", size),
        ),
        ("a text never closed", filled("{\"id\":\"", "x", "", size)),
    ]);
    bombs
}

/// Lines of a journal, or nearly.
pub(super) fn journal(size: usize) -> Vec<Bomb> {
    let mut bombs = any(size);
    bombs.extend([
        ("letters", filled("", "x\n", "", size)),
        ("versions", filled("", "{\"v\":1}\n", "", size)),
        ("numbers", filled("{\"v\":1,\"x\":[", "1,", "1]}\n", size)),
        ("lists deep", filled("", "[", "\n", size)),
        ("a newer line", b"{\"v\":9}\n".to_vec()),
    ]);
    bombs
}

/// A plan, or nearly.
pub(super) fn plan(size: usize) -> Vec<Bomb> {
    let start = "{\"schema\":\"rolefit/plan@1\",\"catalogue\":{\"id\":\"product-roles\"},\"role\":\"product-owner\",\"questions\":[";
    let mut bombs = json(size);
    bombs.extend([
        (
            "questions that are none",
            filled(start, "{\"id\":\"next-for\"},", "{}]}", size),
        ),
        ("questions without an id", filled(start, "1,", "1]}", size)),
    ]);
    bombs
}

/// A catalogue with as many traits, roles and items as there may be.
pub(super) fn largest() -> String {
    let mut toml = String::from(
        "format = 1\nid = \"largest\"\nversion = \"1.0.0\"\ntitle = \"Which?\"\nsubject = \"you\"\n\
         language = \"en\"\nstatus = \"expert-set\"\n\
         [[source]]\nid = \"one\"\ntitle = \"One\"\npublisher = \"Nobody\"\n",
    );
    let about = "long ".repeat(800);
    for t in 0..50 {
        write!(toml, "[[trait]]\nid = \"trait-{t}\"\nname = \"Trait {t}\"\nlow = \"low {t}\"\nhigh = \"high {t}\"\nabout = \"{about}\"\n").unwrap();
    }
    // A capital I looks like an l.
    let letters = ('A'..='Z').chain('a'..='z').filter(|letter| *letter != 'I');
    for (r, letter) in (0..50).zip(letters) {
        write!(toml, "[[role]]\nid = \"role-{r}\"\nname = \"Role {r}\"\nletter = \"{letter}\"\nabout = \"Works.\"\n[role.profile]\n").unwrap();
        for t in 0..50 {
            let mean = f64::from((r * 7 + t * 13) % 50 - 25) / 10.0;
            writeln!(toml, "trait-{t} = {{ mean = {mean:.1}, spread = 0.8 }}").unwrap();
        }
    }
    let text = "So it is with me".repeat(25);
    for i in 0..5000 {
        write!(toml, "[[item]]\nid = \"item-{i}\"\ntrait = \"trait-{}\"\nkind = \"statement\"\ntext = \"{text} {i}.\"\nshows = \"high\"\n", i % 50).unwrap();
    }
    toml
}
