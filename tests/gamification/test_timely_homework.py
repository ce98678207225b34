"""In time is judged by the deadline that stood at the submission, whatever becomes of it, also in accepted homework."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.models import Assignment
from apps.settings.services import update_system_settings
from tests.gamification.test_replay import replay
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score

RIGHT = "ledger and balances are what the facts give"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _rules(db):
    update_system_settings(actor=None, coins_for_on_time=3)


def moved(task: Assignment, teacher: User, client_for, deadline: datetime | None) -> None:
    value = deadline.isoformat() if deadline else None
    answer = client_for(teacher).patch(f"/homework/assignments/{task.pk}/", {"deadline": value})
    assert answer.status == 200, answer.json


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize(
    ("first", "then", "coins"),
    [(None, DAY, 16), (DAY, None, 19), (DAY, 2 * DAY, 19)],
    ids=["set later", "taken away", "moved"],
)
def test_new_deadline_keeps_coins_of_timely_homework(group, pupil, teacher, client_for, first, then, coins, accepted):
    now = timezone.now()
    task = assign_reading(group, deadline=now + first if first else None)
    attempt = submit_and_score(task, pupil, scored_result(80.0))
    if accepted:
        path = f"/homework/{attempt.homework_id}/review/"
        assert client_for(teacher).post(path, {"decision": "accept"}).status in (200, 201)
    moved(task, teacher, client_for, now + then if then else None)
    assert get_coin_balance(pupil) == coins
    assert RIGHT in replay()


@pytest.mark.parametrize(("then", "coins"), [(None, 16), (DAY, 19)], ids=["taken away", "moved"])
def test_late_homework_earns_coins_only_with_a_later_deadline(group, pupil, teacher, client_for, then, coins):
    task = assign_reading(group, deadline=timezone.now() + DAY)
    Assignment.objects.filter(pk=task.pk).update(deadline=timezone.now() - timedelta(hours=1))
    submit_and_score(task, pupil, scored_result(80.0))
    assert get_coin_balance(pupil) == 16
    moved(task, teacher, client_for, timezone.now() + then if then else None)
    assert get_coin_balance(pupil) == coins
    assert RIGHT in replay()
