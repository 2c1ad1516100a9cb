//! A group of people and the roles of one catalogue: who could take which, which nobody covers, where two want the same.
//!
//! It is for people who look at themselves together. It ranks nobody: a probability says which role somebody is like,
//! never how well they would do in it.

mod assignment;

pub use assignment::{Assignment, Assignments, Pairing};

use std::cmp::Ordering;

use deunicode::deunicode;
use thiserror::Error;

use crate::assessment::{Given, NO_LEAN, Order, RoleFit, Standing, VerdictKind, Warning};
use crate::catalogue::{Catalogue, Subject};
use crate::model::{Category, Scorer, Separation};
use assignment::weight;

/// The fewest people of a group.
pub const FEWEST_PEOPLE: usize = 2;
/// The most people of a group: more are a class or a study.
pub const MOST_PEOPLE: usize = 100;
/// A role is covered by somebody who has it with this probability or more and is not unlike those who suit it.
pub const COVERED: f64 = 0.30;
/// From here somebody leans to a role, as in a verdict.
const LEANING: f64 = 0.60;

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// What the person is called. It may come from a file or be a file's name, and is escaped where it is shown.
    pub name: String,
    /// Whether somebody else answered about the person.
    pub seen_by_another: bool,
    /// How many items were answered.
    pub answered: usize,
    /// Where the answers place the person.
    pub standing: Standing,
    /// Item and number of each response, in the order of the items: what people are put in order by who stay anonymous.
    answers: Vec<(usize, usize)>,
}

impl Person {
    /// Places the responses of a person, each item at most once; the scorer is one of the catalogue's bank.
    #[must_use]
    pub fn new(
        catalogue: &Catalogue,
        scorer: &mut Scorer<'_>,
        name: String,
        given: &[Given],
        order: Order,
    ) -> Self {
        let categories: Vec<(usize, Category)> =
            given.iter().map(|one| one.category(catalogue)).collect();
        let numbers = given.iter().map(|one| (one.item, one.response.number()));
        let mut answers: Vec<(usize, usize)> = numbers.collect();
        answers.sort_unstable();
        Self {
            name,
            seen_by_another: false,
            answered: given.len(),
            standing: Standing::of(catalogue, scorer, given, &categories, order),
            answers,
        }
    }

    /// Says that somebody else answered about the person.
    #[must_use]
    pub fn seen_by_another(mut self) -> Self {
        self.seen_by_another = true;
        self
    }

    /// Returns how well a role fits.
    ///
    /// # Panics
    /// The role is none of the catalogue's.
    #[must_use]
    pub fn fit(&self, role: usize) -> &RoleFit {
        let mut fits = self.standing.roles.iter();
        fits.find(|fit| fit.role == role)
            .expect("there is a fit for every role")
    }

    /// Returns whether fewer questions are answered than there are traits: the figures that come of so few are near those of
    /// chance, which would seem to suit every role.
    pub(crate) fn has_few_answers(&self) -> bool {
        let warnings = &self.standing.person_fit.warnings;
        warnings.contains(&Warning::FewAnswers)
    }

    /// Returns whether the person covers a role: probable enough, not unlike those who suit it, and by enough answers.
    #[must_use]
    pub fn covers(&self, role: usize) -> bool {
        let fit = self.fit(role);
        let is_enough = fit.probability >= COVERED && !fit.is_unlike();
        is_enough && !self.has_few_answers()
    }

    /// Returns the role that the person leans to or fits clearly.
    pub(crate) fn leans_to(&self) -> Option<usize> {
        let first = &self.standing.roles[0];
        let leans = first.probability >= LEANING && !first.is_unlike();
        leans.then_some(first.role)
    }
}

/// What a group has for one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Index of the role.
    pub role: usize,
    /// The people who cover it, the most probable first.
    pub people: Vec<usize>,
    /// The person to whom it is most probable, whether that covers it or not.
    pub nearest: usize,
    /// The people who lean to it, the most probable first.
    pub leaning: Vec<usize>,
}

/// A group that cannot be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TeamError {
    /// Fewer than two people.
    #[error("a group needs at least {FEWEST_PEOPLE} people who have answered, and here is {0}")]
    TooFew(usize),
    /// More than a hundred people.
    #[error("a group has {MOST_PEOPLE} people at most, and these are {0}")]
    TooMany(usize),
    /// The catalogue describes work.
    #[error("a group is of people, and this catalogue describes work")]
    NotPeople,
}

/// A group of people and the roles of a catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// The people.
    pub people: Vec<Person>,
    /// Who takes which role.
    pub assignments: Assignments,
    /// What the group has for each role, in the catalogue's order.
    pub covers: Vec<Cover>,
    /// The people who stand between two roles or cover both, with the two, the most probable first.
    pub between: Vec<(usize, [usize; 2])>,
    /// The people who have no role of their own in the best assignment.
    pub left_over: Vec<usize>,
    /// The two roles that lie closest together, by their profiles.
    pub closest: [usize; 2],
    /// What those are called of whom nothing is answered. They have no place in anything else.
    pub unanswered: Vec<String>,
}

impl Team {
    /// Whether there are more than two people to a role: they learn together, and share out nothing.
    #[must_use]
    pub fn is_class(&self) -> bool {
        self.people.len() > 2 * self.covers.len()
    }

    /// Returns the traits on which two people of the group stand furthest apart, on different sides: the trait, who is lowest
    /// and who is highest, the furthest apart first.
    #[must_use]
    pub fn furthest_apart(&self) -> Vec<(usize, [usize; 2])> {
        let mut apart: Vec<(f64, usize, [usize; 2])> = (0..self.traits())
            .filter_map(|index| {
                let placed = self.placed(index);
                let low = placed
                    .iter()
                    .min_by(|one, other| one.1.total_cmp(&other.1))?;
                let high = placed
                    .iter()
                    .max_by(|one, other| one.1.total_cmp(&other.1))?;
                let on_both_sides = low.1 <= -NO_LEAN && high.1 >= NO_LEAN;
                on_both_sides.then_some((high.1 - low.1, index, [low.0, high.0]))
            })
            .collect();
        apart.sort_by(|one, other| other.0.total_cmp(&one.0));
        apart
            .into_iter()
            .map(|(_, index, two)| (index, two))
            .collect()
    }

    /// Returns the traits to whose high pole nobody leans, where everybody has answered twice or more about them.
    #[must_use]
    pub fn high_for_nobody(&self) -> Vec<usize> {
        let nobody = |&index: &usize| {
            let placed = self.placed(index);
            let answers = |person: &Person| person.standing.traits[index].answered;
            self.unanswered.is_empty()
                && self.people.iter().all(|person| answers(person) > 1)
                && placed.iter().all(|one| one.1 < NO_LEAN)
        };
        (0..self.traits()).filter(nobody).collect()
    }

    fn traits(&self) -> usize {
        self.people[0].standing.traits.len()
    }

    /// Returns who has answered about a trait, and where they stand.
    fn placed(&self, index: usize) -> Vec<(usize, f64)> {
        let people = self.people.iter().enumerate();
        let score = |person: &Person| person.standing.traits[index];
        people
            .map(|(at, person)| (at, score(person)))
            .filter(|(_, score)| score.answered > 0)
            .map(|(at, score)| (at, score.score))
            .collect()
    }

    /// Adds those of whom nothing is answered, by what they are called.
    #[must_use]
    pub fn with_unanswered(self, unanswered: Vec<String>) -> Self {
        Self { unanswered, ..self }
    }

    /// Looks at a group. Every person has answered something about this catalogue.
    ///
    /// # Errors
    /// [`TeamError`] where they are too few or too many, or are no people.
    pub fn of(catalogue: &Catalogue, people: Vec<Person>) -> Result<Self, TeamError> {
        if catalogue.subject == Subject::TheWork {
            return Err(TeamError::NotPeople);
        }
        if people.len() < FEWEST_PEOPLE {
            return Err(TeamError::TooFew(people.len()));
        }
        if people.len() > MOST_PEOPLE {
            return Err(TeamError::TooMany(people.len()));
        }
        let roles = 0..catalogue.roles.len();
        let probabilities: Vec<Vec<f64>> = people
            .iter()
            .map(|person| {
                roles
                    .clone()
                    .map(|role| person.fit(role).probability)
                    .collect()
            })
            .collect();
        let assignments = Assignments::of(&probabilities);
        let placed = |person: &usize| {
            let mut pairings = assignments.best.pairings.iter();
            pairings.any(|one| one.person == *person)
        };
        let between = people.iter().enumerate().filter_map(|(index, person)| {
            let fits = &person.standing.roles;
            let [first, second] = [fits[0].role, fits[1].role];
            let is_between = person.standing.verdict.kind == VerdictKind::Between;
            let both = is_between || person.covers(first) && person.covers(second);
            let both = both && !person.has_few_answers();
            both.then_some((index, [first, second]))
        });
        Ok(Self {
            covers: roles
                .clone()
                .map(|role| cover(&people, role, &assignments.best))
                .collect(),
            between: between.collect(),
            left_over: (0..people.len()).filter(|person| !placed(person)).collect(),
            closest: closest(catalogue),
            unanswered: Vec::new(),
            assignments,
            people,
        })
    }
}

fn cover(people: &[Person], role: usize, best: &Assignment) -> Cover {
    let seated = best.seated(role);
    let probability = |person: usize| people[person].fit(role).probability;
    let mut ranked: Vec<usize> = (0..people.len()).collect();
    ranked.sort_by(|&a, &b| probability(b).total_cmp(&probability(a)));
    // Where an assignment cannot tell two apart, nobody is nearer than the one it took.
    let as_near = |person: &usize| weight(probability(*person)) == weight(probability(ranked[0]));
    let nearest = seated.filter(as_near).unwrap_or(ranked[0]);
    let those = |is: &dyn Fn(&Person) -> bool| {
        let all = ranked.iter().copied();
        all.filter(|&person| is(&people[person])).collect()
    };
    Cover {
        role,
        people: those(&|person| person.covers(role)),
        nearest,
        leaning: those(&|person| person.leans_to() == Some(role)),
    }
}

fn closest(catalogue: &Catalogue) -> [usize; 2] {
    let roles = &catalogue.roles;
    let pairs = (0..roles.len()).flat_map(|b| (0..b).map(move |a| [a, b]));
    let distance =
        |[a, b]: &[usize; 2]| Separation::of(&roles[*a].profile, &roles[*b].profile).distance;
    pairs
        .min_by(|one, other| distance(one).total_cmp(&distance(other)))
        .expect("a catalogue has two roles at least")
}

/// Puts people in the order in which one looks for them by name.
pub fn sort_by_name(people: &mut [Person]) {
    people.sort_by(|one, other| compare(&one.name, &other.name));
}

/// Puts names in the order in which one looks for them.
pub fn sort_names(names: &mut [String]) {
    names.sort_by(|one, other| compare(one, other));
}

/// Takes the names away: people become A, B, C … in the order of their answers, which neither their names nor the order
/// in which they were named can be told from.
#[must_use]
pub fn anonymous(mut people: Vec<Person>) -> Vec<Person> {
    people.sort_by(|a, b| a.answers.cmp(&b.answers));
    for (place, person) in people.iter_mut().enumerate() {
        person.name = letter_name(place);
    }
    people
}

/// Returns what the anonymous are called: A to Z, then AA, AB …
#[must_use]
pub fn letter_name(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).expect("26 is small"));
    match place / 26 {
        0 => letter.to_string(),
        more => letter_name(more - 1) + &letter.to_string(),
    }
}

/// A piece of a name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// Digits, without zeros before them: the longer is the greater.
    Number(usize, String),
    /// What stands between digits.
    Words(String),
}

/// Compares names: `Ásta` stands before `ben`, and `p2` before `p10`. Names that look for the same place stand in the
/// order of their characters, so that the order never depends on anything else.
fn compare(one: &str, other: &str) -> Ordering {
    pieces(one).cmp(&pieces(other)).then_with(|| one.cmp(other))
}

fn pieces(name: &str) -> Vec<Piece> {
    let plain = deunicode(name).to_lowercase();
    let mut rest = plain.trim();
    let mut pieces = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(if is_number {
            let digits = piece.trim_start_matches('0');
            Piece::Number(digits.len(), digits.to_owned())
        } else {
            Piece::Words(piece.to_owned())
        });
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::fixture::EIGHT_TRAITS;
    use crate::catalogue::read;

    fn product_roles() -> Catalogue {
        read(EIGHT_TRAITS).catalogue.unwrap()
    }

    /// Answers to every item, as people at the centre of a role give them on average.
    fn answers(catalogue: &Catalogue, role: usize) -> Vec<Given> {
        (0..catalogue.items.len())
            .map(|item| {
                let mean = catalogue.roles[role].profile[catalogue.items[item].trait_index].mean();
                let graded = catalogue.bank.item(item);
                let mean: f64 = (0..)
                    .zip(graded.all_categories())
                    .map(|(number, category)| {
                        f64::from(number) * graded.probability(category, mean)
                    })
                    .sum();
                let nearest = (0..graded.categories())
                    .min_by(|&a, &b| (a as f64 - mean).abs().total_cmp(&(b as f64 - mean).abs()))
                    .unwrap();
                let category = graded.all_categories().nth(nearest).unwrap();
                let response = catalogue.response_of(item, category);
                Given {
                    item,
                    response,
                    position: response.number(),
                }
            })
            .collect()
    }

    fn person(catalogue: &Catalogue, name: &str, given: &[Given]) -> Person {
        let mut scorer = Scorer::new(&catalogue.bank);
        Person::new(catalogue, &mut scorer, name.into(), given, Order::Unknown)
    }

    fn like(catalogue: &Catalogue, role: usize, name: &str) -> Person {
        person(catalogue, name, &answers(catalogue, role))
    }

    fn group(catalogue: &Catalogue, roles: &[usize]) -> Team {
        let people = roles
            .iter()
            .map(|&role| like(catalogue, role, "n"))
            .collect();
        Team::of(catalogue, people).unwrap()
    }

    #[test]
    fn whoever_has_answered_fewer_questions_than_there_are_traits_covers_no_role_and_stands_between_none()
     {
        let catalogue = product_roles();
        let all = answers(&catalogue, 0);
        for count in 1..=catalogue.traits.len() {
            // One answer a trait and not several on one, so that a role may be probable enough.
            let mut given: Vec<Given> = Vec::new();
            for one in &all {
                let on = |one: &Given| catalogue.items[one.item].trait_index;
                if given.len() < count && given.iter().all(|other| on(other) != on(one)) {
                    given.push(*one);
                }
            }
            let somebody = person(&catalogue, "n", &given);
            let covered = (0..catalogue.roles.len()).filter(|role| somebody.covers(*role));
            assert_eq!(
                covered.count() > 0,
                count == catalogue.traits.len(),
                "{count}"
            );
            assert_eq!(somebody.has_few_answers(), count < catalogue.traits.len());
            let team = Team::of(&catalogue, vec![somebody, person(&catalogue, "m", &given)]);
            // Nor do they stand between two, which so few answers say of everybody.
            assert!(count == catalogue.traits.len() || team.unwrap().between.is_empty());
        }
    }

    #[test]
    fn people_who_suit_a_role_each_get_it_and_cover_it() {
        let catalogue = product_roles();
        let team = group(&catalogue, &[2, 0, 1]);
        let people: Vec<usize> = team
            .assignments
            .best
            .pairings
            .iter()
            .map(|one| one.person)
            .collect();
        assert_eq!(people, [1, 2, 0]);
        assert!(team.covers.iter().all(|cover| cover.people.len() == 1));
        assert!(team.left_over.is_empty() && team.assignments.odds > 1000.0);
    }

    #[test]
    fn a_role_that_nobody_is_like_is_not_covered_and_one_that_two_lean_to_is_wanted_twice() {
        let catalogue = product_roles();
        let team = group(&catalogue, &[0, 0, 1]);
        assert_eq!(team.covers[2].people, [] as [usize; 0]);
        assert_eq!(team.covers[0].leaning, [0, 1]);
    }

    #[test]
    fn two_of_a_group_stand_apart_only_on_different_sides_and_the_furthest_comes_first() {
        let catalogue = product_roles();
        let team = group(&catalogue, &[0, 1, 2, 1]);
        let apart = team.furthest_apart();
        let score = |person: usize, index: usize| team.people[person].standing.traits[index].score;
        let distances = apart.iter().map(|&(index, [low, high])| {
            for person in 0..team.people.len() {
                let place = score(person, index);
                assert!(score(low, index) <= place && place <= score(high, index));
            }
            assert!(score(low, index) <= -NO_LEAN && score(high, index) >= NO_LEAN);
            score(high, index) - score(low, index)
        });
        let distances: Vec<f64> = distances.collect();
        assert!(distances.len() > 1 && distances.is_sorted_by(|one, next| one >= next));
        // People who are alike stand on the same side of everything.
        assert_eq!(group(&catalogue, &[1, 1]).furthest_apart(), []);
        for index in team.high_for_nobody() {
            let leans = |person: usize| score(person, index) >= NO_LEAN;
            assert!(!(0..team.people.len()).any(leans));
        }
        // Whoever has answered nothing about a trait may yet lean to it.
        let mut one = answers(&catalogue, 1);
        one.retain(|given| catalogue.items[given.item].trait_index != 0);
        let silent = person(&catalogue, "n", &one);
        let all = like(&catalogue, 1, "n");
        let team = Team::of(&catalogue, vec![silent, all]).unwrap();
        assert!(!team.high_for_nobody().contains(&0));
        // So may whoever has answered nothing at all.
        let team = group(&catalogue, &[1, 1]);
        assert!(!team.high_for_nobody().is_empty());
        let team = team.with_unanswered(vec!["n".to_owned()]);
        assert!(team.high_for_nobody().is_empty());
    }

    #[test]
    fn whoever_is_one_too_many_is_left_over() {
        let catalogue = product_roles();
        assert_eq!(group(&catalogue, &[0, 1, 2, 1]).left_over.len(), 1);
        assert_eq!(group(&catalogue, &[0, 1]).left_over, [] as [usize; 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn nobody_takes_a_role_before_somebody_nearer_unless_that_one_takes_another(
            group in prop::collection::vec(prop::array::uniform3(prop_oneof![Just(0.0), Just(1e-9), Just(0.5), 0.0..1.0]), 2..9)
        ) {
            let catalogue = product_roles();
            let people: Vec<Person> = group.iter().map(|row| {
                let mut person = like(&catalogue, 0, "n");
                for fit in &mut person.standing.roles {
                    fit.probability = row[fit.role];
                }
                person
            }).collect();
            let team = Team::of(&catalogue, people).unwrap();
            let best = &team.assignments.best;
            for cover in &team.covers {
                if let Some(seated) = best.seated(cover.role) {
                    let elsewhere = best.pairings.iter().any(|one| one.person == cover.nearest && one.role != cover.role);
                    prop_assert!(seated == cover.nearest || elsewhere);
                }
            }
        }
    }

    #[test]
    fn a_group_of_one_or_of_a_crowd_is_refused() {
        let catalogue = product_roles();
        let one = like(&catalogue, 0, "n");
        assert_eq!(
            Team::of(&catalogue, vec![one.clone()]),
            Err(TeamError::TooFew(1))
        );
        let crowd = vec![one; MOST_PEOPLE + 1];
        assert_eq!(
            Team::of(&catalogue, crowd),
            Err(TeamError::TooMany(MOST_PEOPLE + 1))
        );
    }

    #[test]
    fn pieces_of_work_are_no_group() {
        let mut catalogue = product_roles();
        let people = vec![like(&catalogue, 0, "n"), like(&catalogue, 1, "m")];
        catalogue.subject = Subject::TheWork;
        assert_eq!(Team::of(&catalogue, people), Err(TeamError::NotPeople));
    }

    #[test]
    fn the_order_of_the_anonymous_does_not_depend_on_the_order_or_the_names_of_the_known() {
        let catalogue = product_roles();
        let people = |order: [usize; 3], names: [&str; 3]| {
            let people = order
                .iter()
                .map(|&role| like(&catalogue, role, names[role]));
            anonymous(people.collect())
        };
        let known = people([0, 1, 2], ["Ana", "Ben", "Cy"]);
        assert_eq!(known, people([2, 0, 1], ["Zoe", "Yan", "Xi"]));
        let names: Vec<&str> = known.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["A", "B", "C"]);
    }

    #[test]
    fn letters_go_on_after_z() {
        let places = [0, 25, 26, 51, 52, 99];
        assert_eq!(places.map(letter_name), ["A", "Z", "AA", "AZ", "BA", "CV"]);
    }

    #[test]
    fn names_stand_in_the_order_in_which_people_look_for_them() {
        let mut names = [
            "Zoe", "p10", "élodie", "ben", "Ásta", "p2", "Émile", "ANA", "ana", "Łukasz", "p02",
            "mia", "7", "Øyvind", "Çağla", "Pat", "10",
        ];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            [
                "7", "10", "ANA", "ana", "Ásta", "ben", "Çağla", "élodie", "Émile", "Łukasz",
                "mia", "Øyvind", "p02", "p2", "p10", "Pat", "Zoe"
            ]
        );
    }
}
