"""Recordings that use up no attempt are limited by the day, and what is not taken is not stored."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services import update_own_profile
from apps.core.errors import Conflict, TooMany
from apps.core.models import StoredFile
from apps.homework.models import Assignment, Attempt
from apps.homework.services import reviews, submission_files, submissions
from apps.homework.services.submission_rules import MAX_UNCOUNTED_PER_DAY
from tests.homework import submission_helpers
from tests.homework.request_helpers import post_submission
from tests.homework.submission_helpers import build_upload, get_homework, refused_result, submit_and_score


def refuse_many(assignment: Assignment, student: User) -> None:
    """As many recordings as a day takes, none of which counted."""
    first = submit_and_score(assignment, student, refused_result("TOO_QUIET"))
    Attempt.objects.bulk_create(
        Attempt(
            homework=first.homework, file=first.file, number=number, state="refused", stage="done", counts=False,
            verdict="TOO_QUIET", finished_at=first.finished_at,
        )
        for number in range(2, MAX_UNCOUNTED_PER_DAY + 1)
    )  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [("en", "Too many"), ("uz", "juda koʻp"), ("ru", "слишком много")])
def test_submission_over_daily_limit_of_refused_recordings_is_refused(assignment, pupil, client_for, language, words):
    refuse_many(assignment, pupil)
    update_own_profile(user=pupil, locale=language)
    stored = StoredFile.objects.count()
    answer = post_submission(client_for(pupil), get_homework(assignment, pupil), file=build_upload(more=b"\0"))
    assert (answer.status, answer.json["code"]) == (429, "too_many_requests")
    assert words in answer.json["detail"]
    assert 86_000 < int(answer.headers["retry-after"]) <= 86_401
    assert StoredFile.objects.count() == stored


def test_submission_is_accepted_again_a_day_after_the_limit(assignment, pupil):
    refuse_many(assignment, pupil)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert submission_helpers.submit_recording(assignment, pupil, take=1).number == MAX_UNCOUNTED_PER_DAY + 1


def test_file_stored_before_the_limit_cannot_be_submitted_after_it(assignment, pupil):
    homework = get_homework(assignment, pupil)
    file = submission_files.store_submitted_file(homework=homework, upload=build_upload(more=b"\0"))
    refuse_many(assignment, pupil)
    with pytest.raises(TooMany):
        submissions.submit_homework(homework=homework, file=file)


def test_submission_without_attempts_left_is_not_stored(assignment, pupil):
    for take in range(3):
        submit_and_score(assignment, pupil, submission_helpers.scored_result(50.0), take=take)
    stored = StoredFile.objects.count()
    with pytest.raises(Conflict):
        submission_files.store_submitted_file(
            homework=get_homework(assignment, pupil), upload=build_upload(more=b"\0" * 9)
        )
    assert StoredFile.objects.count() == stored


def test_homework_can_have_more_than_32767_attempts(assignment, pupil):
    attempt = submit_and_score(assignment, pupil, refused_result("TOO_QUIET"))
    Attempt.objects.filter(pk=attempt.pk).update(number=40_000)
    reviews.review_homework(reviewer=assignment.author, homework=attempt.homework, decision="return")
    assert get_homework(assignment, pupil).counts_after == 40_000
