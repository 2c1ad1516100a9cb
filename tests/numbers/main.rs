//! The numbers: what the library computes against an implementation of its own, and the laws of measurement.

mod agreement;
mod calibrated;
mod calibration;
mod independent;
mod laws;
mod made;
mod model;
mod printed;
mod questionnaire;
mod reference;
