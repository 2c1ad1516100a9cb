//! Fuzzes `rolefit_fuzz::draft`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::draft(bytes));
