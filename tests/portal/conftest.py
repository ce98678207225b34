import pytest

from tests.access.side_effects import reset_rate_limits
from tests.homework.conftest import assignment  # noqa: F401


@pytest.fixture(autouse=True)
def _brakes_off():
    """Each test begins with all places free."""
    reset_rate_limits()
