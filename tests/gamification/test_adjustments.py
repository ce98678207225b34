"""Coins given and taken by hand: with a reason, within a day's limit, to pupils one teaches."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.models import CoinAdjustment
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import adjustments
from apps.settings.services import update_system_settings
from tests.gamification.helpers import at_once, earn

PATH = "/gamification/coins/adjust/"


def adjust(client, student: User, amount: int, *, key: str | None = None, reason: str = "Helped the others"):
    body = {"student": str(student.pk), "amount": amount, "reason": reason}
    return client.post(PATH, body, idempotency_key=key or f"{student.pk}{amount}{len(reason)}")


def test_teacher_adjusts_coins_with_a_reason_for_the_pupil(group, pupil, teacher, client_for):
    client = client_for(teacher)
    assert adjust(client, pupil, 9).status == 201
    assert adjust(client, pupil, -4, reason="Talked all the time").status == 201
    rows = client_for(pupil).get(f"/gamification/coins/{pupil.pk}/transactions/").json["results"]
    assert [(row["amount"], row["note"], row["text"]) for row in rows] == [
        (-4, "Talked all the time", "Given by a teacher"),
        (9, "Helped the others", "Given by a teacher"),
    ]
    assert client_for(pupil).get(f"/gamification/coins/{pupil.pk}/").json == {"balance": 5}


def test_adjustment_needs_an_idempotency_key_and_runs_once(group, pupil, teacher, client_for):
    client = client_for(teacher)
    assert [adjust(client, pupil, 9, key="one").status for _ in range(2)] == [201, 201]
    body = {"student": str(pupil.pk), "amount": 9, "reason": "Again"}
    assert client.post(PATH, body).json["code"] == "idempotency_key_required"
    assert get_coin_balance(pupil) == 9


def test_daily_coin_limit_applies_to_teachers_not_the_office(group, pupil, second_pupil, teacher, manager, client_for):
    update_system_settings(actor=None, coins_adjust_daily=10)
    client = client_for(teacher)
    assert adjust(client, pupil, 7).status == 201
    adjust(client, second_pupil, 4).check_refused(409, "coin_limit")
    assert adjust(client, pupil, -3).status == 201
    assert adjust(client, pupil, 1).status == 409
    assert adjust(client_for(manager), pupil, 400).status == 201
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert adjust(client_for(teacher), pupil, 10).status == 201


def test_taking_more_coins_than_the_balance_is_refused(group, pupil, teacher, client_for):
    earn(pupil, 5)
    client = client_for(teacher)
    assert adjust(client, pupil, -6).json["fields"].keys() == {"amount"}
    assert adjust(client, pupil, -5).status == 201
    assert adjust(client, pupil, 0).status == 422
    assert get_coin_balance(pupil) == 0


def test_coins_only_for_own_pupils_and_never_for_oneself(
    group, other_group, pupil, teacher, other_teacher, manager, parent, client_for
):
    assert adjust(client_for(teacher), pupil, 1).status == 201
    assert adjust(client_for(other_teacher), pupil, 1).status == 422
    assert adjust(client_for(manager), manager, 1).status == 422
    assert adjust(client_for(teacher), other_teacher, 1).status == 422
    assert [adjust(client_for(person), pupil, 1).status for person in (pupil, parent)] == [403, 403]


def let_go(actor: User) -> None:
    assert actor.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["held", "control: not held"])
def test_parallel_adjustments_respect_the_limit(group, pupil, second_pupil, teacher, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(adjustments, "_lock_actor", let_go)
    update_system_settings(actor=None, coins_adjust_daily=5)
    over = 0
    for _ in range(8):
        CoinAdjustment.objects.update(on="2020-01-01")
        given = at_once(
            *(
                lambda item=user: adjustments.adjust_coins(actor=teacher, student=item, amount=5, reason="Well done")
                for user in (pupil, second_pupil)
            )
        )
        over += sum(isinstance(item, CoinAdjustment) for item in given) - 1
    assert (over == 0) == protected
    assert all(get_coin_balance(user) == sum_coin_ledger(user) for user in (pupil, second_pupil))
