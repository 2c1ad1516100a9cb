//! Fuzzes `rolefit_fuzz::bank`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::bank(bytes));
