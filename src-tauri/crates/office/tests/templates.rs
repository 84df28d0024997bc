//! Templates that the staff edit, and the kinds of naskah that are only a template: what changes with a new text, and
//! what must not.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use common::{Office, approve, code, disposition, nov};
use office::api::{
    Answer, FieldContent, LetterDraft, LetterExit, LetterView, LineChange, Request, SigningForm,
    TemplatePreview, TemplateView,
};
use office::fault::Fault;
use sop::act::{Act, Checklist, Verdict};

const KIND: &str = "pengumuman";

/// At step 4: telaah and pengumuman may be written.
fn at_work() -> Office {
    let mut office = Office::sample(nov(10, 8, 0));
    office.clock(nov(10, 8, 10));
    office.receive(nov(10, 8, 5));
    office.clock(nov(10, 9, 0));
    office.paper(nov(10, 8, 30), disposition());
    office.paper(nov(10, 8, 40), Act::AcceptDisposition);
    office
}

fn open(office: &Office, kind: &str) -> TemplateView {
    match office.ask(Request::OpenTemplate { kind: kind.into() }).expect("it opens") {
        Answer::OpenTemplate(view) => view,
        other => panic!("not a template: {other:?}"),
    }
}

fn save(office: &Office, kind: &str, source: &str) -> Result<TemplateView, Fault> {
    match office.ask(Request::SaveTemplate { kind: kind.into(), source: source.into() })? {
        Answer::SaveTemplate(view) => Ok(view),
        other => panic!("not a template: {other:?}"),
    }
}

fn preview(office: &Office, kind: &str, source: &str) -> TemplatePreview {
    match office
        .ask(Request::PreviewTemplate { kind: kind.into(), source: source.into() })
        .expect("it answers")
    {
        Answer::PreviewTemplate(preview) => *preview,
        other => panic!("not a preview: {other:?}"),
    }
}

fn letter(office: &Office, kind: &str) -> LetterView {
    match office
        .ask(Request::OpenLetter { usulan: office.usulan.clone(), kind: kind.into() })
        .expect("it opens")
    {
        Answer::OpenLetter(view) => *view,
        other => panic!("not a letter: {other:?}"),
    }
}

fn text(office: &Office, kind: &str, draft: &LetterDraft) -> String {
    let request =
        Request::PreviewLetter { usulan: office.usulan.clone(), kind: kind.into(), draft: draft.clone() };
    match office.ask(request).expect("it is drawn") {
        Answer::PreviewLetter(preview) => {
            preview.texts.concat().split_whitespace().collect::<Vec<_>>().join(" ")
        }
        other => panic!("not a preview: {other:?}"),
    }
}

fn filled(mut draft: LetterDraft) -> LetterDraft {
    for content in draft.fields.values_mut() {
        match content {
            FieldContent::Text(text) if text.is_empty() => "diisi".clone_into(text),
            FieldContent::List(list) if list.is_empty() => list.push("diisi".into()),
            _ => {}
        }
    }
    draft
}

fn keep(office: &Office, kind: &str, draft: LetterDraft) {
    let request = Request::SaveLetter { usulan: office.usulan.clone(), kind: kind.into(), draft };
    office.ask(request).expect("it is kept");
}

fn lock(office: &mut Office, kind: &str, draft: LetterDraft) -> String {
    let request =
        Request::LockLetter { usulan: office.usulan.clone(), kind: kind.into(), seen: office.seen, draft };
    match office.ask(request).expect("it is locked") {
        Answer::LockLetter(locked) => {
            office.seen = locked.seen;
            locked.document
        }
        other => panic!("not locked: {other:?}"),
    }
}

/// The delivered pengumuman with another last sentence.
fn other_words(office: &Office) -> String {
    open(office, KIND).source.replace("Pendaftaran tidak dipungut biaya.", "Pendaftaran tanpa biaya apa pun.")
}

#[test]
fn a_new_text_is_for_new_letters_and_alters_none_that_is_siap() {
    let mut office = at_work();
    let begun = filled(letter(&office, KIND).draft);
    let locked = lock(&mut office, KIND, begun);
    let before = std::fs::read(office.dir().join("documents").join(&locked)).expect("the locked PDF");
    let (revision, hash, _) = office.naskah(KIND);

    save(&office, KIND, &other_words(&office)).expect("petugas may change it");
    let view = letter(&office, KIND);
    assert_eq!(
        (view.state.as_str(), view.template_changed),
        ("siap", false),
        "what is siap is not offered it"
    );
    assert_eq!(office.naskah(KIND).1, hash, "the decision still fits R{revision}");
    let after = std::fs::read(office.dir().join("documents").join(&locked)).expect("the locked PDF");
    assert_eq!(before, after, "no byte of it changed");
    let out = Request::LetterOut {
        usulan: office.usulan.clone(),
        kind: KIND.into(),
        revision: Some(revision),
        exit: LetterExit::Print,
    };
    office.ask(out).expect("it is printed as it was locked");

    // The next revision begins with the words of the locked one, and says that there are newer ones.
    let revised = match office.ask(Request::ReviseLetter { usulan: office.usulan.clone(), kind: KIND.into() })
    {
        Ok(Answer::ReviseLetter(view)) => *view,
        other => panic!("not a konsep: {other:?}"),
    };
    assert!(revised.template_changed, "a konsep in hand says that the text changed");
    assert!(text(&office, KIND, &revised.draft).contains("tidak dipungut biaya"), "and keeps the old one");
    assert!(
        office::verification::verify(&office.dir(), None).expect("an office").sound,
        "chain and documents hold"
    );
}

#[test]
fn a_konsep_in_hand_takes_the_new_text_only_when_asked_and_loses_nothing() {
    let office = at_work();
    let mut draft = letter(&office, KIND).draft;
    draft.fields.insert("alamat_lpse".into(), FieldContent::Text("Jalan Contoh 7".into()));
    keep(&office, KIND, draft.clone());
    let source =
        other_words(&office).replace("about =", "about = \"Pendaftaran {{nama_etalase}}\"\n# about =");
    let source = source.replacen(
        "+++\nBagian",
        "\n[[field]]\nkey = \"batas\"\nlabel = \"Batas\"\ninitial = \"akhir tahun\"\n+++\nBagian",
        1,
    ) + "\nSampai {{batas}}.\n";
    save(&office, KIND, &source).expect("it is a good text");
    let view = letter(&office, KIND);
    assert!(view.template_changed && view.fields.iter().all(|field| field.key != "batas"));
    assert!(
        text(&office, KIND, &view.draft).contains("tidak dipungut biaya"),
        "it is drawn with its own text"
    );

    let taken = match office.ask(Request::TakeTemplate { usulan: office.usulan.clone(), kind: KIND.into() }) {
        Ok(Answer::TakeTemplate(view)) => *view,
        other => panic!("not a letter: {other:?}"),
    };
    assert!(!taken.template_changed && taken.fields.iter().any(|field| field.key == "batas"));
    assert_eq!(
        taken.draft.fields["alamat_lpse"],
        FieldContent::Text("Jalan Contoh 7".into()),
        "what was typed"
    );
    assert_eq!(
        taken.draft.fields["batas"],
        FieldContent::Text("akhir tahun".into()),
        "what the new one proposes"
    );
    let page = text(&office, KIND, &taken.draft);
    assert!(page.contains("tanpa biaya apa pun") && page.contains("Sampai akhir tahun."), "{page}");

    let back = match office.ask(Request::RestoreTemplate { kind: KIND.into() }) {
        Ok(Answer::RestoreTemplate(view)) => view,
        other => panic!("not a template: {other:?}"),
    };
    assert_eq!(Some(back.source), back.delivered, "kembali ke naskah bawaan");
    assert!(letter(&office, KIND).template_changed, "the konsep hears of that too");
}

#[test]
fn a_fault_names_its_line_and_a_broken_text_never_comes_into_force() {
    let office = at_work();
    let before = (open(&office, KIND), office.head());
    let source = before.0.source.replacen("{{jadwal}}", "{{jadwl}}", 1);
    let line = 1 + source.lines().position(|line| line.contains("{{jadwl}}")).expect("it is there") as u32;
    let shown = preview(&office, KIND, &source);
    let fault = shown.fault.expect("it has a fault");
    assert_eq!(fault.line, Some(line));
    assert_eq!(fault.message, "Isian {{jadwl}} tidak dikenal. Mungkin {{jadwal}}.");
    assert!(shown.letter.is_none() && shown.fields.iter().any(|field| field.key == "jadwal"));
    let refused = save(&office, KIND, &source).expect_err("it is refused");
    assert_eq!(code(&refused), "letter.template");
    assert!(refused.message.contains(&format!("baris {line}")), "{}", refused.message);
    let large = save(&office, KIND, &"x".repeat(70_000)).expect_err("64 KB");
    assert!(large.message.contains("terlalu besar"), "{}", large.message);
    assert!(save(&office, "../kop", &source).is_err(), "no name of a kind");
    assert_eq!((open(&office, KIND), office.head()), before, "nothing changed");

    office.desk.sign_in("arsiparis").expect("an account");
    assert_eq!(open(&office, KIND).refused.as_deref(), Some("act.not_permitted"));
    let refused = save(&office, KIND, &before.0.source).expect_err("not the arsiparis");
    assert_eq!(code(&refused), "act.not_permitted");
}

#[test]
fn the_difference_is_against_the_delivered_text_and_what_is_typed_survives() {
    let office = at_work();
    let source = other_words(&office);
    let shown = preview(&office, KIND, &source);
    let changed: Vec<_> = shown.difference.iter().filter(|line| line.change != LineChange::Same).collect();
    assert_eq!(
        changed.iter().map(|line| (line.change, line.text.as_str())).collect::<Vec<_>>(),
        [
            (LineChange::Removed, "8. Pendaftaran tidak dipungut biaya."),
            (LineChange::Added, "8. Pendaftaran tanpa biaya apa pun."),
        ]
    );
    assert!(!shown.in_force && shown.letter.is_some());
    let key = format!("template:{KIND}");
    office.ask(Request::SaveDraft { key, body: source.clone().into() }).expect("it is kept");
    let view = open(&office, KIND);
    assert_eq!(view.draft.as_ref(), Some(&source), "a draft of the text survives closing");
    save(&office, KIND, &source).expect("a good text");
    let view = open(&office, KIND);
    assert_eq!((view.source, view.draft), (source, None), "in force, and nothing left to continue");
}

#[test]
fn an_office_makes_a_kind_of_its_own_and_writes_it() {
    let mut office = at_work();
    let source = "+++\nkind = \"berita-acara\"\ntitle = \"Berita acara\"\nshape = \"surat\"\nhal = \"Berita Acara {{nama_etalase}}\"\nsigner = \"kepala-ukpbj\"\n\n[[field]]\nkey = \"nama_etalase\"\nlabel = \"Nama etalase\"\nrequired = true\n+++\nTelah diperiksa usulan {{nama_etalase}}.\n";
    assert!(
        office
            .ask(Request::OpenLetter { usulan: office.usulan.clone(), kind: "berita-acara".into() })
            .is_err()
    );
    save(&office, "berita-acara", source).expect("a kind of the office");
    let menu = office.view().other_letters;
    assert!(menu.contains(&("berita-acara".into(), "Berita acara".into())), "{menu:?}");
    let mut view = letter(&office, "berita-acara");
    assert_eq!(view.draft.fields["nama_etalase"], FieldContent::Text("Alat Tulis Kantor".into()), "as known");
    assert_eq!(view.draft.signer.as_deref(), Some("kabag-pbj"), "the role that its head names");
    view.draft.recipients.push(common::recipient("sekda"));
    lock(&mut office, "berita-acara", view.draft);
    office.sign(nov(10, 8, 50), "berita-acara");
    assert!(
        office.view().naskah.iter().any(|naskah| naskah.kind == "berita-acara" && naskah.valid == Some(1))
    );
    // Another process reads the same settings from the journal.
    let Office { folder, devices, desk, usulan, seen } = office;
    drop(desk);
    let desk = office::Desk::open(&folder.path().join("kantor"), devices.devices()).expect("it opens again");
    desk.sign_in("siti").expect("Siti");
    let office = Office { folder, devices, desk, usulan, seen };
    assert_eq!(open(&office, "berita-acara").source, source);
    assert!(office::verification::verify(&office.dir(), None).expect("an office").sound);
}

#[test]
fn a_surat_pengembalian_knows_what_is_wanting_and_is_written_signed_and_printed() {
    let mut office = at_work();
    let mut answers = common::checklist().answers;
    answers.insert("kbli".into(), false);
    let checklist = Checklist { answers, complete: false, note: "RUP belum diumumkan.".into() };
    office.own(Act::AnswerChecklist { checklist });
    office.clock(nov(10, 10, 0));
    office.paper(nov(10, 9, 30), Act::ReturnToProposer { reason: "Berkas belum lengkap".into() });
    let kind = "surat-pengembalian";
    assert!(office.view().other_letters.iter().any(|(other, _)| other == kind));
    let view = letter(&office, kind);
    assert_eq!(view.refused, None);
    assert_eq!(
        view.draft.fields["alasan"],
        FieldContent::List(vec![
            "Kode KBLI belum dicantumkan.".into(),
            "RUP belum diumumkan.".into(),
            "Berkas belum lengkap".into(),
        ])
    );
    assert_eq!(view.draft.recipients[0].name, "Kepala Dinas Pendidikan");
    let page = text(&office, kind, &view.draft);
    for part in
        ["400.3/311/416-101/2026", "karena belum lengkap", "Kode KBLI belum dicantumkan.", "Kepala Dinas"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    lock(&mut office, kind, filled(view.draft));
    office.sign(nov(10, 9, 45), kind);
    let owed = office.view().owed.copies;
    assert_eq!(owed.iter().filter(|name| *name == kind).count(), 1, "its copy is owed once: {owed:?}");
    let papers = office.view().papers;
    assert_eq!(papers.iter().filter(|paper| paper.name == kind).count(), 1, "and stands once in the berkas");
    // After the next letter of the agency another return has a letter of its own.
    office.clock(nov(16, 9, 0));
    office.paper(nov(16, 8, 30), common::received("530"));
    assert_eq!(letter(&office, kind).state, "konsep", "nothing of the first return is shown as the second's");
}

#[test]
fn a_telaah_belum_layak_ends_with_its_surat_pengembalian() {
    let mut office = at_work();
    office.checklist();
    office.use_document("telaah", 30, true);
    office.clock(nov(11, 9, 0));
    office.hand_over(nov(11, 8, 30), &["telaah"]);
    let decision = office.decision("telaah", approve(false));
    assert!(matches!(decision.verdict, Verdict::Approve { .. }));
    office.decide(nov(11, 8, 50), vec![decision]);
    let kind = "surat-pengembalian";
    assert_eq!(office.view().status, "tidak_dilanjutkan");
    assert_eq!(office.view().other_letters.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), [kind]);
    let view = letter(&office, kind);
    assert_eq!(
        view.draft.fields["sebab"],
        FieldContent::Text("karena menurut hasil telaah belum layak".into())
    );
    lock(&mut office, kind, filled(view.draft));
    office.sign(nov(11, 8, 58), kind);
}

#[test]
fn tembusan_follow_the_signer_who_is_never_among_them() {
    let office = at_work();
    let view = letter(&office, "surat-pemberitahuan");
    assert_eq!(view.draft.signer.as_deref(), Some("sekda"));
    assert_eq!(view.draft.copies_to, ["Bupati Mojokerto", "Inspektur Kabupaten Mojokerto"]);
    let of = |view: &LetterView, post: &str| {
        view.signers.iter().find(|one| one.post == post).expect("a post").copies_to.clone()
    };
    assert_eq!(
        of(&view, "kabag-pbj"),
        ["Sekretaris Daerah Kabupaten Mojokerto", "Inspektur Kabupaten Mojokerto"]
    );
    let back = letter(&office, "surat-pengembalian");
    assert_eq!(of(&back, "kabag-pbj"), ["Sekretaris Daerah Kabupaten Mojokerto"]);
    assert!(of(&back, "sekda").is_empty(), "who signs gets no copy");
}

#[test]
fn the_route_of_a_kind_says_in_whose_name_it_is_signed() {
    let office = at_work();
    let Ok(Answer::Settings(settings)) = office.ask(Request::Settings) else { panic!("settings") };
    let forms = settings.signing_forms.iter().find(|(post, _)| post == "kabag-pbj").expect("the Kabag");
    assert_eq!(forms.1, [SigningForm::Own, SigningForm::OnBehalf, SigningForm::OnBehalfFor]);
    let mut set = settings.office.clone();
    let route = set.signing.iter_mut().find(|route| route.kind == "surat-pemberitahuan").expect("its route");
    "kabag-pbj".clone_into(&mut route.signer);
    route.form = SigningForm::OnBehalf;
    office.ask(Request::SaveOffice { office: Box::new(set) }).expect("it is set");
    let view = letter(&office, "surat-pemberitahuan");
    assert_eq!((view.draft.signer.as_deref(), view.draft.form), (Some("kabag-pbj"), SigningForm::OnBehalf));
    let page = text(&office, "surat-pemberitahuan", &view.draft);
    assert!(page.contains("a.n. SEKRETARIS DAERAH"), "{page}");
    assert!(!page.contains("BAGIAN PENGADAAN BARANG DAN JASA"), "on Setda's own kop: {page}");
    // An office that was set before a kind was delivered has its route as delivered.
    let old: office::api::SigningRoute =
        serde_json::from_str(r#"{"kind":"telaah","signer":"kabag-pbj","paraf":[]}"#).expect("an older route");
    assert_eq!(old.form, SigningForm::Own);
    let mut few = settings.office.clone();
    few.signing.retain(|route| route.kind == "telaah");
    let Ok(Answer::SaveOffice(full)) = office.ask(Request::SaveOffice { office: Box::new(few) }) else {
        panic!("saved")
    };
    assert!(full.signing.iter().any(|route| route.kind == "surat-undangan"), "{:?}", full.signing);
}

#[test]
fn a_proposal_goes_to_the_sekda_for_the_kabag_and_as_nota_from_a_bagian_of_setda() {
    let mut office = Office::sample(nov(10, 8, 0));
    let Ok(Answer::Settings(settings)) = office.ask(Request::Settings) else { panic!("settings") };
    let mut agencies = settings.agencies.clone();
    let mut bagian = agencies[0].clone();
    bagian.id = "bagian-umum".into();
    bagian.name = "Bagian Umum".into();
    bagian.addressee = "Kepala Bagian Umum".into();
    bagian.group = office::delivered::SETDA_GROUP.into();
    bagian.not_recipient = false;
    agencies.push(bagian);
    office.ask(Request::SaveAgencies { agencies }).expect("the bagian is added");
    let draft = |id: &str, name: &str| Act::Draft {
        agency: sop::act::Agency { id: id.into(), name: name.into() },
        etalase: common::etalase(),
    };
    office.begin(sop::act::Submission::own(draft("dispendik", "Dinas Pendidikan"))).expect("a draft");
    let view = letter(&office, "surat-usulan");
    assert!(view.may_be_nota && !view.draft.nota, "an agency writes a letter");
    let choices = &view.recipient_groups[0].recipients;
    let mut draft_of = view.draft.clone();
    draft_of.recipients = vec![choices[1].clone()];
    let page = text(&office, "surat-usulan", &draft_of);
    assert!(
        page.contains(
            "Yth. Sekretaris Daerah Kabupaten Mojokerto u.p. Kepala Bagian Pengadaan Barang dan Jasa"
        ),
        "{page}"
    );
    office.begin(sop::act::Submission::own(draft("bagian-umum", "Bagian Umum"))).expect("a draft");
    let view = letter(&office, "surat-usulan");
    assert!(view.draft.nota, "a bagian of Setda writes a nota dinas");
    let page = text(&office, "surat-usulan", &view.draft);
    for part in ["NOTA DINAS", "SEKRETARIAT DAERAH", "BAGIAN UMUM", "Dari : Kepala Bagian Umum"] {
        assert!(page.contains(part), "{part} in {page}");
    }
}
