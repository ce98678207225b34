"""What a pupil reads of an attempt without a mark once the teacher has accepted or returned the homework."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.courses.models import Group
from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.models import Attempt
from tests.homework.review_helpers import correct_words, get_attempt, post_review, score_recorded_evidence
from tests.homework.submission_helpers import assign_reading, recorded_result, scored_result, submit_and_score

RETURNED, MARKED = "Your teacher returned your homework", "Your teacher reviewed your homework"


def read_by(client, attempt: Attempt) -> tuple[bool, Any, str]:
    seen = get_attempt(client, attempt)
    return seen["waits"], seen["score"], seen["text"]


def unsure(group: Group, pupil: User) -> Attempt:
    result = recorded_result(verdict="LOW_CONFIDENCE", reason="CHECKS_FAILED", confidence="low", overall=70.0)
    return submit_and_score(assign_reading(group), pupil, result)


def teacher_first(group: Group, pupil: User) -> Attempt:
    return submit_and_score(assign_reading(group, teacher_first=True), pupil, scored_result(80.0))


def transcribed(group: Group, pupil: User) -> Attempt:
    result = recorded_result(verdict="LOW_CONFIDENCE", reason="LANGUAGE_WITHOUT_FIGURES")
    return submit_and_score(assign_reading(group, language="uz", reference_text="Oʻzbekiston"), pupil, result)


HIDDEN = pytest.mark.parametrize("handed", [unsure, teacher_first, transcribed], ids=lambda given: given.__name__)


@HIDDEN
def test_attempt_of_returned_homework_no_longer_waits_for_review(handed, group, pupil, teacher, client_for):
    attempt = handed(group, pupil)
    waits, score, text = read_by(client_for(pupil), attempt)
    assert (waits, score, RETURNED in text) == (True, None, False)
    answer = post_review(client_for(teacher), attempt.homework, decision="return")
    assert (answer.json["state"], answer.json["attempts_left"]) == ("returned", 2)
    assert read_by(client_for(pupil), attempt) == (False, None, RETURNED)
    again = submit_and_score(attempt.homework.assignment, pupil, scored_result(90.0), take=1)
    assert read_by(client_for(pupil), attempt) == (False, None, RETURNED)
    assert RETURNED not in read_by(client_for(pupil), again)[2]


def test_attempt_with_only_a_transcript_shows_that_homework_was_returned(group, pupil, teacher, client_for):
    attempt = transcribed(group, pupil)
    post_review(client_for(teacher), attempt.homework, decision="accept", score=75)
    assert read_by(client_for(pupil), attempt) == (False, None, "Your teacher scores homework in this language.")
    post_review(client_for(teacher), attempt.homework, decision="return")
    assert read_by(client_for(pupil), attempt) == (False, None, RETURNED)


def test_copied_attempt_does_not_wait_after_another_is_accepted(assignment, pupil, second_pupil, teacher, client_for):
    submit_and_score(assignment, pupil, scored_result(80.0), take=1)
    copied = submit_and_score(assignment, second_pupil, scored_result(80.0), take=1)
    own = submit_and_score(assignment, second_pupil, scored_result(60.0), take=2)
    waits, _, text = read_by(client_for(second_pupil), copied)
    assert (waits, "Another pupil" in text) == (True, True)
    answer = post_review(client_for(teacher), own.homework, decision="accept")
    assert (answer.json["state"], answer.json["score"]) == ("reviewed", 60)
    assert read_by(client_for(second_pupil), copied) == (False, None, MARKED)
    assert read_by(client_for(second_pupil), own) == (False, 60, "Your recording was scored.")


def test_copied_attempt_waits_for_review_when_corrected_to_a_score(group, pupil, second_pupil, teacher, client_for):
    assignment = assign_reading(group)
    for person in (pupil, second_pupil):
        attempt = submit_and_score(assignment, person, score_recorded_evidence("off-script.ogg"))
        assert (attempt.state, attempt.verdict) == ("refused", "OFF_SCRIPT")
    answer = correct_words(client_for(teacher), attempt, {0: "correct"})
    assert (answer.json["verdict"], answer.json["reason"]) == ("DUPLICATE", "ANOTHERS_FILE")
    assert (answer.json["waits"], get_coin_balance(second_pupil)) == (True, 0)
    taken_back = correct_words(client_for(teacher), attempt, {0: None})
    assert (taken_back.json["state"], taken_back.json["verdict"]) == ("refused", "OFF_SCRIPT")
    assert "sound like the text" in read_by(client_for(second_pupil), attempt)[2]
