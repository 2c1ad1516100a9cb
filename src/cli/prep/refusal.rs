//! What to say where nothing can be planned.

use rolefit::preparation::{Emptied, PlanError, Wish};

use crate::cli::error::CliError;

/// Says why there is no plan, and what to change.
pub(super) fn refused(error: &PlanError) -> CliError {
    let refused = CliError::usage(error.to_string());
    match error {
        PlanError::Minutes(_) => refused,
        PlanError::Longer { .. } => {
            refused.hint("give the plan more minutes, or leave --minutes out")
        }
        PlanError::Emptied(emptied) => refused.hint(remedy(emptied)),
    }
}

/// Says what to change where a wish leaves no question.
pub(super) fn remedy(emptied: &Emptied) -> String {
    if !emptied.instead.is_empty() {
        return format!(
            "with the other wishes, {} can be {}",
            emptied.wish,
            emptied.instead.join(", ")
        );
    }
    match emptied.wish {
        Wish::Minutes => "give the plan more minutes".to_owned(),
        Wish::Role => {
            "the bank has none for this role; name another bank with `--questions FILE`".to_owned()
        }
        Wish::Brief => {
            "questions for the employer stand in a candidate's plan: leave --brief out".to_owned()
        }
        Wish::Interviewer => {
            "questions for the employer stand in a candidate's plan: leave --interviewer out"
                .to_owned()
        }
        Wish::Own => {
            "your own questions are for other roles, or do not go with the other wishes".to_owned()
        }
        Wish::Question => {
            "it is asked for other roles, or does not go with the other wishes".to_owned()
        }
        wish @ (Wish::Kind | Wish::Level | Wish::Topic | Wish::Trait | Wish::Contrast) => {
            format!("leave {wish} out, or one of the wishes before it")
        }
    }
}
