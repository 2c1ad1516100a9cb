//! One trait as a strip: a scale across the width, the roles' letters above it, a range and a dot on it. It places marks;
//! what they mean is not known here.

use maud::{Markup, html};

use super::{across, plain};

/// The ends of the scale, in per cent of the width: so that a mark at an end is drawn whole.
const MARGIN: f64 = 3.0;
/// Letters nearer to one another than this, in per cent, stand above one another: a letter takes 18 of 290 pixels where
/// the screen is narrow.
const LETTER: f64 = 6.3;
/// The height of a row of letters, in pixels.
const ROW: usize = 19;
/// The height below the letters, and where the scale runs in it, in pixels.
const FOOT: usize = 24;
const AXIS: usize = 13;

/// The scale of a strip, from `-reach` to `reach`.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Scale {
    pub(in crate::render) reach: f64,
}

impl Scale {
    /// Returns where a place is drawn, in per cent of the width; places beyond the ends are put at the ends.
    pub(in crate::render) fn at(self, place: f64) -> f64 {
        let share = (place / self.reach).clamp(-1.0, 1.0);
        50.0 + share * (50.0 - MARGIN)
    }
}

/// A letter to draw.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Pin {
    pub(in crate::render) place: f64,
    pub(in crate::render) letter: char,
    /// Whether it marks the leading role.
    pub(in crate::render) leads: bool,
}

/// Draws a strip. `label` tells in words what is drawn.
pub(in crate::render) fn strip(
    scale: Scale,
    own: Option<(f64, (f64, f64))>,
    pins: Vec<Pin>,
    label: &str,
) -> Markup {
    let pins = stacked(scale, pins);
    let rows = pins.iter().map(|(row, _)| row + 1).max().unwrap_or(1);
    let height = rows * ROW + FOOT;
    let axis = rows * ROW + AXIS;
    html! {
        svg.strip role="img" aria-label=(plain(label)) height=(height) {
            (lines(scale, height))
            line.axis x1="0" x2="100%" y1=(axis) y2=(axis) {}
            @for &(row, pin) in &pins {
                @let middle = (rows - row) * ROW - ROW / 2;
                @let x = across(scale.at(pin.place));
                line.stem x1=(x) x2=(x) y1=(middle) y2=(axis) {}
                g.pin.leads[pin.leads] {
                    circle cx=(x) cy=(middle) r="8.5" {}
                    text x=(x) y=(middle + 4) { (plain(pin.letter.encode_utf8(&mut [0; 4]))) }
                }
            }
            @if let Some((place, (low, high))) = own {
                @let (low, high) = (scale.at(low), scale.at(high));
                rect.range x=(across(low)) width=(across(high - low)) y=(axis - 4) height="8" rx="4" {}
                circle.you cx=(across(scale.at(place))) cy=(axis) r="7" {}
            }
        }
    }
}

/// Draws the lines that run through all strips: one on either side of the middle, and the middle.
fn lines(scale: Scale, height: usize) -> Markup {
    html! {
        @for place in [-1.0, 0.0, 1.0] {
            @let x = across(scale.at(place));
            line class=(if place == 0.0 { "middle" } else { "grid" }) x1=(x) x2=(x) y1="0" y2=(height) {}
        }
    }
}

/// Draws the figures of the scale, to stand below the strips.
pub(in crate::render) fn figures(scale: Scale) -> Markup {
    html! {
        svg.strip aria-hidden="true" height="20" {
            @for (place, figure) in [(-1.0, "-1"), (0.0, "0"), (1.0, "+1")] {
                text.scale x=(across(scale.at(place))) y="13" { (figure) }
            }
        }
    }
}

/// Gives each letter a row, from the scale upwards: the lowest in which it does not touch the one before.
fn stacked(scale: Scale, mut pins: Vec<Pin>) -> Vec<(usize, Pin)> {
    pins.sort_by(|a, b| a.place.total_cmp(&b.place));
    let mut ends: Vec<f64> = Vec::new();
    pins.into_iter()
        .map(|pin| {
            let at = scale.at(pin.place);
            let free = ends.iter().position(|end| at - end >= LETTER);
            let row = free.unwrap_or(ends.len());
            if row == ends.len() {
                ends.push(at);
            } else {
                ends[row] = at;
            }
            (row, pin)
        })
        .collect()
}

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

fn drawn(share: f64) -> f64 {
    if share > 0.0 {
        (share.min(1.0) * 100.0).max(LEAST)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale { reach: 2.0 };

    fn rows(places: &[f64]) -> Vec<usize> {
        let pin = |&place: &f64| Pin {
            place,
            letter: 'A',
            leads: false,
        };
        let stacked = stacked(SCALE, places.iter().map(pin).collect());
        stacked.into_iter().map(|(row, _)| row).collect()
    }

    #[test]
    fn letters_that_would_touch_stand_above_one_another() {
        // A whole deviation is 23.5 per cent of the width.
        assert_eq!(rows(&[-1.0, 0.0, 1.0]), [0, 0, 0]);
        assert_eq!(rows(&[0.0, 0.1, 0.2, 0.3]), [0, 1, 2, 0]);
        assert_eq!(rows(&[0.0, 0.0, 0.0]), [0, 1, 2]);
    }

    #[test]
    fn the_middle_is_in_the_middle_and_no_mark_leaves_the_strip() {
        assert_eq!(SCALE.at(0.0), 50.0);
        assert_eq!((SCALE.at(-9.0), SCALE.at(9.0)), (3.0, 97.0));
        assert!((SCALE.at(1.0) - 73.5).abs() < 1e-12);
    }
}
