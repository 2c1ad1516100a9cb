//! Fuzzes `rolefit_fuzz::result`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::result(bytes));
