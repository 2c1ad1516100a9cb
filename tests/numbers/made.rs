//! Catalogues made at random, anywhere within the limits: as a TOML file for the library, as plain numbers for the
//! independent model. What a response means is worked out here once more.

use std::fmt::Write as _;

use proptest::prelude::*;
use rolefit::assessment::{Assessment, Given, Stopped};
use rolefit::catalogue::{self, Catalogue};
use rolefit::model::Category;

use super::independent::{Item, Model, Normal, REFERENCE};

/// How an item asks, and which way its words point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Pair { first_shows_high: bool },
    Statement { shows_high: bool },
    Situation,
    Activity,
}

#[derive(Debug, Clone)]
pub(crate) struct MadeItem {
    pub(crate) id: usize,
    pub(crate) kind: Kind,
    pub(crate) numbers: Item,
}

impl MadeItem {
    /// Whether the last response is the one nearest the high pole.
    fn rises(&self) -> bool {
        match self.kind {
            Kind::Pair { first_shows_high } => !first_shows_high,
            Kind::Statement { shows_high } => shows_high,
            Kind::Situation | Kind::Activity => true,
        }
    }

    /// The category of a response, which counts from 1.
    pub(crate) fn category(&self, response: usize) -> usize {
        if self.rises() {
            response - 1
        } else {
            self.numbers.categories() - response
        }
    }

    /// The response that is the highest category or, if `low`, the lowest.
    pub(crate) fn response_at_the_end(&self, low: bool) -> usize {
        if low == self.rises() {
            1
        } else {
            self.numbers.categories()
        }
    }
}

/// Ids of traits and roles are numbers, so that they can be put in another order and still be known.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// How much people who suit a role differ, where the catalogue says.
    pub(crate) typical_spread: Option<f64>,
    pub(crate) traits: Vec<usize>,
    pub(crate) roles: Vec<MadeRole>,
    pub(crate) items: Vec<MadeItem>,
}

/// A role and its claims, one place a trait in the order of `Made::traits`.
#[derive(Debug, Clone)]
pub(crate) struct MadeRole {
    pub(crate) id: usize,
    pub(crate) claims: Vec<Option<Normal>>,
}

/// The number of a response to each item, from 1; nothing where it is skipped.
pub(crate) type Responses = Vec<Option<usize>>;

impl Made {
    pub(crate) fn model(&self) -> Model {
        let profile = |role: &MadeRole| {
            let places = role.claims.iter();
            places.map(|claim| claim.unwrap_or(REFERENCE)).collect()
        };
        // A role that makes no claim about a trait has people on it as they are at large.
        let spreads = |role: &MadeRole| {
            let places = role.claims.iter();
            let typical = self.typical_spread.unwrap_or(0.8);
            places
                .map(|claim| claim.map_or(REFERENCE.1, |_| typical))
                .collect()
        };
        Model {
            typical_spreads: self.roles.iter().map(spreads).collect(),
            items: self.items.iter().map(|item| item.numbers.clone()).collect(),
            profiles: self.roles.iter().map(profile).collect(),
        }
    }

    pub(crate) fn toml(&self) -> String {
        let mut toml = "format = 1\nid = \"made\"\nversion = \"1.0.0\"\ntitle = \"Which one?\"\nsubject = \"you\"\n\
            language = \"en\"\nstatus = \"expert-set\"\n"
            .to_owned();
        if let Some(spread) = self.typical_spread {
            writeln!(toml, "typical-spread = {spread:?}").unwrap();
        }
        for id in &self.traits {
            write!(
                toml,
                "[[trait]]\nid = \"t{id}\"\nname = \"Trait {id}\"\nlow = \"low {id}\"\nhigh = \"high {id}\"\n\
                 about = \"Trait number {id}.\"\n"
            )
            .unwrap();
        }
        for MadeRole { id, claims } in &self.roles {
            write!(
                toml,
                "[[role]]\nid = \"r{id}\"\nname = \"Role {id}\"\nletter = \"{}\"\nabout = \"Role number {id}.\"\n\
                 [role.profile]\n",
                char::from(b'A' + u8::try_from(*id).unwrap())
            )
            .unwrap();
            for (on, claim) in self.traits.iter().zip(claims) {
                if let Some((mean, spread)) = claim {
                    writeln!(toml, "t{on} = {{ mean = {mean:?}, spread = {spread:?} }}").unwrap();
                }
            }
        }
        for item in &self.items {
            let id = item.id;
            let Item { on, a, b } = &item.numbers;
            let on = self.traits[*on];
            let pole = |high: bool| if high { "high" } else { "low" };
            let words = match item.kind {
                Kind::Pair { first_shows_high } => format!(
                    "kind = \"pair\"\nfirst = \"One {id}\"\nsecond = \"Other {id}\"\nfirst-shows = \"{}\"",
                    pole(first_shows_high)
                ),
                Kind::Statement { shows_high } => format!(
                    "kind = \"statement\"\ntext = \"Text {id}\"\nshows = \"{}\"",
                    pole(shows_high)
                ),
                Kind::Situation => {
                    let options: Vec<String> = (0..=b.len())
                        .map(|option| format!("Option {option}"))
                        .collect();
                    format!("kind = \"situation\"\ntext = \"Case {id}\"\noptions = {options:?}")
                }
                Kind::Activity => format!("kind = \"activity\"\ntext = \"Do {id}.\""),
            };
            write!(
                toml,
                "[[item]]\nid = \"i{id}\"\ntrait = \"t{on}\"\n{words}\ndiscrimination = {a:?}\nthresholds = {b:?}\n"
            )
            .unwrap();
        }
        toml
    }

    #[track_caller]
    pub(crate) fn catalogue(&self) -> Catalogue {
        let reading = catalogue::read(&self.toml());
        reading
            .catalogue
            .unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
    }

    /// The answers as the independent model takes them.
    pub(crate) fn answers(&self, responses: &Responses) -> Vec<(usize, usize)> {
        let items = self.items.iter().zip(responses).enumerate();
        items
            .filter_map(|(place, (item, response))| Some((place, item.category((*response)?))))
            .collect()
    }

    /// Turns picks, which may be any numbers, into responses.
    pub(crate) fn responses(&self, picks: &[Option<usize>]) -> Responses {
        let items = self.items.iter().zip(picks.iter().cycle());
        items
            .map(|(item, pick)| Some(1 + (*pick)? % item.numbers.categories()))
            .collect()
    }

    /// Everybody's lowest or highest category.
    pub(crate) fn all_at_the_end(&self, low: bool) -> Responses {
        let ends = self.items.iter();
        ends.map(|item| Some(item.response_at_the_end(low)))
            .collect()
    }
}

pub(crate) fn given(catalogue: &Catalogue, responses: &Responses) -> Vec<Given> {
    let items = responses.iter().enumerate();
    items
        .filter_map(|(item, number)| {
            let number = (*number)?;
            let response = catalogue.response(item, number).unwrap();
            Some(Given {
                item,
                response,
                position: number,
            })
        })
        .collect()
}

#[track_caller]
pub(crate) fn assess(catalogue: &Catalogue, responses: &Responses) -> Assessment {
    Assessment::new(catalogue, given(catalogue, responses), Stopped::Given).unwrap()
}

/// The answers as the library's model takes them.
pub(crate) fn categories(catalogue: &Catalogue, responses: &Responses) -> Vec<(usize, Category)> {
    given(catalogue, responses)
        .iter()
        .map(|one| (one.item, catalogue.category(one.item, one.response)))
        .collect()
}

/// How large a catalogue may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) traits: usize,
    pub(crate) roles: usize,
    pub(crate) items: usize,
}

fn discrimination() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (0.01f64.ln()..5f64.ln()).prop_map(f64::exp),
        1 => Just(0.01),
        1 => Just(5.0),
    ]
    .prop_map(|a| a.clamp(0.01, 5.0))
}

/// Rising thresholds: as items have them, anywhere, or as close together as they may be.
fn thresholds(count: usize) -> impl Strategy<Value = Vec<f64>> {
    let usual = (-3.0..1.0f64, prop::collection::vec(0.05..1.5f64, count - 1));
    let close = (
        -9.9..9.9f64,
        prop::collection::vec(1.1e-6..1e-3f64, count - 1),
    );
    let rising = |(first, gaps): (f64, Vec<f64>)| {
        let mut thresholds = vec![first];
        for gap in gaps {
            thresholds.push(thresholds[thresholds.len() - 1] + gap);
        }
        thresholds
    };
    let wide = prop::collection::vec(-10.0..=10.0f64, count);
    prop_oneof![
        5 => usual.prop_map(rising),
        1 => close.prop_map(rising),
        3 => wide.prop_map(|mut thresholds| {
            thresholds.sort_by(f64::total_cmp);
            thresholds
        }),
    ]
    .prop_filter("thresholds rise within the bounds", |thresholds| {
        thresholds.iter().all(|b| b.abs() <= 10.0)
            && thresholds
                .windows(2)
                .all(|pair| pair[1] - pair[0] > 1.05e-6)
    })
}

fn kind_and_numbers() -> impl Strategy<Value = (Kind, f64, Vec<f64>)> {
    let kind = prop_oneof![
        any::<bool>().prop_map(|first_shows_high| (Kind::Pair { first_shows_high }, 3)),
        any::<bool>().prop_map(|shows_high| (Kind::Statement { shows_high }, 4)),
        (1..=8usize).prop_map(|thresholds| (Kind::Situation, thresholds)),
        Just((Kind::Activity, 4)),
    ];
    kind.prop_flat_map(|(kind, count)| (Just(kind), discrimination(), thresholds(count)))
}

/// A role's place on a trait, mostly at the bounds or between them.
pub(crate) fn claim() -> impl Strategy<Value = Option<Normal>> {
    let mean = prop_oneof![4 => -3.0..=3.0f64, 1 => Just(-3.0), 1 => Just(3.0)];
    let spread = prop_oneof![4 => 0.2..=2.0f64, 1 => Just(0.2), 1 => Just(2.0)];
    prop::option::weighted(0.8, (mean, spread))
}

/// Any catalogue up to a size: every trait has an item, the others go anywhere.
pub(crate) fn made(most: Size) -> impl Strategy<Value = Made> {
    (1..=most.traits, 2..=most.roles).prop_flat_map(move |(traits, roles)| {
        let claims = prop::collection::vec(prop::collection::vec(claim(), traits), roles);
        let items = prop::collection::vec(
            (any::<prop::sample::Index>(), kind_and_numbers()),
            traits..=most.items.max(traits),
        );
        let spread = prop::option::weighted(0.7, 0.2..=2.0f64);
        (claims, items, spread).prop_map(move |(claims, items, typical_spread)| Made {
            typical_spread,
            traits: (0..traits).collect(),
            roles: claims
                .into_iter()
                .enumerate()
                .map(|(id, claims)| MadeRole { id, claims })
                .collect(),
            items: items
                .into_iter()
                .enumerate()
                .map(|(id, (on, (kind, a, b)))| {
                    let on = if id < traits { id } else { on.index(traits) };
                    let numbers = Item { on, a, b };
                    MadeItem { id, kind, numbers }
                })
                .collect(),
        })
    })
}

/// A catalogue and responses to it, one at least.
pub(crate) fn answered(most: Size, share: f64) -> impl Strategy<Value = (Made, Responses)> {
    let picks = prop::collection::vec(
        prop::option::weighted(share, any::<usize>()),
        most.items.max(most.traits),
    );
    (made(most), picks, any::<usize>()).prop_map(|(made, picks, first)| {
        let mut responses = made.responses(&picks);
        if responses.iter().all(Option::is_none) {
            responses[0] = made.responses(&[Some(first)])[0];
        }
        (made, responses)
    })
}
