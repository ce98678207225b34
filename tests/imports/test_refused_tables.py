"""Tables that cannot be taken: refused at the door or by the job, with what is wrong, and nothing half done."""

import io
import random
import resource
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import User
from apps.core.models import StoredFile
from apps.core.tables.reader import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS, read_table
from apps.courses.models import Import
from bench.abuse.imports import OPENING, make_far_row, make_nested_tags, pack_sheet
from tests.imports.table_uploads import import_rows, make_csv, make_xlsx, send_table
from tests.machine_speed import measure_slowdown

pytestmark = pytest.mark.django_db

MAX_CPU_SECONDS = 2.0
GOOD = (("Name", "Phone"), ("Ali Karimov", "901234567"))


def packed(entries: dict[str, bytes]) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return SimpleUploadedFile("pupils.xlsx", out.getvalue())


def entries_of(upload: SimpleUploadedFile) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(upload.read())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def bomb() -> SimpleUploadedFile:
    return packed({**entries_of(make_xlsx(*GOOD)), "xl/media/zeros.bin": bytes(80 * 1024 * 1024)})


def with_macro() -> SimpleUploadedFile:
    return packed({**entries_of(make_xlsx(*GOOD)), "xl/vbaProject.bin": b"x"})


@pytest.mark.parametrize(
    "make",
    [
        bomb,
        with_macro,
        lambda: packed({"readme.txt": b"no table"}),
        lambda: SimpleUploadedFile("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        lambda: SimpleUploadedFile("a.xlsx", b"PK\x03\x04 broken"),
        lambda: SimpleUploadedFile("a.csv", b"%PDF-1.7\x00\x01"),
    ],
    ids=["bomb", "macro", "archive", "picture", "broken", "pdf"],
)
def test_non_spreadsheets_are_refused_on_upload(manager, make):
    assert send_table(manager, make()).refused_fields == (415, ["file"])
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()


def wide_row() -> bytes:
    return pack_sheet(OPENING + b"<row><c>" + b"<a/>" * 2_000_000 + b"</c></row></sheetData></worksheet>")


ROWS_END, NOISE = b"</sheetData></worksheet>", {"docProps/random.bin": random.Random(7).randbytes(256 * 1024)}
"""Random bytes: what shrinks too well is refused at the door."""
PART = (
    b'<%s xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><%s>' + 2_000_000 * b"<a/>" + b"</%s></%s>"
)


def empty_rows() -> bytes:
    return pack_sheet(OPENING + b"<row/>" * 3_000_000 + ROWS_END, **NOISE)


def far_columns() -> bytes:
    return pack_sheet(OPENING + b'<row><c r="XFD1"><v>1</v></c></row>' * 500_000 + ROWS_END, **NOISE)


def merged_ranges() -> bytes:
    ranges = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 1_000_000 + b"</mergeCells></worksheet>"
    return pack_sheet(OPENING + ranges, **NOISE)


def many_styles() -> bytes:
    styles = PART % (b"styleSheet", b"cellXfs", b"cellXfs", b"styleSheet")
    return pack_sheet(OPENING + ROWS_END, **{"xl/styles.xml": styles.replace(b"<a/>", b"<xf/>"), **NOISE})


def many_sheets() -> bytes:
    book = PART % (b"workbook", b"sheets", b"sheets", b"workbook")
    return pack_sheet(OPENING + ROWS_END, **{"xl/workbook.xml": book, **NOISE})


HOSTILE = [make_far_row, make_nested_tags, wide_row, empty_rows, far_columns, merged_ranges, many_styles, many_sheets]


@pytest.mark.slow  # 7 s
@pytest.mark.alone
@pytest.mark.parametrize("make", HOSTILE)
def test_small_spreadsheets_that_no_program_writes_cost_little(manager, make):
    upload, slowdown = SimpleUploadedFile("pupils.xlsx", make()), measure_slowdown(time.process_time)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = send_table(manager, upload)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert answer.refused_fields == (422, ["file"])
    assert "CSV" in answer.json["fields"]["file"][0]
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert took < MAX_CPU_SECONDS * slowdown


@pytest.mark.slow  # 5 s
def test_large_table_with_empty_cells_in_a_grid_is_read():
    row = b"<row>" + b"<c><v>1</v></c>" * 5 + b'<c s="0"/>' * 20 + b"</row>"
    table = read_table(io.BytesIO(pack_sheet(OPENING + row * MAX_ROWS + b"<row/>" * 65_536 + ROWS_END)))
    assert len(table.rows) == MAX_ROWS - 1


def test_rows_have_the_numbers_of_the_spreadsheet_and_gaps_cost_nothing():
    cell = b'<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>'
    rows = [
        (1, (b"A", b"Name"), (b"D", b"Phone")),
        (3, (b"D", b"1")),
        (3, (b"A", b"twice")),
        (1_048_576, (b"A", b"Ali")),
    ]
    data = b"".join(
        b'<row r="%d">' % number + b"".join(cell % (column, number, text) for column, text in cells) + b"</row>"
        for number, *cells in rows
    )
    table = read_table(io.BytesIO(pack_sheet(OPENING + data + b"</sheetData></worksheet>")))
    assert table.headings == ("Name", "#2", "#3", "Phone")
    assert [(row.number, row.cells["Name"], row.cells["Phone"]) for row in table.rows] == [
        (3, "", "1"),
        (1_048_576, "Ali", ""),
    ]


def test_unknown_columns_are_listed_in_the_error(manager):
    answer = send_table(manager, make_csv([f"Column no {n}" for n in range(50)], ["x"] * 50))
    assert answer.refused_fields == (422, ["file"])
    error = answer.json["fields"]["file"][0]
    assert "Name" in error
    assert "Column no 0" in error
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_csv(*GOOD[:1]),
        lambda: make_csv(["Name"] + [f"c{n}" for n in range(MAX_COLUMNS)], ["x"]),
        lambda: make_csv(("Name", "Phone"), ("Ali", "1", "stray")),
        lambda: make_csv(("Name", "Phone"), ("a" * (MAX_CELL_CHARACTERS + 1), "1")),
    ],
    ids=["no rows", "too wide", "stray cell", "long cell"],
)
def test_invalid_spreadsheets_are_refused_on_upload(manager, make):
    assert send_table(manager, make()).refused_fields == (422, ["file"])


def test_an_empty_file_and_one_that_is_too_large(manager):
    assert send_table(manager, SimpleUploadedFile("a.csv", b"")).status == 422
    assert send_table(manager, SimpleUploadedFile("a.csv", b"Name,Phone\n" + b"a,1\n" * 2_700_000)).status == 413


def test_late_error_in_the_file_fails_the_import(manager):
    rows = [("Ali Karimov", "901234567")] * 30 + [("Vali", "x" * (MAX_CELL_CHARACTERS + 1))]
    result = import_rows(manager, ("Name", "Phone"), *rows)
    assert (result["state"], result["rows"]) == ("failed", [])
    assert result["problem"].startswith("Row 32, “Phone”")
    assert not User.objects.filter(phone="+998901234567").exists()


def test_too_many_rows_are_refused(manager):
    rows = [("Ali Karimov", "901234567")] * (MAX_ROWS + 1)
    result = import_rows(manager, ("Name", "Phone"), *rows)
    assert (result["state"], result["figures"]) == ("failed", {})
    assert str(MAX_ROWS) in result["problem"]


def test_import_fails_when_the_sender_lost_the_permission(manager):
    answer = send_table(manager, make_csv(*GOOD))
    User.objects.filter(pk=manager.pk).update(role="teacher")
    from tests.imports.table_uploads import run_import_jobs

    run_import_jobs()
    assert Import.objects.get(pk=answer.json["id"]).state == "failed"
    assert not User.objects.filter(phone="+998901234567").exists()


def test_other_presets_and_groups_are_unknown(manager):
    assert list(send_table(manager, make_csv(*GOOD), preset="other").json["fields"]) == ["preset"]
    nobody = "01890a5d-ac96-774b-bcce-b302099a8001"
    assert list(send_table(manager, make_csv(*GOOD), group=nobody).json["fields"]) == ["group"]
