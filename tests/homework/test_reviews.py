"""The teacher accepts or returns; mark and coins follow by counter-entries."""

import pytest

import apps.jobs.services as jobs
from apps.events.publishing import get_user_stream, get_wall_stream
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.notifications.models import Notification
from tests.homework import submission_helpers
from tests.homework.request_helpers import post_submission
from tests.homework.submission_helpers import assign_reading, get_homework, scored_result, submit_and_score


@pytest.fixture
def scored(assignment, pupil):
    submit_and_score(assignment, pupil, scored_result(50.0))
    return get_homework(assignment, pupil)


def review(client, homework, **payload):
    return client.post(f"/homework/{homework.pk}/review/", payload)


def test_changed_score_creates_a_coin_counter_entry(scored, group, pupil, teacher, client_for):
    client = client_for(teacher)
    answer = review(client, scored, decision="accept", score="90", comment="Well read!")
    assert (answer.status, answer.json["state"], answer.json["score"]) == (200, "reviewed", 90)
    assert (answer.json["reviews"][0]["comment"], get_coin_balance(pupil)) == ("Well read!", 18)
    assert review(client, scored, decision="accept", score=30).json["score"] == 30
    amounts = CoinTransaction.objects.order_by("revision").values_list("amount", flat=True)
    assert (list(amounts), get_coin_balance(pupil), sum_coin_ledger(pupil)) == ([10, 8, -18], 0, 0)
    for stream in (get_wall_stream(group.pk), get_user_stream(pupil.pk)):
        assert "homework.reviewed" in [kind for kind, _ in submission_helpers.list_stream_events(stream)]
    assert Notification.objects.filter(user=pupil, type="homework.accepted").count() == 2


def test_accepted_homework_is_closed(scored, assignment, teacher, pupil, client_for):
    review(client_for(teacher), scored, decision="accept")
    again = submission_helpers.build_upload(more=b"\0")
    post_submission(client_for(pupil), scored, file=again).check_refused(409, "not_open")
    assert get_homework(assignment, pupil).score == 50


def test_score_of_a_closed_homework_is_published_with_the_coins_that_it_has(
    scored, assignment, group, teacher, pupil, client_for
):
    late = submission_helpers.submit_recording(assignment, pupil, take=1)
    claim = submission_helpers.claim_job(late)
    jobs.fail_job(claim, reason="MemoryError", retry=False)
    review(client_for(teacher), scored, decision="accept", score=90)
    jobs.retry_dead_job(job_id=claim.id)
    submission_helpers.store_result(late, scored_result(40.0))
    for stream in (get_wall_stream(group.pk), get_user_stream(pupil.pk)):
        events = submission_helpers.list_stream_events(stream)
        assert [data["coins"] for kind, data in events if kind == "attempt.scored"] == [10, 18]
    assert (get_coin_balance(pupil), sum_coin_ledger(pupil)) == (18, 18)
    told = Notification.objects.filter(user=pupil, type="homework.scored").order_by("id")
    assert [row.data["coins"] for row in told] == [10, 0]


def test_returned_homework_loses_its_score_and_can_be_submitted_again(scored, assignment, teacher, pupil, client_for):
    answer = review(client_for(teacher), scored, decision="return", comment="Please read slowly.")
    assert (answer.json["state"], answer.json["score"], get_coin_balance(pupil)) == ("returned", None, 0)
    submit_and_score(assignment, pupil, scored_result(45.0), take=1)
    homework = get_homework(assignment, pupil)
    assert (homework.state, homework.score, homework.best_attempt.number) == ("scored", 45, 2)
    assert (get_coin_balance(pupil), sum_coin_ledger(pupil)) == (9, 9)


def test_returned_homework_has_at_least_one_attempt_left(group, pupil, teacher, client_for):
    assignment = assign_reading(group, attempts_allowed=1)
    submit_and_score(assignment, pupil, scored_result(50.0))
    homework = get_homework(assignment, pupil)
    for take in (1, 2):
        assert review(client_for(teacher), homework, decision="return").json["attempts_left"] == 1
        refused = submit_and_score(assignment, pupil, submission_helpers.refused_result("OFF_SCRIPT"), take=take)
        assert refused.state == "refused"
        assert get_homework(assignment, pupil).state == "needs_review"


def test_hidden_score_is_shown_and_earns_coins_when_accepted(assignment, pupil, teacher, client_for):
    attempt = submit_and_score(assignment, pupil, submission_helpers.uncertain_result(overall=70.0))
    assert client_for(pupil).get(f"/homework/attempts/{attempt.pk}/").json["score"] is None
    answer = review(client_for(teacher), attempt.homework, decision="accept")
    assert (answer.json["score"], get_coin_balance(pupil)) == (70, 14)
    shown = client_for(pupil).get(f"/homework/attempts/{attempt.pk}/").json
    assert (shown["score"], shown["waits"], shown["text"]) == (70, False, "Your recording was scored.")
    assert shown["words"]


def test_attempt_with_only_a_transcript_is_accepted_only_with_a_score(group, pupil, teacher, client_for):
    assignment = assign_reading(group, language="uz", reference_text="Oʻzbekiston")
    result = submission_helpers.recorded_result(verdict="LOW_CONFIDENCE", reason="LANGUAGE_WITHOUT_FIGURES")
    homework = submit_and_score(assignment, pupil, result).homework
    client = client_for(teacher)
    review(client, homework, decision="accept").check_refused(422, field="score")
    assert review(client, homework, decision="accept", score=75).json["score"] == 75
    assert get_coin_balance(pupil) == 15


def test_homework_without_a_finished_attempt_cannot_be_reviewed(assignment, pupil, teacher, client_for):
    homework, client = get_homework(assignment, pupil), client_for(teacher)
    assert review(client, homework, decision="accept", score=90).json["code"] == "not_open"
    submission_helpers.submit_recording(assignment, pupil)
    assert review(client, homework, decision="return").json["code"] == "not_open"


@pytest.mark.parametrize("payload", [{"decision": "accept", "score": 100.01}, {"decision": "maybe"}, {"score": 5}])
def test_invalid_review_is_refused(scored, teacher, client_for, payload):
    assert review(client_for(teacher), scored, **payload).status == 422


def test_only_teachers_of_the_group_and_office_can_review(scored, pupil, assistant, manager, other_teacher, client_for):
    assert review(client_for(assistant), scored, decision="accept").status == 200
    assert review(client_for(manager), scored, decision="return").status == 200
    assert review(client_for(other_teacher), scored, decision="accept").status == 404
    assert review(client_for(pupil), scored, decision="accept").status == 403


def test_repeated_request_creates_one_review(scored, pupil, teacher, client_for):
    client, path = client_for(teacher), f"/homework/{scored.pk}/review/"
    payload = {"decision": "accept", "score": 90}
    first, again = [client.post(path, payload, idempotency_key="tap") for _ in range(2)]
    assert (first.status, again.json) == (200, first.json)
    assert len(again.json["reviews"]) == Notification.objects.filter(user=pupil, type="homework.accepted").count() == 1
    assert len(review(client, scored, **payload).json["reviews"]) == 2


@pytest.mark.parametrize("decision", ["accept", "return"])
def test_review_is_refused_when_there_is_a_newer_attempt(scored, assignment, pupil, teacher, client_for, decision):
    client, first = client_for(teacher), scored.last_attempt
    newer = submit_and_score(assignment, pupil, scored_result(95.0), take=1)
    review(client, scored, decision=decision, attempt=str(first.pk)).check_refused(409, "newer_attempt")
    assert (get_homework(assignment, pupil).score, get_coin_balance(pupil)) == (95, 19)
    assert review(client, scored, decision=decision, attempt=str(newer.pk)).status == 200


def test_refused_later_attempt_does_not_block_a_review(scored, assignment, pupil, second_pupil, teacher, client_for):
    client, first = client_for(teacher), scored.last_attempt
    submit_and_score(assignment, pupil, submission_helpers.refused_result("NO_SPEECH"), take=1)
    other = submit_and_score(assignment, second_pupil, scored_result(60.0), take=2)
    review(client, scored, decision="accept", attempt=str(other.pk)).check_refused(422, field="attempt")
    assert review(client, scored, decision="accept", attempt=str(first.pk)).json["score"] == 50
