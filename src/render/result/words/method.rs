//! How a result was computed, in a paragraph for somebody who never heard of it.

use crate::render::person::Person;

/// Says how the figures come about.
pub(in super::super) fn method(person: Person<'_>) -> String {
    let (whose, suited, stand, one) = match person {
        Person::You => ("your", "people who suit it", "stand", "somebody"),
        Person::Named(_) => ("their", "people who suit it", "stand", "somebody"),
        Person::TheWork => (
            "the work’s",
            "work that calls for it",
            "stands",
            "a piece of work",
        ),
    };
    format!(
        "Each answer tells something about {whose} place on one trait. The graded response model (Samejima, 1969) turns \
         the answers into places and the ranges around them. A role is where {suited} {stand} on each trait, and how \
         much that varies; how likely a role is, is its share of the likelihood of all answers, with every role equally \
         likely before the first. What decided it is told in weights of evidence (Good, 1950), which add up. A \
         probability cannot say that {one} is unlike every role: the words beside it do, by comparing with {suited}."
    )
}
