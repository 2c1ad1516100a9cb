//! How a result was computed, in a paragraph for somebody who never heard of it.

use crate::render::person::Person;

/// Says how the figures come about.
pub(in super::super) fn method(person: Person<'_>) -> String {
    let (suited, stand) = match person {
        Person::You | Person::Named(_) => ("people who suit it", "stand"),
        Person::TheWork => ("work that calls for it", "stands"),
    };
    format!(
        "How it was computed: the graded response model (Samejima, 1969) turns answers into places and the ranges around \
         them. A role is where {suited} {stand} on each trait, and how much that varies; how likely it is, is its share \
         of the likelihood of all answers, every role equally likely before. What decided it is told in weights of \
         evidence (Good, 1950), which add up."
    )
}
