import pytest

from tests.access.world import forget_brakes
from tests.homework.conftest import assignment  # noqa: F401


@pytest.fixture(autouse=True)
def _brakes_off() -> None:
    """Each test begins with all places free."""
    forget_brakes()
