import pytest

from tests.homework.submission_helpers import assign_reading
from tests.processes import processes  # noqa: F401


@pytest.fixture
def assignment(group):
    """A reading of 20 coins and three attempts, given to `group`."""
    return assign_reading(group)
