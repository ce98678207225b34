"""Lists as CSV and XLSX: the same rows in the same order, in the reader's language, for the same readers."""

import csv
import io
from typing import Any, get_args

import openpyxl
import pytest

from api import list_tables
from api.app import api
from api.list_tables import build_columns
from api.operations import get_list_schema
from api.table_words import TITLES
from apps.accounts.models import User
from apps.settings.models import AuditLog
from tests.factories import ApiClient, client_for
from tests.payments.payment_data import PRICE, create_payment_due
from tests.query_counts import check_same_queries

PATHS = ["/payments/", "/payments/expenses/", "/payments/ledger/", "/auth/users/", "/courses/groups/", "/lessons/"]


def read_csv(answer: Any) -> list[list[str]]:
    assert answer.status == 200, answer.json
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def read_xlsx(answer: Any) -> list[tuple[Any, ...]]:
    assert answer.status == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.worksheets[0].iter_rows(values_only=True))


def in_language(user: User, language: str) -> ApiClient:
    User.objects.filter(pk=user.pk).update(locale=language)
    return client_for(User.objects.get(pk=user.pk))


def test_table_has_the_filtered_and_ordered_rows_of_the_list(manager, pupil, other_pupil, group):
    for number, person in enumerate([pupil, other_pupil, pupil], start=1):
        create_payment_due(person, group, PRICE * number, title=f"=T{number}")
    query = {"student": str(pupil.pk), "ordering": "-amount", "search": pupil.last_name, "page_size": "1"}
    client = in_language(manager, "en")
    listed = client.get("/payments/", query | {"page_size": "100"}).json["results"]
    assert len(listed) == 2
    sheet = read_xlsx(client.get("/payments/", query | {"format": "xlsx"}))
    _heading, *rows = [dict(zip(sheet[0], row, strict=True)) for row in sheet]
    assert [row["Payment number"] for row in rows] == [row["reference"] for row in listed]
    assert [(row["Pupil"], row["Amount"], row["Currency"], row["Status"], row["Title"]) for row in rows] == [
        (pupil.full_name, number * PRICE // 100, "soʻm", "to be paid", f"=T{number}") for number in (3, 1)
    ]
    lines = read_csv(client.get("/payments/", query | {"format": "csv"}))
    title = lines[0].index("Title")
    assert [line[title] for line in lines] == ["Title", "'=T3", "'=T1"]


def test_table_is_in_the_readers_language(manager, pupil, group):
    create_payment_due(pupil, group)
    russian = read_csv(in_language(manager, "ru").get("/payments/", {"format": "csv"}))
    assert ("Сумма" in russian[0], "сум" in russian[1]) == (True, True)


@pytest.mark.parametrize("path", PATHS)
def test_unknown_format_is_refused(admin, path):
    client = client_for(admin)
    answer = client.get(path, {"format": "pdf"})
    assert (answer.status, list(answer.json["fields"])) == (422, ["format"])
    assert client.get(path, {"format": "json"}).json["results"] is not None
    assert client.get(path, {"format": "csv"}).headers["content-type"].startswith("text/csv")


def test_accept_header_asks_for_a_table_too(manager):
    answer = client_for(manager).get("/payments/expenses/", headers={"accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]


def test_table_shows_nobody_more_than_the_list(manager, pupil, other_pupil, teacher, group):
    create_payment_due(pupil, group, title="mine")
    create_payment_due(other_pupil, group, title="of another")
    mine = read_csv(client_for(pupil).get("/payments/", {"format": "csv"}))
    assert (len(mine), any("of another" in line for line in mine)) == (2, False)
    assert client_for(teacher).get("/payments/expenses/", {"format": "csv"}).status == 403
    assert ApiClient().get("/payments/", {"format": "csv"}).status == 401
    assert ApiClient().get("/courses/levels/", {"format": "csv"}).status == 422


def test_a_table_is_audited_without_the_text_of_the_search(manager):
    client_for(manager).get("/auth/users/", {"format": "csv", "role": "student", "search": "901234567"})
    values = AuditLog.objects.get(action="lists.export").values_row.values
    assert {name: new for name, (_old, new) in values.items()} == {
        "list": "users_list", "rows": values["rows"][1], "format": "csv", "role": "student",
    }  # fmt: skip


def test_third_table_at_once_is_asked_to_come_again(manager, monkeypatch):
    monkeypatch.setattr("api.list_tables.WAIT_SECONDS", 0)
    client = client_for(manager)
    with list_tables._writing, list_tables._writing:
        answer = client.get("/payments/", {"format": "csv"})
    assert (answer.status, answer.json["code"]) == (503, "unavailable")
    assert client.get("/payments/", {"format": "csv"}).status == 200


def test_ledger_has_a_row_for_each_entry(admin, pupil, group):
    create_payment_due(pupil, group)
    client = in_language(admin, "en")
    heading, *lines = read_csv(client.get("/payments/ledger/", {"format": "csv"}))
    rows = [dict(zip(heading, line, strict=True)) for line in lines]
    assert {(row["Operation"], row["Account"], row["Amount"], row["Currency"]) for row in rows} == {
        ("Charged", "pupil", str(PRICE // 100), "soʻm"), ("Charged", "revenue", str(PRICE // 100), "soʻm"),
    }  # fmt: skip


def test_too_long_list_is_refused(manager, pupil, group, monkeypatch):
    monkeypatch.setattr("api.lists.MAX_TABLE_ROWS", 1)
    create_payment_due(pupil, group)
    client = client_for(manager)
    assert client.get("/payments/", {"format": "csv"}).status == 200
    create_payment_due(pupil, group)
    answer = client.get("/payments/", {"format": "csv"})
    assert (answer.status, list(answer.json["fields"])) == (422, ["format"])


def test_table_costs_the_same_queries_for_2_and_20_rows(manager, pupil, group):
    client = client_for(manager)
    check_same_queries(
        lambda: create_payment_due(pupil, group), lambda: read_csv(client.get("/payments/", {"format": "csv"}))[1:]
    )


def test_every_column_of_every_list_has_a_heading():
    unnamed, tables = set(), 0
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                names = [name for model in operation.models for name in getattr(model, "__ninja_flatten_map__", ())]
                if not {"format", "page"} <= set(names):
                    continue
                tables += 1
                row = get_args(get_list_schema(operation).model_fields["results"].annotation)[0]
                names = [column.name.rpartition(".")[2] for column in build_columns(row)]
                unnamed |= {f"{row.__name__}.{name}" for name in names if name not in TITLES}
    assert tables > 50
    assert {name for name in unnamed if name not in TITLES} == set()
