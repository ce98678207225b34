"""Both of Payme's cash desks are set up, with keys of their own."""

import pytest

from tests.payments.payme.payme_client import CUMULATIVE_KEY, SETTINGS, Payme


@pytest.fixture(autouse=True)
def _desks(settings):
    settings.ENV = settings.ENV.model_copy(update=SETTINGS)


@pytest.fixture
def payme(db):
    """Payme, calling for the one-time desk."""
    return Payme()


@pytest.fixture
def payme_top_up(db):
    """Payme, calling for the cumulative desk."""
    return Payme(CUMULATIVE_KEY)


@pytest.fixture
def numbered_pupil(pupil):
    """`pupil`, who has the number 1042."""
    pupil.number = 1042
    pupil.save(update_fields=["number"])
    return pupil
