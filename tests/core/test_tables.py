"""Tables in and out: headings, forms, cells as spreadsheets leave them, and formulas that run nowhere."""

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from apps.core.tables.cells import ShadedCell
from apps.core.tables.reader import MAX_COLUMNS, Table, detect_table_type, read_table
from apps.core.tables.writer import write_table
from apps.core.validators import InvalidValue


def table(text: str, encoding: str = "utf-8") -> Table:
    return read_table(io.BytesIO(text.encode(encoding)))


def sheet(*rows, formats: dict[str, str] | None = None) -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, shown in (formats or {}).items():
        book.active[place].number_format = shown
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out


def test_quotes_line_breaks_and_delimiters_within_cells_are_read():
    first, second = table('Name,Note\r\n"Karimov, Ali","said ""no""\r\nand left"\r\nVali,\r\n').rows
    assert first.cells == {"Name": "Karimov, Ali", "Note": 'said "no"\r\nand left'}
    assert second.cells == {"Name": "Vali", "Note": ""}


def test_declared_delimiter_title_and_empty_rows_are_recognised():
    read = table("sep=;\r\nPupils of the centre\r\n\r\nName;Phone\r\n\r\nAli;1,5\r\n")
    assert (read.form.delimiter, read.headings) == (";", ("Name", "Phone"))
    assert [(row.number, row.cells) for row in read.rows] == [(6, {"Name": "Ali", "Phone": "1,5"})]


def test_repeated_and_empty_headings_get_distinct_names():
    assert table("Phone,Phone,,Name,\r\n1,2,3,4\r\n").headings == ("Phone", "Phone (2)", "#3", "Name")


def test_single_column_is_read_as_a_table():
    assert [row.cells for row in table("Name\r\nAli\r\nVali\r\n").rows] == [{"Name": "Ali"}, {"Name": "Vali"}]


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_byte_order_mark_is_detected(mark):
    read = table("Имя;Номер\r\nАли;1\r\nВали;2\r\n" * 3, mark)
    assert (read.form.encoding, read.headings) == (mark, ("Имя", "Номер"))


@pytest.mark.parametrize(
    "value, shown, text",
    [
        (998901234567, "General", "998901234567"),
        (9.98901234567e11, "0.00E+00", "998901234567"),
        (42, "00000", "00042"),
        ("00042", "General", "00042"),
        (1.5, "General", "1.5"),
        (date(2026, 9, 1), "dd.mm.yyyy", "2026-09-01"),
        (datetime(2026, 9, 1, 18, 30), "dd.mm.yyyy hh:mm", "2026-09-01 18:30"),
        (time(9, 5), "hh:mm", "09:05"),
        (True, "General", "1"),
        ("\u00a0Ali\u00a0", "General", "Ali"),
        ("'+998", "General", "+998"),
        (None, "General", ""),
    ],
    ids=str,
)
def test_spreadsheet_cells_are_read_as_text(value, shown, text):
    read = read_table(sheet(("a", "b"), ("x", value), formats={"B2": shown}))
    assert read.rows[0].cells == {"a": "x", "b": text}


def test_formula_without_a_calculated_value_is_read_as_empty():
    assert read_table(sheet(("a", "b"), ("x", "=1+1"))).rows[0].cells == {"a": "x", "b": ""}


def test_first_sheet_that_is_not_empty_is_read():
    book = openpyxl.Workbook()
    second = book.create_sheet("Pupils")
    second.append(("a", "b"))
    second.append((1, 2))
    read = read_table(saved(book))
    assert (read.form.sheet, len(read.rows)) == ("Pupils", 1)


@pytest.mark.parametrize(
    "text",
    ["Name;Groups\r\nAli;A1, A2, B1\r\nVali;B1, B2, A1\r\n", "List, of September\r\nName;Group\r\nAli;A1\r\n"],
    ids=["in cells", "in a title"],
)
def test_commas_between_semicolons_are_no_delimiters(text):
    read = read_table(io.BytesIO(text.encode()))
    assert (read.form.delimiter, len(read.headings)) == (";", 2)


def test_columns_far_to_the_right_are_refused():
    wide = sheet([f"c{n}" for n in range(MAX_COLUMNS + 1)], ["x"])
    with pytest.raises(InvalidValue, match=str(MAX_COLUMNS)):
        read_table(wide)


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\x00\x01\x02", b"\xff\xfe\x00", "\x98".encode("latin-1")])
def test_binary_data_is_refused(data):
    with pytest.raises(InvalidValue):
        detect_table_type(io.BytesIO(data))


SIGNS = [
    *("=1+1", "+1", "+998901234567+1", "+99890 1234567", "-1", "-998901234567", "＋998901234567", "@SUM(A1)"),
    *("\t=1", "\r=1", "＝1+1"),
]


@pytest.mark.parametrize("text", SIGNS)
def test_formula_is_exported_as_text(text):
    with write_table("csv", ["a", text], [["x", text]]) as made:
        raw = made.read().decode("utf-8-sig")
        assert f"'{text}" in raw
        assert read_table(made).rows[0].cells["a"] == "x"
    with write_table("xlsx", ["a", "b"], [["x", text]]) as made:
        cell = openpyxl.load_workbook(made).active["B2"]
        assert cell.data_type == "s"
        assert cell.value.strip() == text.strip()


def test_phone_is_exported_as_text_without_an_apostrophe():
    with write_table("csv", ["a", "phone"], [["x", "+998901234567"]]) as made:
        assert made.read().decode("utf-8-sig") == "a;phone\r\nx;+998901234567\r\n"
    with write_table("csv", ["phones"], [["+998901234567, +998907654321"], ["+998901234567, =1"]]) as made:
        assert made.read().decode("utf-8-sig").split("\r\n")[1:3] == [
            "+998901234567, +998907654321", "'+998901234567, =1",
        ]  # fmt: skip
    with write_table("xlsx", ["a", "phone"], [["x", "+998901234567"]]) as made:
        cell = openpyxl.load_workbook(made).active["B2"]
        assert (cell.data_type, cell.value) == ("s", "+998901234567")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exported_table_is_read_back_unchanged(kind):
    cells = ["Oʻgʻiloy", 7, -7, 1.5, date(2026, 9, 1), None, ShadedCell("х"), "a\x07b", "two\nlines"]
    with write_table(kind, [f"c{n}" for n in range(9)], [cells], title="a/b:c") as made:
        row = read_table(made).rows[0]
    assert list(row.cells.values()) == ["Oʻgʻiloy", "7", "-7", "1.5", "2026-09-01", "", "х", "ab", "two\nlines"]
