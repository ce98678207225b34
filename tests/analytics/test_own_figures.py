"""Own figures: saved, shared by role, and counted with the rights of the reader, never of who saved them."""

import csv
import io
from datetime import date

import pytest

from apps.accounts.models import User
from apps.analytics.models import FigurePeriod, OwnFigure
from apps.analytics.own_figures import find_first_day
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.query_counts import check_same_queries

pytestmark = pytest.mark.django_db
PATH = "/analytics/own-figures/"
BODY = {"name": "Attendance", "measures": ["attendance", "active"], "step": "month", "period": "last_12_months"}


def save(user, **more):
    return client_for(user).post(PATH, BODY | more)


def show(user, figure, query=""):
    return client_for(user).get(f"{PATH}{figure['id']}/result/{query}")


def read_csv(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_figure_shows_what_the_measures_show(chance, admin):
    figure = save(admin).json
    body = show(admin, figure).json
    for series in body["series"]:
        query = f"?measure={series['measure']['name']}&step=month&from={series['from']}"
        assert client_for(admin).get(f"/analytics/series/{query}").json == series
    assert [series["measure"]["name"] for series in body["series"]] == BODY["measures"]
    assert (body["left_out"], body["series"][0]["labels"][0]) == (0, "2025-12")
    assert body["headings"] == ["Period", "Attendance", "Active pupils"]
    values = [series["datasets"][0]["data"] for series in body["series"]]
    assert body["rows"][-1] == ["2026-11", values[0][-1], values[1][-1]]
    rows = read_csv(show(admin, figure, "?format=csv"))
    assert (rows[0], [row[0] for row in rows[1:]]) == (body["headings"], body["series"][0]["labels"])
    assert AuditLog.objects.filter(action="lists.export").count() == 1


def test_reader_of_a_shared_figure_has_own_rights_only(chance, admin):
    names = ["attendance", "money_received", "lessons_held"]
    figure = save(admin, measures=names[::2], by="group", shared_with=["teacher", "manager"]).json
    shown = show(chance.teacher, figure).json
    keys = {dataset["key"] for series in shown["series"] for dataset in series["datasets"]} - {None}
    own = {str(chance.groups[0].pk), str(chance.groups[2].pk)}
    assert keys
    assert keys <= own
    assert {dataset["key"] for series in show(admin, figure).json["series"] for dataset in series["datasets"]} - own
    money = save(admin, name="Money", measures=names, shared_with=["teacher"]).json
    shown = show(chance.teacher, money).json
    assert ([series["measure"]["name"] for series in shown["series"]], shown["left_out"]) == (names[::2], 1)
    assert "money" not in str(shown["rows"] + [shown["headings"]]).lower()


def test_small_groups_stay_hidden(chance, admin):
    figure = save(admin, measures=["active"], by="group").json
    (series,) = show(admin, figure).json["series"]
    assert str(chance.groups[2].pk) not in {dataset["key"] for dataset in series["datasets"]}
    assert series["hidden"] >= 1
    alone = save(admin, name="Alone", measures=["active"], group=str(chance.groups[2].pk)).json
    assert show(admin, alone).json["series"][0]["datasets"] == []


def test_private_figure_is_for_its_owner_and_a_shared_one_for_the_role(chance, admin, manager):
    private, shared = save(admin).json, save(admin, name="Shared", shared_with=["manager"]).json
    for call in ("get", "patch", "delete"):
        getattr(client_for(manager), call)(f"{PATH}{private['id']}/").check_refused(404, "not_found")
    show(manager, private).check_refused(404, "not_found")
    assert show(manager, shared).status == 200
    for call in ("patch", "delete"):
        getattr(client_for(manager), call)(f"{PATH}{shared['id']}/").check_refused(404, "not_found")
    show(chance.teacher, shared).check_refused(404, "not_found")
    listed = client_for(manager).get(PATH).json["results"]
    assert [(row["name"], row["owner"]["full_name"]) for row in listed] == [("Shared", admin.full_name)]
    assert client_for(manager).get(PATH, {"shared": "false"}).json["count"] == 0
    assert client_for(admin).get(PATH, {"shared": "true"}).json["count"] == 0
    client_for(chance.pupils[0]).get(PATH).check_refused(403, "forbidden")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"measures": ["attendance", "nothing"]}, "measures"),
        ({"measures": ["attendance", "attendance"]}, "measures"),
        ({"measures": []}, "measures"),
        ({"measures": [f"m{n}" for n in range(7)]}, "measures"),
        ({"measures": ["attendance", "money_received"], "by": "group"}, "by"),
        ({"measures": ["coins"], "group": "@group"}, "group"),
        ({"group": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60"}, "group"),
        ({"branch": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60"}, "branch"),
        ({"course": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60"}, "course"),
        ({"step": "day"}, "step"),
        ({"period": "fixed"}, "first_day"),
        ({"period": "fixed", "first_day": "2026-01-01"}, "last_day"),
        ({"first_day": "2026-01-01"}, "first_day"),
        ({"period": "fixed", "first_day": "2026-12-01", "last_day": "2026-12-31"}, "first_day"),
        ({"period": "fixed", "first_day": "2026-11-02", "last_day": "2026-11-01"}, "first_day"),
        ({"period": "fixed", "step": "day", "first_day": "2026-11-01", "last_day": "2027-06-01"}, "first_day"),
        ({"name": ""}, "name"),
        ({"shared_with": ["student"]}, "shared_with.0"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(chance, admin, more, field):
    more = {name: str(chance.groups[0].pk) if value == "@group" else value for name, value in more.items()}
    assert save(admin, **more).refused_fields == (422, [field])
    assert not OwnFigure.objects.exists()


def test_teacher_saves_own_measures_and_shares_none(chance):
    save(chance.teacher, measures=["money_received"]).check_refused(422, "invalid", field="measures")
    save(chance.teacher, shared_with=["teacher"]).check_refused(422, "invalid", field="shared_with")
    foreign = str(chance.groups[1].pk)
    save(chance.teacher, measures=["attendance"], group=foreign).check_refused(422, "invalid", field="group")
    assert save(chance.teacher, group=str(chance.groups[0].pk)).status == 201


def test_name_is_taken_once_for_each_owner(chance, admin, manager):
    key = save(admin).json["id"]
    assert save(manager).status == 201
    save(admin).check_refused(422, "invalid", field="name")
    other = save(admin, name="Other").json["id"]
    client = client_for(admin)
    client.patch(f"{PATH}{other}/", {"name": "Attendance"}).check_refused(422, "invalid", field="name")
    assert client.patch(f"{PATH}{key}/", {"name": "Attendance", "chart": "bar"}).json["chart"] == "bar"


def test_changes_are_checked_as_a_whole_and_audited(chance, admin):
    client, key = client_for(admin), save(admin).json["id"]
    changed = client.patch(f"{PATH}{key}/", {"period": "fixed", "first_day": "2026-09-01", "last_day": "2026-10-31"})
    assert (changed.status, changed.json["last_day"]) == (200, "2026-10-31")
    assert show(admin, changed.json).json["series"][0]["labels"] == ["2026-09", "2026-10"]
    changed = client.patch(f"{PATH}{key}/", {"period": "this_year"}).json
    assert (changed["first_day"], changed["last_day"]) == (None, None)
    client.patch(f"{PATH}{key}/", {"step": "day"}).check_refused(422, "invalid", field="step")
    assert client.delete(f"{PATH}{key}/").status == 204
    show(admin, changed).check_refused(404, "not_found")
    assert AuditLog.objects.filter(action="analytics.own_figure").count() == 4


def test_filter_by_what_is_gone_gives_no_values(chance, admin):
    figure = save(admin, measures=["lessons_held"]).json
    OwnFigure.objects.update(group="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60")
    (series,) = show(admin, figure).json["series"]
    assert not any(value for dataset in series["datasets"] for value in dataset["data"])


def test_fifty_figures(admin):
    OwnFigure.objects.bulk_create(
        OwnFigure(owner=admin, name=str(n), measures=["active"], step="week", period="this_year") for n in range(50)
    )
    save(admin).check_refused(409, "conflict")


@pytest.mark.parametrize(
    ("period", "today", "first"),
    [
        ("last_30_days", "2026-03-15", "2026-02-14"),
        ("last_12_weeks", "2026-03-15", "2025-12-28"),
        ("last_12_months", "2026-03-15", "2025-04-01"),
        ("last_12_months", "2026-12-31", "2026-01-01"),
        ("this_month", "2026-03-15", "2026-03-01"),
        ("this_year", "2026-03-15", "2026-01-01"),
    ],
)
def test_period_begins_before_today(period, today, first):
    assert str(find_first_day(FigurePeriod(period), date.fromisoformat(today))) == first


def test_figure_is_a_report_of_the_newest_days(chance, admin, manager):
    figure = save(admin, shared_with=["manager"]).json
    address = f"{PATH}{figure['id']}/result/"
    body = {"name": "Figures", "address": address, "format": "csv"}
    answer = client_for(manager).post("/analytics/reports/", body)
    assert (answer.status, answer.json["table"], answer.json["total"]) == (202, "own_figures_show", 12)
    client_for(admin).delete(f"{PATH}{figure['id']}/")
    client_for(manager).post("/analytics/reports/", body).check_refused(422, "invalid", field="address")


def test_figures_cost_the_same_queries_for_2_and_20_rows(admin, manager):
    names = iter(range(100))

    def add():
        OwnFigure.objects.create(
            owner=User.objects.get(pk=manager.pk), name=str(next(names)), measures=["active"], step="week",
            period="this_year", shared_with=["admin"],
        )  # fmt: skip

    client = client_for(admin)
    check_same_queries(add, lambda: client.get(PATH, {"page_size": "100"}).json["results"])
