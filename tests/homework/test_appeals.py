"""A pupil or guardian asks for another look at a mark; the next review answers."""

import pytest

from apps.accounts.models import Guardian
from apps.events.publishing import get_user_stream, get_wall_stream
from apps.gamification.queries.ledger import get_coin_balance
from apps.notifications.models import Notification
from tests.homework import submission_helpers
from tests.homework.request_helpers import post_submission
from tests.homework.review_helpers import correct_words, post_appeal, post_review
from tests.homework.submission_helpers import build_upload, get_homework, submit_and_score, uncertain_result


@pytest.fixture
def homework(assignment, pupil):
    return submit_and_score(assignment, pupil, submission_helpers.scored_result(50.0)).homework


def test_appeal_is_first_in_the_queue_and_keeps_the_score(homework, group, pupil, second_pupil, teacher, client_for):
    low = uncertain_result()
    submit_and_score(submission_helpers.assign_reading(group), second_pupil, low, take=1)
    answer = post_appeal(client_for(pupil), homework)
    assert (answer.status, answer.json["state"], answer.json["score"]) == (201, "needs_review", 50)
    assert (answer.json["appeals"][0]["text"], get_coin_balance(pupil)) == ("I did read the last line.", 10)
    client = client_for(teacher)
    queue = client.get("/homework/queue/").json["results"]
    assert [(row["id"] == str(homework.pk), row["appeal"]) for row in queue] == [(True, True), (False, False)]
    assert Notification.objects.filter(user=teacher, type="homework.appealed").count() == 1
    for stream in (get_wall_stream(group.pk), get_user_stream(pupil.pk)):
        events = [data for kind, data in submission_helpers.list_stream_events(stream) if kind == "homework.appealed"]
        assert [(event["by"], event["comment"]) for event in events] == [(pupil.full_name, "I did read the last line.")]
    reviewed = post_review(client, homework, decision="accept", score=60, comment="You did.")
    assert (reviewed.json["state"], reviewed.json["score"], get_coin_balance(pupil)) == ("reviewed", 60, 12)
    assert reviewed.json["appeals"][0]["answered_at"] is not None


def test_guardian_can_appeal_and_other_users_cannot(homework, pupil, parent, second_pupil, teacher, client_for):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    assert post_appeal(client_for(second_pupil), homework).status == 404
    assert post_appeal(client_for(teacher), homework).status == 404
    answer = post_appeal(client_for(parent), homework)
    assert (answer.status, answer.json["appeals"][0]["author"]["full_name"]) == (201, parent.full_name)


def test_accepted_homework_stays_closed_during_an_appeal(homework, assignment, pupil, teacher, client_for):
    client = client_for(teacher)
    post_review(client, homework, decision="accept", score=70)
    post_appeal(client_for(pupil), homework)
    again = build_upload(more=b"\0")
    post_submission(client_for(pupil), homework, file=again).check_refused(409, "not_open")
    correct_words(client, homework.last_attempt or homework.attempts.get(), {0: "wrong"})
    now = get_homework(assignment, pupil)
    assert (now.state, now.score, get_coin_balance(pupil)) == ("needs_review", 70, 14)
    kept = post_review(client, homework, decision="accept")
    assert (kept.json["state"], kept.json["score"]) == ("reviewed", 70)


def test_word_correction_does_not_answer_an_appeal(homework, assignment, pupil, teacher, client_for):
    post_appeal(client_for(pupil), homework)
    answer = correct_words(client_for(teacher), homework.attempts.get(), dict.fromkeys(range(20), "wrong"))
    now = get_homework(assignment, pupil)
    assert (now.state, float(now.score)) == ("needs_review", answer.json["score"])


def test_returning_homework_answers_its_appeal(homework, pupil, teacher, client_for):
    post_appeal(client_for(pupil), homework)
    answer = post_review(client_for(teacher), homework, decision="return", comment="Once more, please.")
    assert (answer.json["state"], answer.json["appeals"][0]["answered_at"] is not None) == ("returned", True)
    post_appeal(client_for(pupil), homework).check_refused(409, "not_open")


def test_only_one_appeal_is_open_and_a_fourth_is_refused(homework, pupil, teacher, client_for):
    own, client = client_for(pupil), client_for(teacher)
    for _ in range(3):
        assert post_appeal(own, homework).status == 201
        post_appeal(own, homework).check_refused(409, "not_open")
        post_review(client, homework, decision="accept")
    assert post_appeal(own, homework).status == 429


def test_appeal_without_a_score_is_refused(assignment, pupil, client_for):
    homework, client = get_homework(assignment, pupil), client_for(pupil)
    assert post_appeal(client, homework).json["code"] == "not_open"
    submit_and_score(assignment, pupil, submission_helpers.refused_result("TOO_QUIET"))
    assert post_appeal(client, homework).json["code"] == "not_open"


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001, "a\0b"], ids=["empty", "blank", "too long", "NUL"])
def test_appeal_without_a_valid_text_is_refused(homework, pupil, client_for, text):
    assert post_appeal(client_for(pupil), homework, text).status == 422
