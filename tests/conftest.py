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
from tests.turns import hold_turn, remove_locks

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
LAST_FILES = ("tests/servers/test_fairness.py", "tests/servers/test_thirty_sign_ins.py")
"""Files that measure time: at the end of `.ci/run` nothing runs beside them."""
SAME_WORKER = {
    "tests/ml/": "tests/ml/test_engine.py",
    "tests/realtime/": "tests/realtime/test_hello.py",
    "tests/access/views/": "tests/access/views/test_matrix.py",
}
"""Files and folders that run on one worker, with the file that determines their place: they share slow objects. These
are the speech engine with its results; servers that are started once; the world and what everybody reads of it.
"""


def _get_first_file(file):
    return next((first for start, first in SAME_WORKER.items() if file.startswith(start)), file)


RUN_OF_WORKERS = pytest.StashKey[str]()
CONTROL = re.compile(r"test_(the_)?control_|[\[-]control: ")
"""Names of control tests, which show that a test fails when its protection is switched off. They are slow tests."""


def pytest_collection_modifyitems(items):
    """Mark controls as slow. Sort files: slow ones first, each followed by the files of the same worker; timed last."""
    for item in items:
        if CONTROL.search(item.name):
            item.add_marker("slow")
    place = {file: number for number, file in enumerate(LONG_FILES)} | dict.fromkeys(LAST_FILES, len(LONG_FILES) + 1)
    items.sort(key=lambda item: place.get(_get_first_file(item.nodeid.partition("::")[0]), len(LONG_FILES)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Let a test marked `alone` run while no other worker runs one."""
    with hold_turn(alone=item.get_closest_marker("alone") is not None):
        return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Remember the run whose workers hold turns."""
    node.config.stash[RUN_OF_WORKERS] = node.workerinput["testrunuid"]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Remove the locks of the turns when all workers have ended."""
    run = session.config.stash.get(RUN_OF_WORKERS, None)
    if run is not None:
        remove_locks(run)


gc.disable()  # what is collected stays to the end, and looking for garbage in it takes a seventh of the time


def pytest_collection_finish(session):
    """Exclude all objects loaded so far from garbage collection: they stay to the end, and scanning them took 6 to 10 %
    of the CPU time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


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


def _make_user_fixture(role, first_name, last_name):
    @pytest.fixture
    def user(db):
        return factories.make_user(role, first_name, last_name)

    return user


admin = _make_user_fixture(Role.ADMIN, "Aziza", "Karimova")
manager = _make_user_fixture(Role.MANAGER, "Malika", "Yusupova")
teacher = _make_user_fixture(Role.TEACHER, "Dilnoza", "Rahimova")
"""Leads `group`."""
assistant = _make_user_fixture(Role.TEACHER, "Sardor", "Aliyev")
"""Assists in `group`."""
other_teacher = _make_user_fixture(Role.TEACHER, "Nodira", "Tosheva")
"""Leads `other_group`."""
pupil = _make_user_fixture(Role.STUDENT, "Jasur", "Oripov")
"""A member of `group`."""
second_pupil = _make_user_fixture(Role.STUDENT, "Laylo", "Saidova")
"""A member of `group`."""
other_pupil = _make_user_fixture(Role.STUDENT, "Bekzod", "Umarov")
"""A member of `other_group`."""
parent = _make_user_fixture(Role.PARENT, "Gulnora", "Oripova")
stranger = _make_user_fixture(Role.MEMBER, "Timur", "Nazarov")
"""Signed up, in no group."""


@pytest.fixture
def branch(db):
    return factories.make_branch()


@pytest.fixture
def course(db):
    return factories.make_course()


@pytest.fixture
def group(branch, course, teacher, assistant, pupil, second_pupil):
    """Led by `teacher`, with `assistant`, `pupil` and `second_pupil`."""
    people = {"teacher": teacher, "assistants": (assistant,), "pupils": (pupil, second_pupil)}
    return factories.make_group(branch=branch, course=course, name="A2 morning", **people)


@pytest.fixture
def other_group(branch, course, other_teacher, other_pupil):
    """Of the same course, led by `other_teacher`, with `other_pupil`."""
    people = {"teacher": other_teacher, "pupils": (other_pupil,)}
    return factories.make_group(branch=branch, course=course, name="A2 evening", **people)
