"""People of several ages who learn from one teacher, or did so before, and their guardians."""

from datetime import date, timedelta
from types import SimpleNamespace

from apps.accounts.models import Guardian
from apps.core.permissions import Role
from apps.courses.models import Membership, MembershipStatus
from apps.settings.models import SystemSettings
from tests import factories

AGES = {"child": 10, "young": 14, "older": 17, "second_older": 17, "former_young": 14, "former_older": 17}


def gather_people(*, branch, course, today, **staff):
    """By name: `staff`, pupils of its `teacher` now or before, the guardian of each, and the `group`."""
    SystemSettings.objects.update(new_member_texts=0)
    people = SimpleNamespace(**staff)
    people.group = factories.make_group(branch=branch, course=course, name="A2 morning", teacher=people.teacher)
    joined_on = today - timedelta(days=87)
    for name, age in AGES.items():
        birth_date = date(today.year - age, 1, 1)
        pupil = factories.make_user(Role.STUDENT, name.title().replace("_", ""), "Oripov", birth_date=birth_date)
        guardian = factories.make_user(Role.PARENT, f"Of{pupil.first_name}", "Oripova")
        Guardian.objects.create(parent=guardian, child=pupil, kind="mother")
        left_on = today - timedelta(days=57)
        ended = {"status": MembershipStatus.LEFT, "left_on": left_on} if name.startswith("former") else {}
        Membership.objects.create(group=people.group, student=pupil, joined_on=joined_on, **ended)
        setattr(people, name, pupil)
        setattr(people, f"guardian_of_{name}", guardian)
    return people
