import type { Texts } from "../all";

export const bantuan = {
  title: "Help",
  keys: "Keys",
  does: "What they do",
  here: "In this view",
  chapter: "Chapter",
  about: {
    program: "Program", office: "Office", zone: "Time zone", licence: "Licence", licenceText: "MIT",
    carried: "Work of others inside this program",
    carriedText: "Etalase stands on these works. Press a name to read its licence.",
    find: "Search a name or a licence",
    columns: { name: "Name", version: "Version", licence: "Licence" },
    count: (n, of) => (n === of ? `${n} works` : `${n} of ${of} works`),
    noText: "This work does not bring a text of its licence along; the licence is known by the name above.",
    read: (name) => `Read the licence of ${name}`,
  },
  sop: {
    number: (number) => `SOP number ${number}`,
    steps: "Steps and quality standard",
    no: "No", text: "Activity", actor: "Done by", requirements: "Requirements", time: "Time", outputs: "Output",
    notes: "Notes on the text of the SOP",
  },
  manual: {
    language: "The manual is written in Bahasa Indonesia, for the clerks of the office.",
    search: "Search the manual",
    contents: "Contents of the manual",
    chapter: "Chapter",
    opening: "Five things most often looked for",
    region: "Manual",
    whole: "Open Help",
    count: (n) => (n === 1 ? "1 part found" : `${n} parts found`),
  },
  chapters: { manual: "Manual", shortcuts: "Keyboard shortcuts", sop: "SOP sheet", about: "About" },
  shortcuts: [
    {
      title: "Everywhere",
      rows: [
        { keys: "Ctrl+K", label: "Search an usulan or a command" },
        { keys: "Ctrl+1 · … · Ctrl+6", label: "Desk, Usulan, Scans, Agenda, Reports, Settings" },
        { keys: "Ctrl+N", label: "New usulan" },
        { keys: "Ctrl+Shift+S", label: "Catch up" },
        { keys: "Ctrl+Z", label: "Undo the last record" },
        { keys: "Alt+← · Esc", label: "Back; Esc first closes what is open" },
        { keys: "F6", label: "To the next part of the screen" },
        { keys: "F1 · ?", label: "Help; keyboard shortcuts" },
        { keys: "Ctrl+Shift+U", label: "Change user" },
        { keys: "Ctrl++ · Ctrl+- · Ctrl+0", label: "Zoom in, zoom out, normal size" },
      ],
    },
    {
      title: "Lists",
      rows: [
        { keys: "↑ · ↓ · Home · End · PgUp · PgDn", label: "Move between rows" },
        { keys: "Enter", label: "Open" },
        { keys: "Space", label: "Summary at the side" },
        { keys: "/", label: "Search" },
      ],
    },
    {
      title: "One usulan",
      rows: [
        { keys: "Ctrl+Enter", label: "Main act" },
        { keys: "Alt+1 · … · Alt+9", label: "To step 1 up to 9" },
        { keys: "Ctrl+O", label: "Attach document" },
        { keys: "Ctrl+P", label: "Print" },
        { keys: "Ctrl+B", label: "Dossier" },
        { keys: "s", label: "In an hour field: now" },
        { keys: "Alt+S · Alt+K", label: "Approve, correct" },
      ],
    },
    {
      title: "Letter",
      rows: [
        { keys: "Ctrl+Enter", label: "Prepare for signature" },
        { keys: "Ctrl+P", label: "Print" },
        { keys: "PgUp · PgDn", label: "Pages of the preview" },
        { keys: "Ctrl+Shift+H", label: "Fit page" },
      ],
    },
    {
      title: "Catch up",
      rows: [
        { keys: "Tab · ↑ · ↓", label: "Move between fields" },
        { keys: "Ctrl+'", label: "Copy from the row above" },
        { keys: "Ctrl+Enter", label: "Record all that is filled in" },
      ],
    },
  ],
} satisfies Texts["bantuan"];
