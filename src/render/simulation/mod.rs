//! A finished simulation, and its JSON, `rolefit/simulation@1`: every number with every digit. Keys are only ever added.

mod words;

pub(super) use words::why;

use serde_json::{Value, json};

use self::words::NOTICE;
use crate::catalogue::Catalogue;
use crate::render::document::{Document, NotFinite, Report, to_json, without_null};
use crate::simulation::{Lengths, Population, Run, Share, Simulation};

/// A simulation with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct SimulationReport<'a> {
    /// The catalogue that was tried.
    pub catalogue: &'a Catalogue,
    /// What came of it.
    pub simulation: &'a Simulation,
}

impl Report for SimulationReport<'_> {
    fn document(&self) -> Document {
        let blocks = words::blocks(self.catalogue, self.simulation);
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(json(self.catalogue, self.simulation))
    }
}

/// Writes a simulation as one JSON document and a newline.
fn json(catalogue: &Catalogue, simulation: &Simulation) -> String {
    let role_id = |role: usize| catalogue.roles[role].id.as_str();
    let (population, between) = match simulation.population {
        Population::Roles => ("roles", None),
        Population::Between(a, b) => ("between", Some([role_id(a), role_id(b)])),
        Population::Reference => ("reference", None),
    };
    let runs = simulation.runs.iter();
    let wire = json!({
        "schema": "rolefit/simulation@1",
        "notice": NOTICE,
        "rolefit": env!("CARGO_PKG_VERSION"),
        "catalogue": catalogue.key(),
        "seed": simulation.seed,
        "planned": simulation.planned,
        "respondents": simulation.respondents,
        "partial": simulation.is_partial(),
        "population": population,
        "between": between,
        "runs": runs.map(|one| run(catalogue, simulation, one)).collect::<Value>(),
        "ceiling": simulation.ceiling.map(accuracy),
        "full": full(simulation, simulation.full),
    });
    to_json(&without_null(wire, "between"))
}

fn accuracy(share: Share) -> Value {
    json!({ "accuracy": share.value, "low": share.low, "high": share.high })
}

/// What the whole bank reaches, where people have roles.
fn full(simulation: &Simulation, share: Share) -> Option<Value> {
    simulation.has_roles().then(|| accuracy(share))
}

/// A share of something that has a name.
fn named(id: &str, share: f64) -> Value {
    json!({ "id": id, "share": share })
}

fn run(catalogue: &Catalogue, simulation: &Simulation, run: &Run) -> Value {
    let item_id = |item: usize| catalogue.items[item].id.as_str();
    let roles = run.roles.iter().map(|role| {
        json!({
            "id": catalogue.roles[role.role].id.as_str(),
            "accuracy": role.accuracy.value,
            "low": role.accuracy.low,
            "high": role.accuracy.high,
        })
    });
    let calibration = run.calibration.iter().map(|bin| {
        json!({
            "from": bin.from,
            "to": bin.to,
            "respondents": bin.respondents,
            "stated": bin.stated,
            "observed": bin.observed,
        })
    });
    let verdicts = run.verdicts.iter();
    let traits = run.traits.iter().map(|recovery| {
        json!({
            "id": catalogue.traits[recovery.trait_index].id.as_str(),
            "bias": recovery.bias,
            "rmse": recovery.rmse,
            "reliability": recovery.reliability,
            "stated_reliability": recovery.stated_reliability,
            "coverage": recovery.coverage,
        })
    });
    let used = run.items.iter();
    json!({
        "length": run.length.name(),
        "selection": run.policy.name(),
        "answering": run.answering.to_string(),
        "respondents": simulation.respondents,
        "accuracy": simulation.has_roles().then_some(run.accuracy),
        "full": full(simulation, run.full),
        "kappa": run.kappa,
        "brier": run.brier,
        "ece": run.calibration_error,
        "consistency": run.consistency.value,
        "consistency_interval": [run.consistency.low, run.consistency.high],
        "agreement_with_full": run.agreement.value,
        "agreement_interval": [run.agreement.low, run.agreement.high],
        "gap": run.gap,
        "items": items(&run.lengths),
        "roles": roles.collect::<Value>(),
        "confusion": run.confusion,
        "calibration": calibration.collect::<Value>(),
        "verdicts": verdicts.map(|&(kind, share)| named(kind.name(), share)).collect::<Value>(),
        "traits": traits.collect::<Value>(),
        "item_use": used.map(|used| named(item_id(used.item), used.share)).collect::<Value>(),
        "never_used": run.never_used().map(item_id).collect::<Value>(),
    })
}

fn items(lengths: &Lengths) -> Value {
    let histogram = lengths.histogram.iter();
    let histogram =
        histogram.map(|bar| json!({ "from": bar.from, "to": bar.to, "share": bar.share }));
    let reasons = lengths.reasons.iter();
    json!({
        "mean": lengths.mean,
        "median": lengths.median,
        "p95": lengths.p95,
        "histogram": histogram.collect::<Value>(),
        "stopped": reasons.map(|&(reason, share)| named(reason.name(), share)).collect::<Value>(),
    })
}
