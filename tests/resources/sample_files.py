"""Files of every kind, good and bad, made on the spot."""

import io
import struct
import wave
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

import openpyxl
from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{OFFICE}wordprocessingml.document"
PPTX = f"{OFFICE}presentationml.presentation"
XLSX = f"{OFFICE}spreadsheetml.sheet"
MAIN = {
    "docx": ("word/document.xml", f"{DOCX}.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{PPTX}.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{XLSX}.main+xml"),
}
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
EXE = b"MZ\x90\0" + bytes(range(256)) * 8
HTML = b"<!doctype html><script>alert(1)</script>" + b" " * 600
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def types_xml(part: str, content_type: str, *, more: str = "", before: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{content_type}"/>{more}</Types>'
    ).encode()


def zipped(entries: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(
    kind: str = "docx", *, more: str = "", before: str = "", entries: Mapping[str, bytes] | None = None
) -> bytes:
    part, content_type = MAIN[kind]
    xml = types_xml(part, content_type, more=more, before=before)
    return zipped({"[Content_Types].xml": xml, part: b"<x/>" * 50, **(entries or {})})


@cache
def workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "olma"
    book.save(out)
    return out.getvalue()


def with_a_long_end(data: bytes, *, entries: int = 0) -> bytes:
    """The archive with the records of ZIP64 that some programs always write; they count so many entries more."""
    at = data.rfind(b"PK\x05\x06")
    count, length, offset = struct.unpack_from("<HLL", data, at + 10)
    count += entries
    long = struct.pack("<4sQ2H2L4Q4sLQL", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, offset,
                       b"PK\x06\x07", 0, at, 1)  # fmt: skip
    return data[:at] + long + data[at:]


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind)
    return out.getvalue()


def large_picture() -> bytes:
    """A PNG of few bytes and 100 million pixels."""
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    return out.getvalue()


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(b"\0\0" * 1600)
    return out.getvalue()


def mp3(*, tag: int = 0) -> bytes:
    frame = b"\xff\xfb\x90\x64" + b"\0" * 413
    head = b"ID3\x04\0\0" + bytes((tag >> 21 & 127, tag >> 14 & 127, tag >> 7 & 127, tag & 127)) + b"\0" * tag
    return (head if tag else b"") + frame * 4


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def mp4(*tracks: bytes, brand: bytes = b"isom") -> bytes:
    handlers = b"".join(box(b"hdlr", b"\0" * 8 + track + b"\0" * 12) for track in tracks)
    return box(b"ftyp", brand + b"\0\0\2\0") + box(b"mdat", b"\1" * 500) + box(b"moov", handlers)


def webm(codec: bytes) -> bytes:
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\x18\x53\x80\x67" + codec + b"\0" * 300


OGG = b"OggS\0\x02" + b"\0" * 22 + b"OpusHead\x01\x01" + b"\0" * 100


def compound_file(*names: str, flags: int = 0, mark: int = 0xA5EC, end: bytes = b"") -> bytes:
    """A compound file of version 3: its table, its directory, and 4 KB that end with `end` and belong to each name."""
    sectors = [0xFFFFFFFD, *range(2, 2 + len(names) // 4), 0xFFFFFFFE]
    first = len(sectors)
    sectors += [*range(first + 1, first + 8), 0xFFFFFFFE]
    table = struct.pack("<128I", *sectors, *[0xFFFFFFFF] * (128 - len(sectors)))

    def entry(name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
        encoded = name.encode("utf-16-le")
        size = 4096 if kind == 2 else 0
        return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded) + 2, kind, 1, 0xFFFFFFFF, right, child, first, size)

    rows = [entry("Root Entry", 5, child=1)]
    for number, name in enumerate(names, start=1):
        rows.append(entry(name, 2, right=number + 1 if number < len(names) else 0xFFFFFFFF))
    rows += [bytes(128)] * (-len(rows) % 4)
    header = struct.pack("<8s16xHHHHH10xI", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 1)
    header += struct.pack("<I4xIIIII109I", 1, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0, *[0xFFFFFFFF] * 108)
    return header + table + b"".join(rows) + struct.pack("<HH6xH", mark, 193, flags) + bytes(4084 - len(end)) + end


def repeating_table(file: bytes) -> bytes:
    """The file with 200 times more of its table, which all names one free sector and leads to itself."""
    free = len(file) // 512 - 1
    more = struct.pack("<128I", *[free] * 127, free + 1)
    return file[:68] + struct.pack("<II", free + 1, 200) + file[76:] + b"\xff" * 512 + more


ODT = "application/vnd.oasis.opendocument.text"
MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def odt(*, manifest: bytes = MANIFEST, entries: Mapping[str, bytes] | None = None) -> bytes:
    parts = {"mimetype": ODT.encode(), "content.xml": b"<x/>" * 50, "META-INF/manifest.xml": manifest}
    return zipped({**parts, **(entries or {})})


GOOD: dict[str, tuple[bytes, str, str]] = {
    "pdf": (PDF, "application/pdf", "document"),
    "docx": (office("docx"), DOCX, "document"),
    "pptx": (office("pptx"), PPTX, "slides"),
    "xlsx": (office("xlsx"), XLSX, "document"),
    "a real workbook": (workbook(), XLSX, "document"),
    "a workbook with a long end": (with_a_long_end(workbook()), XLSX, "document"),
    "doc": (compound_file("WordDocument", "1Table", "Data"), "application/msword", "document"),
    "doc with a theme": (compound_file("WordDocument", end=zipped({"a": b"x"})), "application/msword", "document"),
    "odt": (odt(entries={"Configurations2/": b""}), ODT, "document"),
    "text": ("Olma — яблоко\r\n\tapple\n".encode(), "text/plain", "document"),
    "text of a notepad": (b"\xef\xbb\xbfhello", "text/plain", "document"),
    "text in UTF-16": ("\ufeffсалом".encode("utf-16-le"), "text/plain", "document"),
    "png": (picture("PNG"), "image/png", "image"),
    "jpeg": (picture("JPEG"), "image/jpeg", "image"),
    "webp": (picture("WEBP"), "image/webp", "image"),
    "gif": (picture("GIF"), "image/gif", "image"),
    "wav": (wav(), "audio/wav", "audio"),
    "mp3": (mp3(), "audio/mpeg", "audio"),
    "mp3 with a tag": (mp3(tag=3000), "audio/mpeg", "audio"),
    "m4a": (mp4(b"soun", brand=b"M4A "), "audio/mp4", "audio"),
    "sound of a telephone": (mp4(b"soun", brand=b"mp42"), "audio/mp4", "audio"),
    "ogg": (OGG, "audio/ogg", "audio"),
    "recorded in a browser": (webm(b"\x86\x86A_OPUS"), "audio/webm", "audio"),
    "mp4": (mp4(b"vide", b"soun"), "video/mp4", "video"),
    "a film of a telephone": (mp4(b"vide", b"soun", brand=b"qt  "), "video/quicktime", "video"),
    "webm": (webm(b"\x86\x85V_VP9\x86\x86A_OPUS"), "video/webm", "video"),
}


def bomb() -> bytes:
    """40 MB of nothing in 40 KB, which it says of itself."""
    out = io.BytesIO()
    part, content_type = MAIN["xlsx"]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types_xml(part, content_type))
        with archive.open(part, "w") as inside:
            for _ in range(40):
                inside.write(b"\0" * 1024 * 1024)
    return out.getvalue()


def lying_bomb() -> bytes:
    """9 MB that say of themselves that they are 1,000 bytes, with the checksum of these."""
    content = b"\0" * 9 * 1024 * 1024
    data = zipped({"[Content_Types].xml": types_xml(*MAIN["docx"]), "word/document.xml": content})
    checksum_and_size = struct.pack("<L", zlib.crc32(content[:1000])), struct.pack("<L", 1000)
    real = struct.pack("<L", zlib.crc32(content)), struct.pack("<L", len(content))
    return data.replace(real[0], checksum_and_size[0]).replace(real[1], checksum_and_size[1])


def overlapping() -> bytes:
    """Two entries of the directory that lead to the same bytes."""
    content = b"x" * 5000
    data = bytearray(office(entries={"a.bin": content, "b.bin": content}))
    second = data.rfind(b"PK\x01\x02")
    first = data.rfind(b"PK\x01\x02", 0, second)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(office())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


MACRO_TYPE = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
DOCM = '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
MACRO_SHEET = '<Override PartName="/xl/macrosheets/s.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'

SHEET = f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN["xlsx"][1]}"/>'

BAD: dict[str, bytes] = {
    "a web page": HTML,
    "a drawing with a script": SVG,
    "a program": EXE,
    "nothing": b"",
    "spaces": b" \n\n",
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "rich text": b"{\\rtf1 hello}",
    "text of an unknown alphabet": "яблоко".encode("cp1251"),
    "text with a bell": b"hello\x07",
    "the head of an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "an old workbook": compound_file("Workbook"),
    "an old document in an old workbook": compound_file("Workbook", "ObjectPool"),
    "an old document with macros": compound_file("WordDocument", "Macros"),
    "an old document with a file inside": compound_file("WordDocument", "\x01Ole10Native"),
    "an old document with a password": compound_file("WordDocument", flags=0x100),
    "an old document of another program": compound_file("WordDocument", mark=0xA5DC),
    "half an old document": compound_file("WordDocument")[:1600],
    "an old document with an endless table": repeating_table(compound_file("WordDocument")),
    "an old document that is an archive too": compound_file("WordDocument") + office(),
    "macros in ODT": odt(entries={"Basic/Standard/Module1.xml": b"<x/>"}),
    "ODT with a password": odt(manifest=b"<manifest:encryption-data/>"),
    "ODT and DOCX at once": odt(entries={"[Content_Types].xml": types_xml(*MAIN["docx"])}),
    "ODT without a text": zipped({"mimetype": ODT.encode()}),
    "an open drawing": zipped({"mimetype": b"application/vnd.oasis.opendocument.graphics", "content.xml": b"<x/>"}),
    "an archive": zipped({"a.txt": b"a"}),
    "an archive with a types list only": zipped({"[Content_Types].xml": types_xml(*MAIN["docx"])}),
    "two documents in one": office(more=SHEET, entries={"xl/workbook.xml": b"<x/>"}),
    "macros": office(more=MACRO_TYPE, entries={"word/vbaProject.bin": b"\0" * 10}),
    "macros by another name": office(more=MACRO_TYPE.replace("vbaProject.bin", "x.bin"), entries={"word/x.bin": b"\0"}),
    "macros by type alone": office(more=DOCM),
    "macros of the old kind": office("xlsx", more=MACRO_SHEET),
    "macros by file alone": office(entries={"word/vbaProject.bin": b"\0" * 10}),
    "a program inside": office(entries={"word/embeddings/setup.exe": EXE}),
    "a macro document inside": office(entries={"word/embeddings/inner.docm": b"PK"}),
    "a name that leads out": office(entries={"../../etc/passwd": b"x"}),
    "an absolute name": office(entries={"/etc/passwd": b"x"}),
    "a name of another system": office(entries={"C:\\x": b"x"}),
    "the same name twice": office(entries={"WORD/document.xml": b"x"}),
    "an entity in the types list": office(before='<!DOCTYPE x [<!ENTITY a "b">]>'),
    "more entries than allowed": office(entries={f"media/{n}.txt": b"" for n in range(2001)}),
    "a bomb": bomb(),
    "a bomb that lies": lying_bomb(),
    "entries that overlap": overlapping(),
    "an encrypted document": encrypted(),
    "a document with a program before it": EXE + office(),
    "a document with something behind it": office() + b"<script>",
    "a long end that says something else": with_a_long_end(office(), entries=1),
    "something before the end": office()[:-22] + bytes(76) + office()[-22:],
    "half a document": office(entries={"big.bin": bytes(range(256)) * 40})[:-300],
    "a damaged document": office().replace(b"PK\x03\x04", b"PK\x03\x05", 1),
    "a PDF that is an archive too": PDF + office(),
    "a PDF without an end": PDF[:40],
    "something with a PDF inside": b"\n\n<html>" + PDF,
    "a picture that is an archive too": picture() + office(),
    "half a picture": picture(size=(400, 300))[:200],
    "a picture of too many pixels": large_picture(),
    "the head of a picture": b"\xff\xd8\xff\xe0" + HTML,
    "the head of an MP3": b"\xff\xfb\x90\x64" + HTML,
    "a tag without sound": b"ID3\x04\0\0\0\0\0\x10" + HTML,
    "a playlist": b"#EXTM3U\nhttp://127.0.0.1/x",
    "a list of files to play": b"ffconcat version 1.0\nfile /etc/passwd",
    "a film without a table": mp4(b"vide")[:-40],
    "a picture in the box of a film": mp4(b"vide", brand=b"heic"),
    "Matroska": webm(b"V_VP9").replace(b"\x84webm", b"\x88matroska"),
    "an OGG of nothing known": b"OggS\0\x02" + b"\0" * 200,
}  # fmt: skip
