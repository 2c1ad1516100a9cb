//! What a suggested command repeats, so that it means what was meant: files as they are typed, and options after a space.

use std::path::Path;

use super::names;

/// Returns an option with its value; nothing where it has none. What stood on standard input is gone by then.
pub(crate) fn option(name: &str, value: Option<impl AsRef<str>>) -> String {
    value.map_or_else(String::new, |value| {
        let is_gone = is_gone(Path::new(value.as_ref()));
        names::option(name, if is_gone { "FILE" } else { value.as_ref() })
    })
}

/// Returns the option that names a file, whatever it is called.
pub(crate) fn file(name: &str, file: Option<&Path>) -> String {
    file.map_or_else(String::new, |file| {
        let file = if is_gone(file) {
            Path::new("FILE")
        } else {
            file
        };
        format!(" {name} {}", names::file_for_shell(file))
    })
}

/// Returns whether a name is that of standard input, or of a descriptor: what stood there is gone once it is read.
pub(crate) fn is_gone(name: &Path) -> bool {
    let open = ["/dev/stdin", "/dev/fd", "/proc/self/fd"];
    name.as_os_str() == "-" || open.iter().any(|open| name.starts_with(open))
}

/// Returns how the name of a file is typed in a command that is shown, where that can be done: standard input is gone by
/// then.
pub(crate) fn typed_again(name: &Path) -> Option<String> {
    (!is_gone(name)).then(|| names::file_for_shell(name))
}
