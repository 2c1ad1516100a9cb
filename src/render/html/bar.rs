//! Bars beside a number that says the same. Nobody needs them who hears the page.

use maud::{Markup, html};

use super::across;

/// The least that is drawn of anything above nothing, in per cent.
const LEAST: f64 = 0.8;

/// Draws a bar of `share` (0 to 1) of the room there is; any share above 0 leaves a mark.
pub(in crate::render) fn bar(share: f64, leads: bool) -> Markup {
    let length = drawn(share);
    html! {
        svg.bar.leads[leads] aria-hidden="true" {
            rect.room width="100%" height="100%" rx="3" {}
            @if share > 0.0 { rect.part width=(across(length)) height="100%" rx="3" {} }
        }
    }
}

/// Draws a bar from a line that stands at `zero` (0 to 1): to the right for a share above 0, hollow and to the left for
/// one below.
pub(in crate::render) fn leaning_bar(share: f64, zero: f64) -> Markup {
    let (length, zero) = (drawn(share.abs()), zero * 100.0);
    let (class, start) = if share < 0.0 {
        ("against", zero - length)
    } else {
        ("part", zero)
    };
    html! {
        svg.bar.leads aria-hidden="true" {
            rect class=(class) x=(across(start)) y="1" width=(across(length)) height="10" rx="2" {}
            line.zero x1=(across(zero)) x2=(across(zero)) y1="0" y2="12" {}
        }
    }
}

fn drawn(share: f64) -> f64 {
    if share > 0.0 {
        (share.min(1.0) * 100.0).max(LEAST)
    } else {
        0.0
    }
}
