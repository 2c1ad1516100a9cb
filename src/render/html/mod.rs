//! HTML: the frame of a page, sentences on it, bars and strips.
//!
//! A page is one file that needs nothing else: no script but that of the form to fill in, no address, no data in its styles. Data reaches it through
//! [`Words`] and [`plain`] alone, which show dangerous characters by name, and through the escaping of `maud`.

mod bar;
mod page;
mod strip;
mod style;
mod words;

pub(super) use bar::{bar, leaning_bar};
pub(super) use page::{Script, page, page_with_script};
pub(super) use strip::{Pin, Scale, figures, strip};
#[cfg(test)]
pub(super) use style::STYLE;
pub(super) use words::{Words, plain};

/// Writes a place on a drawing, in per cent of its width.
pub(super) fn across(percent: f64) -> String {
    format!("{}%", super::figures::decimal(percent, 2))
}
