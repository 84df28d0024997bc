"""The same letters set by LibreOffice: `libreoffice_peer.py TEXTS.json OUT`, JSON on standard output. One document with a
letter a page, converted to tagged PDF/A-2b by a program that was started once before, as its own users have it."""

import json
import os
import resource
import subprocess
import sys
import time
from xml.sax.saxutils import escape

texts_file, out = sys.argv[1:]
texts = json.load(open(texts_file, encoding="utf-8"))
folder = os.path.abspath(os.path.splitext(out)[0] + "-libreoffice")
os.makedirs(folder, exist_ok=True)

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-left="30mm" fo:margin-right="20mm" fo:margin-top="25mm" fo:margin-bottom="20mm"/></style:page-layout>
<style:style style:name="first" style:family="paragraph" style:master-page-name="Standard"><style:paragraph-properties fo:break-before="page" fo:text-align="center"/><style:text-properties fo:font-family="Liberation Sans" fo:font-size="13.5pt"/></style:style>
<style:style style:name="head" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-family="Liberation Sans" fo:font-size="18pt" fo:font-weight="bold"/></style:style>
<style:style style:name="plain" style:family="paragraph"><style:text-properties fo:font-family="Liberation Sans" fo:font-size="12pt" fo:language="id" fo:country="ID"/></style:style>
<style:style style:name="body" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="12.5mm" fo:margin-bottom="2mm"/><style:text-properties fo:font-family="Liberation Sans" fo:font-size="12pt" fo:language="id" fo:country="ID"/></style:style>
<style:style style:name="sign" style:family="paragraph"><style:paragraph-properties fo:margin-left="80mm"/><style:text-properties fo:font-family="Liberation Sans" fo:font-size="12pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
<office:body><office:text>
"""


def paragraph(style, text):
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>\n'


def letter(one):
    lines = [("first", "PEMERINTAH KABUPATEN MOJOKERTO"), ("head", "DINAS PENDIDIKAN"), ("plain", "Nomor :"), ("plain", "Sifat : Biasa")]
    lines += [("plain", f"Hal : {one['hal']}"), ("plain", "Yth. Sekretaris Daerah Kabupaten Mojokerto")]
    lines += [("body", text) for text in one["paragraphs"]]
    lines += [("sign", line) for line in ("KEPALA DINAS PENDIDIKAN,", "", "", "Dra. SITI CONTOH, M.Pd.", "NIP. 19671105 199303 2 007")]
    return "".join(paragraph(style, text) for style, text in lines)


def converted(some, name):
    source = os.path.join(folder, name + ".fodt")
    with open(source, "w", encoding="utf-8") as file:
        file.write(HEAD + "".join(letter(one) for one in some) + "</office:text></office:body></office:document>\n")
    options = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    profile = "-env:UserInstallation=file://" + os.path.join(folder, "profile")
    start = time.perf_counter()
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", folder, source]
    subprocess.run(command, check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000, os.path.getsize(os.path.join(folder, name + ".pdf"))


converted(texts[:1], "warm")  # the first start makes its profile
idle, _ = converted(texts[:1], "one")
millis, size = converted(texts, "many")
# What it takes to start is not setting letters.
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({"millis": max(millis - idle, 1.0), "bytes": size, "peak_kib": peak}))
