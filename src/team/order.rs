//! The order of names as people look for them: by letters, whatever their case and marks, and by numbers as such.

use std::cmp::Ordering;

use deunicode::deunicode;

/// A piece of a name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// Digits, without zeros before them: the longer is the greater.
    Number(usize, String),
    /// What stands between digits.
    Words(String),
}

/// Compares names: `Ásta` stands before `ben`, and `p2` before `p10`. Names that look for the same place stand in the
/// order of their characters, so that the order never depends on anything else.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    pieces(one).cmp(&pieces(other)).then_with(|| one.cmp(other))
}

fn pieces(name: &str) -> Vec<Piece> {
    let plain = deunicode(name).to_lowercase();
    let mut rest = plain.trim();
    let mut pieces = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(if is_number {
            let digits = piece.trim_start_matches('0');
            Piece::Number(digits.len(), digits.to_owned())
        } else {
            Piece::Words(piece.to_owned())
        });
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_in_which_people_look_for_them() {
        let mut names = [
            "Zoe", "p10", "élodie", "ben", "Ásta", "p2", "Émile", "ANA", "ana", "Łukasz", "p02",
            "mia", "7", "Øyvind", "Çağla", "Pat", "10",
        ];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            [
                "7", "10", "ANA", "ana", "Ásta", "ben", "Çağla", "élodie", "Émile", "Łukasz",
                "mia", "Øyvind", "p02", "p2", "p10", "Pat", "Zoe"
            ]
        );
    }
}
