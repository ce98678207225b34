"""A child of the kindergarten who learns in the group, on a known day."""

from datetime import date

import pytest
import time_machine
from django.db import connection

from apps.accounts.models import Consent, Guardian
from tests.kids.kid_requests import make_kid
from tests.kids.pipeline_helpers import remove_ml_role

TODAY = "2026-11-20T12:00:00+05:00"


@pytest.fixture
def known_day():
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def kid(group, pupil, parent):
    """Born on 4 March 2022: four years old on 1 September 2026."""
    make_kid(pupil, date(2022, 3, 4))
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return pupil


@pytest.fixture
def consent(kid, parent):
    return Consent.objects.create(person=kid, kind="learning_systems", given=True, text_version="1", given_by=parent)


@pytest.fixture
def ml_role(transactional_db):
    """The name of a role of the pipeline, which is gone after the test."""
    name = f"{connection.settings_dict['NAME']}_ml"[-60:]
    remove_ml_role(name)
    try:
        yield name
    finally:
        remove_ml_role(name)
