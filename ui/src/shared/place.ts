// Where one stands, as a value; the address line mirrors it, for tests and for the way back.

export type AgendaList = "masuk" | "keluar" | "ekspedisi";

export type Place =
  | { view: "meja" }
  | { view: "usulan" }
  | { view: "usulan-baru"; draft?: string }
  | { view: "satu"; no: string; step?: number }
  | { view: "naskah"; no: string; kind: string }
  | { view: "susulan"; no?: string }
  | { view: "pindai" }
  | { view: "agenda"; list?: AgendaList }
  | { view: "laporan"; month?: string; part?: ReportPart }
  | { view: "atur"; page?: string }
  | { view: "templat"; kind: string }
  | { view: "bantuan"; chapter?: string };

export type ViewName = Place["view"];

export type ReportPart = "penyimpangan" | "monitoring";

const PARTS: readonly string[] = ["penyimpangan", "monitoring"];
const LISTS: readonly string[] = ["masuk", "keluar", "ekspedisi"];

/** `#/usulan/2026-0042/langkah/5`. */
export function hashOf(place: Place): string {
  const parts: (string | number)[] = [];
  switch (place.view) {
    case "meja":
    case "usulan":
    case "pindai":
      parts.push(place.view);
      break;
    case "usulan-baru":
      parts.push("usulan", "baru", ...(place.draft ? [place.draft] : []));
      break;
    case "satu":
      parts.push("usulan", place.no, ...(place.step === undefined ? [] : ["langkah", place.step]));
      break;
    case "naskah":
      parts.push("usulan", place.no, "naskah", place.kind);
      break;
    case "susulan":
      parts.push("susulan", ...(place.no ? [place.no] : []));
      break;
    case "agenda":
      parts.push("agenda", ...(place.list ? [place.list] : []));
      break;
    case "laporan":
      parts.push("laporan", ...(place.month ? [place.month, ...(place.part ? [place.part] : [])] : []));
      break;
    case "atur":
      parts.push("atur", ...(place.page ? [place.page] : []));
      break;
    case "templat":
      parts.push("atur", "naskah", place.kind);
      break;
    case "bantuan":
      parts.push("bantuan", ...(place.chapter ? [place.chapter] : []));
      break;
  }
  return `#/${parts.map((part) => encodeURIComponent(part)).join("/")}`;
}

/** Reads an address; anything unknown is Meja. */
export function placeOf(hash: string): Place {
  const [view, first, second, third] = hash.replace(/^#?\//, "").split("/").map(decoded);
  switch (view) {
    case "usulan":
      if (!first) return { view: "usulan" };
      if (first === "baru") return second ? { view: "usulan-baru", draft: second } : { view: "usulan-baru" };
      if (second === "naskah" && third) return { view: "naskah", no: first, kind: third };
      if (second === "langkah" && /^\d+$/.test(third ?? "")) return { view: "satu", no: first, step: Number(third) };
      return { view: "satu", no: first };
    case "susulan":
      return first ? { view: "susulan", no: first } : { view: "susulan" };
    case "agenda":
      return first && LISTS.includes(first) ? { view: "agenda", list: first as AgendaList } : { view: "agenda" };
    case "laporan":
      if (!first || !/^\d{4}-\d{2}$/.test(first)) return { view: "laporan" };
      return second && PARTS.includes(second) ? { view: "laporan", month: first, part: second as ReportPart } : { view: "laporan", month: first };
    case "atur":
      if (first === "naskah" && second) return { view: "templat", kind: second };
      return first ? { view: "atur", page: first } : { view: "atur" };
    case "bantuan":
      return first ? { view: "bantuan", chapter: first } : { view: "bantuan" };
    case "pindai":
      return { view: "pindai" };
    default:
      return { view: "meja" };
  }
}

/** Where "‹" leads when nobody came from anywhere. */
export function parentOf(place: Place): Place | undefined {
  switch (place.view) {
    case "satu":
    case "usulan-baru":
    case "susulan":
      return { view: "usulan" };
    case "naskah":
      return { view: "satu", no: place.no };
    case "templat":
      return { view: "atur", page: "naskah" };
    default:
      return undefined;
  }
}

/** Whether two places are the same view of the same thing, whatever step or page of it is open. */
export function sameThing(a: Place, b: Place): boolean {
  if (a.view !== b.view) return false;
  if (a.view === "satu" && b.view === "satu") return a.no === b.no;
  if (a.view === "naskah" && b.view === "naskah") return a.no === b.no && a.kind === b.kind;
  if (a.view === "templat" && b.view === "templat") return a.kind === b.kind;
  if (a.view === "susulan" && b.view === "susulan") return a.no === b.no;
  return true;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
