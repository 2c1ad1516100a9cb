//! A catalogue's file with other numbers: every text, comment and order stays as its authors wrote it.

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, TomlError, Value};

use super::{Calibration, Parameter};
use crate::catalogue::Catalogue;

/// What the new file says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Provenance<'p> {
    /// The sample and when it was taken, in a sentence: the `basis`.
    pub basis: &'p str,
    /// How the share of `[observed]` was found.
    pub how: &'p str,
}

/// Returns the text of a catalogue with the numbers of its calibration. `source` is the text that the catalogue was read
/// from.
///
/// # Errors
/// The text is no TOML.
pub fn written(
    source: &str,
    catalogue: &Catalogue,
    calibration: &Calibration<'_>,
    provenance: Provenance<'_>,
) -> Result<String, TomlError> {
    let mut file: DocumentMut = source.parse()?;
    set(file.as_table_mut(), "status", "calibrated".into());
    set(file.as_table_mut(), "basis", provenance.basis.into());
    let observed = file.entry("observed");
    let observed = observed.or_insert_with(|| Table::new().into());
    if let Some(observed) = observed.as_table_like_mut() {
        // What was counted with other numbers says nothing of these.
        for key in ["right-at-standard", "with", "whole", "standard"] {
            observed.remove(key);
        }
        let right = calibration.after.right.value;
        let people = i64::try_from(calibration.people).unwrap_or(i64::MAX);
        set(observed, "right", ((right * 1e3).round() / 1e3).into());
        set(observed, "people", people.into());
        set(observed, "how", provenance.how.into());
    }
    let items = tables(&mut file["item"]).into_iter();
    for (table, item) in items.zip(&calibration.items) {
        table.remove("chance");
        set(table, "discrimination", number(item.discrimination));
        let thresholds = item.thresholds.iter().map(|one| number(*one));
        set(table, "thresholds", Value::Array(thresholds.collect()));
    }
    for (role, table) in tables(&mut file["role"]).into_iter().enumerate() {
        table.remove("first-whole");
        table.remove("first-standard");
        let Some(profile) = table.get_mut("profile").and_then(Item::as_table_like_mut) else {
            continue;
        };
        for (one, own) in calibration.traits.iter().zip(&catalogue.traits) {
            let place = &one.roles[role];
            let numbers = [("mean", place.mean), ("spread", place.spread)];
            let id = own.id.as_str();
            if profile.get(id).is_none() {
                profile.insert(id, Item::Value(Value::InlineTable(InlineTable::new())));
            }
            if let Some(claim) = profile.get_mut(id).and_then(Item::as_table_like_mut) {
                for (key, parameter) in numbers {
                    set(claim, key, number(parameter));
                }
            }
        }
    }
    Ok(file.to_string())
}

fn number(parameter: Parameter) -> Value {
    // None is printed as another zero than 0.
    (parameter.after + 0.0).into()
}

/// Sets a value, with what stands around the older one.
fn set(table: &mut dyn TableLike, key: &str, value: Value) {
    match (table.get_mut(key), &value) {
        // Comments stand between the numbers of a list.
        (Some(Item::Value(Value::Array(older))), Value::Array(values))
            if older.len() == values.len() =>
        {
            for (older, new) in older.iter_mut().zip(values) {
                replace(older, new.clone());
            }
        }
        (Some(Item::Value(older)), _) => replace(older, value),
        _ => {
            table.insert(key, Item::Value(value));
        }
    }
}

fn replace(older: &mut Value, mut new: Value) {
    *new.decor_mut() = older.decor().clone();
    *older = new;
}

/// Returns the tables of a list of them, however it is written.
fn tables(item: &mut Item) -> Vec<&mut dyn TableLike> {
    match item {
        Item::ArrayOfTables(tables) => {
            let tables = tables.iter_mut().map(|table| table as &mut dyn TableLike);
            tables.collect()
        }
        Item::Value(Value::Array(values)) => {
            let tables = values.iter_mut().filter_map(Value::as_inline_table_mut);
            tables.map(|table| table as &mut dyn TableLike).collect()
        }
        Item::None | Item::Table(_) | Item::Value(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_around_and_within_what_is_replaced_stay() {
        let old = "a = [  # low\n  -1.0,  # first\n  1.0,\n]  # end\nb = 1  # one\n";
        let mut file: DocumentMut = old.parse().unwrap();
        set(
            file.as_table_mut(),
            "a",
            Value::Array([-2.5, 2.5].into_iter().collect()),
        );
        set(file.as_table_mut(), "b", 7.into());
        let new = old
            .replace("-1.0", "-2.5")
            .replace("  1.0", "  2.5")
            .replace("= 1 ", "= 7 ");
        assert_eq!(file.to_string(), new);
    }
}
