//! What the tool promises, held from outside: each file holds one promise or a few that belong together.

mod crowd;
mod damage;
mod disk;
mod frames;
mod inert;
mod kills;
mod machine;
mod meaning;
mod nothing_in_silence;
mod poison;
mod private;
mod rights;
mod same_bytes;
mod scripts;
mod signals;
mod versions;
mod world;
