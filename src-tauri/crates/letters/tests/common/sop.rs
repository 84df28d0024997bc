//! The sheet of the SOP, and the one that an usulan lived.

use letters::{LayoutSettings, LivedSop, lived_sheet, sop_sheet};
use sop::definition::Definition;

use super::cases::shield;
use super::lived;

fn delivered() -> Definition {
    Definition::delivered().expect("the delivered SOP")
}

pub(crate) fn standard(settings: &LayoutSettings) -> Vec<u8> {
    sop_sheet(&delivered(), None, settings).expect("a sheet").pdf
}

pub(crate) fn standard_with_lambang(settings: &LayoutSettings) -> Vec<u8> {
    sop_sheet(&delivered(), Some(&shield()), settings).expect("a sheet").pdf
}

fn drawn(lived: &LivedSop, settings: &LayoutSettings) -> Vec<u8> {
    lived_sheet(&delivered(), lived, settings).expect("a sheet").pdf
}

/// With a round of correction, a hold, a wait outside the SOP and a time that is not certain.
pub(crate) fn lived(settings: &LayoutSettings) -> Vec<u8> {
    drawn(&lived::a_lived_usulan(), settings)
}

pub(crate) fn lived_0(settings: &LayoutSettings) -> Vec<u8> {
    drawn(&lived::with_rounds(0), settings)
}

pub(crate) fn lived_1(settings: &LayoutSettings) -> Vec<u8> {
    drawn(&lived::with_rounds(1), settings)
}

pub(crate) fn lived_3(settings: &LayoutSettings) -> Vec<u8> {
    drawn(&lived::with_rounds(3), settings)
}

pub(crate) fn lived_9(settings: &LayoutSettings) -> Vec<u8> {
    drawn(&lived::with_rounds(9), settings)
}
