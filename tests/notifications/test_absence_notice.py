"""A pupil who is marked absent at 18:00: within a minute it is in the parent's Telegram, in the parent's language."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from apps.accounts.models import User
from apps.jobs.models import Job
from apps.notifications.models import NotificationLog
from apps.notifications.types import get_notification_types_by_name
from tests.attendance.register_requests import add_guardian, create_group_lesson, mark_row, send_marks
from tests.notifications.helpers import NOON, at, chat_of

SIX = NOON.replace(hour=18)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_absence_reaches_the_parents_chat_within_a_minute_in_their_language(
    reached, pupil, teacher, group, bot, work, language
):
    add_guardian(reached, pupil)
    User.objects.filter(pk=reached.pk).update(locale=language)
    with at(SIX):
        lesson = create_group_lesson(group, starts=SIX - timedelta(minutes=10))
        assert send_marks(teacher, lesson, mark_row(pupil, "absent")).status == 200
    job = Job.objects.get(kind="attendance.tell_absences")
    assert job.run_at - SIX < MINUTE
    with at(job.run_at):
        while work():
            pass
    (text,) = bot.texts_to(chat_of(reached))
    with override(language):
        title = str(get_notification_types_by_name()["attendance.absent"].title)
    assert text.startswith(title)
    assert pupil.full_name in text
    sent = NotificationLog.objects.get(user=reached, type="attendance.absent", channel="telegram")
    assert (sent.state, sent.language, sent.sent_at - SIX < MINUTE) == ("sent", language, True)
