"""A centre of two branches whose facts are counted, on a fixed day."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.db import connection

from apps.analytics.services.runs import bring_up_to_date
from apps.courses.models import Group, Membership
from tests import factories
from tests.access.side_effects import roll_back
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


def count_months_of_chance() -> MonthsOfChance:
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


@pytest.fixture(scope="module")
def chance_of_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[MonthsOfChance]:
    """Written once for the tests of a file, which takes five seconds, and rolled back after the last."""
    with django_db_blocker.unblock(), roll_back():
        with time_machine.travel(NOW, tick=False):
            centre = count_months_of_chance()
        yield centre


@pytest.fixture
def chance(at_noon: None, chance_of_module: MonthsOfChance, db: None) -> MonthsOfChance:
    """Months of chance. What a test changes is undone for the next."""
    return deepcopy(chance_of_module)


@pytest.fixture
def chance_of_test(at_noon: None, db: None) -> MonthsOfChance:
    """Months of chance in a file whose other tests need an empty database."""
    return count_months_of_chance()


@pytest.fixture
def committed_chance(at_noon: None, transactional_db: None) -> MonthsOfChance:
    """Months of chance that other connections see."""
    return count_months_of_chance()


@pytest.fixture
def role(transactional_db) -> Iterator[str]:
    """The name of a role of reports, which is gone after the test with the schema."""
    name = f"{connection.settings_dict['NAME']}_bi"[-60:]
    remove_roles(name, f"{name}_2")
    try:
        yield name
    finally:
        remove_roles(name, f"{name}_2")
