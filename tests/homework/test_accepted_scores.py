"""Which attempt's mark an acceptance stands on, and what another pupil's file may earn."""

import pytest

from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.models import Attempt
from apps.homework.queries import count_attempts_left
from tests.homework import submission_helpers
from tests.homework.submission_helpers import assign_reading, get_homework, scored_result, submit_and_score

UNSURE = {"verdict": "LOW_CONFIDENCE", "confidence": "low"}


def review(client, homework, **payload):
    return client.post(f"/homework/{homework.pk}/review/", payload)


def test_acceptance_without_a_score_takes_the_best_score_even_if_hidden(assignment, pupil, teacher, client_for):
    submit_and_score(assignment, pupil, scored_result(82.5))
    waiting = submit_and_score(assignment, pupil, submission_helpers.recorded_result(**UNSURE, overall=96.7), take=1)
    answer = review(client_for(teacher), waiting.homework, decision="accept")
    homework = get_homework(assignment, pupil)
    assert (answer.json["score"], homework.best_attempt, get_coin_balance(pupil)) == (96.7, waiting, 19)


def test_accepting_again_keeps_the_score_of_the_teacher(assignment, pupil, teacher, client_for):
    attempt = submit_and_score(assignment, pupil, scored_result(82.5))
    client = client_for(teacher)
    review(client, attempt.homework, decision="accept", score=60)
    assert review(client, attempt.homework, decision="accept", comment="Well done").json["score"] == 60
    assert (get_homework(assignment, pupil).best_attempt, get_coin_balance(pupil)) == (attempt, 12)


def test_copied_recording_earns_coins_only_by_a_teachers_score(assignment, pupil, second_pupil, teacher, client_for):
    submit_and_score(assignment, pupil, scored_result(80.0))
    copied = submit_and_score(assignment, second_pupil, scored_result(80.0))
    client = client_for(teacher)
    plain = review(client, copied.homework, decision="accept")
    assert (plain.status, get_coin_balance(second_pupil)) == (422, 0)
    text = "Enter a score yourself: another pupil has submitted the same recording."
    assert plain.json["fields"] == {"score": [text]}
    assert review(client, copied.homework, decision="accept", score=50).json["score"] == 50
    assert (get_homework(assignment, second_pupil).best_attempt, get_coin_balance(second_pupil)) == (copied, 10)


def test_acceptance_uses_the_own_recording_and_not_the_copied_one(assignment, pupil, second_pupil, teacher, client_for):
    submit_and_score(assignment, pupil, scored_result(95.0))
    own = submit_and_score(assignment, second_pupil, scored_result(60.0), take=1)
    copied = submit_and_score(assignment, second_pupil, scored_result(95.0))
    assert review(client_for(teacher), own.homework, decision="accept").json["score"] == 60
    copied.score.refresh_from_db()
    assert (get_homework(assignment, second_pupil).best_attempt, copied.score.hidden) == (own, True)
    assert get_coin_balance(second_pupil) == 12


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_copy_is_flagged_in_languages_scored_by_the_teacher(group, pupil, second_pupil, teacher, client_for, language):
    assignment = assign_reading(group, language=language, reference_text="Oʻzbekiston")
    heard = submission_helpers.recorded_result(verdict="LOW_CONFIDENCE", reason="LANGUAGE_WITHOUT_FIGURES")
    first, copied = (submit_and_score(assignment, person, heard) for person in (pupil, second_pupil))
    assert (first.verdict, first.reason) == ("LOW_CONFIDENCE", "LANGUAGE_WITHOUT_FIGURES")
    assert (copied.state, copied.verdict, copied.reason) == ("transcribed", "DUPLICATE", "ANOTHERS_FILE")
    path = f"/homework/attempts/{copied.pk}/"
    client = client_for(teacher)
    assert "Another pupil has submitted" in client.get(path).json["text"]
    review(client, copied.homework, decision="accept", score=50)
    assert client_for(second_pupil).get(path).json["text"] == "Your teacher scores homework in this language."


def test_return_leaves_one_attempt_after_more_attempts_than_allowed(group, pupil, teacher, client_for):
    assignment = assign_reading(group, attempts_allowed=3)
    for take in range(3):
        attempt = submit_and_score(assignment, pupil, scored_result(50.0), take=take)
    copy = {"homework": attempt.homework, "file": attempt.file, "state": "scored", "stage": "done"}
    for number in (4, 5):
        Attempt.objects.create(**copy, number=number, finished_at=attempt.finished_at)
    assert review(client_for(teacher), attempt.homework, decision="return").json["attempts_left"] == 1
    assert count_attempts_left(get_homework(assignment, pupil)) == 1
    assert review(client_for(teacher), attempt.homework, decision="return").json["attempts_left"] == 1


def test_score_by_the_teacher_belongs_to_the_transcribed_attempt(group, pupil, teacher, client_for):
    assignment = assign_reading(group, language="uz", reference_text="Oʻzbekiston")
    heard = submission_helpers.recorded_result(verdict="LOW_CONFIDENCE", reason="LANGUAGE_WITHOUT_FIGURES")
    transcribed = submit_and_score(assignment, pupil, heard)
    submit_and_score(assignment, pupil, submission_helpers.refused_result("TOO_QUIET"), take=1)
    review(client_for(teacher), transcribed.homework, decision="accept", score=75)
    assert get_homework(assignment, pupil).best_attempt == transcribed
