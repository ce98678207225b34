"""What the provider says later of an SMS only goes forward, and corrects what it cost."""

import pytest

from apps.core.uow import unit_of_work
from apps.jobs.models import Job
from apps.jobs.services import enqueue
from apps.notifications.models import NotificationLog, SmsMonth
from apps.notifications.services.sms_statuses import build_sms_key
from tests.notifications import helpers
from tests.notifications.helpers import NOON, log, tell


@pytest.fixture
def sent(parent, eskiz, work):
    """An SMS that its provider has taken."""
    helpers.with_phone(parent)
    with helpers.at(NOON):
        tell(parent, channels=["sms"])
        work()
    return NotificationLog.objects.get()


def report_status(work, provider_id, state, **more):
    payload = {"state": state, "reason": "", "parts": 0, "price": None} | more
    with unit_of_work():
        enqueue(kind="notifications.sms_status", object_id=provider_id, payload=payload)
    work()


@pytest.mark.parametrize(
    ("words", "state", "reason"),
    [
        ("sent delivered sent failed", "delivered", ""),
        ("failed delivered", "failed", "undelivered"),
        ("sent sent", "sent", ""),
    ],
)
def test_sms_states_only_move_forward(parent, sent, work, words, state, reason):
    for word in words.split():
        report_status(work, sent.provider_id, word)
    assert log(parent) == [("sms", state, reason)]


def test_sms_parts_and_price_follow_the_provider(sent, work):
    report_status(work, sent.provider_id, "delivered", parts=2, price=330_00)
    sent.refresh_from_db()
    month = SmsMonth.objects.get()
    assert (sent.parts, sent.cost, month.parts, month.spent) == (2, 330_00, 2, 330_00)
    report_status(work, sent.provider_id, "delivered", parts=2, price=330_00)
    assert SmsMonth.objects.get().spent == 330_00


def test_status_report_of_a_code_changes_nothing(sent, work):
    report_status(work, "0c6f8f2e-0000-4000-8000-000000000000", "delivered")
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert Job.objects.filter(kind="notifications.sms_status", state="done").count() == 1


@pytest.mark.parametrize(("word", "reason"), [("sent", ""), ("delivered", ""), ("failed", "undelivered")])
def test_status_report_decides_unsure_sms(parent, eskiz, work, word, reason):
    helpers.with_phone(parent)
    eskiz.silent = True
    with helpers.at(NOON):
        tell(parent, channels=["sms"])
        work()
    unsure = NotificationLog.objects.get()
    assert unsure.reason == "unsure"
    report_status(work, "found later", word, key=build_sms_key(unsure))
    assert (log(parent), NotificationLog.objects.get().provider_id) == ([("sms", word, reason)], "found later")
    NotificationLog.objects.update(tries=2, state="failed", reason="unsure", provider_id="")
    report_status(work, "found later", "delivered", key=build_sms_key(unsure))
    assert log(parent) == [("sms", "failed", "unsure")]
