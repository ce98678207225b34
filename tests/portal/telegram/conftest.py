"""The centre has a bot; a mother of two children and a teacher are linked with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, TelegramLink, User
from apps.core.local_days import get_day_bounds, get_local_day
from tests.accounts.entry.conftest import run_jobs  # noqa: F401
from tests.accounts.telegram.chat import Bot, new_chat
from tests.accounts.telegram.conftest import bot, jasur, server  # noqa: F401
from tests.attendance.register_requests import create_group_lesson
from tests.homework.submission_helpers import allow_recordings
from tests.payments.stripe.conftest import stripe  # noqa: F401
from tests.portal.telegram.bot_user import BotUser
from tests.processes import processes  # noqa: F401


def linked(bot: Bot, user: User) -> BotUser:  # noqa: F811
    """The person in a chat of theirs that is linked."""
    link = TelegramLink.objects.create(user=user, chat_id=new_chat(), linked_at=timezone.now())
    return BotUser(bot, user, link.chat_id)


@pytest.fixture
def mother(bot, parent, pupil, second_pupil, group):  # noqa: F811
    """Of `pupil` and `second_pupil`, of whom she may see everything."""
    rights = dict.fromkeys(("sees_progress", "sees_recordings", "sees_payments"), True)
    for child in (pupil, second_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother", **rights)
        allow_recordings(child, parent)
    return linked(bot, parent)


@pytest.fixture
def teaching(bot, teacher, group):  # noqa: F811
    return linked(bot, teacher)


@pytest.fixture
def noon():
    """Noon of today in Tashkent."""
    begins, _ends = get_day_bounds(get_local_day(timezone.now(), "Asia/Tashkent"), "Asia/Tashkent")
    return begins + timedelta(hours=12)


@pytest.fixture
def lesson(group, noon):
    """Of `group`, at noon of today."""
    return create_group_lesson(group, starts=noon)
