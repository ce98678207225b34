"""A worker killed before it began an SMS: the next one looks at everything again, and the SMS is paid once."""

from datetime import timedelta

import pytest

from apps.messaging.models import SmsMessage
from apps.notifications.models import NotificationLog, SmsMonth
from apps.notifications.services import sending
from tests.notifications import helpers
from tests.notifications.helpers import MORNING, NIGHT, NOON, log, tell


@pytest.fixture
def left(parent, eskiz, work, monkeypatch):
    """Someone whose SMS was paid and not begun, at noon."""
    helpers.with_phone(parent)
    with helpers.at(NOON):
        tell(parent, channels=["sms"])
        helpers.kill_worker(monkeypatch, sending.SENDERS, "sms")
    row = NotificationLog.objects.get()
    assert (row.state, row.handed_at is None, SmsMessage.objects.count()) == ("queued", False, 0)
    assert SmsMonth.objects.get().spent == row.cost > 0
    return parent


def test_sms_of_a_killed_worker_is_sent_and_charged_once(left, eskiz, work):
    with helpers.at(NOON + timedelta(minutes=10)):
        work()
    row = NotificationLog.objects.get()
    assert (log(left), len(eskiz.sent), row.tries) == ([("sms", "sent", "")], 1, 1)
    assert SmsMonth.objects.get().spent == row.cost > 0


def test_sms_of_a_killed_worker_waits_for_quiet_hours(left, eskiz, work):
    with helpers.at(NIGHT):
        work()
        assert (eskiz.sent, SmsMonth.objects.get().spent) == ([], 0)
        assert NotificationLog.objects.get().due_at == MORNING
    with helpers.at(MORNING):
        work()
    assert (log(left), len(eskiz.sent)) == ([("sms", "sent", "")], 1)
    assert SmsMonth.objects.get().spent == NotificationLog.objects.get().cost > 0


def test_expired_sms_of_a_killed_worker_is_released_from_the_budget(left, eskiz, work):
    with helpers.at(NOON + timedelta(days=9)):
        work()
    assert (log(left), eskiz.sent) == ([("sms", "skipped", "too_late")], [])
    assert SmsMonth.objects.get().spent == NotificationLog.objects.get().cost == 0
