"""The same letters set by Typst: `typst_peer.py TEXTS.json FONTS OUT many|each|one`, JSON on standard output."""

import json
import resource
import sys
import time

import typst

texts_file, fonts, out, work = sys.argv[1:]
texts = json.load(open(texts_file, encoding="utf-8"))

HEAD = """
#set document(title: "Gabungan", author: "Dinas Pendidikan")
#set page(paper: "a4", margin: (left: 30mm, right: 20mm, top: 25mm, bottom: 20mm))
#set text(font: "Liberation Sans", size: 12pt, lang: "id", hyphenate: true)
#set par(justify: true, first-line-indent: (amount: 12.5mm, all: true), leading: 0.55em)
#let letter(hal, ..body) = {
  align(center)[PEMERINTAH KABUPATEN MOJOKERTO\\ *#text(16pt)[DINAS PENDIDIKAN]*\\ #text(9pt)[Jalan Contoh Nomor 1, Mojokerto, Jawa Timur, Kode Pos 61300]]
  line(length: 100%, stroke: 2.25pt)
  set par(first-line-indent: 0pt)
  grid(columns: (1fr, auto), grid(columns: (auto, auto, 1fr), column-gutter: 4pt, row-gutter: 6pt, [Nomor], [:], [], [Sifat], [:], [Biasa], [Hal], [:], hal), [Mojokerto, #h(30mm)])
  v(12pt)
  [Yth. Sekretaris Daerah Kabupaten Mojokerto\\ Mojokerto]
  v(12pt)
  set par(first-line-indent: (amount: 12.5mm, all: true))
  for text in body.pos() { par(text) }
  set par(first-line-indent: 0pt)
  v(12pt)
  pad(left: 50%)[KEPALA DINAS PENDIDIKAN,\\ #v(40pt) *Dra. SITI CONTOH, M.Pd.*\\ Pembina Utama Muda\\ NIP. 19671105 199303 2 007]
  v(12pt)
  text(11pt)[Tembusan:\\ Sekretaris Daerah Kabupaten Mojokerto]
}
"""


def call(one):
    arguments = [one["hal"], *one["paragraphs"]]
    return "#letter(" + ", ".join(json.dumps(part, ensure_ascii=False) for part in arguments) + ")\n"


def source(some):
    return (HEAD + "#pagebreak()\n".join(call(one) for one in some)).encode()


def compiled(some):
    return typst.compile(source(some), font_paths=[fonts], pdf_standards=["a-2b"])


compiled(texts[-1:])  # fonts are read, as the product's first letter reads them
start = time.perf_counter()
if work == "many":
    made = compiled(texts)
    open(out, "wb").write(made)
    size = len(made)
elif work == "each":
    size = sum(len(compiled([one])) for one in texts)
else:
    size = len(compiled(texts[:1]))
millis = (time.perf_counter() - start) * 1000
print(json.dumps({"millis": millis, "bytes": size, "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
