//! Fuzzes `rolefit_fuzz::catalogue`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::catalogue(bytes));
