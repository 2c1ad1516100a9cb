//! The promises that the tool makes to whoever runs it, each tried on every command.

mod nothing_in_silence;
