// The register's question in its widest form; callers narrow it.

import type { RegisterQuery } from "$generated/RegisterQuery";

export const wholeRegister: RegisterQuery = {
  state: "semua", search: "", year: 0, agency: "", step: 0, place: "", late: false, incomplete: false, order: "usual", offset: 0, limit: 200,
};
