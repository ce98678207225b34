"""The daily list of acts that only an exception allowed, and the message about it."""

from datetime import timedelta

import pytest

from apps.core.permissions import Role
from apps.notifications.models import Notification
from apps.payments.models import Flag, FlaggedAct
from apps.payments.services.flagged_acts import notify_about_past_days
from tests.factories import make_user
from tests.payments.payment_data import create_second_branch, limit_to_branch, local_today, uzs
from tests.payments.reports.report_calls import get_sheet
from tests.query_counts import check_list_cost

PATH = "/payments/flagged-acts/"


@pytest.fixture
def flag(payment_due, admin):
    """Return a function that stores an act of `admin`, some days ago."""

    def store(days_ago=0, **more):
        branch = more.get("branch", payment_due.branch)
        values = {"flag": Flag.OWN_FAMILY, "act": "payments.write_off", "amount": 5_000, "reason": "In need", **more}
        values = {"by": admin, "currency": "UZS", "student": payment_due.student, "branch": branch, **values}
        return FlaggedAct.objects.create(on=local_today(branch) - timedelta(days=days_ago), **values)

    return store


def test_list_tells_who_did_what(client_for, admin, manager, payment_due, flag):
    flag(payment=payment_due)
    (row,) = client_for(admin).get(PATH).json["results"]
    assert (row["flag"], row["act"], row["text"]) == ("own_family", "payments.write_off", "Written off")
    assert (row["by"]["id"], row["student"]["full_name"]) == (str(admin.pk), "Jasur Oripov")
    assert (row["amount"], row["payment"]["id"], row["reason"]) == (uzs(5_000), str(payment_due.pk), "In need")
    assert client_for(manager).get(PATH).refusal == (403, "forbidden")


def test_list_is_filtered_and_keeps_to_branches(client_for, admin, manager, payment_due, flag):
    second = create_second_branch()
    for values in ({"days_ago": 2}, {"flag": Flag.APPROVED_ALONE}, {"branch": second}, {"by": manager, "days_ago": 1}):
        flag(**values)
    client, today = client_for(admin), local_today(payment_due.branch)
    yesterday = (today - timedelta(days=1)).isoformat()

    def count(query):
        return client.get(f"{PATH}?{query}").json["count"]

    counts = [count(query) for query in ("", "flag=approved_alone", f"branch={second.pk}", f"by={manager.pk}")]
    assert counts == [4, 1, 1, 1]
    assert [count(f"from={yesterday}"), count(f"to={yesterday}"), count(f"from={yesterday}&to={yesterday}")] == [
        3, 2, 1
    ]  # fmt: skip
    assert client.get(f"{PATH}?flag=other").refused_fields == (422, ["flag"])
    here = make_user(Role.ADMIN, "Zafar", email="zafar@example.uz")
    assert client_for(limit_to_branch(here, second)).get(PATH).json["count"] == 1


def test_list_costs_the_same_for_many(client_for, admin, payment_due, flag):
    check_list_cost(client_for(admin), PATH, lambda _number: flag(payment=payment_due))


def test_list_is_a_spreadsheet(admin, payment_due, flag):
    flag(payment=payment_due)
    row = dict(zip(*get_sheet(admin, "flagged-acts/"), strict=True))
    assert [row["Why"], row["What was done"], row["Done by"]] == ["own family", "Written off", "Aziza Karimova"]
    assert [row["Payment number"], row["Amount"]] == [payment_due.reference, 50]


def test_administrators_of_the_branch_are_told_once_a_day(admin, payment_due, flag):
    elsewhere = limit_to_branch(make_user(Role.ADMIN, "Zafar", email="zafar@example.uz"), create_second_branch())
    for days_ago in (0, 1, 1, 3, 30):
        flag(days_ago)
    for _time in range(2):
        notify_about_past_days()
    told = Notification.objects.filter(type="payments.flagged")
    assert sorted(told.values_list("user", "data__count")) == [(admin.pk, "1"), (admin.pk, "2")]
    assert elsewhere.pk not in told.values_list("user", flat=True)
