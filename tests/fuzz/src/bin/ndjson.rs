//! Fuzzes `rolefit_fuzz::ndjson`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolefit_fuzz::ndjson(bytes));
