"""A teacher corrects what was heard of a free answer: a speech job measures it anew, and the mark follows."""

import pytest

from apps.accounts.models import User
from apps.courses.models import Group
from apps.gamification.queries import get_coin_balance
from apps.homework import services
from apps.homework.models import Assignment, Attempt, ScoreProposal
from apps.jobs.models import Job
from realtime.events import wall_stream
from tests.homework import marking, steps


@pytest.fixture
def assignment(group: Group) -> Assignment:
    return marking.free_answer(group)


@pytest.fixture
def attempt(assignment: Assignment, pupil: User) -> Attempt:
    return steps.done(assignment, pupil, marking.answered("In summer I go to the will age with my family"))


def proposal() -> ScoreProposal:
    return ScoreProposal.objects.latest("id")


def test_the_job_marks_it_and_everything_follows(
    attempt: Attempt, assignment: Assignment, pupil: User, teacher: User, client_for
) -> None:
    client, before = client_for(teacher), attempt.score.overall
    answer = marking.say(client, attempt, {6: "village", 7: ""})
    assert (answer.status, answer.json["score"]) == (202, before)
    waiting = answer.json["teacher"]["proposal"]
    assert (waiting["purpose"], waiting["state"], waiting["after"]) == ("correction", "listening", None)
    job = Job.objects.get(kind="homework.rescore")
    assert (job.queue, job.share, job.object_id) == ("speech", str(assignment.group_id), waiting["id"])
    marking.engine_corrects(proposal(), coverage=0.9)
    seen = marking.shown(client, attempt)
    assert seen["transcript"] == "In summer I go to the village with my family"
    assert (seen["score"] > before, seen["confidence"], seen["teacher"]["proposal"]) == (True, "high", None)
    assert [(word["index"], word["text"]) for word in seen["words"]][5:8] == [(5, "the"), (6, "village"), (8, "with")]
    assert [word["corrected"] for word in seen["words"]][5:8] == [False, True, False]
    assert float(steps.homework_of(assignment, pupil).score) == seen["score"]
    assert get_coin_balance(pupil) == round(20 * seen["score"] / 100)


def test_places_count_in_what_was_heard_first(attempt: Attempt, teacher: User, client_for) -> None:
    client = client_for(teacher)
    marking.say(client, attempt, {6: "village", 7: ""})
    marking.engine_corrects(proposal(), coverage=0.9)
    marking.say(client, attempt, {10: "parents", 7: None})
    marking.engine_corrects(proposal(), coverage=0.9)
    assert marking.shown(client, attempt)["transcript"] == "In summer I go to the village age with my parents"


def test_a_newer_correction_takes_the_place_of_one_in_work(attempt: Attempt, teacher: User, client_for) -> None:
    client = client_for(teacher)
    marking.say(client, attempt, {6: "village"})
    first = proposal()
    marking.say(client, attempt, {7: ""})
    second = proposal()
    late = marking.job_of(first)
    assert services.proposal_to_hear(late) is None
    stored = services.store_corrected(claim=late, evidence=attempt.score.evidence, models=steps.models())
    assert (stored, marking.shown(client, attempt)["revision"]) == (None, 1)
    waiting = services.corrected_evidence(second)
    assert waiting["heard"]["text"] == "In summer I go to the village with my family"


def test_when_the_job_dies_the_mark_stays_and_the_wall_hears_of_it(
    attempt: Attempt, group: Group, teacher: User, client_for
) -> None:
    client = client_for(teacher)
    marking.say(client, attempt, {6: "village"})
    steps.jobs.fail_job(marking.job_of(proposal()), reason="MemoryError", retry=False)
    seen = marking.shown(client, attempt)
    assert (seen["revision"], seen["teacher"]["proposal"]) == (1, None)
    kind, told = steps.events(wall_stream(group.pk))[-1]
    assert (kind, told["state"]) == ("attempt.proposed", "dropped")


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
def test_corrections_that_cannot_be(attempt: Attempt, teacher: User, client_for, words, field) -> None:
    answer = client_for(teacher).patch(f"/homework/attempts/{attempt.pk}/words/", {"words": words})
    assert (answer.status, list(answer.json["fields"])) == (422, [field])
    assert not ScoreProposal.objects.exists()
