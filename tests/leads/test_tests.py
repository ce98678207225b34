"""Placement tests of leads: a link of their own, and what they reach stands in the timeline."""

import pytest
from django.utils import timezone

from apps.jobs.models import Job
from apps.quizzes.models import PlacementLink, PlacementSession, PlacementTest, QuestionBank
from tests.factories import client_for
from tests.leads.lead_requests import act, create_lead, list_timeline


@pytest.fixture
def placement_test(branch):
    bank = QuestionBank.objects.create(name="English")
    return PlacementTest.objects.create(name="English for adults", bank=bank, token_sha256="0" * 64)


def test_link_is_of_one_lead_and_its_level_stands_in_the_timeline(manager, placement_test):
    lead = create_lead(manager)
    sent = act(manager, lead, "test", {"test": str(placement_test.pk)})
    assert sent.status == 201, sent.json
    token = sent.json["url"].partition("#token=")[2]
    checked = client_for(None).post("/quizzes/placement/check/", {"token": token})
    assert checked.json["title"] == "English for adults"
    [entry] = list_timeline(manager, lead, kind="test")
    assert entry["test"] == {"name": "English for adults", "started_at": None, "finished_at": None, "level": ""}
    link, now = PlacementLink.objects.get(), timezone.now()
    assert (link.name, link.phone) == ("Jasur Oripov", "+998901234567")
    PlacementSession.objects.create(
        test=placement_test, link=link, name=link.name, secret_sha256="1" * 64, seed=1, started_at=now, expires_at=now,
        finished_at=now, ability=0.5, standard_error=0.4, level="B1",
    )  # fmt: skip
    assert list_timeline(manager, lead, kind="test")[0]["test"]["level"] == "B1"


def test_link_goes_by_sms_to_the_first_phone_only(manager, placement_test):
    lead = create_lead(manager)
    body = {"test": str(placement_test.pk), "by_sms": True}
    act(manager, lead, "test", body).check_refused(400, "idempotency_key_required")
    answers = [act(manager, lead, "test", body, idempotency_key="key-1") for _each in range(2)]
    assert (answers[0].status, answers[0].json) == (201, answers[1].json)
    assert Job.objects.filter(kind="messaging.send_sms").count() == 1
    silent = create_lead(manager, "No Phone", "")
    refused = act(manager, silent, "test", body, idempotency_key="key-2")
    refused.check_refused(422, field="by_sms")


def test_closed_and_unknown_tests_and_old_links_are_refused(manager, placement_test):
    lead = create_lead(manager)
    sent = act(manager, lead, "test", {"test": str(placement_test.pk)})
    PlacementLink.objects.update(expires_at=timezone.now())
    token = sent.json["url"].partition("#token=")[2]
    client_for(None).post("/quizzes/placement/check/", {"token": token}).check_refused(422, field="token")
    PlacementTest.objects.update(is_open=False)
    act(manager, lead, "test", {"test": str(placement_test.pk)}).check_refused(409, "not_open")
    act(manager, lead, "test", {"test": lead["id"]}).check_refused(422, field="test")
