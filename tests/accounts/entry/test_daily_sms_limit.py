"""SMS_PER_DAY counts what is handed over, by whatever way it came to be an SMS, and nothing else."""

import pytest

from apps.core.uow import unit_of_work
from apps.jobs.models import Job, JobState
from apps.messaging import services, sms
from apps.messaging.errors import NotSent
from apps.messaging.models import SmsDay
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db


def test_unknown_numbers_do_not_use_the_limit(settings, monkeypatch):
    monkeypatch.setattr(settings.ENV, "sms_per_day", 1)
    for _ in range(3):
        body = {"login": signup.new_phone()}
        assert signup.new_client().post("/auth/password-reset/", body).status == 202
        signup.run_message_jobs()
    phone = signup.new_phone()
    assert signup.sign_up(signup.new_client(), phone=phone).status == 202
    assert len(signup.list_sms_to(phone)) == 1


def test_no_sms_is_sent_above_the_limit(settings, monkeypatch, run_jobs):
    monkeypatch.setattr(settings.ENV, "sms_per_day", 1)
    by_phone = signup.register_user(phone=signup.new_phone())
    type(by_phone).objects.filter(pk=by_phone.pk).update(email=(email := signup.new_email()))
    before = len(signup.list_sms_to(str(by_phone.phone)))
    assert signup.new_client().post("/auth/password-reset/", {"login": email}).status == 202
    run_jobs()
    assert Job.objects.latest("created_at").state == JobState.DEAD
    assert len(signup.list_sms_to(str(by_phone.phone))) == before
    assert SmsDay.objects.get().sent == 1


def test_sms_that_was_not_sent_does_not_count(monkeypatch, run_jobs):
    def away(**_message: str) -> str:
        raise NotSent("away")

    monkeypatch.setattr(sms, "_hand_over", away)
    with unit_of_work():
        services.enqueue_sms(to=signup.new_phone(), text="Kod")
    run_jobs()
    assert (Job.objects.latest("created_at").state, SmsDay.objects.get().sent) == (JobState.QUEUED, 0)
