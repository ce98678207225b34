"""The office's pages for announcements, texts and deliveries in a real Chromium."""

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, TelegramLink
from apps.notifications.models import NotificationLog
from apps.notifications.services import notify
from tests.notifications.helpers import OVERDUE
from tests.pages.browser import make_login


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_messages(play, group, pupil, parent, admin):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    TelegramLink.objects.create(user=pupil, chat_id=42, linked_at=timezone.now())
    notify(user=pupil, type="payments.due", data=OVERDUE)
    NotificationLog.objects.filter(user=pupil, channel="telegram").update(state="failed", reason="unreachable")
    play("office-messages", login=make_login(admin))
    assert not NotificationLog.objects.filter(user=pupil, channel="telegram", state="failed").exists()
