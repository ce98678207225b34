import pytest

from apps.accounts.models import ChildProfile, Consent, Guardian
from tests.access.side_effects import reset_rate_limits
from tests.homework.conftest import assignment  # noqa: F401


@pytest.fixture(autouse=True)
def _brakes_off():
    """Each test begins with all places free."""
    reset_rate_limits()


@pytest.fixture
def child(pupil, parent):
    """`pupil` as a child of `parent`."""
    ChildProfile.objects.create(user=pupil, birth_date="2017-03-04", code="048213", pictures_hash="!")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Consent.objects.create(person=pupil, kind="recording", given=True, text_version="1", given_by=parent)
    return pupil
