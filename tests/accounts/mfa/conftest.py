"""A person with a second factor, and what their authenticator application would say."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts import services, totp
from apps.accounts.models import Session, TotpDevice, User
from apps.accounts.services import mfa
from apps.core import sealing
from apps.core.permissions import Role
from tests import factories
from tests.accounts.entry.signup import PASSWORD, new_email


def code_at(user: User, at: datetime) -> str:
    """What the person's application shows at this time."""
    device = TotpDevice.objects.get(user=user)
    secret = sealing.unseal(bytes(device.sealed_secret), purpose=mfa.SEAL_PURPOSE, row_id=user.pk)
    return totp.compute_code(secret, totp.get_time_step(at.timestamp()))


def sign_in(user: User) -> Session:
    return services.open_session(user=user, device="test device", address=None).session


def set_up_factor(user: User, session: Session) -> list[str]:
    """Give them a second factor in this session; their recovery codes."""
    mfa.start_setup(user=user, password=PASSWORD)
    return mfa.confirm_setup(user=user, session=session, code=code_at(user, timezone.now()))


@pytest.fixture
def aziza(db):
    """An administrator with a password."""
    return factories.make_user(Role.ADMIN, "Aziza", email=new_email(), password=PASSWORD)


@pytest.fixture
def clock():
    """A clock that stands still until it is moved."""
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False) as traveller:
        yield traveller


@pytest.fixture
def later(clock):
    """`later(seconds=30)`."""
    return lambda **by: clock.shift(timedelta(**by))


@pytest.fixture
def malika(db):
    """A manager with a password and no second factor."""
    return factories.make_user(Role.MANAGER, "Malika", email=new_email(), password=PASSWORD)


@pytest.fixture
def recovery_codes(malika, later):
    """Malika has a second factor; the codes she wrote down. Her code of this moment is used up, the next is not."""
    codes = set_up_factor(malika, sign_in(malika))
    later(seconds=60)
    return codes
