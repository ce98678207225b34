"""Many awards at once. With the lock every one of them succeeds and nothing is doubled; without it some are lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, connections

from apps.accounts.models import User
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import awards
from apps.gamification.services.awards import award_coins

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, AT_ONCE = 10, 4


def race(student: User, amounts: list[int], cause: str) -> int:
    """Award all these amounts for one cause at the same moment; how many failed."""
    start = Barrier(len(amounts))

    def one(amount: int) -> int:
        try:
            connection.ensure_connection()
            start.wait(60)
            award_coins(student=student, cause=cause, amount=amount, reason="homework.scored")
        except Exception:
            return 1
        finally:
            connections.close_all()
        return 0

    with ThreadPoolExecutor(len(amounts)) as pool:
        return sum(pool.map(one, amounts))


def unlocked(student: UUID) -> list[UUID]:
    if not StudentCoin.objects.filter(pk=student).exists():
        StudentCoin.objects.bulk_create([StudentCoin(student_id=student)], ignore_conflicts=True)
    return []


def without_unique_causes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gamification_cointransaction DROP CONSTRAINT coin_cause_once")


def with_unique_causes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gamification_cointransaction DISABLE TRIGGER USER")
        CoinTransaction.objects.all().delete()
        cursor.execute("ALTER TABLE gamification_cointransaction ENABLE TRIGGER USER")
        cursor.execute(
            "ALTER TABLE gamification_cointransaction ADD CONSTRAINT coin_cause_once UNIQUE (cause, revision)"
        )


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_parallel_equal_awards_are_one_award(pupil, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(awards, "_lock_balance_and_groups", unlocked)
        without_unique_causes()
    try:
        failed = sum(race(pupil, [10] * AT_ONCE, f"homework:{number}") for number in range(ROUNDS))
        doubled = get_coin_balance(pupil) - 10 * ROUNDS
        assert get_coin_balance(pupil) == sum_coin_ledger(pupil)
        assert (failed + doubled == 0) == protected
    finally:
        if not protected:
            with_unique_causes()


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_parallel_corrections_end_at_one_amount(pupil, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(awards, "_lock_balance_and_groups", unlocked)
    lost = 0
    for number in range(ROUNDS):
        cause = f"homework:{number}"
        award_coins(student=pupil, cause=cause, amount=5, reason="homework.scored")
        amounts = [6 + step for step in range(AT_ONCE)]
        lost += race(pupil, amounts, cause)
        rows = CoinTransaction.objects.filter(cause=cause).order_by("revision")
        assert [row.revision for row in rows] == list(range(1, len(rows) + 1))
        if protected:
            assert sum(row.amount for row in rows) in amounts
    assert (lost == 0) == protected
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil)
