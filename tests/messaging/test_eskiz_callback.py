"""Eskiz's callback: a hint from whoever knows the address; repeats, late ones and forged ones change nothing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.jobs.models import Job, JobState
from apps.messaging import sms
from apps.messaging.errors import DeliveryUnknown
from tests import factories
from tests.messaging.conftest import CALLBACK, PHONE, SECRET, asked, call_back, the_sms, told

pytestmark = pytest.mark.django_db


def test_callback_triggers_a_status_request_and_its_answer_counts(eskiz, sent, run_jobs):
    eskiz.says(sent, "REJECTED")
    assert call_back(sent, "DELIVRD").status == 200
    run_jobs()
    assert (the_sms().state, the_sms().hint, [heard["state"] for heard in told()]) == ("failed", "DELIVRD", ["failed"])


def test_callback_alone_does_not_make_an_sms_delivered(eskiz, sent, run_jobs, pass_time):
    eskiz.says(sent, "ACCEPTED")
    call_back(sent, "DELIVRD")
    run_jobs()
    assert the_sms().state == "accepted"
    eskiz.says(sent, "DELIVERED")
    pass_time()
    assert [heard["state"] for heard in told()] == ["sent", "delivered"]


def test_unconfirmed_callback_repeats_the_status_request_a_few_times(eskiz, sent, run_jobs, pass_time):
    Job.objects.all().delete()
    call_back(sent, "DELIVRD")
    run_jobs()
    again = Job.objects.get(kind="messaging.confirm_sms", state=JobState.QUEUED)
    assert timedelta(seconds=50) < again.run_at - timezone.now() <= timedelta(seconds=60)
    for _ in range(5):
        pass_time()
    assert (the_sms().state, asked(eskiz)) == ("waiting", 4)


def test_repeated_and_late_callbacks_change_nothing(eskiz, sent, run_jobs, pass_time):
    eskiz.says(sent, "DELIVERED")
    for _ in range(3):
        assert call_back(sent, "DELIVRD").status == 200
    run_jobs()
    ended = the_sms()
    eskiz.says(sent, "REJECTED")
    for status in ("DELIVRD", "ENROUTE", "REJECTD"):
        assert call_back(sent, status).status == 200
    pass_time()
    after = the_sms()
    assert (after.state, after.final_at, after.hint) == ("delivered", ended.final_at, "DELIVRD")
    assert (asked(eskiz), len(told())) == (1, 1)


@pytest.mark.parametrize("knows_references", [True, False])
def test_doubtful_sms_is_matched_only_when_eskiz_confirms_our_reference(eskiz, run_jobs, knows_references):
    eskiz.silent, eskiz.knows_references = True, knows_references
    with pytest.raises(DeliveryUnknown):
        sms.send_sms(to=PHONE, text="Talim")
    provider_id = eskiz.rows[0]["request_id"]
    eskiz.says(provider_id, "DELIVERED")
    call_back(provider_id, "DELIVRD", user_sms_id=str(the_sms().pk))
    run_jobs()
    assert the_sms().state == ("delivered" if knows_references else "maybe")


BODIES = {
    "unknown": {"request_id": "59bf10a2-aba8-4694-8fd5-0be20102a580", "status": "DELIVRD"},
    "empty": {},
    "list": [1, 2],
    "nonsense": {"request_id": ["x"], "status": {"a": 1}, "user_sms_id": None},
    "nul": {"request_id": "a\x00b", "status": "DELIVRD", "user_sms_id": "\x00"},
    "long": {"request_id": "a" * 5000, "status": "D" * 5000},
    "numbers": {"request_id": 7, "status": 1, "user_sms_id": 5},
}


@pytest.mark.parametrize("name", BODIES)
def test_callback_about_an_unknown_sms_answers_200_and_does_nothing(eskiz, sent, name):
    before = Job.objects.count()
    assert factories.ApiClient().post(CALLBACK, BODIES[name]).status == 200
    assert (Job.objects.count(), the_sms().hint) == (before, "")


def test_callback_may_be_a_form_and_unreadable_bytes_answer_200(eskiz, sent, run_jobs):
    client = factories.ApiClient()._client
    kind = "application/x-www-form-urlencoded"
    for body in (b"", b"\xff\xfe", b"{", b"&" * 60, f"request_id={sent}&status=DELIVRD&sms_count=1".encode()):
        assert client.post(f"{factories.API_ROOT}{CALLBACK}", body, content_type=kind).status_code == 200
    assert the_sms().hint == "DELIVRD"


@pytest.mark.parametrize("secret", ["x", SECRET[:-1], SECRET + "x", "ü", "%00"])
def test_callback_with_another_secret_is_not_found(eskiz, sent, secret):
    missing = factories.ApiClient().post("/notifications/eskiz/nothing/", {})
    body = {"request_id": sent, "status": "DELIVRD"}
    answer = factories.ApiClient().post(f"/notifications/eskiz/callback/{secret}/", body)
    assert (answer.status, answer.json["code"]) == (missing.status, missing.json["code"]) == (404, "not_found")
    assert the_sms().hint == ""


def test_without_a_configured_secret_every_callback_is_refused(eskiz, sent, monkeypatch):
    monkeypatch.setattr(settings.ENV, "eskiz_callback_secret", "")
    assert call_back(sent, "DELIVRD").status == 404


def test_forged_callbacks_count_towards_the_rate_limit(eskiz, settings):
    settings.REQUESTS_PER_HOUR_ADDRESS = 2
    somebody = factories.ApiClient(address="10.200.7.7")
    answers = [somebody.post("/notifications/eskiz/callback/guess/", {}).status for _ in range(3)]
    assert answers == [404, 404, 429]


def test_only_callbacks_about_an_unknown_sms_count_towards_the_rate_limit(eskiz, sent, settings):
    settings.REQUESTS_PER_HOUR_ADDRESS = 2
    somebody = factories.ApiClient(address="10.200.7.8")
    answers = [somebody.post(CALLBACK, {"request_id": "1", "status": "DELIVRD"}).status for _ in range(3)]
    assert answers == [200, 200, 429]
    assert somebody.post(CALLBACK, {"request_id": sent, "status": "DELIVRD"}).status == 200


def test_only_posts_up_to_the_size_limit_are_accepted(eskiz):
    answer = factories.ApiClient().get(CALLBACK)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    assert factories.ApiClient().post(CALLBACK, {"status": "x" * 65_000}).status == 200
    assert factories.ApiClient().post(CALLBACK, {"status": "x" * 66_000}).status == 413
