// An usulan brought as far as a test needs it, in the hours of DESK section 1, by asking the office and not the page:
// what a test is about it does on the page itself.

import type { Act } from "../src/generated/Act";
import type { Evidence } from "../src/generated/Evidence";
import type { LaneDecision } from "../src/generated/LaneDecision";
import type { LetterView } from "../src/generated/LetterView";
import type { OpenOutput } from "../src/generated/OpenOutput";
import type { Picked } from "../src/generated/Picked";
import type { Submission } from "../src/generated/Submission";
import type { UsulanView } from "../src/generated/UsulanView";
import type { Verdict } from "../src/generated/Verdict";
import { type Office, expect } from "./desk";
import type { Papers } from "./papers";

const LATER: Evidence = { copy: "later" };
const NO_COPY: Evidence = { copy: "not_needed" };
/** What the desk asks about a letter in step 4. */
const CHECKLIST = ["penandatangan", "nama_etalase", "uraian", "kbli", "kebutuhan", "calon_penyedia", "tidak_mengarah", "izin_wajar", "belum_ada", "narahubung"];
const FIELDS: Record<string, Record<string, string | string[]>> = {
  telaah: {
    etalase_serupa: "belum ada pada Katalog Elektronik Lokal Kabupaten Mojokerto.", referensi_harga: "hasil survei pada tiga toko di Mojokerto.",
    latar_belakang: "Kebutuhan alat tulis kantor berulang setiap tahun pada seluruh perangkat daerah.", tipe_pelaku_usaha: "Tidak terbatas",
    syarat_teknis: "produk baru dan bermerek terdaftar.", syarat_harga: "harga satuan termasuk pajak dan biaya kirim.", satuan: "rim, buah, lusin",
    jadwal: "terbuka sejak pengumuman ditayangkan", hambatan: "Pendampingan pendaftaran usaha mikro diperlukan.",
    alasan: "kebutuhan bersifat berulang dan etalase serupa belum ada.",
  },
  pengumuman: { daftar_produk: ["kertas", "alat tulis", "map", "tinta dan toner"], tipe_pelaku_usaha: "Tidak terbatas", jadwal: "12 November 2026 sampai ada pengumuman penutupan" },
  "surat-pemberitahuan": {},
};

/** `10 09.32` is Tuesday 10 November 2026. */
function instant(time: string): string {
  const [day, hour] = time.split(" ") as [string, string];
  return `2026-11-${day}T${hour.replace(".", ":")}:00+07:00`;
}

interface What {
  etalase: string;
  agency: { id: string; name: string };
  /** As in the TU book. */
  agenda: string;
  /** Of the pengumuman and of the letter, where several usulan come that far. */
  numbers?: [string, string];
}

export class Course {
  usulan = "";
  #seen = 0;

  constructor(
    readonly office: Office,
    readonly papers: Papers,
    readonly what: What = { etalase: "Alat Tulis Kantor", agency: { id: "dispendik", name: "Dinas Pendidikan" }, agenda: "512" },
  ) {}

  /** Step 1: the letter of Dinas Pendidikan, received at 08.10. */
  async received(): Promise<this> {
    await this.office.signIn();
    const act: Act = {
      act: "receive",
      agency: this.what.agency,
      etalase: {
        name: this.what.etalase, kind: "Barang", description: "kertas, alat tulis, map, tinta dan toner", kbli: ["47611"], need: "12 (dua belas) bulan untuk 412 satuan kerja",
        suppliers: "14", contact: "Dewi Contoh, S.E.", phone: "0812-0000-0000",
      },
      letter: {
        arrival: "hand", number: `400.3/${this.what.agenda}/416-101/2026`, date: "2026-11-06", form: "surat_dinas", subject: `Usulan etalase ${this.what.etalase.toLowerCase()}`, sifat: "Biasa",
        attachments: "1 (satu) berkas", agenda: this.what.agenda, agenda_double_reason: null, agenda_setda: "", leader_disposition: null,
      },
    };
    const begun = await this.office.ask<{ usulan: string; seen: number }>({ ask: "begin", submission: submitted(act, "10 08.10", LATER) });
    this.usulan = begun.usulan;
    this.#seen = begun.seen;
    return this;
  }

  /** Steps 2 and 3: 82 working minutes where one hour is the standard. */
  async disposed(): Promise<this> {
    await this.received();
    await this.#paper("10 09.32", { act: "dispose", disposition: { to: ["Sub Koordinator Pengelolaan LPSE"], instructions: ["Kaji usulan, buat telaah dan konsep pengumuman"], note: "", deadline: null } });
    await this.#paper("10 09.40", { act: "accept_disposition" });
    return this;
  }

  /** Step 4: telaah and pengumuman are ready and lie on the Kabag's desk. */
  async onTheDesk(): Promise<this> {
    await this.disposed();
    const checklist = { answers: Object.fromEntries(CHECKLIST.map((item) => [item, true])), complete: true, note: "" };
    await this.#paper("10 14.00", { act: "answer_checklist", checklist }, NO_COPY);
    await this.#lock("telaah");
    await this.#lock("pengumuman");
    await this.#handOver("11 08.30");
    return this;
  }

  /** Step 5: approved, signed and numbered; the signed paper is still at the copier. */
  async approved(): Promise<this> {
    await this.onTheDesk();
    await this.#decide("11 08.55");
    await this.#number("11 10.12", "pengumuman", this.#numbers[0]);
    return this;
  }

  /** Step 6: the etalase is on LKPP's site. */
  async published(): Promise<this> {
    await this.approved();
    await this.office.picks(this.papers.pdf("pengumuman.pdf", "Pengumuman bertanda tangan"));
    const { naskah, revision } = await this.#letter("pengumuman");
    const [signed, proof] = [await this.#picked(), await this.office.picks(this.papers.png("tayang.png")).then(() => this.#picked())];
    await this.#paper("11 10.40", { act: "file_copy", naskah, revision, copy: { copy: "scan", document: signed } } as Act, NO_COPY);
    await this.#paper("11 13.25", { act: "publish", publication: { address: "https://e-katalog.lkpp.go.id/etalase/alat-tulis-kantor", proofs: [proof], platform: "v5" } }, NO_COPY);
    return this;
  }

  /** Step 7: the letter lies on the Kabag's desk. */
  async lettered(): Promise<this> {
    await this.published();
    await this.#lock("surat-pemberitahuan");
    await this.#handOver("11 13.40");
    return this;
  }

  /** Step 8: approved; the Sekda, who stands outside the SOP, is to sign it. */
  async atTheSigner(): Promise<this> {
    await this.lettered();
    await this.#decide("11 13.50");
    return this;
  }

  /** Between 8 and 9: signed by the Sekda and numbered. */
  async numbered(): Promise<this> {
    await this.atTheSigner();
    const { naskah, revision } = await this.#letter("surat-pemberitahuan");
    await this.#paper("12 15.00", { act: "sign", naskah, revision, place: "" });
    await this.#number("12 15.12", "surat-pemberitahuan", this.#numbers[1]);
    return this;
  }

  /** Step 9: sent to every recipient. */
  async sent(): Promise<this> {
    await this.numbered();
    const { recipients } = await this.view();
    await this.#paper("12 15.20", { act: "send", deliveries: recipients.map((one) => ({ recipient: one.recipient, method: "SRIKANDI" })) }, NO_COPY);
    return this;
  }

  /** Something beside the steps, done in the application at that time. */
  async beside(time: string, act: Act): Promise<this> {
    await this.office.clock(instant(time));
    const submission: Submission = { act, actor: null, basis: "own", evidence: NO_COPY, when: { certainty: "now" }, deviation: null };
    const { seen } = await this.office.ask<{ seen: number }>({ ask: "record", usulan: this.usulan, seen: (await this.view()).seen, acts: [submission] });
    this.#seen = seen;
    return this;
  }

  view(): Promise<UsulanView> {
    return this.office.ask<UsulanView>({ ask: "usulan", usulan: this.usulan });
  }

  get #numbers(): [string, string] {
    return this.what.numbers ?? ["000.3/145/416-023/2026", "000.3/146/416-012/2026"];
  }

  /** Recorded from paper, typed two minutes later. */
  async #paper(time: string, act: Act, evidence = LATER): Promise<void> {
    await this.office.clock(instant(time.replace(/\d\d$/, (minutes) => String(Number(minutes) + 2).padStart(2, "0"))));
    const { seen } = await this.office.ask<{ seen: number }>({ ask: "record", usulan: this.usulan, seen: this.#seen, acts: [submitted(act, time, evidence)] });
    this.#seen = seen;
  }

  async #lock(kind: string): Promise<void> {
    const { draft } = await this.office.ask<LetterView>({ ask: "open_letter", usulan: this.usulan, kind });
    const filled = { ...draft, fields: { ...draft.fields, ...FIELDS[kind] } };
    const { seen } = await this.office.ask<{ seen: number }>({ ask: "lock_letter", usulan: this.usulan, kind, seen: this.#seen, draft: filled });
    this.#seen = seen;
  }

  async #open(key: string): Promise<OpenOutput[]> {
    const act = (await this.view()).acts.find((one) => one.key === key);
    expect(act, `${key} can be recorded`).toBeDefined();
    return act?.outputs ?? [];
  }

  async #handOver(time: string): Promise<void> {
    const outputs = await this.#open("hand_over");
    await this.#paper(time, { act: "hand_over", outputs: outputs.map((one) => ({ lane: one.lane, revision: one.revision ?? 0 })) }, NO_COPY);
  }

  /** Everything on the desk is approved; what the Kabag signs is signed with it. */
  async #decide(time: string): Promise<void> {
    const outputs = await this.#open("decide");
    const decisions = outputs.map((one): LaneDecision => ({
      lane: one.lane, revision: one.revision ?? 0, body_hash: one.body_hash ?? "", verdict: { verdict: "approve", signed: one.signs } as Verdict,
    }));
    await this.#paper(time, { act: "decide", decisions });
  }

  async #letter(kind: string): Promise<{ naskah: string; revision: number }> {
    const found = (await this.view()).naskah.find((one) => one.kind === kind);
    return { naskah: found?.naskah ?? "", revision: found?.valid ?? 0 };
  }

  async #number(time: string, kind: string, number: string): Promise<void> {
    const date = instant(time).slice(0, 10);
    await this.#paper(time, { act: "number", numbering: { ...(await this.#letter(kind)), number, date, source: "book", pool: "", pattern: "", double_reason: null } }, NO_COPY);
  }

  async #picked(): Promise<string> {
    const [first] = await this.office.ask<Picked[]>({ ask: "pick_documents" });
    expect(first?.picked, "the paper is taken").toBe("taken");
    return first?.picked === "taken" ? first.document.document : "";
  }
}

function submitted(act: Act, time: string, evidence: Evidence): Submission {
  return { act, actor: null, basis: "paper", evidence, when: { certainty: "written", at: instant(time) }, deviation: null };
}
