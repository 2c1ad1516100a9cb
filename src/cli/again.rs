//! Which options a suggested command repeats, so that it means what was meant: each as it is typed, after a space.

use std::path::Path;

use super::names;
use super::options::Common;
use super::source::is_standard_input;

/// Returns an option with its value; nothing where it has none. What stood on standard input is gone by then.
pub(crate) fn option(name: &str, value: Option<impl AsRef<str>>) -> String {
    value.map_or_else(String::new, |value| {
        let is_gone = is_standard_input(Path::new(value.as_ref()));
        names::option(name, if is_gone { "FILE" } else { value.as_ref() })
    })
}

/// Returns the option that names a file, whatever it is called.
pub(crate) fn file(name: &str, file: Option<&Path>) -> String {
    file.map_or_else(String::new, |file| {
        let is_gone = is_standard_input(file);
        let file = if is_gone { Path::new("FILE") } else { file };
        format!(" {name} {}", names::file_for_shell(file))
    })
}

/// Returns the option that names the catalogue which was named.
pub(crate) fn catalogue(common: &Common) -> String {
    option("--catalogue", common.catalogue.as_deref())
}
