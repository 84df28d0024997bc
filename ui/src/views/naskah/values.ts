// A field's content in the form its input needs, whatever it was before.

import type { FieldContent } from "$generated/FieldContent";

export function textOf(content: FieldContent | undefined): string {
  if (content === undefined) return "";
  if (typeof content === "string") return content;
  return content.map((entry) => (typeof entry === "string" ? entry : entry.join(" "))).join("\n");
}

export function listOf(content: FieldContent | undefined): string[] {
  if (content === undefined || content === "") return [];
  if (typeof content === "string") return [content];
  return content.map((entry) => (typeof entry === "string" ? entry : entry.join(" ")));
}

export function tableOf(content: FieldContent | undefined, columns: number): string[][] {
  if (!Array.isArray(content)) return [];
  return content.map((row) => {
    const cells = typeof row === "string" ? [row] : row;
    return Array.from({ length: columns }, (_, index) => cells[index] ?? "");
  });
}
