//! For whom a plan is.

/// For whom a plan is, and so what is shown with each question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Somebody who prepares.
    Candidate,
    /// Somebody who asks several people the same: no weights, one order, a sheet to rate on.
    Interviewer,
    /// Somebody who plays the interviewer of a candidate, with the questions of the candidate's own plan.
    Brief,
    /// Somebody who compares what good answers sound like in each role.
    Contrast,
}
