//! The JSON Schemas (draft-07) of rolefit's files, by which an editor completes and checks a file while it is written.
//! Tests hold each of them against the reader and the writer of its file.

/// A catalogue's file: [`crate::catalogue::read()`] reads it.
///
/// A schema says what can be said of one key, or of one table. What lies between tables, such as an item whose trait is
/// not declared, is for the reader to find.
pub const CATALOGUE: &str = include_str!("../data/schema/catalogue.schema.json");

/// A bank of interview questions: [`crate::preparation::read_bank()`] reads it.
pub const QUESTIONS: &str = include_str!("../data/schema/questions.schema.json");

/// One person's answers, as TOML or as JSON of the same shape: [`crate::session::Transcript::read()`] reads them.
pub const ANSWERS: &str = include_str!("../data/schema/answers.schema.json");

/// A result in JSON, printed or kept: [`crate::render::result::ResultReport`] writes it. Objects are left open, for within a
/// major version keys are added.
pub const RESULT: &str = include_str!("../data/schema/result.schema.json");

/// A validation in JSON: [`crate::render::validation::ValidationReport`] writes it. Objects are left open, for within a
/// major version keys are added.
pub const VALIDATION: &str = include_str!("../data/schema/validation.schema.json");

/// A calibration in JSON: [`crate::render::calibration::CalibrationReport`] writes it. Objects are left open, for within a major version
/// keys are added.
pub const CALIBRATION: &str = include_str!("../data/schema/calibration.schema.json");

/// Everything else that is printed in JSON, each by its key `schema`. Objects are left open, as in the two above.
pub const OUTPUTS: &str = include_str!("../data/schema/outputs.schema.json");
