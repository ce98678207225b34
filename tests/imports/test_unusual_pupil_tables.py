"""Tables of pupils as people keep them: dashes, several phones in a cell, titles above the headings, hidden sheets."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import Guardian, User
from apps.courses.models import Membership
from tests.imports.table_uploads import import_rows, import_table, list_verdicts, make_csv, make_xlsx

pytestmark = pytest.mark.django_db


def test_a_dash_is_an_empty_cell(manager, group):
    head = ("Name", "Phone", "E-mail", "Group", "Birth date", "Parent phone", "Level", "Note")
    result = import_rows(manager, head, ("Ali Karimov", "901234567", "-", "A2 morning", "–", "—", "-", "-"))
    assert list_verdicts(result) == ["new"]
    made = User.objects.get(phone="+998901234567")
    assert (made.email, Membership.objects.get(student=made).reason) == (None, "")


def test_brothers_with_one_phone_are_not_taken_for_one(manager, group):
    head = ("Name", "Phone", "Group")
    rows = [("Ali Zokirov", "901234567", "A2 morning"), ("Vali Zokirov", "901234567", "A2 morning")]
    result = import_rows(manager, head, *rows)
    assert list_verdicts(result) == ["new", "refused"]
    assert result["rows"][1]["errors"] == {"phone": ["This belongs to a pupil with another name.", "Row 2."]}
    again = import_rows(manager, head, ("Zokirov Ali Valiyevich", "901234567", "A2 morning"), rows[1])
    assert list_verdicts(again) == ["changed", "refused"], "the patronymic is new"


def test_of_several_phones_the_first_that_is_one_counts(manager):
    table = make_csv(("Name", "Phone"), ("Ali Karimov", ", 90 123 45 67, 911112233"), delimiter=";")
    result = import_table(manager, table)
    assert (list_verdicts(result), User.objects.filter(phone="+998901234567").count()) == (["new"], 1)


def test_titles_and_joined_cells_above_the_headings(manager, group):
    row = ("Каримов Али", 901234567, "A2 morning", 931112233)
    table = make_xlsx(
        ("Список", "на 01.09.2026"),
        (),
        ("Ученик", None, None, "Родитель"),
        ("ФИО", "Телефон", "Группа", "Телефон"),
        row,
    )
    result = import_table(manager, table, mapping='{"parent_phone": "Телефон (2)"}')
    assert (list_verdicts(result), result["rows"][0]["number"], result["unknown"]) == (["new"], 5, [])
    assert Guardian.objects.get(child__phone="+998901234567").parent.phone == "+998931112233"


def test_a_hidden_sheet_and_an_old_end_of_file_do_no_harm(manager):
    book = openpyxl.Workbook()
    book.active.append(["draft", "list"])
    book.active.append(["a", "b"])
    book.active.sheet_state = "hidden"
    book.active = book.create_sheet("Pupils")
    book.active.append(["Name", "Phone"])
    book.active.append(["Ali Karimov", "901234567"])
    out = io.BytesIO()
    book.save(out)
    result = import_table(manager, SimpleUploadedFile("pupils.xlsx", out.getvalue()))
    assert (list_verdicts(result), result["form"]["sheet"]) == (["new"], "Pupils")
    old = "Name;Phone\r\nAli Karimov;901234567\r\n\x1a".encode("cp1251")
    assert list_verdicts(import_table(manager, SimpleUploadedFile("pupils.csv", old))) == ["same"]
