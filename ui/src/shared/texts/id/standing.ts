// How a step stands against its standard: one place for all wording (DESK 7.2). The step is the subject, never a person.
export const standing = {
  left: (span: string) => `sisa ${span}`,
  leftUntil: (span: string, until: string) => `sisa ${span}, s.d. ${until}`,
  over: (span: string) => `lewat ${span}`,
  held: (span: string, cause: string) => (cause ? `ditahan ${span}: ${cause}` : `ditahan ${span}`),
  heldShort: (span: string) => `ditahan ${span}`,
  outside: "di luar waktu baku",
  outsideSince: (span: string) => `di luar waktu baku, ${span}`,
  none: "–",
  until: (when: string) => `s.d. ${when}`,
  estimated: "perkiraan libur",
};
