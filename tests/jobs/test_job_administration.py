"""Administrators list jobs and try dead ones again, over REST and on the command line; nobody else does."""

import uuid

import pytest
from django.core.management import CommandError, call_command

from apps.core.uow import unit_of_work
from apps.jobs import services
from apps.jobs.models import Job, JobState
from apps.settings.models import AuditLog

pytestmark = pytest.mark.django_db


@pytest.fixture
def dead():
    with unit_of_work():
        services.enqueue(kind="sample.note", object_id="x", payload={"private": "text"})
    [claim] = services.claim_jobs(queue="default", limit=1, worker="test")
    services.fail_job(claim, reason="ValueError: no", retry=False)
    return Job.objects.get()


def test_only_administrators_list_jobs_by_state_and_kind(client_for, admin, teacher, dead):
    listed = client_for(admin).get("/jobs/", {"state": "dead", "kind": "sample.note"})
    assert listed.status == 200
    assert [(row["id"], row["reason"]) for row in listed.json["results"]] == [(str(dead.id), "ValueError: no")]
    assert "private" not in listed.content.decode()
    assert client_for(admin).get("/jobs/", {"state": "done"}).json["results"] == []
    assert client_for(admin).get("/jobs/", {"state": "lost"}).status == 422
    assert client_for(teacher).get("/jobs/").status == 403
    assert client_for(None).get("/jobs/").status == 401


def test_administrator_retries_a_dead_job_once_and_it_is_audited(client_for, admin, teacher, dead):
    path = f"/jobs/{dead.id}/retry/"
    assert client_for(teacher).post(path).status == 403
    assert client_for(None).post(path).status == 401
    assert Job.objects.get().state == JobState.DEAD
    answer = client_for(admin).post(path)
    assert (answer.status, answer.json["state"], answer.json["failures"]) == (200, "queued", 0)
    assert client_for(admin).post(path).status == 409
    assert client_for(admin).post(f"/jobs/{uuid.uuid4()}/retry/").status == 404
    entry = AuditLog.objects.get(action="jobs.retry")
    assert (entry.actor_id, entry.object_id) == (admin.id, str(dead.id))
    assert len(services.claim_jobs(queue="default", limit=5, worker="test")) == 1


def test_list_of_many_jobs_needs_as_many_queries_as_one_of_few(
    client_for, admin, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_for(admin)
    for rows in (2, 18):
        with unit_of_work():
            for number in range(rows):
                services.enqueue(kind="sample.note", object_id=str(number))
        with django_assert_max_num_queries(3):
            assert len(client.get("/jobs/").json["results"]) == min(20, Job.objects.count())


def test_command_line_lists_and_retries_jobs(capsys, dead):
    call_command("jobs", "list", "--state", "dead")
    assert f"{dead.id} dead" in capsys.readouterr().out
    call_command("jobs", "retry", str(dead.id))
    assert Job.objects.get().state == JobState.QUEUED
    with pytest.raises(CommandError):
        call_command("jobs", "retry", str(dead.id))
