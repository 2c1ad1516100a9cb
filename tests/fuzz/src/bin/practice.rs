//! Fuzzes `rolefit_fuzz::practice`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::practice(bytes));
