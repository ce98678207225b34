"""The office finds people: by name in either script, phone, e-mail, role, status and group."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import ChildProfile, User
from apps.core.permissions import Role
from apps.courses.models import Membership
from tests import factories
from tests.factories import ApiClient

PATH = "/auth/users/"


def found(client: ApiClient, **query: str) -> set[str]:
    answer = client.get(PATH, query | {"page_size": "100"})
    assert answer.status == 200, answer.json
    assert answer.json["count"] == len(answer.json["results"])
    return {row["first_name"] for row in answer.json["results"]}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("jasur", {"Jasur"}), ("Жасур", {"Jasur"}), ("ОРИПОВ жасур", {"Jasur"}), ("timur", {"Тимур"}),
        ("Ulug‘bek", {"Ulugʻbek"}), ("ulug'bek", {"Ulugʻbek"}), ("улуғбек", {"Ulugʻbek"}), ("jasur saidova", set()),
        ("90 123 45", {"Jasur"}), ("4567", {"Jasur"}), ("45", set()), ("Ulugbek", {"Ulugʻbek"}),
        ("JASUR.student@", {"Jasur"}), ("@@", set()), ("!!!", set()), ("%", set()),
    ],
)  # fmt: skip
def test_names_are_found_in_either_script(text, names, pupil, manager, client_for):
    User.objects.filter(pk=pupil.pk).update(phone="+998901234567")
    factories.make_user(Role.STUDENT, "Тимур", "Ахмедов", email="t@example.uz")
    factories.make_user(Role.STUDENT, "Ulug'bek", "Hamidov", email="u@example.uz")
    assert found(client_for(manager), search=text) == names


@pytest.mark.parametrize("text", ["Oʻgʻiloy", "O'g'iloy", "Ўғилой", "ogiloy", "O‘G‘ILOY", "toraeva ogil", "Тўраева"])
@pytest.mark.parametrize("name", [("Oʻgʻiloy", "Toʻraeva"), ("Ўғилой", "Тўраева")], ids=["Latin", "Cyrillic"])
def test_name_is_found_with_and_without_apostrophes(text, name, manager, client_for):
    factories.make_user(Role.STUDENT, *name, email="o@example.uz")
    factories.make_user(Role.STUDENT, "Ugiloy", "Turaeva", email="u@example.uz")
    assert found(client_for(manager), search=text) == {name[0]}


def test_pupil_is_found_by_number(pupil, second_pupil, teacher, manager, client_for):
    User.objects.filter(pk=second_pupil.pk).update(number=4071, phone="+998901234567")
    User.objects.filter(pk=pupil.pk).update(number=123)
    client = client_for(manager)
    assert found(client, search="4071") == {"Laylo"}
    assert found(client, search="123") == {"Jasur", "Laylo"}
    assert found(client, search="12") == set()
    assert client.get(PATH, {"search": "4071"}).json["results"][0]["number"] == 4071
    assert found(client, search="9" * 30) == set()


def test_new_name_is_found_and_old_one_is_not(pupil, manager, client_for):
    client = client_for(manager)
    assert client_for(pupil).patch("/auth/users/me/", {"first_name": "Анвар"}).status == 200
    assert (found(client, search="anvar"), found(client, search="jasur")) == ({"Анвар"}, set())
    assert client.patch(f"{PATH}{pupil.pk}/", {"last_name": "Sobirov"}).status == 200
    assert (found(client, search="собиров"), found(client, search="oripov")) == ({"Анвар"}, set())


def test_search_can_use_its_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM accounts_user WHERE folded LIKE '%jasur%'")
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("EXPLAIN SELECT id FROM accounts_user WHERE phone LIKE '%1234%' OR number = 1234")
        digits = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("EXPLAIN SELECT id FROM accounts_user WHERE email LIKE 'jasur@%'")
        beginning = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Cond: (((email)" in beginning  # of its own index, or the unique one
    assert "user_folded" in plan
    assert "user_phone_digits" in digits


def test_users_are_filtered_by_role_status_and_group(group, other_group, stranger, manager, client_for):
    client = client_for(manager)
    User.objects.filter(first_name="Laylo").update(is_active=False)
    User.objects.filter(pk=stranger.pk).update(requested_role="teacher")
    assert found(client, role="teacher") == {"Dilnoza", "Sardor", "Nodira"}
    assert found(client, status="off") == {"Laylo"}
    assert found(client, status="pending") == {"Timur"}
    assert found(client, status="active") == {"Dilnoza", "Sardor", "Jasur", "Malika", "Nodira", "Bekzod"}
    assert found(client, group=str(group.pk)) == {"Jasur", "Laylo"}
    assert found(client, group=str(group.pk), status="active", role="student") == {"Jasur"}
    Membership.objects.filter(student__first_name="Jasur").update(left_on="2026-10-01", status="left")
    assert found(client, group=str(group.pk)) == {"Laylo"}
    assert found(client, group=str(stranger.pk)) == set()
    assert client.get(PATH, {"role": "god"}).status == 422
    assert client.get(PATH, {"ordering": "password"}).status == 422


def test_erased_users_are_not_found(pupil, manager, client_for):
    client = client_for(manager)
    assert client.get(f"{PATH}{pupil.pk}/").status == 200
    User.objects.filter(pk=pupil.pk).update(erased_at="2026-10-01T00:00:00Z", is_active=False)
    assert client.get(f"{PATH}{pupil.pk}/").status == 404
    assert "Jasur" not in found(client)


def test_list_takes_the_same_queries_for_few_and_many(manager, client_for):
    client, counts = client_for(manager), []
    for number in (1, 18):
        for index in range(number):
            person = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}.{index}@example.uz")
            ChildProfile.objects.create(user=person, birth_date="2017-01-01", code=f"{number}{index}")
        with CaptureQueriesContext(connection) as asked:
            rows = client.get(PATH, {"page_size": 100}).json["results"]
        counts.append((len(asked), len(rows)))
    assert counts == [(counts[0][0], 2), (counts[0][0], 20)]
