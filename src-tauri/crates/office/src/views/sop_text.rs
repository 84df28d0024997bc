//! The SOP word for word, for Bantuan; its oddities are said beside it, never mended (DESIGN section 4).

use sop::definition::{Definition, IdentityField, List, Place, Step, StepPart};
use sop::lint::lint;

use crate::api::{SopStepView, SopView};

/// The SOP as text. `own_unit` is the office's unit, against which names of units are read.
pub fn sop(definition: &Definition, own_unit: &str) -> SopView {
    let unit = Some(own_unit).filter(|unit| !unit.trim().is_empty());
    let noted = definition.notes.iter().flat_map(|note| {
        let places: Vec<String> = note.at.iter().map(|place| place_words(definition, place)).collect();
        [(crate::words::list(&places), note.text.clone())]
    });
    let found = lint(definition, unit)
        .into_iter()
        // A note of the document's own file explains what the examination only finds.
        .filter(|finding| !definition.notes.iter().any(|note| note.at.contains(&finding.place)))
        .map(|finding| (place_words(definition, &finding.place), finding.sentence));
    let notes = noted.chain(found).collect();
    SopView {
        number: definition.identity.number.clone(),
        title: definition.identity.title.clone(),
        identity: identity(definition),
        lists: List::ALL
            .into_iter()
            .map(|list| (list_word(list).to_owned(), list.entries(definition).to_vec()))
            .collect(),
        steps: definition.steps.iter().map(|step| step_view(definition, step)).collect(),
        notes,
    }
}

fn identity(definition: &Definition) -> Vec<(String, String)> {
    let identity = &definition.identity;
    let approver = &identity.approver;
    let lines = [approver.post.as_str(), &approver.name, &approver.rank, &approver.nip];
    let approved: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let row = |field: IdentityField, value: String| (field_word(field).to_owned(), value);
    vec![
        row(IdentityField::Heading, identity.heading.join(", ")),
        row(IdentityField::Number, identity.number.clone()),
        row(IdentityField::Created, identity.created.text.clone()),
        row(
            IdentityField::Revised,
            identity.revised.as_ref().map_or_else(|| "–".to_owned(), |revised| revised.text.clone()),
        ),
        row(IdentityField::Effective, identity.effective.text.clone()),
        row(IdentityField::Approver, approved.join(", ")),
        row(IdentityField::Title, identity.title.clone()),
    ]
}

fn step_view(definition: &Definition, step: &Step) -> SopStepView {
    let actor = definition.actor(&step.actor);
    let headed = |heading: &str, items: Vec<String>| {
        let heading = Some(heading.to_owned()).filter(|heading| !heading.is_empty());
        heading.into_iter().chain(items).collect::<Vec<String>>()
    };
    SopStepView {
        step: step.number,
        text: step.act_text(),
        actor: actor.map_or_else(|| step.actor.clone(), |actor| actor.name.clone()),
        requirements: headed(
            &step.requirements_heading,
            step.requirements.iter().map(|requirement| requirement.text.clone()).collect(),
        ),
        time: step.time.text.clone(),
        outputs: headed(
            &step.outputs_heading,
            step.outputs.iter().map(|output| output.text.clone()).collect(),
        ),
    }
}

fn field_word(field: IdentityField) -> &'static str {
    match field {
        IdentityField::Heading => "Unit kerja",
        IdentityField::Number => "Nomor SOP",
        IdentityField::Created => "Tanggal pembuatan",
        IdentityField::Revised => "Tanggal revisi",
        IdentityField::Effective => "Tanggal efektif",
        IdentityField::Approver => "Disahkan oleh",
        IdentityField::Title => "Judul SOP",
    }
}

fn list_word(list: List) -> &'static str {
    match list {
        List::LegalBasis => "Dasar hukum",
        List::Qualification => "Kualifikasi pelaksana",
        List::Related => "Keterkaitan",
        List::Equipment => "Peralatan/perlengkapan",
        List::Warning => "Peringatan",
        List::Record => "Pencatatan dan pendataan",
    }
}

/// A place of the document as people call it.
fn place_words(definition: &Definition, place: &Place) -> String {
    match place {
        Place::Document => "Dokumen SOP".to_owned(),
        Place::Identity(field) => field_word(*field).to_owned(),
        Place::Entry(list, index) => format!("{} {index}", list_word(*list)),
        Place::Actor(id) => {
            let name = definition.actor(id).map_or(id.as_str(), |actor| actor.name.as_str());
            format!("Pelaksana {name}")
        }
        Place::Step(step, part) => match part {
            StepPart::Whole => format!("Langkah {step}"),
            StepPart::Act => format!("Langkah {step}, kegiatan"),
            StepPart::Actor => format!("Langkah {step}, pelaksana"),
            StepPart::Time => format!("Langkah {step}, waktu"),
            StepPart::Requirement(index) => format!("Langkah {step}, kelengkapan {index}"),
            StepPart::Output(_) => format!("Langkah {step}, output"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivered() -> (Definition, SopView) {
        let definition = Definition::delivered().expect("delivered");
        let view = sop(&definition, "Bagian Pengadaan Barang dan Jasa");
        (definition, view)
    }

    #[test]
    fn the_sop_stands_in_its_own_words() {
        let (definition, view) = delivered();
        assert_eq!(view.number, "061/ 1416-023/2022", "oddities of the document stay");
        assert_eq!(view.steps.len(), 9);
        let fifth = &view.steps[4];
        assert_eq!(fifth.text, "Melakukan tindakan : a. Memberikan persetujuan b. Memberikan koreksi");
        assert_eq!(fifth.outputs, vec!["Persetujuan/ koreksi :", "- Telaah", "- Pengumuman Pendaftaran"]);
        assert_eq!(fifth.actor, "Kepala UKPBJ");
        assert_eq!((view.steps[0].time.as_str(), view.steps[3].time.as_str()), ("-", "1 hari"));
        let bases = &view.lists[0];
        assert_eq!((bases.0.as_str(), bases.1.len()), ("Dasar hukum", definition.legal_bases.len()));
        assert!(view.identity.contains(&("Tanggal revisi".to_owned(), "–".to_owned())));
    }

    #[test]
    fn oddities_are_said_once_and_in_words() {
        let (definition, view) = delivered();
        for (place, sentence) in &view.notes {
            assert!(!place.contains('.') && !place.contains('_'), "{place} is a code, not a word");
            assert!(!sentence.trim().is_empty(), "{place} says nothing");
        }
        let time: Vec<&str> = view
            .notes
            .iter()
            .filter(|(place, _)| place == "Langkah 1, waktu")
            .map(|(_, s)| s.as_str())
            .collect();
        assert_eq!(time.len(), 1, "the note explains it, so the finding is not said a second time");
        let bare = Definition { notes: Vec::new(), ..definition };
        let found = sop(&bare, "Bagian Pengadaan Barang dan Jasa").notes;
        assert!(
            found.iter().any(|(place, _)| place == "Dasar hukum 8"),
            "without notes the examination speaks"
        );
    }
}
