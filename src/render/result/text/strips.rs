//! Where somebody stands on each trait, with every role beside. It measures nothing.

use super::super::words::{remark, roles_beside, silence};
use super::strip::{Mark, Scale, strip};
use crate::assessment::{Assessment, TraitScore};
use crate::catalogue::{Catalogue, Pole};
use crate::render::figures::TIED;
use crate::render::leaning::end;
use crate::render::page::Page;
use crate::render::person::Person;
use crate::render::prose::{Emphasis, Prose};

/// Where poles leave less than this for a strip, they stand above it.
const NARROWEST_STRIP: usize = 17;
/// Columns kept for the remark.
const REMARK: usize = 25;
/// From this many columns a remark stands beside its strip even in the narrow layout.
const REMARK_BESIDE: usize = 46;
const WIDEST_STRIP: usize = 41;
/// The end of a strip, in standard deviations, unless a role lies farther out.
const REACH: f64 = 2.0;

pub(super) fn write(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment) {
    let roles = roles_beside(assessment);
    let person = Person::of(catalogue, assessment);
    page.heading(&person.standing());
    page.prose(&legend(catalogue, person, &roles));
    page.indented(|page| traits(page, catalogue, assessment, &roles));
}

fn traits(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment, roles: &[usize]) {
    let shape = Shape::of(page, catalogue, REMARK);
    for trait_index in 0..catalogue.traits.len() {
        let own = Some(&assessment.traits[trait_index]);
        let drawing = drawing(catalogue, own, trait_index, roles, &shape);
        let remark = remark(catalogue, assessment, trait_index, roles, shape.remark);
        let is_last = trait_index + 1 == catalogue.traits.len();
        row(page, catalogue, trait_index, &shape, drawing, &remark);
        if shape.layout == Layout::ThreeLines && !is_last {
            page.blank();
        }
    }
}

/// Writes the poles of a trait, its strip, and what there is to say beside it.
pub(in crate::render) fn row(
    page: &mut Page<'_>,
    catalogue: &Catalogue,
    trait_index: usize,
    shape: &Shape,
    drawing: Prose,
    remark: &Prose,
) {
    let low = end(catalogue, trait_index, Pole::Low);
    let high = end(catalogue, trait_index, Pole::High);
    match shape.layout {
        Layout::OneLine {
            low: left,
            high: right,
        } => {
            let label = low
                .pad_to(left + 2)
                .then(drawing)
                .own("  ")
                .then(high)
                .pad_to(left + 2 + shape.cells + 2 + right + 3);
            page.hanging(&label, remark);
        }
        Layout::TwoLines => {
            poles(page, low, high, shape.cells);
            page.hanging(&drawing.own("  "), remark);
        }
        Layout::ThreeLines => {
            poles(page, low, high, shape.cells);
            page.line(&drawing);
            page.prose(remark);
        }
    }
}

/// Writes the poles above the ends of a strip, or below one another where they are long.
fn poles(page: &mut Page<'_>, low: Prose, high: Prose, cells: usize) {
    let gap = cells.checked_sub(low.width() + high.width());
    match gap {
        Some(gap) if gap > 0 => page.line(&low.own(" ".repeat(gap)).then(high)),
        Some(_) | None => page.prose(&low.own(" ─ ").then(high)),
    }
}

/// How a trait is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Layout {
    /// Low pole, strip, high pole, remark; with the columns of the poles.
    OneLine { low: usize, high: usize },
    /// Poles; strip and remark.
    TwoLines,
    /// Poles; strip; remark.
    ThreeLines,
}

/// How all traits of a catalogue are laid out on a page.
pub(in crate::render) struct Shape {
    pub(in crate::render) layout: Layout,
    cells: usize,
    /// The columns that there are for a remark.
    pub(in crate::render) remark: usize,
}

impl Shape {
    /// Lays traits out with at least so many columns for what there is to say beside each.
    pub(in crate::render) fn of(page: &Page<'_>, catalogue: &Catalogue, remark: usize) -> Self {
        let widest = |pole: Pole| {
            let traits = 0..catalogue.traits.len();
            let widths = traits.map(|trait_index| end(catalogue, trait_index, pole).width());
            widths.max().unwrap_or(0)
        };
        let (low, high) = (widest(Pole::Low), widest(Pole::High));
        let columns = page.columns();
        let poles = low + 2 + 2 + high + 3;
        let beside = columns.saturating_sub(poles + remark);
        let (layout, room) = if page.look().is_wide() && beside >= NARROWEST_STRIP {
            (Layout::OneLine { low, high }, beside)
        } else if columns >= REMARK_BESIDE {
            (Layout::TwoLines, columns.saturating_sub(remark + 2))
        } else {
            (Layout::ThreeLines, columns)
        };
        // An odd number, so that there is a middle.
        let cells = (room.clamp(11, WIDEST_STRIP) - 1) | 1;
        let taken = match layout {
            Layout::OneLine { .. } => poles + cells,
            Layout::TwoLines => cells + 2,
            Layout::ThreeLines => 0,
        };
        Self {
            layout,
            cells,
            remark: columns.saturating_sub(taken),
        }
    }
}

/// Draws the strip of a trait with the places of these roles on it, and somebody's own where it was asked about.
pub(in crate::render) fn drawing(
    catalogue: &Catalogue,
    own: Option<&TraitScore>,
    trait_index: usize,
    roles: &[usize],
    shape: &Shape,
) -> Prose {
    let means = catalogue
        .roles
        .iter()
        .flat_map(|role| role.profile.iter().map(|prior| prior.mean().abs()));
    let scale = Scale {
        reach: means.fold(REACH, f64::max),
        cells: shape.cells,
    };
    let mut marks: Vec<Mark> = roles
        .iter()
        .map(|&role| &catalogue.roles[role])
        .filter(|role| role.claims[trait_index])
        .map(|role| Mark {
            at: role.profile[trait_index].mean(),
            sign: role.letter,
            own: false,
        })
        .collect();
    let Some(score) = own.filter(|score| score.answered > 0) else {
        return strip(scale, None, marks);
    };
    marks.push(Mark {
        at: score.score,
        sign: '●',
        own: true,
    });
    strip(scale, Some(score.interval), marks)
}

pub(in crate::render) fn legend(
    catalogue: &Catalogue,
    person: Person<'_>,
    roles: &[usize],
) -> Prose {
    let (whose, range) = person.mark();
    let own = Prose::new()
        .with(Emphasis::Accent, "●")
        .dim(TIED)
        .then(whose)
        .dim(", ")
        .with(Emphasis::Accent, "━")
        .dim(format!("{TIED}{range}"));
    role_legend(catalogue, roles, own)
}

/// Appends what the letters on a strip stand for.
pub(in crate::render) fn role_legend(
    catalogue: &Catalogue,
    roles: &[usize],
    mut legend: Prose,
) -> Prose {
    for &role in roles {
        let role = &catalogue.roles[role];
        let comma = if legend.spans().is_empty() { "" } else { ", " };
        legend = legend
            .dim(comma)
            .data(role.letter)
            .dim(TIED)
            .data(role.name.as_str());
    }
    match silence(catalogue, roles) {
        Some(silence) => legend.dim(format!("; {silence}")),
        None => legend,
    }
}
