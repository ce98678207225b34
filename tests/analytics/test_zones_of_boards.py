"""Days and months of the dashboards are those of the branch that is asked for."""

from datetime import UTC, datetime

import pytest
import time_machine

from apps.accounts.models import User
from apps.analytics.models import BranchDay
from apps.analytics.services.runs import bring_up_to_date
from apps.leads.models import Lead
from apps.settings.models import Branch
from tests.factories import client_for

pytestmark = pytest.mark.django_db
IN_TWO_MONTHS = datetime(2026, 10, 31, 21, tzinfo=UTC)
"""The first of November in Tashkent, the last of October in London."""


def get_figures(user, path):
    answer = client_for(user).get(path)
    assert answer.status == 200, answer.json
    return {figure["name"]: figure for figure in answer.json["figures"]}


def count_leads_by_month(user, query=""):
    months = get_figures(user, f"/analytics/marketing/?from=2026-09-01&to=2026-11-21{query}")["months"]
    (data,) = [row["data"] for row in months["datasets"] if row["key"] == "leads"]
    return dict(zip(months["labels"], data, strict=True))


def narrow(user, branch):
    User.objects.filter(pk=user.pk).update(all_branches=False)
    user = User.objects.get(pk=user.pk)
    user.branches.set([branch])
    return user


def test_leads_count_in_the_month_of_the_branch(chance, admin, manager):
    london = chance.branches[1]
    assert (Branch.objects.get(is_default=True).zone, london.zone) == ("Asia/Tashkent", "Europe/London")
    other = f"&branch={london.pk}"
    only = narrow(manager, london)
    before = [count_leads_by_month(admin), count_leads_by_month(admin, other), count_leads_by_month(only)]
    lead = Lead.objects.filter(branch=london).first()
    with time_machine.travel(IN_TWO_MONTHS, tick=False):
        Lead.objects.create(branch=london, stage=lead.stage, name="Night")
    after = [count_leads_by_month(admin), count_leads_by_month(admin, other), count_leads_by_month(only)]
    grown = [[label for label in then if now[label] > then[label]] for then, now in zip(before, after, strict=True)]
    assert grown == [["2026-11"], ["2026-10"], ["2026-10"]]
    asked = f"/leads/figures/?by=month&since=2026-10-31&until=2026-10-31{other}"
    with time_machine.travel(IN_TWO_MONTHS, tick=False):
        bring_up_to_date()
    facts = BranchDay.objects.get(measure="leads", branch=london, day="2026-10-31").numerator
    assert sum(row["leads"] for row in client_for(admin).get(asked).json["rows"]) == facts >= 1


def test_forecast_begins_with_the_running_month_of_the_branch(chance, admin):
    for number in range(1, 11):
        for branch in chance.branches:
            BranchDay.objects.create(
                measure="money_received", currency="EUR", day=f"2026-{number:02}-10", branch=branch, numerator=100,
                denominator=0,
            )  # fmt: skip
    path = "/analytics/revenue/?from=2026-09-01&to=2026-10-31"
    with time_machine.travel(IN_TWO_MONTHS, tick=False):
        whole = get_figures(admin, path)["forecast"]
        other = get_figures(admin, f"{path}&branch={chance.branches[1].pk}")["forecast"]
    assert (whole["labels"][-3:], other["labels"][-3:]) == (
        ["2026-11", "2026-12", "2027-01"],
        ["2026-10", "2026-11", "2026-12"],
    )
