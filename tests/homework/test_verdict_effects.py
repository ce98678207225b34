"""Each verdict does to attempt, homework, coins and attempts left what the table in the design says."""

import pytest

from apps.events.publishing import get_wall_stream
from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.queries import count_attempts_left
from ml.scoring import Verdict
from tests.homework import submission_helpers
from tests.homework.submission_helpers import assign_reading, get_homework, recorded_result, submit_and_score

GOOD = [
    # verdict, confidence, attempt, homework, coins of 20 for a mark of 86, attempts left of 3
    ("OK", "high", "scored", "scored", 17, 2),
    ("OK", "medium", "scored", "scored", 17, 2),
    ("INCOMPLETE", "high", "scored", "scored", 17, 2),
    ("LOW_CONFIDENCE", "low", "scored", "needs_review", 0, 2),
]
REFUSED = [
    # verdict, attempts left of 3
    ("OFF_SCRIPT", 2),
    ("WRONG_LANGUAGE", 2),
    ("NO_SPEECH", 3),
    ("TOO_QUIET", 3),
    ("CLIPPED", 3),
    ("TOO_SHORT", 3),
    ("TOO_LONG", 3),
    ("AUDIO_BAD", 3),
]


def test_every_verdict_is_tested():
    here = {row[0] for row in GOOD} | {row[0] for row in REFUSED} | {"DUPLICATE"}
    assert here == {verdict.value for verdict in Verdict}


@pytest.mark.parametrize(("verdict", "confidence", "state", "homework_state", "coins", "left"), GOOD)
def test_score_counts_at_once_unless_confidence_is_low(
    assignment, pupil, verdict, confidence, state, homework_state, coins, left
):
    attempt = submit_and_score(assignment, pupil, recorded_result(verdict=verdict, confidence=confidence, overall=86.0))
    homework = get_homework(assignment, pupil)
    assert (attempt.state, attempt.verdict, attempt.stage) == (state, verdict, "done")
    assert homework.state == homework_state
    assert homework.score == (None if homework_state == "needs_review" else 86)
    assert get_coin_balance(pupil) == coins
    assert count_attempts_left(homework) == left


@pytest.mark.parametrize(("verdict", "left"), REFUSED)
def test_refused_attempt_earns_nothing_and_leaves_the_homework_open(assignment, group, pupil, verdict, left):
    attempt = submit_and_score(assignment, pupil, submission_helpers.refused_result(verdict))
    homework = get_homework(assignment, pupil)
    assert (attempt.state, attempt.verdict) == ("refused", verdict)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("assigned", None, 0)
    assert count_attempts_left(homework) == left
    kind, data = submission_helpers.list_stream_events(get_wall_stream(group.pk))[-1]
    assert (kind, data["verdict"], data["counts"]) == ("attempt.refused", verdict, left == 2)
    assert set(data["text"]) == {"uz", "ru", "en"}
    assert all(data["text"].values())


@pytest.mark.parametrize("verdict", ["OFF_SCRIPT", "WRONG_LANGUAGE"])
def test_homework_waits_for_review_after_the_last_off_script_attempt(assignment, pupil, verdict):
    for take in range(3):
        assert get_homework(assignment, pupil).state == "assigned"
        submit_and_score(assignment, pupil, submission_helpers.refused_result(verdict), take=take)
    assert get_homework(assignment, pupil).state == "needs_review"
    assert get_coin_balance(pupil) == 0


def test_earlier_score_is_kept_when_the_last_attempt_is_off_script(assignment, pupil):
    submit_and_score(assignment, pupil, submission_helpers.scored_result(60.0))
    for take in (1, 2):
        submit_and_score(assignment, pupil, submission_helpers.refused_result("OFF_SCRIPT"), take=take)
    homework = get_homework(assignment, pupil)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("scored", 60, 12)


def test_every_score_waits_for_review_if_the_teacher_reviews_first(group, pupil):
    attempt = submit_and_score(assign_reading(group, teacher_first=True), pupil, submission_helpers.scored_result(95.0))
    assert attempt.score.hidden
    assert attempt.homework.state == "needs_review"
    assert get_coin_balance(pupil) == 0


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [("LOW_CONFIDENCE", "LANGUAGE_WITHOUT_FIGURES"), ("OFF_SCRIPT", "OTHER_TEXT"), ("NO_SPEECH", "INVENTED_TEXT")],
)
def test_language_without_automatic_scoring_is_only_transcribed(group, pupil, verdict, reason):
    assignment = assign_reading(group, language="uz", reference_text="Oʻzbekiston katta mamlakat.")
    attempt = submit_and_score(assignment, pupil, recorded_result(verdict=verdict, reason=reason, language="uz"))
    assert (attempt.state, attempt.homework.state) == ("transcribed", "needs_review")
    assert attempt.score.overall is None
    assert attempt.transcript.text
    assert get_coin_balance(pupil) == 0


def test_silence_is_refused_in_every_language(group, pupil):
    assignment = assign_reading(group, language="uz", reference_text="Oʻzbekiston katta mamlakat.")
    attempt = submit_and_score(assignment, pupil, recorded_result("silent.m4a", language="uz"))
    assert (attempt.state, attempt.verdict, attempt.homework.state) == ("refused", "NO_SPEECH", "assigned")


@pytest.mark.parametrize(("score", "coins"), [(100.0, 20), (86.4, 17), (40.0, 8), (39.9, 0), (0.0, 0)])
def test_coins_are_proportional_to_scores_above_the_minimum(assignment, pupil, score, coins):
    submit_and_score(assignment, pupil, submission_helpers.scored_result(score))
    assert get_coin_balance(pupil) == coins
