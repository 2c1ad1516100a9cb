//! The promises that the tool makes to whoever runs it, each tried on every command.

mod inert;
mod meaning;
mod poison;
mod same_bytes;
mod scripts;
mod world;
