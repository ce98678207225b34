"""A teacher corrects what was heard of a free answer: a speech job measures it anew, and the mark follows."""

import pytest

from apps.events.publishing import get_wall_stream
from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.models import ScoreProposal
from apps.homework.services.score_proposals import (
    build_corrected_evidence,
    get_claimed_proposal,
    store_corrected_score,
    store_proposal_result,
)
from apps.jobs.models import Job
from tests.homework import review_helpers, submission_helpers
from tests.homework.review_helpers import assign_free_answer, complete_correction, correct_heard_words, get_attempt
from tests.homework.submission_helpers import claim_job, list_stream_events, register_models, submit_and_score


@pytest.fixture
def assignment(group):
    return assign_free_answer(group)


@pytest.fixture
def attempt(assignment, pupil):
    return submit_and_score(
        assignment, pupil, review_helpers.build_answer_result("In summer I go to the will age with my family")
    )


def proposal() -> ScoreProposal:
    return ScoreProposal.objects.latest("id")


def test_correction_job_updates_score_words_homework_and_coins(attempt, assignment, pupil, teacher, client_for):
    client, before = client_for(teacher), attempt.score.overall
    answer = correct_heard_words(client, attempt, {6: "village", 7: ""})
    assert (answer.status, answer.json["score"]) == (202, before)
    waiting = answer.json["teacher"]["proposal"]
    assert (waiting["purpose"], waiting["state"], waiting["after"]) == ("correction", "listening", None)
    job = Job.objects.get(kind="homework.rescore")
    assert (job.queue, job.share, job.object_id) == ("speech", str(assignment.group_id), waiting["id"])
    complete_correction(proposal(), coverage=0.9)
    seen = get_attempt(client, attempt)
    assert seen["transcript"] == "In summer I go to the village with my family"
    assert (seen["score"] > before, seen["confidence"], seen["teacher"]["proposal"]) == (True, "high", None)
    assert [(word["index"], word["text"]) for word in seen["words"]][5:8] == [(5, "the"), (6, "village"), (8, "with")]
    assert [word["corrected"] for word in seen["words"]][5:8] == [False, True, False]
    assert float(submission_helpers.get_homework(assignment, pupil).score) == seen["score"]
    assert get_coin_balance(pupil) == round(20 * seen["score"] / 100)


def test_second_correction_uses_word_positions_of_the_original_transcript(attempt, teacher, client_for):
    client = client_for(teacher)
    correct_heard_words(client, attempt, {6: "village", 7: ""})
    complete_correction(proposal(), coverage=0.9)
    correct_heard_words(client, attempt, {10: "parents", 7: None})
    complete_correction(proposal(), coverage=0.9)
    assert get_attempt(client, attempt)["transcript"] == "In summer I go to the village age with my parents"


def test_newer_correction_replaces_one_that_is_being_processed(attempt, teacher, client_for):
    client = client_for(teacher)
    correct_heard_words(client, attempt, {6: "village"})
    first = proposal()
    correct_heard_words(client, attempt, {7: ""})
    second = proposal()
    late = claim_job(first)
    assert get_claimed_proposal(late) is None
    stored = store_corrected_score(claim=late, evidence=attempt.score.evidence, models=register_models())
    assert (stored, get_attempt(client, attempt)["revision"]) == (None, 1)
    assert build_corrected_evidence(second.attempt)["heard"]["text"] == "In summer I go to the village with my family"


def test_dead_correction_job_keeps_the_score_and_sends_a_wall_event(attempt, group, teacher, client_for):
    client = client_for(teacher)
    correct_heard_words(client, attempt, {6: "village"})
    submission_helpers.jobs.fail_job(claim_job(proposal()), reason="MemoryError", retry=False)
    seen = get_attempt(client, attempt)
    assert (seen["revision"], seen["teacher"]["proposal"]) == (1, None)
    kind, data = list_stream_events(get_wall_stream(group.pk))[-1]
    assert (kind, data["state"]) == ("attempt.proposed", "dropped")


def test_engine_without_torch_keeps_the_score_of_a_corrected_answer_and_says_why(attempt, group, teacher, client_for):
    client = client_for(teacher)
    before = get_attempt(client, attempt)
    correct_heard_words(client, attempt, {6: "village", 7: ""})
    complete_correction(proposal(), coverage=None)
    kept = get_attempt(client, attempt)
    names = ("score", "parts", "verdict", "reason", "revision", "words", "transcript")
    assert [kept[name] for name in names] == [before[name] for name in names]
    assert kept["parts"]["relevance"] is not None
    assert (kept["teacher"]["flags"], kept["teacher"]["proposal"]) == (["NO_EMBEDDING_MODEL"], None)
    kind, data = list_stream_events(get_wall_stream(group.pk))[-1]
    assert (kind, data["state"], proposal().state) == ("attempt.proposed", "dropped", "dropped")
    correct_heard_words(client, attempt, {0: "in"})
    complete_correction(proposal(), coverage=0.9)
    seen = get_attempt(client, attempt)
    assert (seen["transcript"], seen["score"] > before["score"]) == (
        "in summer I go to the village with my family",
        True,
    )
    assert (seen["verdict"], seen["teacher"]["flags"]) == ("OK", before["teacher"]["flags"])


def test_engine_without_torch_keeps_the_score_of_an_answer_heard_again(attempt, teacher, client_for):
    client = client_for(teacher)
    before = get_attempt(client, attempt)
    assert client.post(f"/homework/attempts/{attempt.pk}/rescore/", {"from_sound": True}).status == 202
    heard = review_helpers.build_answer_result()
    evidence = {name: value for name, value in heard.evidence.items() if name != "similarity"}
    result = review_helpers.with_scores(heard, evidence)
    assert result.reason == "NO_EMBEDDING_MODEL"
    assert store_proposal_result(claim=claim_job(proposal()), result=result, models=register_models()) is None
    kept = get_attempt(client, attempt)
    assert (kept["score"], kept["parts"], kept["verdict"]) == (before["score"], before["parts"], before["verdict"])
    assert (kept["teacher"]["flags"], kept["teacher"]["proposal"]) == (["NO_EMBEDDING_MODEL"], None)


def test_answer_that_was_never_compared_is_corrected_without_torch(assignment, pupil, teacher, client_for):
    heard = review_helpers.build_answer_result()
    evidence = {name: value for name, value in heard.evidence.items() if name != "similarity"}
    attempt = submit_and_score(assignment, pupil, review_helpers.with_scores(heard, evidence))
    client = client_for(teacher)
    correct_heard_words(client, attempt, {6: "city"})
    complete_correction(proposal(), coverage=None)
    seen = get_attempt(client, attempt)
    assert (seen["revision"], seen["reason"], seen["teacher"]["flags"]) == (2, "NO_EMBEDDING_MODEL", [])
    assert seen["transcript"] == "In summer I go to the city with my family"


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
