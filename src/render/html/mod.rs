//! HTML: the frame of a page, sentences on it, bars and strips.
//!
//! A page is one file that needs nothing else: no script but that of the form to fill in, no address, no data in its styles. Data reaches it through
//! [`Words`] and [`plain`] alone, which show dangerous characters by name, and through the escaping of `maud`.

mod page;
mod strip;
mod words;

#[cfg(test)]
pub(super) use page::STYLE;
pub(super) use page::{Script, page, page_with_script};
pub(super) use strip::{Pin, Scale, bar, figures, leaning_bar, strip};
pub(super) use words::{Words, plain};

/// Writes a place on a drawing, in per cent of its width.
pub(super) fn across(percent: f64) -> String {
    format!("{}%", super::figures::decimal(percent, 2))
}
