import pytest

from tests.homework import submission_helpers
from tests.processes import processes  # noqa: F401


@pytest.fixture
def assignment(group):
    """A reading of 20 coins and three attempts, given to `group`."""
    return submission_helpers.assign_reading(group)
