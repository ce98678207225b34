"""Buying at the same moment: the last item is sold once, coins are spent once, a double click buys once."""

import pytest
from django.db import connection

from apps.core.permissions import Role
from apps.gamification.models import Redemption, ShopItem, StudentCoin
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import shop_management
from tests import factories
from tests.gamification.helpers import at_once, earn, item

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def not_held(thing: ShopItem) -> ShopItem:
    return ShopItem.objects.get(pk=thing.pk)


def not_locked(student_id) -> StudentCoin:
    return StudentCoin.objects.get(pk=student_id)


def sold(results) -> int:
    return sum(isinstance(result, Redemption) for result in results)


@pytest.mark.parametrize("protected", [True, False], ids=["held", "control: not held"])
def test_last_item_is_sold_once(group, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(shop_management, "_lock_item", not_held)
    people = [factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz") for number in range(4)]
    for person in people:
        earn(person, 1000)
    too_many = 0
    for _ in range(ROUNDS):
        last = item(5, stock=1)
        acts = [
            lambda person=person, last=last: shop_management.redeem_shop_item(student=person, item=last)
            for person in people
        ]
        too_many += sold(at_once(*acts)) - 1
    assert (too_many == 0) == protected
    assert [get_coin_balance(person) for person in people] == [sum_coin_ledger(person) for person in people]


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: not locked"])
def test_parallel_redemptions_spend_coins_once(group, pupil, monkeypatch, protected):
    earn(pupil, 5)
    if not protected:
        monkeypatch.setattr(shop_management, "lock_balance", not_locked)
    too_many, lowest = 0, 0
    for number in range(ROUNDS):
        earn(pupil, 5 - get_coin_balance(pupil) if get_coin_balance(pupil) < 5 else 0, f"round {number}")
        acts = [
            lambda item=item: shop_management.redeem_shop_item(student=pupil, item=item)
            for item in (item(5), item(5), item(5))
        ]
        too_many += sold(at_once(*acts)) - 1
        lowest = min(lowest, get_coin_balance(pupil))
    assert (too_many == 0) == protected
    assert (lowest >= 0) == protected
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil)


def without_one_waiting() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX redemption_one_waits")


def with_one_waiting() -> None:
    Redemption.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE UNIQUE INDEX redemption_one_waits ON gamification_redemption (student_id, item_id) "
            "WHERE state = 'requested'"
        )


@pytest.mark.parametrize("same_key", [True, False], ids=["the same key", "another key each"])
def test_double_click_buys_once(group, pupil, client_for, same_key):
    earn(pupil, 1000)
    client = client_for(pupil)
    for number in range(ROUNDS):
        book = item(5)
        keys = [f"{number}" if same_key else f"{number}-{click}" for click in range(3)]
        acts = [
            lambda key=key, book=book: (
                client.post(f"/gamification/shop/{book.pk}/redeem/", {}, idempotency_key=key).status
            )
            for key in keys
        ]
        assert set(at_once(*acts)) <= {201, 409}
        assert Redemption.objects.filter(item=book).count() == 1
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) == 1000 - 5 * ROUNDS


def test_control_without_lock_and_constraint_double_click_buys_twice(group, pupil, monkeypatch):
    earn(pupil, 1000)
    monkeypatch.setattr(shop_management, "lock_balance", not_locked)
    monkeypatch.setattr(shop_management, "_lock_item", not_held)
    without_one_waiting()
    try:
        bought = 0
        for _ in range(ROUNDS):
            book = item(5)
            bought += sold(at_once(*[lambda book=book: shop_management.redeem_shop_item(student=pupil, item=book)] * 3))
        assert bought > ROUNDS
    finally:
        with_one_waiting()
