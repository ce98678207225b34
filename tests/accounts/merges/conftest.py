"""A pupil who was entered twice."""

import pytest

from apps.core.permissions import Role
from tests.accounts.merges.merge_calls import DUPLICATE_PHONE
from tests.factories import client_for, make_user


@pytest.fixture
def duplicate(db):
    """The second account of `pupil`, entered by the office with a phone and without an e-mail."""
    return make_user(Role.STUDENT, "Jasur", "Oripov", email=None, phone=DUPLICATE_PHONE)


@pytest.fixture
def office(manager):
    return client_for(manager)
