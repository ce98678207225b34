"""A person with a second factor, and what their authenticator application would say."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts import totp
from apps.accounts.models import TotpDevice, User
from apps.accounts.services import mfa
from apps.core import sealing
from apps.core.permissions import Role
from tests import factories
from tests.accounts.entry.signup import PASSWORD, new_email


def code_at(user: User, at: datetime) -> str:
    """What the person's application shows at this time."""
    device = TotpDevice.objects.get(user=user)
    secret = sealing.unseal(bytes(device.sealed_secret), purpose=mfa.SEAL_PURPOSE, row_id=user.pk)
    return totp.compute_code(secret, totp.get_step(at.timestamp()))


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
    client = factories.client_for(malika)
    assert client.session is not None
    mfa.start_setup(user=malika, password=PASSWORD)
    codes = mfa.confirm_setup(user=malika, session=client.session, code=code_at(malika, timezone.now()))
    later(seconds=60)
    return codes
