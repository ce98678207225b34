"""Marks by a newer version: the difference first, then applied or dropped."""

import io

import pytest
from django.core.management import call_command

from apps.events.publishing import get_wall_stream
from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.models import Attempt, ScoreProposal
from apps.homework.services import score_proposals, scoring
from apps.jobs.models import Job
from apps.registry.services import ensure_registered_model
from tests.homework import submission_helpers
from tests.homework.review_helpers import correct_words, get_attempt, get_word, post_review, score_recorded_evidence
from tests.homework.submission_helpers import claim_job, get_homework, register_models, scored_result, submit_and_score


@pytest.fixture
def attempt(assignment, pupil):
    """Scored by an older version that gave 50."""
    return submit_and_score(assignment, pupil, scored_result(50.0, method="reading.text.0"))


def rescore(client, attempt: Attempt, **payload):
    return client.post(f"/homework/attempts/{attempt.pk}/rescore/", payload)


def new() -> float:
    mark = score_recorded_evidence().overall
    assert mark is not None
    return mark


def test_score_proposal_changes_nothing_until_it_is_applied(attempt, assignment, group, pupil, teacher, client_for):
    client = client_for(teacher)
    answer = rescore(client, attempt)
    shown = answer.json["teacher"]["proposal"]
    assert (answer.status, answer.json["score"], shown["state"], shown["stale"]) == (200, 50, "ready", False)
    assert (shown["before"]["overall"], shown["after"]["overall"]) == (50, new())
    assert shown["before"]["method"] == "reading.text.0" != shown["after"]["method"]
    assert get_coin_balance(pupil) == 10
    kind, data = submission_helpers.list_stream_events(get_wall_stream(group.pk))[-1]
    assert (kind, data["before"], data["after"]) == ("attempt.proposed", 50, new())
    assert get_attempt(client_for(pupil), attempt)["teacher"] is None
    applied = rescore(client, attempt, apply=shown["id"])
    assert (applied.status, applied.json["score"], applied.json["teacher"]["proposal"]) == (200, new(), None)
    assert float(get_homework(assignment, pupil).score) == new()
    assert get_coin_balance(pupil) == round(20 * new() / 100)
    rescore(client, attempt, apply=shown["id"]).check_refused(409, "conflict")
    assert rescore(client, attempt).json["teacher"]["proposal"] is None


def test_score_proposal_can_be_dropped(attempt, pupil, teacher, client_for):
    client = client_for(teacher)
    proposal = rescore(client, attempt).json["teacher"]["proposal"]
    dropped = rescore(client, attempt, drop=proposal["id"])
    assert (dropped.status, dropped.json["teacher"]["proposal"], get_coin_balance(pupil)) == (200, None, 10)
    assert rescore(client, attempt, apply=proposal["id"]).status == 409


def test_rescoring_from_the_recording_is_done_by_a_job(attempt, assignment, pupil, teacher, client_for):
    client = client_for(teacher)
    asked = rescore(client, attempt, from_sound=True)
    waiting = asked.json["teacher"]["proposal"]
    assert (asked.status, waiting["state"], waiting["after"]) == (202, "listening", None)
    assert Job.objects.get(kind="homework.rescore").priority < Job.objects.get(object_id=str(attempt.pk)).priority
    claim = claim_job(ScoreProposal.objects.get())
    turbo = ensure_registered_model(kind="speech", name="turbo", revision="1", sha256="b" * 64)
    score_proposals.store_proposal_result(
        claim=claim, result=score_recorded_evidence(), models=scoring.ScoringModels(model=turbo)
    )
    shown = get_attempt(client, attempt)
    assert (shown["score"], shown["model"], shown["teacher"]["proposal"]["state"]) == (50, "base", "ready")
    applied = rescore(client, attempt, apply=waiting["id"])
    assert (applied.json["score"], applied.json["model"]) == (new(), "turbo")


def test_score_names_no_embedding_model_of_an_earlier_hearing(attempt, teacher, client_for):
    client = client_for(teacher)
    attempt.score.embedding_model = ensure_registered_model(
        kind="embedding", name="small", revision="1", sha256="c" * 64
    )
    attempt.score.save()
    proposal = rescore(client, attempt, from_sound=True).json["teacher"]["proposal"]
    score_proposals.store_proposal_result(
        claim=claim_job(ScoreProposal.objects.get()), result=score_recorded_evidence(), models=register_models()
    )
    assert rescore(client, attempt, apply=proposal["id"]).status == 200
    attempt.score.refresh_from_db()
    assert attempt.score.embedding_model is None


def test_corrections_are_kept_after_rescoring_from_the_recording(attempt, teacher, client_for):
    client = client_for(teacher)
    correct_words(client, attempt, {0: "wrong"})
    proposal = rescore(client, attempt, from_sound=True).json["teacher"]["proposal"]
    claim = claim_job(ScoreProposal.objects.get())
    fresh = score_recorded_evidence()
    assert score_proposals.store_proposal_result(claim=claim, result=fresh, models=register_models()) is not None
    applied = rescore(client, attempt, apply=proposal["id"])
    assert (get_word(applied.json, 0)["class"], get_word(applied.json, 0)["corrected"]) == ("wrong", True)


def test_job_of_a_dropped_proposal_ends_without_a_score(attempt, teacher, client_for):
    client = client_for(teacher)
    proposal = rescore(client, attempt, from_sound=True).json["teacher"]["proposal"]
    claim = claim_job(ScoreProposal.objects.get())
    rescore(client, attempt, drop=proposal["id"])
    assert score_proposals.get_claimed_proposal(claim) is None
    assert (
        score_proposals.store_proposal_result(claim=claim, result=score_recorded_evidence(), models=register_models())
        is None
    )
    assert Job.objects.get(kind="homework.rescore").state == "done"
    assert get_attempt(client, attempt)["score"] == 50


@pytest.mark.parametrize(
    "payload, status",
    [
        ({"apply": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81"}, 409),
        ({"drop": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81"}, 409),
        ({"apply": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81", "from_sound": True}, 422),
        ({"apply": "x"}, 422),
        ({"model": "large"}, 422),
    ],
    ids=["apply nothing", "drop nothing", "two things", "no id", "unknown field"],
)
def test_invalid_rescoring_request_is_refused(attempt, teacher, client_for, payload, status):
    assert rescore(client_for(teacher), attempt, **payload).status == status


def test_only_teachers_of_the_group_can_rescore(attempt, pupil, other_teacher, client_for):
    assert rescore(client_for(other_teacher), attempt).status == 404
    assert rescore(client_for(pupil), attempt).status == 403


def command(*args: str) -> list[str]:
    out = io.StringIO()
    call_command("rescore", *args, stdout=out)
    return out.getvalue().splitlines()


def test_rescore_command_prints_changes_and_applies_them_on_request(
    attempt, assignment, group, pupil, second_pupil, teacher, client_for
):
    accepted = submit_and_score(assignment, second_pupil, scored_result(40.0), take=1)
    post_review(client_for(teacher), accepted.homework, decision="accept")
    printed = command("--group", str(group.pk))
    assert len(printed) == 3
    assert printed[0].startswith(f"{attempt.pk} OK 50.0 reading.text.0 -> OK {new()} ")
    assert printed[1].endswith("kept: accepted by a teacher")
    assert printed[2].startswith("2 attempts, 2 differ, 0 applied; marks move by ")
    assert get_homework(assignment, pupil).score == 50
    assert "2 differ, 1 applied" in command("--apply")[-1]
    assert float(get_homework(assignment, pupil).score) == new()
    assert (get_homework(assignment, second_pupil).score, get_coin_balance(second_pupil)) == (40, 8)
    assert "2 attempts, 1 differ" in command("--assignment", str(assignment.pk))[-1]
