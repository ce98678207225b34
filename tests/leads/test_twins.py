"""Twins on the phone of their mother stay two, whichever way they come; one child in two spellings stays one."""

from uuid import uuid4
from zlib import crc32

import pytest

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.leads.contacts import Contact, is_double, list_likeness
from apps.leads.models import Lead
from apps.leads.services.telegram import take_from_stranger
from apps.portal.services.erasure import erase_database_rows
from tests.factories import make_user
from tests.imports.table_uploads import import_rows, list_verdicts, make_csv
from tests.job_runs import run_jobs
from tests.leads import test_forms, test_meta
from tests.leads.lead_requests import create_lead, list_leads, read
from tests.leads.test_conversion import convert
from tests.leads.test_doubles import list_doubles
from tests.leads.test_forms import form  # noqa: F401
from tests.leads.test_imports import HEAD, import_leads
from tests.leads.test_meta import meta  # noqa: F401

PHONE = "90 123 45 67"
STORED = "+998901234567"


@pytest.mark.parametrize(
    ("one", "other", "is_sure"),
    [
        ("Hasan Karimov", "Husan Karimov", False),
        ("Хасан Каримов", "Ҳусан Каримов", False),
        ("Hasan", "Xusan Karimov", False),
        ("Aziz Karimov", "Aziza Karimova", False),
        ("Фотима", "Зуҳра", False),
        ("Muhammadali Karimov", "Muhammadyusuf Karimov", False),
        ("Muhammad Ali", "Муҳаммад Юсуф", False),
        ("Muhammad", "Muhammad Ali", False),
        ("M. Ali", "Muhammad Ali", False),
        ("H. Karimov", "Hasan Karimov", False),
        ("H. Karimov", "H. Karimov", False),
        ("Karimov", "Hasan Karimov", False),
        ("Norbek", "Nurbek Karimov", False),
        ("Норали", "Нурали", False),
        ("Nora", "Nura", False),
        ("Malika Karimova", "Malika Shahzoda Karimova", False),
        ("Hasan Karimov", "Ҳасан Каримов", True),
        ("Hasan Karimov", "Karimov Xasan", True),
        ("Husan", "Хусан Каримов", True),
        ("Hasan Karimov", "Hasan Olim oʻgʻli", False),
        ("Hasan", "Ҳасан Олимович Каримов", True),
        ("Oʻtkir Yoldoshev", "Уткир Юлдашев", True),
        ("Bobur", "Бабур", True),
        ("Shahzoda", "Шаҳзода Каримова", True),
        ("Lyubov", "Любовь Петрова", True),
        ("Яков", "Yakov Petrov", True),
    ],
)
def test_only_the_same_given_names_on_a_phone_are_surely_one(one, other, is_sure):
    first, second = (Contact(name, frozenset({STORED})) for name in (one, other))
    assert (is_double(first, second), is_double(second, first)) == (is_sure, is_sure)
    assert is_double(first, Contact(other, frozenset({"+998935554433"}))) is False


def test_twins_are_a_suggestion_by_their_phone_alone():
    twins = (Contact(f"{name} Karimov", frozenset({STORED})) for name in ("Hasan", "Husan"))
    assert list_likeness(*twins) == ["phone"]


def send_to_site(request, name):
    form = request.getfixturevalue("form")  # noqa: F811
    assert test_forms.send(form, name=name, phone=PHONE).status_code == 201


def send_by_meta(request, name):
    key = str(crc32(name.encode()))
    request.getfixturevalue("meta").add(key, full_name=name, phone_number=STORED)
    assert test_meta.send(test_meta.notice(key)).status_code == 200
    run_jobs("leads.fetch_meta")


def send_by_telegram(request, name):
    request.getfixturevalue("branch")
    chat = {"chat": f"chat of {name}", "chat_id": 70_001}
    for _message in range(2):
        take_from_stranger(**chat, key=uuid4(), name=name, text="English?", phone=STORED)


def send_by_import(request, name):
    manager = request.getfixturevalue("manager")
    import_leads(manager, make_csv(HEAD, (name, PHONE, "", "")))


@pytest.mark.parametrize("send", [send_to_site, send_by_meta, send_by_telegram, send_by_import])
def test_twins_become_two_leads_and_the_same_child_joins_its_own(send, request, manager):
    for name in ("Hasan Karimov", "Ҳусан Каримов", "Каримов Хасан"):
        send(request, name)
    assert {lead["name"] for lead in list_leads(manager)} == {"Hasan Karimov", "Ҳусан Каримов"}
    assert Lead.objects.count() == 2


def test_twins_in_one_table_become_two_leads(manager, branch):
    rows = [(name, PHONE, "", "") for name in ("Hasan Karimov", "Husan Karimov", "Ҳасан Каримов", "Muhammad Ali")]
    done = import_leads(manager, make_csv(HEAD, *rows))
    assert [row["verdict"] for row in done["rows"]] == ["new", "new", "same", "new"]


@pytest.mark.parametrize("send", [send_to_site, send_by_import])
def test_name_that_fits_two_leads_joins_none_of_them(send, request, manager, branch):
    for name in ("Hasan Karimov", "Hasan Aliyev"):
        create_lead(manager, name, PHONE)
    send(request, "Hasan")
    assert Lead.objects.count() == 3


def test_twins_are_made_two_pupils_and_only_one_has_the_phone(manager, group):
    pupils = []
    for number, name in enumerate(("Hasan Karimov", "Husan Karimov")):
        lead = create_lead(manager, name, PHONE)
        assert convert(manager, lead, group, key=f"twin-{number}").status == 201
        pupils.append(read(manager, lead)["student"]["id"])
    rows = User.objects.filter(pk__in=pupils).values_list("first_name", "phone")
    assert sorted(rows, key=str) == [("Hasan", STORED), ("Husan", None)]


def test_leads_of_two_pupils_are_not_surely_one(manager, branch):
    one, other = (create_lead(manager, "Hasan Karimov", PHONE) for _number in range(2))
    assert list_doubles(manager, one) == [("Hasan Karimov", ["phone", "name"], True)]
    for number, lead in enumerate((one, other)):
        student = make_user(Role.STUDENT, "Hasan", email=f"hasan{number}@example.uz")
        Lead.objects.filter(pk=lead["id"]).update(student=student)
    assert list_doubles(manager, one) == [("Hasan Karimov", ["phone", "name"], False)]


def test_erasing_a_twin_leaves_the_lead_of_the_other(manager, branch):
    hasan = make_user(Role.STUDENT, "Hasan", last_name="Karimov", phone=STORED)
    for name in ("Hasan Karimov", "Husan Karimov"):
        create_lead(manager, name, PHONE)
    erase_database_rows(hasan.pk)
    assert [(lead["name"], lead["phones"]) for lead in list_leads(manager)] == [("Husan Karimov", [])]


@pytest.mark.parametrize(
    ("first_name", "last_name", "own", "of_another"),
    [
        ("Anna", "Kim", ["Anna", "Ким Анна", "Anna Kim Sergeyevna"], "Alla Kim"),
        ("Muhammad Ali", "Karimov", ["Muhammad", "Ali", "Муҳаммад Каримов"], "Muhammad Yusuf"),
        ("Malika", "", ["Malika Tsoy"], "Malik"),
        ("Norbek", "Karimov", ["Norbek"], "Nurbek"),
    ],
)
def test_erasure_leaves_no_lead_of_the_person(first_name, last_name, own, of_another, manager, branch):
    person = make_user(Role.STUDENT, first_name, last_name=last_name, phone=STORED, email="pupil@example.uz")
    for name in (*own, of_another):
        create_lead(manager, name, PHONE)
    erase_database_rows(person.pk)
    assert [(lead["name"], lead["phones"]) for lead in list_leads(manager)] == [(of_another, [])]


def test_import_makes_two_pupils_of_twins_with_one_parent(manager, group):
    head = ("Имя", "Фамилия", "Группа", "Телефон родителя")
    rows = [(name, "Karimov", "A2 morning", PHONE) for name in ("Hasan", "Husan", "Ҳасан")]
    assert list_verdicts(import_rows(manager, head, *rows)) == ["new", "new", "same"]
    assert Guardian.objects.filter(parent__phone=STORED).count() == 2


def test_import_makes_no_one_pupil_of_brothers_with_one_phone(manager, group):
    head = ("Имя", "Телефон", "Группа")
    import_rows(manager, head, ("Muhammad Ali", PHONE, "A2 morning"))
    for brother in ("Muhammad", "Muhammad Yusuf", "M. Ali"):
        assert list_verdicts(import_rows(manager, head, (brother, PHONE, "A2 morning"))) == ["refused"]
    assert list_verdicts(import_rows(manager, head, ("Муҳаммад Али", PHONE, "A2 morning"))) == ["same"]


@pytest.mark.parametrize(
    ("known", "row", "verdict"),
    [
        (("Anna", ""), ("Anna", "Kim"), "changed"),
        (("Shahzoda", ""), ("Шаҳзода", "Karimova"), "changed"),
        (("Anna", "Kim"), ("Анна", ""), "same"),
        (("Anna", "Kim"), ("Alla", "Kim"), "refused"),
        (("Kim", ""), ("Anna", "Kim"), "refused"),
        (("Muhammad", "Karimov"), ("Muhammad Ali", "Karimov"), "refused"),
    ],
)
def test_import_takes_the_column_of_last_names_at_its_word(known, row, verdict, manager, group):
    head = ("Имя", "Фамилия", "Телефон", "Группа")
    for name, result in ((known, "new"), (row, verdict)):
        assert list_verdicts(import_rows(manager, head, (*name, PHONE, "A2 morning"))) == [result]
