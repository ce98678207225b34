"""What the tests of sessions share."""

import secrets
from datetime import date

import pytest

from apps.accounts import pictures
from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.permissions import Role
from tests import factories
from tests.accounts.entry.signup import PASSWORD, new_email

SHOWN = pictures.PICTURES[: pictures.PICTURE_COUNT]


@pytest.fixture
def olim(db):
    """A pupil with a password."""
    return factories.make_user(Role.STUDENT, "Olim", email=new_email(), password=PASSWORD)


@pytest.fixture
def child(db, parent):
    """A child of `parent` with a code and pictures (`SHOWN`)."""
    user = factories.make_user(Role.STUDENT, "Kamola", email=None)
    code = str(secrets.randbelow(10**6)).zfill(6)
    hashed = pictures.hash_pictures(SHOWN)
    ChildProfile.objects.create(user=user, birth_date=date(2018, 5, 1), code=code, pictures_hash=hashed)
    Guardian.objects.create(parent=parent, child=user, kind="mother")
    return user


@pytest.fixture
def login(anyone):
    """`login(user, password, device=…)` from an address of its own."""

    def _login(user: User, password: str = PASSWORD, **more: str) -> factories.ApiResponse:
        return anyone.post("/auth/login/", {"login": user.email, "password": password, **more})

    return _login
