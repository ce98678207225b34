"""The office's pages for announcements, texts and deliveries in a real Chromium."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, TelegramLink, User
from apps.notifications.models import NotificationLog
from apps.notifications.services import notify
from apps.settings.models import SystemSettings
from tests.notifications.helpers import OVERDUE
from tests.pages.browser import make_login


def begin_night(user):
    """The centre's quiet hours begin an hour ago and last two more."""
    now = timezone.localtime(timezone=ZoneInfo(user.zone))
    ends = (now + timedelta(hours=2)).time().replace(second=0, microsecond=0)
    SystemSettings.objects.update(quiet_from=(now - timedelta(hours=1)).time(), quiet_until=ends, digest_at=ends)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_messages(play, group, pupil, second_pupil, parent, admin):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    TelegramLink.objects.create(user=pupil, chat_id=42, linked_at=timezone.now())
    notify(user=pupil, type="payments.due", data=OVERDUE)
    NotificationLog.objects.filter(user=pupil, channel="telegram").update(state="failed", reason="unreachable")
    User.objects.filter(pk=second_pupil.pk).update(last_login=None)
    begin_night(parent)
    play("office-messages", login=make_login(admin))
    assert not NotificationLog.objects.filter(user=pupil, channel="telegram", state="failed").exists()
