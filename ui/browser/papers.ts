// Papers as they come from a copier, a telephone or a laptop: small, but real files of their kind.

import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

/** A folder of such files. */
export class Papers {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** A scan or a print: one page with one line. `scanned` is when the copier believes that it made it. */
  pdf(name: string, line: string, scanned?: string): string {
    return this.#kept(name, pdf(line), scanned);
  }

  /** A photo or a picture of a screen. */
  png(name: string): string {
    return this.#kept(name, png(120, 160));
  }

  /** What a word processor keeps: an archive, here without an entry. */
  docx(name: string): string {
    return this.#kept(name, Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(26), Buffer.from("PK\x05\x06"), Buffer.alloc(18)]));
  }

  /** What is left when the copier stopped in the middle. */
  empty(name: string): string {
    return this.#kept(name, Buffer.alloc(0));
  }

  /** Where something is to be saved. */
  place(name: string): string {
    return join(this.folder, name);
  }

  #kept(name: string, bytes: Buffer, at?: string): string {
    const path = this.place(name);
    writeFileSync(path, bytes);
    if (at) utimesSync(path, new Date(at), new Date(at));
    return path;
  }
}

function pdf(line: string): Buffer {
  const page = `BT /F1 14 Tf 72 720 Td (${line.replace(/[()\\]/g, "\\$&")}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`, "latin1");
}

/** White, with a red stroke across. */
function png(width: number, height: number): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3, 255);
    row[0] = 0;
    const x = Math.floor((y * width) / height);
    row.set([190, 20, 30], 1 + x * 3);
    return row;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const framed = Buffer.alloc(8);
  framed.writeUInt32BE(data.length, 0);
  framed.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([framed.subarray(0, 4), body, framed.subarray(4)]);
}
