"""A centre of two branches whose facts are counted, on a fixed day."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection

from apps.analytics.services.runs import bring_up_to_date
from apps.courses.models import Group, Membership
from tests import factories
from tests.analytics.months_of_chance import MonthsOfChance
from tests.analytics.reporting import remove_roles
from tests.portal.figures.random_centre import NOW


@pytest.fixture
def files(settings, tmp_path):
    """The folder of stored files."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def chance(at_noon, db) -> MonthsOfChance:
    """Months of chance, counted; group 0 has the twelve pupils, group 2 has one, and `teacher` leads both."""
    centre = MonthsOfChance(7)
    centre.write()
    Membership.objects.filter(group__in=[centre.groups[0], centre.groups[2]]).delete()
    for pupil in centre.pupils:
        Membership.objects.create(group=centre.groups[0], student=pupil, joined_on="2026-07-01")
    Membership.objects.create(group=centre.groups[2], student=centre.pupils[0], joined_on="2026-07-01")
    other = factories.make_user(factories.Role.TEACHER, "Other")
    Group.objects.filter(pk__in=[centre.groups[1].pk, centre.groups[3].pk]).update(lead_teacher=other)
    bring_up_to_date()
    return centre


@pytest.fixture
def role(transactional_db) -> Iterator[str]:
    """The name of a role of reports, which is gone after the test with the schema."""
    name = f"{connection.settings_dict['NAME']}_bi"[-60:]
    remove_roles(name, f"{name}_2")
    try:
        yield name
    finally:
        remove_roles(name, f"{name}_2")
