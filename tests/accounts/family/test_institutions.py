"""The directory of schools and universities: everybody reads, the office keeps it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Institution
from apps.settings.models import AuditLog

PATH = "/auth/institutions/"
SCHOOL = {"name": "Alisher Navoiy nomidagi maktab", "kind": "school", "city": "Toshkent"}


def test_office_writes_and_everybody_reads(manager, nobody, client_for):
    client = client_for(manager)
    made = client.post(PATH, SCHOOL)
    assert (made.status, made.json["city"]) == (201, "Toshkent")
    assert client.post(PATH, SCHOOL | {"name": "TATU", "kind": "university"}).status == 201
    path = f"{PATH}{made.json['id']}/"
    for query, count in (({}, 2), ({"search": "Алишер навоий"}, 1), ({"kind": "university"}, 1), ({"search": "%"}, 0)):
        assert nobody.get(PATH, query).json["count"] == count, query
    assert client.patch(path, {"city": "Samarqand"}).json["city"] == "Samarqand"
    assert nobody.get(path).json["name"] == SCHOOL["name"]
    assert client.delete(path).status == 204
    assert (nobody.get(path).status, client.delete(path).status, client.patch(path, {"city": "X"}).status) == (404,) * 3
    assert nobody.get(PATH).json["count"] == 1
    assert Institution.objects.count() == 2
    done = AuditLog.objects.filter(object_id=made.json["id"], actor=manager).order_by("id")
    assert [entry.action.split(".")[1] for entry in done] == [
        "create_institution", "change_institution", "archive_institution"
    ]  # fmt: skip


def test_institution_exists_once_however_it_is_spelt(manager, client_for):
    client = client_for(manager)
    first = client.post(PATH, SCHOOL).json
    assert client.post(PATH, SCHOOL | {"name": "АЛИШЕР Навоий номидаги мактаб"}).refused_fields == (422, ["name"])
    other = client.post(PATH, SCHOOL | {"city": "Buxoro"}).json
    assert client.patch(f"{PATH}{other['id']}/", {"city": "Toshkent"}).status == 422
    assert client.delete(f"{PATH}{first['id']}/").status == 204
    assert client.patch(f"{PATH}{other['id']}/", {"city": "Toshkent"}).status == 200


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": ""}, "name"), ({"name": "!!!"}, "name"), ({"name": "x" * 5000}, "name"), ({"kind": "pub"}, "kind")],
)
def test_invalid_value_names_its_field(changed, field, manager, client_for):
    assert client_for(manager).post(PATH, SCHOOL | changed).refused_fields == (422, [field])
    assert not Institution.objects.exists()


def test_list_takes_the_same_queries_for_few_and_many(nobody):
    counts = []
    for number in (2, 18):
        for index in range(number):
            Institution.objects.create(name=f"{number}.{index}", folded=f"{number}.{index}", kind="school")
        with CaptureQueriesContext(connection) as asked:
            rows = nobody.get(PATH, {"page_size": 100}).json["results"]
        counts.append((len(asked), len(rows)))
    assert counts == [(2, 2), (2, 20)]
