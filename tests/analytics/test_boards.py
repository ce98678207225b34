"""The dashboards of revenue and marketing: their figures are those of the ledger, of facts and of the leads."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.analytics.forecast import forecast
from apps.analytics.models import BranchDay, PersonDay
from apps.courses.models import Membership
from apps.leads.models import Lead
from apps.payments.models import Payment
from apps.settings.models import AuditLog
from tests.factories import client_for

pytestmark = pytest.mark.django_db
PERIOD = "from=2026-06-01&to=2026-11-21"


def get_figures(user, path):
    answer = client_for(user).get(path)
    assert answer.status == 200, answer.json
    for figure in answer.json["figures"]:
        assert [row[0] for row in figure["rows"]] == figure["labels"]
        assert figure["sentence"]
    return {figure["name"]: figure for figure in answer.json["figures"]}


def get_data(figure, key, currency=None):
    (data,) = [row["data"] for row in figure["datasets"] if (row["key"], row["currency"]) == (key, currency)]
    return data


def test_forecast_states_its_error_and_waits_for_six_months():
    assert forecast([100] * 5) is None
    steady = forecast([100] * 6)
    assert (steady.ahead, steady.past, steady.error) == (100, [None, None, None, 100, 100, 100], 0)
    jumping = forecast([100, 100, 100, 200, 100, 100])
    assert jumping.past[3:] == [100, 133, 133]
    assert jumping.error == round((50 + 33 + 33) / 3, 1)
    assert forecast([0] * 6).error is None


def test_revenue_is_that_of_the_facts(chance, admin):
    income = get_figures(admin, f"/analytics/revenue/?{PERIOD}")["income"]
    assert income["labels"][0] == "2026-06"
    for key, name in (("received", "money_received"), ("refunded", "money_refunded")):
        facts = BranchDay.objects.filter(measure=name, currency="UZS", day__gte="2026-06-01", day__lte="2026-11-21")
        assert sum(get_data(income, key, "UZS")) == sum(fact.numerator for fact in facts)
    due = Payment.objects.filter(
        due_on__gte="2026-06-01", due_on__lt="2026-12-01", currency="UZS",
        status__in=["pending", "overdue", "completed", "refunded"],
    )  # fmt: skip
    assert sum(get_data(income, "expected", "UZS")) == sum(row.amount for row in due)


def test_money_that_left_is_the_last_month_of_who_left(chance, admin, branch):
    left = PersonDay.objects.create(
        measure="left", person=chance.pupils[0], branch=chance.branches[0], group=chance.groups[0],
        day=date(2026, 10, 15), numerator=1, denominator=0,
    )  # fmt: skip
    membership = Membership.objects.get(group=left.group, student=left.person)
    before = get_figures(admin, "/analytics/revenue/?from=2026-01-01")["churn"]
    values = {
        "student": left.person,
        "branch": left.branch,
        "group": left.group,
        "currency": "UZS",
        "status": "pending",
    }
    for due_on, amount in ((left.day, 700), (date.fromordinal(left.day.toordinal() - 31), 50)):
        key = {"kind": "period", "period_key": f"{due_on:%Y-%m}", "membership": membership}
        Payment.objects.create(reference=f"left {amount}", gross=amount, amount=amount, due_on=due_on, **key, **values)
    after = get_figures(admin, "/analytics/revenue/?from=2026-01-01")["churn"]
    place = after["labels"].index(f"{left.day:%Y-%m}")
    known = {row["currency"]: row["data"] for row in before["datasets"]}.get("UZS", [0] * len(after["labels"]))
    assert get_data(after, "lost", "UZS")[place] - known[place] == 700


def test_forecast_is_shown_with_its_error_or_says_what_it_waits_for(chance, admin):
    shown = get_figures(admin, "/analytics/revenue/")["forecast"]
    if shown["datasets"]:
        assert "% off on average" in shown["sentence"]
        assert get_data(shown, "forecast", "UZS")[-1] is not None
        assert get_data(shown, "net", "UZS")[-1] is None
    BranchDay.objects.filter(measure="money_received", day__lt="2026-08-01").delete()
    waiting = get_figures(admin, "/analytics/revenue/")["forecast"]
    assert (waiting["datasets"], waiting["labels"]) == ([], [])
    assert "after 6 full months" in waiting["sentence"]


def test_marketing_counts_as_the_figures_of_leads(chance, admin):
    board = get_figures(admin, f"/analytics/marketing/?{PERIOD}")
    rows = client_for(admin).get("/leads/figures/?by=source&since=2026-06-01&until=2026-11-21").json["rows"]
    assert sum(get_data(board["sources"], "leads")) == sum(row["leads"] for row in rows) > 0
    funnel = get_data(board["funnel"], "people")
    assert funnel == [sum(row[name] for row in rows) for name in ("leads", "trials", "converted")]
    assert sum(get_data(board["months"], "leads")) == sum(get_data(board["stages"], "leads")) == funnel[0]
    assert f"Of {funnel[0]} leads" in board["funnel"]["sentence"]


def test_boards_are_for_their_permissions_and_own_branches(chance, admin, manager):
    for path in ("revenue", "marketing"):
        assert client_for(chance.teacher).get(f"/analytics/{path}/").status == 403
        User.objects.filter(pk=manager.pk).update(all_branches=False)
        narrow = User.objects.get(pk=manager.pk)
        narrow.branches.set([chance.branches[1]])
        foreign, own = (f"/analytics/{path}/?{PERIOD}&branch={branch.pk}" for branch in chance.branches[:2])
        whole = get_figures(narrow, f"/analytics/{path}/?{PERIOD}")
        assert whole == get_figures(admin, own), path
        sums = [sum(filter(None, row["data"])) for row in next(iter(get_figures(narrow, foreign).values()))["datasets"]]
        assert sum(sums) == 0


def test_figure_is_a_file_and_is_audited(chance, admin):
    board = get_figures(admin, f"/analytics/marketing/?{PERIOD}")
    answer = client_for(admin).get(f"/analytics/marketing/?{PERIOD}&figure=sources&format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == board["sources"]["headings"]
    assert [row[0] for row in rows[1:]] == board["sources"]["labels"]
    assert AuditLog.objects.filter(action="lists.export").count() == 1
    wrong = client_for(admin).get("/analytics/marketing/?figure=nothing&format=csv")
    assert wrong.refused_fields == (422, ["figure"])


def test_cost_does_not_grow_with_leads_or_months(chance, admin):
    def count(path):
        client = client_for(admin)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status == 200
        return len(queries)

    before = [count(f"/analytics/{path}/?from=2026-11-01") for path in ("revenue", "marketing")]
    lead = Lead.objects.first()
    Lead.objects.bulk_create([Lead(branch=lead.branch, stage=lead.stage, name=f"Lead {n}") for n in range(20)])
    assert [count(f"/analytics/{path}/?from=2024-01-01") for path in ("revenue", "marketing")] == before
