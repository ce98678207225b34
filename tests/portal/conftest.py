import pytest

from tests.access.traces import forget_brakes
from tests.homework.conftest import assignment  # noqa: F401


@pytest.fixture(autouse=True)
def _brakes_off() -> None:
    """Each test begins with all places free."""
    forget_brakes()
