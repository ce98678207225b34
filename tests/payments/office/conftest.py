"""What tests of the office share."""

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def a_connection_for_each(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without the pool, which would let only some of the threads in at a time."""
    connection.close()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "pool", False)
    yield
    connection.close()
