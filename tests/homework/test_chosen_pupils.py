"""Homework for chosen pupils of a group: nobody else gets it or hears of it, and it is withdrawn by an undo."""

from typing import get_args

from api.portal.bulk_changes_schemas import Kind
from apps.core.models import BulkChange
from apps.courses.services import add_member
from apps.events.publishing import get_group_stream
from apps.homework.models import Assignment, Homework
from apps.homework.queries import get_group_stream_state
from apps.portal.queries import PERMISSION_BY_KIND
from tests.factories import client_for
from tests.homework.request_helpers import build_assignment_body
from tests.homework.submission_helpers import list_stream_events
from tests.job_runs import run_jobs

PATH = "/homework/assignments/bulk-assign/"


def body(group, *students, **more):
    return build_assignment_body(group, "text", students=[str(student.pk) for student in students], **more)


def undo(client, change):
    return client.post(f"/settings/bulk-changes/{change['id']}/undo/", {})


def test_only_chosen_pupils_get_the_homework(group, teacher, pupil, second_pupil, other_pupil, stranger):
    client = client_for(teacher)
    preview = client.post(PATH, body(group, pupil, other_pupil, preview=True)).json
    assert not Assignment.objects.exists()
    done = client.post(PATH, body(group, pupil, other_pupil)).json
    for answer in (preview, done):
        assert [(row["id"], row["result"]) for row in answer["rows"]] == [
            (str(pupil.pk), "done"),
            (str(other_pupil.pk), "refused"),
        ]
    assert preview["rows"][0]["object"] is None
    listed = client.get("/settings/bulk-changes/?kind=homework.assign_chosen").json["results"]
    assert [row["created_at"] for row in listed] == [done["created_at"]]
    assert client.get("/settings/bulk-changes/?kind=other").refused_fields == (422, ["kind"])
    assert set(get_args(Kind)) == set(PERMISSION_BY_KIND)
    homework = Homework.objects.get()
    assert (homework.student, done["rows"][0]["object"]) == (pupil, str(homework.pk))
    shown = client.get(f"/homework/assignments/{homework.assignment_id}/").json
    assert (shown["pupils_count"], shown["for_chosen_pupils"]) == (1, True)
    add_member(actor=None, group=group, student=stranger)
    run_jobs("homework.assign_open")
    assert not Homework.objects.filter(student__in=(stranger, second_pupil)).exists()
    assert "homework.assigned" not in [event[0] for event in list_stream_events(get_group_stream(group.pk))]
    assert get_group_stream_state(group)["homework"] == []


def test_undo_withdraws_it_until_a_pupil_submits(group, teacher, other_teacher, pupil, second_pupil):
    client = client_for(teacher)
    done = client.post(PATH, body(group, pupil, second_pupil)).json
    assert undo(client_for(other_teacher), done).status == 404
    assert [row["result"] for row in undo(client, done).json["rows"]] == ["undone", "undone"]
    assert not Assignment.objects.exists()
    done = client.post(PATH, body(group, pupil)).json
    homework = Homework.objects.get(student=pupil)
    sent = client_for(pupil).post(f"/homework/{homework.pk}/submit/", {"text": "I swam."}, idempotency_key="a")
    assert sent.status == 202, sent.json
    assert undo(client, done).refusal == (409, "conflict")
    assert BulkChange.objects.get(pk=done["id"]).undone_at is None


def test_nothing_is_stored_when_all_are_refused_and_a_key_repeats(group, teacher, pupil, other_pupil):
    client = client_for(teacher)
    refused = client.post(PATH, body(group, other_pupil)).json
    assert (refused["id"], refused["done"], Assignment.objects.count()) == (None, 0, 0)
    first, second = (client.post(PATH, body(group, pupil), idempotency_key="k").json for _ in range(2))
    assert (first == second, Assignment.objects.count()) == (True, 1)
    assert client_for(pupil).post(PATH, body(group, pupil)).status == 403
