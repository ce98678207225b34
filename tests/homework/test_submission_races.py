"""Many recordings for one homework at the same moment: one is taken, the others are told to wait."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from apps.core.errors import Conflict, ErrorCode
from apps.core.models import StoredFile
from apps.homework.models import Attempt, Homework
from apps.homework.services import submission_files, submissions
from tests.homework.submission_helpers import assign_reading, build_upload, get_homework

ROUNDS, AT_ONCE = 6, 4


def race(homework: Homework, files: list[StoredFile]) -> list[str]:
    """Hand all of them in at once; what each was told."""
    start = Barrier(len(files))

    def one(file: StoredFile) -> str:
        try:
            start.wait(60)
            submissions.submit_homework(homework=homework, file=file)
        except Conflict as error:
            return str(error.code)
        except Exception as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(len(files)) as pool:
        return sorted(pool.map(one, files))


def unlocked(all_read: Barrier) -> Callable[[object], Homework]:
    """The lock that holds nobody: all of them look before one of them writes."""

    def read(homework_id: object) -> Homework:
        row = Homework.objects.select_related("assignment__group__branch", "student").get(pk=homework_id)
        all_read.wait(30)
        return row

    return read


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_one_of_several_simultaneous_submissions_is_accepted(group, pupil, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(submissions, "lock_homework", unlocked(Barrier(AT_ONCE)))
    outcomes = []
    for _ in range(ROUNDS):
        homework = get_homework(assign_reading(group), pupil)
        files = [
            submission_files.store_submitted_file(homework=homework, upload=build_upload(more=b"\0" * n))
            for n in range(AT_ONCE)
        ]
        outcomes.append(race(homework, files))
        assert Attempt.objects.filter(homework=homework).count() == 1
    expected = sorted(["taken"] + [str(ErrorCode.NOT_OPEN)] * (AT_ONCE - 1))
    assert (outcomes == [expected] * ROUNDS) == protected
