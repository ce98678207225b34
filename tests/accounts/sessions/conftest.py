"""What the tests of sessions share."""

import secrets
from datetime import date

import pytest
from django.conf import settings

from apps.accounts import pictures, rate_limits
from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.permissions import Role
from tests import factories

PASSWORD = "uzum bog'i 2026"
SHOWN = pictures.PICTURES[: pictures.PICTURE_COUNT]


def address() -> str:
    """An address that no other test has."""
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


@pytest.fixture
def anyone(db):
    return factories.ApiClient(address=address())


@pytest.fixture
def olim(db):
    """A pupil with a password."""
    return factories.make_user(Role.STUDENT, "Olim", email=f"olim.{secrets.token_hex(4)}@example.uz", password=PASSWORD)


@pytest.fixture
def child(db, parent):
    """A child of `parent` with a code and pictures (`SHOWN`)."""
    user = factories.make_user(Role.STUDENT, "Kamola", email=None)
    code = str(secrets.randbelow(10**6)).zfill(6)
    ChildProfile.objects.create(
        user=user, birth_date=date(2018, 5, 1), code=code, pictures_hash=pictures.hash_pictures(SHOWN)
    )
    Guardian.objects.create(parent=parent, child=user, kind="mother")
    return user


@pytest.fixture
def redis_away(monkeypatch):
    """Another port, where nobody listens."""
    monkeypatch.setattr(settings.ENV, "redis_url", "redis://127.0.0.1:1/0")
    rate_limits._counters.cache_clear()
    yield
    rate_limits._counters.cache_clear()


@pytest.fixture
def login(anyone):
    """`login(user, password, device=…)` from an address of its own."""

    def _login(user: User, password: str = PASSWORD, **more: str) -> factories.ApiResponse:
        return anyone.post("/auth/login/", {"login": user.email, "password": password, **more})

    return _login
