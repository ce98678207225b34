from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.readings import Readings
from tests.access.side_effects import get_fingerprint
from tests.access.world import World, module_world


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The matrix's world, built once for the folder."""
    yield from module_world(django_db_blocker)


@pytest.fixture(scope="package")
def unchanged(world: World) -> dict[str, tuple[int, int]]:
    """Checksums of all tables as the world stands."""
    return get_fingerprint()


@pytest.fixture(scope="package")
def readings(world: World, unchanged: dict[str, tuple[int, int]]) -> Readings:
    """What every GET told whom, for all tests of the folder."""
    return Readings(world, unchanged)


@pytest.fixture(autouse=True)
def db(world: World) -> None:
    """The folder's transaction stands in for one of each test (pytest-django looks for this name)."""
