"""Fixtures of chat: noon in Tashkent, and people of several ages who learn from `teacher` or did so before."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from apps.accounts.models import Guardian
from apps.core.permissions import Role
from apps.courses.models import Membership, MembershipStatus
from apps.settings.models import SystemSettings
from tests import factories

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=ZoneInfo("Asia/Tashkent"))
NIGHT = datetime(2026, 11, 27, 21, 30, tzinfo=ZoneInfo("Asia/Tashkent"))
MORNING = datetime(2026, 11, 28, 8, 0, tzinfo=ZoneInfo("Asia/Tashkent"))
BORN = {"child": 2016, "young": 2012, "older": 2009, "second_older": 2009, "former_young": 2012, "former_older": 2009}


@pytest.fixture
def clock():
    """The time stands at noon; `clock.move_to(…)` sets it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def cast(clock, db, branch, course, admin, manager, teacher, other_teacher):
    """By name: pupils of `teacher` now or before, and the guardian of each."""
    SystemSettings.objects.update(new_member_texts=0)
    people = SimpleNamespace(teacher=teacher, other_teacher=other_teacher, manager=manager, admin=admin)
    people.group = factories.make_group(branch=branch, course=course, name="A2 morning", teacher=teacher)
    for name, year in BORN.items():
        birth_date = date(year, 1, 15)
        pupil = factories.make_user(Role.STUDENT, name.title().replace("_", ""), "Oripov", birth_date=birth_date)
        guardian = factories.make_user(Role.PARENT, f"Of{pupil.first_name}", "Oripova")
        Guardian.objects.create(parent=guardian, child=pupil, kind="mother")
        ended = {"status": MembershipStatus.LEFT, "left_on": date(2026, 10, 1)} if name.startswith("former") else {}
        Membership.objects.create(group=people.group, student=pupil, joined_on=date(2026, 9, 1), **ended)
        setattr(people, name, pupil)
        setattr(people, f"guardian_of_{name}", guardian)
    return people
