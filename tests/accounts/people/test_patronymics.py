"""A patronymic is entered, read, found, imported, exported and erased as the other names."""

import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.portal.services.erasure import erase_database_rows
from tests import factories
from tests.imports.table_uploads import import_rows, list_verdicts

PATH = "/auth/users/"
ANVAR = {"first_name": "Anvar", "last_name": "Sobirov", "patronymic": "Akmal o'g'li", "role": "student"}


@pytest.fixture
def group(branch, course, teacher):
    return factories.make_group(branch=branch, course=course, name="A2 morning", teacher=teacher)


def list_names() -> set[tuple[str, str, str]]:
    return set(User.objects.filter(role="student").values_list("first_name", "last_name", "patronymic"))


def test_patronymic_is_entered_read_changed_and_found(manager, pupil, client_for):
    client = client_for(manager)
    created = client.post(PATH, ANVAR)
    assert (created.status, created.json["patronymic"]) == (201, "Akmal oʻgʻli")
    for text in ("akmal", "Собиров Акмал", "anvar ogli"):
        assert [row["first_name"] for row in client.get(PATH, {"search": text}).json["results"]] == ["Anvar"], text
    changed = client.patch(f"{PATH}{created.json['id']}/", {"patronymic": "Karimovich"})
    assert (changed.status, changed.json["patronymic"]) == (200, "Karimovich")
    assert client.get(PATH, {"search": "akmal"}).json["count"] == 0
    assert client.patch(f"{PATH}{created.json['id']}/", {"patronymic": "K1"}).refused_fields == (422, ["patronymic"])
    own = client_for(pupil).patch("/auth/users/me/", {"patronymic": "Шухратович"})
    assert (own.status, client_for(pupil).get("/auth/users/me/").json["patronymic"]) == (200, "Шухратович")


def test_import_takes_patronymics_from_their_column_and_from_full_names(manager, group):
    rows = (
        ("ФИО", "Телефон", "Группа"),
        ("Орипов Жасур Акмалович", "90 123 45 67", "A2 morning"),
        ("Karimova Laylo Anvar qizi", "", "A2 morning"),
        ("Петрович Милан", "90 123 45 68", "A2 morning"),
    )
    assert list_verdicts(import_rows(manager, *rows)) == ["new"] * 3
    names = {("Жасур", "Орипов", "Акмалович"), ("Laylo", "Karimova", "Anvar qizi"), ("Милан", "Петрович", "")}
    assert list_names() == names
    assert list_verdicts(import_rows(manager, *rows)) == ["same"] * 3
    head = ("Имя", "Фамилия", "Отчество", "Группа")
    again = import_rows(
        manager, head, ("Laylo", "Karimova", "", "A2 morning"), ("Милан", "Петрович", "Ильич", "A2 morning")
    )
    assert list_verdicts(again) == ["same", "changed"]
    assert list_names() == names - {("Милан", "Петрович", "")} | {("Милан", "Петрович", "Ильич")}


def test_namesakes_with_other_patronymics_are_two_pupils(manager, group):
    head = ("Имя", "Фамилия", "Отчество", "Группа")
    rows = [("Jasur", "Oripov", patronymic, "A2 morning") for patronymic in ("Akmalovich", "Botirovich")]
    assert list_verdicts(import_rows(manager, head, *rows)) == ["new", "new"]
    assert Group.objects.get(pk=group.pk).seats_taken == 2


def test_earlier_import_with_the_patronymic_in_the_first_name_matches(manager, group):
    jasur = factories.make_user(Role.STUDENT, "Жасур Акмалович", "Орипов", email="j@example.uz")
    Membership.objects.create(group=group, student=jasur, joined_on="2026-09-01")
    result = import_rows(manager, ("ФИО", "Группа"), ("Орипов Жасур Акмалович", "A2 morning"))
    assert (list_verdicts(result), list_names()) == (["same"], {("Жасур Акмалович", "Орипов", "")})


def test_export_has_the_patronymic(manager, group, client_for):
    client_for(manager).post(PATH, ANVAR)
    answer = client_for(manager).get("/courses/exports/students/", {"format": "csv"})
    assert (answer.status, "Akmal oʻgʻli" in answer.content.decode()) == (200, True)


def test_erasure_removes_the_patronymic(manager, client_for):
    person = User.objects.get(pk=client_for(manager).post(PATH, ANVAR).json["id"])
    erase_database_rows(person.pk)
    person.refresh_from_db()
    assert (person.patronymic, person.folded_patronymic) == ("", "")
