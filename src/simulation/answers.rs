//! Answers of simulated people, written with their role as a study writes those of real ones.

use std::io::{self, Write};

use super::person::{Person, Sheet};
use super::random::Streams;
use super::{Answering, Plan, PlanError, Population};
use crate::catalogue::Catalogue;
use crate::cohort::Form;

/// The column of what people are called.
const ID: &str = "id";
/// The column of the role that they were drawn from.
const ROLE: &str = "role";

/// The people of a plan, with the answers that they give at their first sitting, to every item.
#[derive(Debug, Clone, Copy)]
pub struct Answers<'a> {
    catalogue: &'a Catalogue,
    plan: &'a Plan,
    answering: Answering,
}

impl<'a> Answers<'a> {
    /// Takes the people of a plan.
    ///
    /// # Errors
    /// [`PlanError::NoSheet`] where they have no role or more than one way of answering; [`PlanError::Column`] where an item
    /// is called as one of the other columns.
    pub fn of(catalogue: &'a Catalogue, plan: &'a Plan) -> Result<Self, PlanError> {
        let (Population::Roles, [answering]) = (plan.population(), plan.answerings()) else {
            return Err(PlanError::NoSheet);
        };
        let is_item = |name: &&str| catalogue.item_index(name).is_some();
        if let Some(name) = [ID, ROLE].into_iter().find(is_item) {
            return Err(PlanError::Column(name));
        }
        Ok(Self {
            catalogue,
            plan,
            answering: *answering,
        })
    }

    /// Writes a row a person, in memory that does not grow with their number. They are called 1, 2 and so on.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, form: Form, out: &mut dyn Write) -> io::Result<()> {
        let (catalogue, plan, answering) = (self.catalogue, self.plan, self.answering);
        let ids: Vec<&str> = catalogue.item_ids().collect();
        if form == Form::Csv {
            writeln!(out, "{ID},{ROLE},{}", ids.join(","))?;
        }
        let streams = Streams::new(plan.seed());
        let (mut person, mut sheet) = (Person::new(catalogue), Sheet::default());
        for number in 0..plan.respondents() {
            person.draw(catalogue, plan.population(), &streams, number);
            person.fill(catalogue, answering, 0, &mut sheet);
            let role = person.role.expect("people are drawn from the roles");
            let (number, role) = (number + 1, &catalogue.roles[role].id);
            let responses = sheet.responses().iter().map(|response| response.number());
            // Ids hold nothing that CSV or JSON would have to quote.
            match form {
                Form::Csv => {
                    let cells: Vec<String> = responses.map(|number| number.to_string()).collect();
                    writeln!(out, "{number},{role},{}", cells.join(","))?;
                }
                Form::Ndjson => {
                    let answers = ids.iter().zip(responses);
                    let answers = answers.map(|(id, response)| format!("\"{id}\":{response}"));
                    let answers = answers.collect::<Vec<_>>().join(",");
                    let Catalogue { id, version, .. } = catalogue;
                    writeln!(
                        out,
                        "{{\"{ID}\":\"{number}\",\"{ROLE}\":\"{role}\",\"catalogue\":\"{id}\",\"version\":\"{version}\",\"answers\":{{{answers}}}}}"
                    )?;
                }
            }
        }
        out.flush()
    }
}
