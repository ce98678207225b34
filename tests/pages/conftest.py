"""What every browser test stands on: the server, what microphones hear, and a play in a browser."""

import pytest
import redis
from django.conf import settings
from django.db import connection

from tests.pages.browser import run_browser_tests, write_silent_file, write_voice_file
from tests.pages.day_server import play_day  # noqa: F401
from tests.pages.server import PagesServer
from tests.processes import processes, start_processes, wait_until  # noqa: F401


@pytest.fixture(scope="session")
def started_once(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), start_processes(tmp_path_factory.mktemp("server"), show=False) as started:
        yield PagesServer(started)


@pytest.fixture
def server(started_once, transactional_db):
    """It runs when the test begins; what it said is shown where the test fails. It is at rest before the rows go."""
    forget_figures()
    started_once.start()
    yield started_once
    print(f"---- the server\n{started_once.output()[-4000:]}")
    wait_until(is_database_idle, what="the server's rest")


def forget_figures():
    """Remove figures of the centre from the cache: they stay there for a minute, longer than the rows of a test."""
    with redis.Redis.from_url(settings.ENV.redis_url) as client:
        for key in client.scan_iter(f"{settings.ENV.redis_prefix}:*centre-figures:*"):
            client.delete(key)


def is_database_idle():
    """Whether nobody else has asked this database anything for a moment, nor holds a transaction open."""
    with connection.cursor() as cursor:
        others = "datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        busy = "(state <> 'idle' OR state_change > clock_timestamp() - interval '0.2 s')"
        cursor.execute(f"SELECT NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE {others} AND {busy})")
        return bool(cursor.fetchone()[0])


@pytest.fixture(scope="session")
def sounds(tmp_path_factory):
    """Files that microphones hear."""
    folder = tmp_path_factory.mktemp("sounds")
    return {
        "voice": str(write_voice_file(folder / "voice.wav")),
        "silence": str(write_silent_file(folder / "silence.wav")),
    }


@pytest.fixture
def play(server, processes, sounds):  # noqa: F811
    """Runs the browser tests of these names (clients/pages/test) and answers what they printed. The processes of
    `beside` run meanwhile, with `env`; what is told besides the server's address comes in the environment.
    """

    def run(*names, beside=(), env=None, **stage_data):
        processes.env = server.env | (env or {})
        running = {name: processes.spawn([name]) for name in beside}
        for name, process in running.items():
            process.wait_for(f"{name} ready")
        return run_browser_tests(*names, stage_data={"url": server.url, **sounds, **stage_data})

    return run
