import os
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.jobs.models import Job, JobState
from tests.access.readings import Readings
from tests.access.side_effects import get_fingerprint
from tests.access.world import module_world


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """The matrix's world, built once for the folder. Its jobs wait for another day: due ones make a server unready."""
    for world in module_world(django_db_blocker):
        Job.objects.filter(state=JobState.QUEUED).update(run_at=timezone.now() + timedelta(days=1))
        yield world


@pytest.fixture(scope="package")
def unchanged(world):
    """Checksums of all tables as the world stands."""
    return get_fingerprint()


@pytest.fixture(scope="package")
def readings(world, request):
    """What every GET told whom, for all tests of the folder. Tables that are written do not say what it changes."""
    return Readings(world, None if os.environ.get("TALIM_GENERATE") else request.getfixturevalue("unchanged"))


@pytest.fixture(autouse=True)
def db(world):
    """The folder's transaction stands in for one of each test (pytest-django looks for this name)."""
