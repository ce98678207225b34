"""A teacher corrects what was heard of a free answer: a speech job measures it anew, and the mark follows."""

import pytest

from apps.events.publishing import get_wall_stream
from apps.gamification.queries import get_coin_balance
from apps.homework import services
from apps.homework.models import ScoreProposal
from apps.jobs.models import Job
from tests.homework import review_helpers, submission_helpers


@pytest.fixture
def assignment(group):
    return review_helpers.assign_free_answer(group)


@pytest.fixture
def attempt(assignment, pupil):
    return submission_helpers.submit_and_score(
        assignment, pupil, review_helpers.build_answer_result("In summer I go to the will age with my family")
    )


def proposal() -> ScoreProposal:
    return ScoreProposal.objects.latest("id")


def test_correction_job_updates_score_words_homework_and_coins(attempt, assignment, pupil, teacher, client_for):
    client, before = client_for(teacher), attempt.score.overall
    answer = review_helpers.correct_heard_words(client, attempt, {6: "village", 7: ""})
    assert (answer.status, answer.json["score"]) == (202, before)
    waiting = answer.json["teacher"]["proposal"]
    assert (waiting["purpose"], waiting["state"], waiting["after"]) == ("correction", "listening", None)
    job = Job.objects.get(kind="homework.rescore")
    assert (job.queue, job.share, job.object_id) == ("speech", str(assignment.group_id), waiting["id"])
    review_helpers.complete_correction(proposal(), coverage=0.9)
    seen = review_helpers.get_attempt(client, attempt)
    assert seen["transcript"] == "In summer I go to the village with my family"
    assert (seen["score"] > before, seen["confidence"], seen["teacher"]["proposal"]) == (True, "high", None)
    assert [(word["index"], word["text"]) for word in seen["words"]][5:8] == [(5, "the"), (6, "village"), (8, "with")]
    assert [word["corrected"] for word in seen["words"]][5:8] == [False, True, False]
    assert float(submission_helpers.get_homework(assignment, pupil).score) == seen["score"]
    assert get_coin_balance(pupil) == round(20 * seen["score"] / 100)


def test_second_correction_uses_word_positions_of_the_original_transcript(attempt, teacher, client_for):
    client = client_for(teacher)
    review_helpers.correct_heard_words(client, attempt, {6: "village", 7: ""})
    review_helpers.complete_correction(proposal(), coverage=0.9)
    review_helpers.correct_heard_words(client, attempt, {10: "parents", 7: None})
    review_helpers.complete_correction(proposal(), coverage=0.9)
    assert (
        review_helpers.get_attempt(client, attempt)["transcript"] == "In summer I go to the village age with my parents"
    )


def test_newer_correction_replaces_one_that_is_being_processed(attempt, teacher, client_for):
    client = client_for(teacher)
    review_helpers.correct_heard_words(client, attempt, {6: "village"})
    first = proposal()
    review_helpers.correct_heard_words(client, attempt, {7: ""})
    second = proposal()
    late = review_helpers.claim_proposal_job(first)
    assert services.get_listening_proposal(late) is None
    stored = services.store_corrected_score(
        claim=late, evidence=attempt.score.evidence, models=submission_helpers.register_models()
    )
    assert (stored, review_helpers.get_attempt(client, attempt)["revision"]) == (None, 1)
    waiting = services.build_corrected_evidence(second)
    assert waiting["heard"]["text"] == "In summer I go to the village with my family"


def test_dead_correction_job_keeps_the_score_and_sends_a_wall_event(attempt, group, teacher, client_for):
    client = client_for(teacher)
    review_helpers.correct_heard_words(client, attempt, {6: "village"})
    submission_helpers.jobs.fail_job(review_helpers.claim_proposal_job(proposal()), reason="MemoryError", retry=False)
    seen = review_helpers.get_attempt(client, attempt)
    assert (seen["revision"], seen["teacher"]["proposal"]) == (1, None)
    kind, data = submission_helpers.list_stream_events(get_wall_stream(group.pk))[-1]
    assert (kind, data["state"]) == ("attempt.proposed", "dropped")


@pytest.mark.parametrize(
    "words, field",
    [
        ([{"index": 3, "class": "wrong"}], "words.0.class"),
        ([{"index": 90, "heard": "x"}], "words.0.index"),
        ([{"index": place, "heard": ""} for place in range(11)], "words"),
        ([{"index": 1, "heard": "x" * 101}], "words.0.heard"),
    ],
    ids=["a class", "no such word", "nothing left", "too long"],
)
def test_invalid_free_answer_correction_is_refused(attempt, teacher, client_for, words, field):
    answer = client_for(teacher).patch(f"/homework/attempts/{attempt.pk}/words/", {"words": words})
    assert (answer.status, list(answer.json["fields"])) == (422, [field])
    assert not ScoreProposal.objects.exists()
