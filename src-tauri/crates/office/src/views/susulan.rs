//! Catat susulan: steps that can be recorded now from the lembar kendali (DESK 6.5).

use std::sync::Arc;

use sop::decide::post_of_step;
use sop::definition::StepKind;
use sop::people::Post;
use sop::usulan::{Status, Usulan};

use super::Look;
use super::acts::{agency_of, kind_of_lane, open_acts};
use crate::api::{HolderView, OpenAct, OpenOutput, SusulanCase, SusulanRow};
use crate::running::Running;

/// Usulan with steps that this account can record now.
pub fn susulan(open: &[(String, Arc<Running>)], look: &Look<'_>) -> Vec<SusulanCase> {
    open.iter().filter_map(|(id, running)| case(id, running, look)).collect()
}

/// Whether anything of an usulan can be recorded afterwards: it runs, and one of its open acts is not refused.
pub(crate) fn is_case(usulan: &Usulan, open: &[OpenAct]) -> bool {
    let runs = usulan.status == Status::Berjalan && usulan.returned.is_none() && usulan.hold().is_none();
    runs && open.iter().any(|act| act.refused.is_none())
}

/// One usulan: the open acts first, then what follows them on the same paper, as long as nothing is missing.
pub(crate) fn case(id: &str, running: &Running, look: &Look<'_>) -> Option<SusulanCase> {
    let usulan = &running.usulan;
    let acts = open_acts(usulan, look, &[], &running.stretches);
    if !is_case(usulan, &acts) {
        return None;
    }
    let mut rows: Vec<SusulanRow> =
        acts.iter().filter(|act| act.refused.is_none()).map(|act| row_of(usulan, act)).collect();
    // Only one open act can be followed: with two, what comes after depends on both.
    let last = acts.last().filter(|act| act.refused.is_none() && act.kind != "route");
    if let (Some(last), true) = (last, acts.len() == 1) {
        follow(usulan, look, last, &mut rows);
    }
    if acts.iter().any(|act| act.key == "sign" && act.refused.is_none()) {
        rows.extend(sending_after(usulan, look, &acts));
    }
    Some(SusulanCase {
        usulan: id.to_owned(),
        seen: usulan.seen,
        etalase: usulan.etalase.name.clone(),
        agency: agency_of(usulan).name,
        rows,
    })
}

fn row_of(usulan: &Usulan, act: &OpenAct) -> SusulanRow {
    SusulanRow {
        step: act.step,
        name: name_of(usulan, act.step),
        key: act.key.clone(),
        post: act.post.clone(),
        holder: act.holder.clone(),
        outputs: act.outputs.clone(),
        missing: act.missing.clone(),
    }
}

fn name_of(usulan: &Usulan, step: u32) -> String {
    usulan.definition.step(step).map(|step| step.name.clone()).unwrap_or_default()
}

/// Steps after the open one that may stand on the same sheet: up to the first one that needs something else.
fn follow(usulan: &Usulan, look: &Look<'_>, open: &OpenAct, rows: &mut Vec<SusulanRow>) {
    let mut step = open.step;
    let mut handed: Vec<OpenOutput> = match open.key.as_str() {
        "hand_over" => open.outputs.clone(),
        _ => Vec::new(),
    };
    let mut missing = !open.missing.is_empty();
    while let Some(next) = usulan.definition.step_after(step).filter(|_| !missing) {
        let key = match next.kind {
            StepKind::Dispose => "dispose",
            StepKind::Receive => "accept_disposition",
            StepKind::Write => "hand_over",
            StepKind::Decide => "decide",
            // They need a proof, a signature, recipients: not a line of the lembar kendali alone.
            StepKind::Register | StepKind::Publish | StepKind::Send => return,
        };
        let outputs = match next.kind {
            StepKind::Write => not_yet_written(usulan, next.number),
            StepKind::Decide => std::mem::take(&mut handed),
            StepKind::Register
            | StepKind::Dispose
            | StepKind::Receive
            | StepKind::Publish
            | StepKind::Send => Vec::new(),
        };
        // What lies on the desk is decided by its own record: nothing to decide, nothing to follow.
        if next.kind == StepKind::Decide && outputs.is_empty() {
            return;
        }
        let post = post_of_step(&usulan.definition, &look.state.posts, next.number);
        if look.refused(look.doer_of_step(usulan, next.number)).is_some() {
            return;
        }
        let lacking: Vec<String> = match next.kind {
            StepKind::Write => {
                let mut lacking: Vec<String> = outputs
                    .iter()
                    .filter(|output| output.revision.is_none())
                    .map(|output| output.lane.clone())
                    .collect();
                if usulan.checklist.is_none() {
                    lacking.push("checklist".to_owned());
                }
                lacking
            }
            StepKind::Register
            | StepKind::Dispose
            | StepKind::Receive
            | StepKind::Decide
            | StepKind::Publish
            | StepKind::Send => Vec::new(),
        };
        missing = !lacking.is_empty();
        if next.kind == StepKind::Write {
            handed = outputs.clone();
        }
        rows.push(SusulanRow {
            step: next.number,
            name: next.name.clone(),
            key: key.to_owned(),
            post: post.cloned(),
            holder: post.and_then(|post| holder(look, post)),
            outputs: outputs.into_iter().map(|output| signing(usulan, post, next.kind, output)).collect(),
            missing: lacking,
        });
        // A decision may be a correction; what comes after it is not known before it is recorded.
        if next.kind == StepKind::Decide {
            return;
        }
        step = next.number;
    }
}

fn holder(look: &Look<'_>, post: &Post) -> Option<HolderView> {
    look.holder(post)
}

/// Outputs of a write step that has not begun: what was made ready before its time, else nothing.
fn not_yet_written(usulan: &Usulan, step: u32) -> Vec<OpenOutput> {
    usulan
        .lanes
        .iter()
        .filter(|lane| lane.write == step && !lane.cancelled)
        .map(|lane| {
            let naskah = usulan.naskah_of_lane(&lane.id);
            let valid = naskah.and_then(|naskah| naskah.valid());
            OpenOutput {
                lane: lane.id.clone(),
                kind: kind_of_lane(usulan, &lane.id),
                naskah: naskah.map(|naskah| naskah.id.clone()),
                revision: valid.map(|revision| revision.ready.revision),
                body_hash: valid.map(|revision| revision.ready.body_hash.clone()),
                approved: None,
                signs: false,
                draft: false,
            }
        })
        .collect()
}

/// At a decision the output says whether the deciding post signs it.
fn signing(usulan: &Usulan, post: Option<&Post>, kind: StepKind, mut output: OpenOutput) -> OpenOutput {
    if kind == StepKind::Decide {
        let revision = output
            .naskah
            .as_deref()
            .and_then(|naskah| usulan.naskah.get(naskah))
            .and_then(|naskah| naskah.valid());
        output.signs = post
            .zip(revision)
            .is_some_and(|(post, revision)| revision.ready.signer.as_deref() == Some(post.id.as_str()));
    }
    output
}

/// After the signature the letter can be sent in the same sitting.
fn sending_after(usulan: &Usulan, look: &Look<'_>, acts: &[OpenAct]) -> Option<SusulanRow> {
    let step = acts.iter().find(|act| act.key == "sign").map(|act| act.step)?;
    if usulan.kind_of(step) != Some(StepKind::Send) {
        return None;
    }
    if look.refused(look.doer_of_step(usulan, step)).is_some() {
        return None;
    }
    let post = post_of_step(&usulan.definition, &look.state.posts, step);
    Some(SusulanRow {
        step,
        name: name_of(usulan, step),
        key: "send".to_owned(),
        post: post.cloned(),
        holder: post.and_then(|post| look.holder(post)),
        outputs: Vec::new(),
        missing: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::Day;

    fn keys(day: &Day, hour: &str) -> Vec<(u32, String, Vec<String>)> {
        let case = case("2026-0042", &Running::of(day.usulan.clone()), &day.look(hour))
            .expect("has steps to record");
        case.rows.into_iter().map(|row| (row.step, row.key, row.missing)).collect()
    }

    fn row(step: u32, key: &str, missing: &[&str]) -> (u32, String, Vec<String>) {
        (step, key.to_owned(), missing.iter().map(|key| (*key).to_owned()).collect())
    }

    #[test]
    fn a_map_that_came_back_after_three_steps_shows_all_of_them() {
        let day = Day::received();
        assert_eq!(
            keys(&day, "2026-11-10 15.45"),
            vec![
                row(2, "dispose", &[]),
                row(3, "accept_disposition", &[]),
                row(4, "hand_over", &["telaah", "pengumuman", "checklist"]),
            ],
            "2, 3 and 4 as on the lembar kendali; 4 says what it lacks"
        );
    }

    #[test]
    fn what_is_ready_is_handed_over_and_decided_in_one_sitting() {
        let mut day = Day::received();
        day.dispose("2026-11-10 09.32");
        day.accept("2026-11-10 09.40");
        day.checklist("2026-11-10 10.00");
        day.ready("telaah", 1, "2026-11-10 14.00");
        day.ready("pengumuman", 1, "2026-11-10 15.00");
        assert_eq!(
            keys(&day, "2026-11-11 10.00"),
            vec![row(4, "hand_over", &[]), row(5, "decide", &[])],
            "both outputs are siap, so the decision can follow"
        );
        let case =
            case("2026-0042", &Running::of(day.usulan.clone()), &day.look("2026-11-11 10.00")).expect("case");
        let signs: Vec<(String, bool)> =
            case.rows[1].outputs.iter().map(|output| (output.lane.clone(), output.signs)).collect();
        assert_eq!(
            signs,
            vec![("telaah".to_owned(), false), ("pengumuman".to_owned(), true)],
            "the Kabag signs the pengumuman, not the telaah"
        );
    }

    #[test]
    fn after_the_signature_the_letter_can_be_sent() {
        let day = Day::approved_letter();
        assert_eq!(
            keys(&day, "2026-11-12 15.30"),
            vec![row(9, "sign", &[]), row(9, "number", &[]), row(9, "send", &[])],
            "signature, number and sending stand together at 8 › 9"
        );
    }

    #[test]
    fn an_official_records_only_the_own_step() {
        let day = Day::received();
        let look = day.look_as("kabag", "2026-11-10 15.45");
        let case =
            case("2026-0042", &Running::of(day.usulan.clone()), &look).expect("the Kabag has the disposisi");
        let keys: Vec<&str> = case.rows.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, vec!["dispose"], "the next step belongs to another post");
    }
}
