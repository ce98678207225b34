"""A teacher corrects words of a text read aloud: mark, coins, reports, events and notification follow at once."""

from dataclasses import replace

import pytest

from apps.events.publishing import get_user_stream, get_wall_stream
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.models import WordCorrection
from apps.homework.services.submissions import submit_homework
from apps.notifications.models import Notification
from apps.settings.models import AuditLog
from tests.homework import submission_helpers
from tests.homework.review_helpers import correct_words, get_attempt, get_word, post_review, score_recorded_evidence
from tests.homework.submission_helpers import assign_reading, get_homework, recorded_result, submit_and_score

TAG = next(word.reference for word in recorded_result().words if word.text == "Tag")
WRONG = dict.fromkeys(range(20), "wrong")


@pytest.fixture
def attempt(assignment, pupil):
    return submit_and_score(assignment, pupil, score_recorded_evidence())


def test_correction_updates_score_coins_and_report_at_once(attempt, assignment, group, pupil, teacher, client_for):
    client, before = client_for(teacher), attempt.score.overall
    had = get_coin_balance(pupil)
    answer = correct_words(client, attempt, WRONG)
    assert (answer.status, answer.json["score"] < before - 5, answer.json["revision"]) == (200, True, 2)
    assert {get_word(answer.json, place)["class"] for place in WRONG} == {"wrong"}
    assert get_word(answer.json, 3)["corrected"]
    assert float(get_homework(assignment, pupil).score) == answer.json["score"]
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) == round(20 * answer.json["score"] / 100) < had
    assert CoinTransaction.objects.filter(student=pupil).count() == 2
    assert client.get(f"/homework/assignments/{assignment.pk}/report/").json["average"] == answer.json["score"]
    missed = client.get(f"/homework/assignments/{assignment.pk}/missed-words/").json["words"]
    assert set(WRONG) <= {row["index"] for row in missed}
    for stream in (get_wall_stream(group.pk), get_user_stream(pupil.pk)):
        data = dict(submission_helpers.list_stream_events(stream))["attempt.remarked"]
        assert (data["cause"], data["coins"]) == ("correction", get_coin_balance(pupil))
        assert data["score"] == answer.json["score"]
    assert Notification.objects.get(user=pupil, type="homework.corrected").data["score"] == answer.json["score"]
    assert AuditLog.objects.filter(action="homework.correction", actor=teacher).count() == 1


def test_correction_by_the_teacher_shows_a_hidden_uncertain_score(group, pupil, teacher, client_for):
    doubtful = recorded_result(verdict="LOW_CONFIDENCE", reason="CHECKS_FAILED", confidence="low")
    attempt = submit_and_score(assign_reading(group), pupil, doubtful)
    assert (get_attempt(client_for(pupil), attempt)["score"], get_coin_balance(pupil)) == (None, 0)
    answer = correct_words(client_for(teacher), attempt, {TAG: "correct"})
    assert (answer.json["verdict"], answer.json["confidence"], answer.json["waits"]) == ("OK", "high", False)
    seen = get_attempt(client_for(pupil), attempt)
    assert (seen["score"], seen["words"] != [], get_coin_balance(pupil)) == (answer.json["score"], True, 20)


def test_corrected_score_stays_hidden_if_the_teacher_reviews_first(group, pupil, teacher, client_for):
    attempt = submit_and_score(assign_reading(group, teacher_first=True), pupil, score_recorded_evidence())
    answer = correct_words(client_for(teacher), attempt, {TAG: "correct"})
    assert (answer.json["waits"], get_coin_balance(pupil)) == (True, 0)
    assert get_attempt(client_for(pupil), attempt)["score"] is None
    assert not Notification.objects.filter(user=pupil, type="homework.corrected").exists()


def test_pupil_is_notified_when_a_correction_confirms_the_same_score(group, pupil, teacher, client_for):
    doubtful = replace(score_recorded_evidence(), verdict="LOW_CONFIDENCE", confidence="low")
    attempt = submit_and_score(assign_reading(group), pupil, doubtful)
    assert get_attempt(client_for(pupil), attempt)["score"] is None
    answer = correct_words(client_for(teacher), attempt, {0: "correct"})
    assert (answer.json["waits"], answer.json["score"]) == (False, doubtful.overall)
    assert get_attempt(client_for(pupil), attempt)["score"] == doubtful.overall
    assert Notification.objects.filter(user=pupil, type="homework.corrected").count() == 1


def test_undoing_a_correction_restores_word_and_score_of_the_engine(attempt, teacher, client_for):
    client, before = client_for(teacher), get_attempt(client_for(teacher), attempt)
    correct_words(client, attempt, {0: "wrong", TAG: "near"})
    answer = correct_words(client, attempt, {0: None, TAG: None})
    assert (answer.json["score"], answer.json["revision"]) == (before["score"], 3)
    assert get_word(answer.json, TAG) == get_word(before, TAG)
    listed = answer.json["teacher"]["corrections"]
    pairs = [(row["index"], row["now"]) for row in listed]
    assert (sorted(pairs[:2]), sorted(pairs[2:])) == ([(0, ""), (TAG, "")], [(0, "wrong"), (TAG, "near")])
    assert listed[0]["author"]["id"] == str(teacher.pk)


def test_correction_changes_an_accepted_score_unless_a_teacher_gave_it(attempt, assignment, pupil, teacher, client_for):
    client = client_for(teacher)
    post_review(client, attempt.homework, decision="accept")
    answer = correct_words(client, attempt, WRONG)
    homework = get_homework(assignment, pupil)
    assert (homework.state, float(homework.score)) == ("reviewed", answer.json["score"])
    post_review(client, attempt.homework, decision="accept", score=70)
    again = correct_words(client, attempt, dict.fromkeys(WRONG, "correct"))
    homework = get_homework(assignment, pupil)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("reviewed", 70, 14)
    assert again.json["score"] > 90


def test_correction_can_give_a_score_to_an_off_script_attempt(group, pupil, teacher, client_for):
    refused = score_recorded_evidence("off-script.ogg")
    assignment = assign_reading(group)
    attempt = submit_and_score(assignment, pupil, refused)
    assert attempt.state == "refused"
    answer = correct_words(client_for(teacher), attempt, {0: "correct"})
    assert (answer.json["state"], answer.json["confidence"]) == ("scored", "high")
    assert get_homework(assignment, pupil).score is not None


def test_invalid_correction_is_refused_and_changes_nothing(attempt, teacher, client_for):
    client, last = client_for(teacher), len(attempt.score.words)
    before = get_attempt(client, attempt)
    for words, field in (
        ([{"index": 0, "class": "correct"}, {"index": last + 5, "class": "wrong"}], "words.1.index"),
        ([{"index": 0, "class": "correct"}, {"index": 0, "class": "wrong"}], "words.1.index"),
        ([{"index": 0, "heard": "But"}], "words.0.heard"),
        ([{"index": 0, "class": "inserted"}], "words.0.class"),
        ([{"index": -1, "class": "wrong"}], "words.0.index"),
        ([], "words"),
    ):
        client.patch(f"/homework/attempts/{attempt.pk}/words/", {"words": words}).check_refused(422, field=field)
    correct_words(client, attempt, {0: "wrong"}, revision=7).check_refused(409, "conflict")
    assert (get_attempt(client, attempt), WordCorrection.objects.count()) == (before, 0)


def test_attempt_without_a_transcript_cannot_be_corrected(group, pupil, teacher, client_for):
    silent = submit_and_score(assign_reading(group), pupil, recorded_result("silent.m4a"))
    waiting = submission_helpers.submit_recording(assign_reading(group), pupil, take=1)
    written = assign_reading(group, kind="text", reference_text="", instructions="Write about your summer.")
    for attempt in (silent, waiting, submit_homework(homework=get_homework(written, pupil), text="It was hot.")):
        correct_words(client_for(teacher), attempt, {0: "correct"}).check_refused(409, "conflict")


def test_only_group_teachers_and_office_correct_words(attempt, pupil, assistant, other_teacher, manager, client_for):
    assert correct_words(client_for(assistant), attempt, {0: "near"}).status == 200
    assert correct_words(client_for(manager), attempt, {0: "correct"}).status == 200
    assert correct_words(client_for(other_teacher), attempt, {0: "near"}).status == 404
    assert correct_words(client_for(pupil), attempt, {0: "near"}).status == 403
