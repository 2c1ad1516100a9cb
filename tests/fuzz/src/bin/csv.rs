//! Fuzzes `rolefit_fuzz::csv`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::csv(bytes));
