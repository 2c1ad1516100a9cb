//! Fuzzes `rolefit_fuzz::answers`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::answers(bytes));
