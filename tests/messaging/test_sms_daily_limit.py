"""Of the day's SMS four fifths are for what is followed, notifications; codes have what is left."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings

from apps.messaging import sms
from apps.messaging.errors import MessageRefused, ProviderBusy
from apps.messaging.models import SmsDay
from tests.messaging.conftest import FOLLOW, PHONE

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 9, 7, 21, 30, tzinfo=UTC)


def send(**more):
    sms.send_sms(to=PHONE, text="Talim", **more)


def test_notifications_over_their_daily_share_wait_and_codes_are_sent(eskiz, monkeypatch):
    monkeypatch.setattr(settings.ENV, "sms_per_day", 5)
    with time_machine.travel(EVENING, tick=False) as clock:
        for number in range(4):
            send(follow=FOLLOW, key=f"delivery {number}")
        with pytest.raises(ProviderBusy) as waits:
            send(follow=FOLLOW, key="delivery 5")
        assert waits.value.after == timedelta(hours=2, minutes=30)
        send()
        with pytest.raises(MessageRefused):
            send()
        clock.move_to(EVENING + waits.value.after)
        send(follow=FOLLOW, key="delivery 5")
    assert list(SmsDay.objects.order_by("day").values_list("sent", flat=True)) == [5, 1]
    assert len(eskiz.sent) == 6
