"""An assignment taken back while a pupil submits: either the work is there and it stays, or both are gone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connections

from apps.accounts.models import User
from apps.core.errors import Conflict, NotFound
from apps.core.uow import unit_of_work
from apps.homework.models import Assignment, Attempt, Homework
from apps.homework.services import assignment_changes, submissions
from tests.homework.submission_helpers import assign_reading, get_homework
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until

ROUNDS = 8


def race(assignment: Assignment, homework: Homework, teacher: User) -> tuple[str, str]:
    """Hand in and take back at the same moment; what the pupil and the teacher were told."""
    start = Barrier(2)

    def told(act) -> str:
        try:
            start.wait(60)
            act()
        except (Conflict, NotFound) as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    acts = (
        lambda: submissions.submit_homework(homework=homework, text="My summer."),
        lambda: assignment_changes.withdraw_assignment(actor=teacher, assignment=assignment),
    )
    with ThreadPoolExecutor(2) as pool:
        return tuple(pool.map(told, acts))


@pytest.mark.django_db(transaction=True)
def test_either_the_submission_or_the_withdrawal_is_refused(group, pupil, teacher):
    for _ in range(ROUNDS):
        assignment = assign_reading(group, kind="text", reference_text="", instructions="Write.")
        outcomes = race(assignment, get_homework(assignment, pupil), teacher)
        left = Assignment.objects.filter(pk=assignment.pk).exists()
        assert outcomes == (("done", "Conflict") if left else ("NotFound", "done"))
        assert Attempt.objects.filter(homework__assignment=assignment.pk).exists() == left


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_withdrawal_waits_for_a_submission_in_progress(group, pupil, teacher, monkeypatch, protected):
    """The pupil's transaction is open when the teacher takes the assignment back."""
    if not protected:
        monkeypatch.setattr(
            assignment_changes,
            "_has_submissions",
            lambda row: Attempt.objects.filter(homework__assignment=row).exists(),
        )
    assignment = assign_reading(group, kind="text", reference_text="", instructions="Write.")
    homework = get_homework(assignment, pupil)

    def take_back() -> str:
        try:
            assignment_changes.withdraw_assignment(actor=teacher, assignment=assignment)
        except Conflict:
            return "refused"
        except IntegrityError:
            return "broken"
        finally:
            connections.close_all()
        return "gone"

    with ThreadPoolExecutor(1) as pool:
        with unit_of_work():
            submissions.submit_homework(homework=homework, text="My summer.")
            answer = pool.submit(take_back)
            wait_until(is_blocking_another_connection, what="who waits for the lock")
        assert answer.result(60) == ("refused" if protected else "broken")
    assert Attempt.objects.exists()
