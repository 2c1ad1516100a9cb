//! What the tool promises, held from outside: each file holds one promise or a few that belong together.

mod crowd;
mod damage;
mod disk;
mod frames;
mod kills;
mod machine;
mod private;
mod rights;
mod signals;
mod versions;
