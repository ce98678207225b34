"""Promises to pay: reminded of on their day, kept by money that came by its end, broken the day after."""

import pytest

from apps.accounts.models import Guardian, User
from apps.notifications.models import Notification
from apps.payments.models import DebtContact, Payment
from apps.payments.services.debt_promises import settle_open_promises
from tests.factories import client_for
from tests.payments.payment_data import PRICE, create_payment_due, pay_cash, uzs
from tests.payments.reports.report_calls import travel_to


@pytest.fixture
def owed(pupil, group):
    """A month since the 10th."""
    return create_payment_due(pupil, group, due_in=-10)


@pytest.fixture
def mother(pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return parent


def promise(user, student, day=25, **body):
    body = {"how": "call", "promised_on": f"2026-11-{day}", **body}
    answer = client_for(user).post(f"/payments/debtors/{student.pk}/contacts/", body)
    assert answer.status == 201, answer.json
    return DebtContact.objects.get(pk=answer.json["id"])


def settle(day, hour=12, minute=0):
    with travel_to(day, hour=hour, minute=minute):
        settle_open_promises()


def state(contact):
    return DebtContact.objects.get(pk=contact.pk).promise


def told(user, *, about=""):
    rows = Notification.objects.filter(user=user, type__startswith=f"payments.promise{about}").order_by("pk")
    return [row.type.partition(".")[2] for row in rows]


def test_promise_is_reminded_of_once_and_broken_after_its_day(owed, pupil, mother, manager):
    contact = promise(manager, pupil)
    settle(24, hour=23, minute=59)
    assert told(manager) == told(mother) == []
    settle(25, hour=0)
    settle(25, hour=13)
    assert (told(manager), told(mother), told(pupil)) == (["promise_due"], ["promise_reminder"], [])
    assert Notification.objects.get(user=mother, type="payments.promise_reminder").data["amount"].startswith("450")
    settle(25, hour=23, minute=59)
    assert state(contact) == "open"
    for _ in range(2):
        settle(26, hour=0)
    assert (state(contact), told(manager)) == ("broken", ["promise_due", "promise_broken"])
    assert told(mother) == ["promise_reminder"]


@pytest.mark.parametrize(
    ("amount", "paid", "hour", "expected"),
    [
        (None, PRICE, (25, 23, 59), "kept"),
        (None, PRICE, (26, 0, 1), "broken"),
        (None, PRICE - 100, (25, 12, 0), "broken"),
        (PRICE // 3, PRICE // 3, (25, 12, 0), "kept"),
        (PRICE // 3, PRICE // 3 - 100, (25, 12, 0), "broken"),
        (PRICE // 3, PRICE // 3, (26, 0, 1), "broken"),
    ],
    ids=["all in time", "all too late", "not all", "the amount", "less", "the amount too late"],
)
def test_promise_is_kept_by_money_that_came_by_its_day(owed, pupil, shift, manager, amount, paid, hour, expected):
    contact = promise(manager, pupil, **({"promised_amount": uzs(amount)} if amount else {}))
    day, of_day, minute = hour
    with travel_to(day, hour=of_day, minute=minute):
        pay_cash(owed, shift, paid)
    settle(26, hour=8)
    assert state(contact) == expected
    assert told(manager) == (["promise_broken"] if expected == "broken" else [])


def test_new_debt_does_not_break_a_promise_about_an_old_one(owed, pupil, group, shift, manager):
    contact = promise(manager, pupil)
    later = create_payment_due(pupil, group, due_in=3)
    with travel_to(24):
        Payment.objects.filter(pk=later.pk).update(status="overdue")
        pay_cash(owed, shift)
    settle(26)
    assert state(contact) == "kept"


def test_new_promise_replaces_the_open_one_and_not_a_kept_one(owed, pupil, shift, manager):
    first = promise(manager, pupil, promised_amount=uzs(PRICE // 3))
    second = promise(manager, pupil, 26, promised_amount=uzs(PRICE // 3))
    assert (state(first), state(second)) == ("replaced", "open")
    with travel_to(21):
        pay_cash(owed, shift, PRICE // 3)
        third = promise(manager, pupil, 28)
    assert (state(second), state(third)) == ("kept", "open")
    settle(26)
    assert told(manager) == []


def test_money_before_the_promise_does_not_keep_it(owed, pupil, shift, manager):
    pay_cash(owed, shift, PRICE // 2)
    contact = promise(manager, pupil, promised_amount=uzs(PRICE // 4))
    settle(26)
    assert state(contact) == "broken"


def test_cashiers_hear_of_the_promise_when_who_took_it_has_left(owed, pupil, manager, admin):
    promise(manager, pupil)
    User.objects.filter(pk=manager.pk).update(is_active=False)
    settle(25)
    assert (told(manager), told(admin), told(pupil)) == ([], ["promise_due"], ["promise_reminder"])
