//! Every way in which rows can be bad: what is said, what is scored all the same.

use std::process::Command;

use super::{Folder, HEAD};

#[test]
fn a_bad_row_stops_the_run_after_the_rows_before_it() {
    let ran = Folder::new().rows("ann,5,1,1,1\nbob,1,9,1,1\ncy,1,1,1,1\n", &[]);
    ran.refused(
        3,
        "error: in.csv:3: column `stroll`: a response is a whole number from 1 to 5, not `9`\n\
         help: leave the cell empty where the item was skipped\n\
         error: stopped: 1 respondent was scored before it\n\
         help: mend the row, or set bad rows aside with `--keep-going`\n",
    );
    assert_eq!(ran.ids(), ["ann"]);
}

#[test]
fn a_bad_row_is_set_aside_on_request_and_counted() {
    let ran = Folder::new().rows("ann,5,1,1,1\nbob,1,9,1,1\ncy,1,1,1,1\n", &["--keep-going"]);
    ran.refused(
        3,
        "set aside: in.csv:3: column `stroll`: a response is a whole number from 1 to 5, not `9`\n\
         help: leave the cell empty where the item was skipped\n\
         error: 1 row of 3 set aside; the others were scored\n",
    );
    assert_eq!(ran.ids(), ["ann", "cy"]);
}

#[test]
fn no_number_that_is_no_response_is_let_in() {
    let folder = Folder::new();
    for cell in [
        "0",
        "6",
        "-1",
        "3.5",
        "3.",
        ".0",
        "nan",
        "inf",
        "1e0",
        "NA",
        "x",
        "99999999999999999999",
        "٣",
    ] {
        let ran = folder.rows(&format!("ann,{cell},1,1,1\n"), &[]);
        assert_eq!(ran.code, Some(3), "{cell}");
        let message = format!(
            "in.csv:2: column `stairs`: a response is a whole number from 1 to 5, not `{cell}`"
        );
        assert!(ran.stderr.contains(&message), "{}", ran.stderr);
    }
    let plain = folder.rows("ann,5,1,1,1\n", &[]);
    for row in [
        "ann, 5 ,\"1\",\t1,1 ",
        "ann,5.0,1.00,+1,01",
        "ann,\u{a0}5\u{a0},1,\u{202f}1,1\u{3000}",
    ] {
        let ran = folder.rows(&format!("{row}\n"), &[]);
        assert_eq!((ran.code, &ran.stdout), (Some(0), &plain.stdout), "{row}");
    }
}

#[test]
fn ragged_rows_are_refused() {
    let folder = Folder::new();
    for (row, cells) in [
        ("ann,5,1,1", "4 cells"),
        ("ann,5,1,1,1,", "6 cells"),
        ("ann", "1 cell"),
    ] {
        let ran = folder.rows(&format!("{row}\n"), &[]);
        let message =
            format!("error: in.csv:2: the row has {cells}, and the first line names 5 columns\n");
        assert!(ran.stderr.starts_with(&message), "{}", ran.stderr);
        assert_eq!(ran.code, Some(3));
    }
}

#[test]
fn a_line_break_in_quotes_ends_the_run_where_the_quote_begins_and_makes_nobody() {
    let folder = Folder::new();
    let rows = "ann,5,1,1,1\n\"bob,1,1,1,1\ncy,1,1,1,1\ndi,2,2,2,2\n";
    for arguments in [&["--keep-going"][..], &[]] {
        let ran = folder.rows(rows, arguments);
        assert_eq!(ran.ids(), ["ann"]);
        let heading = if arguments.is_empty() {
            "error"
        } else {
            "set aside"
        };
        ran.refused(
            3,
            &format!(
                "{heading}: in.csv:3: column `id`: the quote before `bob,1,1,1,1` is not closed on this line\n\
                 help: close it, or take the line break out of the cell: what follows may stand in it, so nothing after it is read\n\
                 error: stopped: 1 respondent was scored before it\n"
            ),
        );
    }
    // In a column that is passed over too, and whatever else is wrong with the row.
    for first in ["ann,5", "ann,99", "ann\r,5"] {
        folder.write(
            "in.csv",
            format!("id,stairs,note\n{first},\"hello\nq,3,world\"\n"),
        );
        let ran = folder.run(&["in.csv", "--ignore-columns", "note", "--keep-going"]);
        assert_eq!((ran.code, ran.ids().len()), (Some(3), 0), "{first:?}");
        assert!(
            ran.stderr.contains("is not closed on this line"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn columns_that_are_unknown_or_stand_twice_are_all_told() {
    let folder = Folder::new();
    folder.write(
        "in.csv",
        "id,stairs,strol,maps,stairs,name\nann,1,1,1,1,x\n",
    );
    let ran = folder.run(&["in.csv"]);
    ran.refused(
        3,
        "error: in.csv:1: column 3, `strol`, is no item of catalogue `small`\n\
         help: did you mean `stroll`?\n\
         error: in.csv:1: column 5 has the name of column 2, `stairs`\n\
         help: keep one of them\n\
         error: in.csv:1: column 6, `name`, is no item of catalogue `small`\n\
         help: take the column out, or pass them over with `--ignore-columns`; `rolefit form --catalogue small.toml` lists the items, and ids stand under `id`\n\
         error: stopped: 0 respondents were scored before it\n",
    );
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_first_line_without_any_item_is_refused_with_the_likely_reason() {
    let folder = Folder::new();
    for (text, reason) in [
        (
            "id;stairs;stroll\nann;1;1\n",
            "look separated by semicolons",
        ),
        ("id\tstairs\nann\t1\n", "look separated by tabs"),
        ("id|stairs\nann|1\n", "look separated by vertical bars"),
        ("id,stairs\rann,1\r", "lone carriage return"),
        ("id,stairs\nann,1\rbob,2\n", "lone carriage return"),
        ("sep=;\nid;stairs\nann;1\n", "look separated by semicolons"),
        ("\"sep=\t\"\nid\tstairs\nann\t1\n", "look separated by tabs"),
        (
            "sep=;,,\nid,stairs\nann,1\n",
            "if this line is wrong, take it out",
        ),
        (
            "id,\"maps\n\",stairs\nann,1,1\n",
            "is not closed on this line",
        ),
        ("id\nann\n", "no column is an item of catalogue `small`"),
        ("id\nann\n", "the first line names the columns"),
    ] {
        for name in ["in.csv", "in.tsv"] {
            folder.write(name, text);
            let ran = folder.run(&[name, "--to", "csv"]);
            assert_eq!((ran.code, ran.ids().len()), (Some(3), 0), "{text:?}");
            assert!(ran.stderr.contains(reason), "{text:?}: {}", ran.stderr);
            let none = ran.stderr.contains("no column is an item");
            assert_eq!(none, !text.contains("stairs"), "{text:?}: {}", ran.stderr);
        }
        let piped = folder.piped(&["-"], text);
        assert_eq!(piped.code, Some(3), "{text:?}: {}", piped.stderr);
    }
}

#[test]
fn ids_that_stand_twice_are_refused_with_the_line_of_the_first() {
    let folder = Folder::new();
    let rows = "ann,5,1,1,1\nbob,1,1,1,1\nann,2,2,2,2\n,1,1,1,1\n,1,1,1,1\n";
    let ran = folder.rows(rows, &["--keep-going"]);
    assert_eq!(ran.ids(), ["ann", "bob", "", ""]);
    assert!(
        ran.stderr.starts_with(
            "set aside: in.csv:4: column `id`: the id `ann` was given before, on line 2\n"
        ),
        "{}",
        ran.stderr
    );
    let ran = folder.rows(rows, &[]);
    assert_eq!((ran.code, ran.ids()), (Some(3), vec!["ann", "bob"]));
}

#[test]
fn the_first_of_two_ids_is_told_with_its_file_where_that_is_another() {
    let folder = Folder::new();
    folder.write("b.csv", "id,stairs\nbob,1\nann,1\n");
    folder.write("c.csv", "id,stairs\ncy,1\nbob,1\ncy,2\n");
    folder.write("d.csv", "id,stairs\nann,1\ncy,1\n");
    let ran = folder.run(&["b.csv", "c.csv", "d.csv", "--keep-going"]);
    assert_eq!(ran.ids(), ["bob", "ann", "cy"]);
    for said in [
        "c.csv:3: column `id`: the id `bob` was given before, on line 2 of b.csv\n",
        "c.csv:4: column `id`: the id `cy` was given before, on line 2\n",
        "d.csv:2: column `id`: the id `ann` was given before, on line 3 of b.csv\n",
        "d.csv:3: column `id`: the id `cy` was given before, on line 2 of c.csv\n",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}

#[test]
fn files_that_were_put_behind_one_another_are_told() {
    let folder = Folder::new();
    let ran = folder.rows(&format!("ann,1,1,1,1\n{HEAD}"), &[]);
    let help = "the line that names the columns stands here again: take it out";
    assert!(ran.stderr.contains(help), "{}", ran.stderr);
    let ran = folder.rows("ann,1,1,1,1\n\u{feff}bob,1,1,1,1\n", &["--keep-going"]);
    assert_eq!(ran.ids(), ["ann"]);
    assert!(ran.stderr.contains("U+FEFF"), "{}", ran.stderr);
}

#[test]
fn what_other_programs_save_is_named_with_what_to_do() {
    let folder = Folder::new();
    folder.write("in.csv", b"PK\x03\x04\x14\0\x06\0");
    folder.write("in", b"PK\x03\x04\x14\0\x06\0");
    for name in ["in.csv", "in"] {
        let ran = folder.run(&[name]);
        assert_eq!(ran.code, Some(3));
        for said in ["a zip file", "save a table as CSV"] {
            assert!(ran.stderr.contains(said), "{}", ran.stderr);
        }
    }
}

#[test]
fn standard_input_is_read_only_once() {
    let ran = Folder::new().run(&["-", "-", "--input", "csv"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.contains("can be read only once"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_line_that_is_too_long_costs_its_row_and_no_other() {
    let folder = Folder::new();
    let long = "x".repeat(3 << 20);
    let people = [("ann", "5"), ("bob", "1")];
    let line = |(id, answer): (&str, &str)| {
        format!("{{\"id\":\"{id}\",\"answers\":{{\"stairs\":{answer}}}}}\n")
    };
    let ndjson = line(people[0]) + &line((&long, "2")) + &line(people[1]);
    let csv = format!("{HEAD}ann,5,1,1,1\n{long},1,1,1,1\nbob,1,1,1,1\n");
    let first = line((&long, "2")) + &line(people[0]) + &line(people[1]);
    for (name, text, place) in [
        ("in.ndjson", ndjson, 2),
        ("in.csv", csv, 3),
        ("first.ndjson", first, 1),
    ] {
        folder.write(name, &text);
        let to = ["--to", "csv"];
        let ran = folder.run(&[&[name, "--keep-going"], &to[..]].concat());
        assert_eq!(
            (ran.code, ran.ids()),
            (Some(3), vec!["ann", "bob"]),
            "{}",
            ran.stderr
        );
        let said = format!("set aside: {name}:{place}: the line is longer than 1048576 bytes\n");
        assert!(ran.stderr.contains(&said), "{}", ran.stderr);
        assert!(
            ran.stderr.contains("error: 1 row of 3 set aside"),
            "{}",
            ran.stderr
        );
        let ran = folder.run(&[&[name], &to[..]].concat());
        assert_eq!(ran.code, Some(3));
        assert!(ran.stderr.contains("`--keep-going`"), "{}", ran.stderr);
    }
    // Behind a quote that may be open nobody knows where a row begins.
    folder.write(
        "open.csv",
        format!("{HEAD}ann,5,1,1,1\n\"{long},1,1,1,1\nbob,1,1,1,1\n"),
    );
    let ran = folder.run(&["open.csv", "--keep-going"]);
    assert_eq!((ran.code, ran.ids()), (Some(3), vec!["ann"]));
    assert!(
        ran.stderr.contains("close the quote in it"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_bad_line_of_ndjson_is_told_with_its_number() {
    let folder = Folder::new();
    let good = "{\"answers\":{\"stairs\":5}}";
    for (bad, message) in [
        ("{\"answers\":{\"stairs\":5}", "the JSON ends too early"),
        ("[1]", "the line is not a JSON object"),
        (
            "{\"answers\":{\"stairs\":5,\"stairs\":1}}",
            "the key `stairs` stands twice",
        ),
        ("{\"answers\":{\"stair\":5}}", "has no item `stair`"),
        (
            "{\"answers\":{\"stairs\":5.5}}",
            "takes a whole number from 1 to 5",
        ),
        (
            "{\"catalogue\":\"other\",\"answers\":{}}",
            "these answers are for catalogue `other`",
        ),
        ("{\"id\":[],\"answers\":{}}", "`id` must be a text"),
        (
            "{\"id\":\"a\\nb\",\"answers\":{}}",
            "the id holds a line break",
        ),
        ("{\"ansers\":{}}", "there is no object `answers`"),
        (
            "{\"answers\":{}}{\"answers\":{}}",
            "one line holds one object",
        ),
        ("{\"answers\":{}},", "one line holds one object"),
    ] {
        folder.write("in.ndjson", format!("{good}\n{bad}\n{good}\n"));
        let ran = folder.run(&["in.ndjson", "--keep-going", "--to", "csv"]);
        assert_eq!((ran.code, ran.ids()), (Some(3), vec!["", ""]), "{bad}");
        assert!(
            ran.stderr.starts_with("set aside: in.ndjson:2: "),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains(message), "{}", ran.stderr);
    }
}

#[test]
fn a_thousand_faults_make_a_short_message() {
    let rows = "x,y\n".repeat(5000);
    let ran = Folder::new().rows(&rows, &["--keep-going"]);
    assert!(
        ran.stderr.lines().count() < 30 && ran.stderr.len() < 8192,
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr
            .contains("note: 4980 more faults are not shown\n"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr
            .ends_with("error: 5000 rows of 5000 set aside; none was scored\n")
    );
}

#[test]
fn what_the_file_holds_cannot_steer_the_terminal() {
    let folder = Folder::new();
    let ran = folder.rows("ann,\u{1b}]0;x\u{7},1,1,1\n", &[]);
    assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
    assert!(
        ran.stderr.contains("not `\\x1b]0;x\\x07`"),
        "{}",
        ran.stderr
    );
    folder.write("in.csv", "id,\u{202e}stairs\n");
    assert!(!folder.run(&["in.csv"]).stderr.contains('\u{202e}'));
}

#[test]
fn nothing_to_read_is_an_error_and_a_head_alone_is_nobody() {
    let folder = Folder::new();
    let ran = folder.run(&["-", "--input", "csv"]);
    ran.refused(
        3,
        "error: standard input:1: there is nothing here to score\n\
         help: CSV begins with a line that names the columns; NDJSON has one JSON object a line\n\
         error: stopped: 0 respondents were scored before it\n",
    );
    let closed = Command::new("sh")
        .args([
            "-c",
            "\"$0\" score --catalogue small.toml --input ndjson - <&-",
        ])
        .arg(env!("CARGO_BIN_EXE_rolefit"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!((closed.status.code(), closed.stdout.len()), (Some(4), 0));
    let ran = folder.rows("", &[]);
    ran.refused(
        0,
        "note: there is nobody in it: no row follows the line that names the columns\n",
    );
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[test]
fn other_encodings_are_named() {
    let folder = Folder::new();
    let utf_16: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("in.csv", utf_16);
    let ran = folder.run(&["in.csv"]);
    assert!(
        ran.stderr.contains("this looks like UTF-16"),
        "{}",
        ran.stderr
    );
    let utf_32 = HEAD.chars().flat_map(|one| u32::from(one).to_be_bytes());
    for start in [&[0, 0, 0xfe, 0xff][..], &[]] {
        let bytes: Vec<u8> = start.iter().copied().chain(utf_32.clone()).collect();
        folder.write("in.csv", bytes);
        let ran = folder.run(&["in.csv"]);
        assert!(
            ran.stderr.contains("this looks like UTF-32"),
            "{}",
            ran.stderr
        );
    }
    folder.write("in.csv", [HEAD.as_bytes(), b"\xff,1,1,1,1\n"].concat());
    let ran = folder.run(&["in.csv"]);
    assert!(
        ran.stderr
            .contains("in.csv:2: column `id`: the id is not UTF-8"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_end_of_file_of_dos_is_named_wherever_it_ends_one() {
    let folder = Folder::new();
    for (name, text, line) in [
        ("in.csv", "id,stairs\nann,1\n\u{1a}", 3),
        ("in.csv", "id,stairs\nann,1\u{1a}", 2),
        ("in.csv", "id,stairs\u{1a}", 1),
        ("in.csv", "stairs\n1\n\u{1a}\n", 3),
        ("in.ndjson", "{\"answers\":{\"stairs\":1}}\n\u{1a}", 2),
        ("in.ndjson", "{\"answers\":{\"stairs\":1}}\u{1a}", 1),
    ] {
        folder.write(name, text);
        let ran = folder.run(&[name]);
        assert_eq!(ran.code, Some(3), "{text:?}");
        let said = format!("error: {name}:{line}: the character U+001A stands here");
        assert!(ran.stderr.contains(&said), "{text:?}: {}", ran.stderr);
    }
}

#[test]
fn foreign_columns_are_named_or_counted_and_nothing_untrue_is_said_of_the_others() {
    let folder = Folder::new();
    let foreign: Vec<String> = (1..=20).map(|one| format!("Meta{one:02}")).collect();
    for (before, after) in [
        (&foreign[..], &[][..]),
        (&[][..], &foreign[..]),
        (&foreign[..7], &foreign[7..]),
    ] {
        let head = [before, &["id".to_owned(), "stairs".to_owned()], after].concat();
        let row = vec!["x"; head.len()].join(",");
        folder.write("in.csv", format!("{}\n{row}\n", head.join(",")));
        let ran = folder.run(&["in.csv"]);
        ran.refused(
            3,
            "error: in.csv:1: 20 columns are no items of catalogue `small`: `Meta01`, `Meta02`, `Meta03` and 17 more\n\
             help: take the columns out, or pass them over with `--ignore-columns`; `rolefit form --catalogue small.toml` lists the items, and ids stand under `id`\n\
             error: stopped: 0 respondents were scored before it\n",
        );
    }
}

#[test]
fn a_column_that_is_called_as_ids_are_is_told_to_be_called_id() {
    let folder = Folder::new();
    for name in [
        "ID",
        "Id",
        "record_id",
        "Record ID",
        "ParticipantId",
        "user-id",
        "respondent",
        "Name",
        "E-Mail ID",
        "uuid",
    ] {
        folder.write("in.csv", format!("{name},stairs\nann,1\n"));
        let ran = folder.run(&["in.csv"]);
        assert_eq!(ran.code, Some(3));
        assert!(
            ran.stderr.contains("help: did you mean `id`?"),
            "{name}: {}",
            ran.stderr
        );
        assert!(
            !ran.stderr.contains("take the column out"),
            "{name}: {}",
            ran.stderr
        );
    }
    // An item whose id is much like it does not stand in its way.
    folder.write("in.csv", "Name,next-of-sixty\nann,1\n");
    let builtin = Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .current_dir(folder.path())
        .args(["score", "in.csv"])
        .output()
        .unwrap();
    let told = String::from_utf8(builtin.stderr).unwrap();
    assert!(told.contains("help: did you mean `id`?"), "{told}");
    // Nor are ids passed over unseen: only by name.
    for name in ["ID", "Id", "Participant ID"] {
        folder.write("in.csv", format!("{name},stairs,Time\nann,1,2\n"));
        let ran = folder.run(&["in.csv", "--ignore-columns", "*"]);
        assert_eq!((ran.code, ran.ids().len()), (Some(3), 0));
        assert!(ran.stderr.contains("did you mean `id`?"), "{}", ran.stderr);
        let ignored = format!("*,{name}");
        assert_eq!(
            folder.run(&["in.csv", "--ignore-columns", &ignored]).ids(),
            ["2"]
        );
    }
    // What is passed over may stand twice; what is read may not.
    folder.write("in.csv", "id,Comment,Comment,stairs\nann,x,y,1\n");
    for ignored in ["*", "Comment"] {
        let ran = folder.run(&["in.csv", "--ignore-columns", ignored]);
        assert_eq!(ran.ids(), ["ann"], "{}", ran.stderr);
    }
    folder.write("in.csv", "id,stairs,stairs\nann,1,1\n");
    let ran = folder.run(&["in.csv", "--ignore-columns", "*"]);
    assert!(
        ran.stderr.contains("has the name of column 2"),
        "{}",
        ran.stderr
    );
    // Where there are ids, it is one column too many.
    folder.write("in.csv", "id,record_id,stairs\nann,7,1\n");
    assert!(
        folder
            .run(&["in.csv"])
            .stderr
            .contains("take the column out")
    );
}

#[test]
fn a_column_without_a_name_is_told_by_its_place() {
    let folder = Folder::new();
    for (text, said, help) in [
        (
            "id,stairs,\nann,1,\n",
            "column 3 has no name",
            "take it out, in every row",
        ),
        (
            "id,stairs,,,\nann,1,,,\n",
            "3 columns, from 3 to 5, have no name",
            "with `--ignore-columns '*'`",
        ),
        (",stairs\n0,1\n", "column 1 has no name", "call it `id`"),
        (
            ",stairs\n0,1\n",
            "column 1 has no name",
            "with `--ignore-columns '*'`",
        ),
        (
            "id,\u{a0},stairs\nann,,1\n",
            "column 2 has no name",
            "take it out, in every row",
        ),
    ] {
        folder.write("in.csv", text);
        let ran = folder.run(&["in.csv"]);
        assert_eq!(ran.code, Some(3));
        assert!(
            ran.stderr
                .starts_with(&format!("error: in.csv:1: {said}\n")),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains(help), "{}", ran.stderr);
    }
}

#[test]
fn what_spreadsheets_write_in_a_cell_is_a_number_or_told_what_to_do() {
    let folder = Folder::new();
    folder.write("in.csv", "id;stairs\nann;2,0\n");
    let semicolon = folder.run(&["in.csv", "--delimiter", ";"]);
    folder.write("in.csv", "id,stairs\nann,2\n");
    assert_eq!(semicolon.code, Some(0), "{}", semicolon.stderr);
    assert_eq!(semicolon.stdout, folder.run(&["in.csv"]).stdout);
    for (cell, help) in [
        ("2,5", "leave the cell empty"),
        ("2,", "leave the cell empty"),
        ("2,000", "leave the cell empty"),
        ("=1+1", "put what the formula comes to"),
        ("\u{201c}2\u{201d}", "take the curly quotes out"),
    ] {
        folder.write("in.csv", format!("id,stairs\nann,\"{cell}\"\n"));
        let ran = folder.run(&["in.csv"]);
        assert_eq!(ran.code, Some(3), "{cell}");
        assert!(ran.stderr.contains(help), "{cell}: {}", ran.stderr);
    }
}

#[test]
fn an_object_on_several_lines_is_told_to_be_written_on_one() {
    let folder = Folder::new();
    for (text, said, help) in [
        (
            "{\n  \"id\": \"ana\",\n  \"answers\": {\n    \"stairs\": 2\n  }\n}\n",
            "the JSON ends too early",
            "`jq -c . FILE`",
        ),
        (
            "[\n{\"answers\":{}}\n]\n",
            "the line is not a JSON object",
            "`jq -c '.[]' FILE`",
        ),
        (
            "{\"answers\":{}}\r{\"answers\":{}}\r",
            "lone carriage return",
            "newlines",
        ),
        (
            "{\u{201c}answers\u{201d}:{}}\n",
            "(U+201C)",
            "a straight double quote",
        ),
    ] {
        folder.write("in.ndjson", text);
        let ran = folder.run(&["in.ndjson"]);
        assert_eq!(ran.code, Some(3));
        assert!(
            ran.stderr.contains(said) && ran.stderr.contains(help),
            "{}",
            ran.stderr
        );
    }
}
