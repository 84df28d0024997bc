import { beforeEach, describe, expect, test, vi } from "vitest";

const asked: Record<string, unknown>[] = [];
const answers: Record<string, (request: Record<string, unknown>) => unknown> = {};

vi.mock("$backend", async () => {
  const { Fault, asFault } = await vi.importActual<typeof import("../../backend/fault")>("../../backend/fault");
  return {
    Fault,
    asFault,
    onNotice: () => () => {},
    ask: async (request: Record<string, unknown>) => {
      asked.push(request);
      const answer = answers[request.ask as string];
      if (!answer) throw new Fault({ code: "unknown" });
      return answer(request);
    },
  };
});

const { NewUsulanForm, codes, letterDate } = await import("./form.svelte");
const { clock } = await import("$shared/clock.svelte");
const { Fault } = await import("$backend");

const NOW = "2026-11-10T15:45:00+07:00";
const sent = (ask: string) => asked.filter((request) => request.ask === ask);

function filled() {
  const form = new NewUsulanForm();
  form.agencies = [{ id: "disdik", name: "Dinas Pendidikan", addressee: "Kepala Dinas Pendidikan", group: "perangkat-daerah", not_recipient: false, kop_address: [], closed: false, head: null }];
  form.values.agency = "disdik";
  form.values.name = " Alat Tulis Kantor ";
  form.values.received = { date: "2026-11-10", hour: "08:10", certainty: "exact" };
  return form;
}

beforeEach(() => {
  clock.follow(NOW, true);
  asked.length = 0;
  for (const key of Object.keys(answers)) delete answers[key];
  answers.begin = () => ({ usulan: "2026-0042", seen: 1, kinds: ["received"], late: [], undo_until: null });
  answers.drop_draft = () => undefined;
  answers.save_draft = () => NOW;
});

describe("a new usulan", () => {
  test("only agency, name and time must be there", () => {
    const form = new NewUsulanForm();
    expect(Object.keys(form.errors).sort()).toEqual(["agency", "name", "received"]);
    expect(Object.keys(filled().errors)).toEqual([]);
  });

  test("nothing is sent while something is missing", async () => {
    expect(await new NewUsulanForm().register()).toBeUndefined();
    expect(sent("begin")).toEqual([]);
  });

  test("received on paper: true time, paper as basis, the scan later", async () => {
    const form = filled();
    form.values.number = "400.3/311/416-101/2026";
    form.values.date = "6 nov";
    form.values.agenda = "512";
    form.values.kbli = "47611, 46421";
    expect(await form.register()).toBe("2026-0042");
    expect(sent("begin")[0]).toEqual({
      ask: "begin",
      submission: {
        act: {
          act: "receive",
          agency: { id: "disdik", name: "Dinas Pendidikan" },
          etalase: { name: "Alat Tulis Kantor", kind: "", description: "", kbli: ["47611", "46421"], need: "", suppliers: "", contact: "", phone: "" },
          letter: {
            arrival: "hand", number: "400.3/311/416-101/2026", date: "2026-11-06", form: "surat_dinas", subject: "", sifat: "", attachments: "",
            agenda: "512", agenda_double_reason: null, agenda_setda: "", leader_disposition: null,
          },
        },
        actor: null, basis: "paper", evidence: { copy: "later" }, when: { certainty: "written", at: "2026-11-10T08:10:00+07:00" }, deviation: null,
      },
    });
    expect(sent("drop_draft"), "nothing is left to continue").toEqual([{ ask: "drop_draft", key: "usulan-baru" }]);
  });

  test.each([
    ["about", { date: "2026-11-10", hour: "08:10", certainty: "about" as const }, { certainty: "about", at: "2026-11-10T08:10:00+07:00" }],
    ["only the date", { date: "2026-11-10", hour: "", certainty: "date" as const }, { certainty: "date_only", date: "2026-11-10" }],
  ])("a time that is %s is sent as such", async (_, received, when) => {
    const form = filled();
    form.values.received = received;
    await form.register();
    expect((sent("begin")[0]?.submission as { when: unknown }).when).toEqual(when);
  });

  test("drafted here for the agency: no time, no letter", async () => {
    const form = filled();
    form.values.arrival = "here";
    form.values.received = { date: "", hour: "", certainty: "exact" };
    expect(Object.keys(form.errors)).toEqual([]);
    await form.register();
    const submission = sent("begin")[0]?.submission as { act: { act: string }; basis: string; when: unknown };
    expect([submission.act.act, submission.basis, submission.when]).toEqual(["draft", "own", { certainty: "now" }]);
  });

  test("an agenda number of another letter is kept with a reason, and forgotten with the number", async () => {
    answers.begin = (request) => {
      const { letter } = (request.submission as { act: { letter: { agenda_double_reason: string | null } } }).act;
      if (!letter.agenda_double_reason) throw new Fault({ code: "number.double", message: "Nomor 512 sudah dicatat." });
      return { usulan: "2026-0043", seen: 1, kinds: ["received"], late: [], undo_until: null };
    };
    const form = filled();
    form.values.agenda = "512";
    expect(await form.register()).toBeUndefined();
    expect(Object.keys(form.errors), "it asks for the reason, and sends nothing without it").toEqual(["agendaReason"]);
    expect(await form.register()).toBeUndefined();
    expect(sent("begin").length).toBe(1);
    form.values.agenda = "513";
    expect(Object.keys(form.errors), "another number needs none").toEqual([]);
    form.values.agenda = "512";
    form.values.agendaReason = "dua surat dalam satu amplop";
    expect(await form.register()).toBe("2026-0043");
  });

  test("a refusal keeps what was typed, in the form and as a draft", async () => {
    answers.begin = () => { throw new Fault({ code: "act.future", message: "16.10 belum terjadi; sekarang 15.45. Belum dicatat." }); };
    const form = filled();
    expect(await form.register()).toBeUndefined();
    expect(form.fault?.message).toBe("16.10 belum terjadi; sekarang 15.45. Belum dicatat.");
    expect(form.values.name).toBe(" Alat Tulis Kantor ");
    expect(sent("save_draft").length).toBe(1);
    expect(sent("drop_draft")).toEqual([]);
  });

  test("a kept draft comes back, with fields that it did not know yet", async () => {
    answers.settings = () => ({ agencies: [] });
    answers.load_draft = () => ({ body: { agency: "disdik", name: "Mebel" }, saved_at: "2026-11-10T09:14:00+07:00" });
    const form = new NewUsulanForm();
    await form.start();
    expect([form.values.name, form.values.printDisposition]).toEqual(["Mebel", true]);
    expect(form.draft.resumedFrom).toBe("2026-11-10T09:14:00+07:00");
  });

  test("what is typed before anything was answered neither writes over the kept draft nor is lost", async () => {
    answers.settings = () => ({ agencies: [] });
    answers.load_draft = () => ({ body: { agency: "disdik", name: "Mebel" }, saved_at: "2026-11-10T09:14:00+07:00" });
    const form = new NewUsulanForm();
    const started = form.start();
    form.values.phone = "0812";
    await form.draft.flush();
    await started;
    expect([form.values.agency, form.values.name, form.values.phone]).toEqual(["disdik", "Mebel", "0812"]);
    expect(asked.map((request) => request.ask).filter((what) => String(what).includes("draft"))).toEqual(["load_draft", "save_draft"]);
    expect(sent("save_draft")[0]?.body).toMatchObject({ agency: "disdik", name: "Mebel", phone: "0812" });
  });

  test.each([["4761", "4761"], ["47611 abcde", "abcde"], ["47611;46421", undefined], ["", undefined]])("KBLI %j", (typed, wrong) => {
    const form = filled();
    form.values.kbli = typed;
    if (wrong) expect(form.errors.kbli).toContain(wrong);
    else expect(form.errors.kbli).toBeUndefined();
  });

  test("lists and dates are read as typed", () => {
    expect(codes(" 47611, 46421;11111\n22222 ")).toEqual(["47611", "46421", "11111", "22222"]);
    expect(letterDate("6 november")).toBe("2026-11-06");
    expect(letterDate("entah")).toBeUndefined();
  });
});
