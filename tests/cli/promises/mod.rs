//! What the tool promises, held from outside: each file holds one promise or a few that belong together.

mod frames;
mod kills;
mod machine;
mod private;
mod signals;
