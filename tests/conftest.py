"""Fixtures for users, courses and groups (`group`, `other_group`; a stranger is in none), and the order of test files.

Slow files come first, so that several workers end together.
"""

import gc
import re

import pytest
from django.db import connection

from apps.core.permissions import Role
from project import settings as project_settings
from tests import factories
from tests.processes import processes  # noqa: F401

LONG_FILES = (
    "tests/access/views/test_matrix.py",
    "tests/ml/test_engine.py",
    "tests/payments/ledger/test_ledger_rules.py",
    "tests/realtime/test_hello.py",
    "tests/demo/test_demo_evening.py",
    "tests/homework/test_real_engine.py",
    "tests/homework/test_killed_engine.py",
    "tests/jobs/test_poison_jobs.py",
    "tests/guide/test_curl.py",
    "tests/servers/test_rolling_restart.py",
    "tests/servers/test_both_servers.py",
    "tests/jobs/test_killed_worker.py",
)
"""The slowest files; files of the same worker follow them."""
SAME_WORKER_FILES = {
    "tests/ml/test_calibration.py": "tests/ml/test_engine.py",
    "tests/ml/test_engine_batches.py": "tests/ml/test_engine.py",
    "tests/ml/test_guards_with_sound.py": "tests/ml/test_engine.py",
    "tests/ml/test_relevance.py": "tests/ml/test_engine.py",
}
"""Files that run on one worker, because they share slow objects: the engine, its imports, its results."""


SAME_WORKER_FOLDERS = {
    "tests/realtime/": "tests/realtime/test_hello.py",  # the same servers, started once
    "tests/access/views/": "tests/access/views/test_matrix.py",  # the same world, and what everybody reads of it
}
"""Folders that run on one worker, with the file that determines their place."""


def _get_first_file(file):
    return SAME_WORKER_FILES.get(file) or next(
        (first for folder, first in SAME_WORKER_FOLDERS.items() if file.startswith(folder)), file
    )


CONTROL = re.compile(r"test_(the_)?control_|[\[-]control: ")
"""Names of control tests, which show that a test fails when its protection is switched off. They are slow tests."""


def pytest_collection_modifyitems(items):
    """Mark controls as slow. Sort files: slow ones first, each followed by the files of the same worker."""
    for item in items:
        if CONTROL.search(item.name):
            item.add_marker("slow")
    place = {file: number for number, file in enumerate(LONG_FILES)}

    def order(item):
        return place.get(_get_first_file(item.nodeid.partition("::")[0]), len(LONG_FILES))

    items.sort(key=order)


def pytest_collection_finish(session):
    """Exclude all objects loaded so far from garbage collection: they stay to the end, and scanning them took 6 to 10 %
    of the CPU time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Distribute as `--dist loadfile`, in collection order, with the files of one group on one worker."""
    from xdist.scheduler import LoadFileScheduling

    class Files(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return _get_first_file(super()._split_scope(nodeid))

    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return Files(config, log)


@pytest.fixture
def slow_hashes(settings):
    """Use the project's slow password hashing."""
    settings.PASSWORD_HASHERS = project_settings.PASSWORD_HASHERS


@pytest.fixture
def a_connection_for_each(transactional_db, monkeypatch):
    """Give each thread its own connection, without the pool, which would limit how many run at once."""
    connection.close()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "pool", False)
    yield
    connection.close()


@pytest.fixture
def client_for(db):
    """Return a function: `client_for(user)` is a signed-in client, `client_for(None)` an anonymous one."""
    return factories.client_for


@pytest.fixture
def nobody(db):
    """A client without a token."""
    return factories.client_for(None)


@pytest.fixture
def admin(db):
    return factories.make_user(Role.ADMIN, "Aziza", "Karimova")


@pytest.fixture
def manager(db):
    return factories.make_user(Role.MANAGER, "Malika", "Yusupova")


@pytest.fixture
def teacher(db):
    """Leads `group`."""
    return factories.make_user(Role.TEACHER, "Dilnoza", "Rahimova")


@pytest.fixture
def assistant(db):
    """Assists in `group`."""
    return factories.make_user(Role.TEACHER, "Sardor", "Aliyev")


@pytest.fixture
def other_teacher(db):
    """Leads `other_group`."""
    return factories.make_user(Role.TEACHER, "Nodira", "Tosheva")


@pytest.fixture
def pupil(db):
    """A member of `group`."""
    return factories.make_user(Role.STUDENT, "Jasur", "Oripov")


@pytest.fixture
def second_pupil(db):
    """A member of `group`."""
    return factories.make_user(Role.STUDENT, "Laylo", "Saidova")


@pytest.fixture
def other_pupil(db):
    """A member of `other_group`."""
    return factories.make_user(Role.STUDENT, "Bekzod", "Umarov")


@pytest.fixture
def parent(db):
    return factories.make_user(Role.PARENT, "Gulnora", "Oripova")


@pytest.fixture
def stranger(db):
    """Signed up, in no group."""
    return factories.make_user(Role.MEMBER, "Timur", "Nazarov")


@pytest.fixture
def branch(db):
    return factories.make_branch()


@pytest.fixture
def course(db):
    return factories.make_course()


@pytest.fixture
def group(branch, course, teacher, assistant, pupil, second_pupil):
    """Led by `teacher`, with `assistant`, `pupil` and `second_pupil`."""
    return factories.make_group(
        branch=branch,
        course=course,
        name="A2 morning",
        teacher=teacher,
        assistants=(assistant,),
        pupils=(pupil, second_pupil),
    )


@pytest.fixture
def other_group(branch, course, other_teacher, other_pupil):
    """Of the same course, led by `other_teacher`, with `other_pupil`."""
    return factories.make_group(
        branch=branch, course=course, name="A2 evening", teacher=other_teacher, pupils=(other_pupil,)
    )
