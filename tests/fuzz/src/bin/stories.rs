//! Fuzzes `rolefit_fuzz::stories`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::stories(bytes));
