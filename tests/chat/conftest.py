"""Fixtures of chat: noon in Tashkent, and people of several ages who learn from `teacher` or did so before."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.chat.chat_people import gather_people

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=ZoneInfo("Asia/Tashkent"))
NIGHT = datetime(2026, 11, 27, 21, 30, tzinfo=ZoneInfo("Asia/Tashkent"))
MORNING = datetime(2026, 11, 28, 8, 0, tzinfo=ZoneInfo("Asia/Tashkent"))


@pytest.fixture
def clock():
    """The time stands at noon; `clock.move_to(…)` sets it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def cast(clock, db, branch, course, admin, manager, teacher, other_teacher):
    """By name: pupils of `teacher` now or before, and the guardian of each."""
    staff = {"teacher": teacher, "other_teacher": other_teacher, "manager": manager, "admin": admin}
    return gather_people(branch=branch, course=course, today=NOON.date(), **staff)
