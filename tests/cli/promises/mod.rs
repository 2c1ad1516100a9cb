//! What the tool promises, held from outside: each file holds one promise or a few that belong together.

#[cfg(target_os = "linux")]
mod bombs;
