"""Assignments changed, taken back and copied after they were given."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from apps.events.publishing import get_group_stream, get_wall_stream
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.models import Assignment, Attempt, Homework
from apps.lessons.services import create_lesson
from apps.settings.models import AuditLog
from ml.scoring.task import ScoringTask
from tests.homework import submission_helpers
from tests.homework.request_helpers import post_assignment, post_submission, put_model_audio
from tests.homework.submission_helpers import assign_reading, claim_job, get_homework, scored_result, submit_recording


def path(assignment: Assignment) -> str:
    return f"/homework/assignments/{assignment.pk}/"


def test_change_creates_events_and_an_audit_entry(assignment, group, teacher, client_for):
    deadline = (timezone.now() + timedelta(days=3)).isoformat()
    client = client_for(teacher)
    answer = client.patch(path(assignment), {"deadline": deadline, "title": "Unit 4", "coins": 20})
    assert (answer.status, answer.json["title"]) == (200, "Unit 4"), answer.json
    for stream in (get_wall_stream(group.pk), get_group_stream(group.pk)):
        kind, data = submission_helpers.list_stream_events(stream)[-1]
        assert (kind, data["fields"], data["title"]) == ("homework.changed", ["deadline", "title"], "Unit 4")
    entry = AuditLog.objects.get(action="homework.change")
    assert (entry.actor_id, entry.fields) == (teacher.pk, ["deadline", "title"])
    assert client.patch(path(assignment), {"title": "Unit 4"}).status == 200
    assert AuditLog.objects.filter(action="homework.change").count() == 1


def test_waiting_attempt_keeps_the_text_it_was_submitted_for(assignment, pupil, second_pupil, teacher, client_for):
    waiting = submit_recording(assignment, pupil)
    changed = client_for(teacher).patch(path(assignment), {"reference_text": "Another text.", "target_wpm": 90})
    assert changed.status == 200, changed.json
    later = submit_recording(assignment, second_pupil, take=1)
    asked = [ScoringTask.from_json(Attempt.objects.get(pk=attempt.pk).task) for attempt in (waiting, later)]
    assert [task.reference for task in asked] == [submission_helpers.TEXT, "Another text."]
    assert [task.target_wpm for task in asked] == [None, 90]


@pytest.mark.parametrize(
    "fixed", [{"language": "ru"}, {"coins": 1}, {"counting": "last"}, {"late_coins_percent": 1}], ids=str
)
def test_fields_that_affect_scores_cannot_change_after_a_submission(assignment, pupil, teacher, client_for, fixed):
    client, before = client_for(teacher), Assignment.objects.filter(pk=assignment.pk).values().get()
    submit_recording(assignment, pupil)
    refused = client.patch(path(assignment), fixed | {"title": "Unit 4"})
    assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert list(refused.json["fields"]) == list(fixed)
    assert Assignment.objects.filter(pk=assignment.pk).values().get() == before
    assert client.patch(path(assignment), {name: before[name] for name in fixed}).status == 200
    assert client.patch(path(post_assignment(client, assignment.group)), fixed).status == 200


@pytest.mark.parametrize(
    ("before", "after", "status"), [("accept", "reduce", 409), ("reduce", "refuse", 409), ("accept", "refuse", 200)]
)
def test_late_policy_cannot_change_coins_after_a_submission(group, pupil, teacher, client_for, before, after, status):
    client = client_for(teacher)
    assignment = post_assignment(client, group, late_policy=before, title="reduce")
    submit_recording(assignment, pupil)
    answer = client.patch(path(assignment), {"late_policy": after, "title": "Unit 4"})
    assert answer.status == status, answer.json
    if status == 409:
        assert list(answer.json["fields"]) == ["late_policy"]
        assert client.patch(path(assignment), {"title": "reduce it"}).status == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reference_text": " "}, "reference_text"),
        ({"deadline": "2020-01-01T00:00:00Z"}, "deadline"),
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"weights": {"relevance": 1}}, "weights.relevance"),
        ({"kind": "text"}, "kind"),
        ({"group": str(uuid4())}, "group"),
        ({"attempts_allowed": 0}, "attempts_allowed"),
    ],
)
def test_invalid_change_is_refused_and_changes_nothing(assignment, teacher, client_for, wrong, field):
    before = Assignment.objects.filter(pk=assignment.pk).values().get()
    answer = client_for(teacher).patch(path(assignment), wrong)
    assert answer.status == 422, answer.json
    assert any(name == field or name.split(".")[-1] == field for name in answer.json["fields"]), answer.json
    assert Assignment.objects.filter(pk=assignment.pk).values().get() == before


def test_later_deadline_makes_late_attempts_on_time_unless_accepted(group, pupil, second_pupil, teacher, client_for):
    deadline = timezone.now() + timedelta(hours=1)
    assignment = assign_reading(group, deadline=deadline, late_policy="reduce", late_coins_percent=50)
    with time_machine.travel(deadline + timedelta(hours=1), tick=False):
        for take, person in enumerate((pupil, second_pupil)):
            attempt = submission_helpers.submit_and_score(assignment, person, scored_result(100.0), take=take)
        client = client_for(teacher)
        giving_back = {"decision": "accept", "score": 100}
        assert client.post(f"/homework/{attempt.homework_id}/review/", giving_back).status == 200
        assert (get_coin_balance(pupil), get_coin_balance(second_pupil)) == (10, 10)
        later = client.patch(path(assignment), {"deadline": (deadline + timedelta(days=1)).isoformat()})
        assert later.status == 200, later.json
    homework = get_homework(assignment, pupil)
    assert (homework.late, homework.state, get_coin_balance(pupil), sum_coin_ledger(pupil)) == (False, "scored", 20, 20)
    accepted = get_homework(assignment, second_pupil)
    assert (accepted.late, accepted.state, get_coin_balance(second_pupil)) == (True, "reviewed", 10)


def test_lesson_of_another_group_is_refused(assignment, other_group, admin, client_for):
    now = timezone.now()
    foreign = create_lesson(actor=None, group=other_group, starts_at=now, ends_at=now + timedelta(hours=1))
    client_for(admin).patch(path(assignment), {"lesson": str(foreign.pk)}).check_refused(422, field="lesson")


def test_assignment_can_change_after_its_deadline(group, teacher, client_for):
    over = assign_reading(group, deadline=timezone.now() + timedelta(hours=1))
    Assignment.objects.filter(pk=over.pk).update(deadline=timezone.now() - timedelta(hours=1))
    client = client_for(teacher)
    assert client.patch(path(over), {"title": "Unit 4"}).status == 200
    assert client.patch(path(over), {"deadline": None}).json["deadline"] is None


def test_assignment_without_submissions_can_be_withdrawn(assignment, group, pupil, teacher, client_for):
    homework, client = get_homework(assignment, pupil), client_for(teacher)
    assert client.delete(path(assignment)).status == 204
    assert not Homework.objects.exists()
    assert submission_helpers.list_stream_events(get_wall_stream(group.pk))[-1] == (
        "homework.withdrawn", {"assignment": str(assignment.pk), "title": assignment.title}
    )  # fmt: skip
    assert AuditLog.objects.filter(action="homework.withdraw", object_id=str(assignment.pk)).exists()
    assert client.delete(path(assignment)).status == 404
    assert post_submission(client_for(pupil), homework, file=submission_helpers.build_upload()).status == 404


def test_assignment_with_a_submission_cannot_be_withdrawn(assignment, pupil, teacher, client_for):
    attempt, client = submit_recording(assignment, pupil), client_for(teacher)
    claim = claim_job(attempt)
    client.delete(path(assignment)).check_refused(409, "conflict")
    stored = submission_helpers.store_claimed(claim, scored_result(80.0))
    assert stored is not None
    assert get_homework(assignment, pupil).score == 80
    assert client.delete(path(assignment)).status == 409


def test_copy_to_other_groups_has_everything_except_submissions(group, other_group, pupil, admin, client_for):
    client = client_for(admin)
    first = post_assignment(client, group, weights={"accuracy": 2, "fluency": 1}, instructions="Slowly.", coins=7)
    assert put_model_audio(client, first).status == 200
    submit_recording(first, pupil)
    deadline = (timezone.now() + timedelta(days=7)).isoformat()
    wanted = {"groups": [str(other_group.pk), str(group.pk)], "deadline": deadline, "title": "Again"}
    answer = client.post(f"{path(first)}copy/", wanted)
    assert answer.status == 201, answer.json
    assert [row["group"] for row in answer.json] == wanted["groups"]
    for row in answer.json:
        assert (row["title"], row["weights"], row["coins"]) == ("Again", {"accuracy": 2, "fluency": 1}, 7)
        assert (row["instructions"], row["model_audio"], row["handed_in_count"]) == ("Slowly.", True, 0)
        assert client.get(f"/homework/assignments/{row['id']}/model-audio/").status == 200
    assert answer.json[0]["pupils_count"] == Homework.objects.filter(assignment=answer.json[0]["id"]).count() > 0


def test_assignment_is_copied_to_all_groups_or_to_none(assignment, group, other_group, teacher, client_for):
    client, copy = client_for(teacher), f"{path(assignment)}copy/"
    foreign = client.post(copy, {"groups": [str(group.pk), str(other_group.pk)]})
    assert (foreign.status, client.post(copy, {"groups": [str(group.pk), str(uuid4())]}).status) == (404, 404)
    for wrong, field in (
        ({"groups": []}, "groups"),
        ({"groups": [str(group.pk)], "deadline": "2020-01-01T00:00:00Z"}, "deadline"),
        ({"groups": [str(group.pk)] * 21}, "groups"),
    ):
        answer = client.post(copy, wrong)
        assert answer.status == 422
        assert any(name.split(".")[-1] == field for name in answer.json["fields"]), answer.json
    assert Assignment.objects.count() == 1
    once = client.post(copy, {"groups": [str(group.pk)] * 2})
    assert (once.status, len(once.json)) == (201, 1)


def test_only_teachers_and_office_change_assignments(assignment, group, assistant, other_teacher, pupil, client_for):
    for person, status in ((other_teacher, 404), (pupil, 403)):
        client = client_for(person)
        assert client.patch(path(assignment), {"title": "Mine"}).status == status
        assert client.delete(path(assignment)).status == status
        assert client.post(f"{path(assignment)}copy/", {"groups": [str(group.pk)]}).status == status
        assert put_model_audio(client, assignment).status == status
    assert client_for(assistant).patch(path(assignment), {"title": "Ours"}).status == 200
