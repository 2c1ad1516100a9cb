//! Laws of scoring many: the same digits as one by one, the same bytes however the work is shared out.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::sync::Arc;

use super::*;
use crate::assessment::{Assessment, Given, Stopped};
use crate::catalogue::fixture::EIGHT_TRAITS;
use crate::catalogue::{Catalogue, read};

fn catalogue() -> Arc<Catalogue> {
    Arc::new(read(EIGHT_TRAITS).catalogue.unwrap())
}

/// Numbers that look random; the same for the same seed.
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        // The generator of Knuth's MMIX; its high bits are good enough here.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    })
}

/// The responses of one person to all items, with some skipped; nobody answers on the seventh turn.
fn responses(catalogue: &Catalogue, person: usize) -> Vec<Option<usize>> {
    let mut numbers = numbers(person as u64 + 1).skip(3);
    (0..catalogue.items.len())
        .map(|item| {
            let (skips, number) = (numbers.next().unwrap() % 5, numbers.next().unwrap());
            let answers = person % 7 != 6 && skips != 0;
            answers.then(|| number % catalogue.bank.item(item).categories() + 1)
        })
        .collect()
}

fn header(catalogue: &Catalogue) -> String {
    let ids: Vec<&str> = catalogue
        .items
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    format!("id,{}\n", ids.join(","))
}

fn csv(catalogue: &Catalogue, people: usize) -> String {
    let mut csv = header(catalogue);
    for person in 0..people {
        write!(csv, "p{person}").unwrap();
        for response in responses(catalogue, person) {
            csv.push(',');
            if let Some(number) = response {
                write!(csv, "{number}").unwrap();
            }
        }
        csv.push('\n');
    }
    csv
}

fn ndjson(catalogue: &Catalogue, people: usize) -> String {
    let mut lines = String::new();
    for person in 0..people {
        let answers: Vec<String> = catalogue
            .items
            .iter()
            .zip(responses(catalogue, person))
            .filter_map(|(item, response)| Some(format!("\"{}\":{}", item.id.as_str(), response?)))
            .collect();
        writeln!(
            lines,
            "{{\"id\":\"p{person}\",\"answers\":{{{}}}}}",
            answers.join(",")
        )
        .unwrap();
    }
    lines
}

fn input(form: Form, text: impl Into<Vec<u8>>) -> Input {
    Input {
        name: "input".to_owned(),
        form,
        bytes: Box::new(io::Cursor::new(text.into())),
    }
}

fn options(to: Form) -> Options {
    Options {
        layout: Layout::default(),
        to: Some(to),
        bad_rows: BadRows::Stop,
        ids: IdCells::Guarded,
        threads: NonZeroUsize::new(2).unwrap(),
        chunk_lines: NonZeroUsize::new(1024).unwrap(),
    }
}

/// Scores, and returns the rows, the faults as they are told, and the outcome.
#[track_caller]
fn scored(inputs: Vec<Input>, options: &Options) -> (String, Vec<String>, Outcome) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let outcome = score(&catalogue(), inputs, options, &mut rows, &mut |report| {
        if let Report::Fault(fault) = report {
            faults.push(fault.to_string());
        }
    })
    .unwrap();
    (String::from_utf8(rows).unwrap(), faults, outcome)
}

#[test]
fn every_number_is_that_of_a_single_assessment_bit_for_bit() {
    let catalogue = catalogue();
    let people = 60;
    let inputs = vec![input(Form::Csv, csv(&catalogue, people))];
    let (rows, faults, _) = scored(inputs, &options(Form::Csv));
    assert_eq!(faults, [""; 0]);
    let mut lines = rows.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    for (person, line) in lines.enumerate() {
        let given: Vec<Given> = responses(&catalogue, person)
            .into_iter()
            .enumerate()
            .filter_map(|(item, number)| {
                let response = catalogue.response(item, number?)?;
                let position = response.number();
                Some(Given {
                    item,
                    response,
                    position,
                })
            })
            .collect();
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |name: &str| cells[columns.iter().position(|column| *column == name).unwrap()];
        let number = |name: &str| cell(name).parse::<f64>().unwrap().to_bits();
        assert_eq!(cell("id"), format!("p{person}"));
        assert_eq!(cell("answered"), given.len().to_string());
        let Ok(assessment) = Assessment::new(&catalogue, given, Stopped::Given) else {
            assert_eq!((cell("verdict"), cell("leader")), ("open", ""));
            assert_eq!((cell("warnings"), cell("lz")), ("nothing-answered", ""));
            assert_eq!(number("p_product-owner"), (1.0f64 / 3.0).to_bits());
            continue;
        };
        assert_eq!(cell("verdict"), assessment.verdict.kind.name());
        assert_eq!(
            cell("leader"),
            catalogue.roles[assessment.leader().role].id.as_str()
        );
        for fit in &assessment.roles {
            let role = catalogue.roles[fit.role].id.as_str();
            assert_eq!(number(&format!("p_{role}")), fit.probability.to_bits());
            assert_eq!(
                number(&format!("typicality_{role}")),
                fit.typicality.to_bits()
            );
        }
        for (one, score) in catalogue.traits.iter().zip(&assessment.traits) {
            assert_eq!(
                number(&format!("score_{}", one.id.as_str())),
                (score.score + 0.0).to_bits()
            );
            assert_eq!(
                number(&format!("sd_{}", one.id.as_str())),
                score.sd.to_bits()
            );
        }
        assert_eq!(number("lz"), assessment.person_fit.lz.unwrap().to_bits());
        assert_eq!(cell("longest_run"), "", "rows say nothing of an order");
    }
}

#[test]
fn neither_threads_nor_the_size_of_a_chunk_change_a_byte() {
    let catalogue = catalogue();
    for (form, text) in [
        (Form::Csv, csv(&catalogue, 300)),
        (Form::Ndjson, ndjson(&catalogue, 300)),
    ] {
        // Some bad rows, some repeated ids, a blank line.
        let mut lines: Vec<&str> = text.lines().collect();
        lines.insert(200, lines[30]);
        lines.insert(120, "what, is this");
        lines.insert(60, "");
        lines.insert(10, lines[5]);
        let text = lines.join("\n");
        for to in [Form::Csv, Form::Ndjson] {
            for bad_rows in [BadRows::SetAside, BadRows::Stop] {
                let base = Options {
                    bad_rows,
                    ..options(to)
                };
                let want = scored(vec![input(form, text.clone())], &base);
                assert_eq!(want.2.faulty, if bad_rows == BadRows::Stop { 1 } else { 3 });
                for (threads, chunk_lines) in [(1, 1), (1, 5000), (3, 7), (8, 64), (2, 100)] {
                    let other = Options {
                        threads: NonZeroUsize::new(threads).unwrap(),
                        chunk_lines: NonZeroUsize::new(chunk_lines).unwrap(),
                        ..base.clone()
                    };
                    assert_eq!(scored(vec![input(form, text.clone())], &other), want);
                }
            }
        }
    }
}

#[test]
fn blank_lines_are_counted_wherever_they_stand() {
    let catalogue = catalogue();
    for (form, text) in [
        (Form::Csv, csv(&catalogue, 6)),
        (Form::Ndjson, ndjson(&catalogue, 6)),
    ] {
        let want = scored(vec![input(form, text.clone())], &options(Form::Csv));
        let mut lines: Vec<&str> = text.lines().collect();
        // Two before the first line, one among the rows, two at the end.
        lines.splice(0..0, ["", " \t\r"]);
        lines.insert(5, "");
        lines.extend([" ", "\t\n"]);
        let got = scored(vec![input(form, lines.join("\n"))], &options(Form::Csv));
        assert_eq!(got.2.blank, 5);
        assert_eq!(got.2.summary, want.2.summary);
    }
}

#[test]
fn a_row_of_nothing_but_empty_cells_is_nobody_and_one_with_an_id_is_somebody() {
    let catalogue = catalogue();
    let text = csv(&catalogue, 3);
    let columns = text.lines().next().unwrap().split(',').count();
    let empty = ",".repeat(columns - 1);
    let quoted = vec!["\"\""; columns].join(",");
    let want = scored(vec![input(Form::Csv, text.clone())], &options(Form::Csv));
    let with = |row: &str| {
        let text = format!("{empty}\n{text}{row}\n{empty}\n");
        scored(vec![input(Form::Csv, text)], &options(Form::Csv)).2
    };
    assert_eq!(with(&quoted).blank, 3);
    assert_eq!(with(&quoted).summary, want.2.summary);
    let named = with(&format!("somebody{empty}"));
    assert_eq!(named.blank, 2);
    assert_eq!(
        named.summary.respondents(),
        want.2.summary.respondents() + 1
    );
}

#[test]
fn csv_and_ndjson_of_the_same_people_give_the_same_rows() {
    let catalogue = catalogue();
    let of = |form, text| scored(vec![input(form, text)], &options(Form::Csv)).0;
    assert_eq!(
        of(Form::Csv, csv(&catalogue, 50)),
        of(Form::Ndjson, ndjson(&catalogue, 50))
    );
}

#[test]
fn columns_in_another_order_change_no_score() {
    let catalogue = catalogue();
    let turned: String = csv(&catalogue, 20)
        .lines()
        .map(|line| line.split(',').rev().collect::<Vec<_>>().join(",") + "\n")
        .collect();
    let rows = |text: String| {
        let (rows, _, _) = scored(vec![input(Form::Csv, text)], &options(Form::Csv));
        let scores = |line: &str| {
            line.split(',')
                .take(26)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        rows.lines().map(scores).collect::<Vec<_>>()
    };
    assert_eq!(rows(csv(&catalogue, 20)), rows(turned));
}

#[test]
fn several_inputs_give_one_result_with_one_head() {
    let catalogue = catalogue();
    let whole = csv(&catalogue, 40);
    let (head, rest) = whole.split_once('\n').unwrap();
    let (middle, _) = rest.match_indices('\n').nth(14).unwrap();
    let first = format!("{head}\n{}", &rest[..=middle]);
    let second = format!(
        "\u{feff}{head}\r\n{}",
        rest[middle + 1..].replace('\n', "\r\n")
    );
    let inputs = vec![input(Form::Csv, first), input(Form::Csv, second)];
    let want = scored(vec![input(Form::Csv, whole)], &options(Form::Csv));
    assert_eq!(scored(inputs, &options(Form::Csv)), want);
}

/// Takes so many bytes and then fails.
struct Narrow(usize, io::ErrorKind);

impl Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(self.1.into());
        }
        let count = bytes.len().min(self.0);
        self.0 -= count;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_endless_input_ends_with_its_reader() {
    let catalogue = catalogue();
    let text = csv(&catalogue, 1);
    let (head, _) = text.split_once('\n').unwrap();
    let head = format!("{head}\n");
    // Rows of one answer without end, and without ids.
    let row = ",1".to_owned() + &",".repeat(catalogue.items.len() - 1) + "\n";
    let endless = io::Cursor::new(head).chain(Repeating(row.into_bytes(), 0));
    let inputs = vec![Input {
        name: "endless".to_owned(),
        form: Form::Csv,
        bytes: Box::new(endless),
    }];
    let mut narrow = Narrow(2_000_000, io::ErrorKind::BrokenPipe);
    let error = score(
        &catalogue,
        inputs,
        &options(Form::Csv),
        &mut narrow,
        &mut |_| {},
    );
    assert!(
        matches!(error, Err(CohortError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe)
    );
}

struct Repeating(Vec<u8>, usize);

impl Read for Repeating {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in buffer.iter_mut() {
            *byte = self.0[self.1];
            self.1 = (self.1 + 1) % self.0.len();
        }
        Ok(buffer.len())
    }
}

#[test]
fn averages_are_exact_to_many_digits() {
    let catalogue = catalogue();
    let (rows, _, outcome) = scored(
        vec![input(Form::Csv, csv(&catalogue, 70))],
        &options(Form::Csv),
    );
    assert_eq!(
        (outcome.summary.respondents(), outcome.summary.unanswered()),
        (70, 10)
    );
    let probabilities: Vec<f64> = rows
        .lines()
        .skip(1)
        .filter(|row| !row.contains("nothing-answered"))
        .map(|row| row.split(',').nth(4).unwrap().parse().unwrap())
        .collect();
    let mean = probabilities.iter().sum::<f64>() / 60.0;
    let (_, got) = outcome.summary.roles().next().unwrap();
    assert!((got.unwrap() - mean).abs() < 1e-9);
    assert_eq!(
        outcome
            .summary
            .verdicts()
            .map(|(_, count)| count)
            .sum::<u64>(),
        60
    );
}
