//! Fuzzes `rolefit_fuzz::given`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::given(bytes));
