//! One sample usulan through all nine steps, with a correction round at step 5 and a letter that Setda sent
//! back: through the same requests that the desk sends, laid over the working days before a given time.

use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, Duration};
use devices::Devices;
use devices::fake::FixedClock;
use sop::act::{
    Act, Agency, Arrival, Checklist, Delivery, Disposition, Etalase, LaneDecision, LaneRevision, LetterForm,
    NaskahCopy, NumberSource, Numbering, ProposalLetter, Publication, Slot, Submission, Verdict,
};
use sop::calendar::Calendar;
use sop::record::{Basis, Evidence, Instant, When};
use sop::usulan::Usulan;

use crate::api::{Answer, FieldContent, LetterDraft, Request};
use crate::delivered::{CHECKLIST, SEKDA};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::founding::create_office;
use crate::sample::PETUGAS;

/// Working minutes that the demonstration takes from receipt to the last recipient.
const LENGTH: u32 = 1_180;

/// A naskah that the demonstration made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DemoNaskah {
    /// Kind.
    pub kind: String,
    /// Revision, 0 for sheets that have none.
    pub revision: u32,
    /// The document, relative to the office folder.
    pub document: String,
    /// Pages.
    pub pages: u32,
}

/// What the demonstration made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Demo {
    /// The usulan.
    pub usulan: String,
    /// Its status at the end.
    pub status: String,
    /// Every valid naskah, in the order of the procedure, then the lembar kendali.
    pub naskah: Vec<DemoNaskah>,
}

/// Takes one sample usulan through the SOP in the office at `dir`, which is made with the sample office when there is
/// none. The last act ends at `devices`' clock; the acts before it lie on the working days before.
///
/// # Errors
/// The office cannot be made or opened, or an act is refused.
pub fn demo(dir: &Path, devices: &Devices) -> Result<Demo, Fault> {
    let end = devices.clock.now();
    let calendar = Calendar::mojokerto().map_err(Fault::unknown)?;
    let start = start_before(&calendar, end)?;
    let clock = FixedClock::at(start);
    let then = Devices { clock: Arc::new(clock.clone()), ..devices.clone() };
    if !dir.join("etalase.db").exists() {
        create_office(dir, true, &then)?;
    }
    let desk = Desk::open(dir, then)?;
    desk.sign_in(PETUGAS)?;
    let mut play = Play { desk, clock, calendar, start, end, usulan: String::new(), seen: 0 };
    play.all()
}

/// The start of the working time that ends at `end` and is as long as the demonstration.
fn start_before(calendar: &Calendar, end: Instant) -> Result<Instant, Fault> {
    let end = sop::record::whole_minute(end.with_timezone(&calendar.offset()));
    // Go back by days until there is enough working time, then forward to the minute.
    let mut from = end;
    while calendar.elapsed(from, end).minutes < i64::from(LENGTH) {
        from -= Duration::days(1);
        if end - from > Duration::days(400) {
            return Err(Fault::unknown(
                "the calendar has no working time before the end of the demonstration",
            ));
        }
    }
    let spare = calendar.elapsed(from, end).minutes - i64::from(LENGTH);
    let spare = u32::try_from(spare.max(1)).map_err(Fault::unknown)?;
    Ok(calendar.due(from, spare).map_err(Fault::unknown)?.at)
}

struct Play {
    desk: Desk,
    clock: FixedClock,
    calendar: Calendar,
    start: Instant,
    end: Instant,
    usulan: String,
    seen: u32,
}

impl Play {
    /// The instant so many working minutes after the start; never after the end.
    fn at(&self, minutes: u32) -> Result<Instant, Fault> {
        if minutes == 0 {
            return Ok(self.start);
        }
        Ok(self.calendar.due(self.start, minutes).map_err(Fault::unknown)?.at.min(self.end))
    }

    fn ask(&self, request: Request) -> Result<Answer, Fault> {
        self.desk.ask(request)
    }

    /// Records acts from paper at a moment, entered two minutes later.
    fn paper(&mut self, minutes: u32, acts: Vec<Act>, evidence: &Evidence) -> Result<(), Fault> {
        let at = self.at(minutes)?;
        self.clock.set(self.at(minutes + 2)?.max(at));
        let acts = acts
            .into_iter()
            .map(|act| Submission {
                basis: Basis::Paper,
                evidence: evidence.clone(),
                when: When::Written { at },
                ..Submission::own(act)
            })
            .collect();
        self.record(acts)
    }

    /// Records an act of the petugas at the desk.
    fn own(&mut self, minutes: u32, act: Act) -> Result<(), Fault> {
        self.clock.set(self.at(minutes)?);
        self.record(vec![Submission::own(act)])
    }

    fn record(&mut self, acts: Vec<Submission>) -> Result<(), Fault> {
        let request = Request::Record { usulan: self.usulan.clone(), seen: self.seen, acts };
        if let Answer::Record(recorded) = self.ask(request)? {
            self.seen = recorded.seen;
        }
        Ok(())
    }

    fn state(&self) -> Result<Usulan, Fault> {
        self.desk.load(&self.usulan)
    }

    /// Fills the form of a naskah and locks it.
    fn lock(&mut self, minutes: u32, kind: &str, fill: &[(&str, &str)]) -> Result<(), Fault> {
        self.clock.set(self.at(minutes)?);
        let usulan = self.usulan.clone();
        let request = Request::ReviseLetter { usulan: usulan.clone(), kind: kind.into() };
        let Answer::ReviseLetter(view) = self.ask(request)? else { return Ok(()) };
        let mut draft: LetterDraft = view.draft;
        for (key, text) in fill {
            let content = match draft.fields.get(*key) {
                Some(FieldContent::List(_)) => {
                    FieldContent::List(text.split("; ").map(str::to_owned).collect())
                }
                _ => FieldContent::Text((*text).to_owned()),
            };
            draft.fields.insert((*key).to_owned(), content);
        }
        let request = Request::LockLetter { usulan, kind: kind.into(), seen: self.seen, draft };
        if let Answer::LockLetter(locked) = self.ask(request)? {
            self.seen = locked.seen;
        }
        Ok(())
    }

    /// The output's revision that is siap, as a decision names it.
    fn decision(&self, lane: &str, verdict: Verdict) -> Result<LaneDecision, Fault> {
        let usulan = self.state()?;
        let found = usulan.naskah_of_lane(lane).and_then(|naskah| naskah.valid());
        let found = found.ok_or_else(|| Fault::unknown(format!("no revision of {lane}")))?;
        Ok(LaneDecision {
            lane: lane.to_owned(),
            revision: found.ready.revision,
            body_hash: found.ready.body_hash.clone(),
            verdict,
        })
    }

    fn hand_over(&mut self, minutes: u32, lanes: &[&str]) -> Result<(), Fault> {
        let usulan = self.state()?;
        let outputs = lanes
            .iter()
            .filter_map(|lane| {
                let revision = usulan.naskah_of_lane(lane)?.valid()?.ready.revision;
                Some(LaneRevision { lane: (*lane).to_owned(), revision })
            })
            .collect();
        self.paper(minutes, vec![Act::HandOver { outputs }], &Evidence::NotNeeded)
    }

    /// Key and valid revision of the naskah of a kind.
    fn naskah(&self, kind: &str) -> Result<(String, u32), Fault> {
        let usulan = self.state()?;
        let naskah = usulan.naskah_of_kind(kind).ok_or_else(|| Fault::unknown(format!("no {kind}")))?;
        let revision = naskah.valid().map_or(0, |valid| valid.ready.revision);
        Ok((naskah.id.clone(), revision))
    }

    /// A picture of a page, as a scanner or a screenshot would give it.
    fn picture(&self, kind: &str, name: &str, width: u32) -> Result<String, Fault> {
        let usulan = self.state()?;
        let naskah = usulan.naskah_of_kind(kind).and_then(|naskah| naskah.valid());
        let document = naskah.map(|valid| valid.ready.pdf_sha256.clone()).unwrap_or_default();
        let image = self
            .desk
            .image(&format!("document/{document}/1?w={width}"))
            .ok_or_else(|| Fault::unknown(format!("no page of {kind}")))?;
        let stored = self.desk.archive.store_bytes(name, &image.bytes)?;
        crate::documents::record(
            &self.desk.archive,
            &stored,
            image.media_type,
            Some(name),
            "demo",
            self.desk.now(),
        )?;
        Ok(stored.sha256().to_string())
    }

    fn number(&mut self, minutes: u32, kind: &str, written: &str) -> Result<(), Fault> {
        let (naskah, revision) = self.naskah(kind)?;
        let at = self.at(minutes)?;
        let numbering = Numbering {
            naskah,
            revision,
            number: written.replace("{tahun}", &at.year().to_string()),
            date: at.date_naive(),
            source: NumberSource::Book,
            pool: String::new(),
            pattern: String::new(),
            double_reason: Some("kantor contoh".to_owned()),
        };
        self.paper(minutes, vec![Act::Number { numbering }], &Evidence::NotNeeded)
    }

    fn all(&mut self) -> Result<Demo, Fault> {
        self.receive()?;
        let later = Evidence::Later;
        let disposition = Disposition {
            to: vec!["Sub Koordinator Pengelolaan LPSE".into()],
            instructions: vec!["Kaji usulan, buat telaah dan konsep pengumuman".into()],
            note: "Kaji kelengkapan dan kelayakan usulan.".into(),
            deadline: None,
        };
        self.paper(40, vec![Act::Dispose { disposition }], &later)?;
        self.paper(48, vec![Act::AcceptDisposition], &later)?;
        self.write()?;
        self.decide()?;
        self.publish()?;
        self.notify()?;
        self.send()?;
        self.list()
    }

    fn receive(&mut self) -> Result<(), Fault> {
        let at = self.at(0)?;
        self.clock.set(self.at(8)?);
        let year = at.year();
        let submission = Submission {
            basis: Basis::Paper,
            evidence: Evidence::Later,
            when: When::Written { at },
            ..Submission::own(Act::Receive {
                agency: Agency { id: "dispendik".into(), name: "Dinas Pendidikan".into() },
                etalase: Etalase {
                    name: "Alat Tulis Kantor".into(),
                    kind: "Barang".into(),
                    description: "kertas, alat tulis, map, tinta dan toner, serta perlengkapan arsip".into(),
                    kbli: vec!["47611".into(), "46421".into()],
                    need: "12 (dua belas) bulan untuk 412 satuan kerja".into(),
                    suppliers: "14".into(),
                    contact: "Dewi Contoh, S.E.".into(),
                    phone: "0812-0000-0000".into(),
                },
                letter: ProposalLetter {
                    arrival: Arrival::Hand,
                    number: format!("400.3/311/416-101/{year}"),
                    date: Some(at.date_naive() - Duration::days(4)),
                    form: LetterForm::SuratDinas,
                    subject: "Usulan Pembuatan Etalase Katalog Elektronik Lokal".into(),
                    sifat: "Biasa".into(),
                    attachments: "1 (satu) berkas".into(),
                    agenda: "512".into(),
                    agenda_double_reason: Some("kantor contoh".into()),
                    agenda_setda: String::new(),
                    leader_disposition: None,
                },
            })
        };
        if let Answer::Begin(begun) = self.ask(Request::Begin { submission: Box::new(submission) })? {
            self.usulan = begun.usulan;
            self.seen = begun.seen;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Fault> {
        let checklist = Checklist {
            answers: CHECKLIST.iter().map(|item| ((*item).to_owned(), true)).collect(),
            complete: true,
            note: String::new(),
        };
        self.own(70, Act::AnswerChecklist { checklist })?;
        self.lock(200, "telaah", TELAAH)?;
        self.lock(
            230,
            "pengumuman",
            &[
                ("daftar_produk", "kertas; alat tulis; map; tinta dan toner; perlengkapan arsip"),
                ("tipe_pelaku_usaha", "Tidak terbatas"),
                ("jadwal", "1 sampai 14 bulan berjalan"),
            ],
        )?;
        self.hand_over(250, &["telaah", "pengumuman"])
    }

    fn decide(&mut self) -> Result<(), Fault> {
        let later = Evidence::Later;
        let telaah = self.decision("telaah", Verdict::Approve { signed: false })?;
        let note = "Angka 5, jadwal: tulis terbuka sampai ada pengumuman penutupan.".to_owned();
        let pengumuman = self.decision("pengumuman", Verdict::Correct { note, document: None })?;
        self.paper(275, vec![Act::Decide { decisions: vec![telaah, pengumuman] }], &later)?;
        self.lock(
            320,
            "pengumuman",
            &[("jadwal", "terbuka sejak pengumuman ini ditayangkan sampai ada pengumuman penutupan")],
        )?;
        self.hand_over(325, &["pengumuman"])?;
        let approved = self.decision("pengumuman", Verdict::Approve { signed: true })?;
        self.paper(345, vec![Act::Decide { decisions: vec![approved] }], &later)?;
        self.number(352, "pengumuman", "000.3/145/416-023/{tahun}")?;
        let document = self.picture("pengumuman", "pengumuman-tertandatangani.png", 1240)?;
        let (naskah, revision) = self.naskah("pengumuman")?;
        self.own(360, Act::FileCopy { naskah, revision, copy: NaskahCopy::Scan { document } })
    }

    fn publish(&mut self) -> Result<(), Fault> {
        let proof = self.picture("pengumuman", "tangkapan-layar.png", 900)?;
        let publication = Publication {
            address: "https://e-katalog.lkpp.go.id/etalase/alat-tulis-kantor".into(),
            proofs: vec![proof],
            platform: "v5".into(),
        };
        self.paper(395, vec![Act::Publish { publication }], &Evidence::NotNeeded)
    }

    fn notify(&mut self) -> Result<(), Fault> {
        self.lock(412, "surat-pemberitahuan", &[])?;
        self.hand_over(418, &["pemberitahuan"])?;
        let approved = self.decision("pemberitahuan", Verdict::Approve { signed: false })?;
        self.paper(430, vec![Act::Decide { decisions: vec![approved] }], &Evidence::Later)?;
        // The Sekda's secretary sends it back once; R2 needs no new decision of the Kabag.
        let (naskah, revision) = self.naskah("surat-pemberitahuan")?;
        let note = "Tembusan dilengkapi.".to_owned();
        self.paper(640, vec![Act::ReturnOutside { naskah, revision, note }], &Evidence::NotNeeded)?;
        self.lock(700, "surat-pemberitahuan", &[])?;
        let (naskah, revision) = self.naskah("surat-pemberitahuan")?;
        let at = self.at(1_150)?;
        self.clock.set(self.at(1_152)?);
        let state = self.desk.state();
        let signer = state.posts.holder(SEKDA, at.date_naive());
        let signed = Submission {
            actor: signer
                .map(|holder| sop::act::ActorChoice { post: holder.post.id, person: holder.person.id }),
            basis: Basis::Paper,
            evidence: Evidence::Later,
            when: When::Written { at },
            ..Submission::own(Act::Sign { naskah, revision, place: String::new() })
        };
        self.record(vec![signed])?;
        self.number(1_160, "surat-pemberitahuan", "000.3/2291/416-012/{tahun}")
    }

    fn send(&mut self) -> Result<(), Fault> {
        let usulan = self.state()?;
        let deliveries = usulan
            .recipients()
            .into_iter()
            .map(|recipient| Delivery { recipient, method: "SRIKANDI dan surel".into() })
            .collect();
        let at = self.at(1_168)?;
        self.clock.set(self.end);
        self.record(vec![Submission {
            basis: Basis::Paper,
            evidence: Evidence::NotNeeded,
            when: When::Written { at },
            ..Submission::own(Act::Send { deliveries })
        }])?;
        let document = self.picture("surat-pemberitahuan", "pemberitahuan-tertandatangani.png", 1240)?;
        let (naskah, _) = self.naskah("surat-pemberitahuan")?;
        let slot = Slot::Naskah { naskah };
        let name = "pemberitahuan-tertandatangani.png".to_owned();
        self.record(vec![Submission::own(Act::Attach { slot, document, name })])
    }

    /// The valid naskah, and the sheets that travel with the map, as documents of the office.
    fn list(&self) -> Result<Demo, Fault> {
        let usulan = self.state()?;
        let mut naskah = Vec::new();
        let letter = self.sheet(&usulan, letters::Kind::SuratUsulan)?;
        naskah.push(letter);
        naskah.push(self.sheet(&usulan, letters::Kind::LembarDisposisi)?);
        for kind in ["telaah", "pengumuman", "surat-pemberitahuan"] {
            let found = usulan.naskah_of_kind(kind).and_then(|naskah| naskah.valid());
            let found = found.ok_or_else(|| Fault::unknown(format!("no {kind}")))?;
            naskah.push(DemoNaskah {
                kind: kind.to_owned(),
                revision: found.ready.revision,
                document: format!("documents/{}", found.ready.pdf_sha256),
                pages: found.ready.pages,
            });
        }
        naskah.push(self.sheet(&usulan, letters::Kind::LembarKendali)?);
        Ok(Demo {
            usulan: self.usulan.clone(),
            status: crate::views::status_word(&usulan).to_owned(),
            naskah,
        })
    }

    /// A sheet printed from the usulan and kept as a document.
    fn sheet(&self, usulan: &Usulan, kind: letters::Kind) -> Result<DemoNaskah, Fault> {
        let rendered = self.desk.sheet_of(&self.usulan, usulan, kind)?;
        let name = format!("{}.pdf", kind.label());
        let stored = self.desk.archive.store_bytes(&name, &rendered.pdf)?;
        crate::documents::record(
            &self.desk.archive,
            &stored,
            "application/pdf",
            Some(&name),
            "rendered",
            self.desk.now(),
        )?;
        Ok(DemoNaskah {
            kind: kind.as_str().to_owned(),
            revision: 0,
            document: format!("documents/{}", stored.sha256()),
            pages: rendered.pages,
        })
    }
}

/// What the Sub Koordinator writes into the telaah of the demonstration.
const TELAAH: &[(&str, &str)] = &[
    (
        "etalase_serupa",
        "belum ada pada Katalog Elektronik Lokal Kabupaten Mojokerto; pada katalog nasional tersedia, tetapi penyedia setempat belum terwakili.",
    ),
    ("referensi_harga", "hasil survei pada tiga toko di Mojokerto dan dua laman niaga."),
    (
        "latar_belakang",
        "Kebutuhan alat tulis kantor berulang setiap tahun, tersebar pada seluruh perangkat daerah, dan selama ini dipenuhi melalui pembelian langsung dengan harga yang beragam.",
    ),
    ("tipe_pelaku_usaha", "Tidak terbatas"),
    (
        "syarat_teknis",
        "produk baru, bukan rekondisi, bermerek terdaftar, dan bergaransi penggantian bila cacat.",
    ),
    (
        "syarat_harga",
        "harga satuan termasuk pajak dan biaya kirim ke seluruh kecamatan, tidak melebihi harga pasar.",
    ),
    ("satuan", "rim, buah, lusin, botol"),
    ("jadwal", "terbuka sejak pengumuman ditayangkan"),
    (
        "hambatan",
        "Sebagian usaha mikro belum memiliki akun yang teragregasi; pendampingan pendaftaran diperlukan. Keuntungannya, harga dapat dibandingkan dan proses pembelian lebih cepat serta tercatat.",
    ),
    (
        "alasan",
        "kebutuhan bersifat berulang, produknya dapat distandarkan, penyedia setempat tersedia, dan etalase serupa belum ada.",
    ),
];
