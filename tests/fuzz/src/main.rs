//! Fuzzes the reader that `READER` names.
#![no_main]

use std::env;
use std::sync::LazyLock;

use rolefit_fuzz::{READERS, Reader};

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let name = env::var("READER").expect("READER is the name of a reader");
    let named = READERS.iter().find(|(reader, _)| *reader == name);
    named.expect("READER is the name of a reader").1
});

// A name that is none is told before the search: it is no finding.
libfuzzer_sys::fuzz_target!(init: LazyLock::force(&READER), |bytes: &[u8]| READER(bytes));
