//! Ways of answering without reading: no role may gain much by them.
//!
//! Only what can be done without reading counts. Poles are not to be seen, so nobody chooses a pole by habit; somebody
//! who is at the low pole of every trait is rightly told the role that is nearest.

use super::{Places, decimal};
use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::faults::Faults;
use crate::catalogue::{Catalogue, ItemContent};
use crate::model::{CLEAR, Category};

pub(super) fn inspect(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    for (name, answers) in patterns(catalogue) {
        if answers.is_empty() {
            continue;
        }
        let evidence = catalogue.bank.evidence(&answers);
        let leader = evidence.leader();
        let probability = evidence.roles()[leader];
        if probability < CLEAR {
            continue;
        }
        let favoured = Diagnostic::new(
            Code::FavouredPattern,
            places.role(leader),
            format!(
                "{name} gives `{}` with probability {}",
                catalogue.roles[leader].id.as_str(),
                decimal(probability)
            ),
        );
        faults.push(favoured.label("gained without reading").help(
            "turn about half of the items round, or balance the roles' means between the poles",
        ));
    }
}

/// Answers to every item, as categories.
type Answers = Vec<(usize, Category)>;

/// Each pattern by name. The options of situations are shown shuffled, so a habit of position says nothing of them.
fn patterns(catalogue: &Catalogue) -> [(&'static str, Answers); 4] {
    let by_response = |number: &dyn Fn(&ItemContent) -> Option<usize>| -> Answers {
        let items = catalogue.items.iter().enumerate();
        items
            .filter_map(|(item, words)| {
                let response = catalogue.response(item, number(&words.content)?)?;
                Some((item, catalogue.category(item, response)))
            })
            .collect()
    };
    let middle = (0..catalogue.items.len()).filter_map(|item| {
        let graded = catalogue.bank.item(item);
        // Of an even number of categories the lower and the upper middle in turn.
        let middle = usize::midpoint(graded.categories() - 1, item % 2);
        Some((item, graded.category(middle)?))
    });
    let in_order = |content: &ItemContent| !content.kind().is_shuffled();
    let first = |content: &ItemContent| in_order(content).then_some(1);
    let last = |content: &ItemContent| in_order(content).then(|| content.response_count());
    [
        ("always the first response", by_response(&first)),
        ("always the last response", by_response(&last)),
        (
            "agreeing with everything",
            by_response(&ItemContent::agreeing_response),
        ),
        ("always the middle", middle.collect()),
    ]
}
