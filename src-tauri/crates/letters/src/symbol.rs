//! The five symbols of a flowchart of PermenPANRB 35/2012 (facts 3.2) as points: capsule, box, diamond, connector
//! between pages, and the head of an arrow.

/// What is drawn inside a rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Symbol {
    /// Kapsul: an act that begins or ends the procedure.
    Capsule,
    /// Kotak: an act that is carried out.
    Box,
    /// Belah ketupat: a decision.
    Diamond,
    /// Segilima: the way goes on on another page.
    Connector,
}

/// Sines of 0 to 90 degrees in nine steps, in hundred-thousandths, written out so that no platform computes them.
const SINES: [i64; 10] = [0, 17_365, 34_202, 50_000, 64_279, 76_604, 86_603, 93_969, 98_481, 100_000];

/// Length and half the width of an arrow head, in micrometres.
const HEAD: (i64, i64) = (2_000, 750);

impl Symbol {
    /// The corners of the outline inside a rectangle; a round end is drawn as eighteen chords, which on paper is round.
    pub(crate) fn outline(self, x: i64, y: i64, width: i64, height: i64) -> Vec<(i64, i64)> {
        let (right, bottom) = (x + width, y + height);
        let (middle, centre) = (y + height / 2, x + width / 2);
        match self {
            Self::Box => vec![(x, y), (right, y), (right, bottom), (x, bottom)],
            Self::Diamond => vec![(centre, y), (right, middle), (centre, bottom), (x, middle)],
            Self::Connector => {
                let shoulder = y + height * 3 / 5;
                vec![(x, y), (right, y), (right, shoulder), (centre, bottom), (x, shoulder)]
            }
            Self::Capsule => {
                let radius = (height / 2).min(width / 2);
                let scaled = |sine: i64| radius * sine / 100_000;
                // From the top of the right end down its arc, then up the left one.
                let arc: Vec<(i64, i64)> = (0..=18_usize)
                    .map(|step| {
                        let across = SINES[if step <= 9 { step } else { 18 - step }];
                        let down = if step <= 9 { -SINES[9 - step] } else { SINES[step - 9] };
                        (scaled(across), scaled(down))
                    })
                    .collect();
                let right_end = arc.iter().map(|(dx, dy)| (right - radius + dx, middle + dy));
                let left_end = arc.iter().rev().map(|(dx, dy)| (x + radius - dx, middle + dy));
                right_end.chain(left_end).collect()
            }
        }
    }
}

/// The head at the end of a line with corners; none where the line has no length.
pub(crate) fn head(points: &[(i64, i64)]) -> Option<[(i64, i64); 3]> {
    let [.., from, tip] = points else { return None };
    let (length, half) = HEAD;
    // Lines run along the paper's edges only.
    let (dx, dy) = ((tip.0 - from.0).signum(), (tip.1 - from.1).signum());
    if (dx == 0) == (dy == 0) {
        return None;
    }
    let base = (tip.0 - dx * length, tip.1 - dy * length);
    Some([*tip, (base.0 + dy * half, base.1 + dx * half), (base.0 - dy * half, base.1 - dx * half)])
}

/// The line without what its head covers, so that the tip stays sharp.
pub(crate) fn shaft(points: &[(i64, i64)], head: Option<&[(i64, i64); 3]>) -> Vec<(i64, i64)> {
    let mut shaft = points.to_vec();
    if let (Some(last), Some([_, one, other])) = (shaft.last_mut(), head) {
        *last = (i64::midpoint(one.0, other.0), i64::midpoint(one.1, other.1));
    }
    shaft
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_fills_its_rectangle_and_stays_in_it() {
        for symbol in [Symbol::Capsule, Symbol::Box, Symbol::Diamond, Symbol::Connector] {
            let points = symbol.outline(1_000, 2_000, 16_000, 8_000);
            let xs: Vec<i64> = points.iter().map(|point| point.0).collect();
            let ys: Vec<i64> = points.iter().map(|point| point.1).collect();
            assert_eq!((xs.iter().min(), xs.iter().max()), (Some(&1_000), Some(&17_000)), "{symbol:?}");
            assert_eq!((ys.iter().min(), ys.iter().max()), (Some(&2_000), Some(&10_000)), "{symbol:?}");
        }
    }

    #[test]
    fn a_head_points_along_the_last_stretch() {
        assert_eq!(head(&[(0, 0), (0, 9_000)]), Some([(0, 9_000), (750, 7_000), (-750, 7_000)]));
        assert_eq!(head(&[(9_000, 0), (0, 0)]), Some([(0, 0), (2_000, -750), (2_000, 750)]));
        assert_eq!(head(&[(5, 5), (5, 5)]), None, "a line without length has no direction");
    }
}
