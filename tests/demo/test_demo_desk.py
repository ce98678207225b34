"""What waits for the office when a demo opens: one of each thing to decide."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from apps.accounts.minors import filter_minors
from apps.accounts.models import User
from apps.accounts.models.profiles import ConsentKind
from apps.accounts.queries import has_consented
from project.demo import day, demo_group
from tests import factories

NOON = datetime(2026, 11, 24, 7, tzinfo=UTC)
"""In Tashkent, of a Tuesday."""


def read(path, **query):
    office = User.objects.get(email=demo_group.get_demo_email("office"))
    answer = factories.client_for(office).get(path, query)
    assert answer.status == 200, answer.json
    return answer.json


@pytest.mark.slow  # 22 s
@pytest.mark.parametrize("days", [0, 1])
def test_the_office_has_one_of_each_thing_to_do(transactional_db, days):
    with time_machine.travel(NOON, tick=True):
        demo = demo_group.ensure_demo_group()
        assert day.prepare_day(demo) == []
    with time_machine.travel(NOON + timedelta(days=days), tick=True):
        assert day.prepare_day(demo) == []
        office = read("/today/")["office"]
        assert (office["sign_ups"], office["proofs"], office["excuses"]) == (1, 1, 1)
        assert office["unmarked"] >= 1
        assert office["clashes"] >= 1
        assert office["unreached"] >= 4
        assert len(office["trials"]) == len(office["birthdays"]) == 1
        debtors = read("/payments/debtors/")["results"]
        assert sum(bool(debtor["promise"]) for debtor in debtors) == 1
        assert all(debtor["phones"] for debtor in debtors)
        assert read("/gamification/redemptions/", state="requested")["count"] == 1
        desks = read("/payments/cash-desks/")
        assert [bool(desk["shift"]) for desk in desks.get("results", desks)] == [True]
        assert len(read("/courses/groups/", status="active")["results"]) == 2


@pytest.mark.slow  # 7 s
def test_every_child_of_the_demo_may_record(transactional_db):
    demo = demo_group.ensure_demo_group()
    assert day.prepare_day(demo) == []
    children = filter_minors(User.objects.filter(email__in=demo.pupils))
    assert len(children) >= 5
    assert all(has_consented(child, ConsentKind.RECORDING) for child in children)
