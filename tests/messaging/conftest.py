"""Eskiz on loopback, and the worker's work on the test's own connection."""

import pytest
from django.conf import settings
from django.utils import timezone

from apps.jobs.models import Job, JobState
from apps.messaging import sms
from apps.messaging.models import SmsMessage
from tests import factories
from tests.accounts.entry.conftest import run_jobs  # noqa: F401
from tests.servers.eskiz import eskiz_server

SECRET = "the-secret-of-the-callback"
CALLBACK = f"/notifications/eskiz/callback/{SECRET}/"
PHONE = "+998901234567"
FOLLOW = "sample.note"


@pytest.fixture
def eskiz(monkeypatch):
    with eskiz_server() as running:
        callback = {"ESKIZ_CALLBACK_URL": "https://talim.example.uz/", "ESKIZ_CALLBACK_SECRET": SECRET}
        for name, value in (running.env | callback).items():
            monkeypatch.setattr(settings.ENV, name.lower(), value)
        yield running


@pytest.fixture
def pass_time(run_jobs):  # noqa: F811
    """Whatever waits is due now, and is done."""

    def pass_time():
        Job.objects.filter(state=JobState.QUEUED).update(run_at=timezone.now())
        run_jobs()

    return pass_time


@pytest.fixture
def sent(eskiz):
    """An SMS that Eskiz took; its id."""
    return sms.send_sms(to=PHONE, text="Talim", follow=FOLLOW, key="delivery 1")


def told():
    """What whoever follows the SMS heard, oldest first."""
    return [job.payload for job in Job.objects.filter(kind=FOLLOW).order_by("id")]


def asked(eskiz):
    """How often Eskiz was asked about an SMS by its id."""
    return len([call for call in eskiz.calls if call.startswith("/message/sms/status_by_id/")])


def call_back(provider_id, status, **more):
    """What Eskiz posts when something became of an SMS."""
    fields = {
        "request_id": provider_id,
        "message_id": "4385062",
        "user_sms_id": "",
        "country": "UZ",
        "phone_number": PHONE.lstrip("+"),
        "sms_count": "1",
        "status": status,
        "status_date": "2026-11-20 00:39:36",
    }
    return factories.ApiClient().post(CALLBACK, fields | more)


def the_sms():
    return SmsMessage.objects.get()
