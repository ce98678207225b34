"""Coins are replayed while people go on earning them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from apps.core.uow import unit_of_work
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import coin_replay
from apps.gamification.services.awards import award_coins
from apps.homework.services.reviews import review_homework
from tests.homework.submission_helpers import assign_reading, get_homework, scored_result, submit_and_score
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until


def alone(act: Callable[[], Any]) -> Any:
    """Do this on a connection of its own."""
    try:
        return act()
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["one moment", "control: facts first, the ledger later"])
def test_mark_during_the_replay_is_no_difference(group, pupil, teacher, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(coin_replay, "repeatable_read", nullcontext)
    assignment = assign_reading(group)
    submit_and_score(assignment, pupil, scored_result(60.0))
    with ThreadPoolExecutor(1) as pool:
        with unit_of_work():
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE gamification_cointransaction IN ACCESS EXCLUSIVE MODE")
            asked = pool.submit(alone, coin_replay.find_differences)
            wait_until(is_blocking_another_connection, what="who waits for the lock")
            review_homework(reviewer=teacher, homework=get_homework(assignment, pupil), decision="accept", score=100)
        result = asked.result(30)
    assert (result == []) == protected
    coin_replay.apply_corrections(result)
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) == assignment.coins
    assert coin_replay.find_differences() == []


def test_postings_after_reading_differences_are_kept(group, pupil, second_pupil):
    assignment = assign_reading(group)
    submit_and_score(assignment, pupil, scored_result(60.0))
    award_coins(student=second_pupil, cause="homework:made-up", amount=50, reason="homework.scored")
    cause = f"homework:{get_homework(assignment, pupil).pk}"
    award_coins(student=pupil, cause=cause, amount=2, reason="homework.scored")
    differences = coin_replay.find_differences()
    assert [(item.student, item.actual, item.expected) for item in differences if item.subject == cause] == [
        (pupil.pk, 2, 12)
    ]
    submit_and_score(assignment, pupil, scored_result(100.0), take=1)
    assert coin_replay.apply_corrections(differences) == []
    assert [get_coin_balance(user) for user in (pupil, second_pupil)] == [20, 0]
    assert coin_replay.find_differences() == []


def test_undeclared_causes_are_reported_and_others_corrected(group, pupil):
    award_coins(student=pupil, cause="homework:made-up", amount=5, reason="homework.scored")
    CoinTransaction.objects.create(student=pupil, cause="gone:1", revision=1, amount=3, reason="gone.done")
    StudentCoin.objects.filter(pk=pupil.pk).update(balance=8, earned=8)
    out = StringIO()
    with pytest.raises(CommandError, match="1 differences"):
        call_command("coins_replay", "--apply", stdout=out)
    assert "1 corrected" in out.getvalue()
    assert f"{pupil.pk} gone:1: left as it is" in out.getvalue()
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) == 3
