"""A later deadline moves the coins of many pupils while one of them earns others."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connections
from django.utils import timezone

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services.awards import lock_balance
from apps.homework.models import Assignment, Homework
from apps.homework.services import assignment_changes
from apps.homework.services.assignment_changes import change_assignment
from apps.homework.services.homework_state import update_homework_state
from tests.gamification.helpers import earn
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until


def pupil_by_pupil(homeworks: Sequence[Homework], *, reason: str) -> None:
    for homework in sorted(homeworks, key=lambda homework: homework.student_id):
        update_homework_state(homework, reason=reason)


def put_off(assignment: Assignment, teacher: User) -> None:
    try:
        values = {"deadline": timezone.now() + timedelta(days=2)}
        change_assignment(actor=teacher, assignment=assignment, values=values)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["all pupils at once", "control: pupil by pupil"])
def test_deadline_change_and_coin_award_do_not_deadlock(group, pupil, second_pupil, teacher, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(assignment_changes, "update_many_homework_states", pupil_by_pupil)
    deadline = timezone.now() + timedelta(hours=1)
    assignment = assign_reading(group, deadline=deadline, late_policy="reduce", late_coins_percent=50)
    with time_machine.travel(deadline + timedelta(hours=1), tick=True):
        for take, person in enumerate((pupil, second_pupil)):
            submit_and_score(assignment, person, scored_result(100.0), take=take)
    first, last = sorted((pupil, second_pupil), key=lambda user: user.pk)
    failed = 0
    with ThreadPoolExecutor(1) as pool:
        try:
            with unit_of_work():
                lock_balance(last.pk)
                changed = pool.submit(put_off, assignment, teacher)
                wait_until(is_blocking_another_connection, what="who waits for the lock")
                earn(last, 3)
        except OperationalError:
            failed += 1
        try:
            changed.result(60)
        except OperationalError:
            failed += 1
    assert (failed == 0) == protected
    if protected:
        assert [get_coin_balance(user) for user in (first, last)] == [20, 23]
    assert [get_coin_balance(user) for user in (first, last)] == [sum_coin_ledger(user) for user in (first, last)]
