"""A running server while the database or Redis is gone for a while, or far away."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from apps.homework.models import Attempt
from apps.jobs.models import Job
from tests import factories
from tests.homework import submission_helpers
from tests.processes import ProcessStarter, get_test_database_url, processes, wait_until  # noqa: F401
from tests.servers.tcp_relay import start_relay
from tests.services import start_private_valkey

PASSWORD = "correct horse battery"
AT_ONCE = 10
AT_ONCE_SECONDS = 15
"""Far below the half minute that whoever waits for a connection or an answer waits."""
LISTS = "/api/v1/courses/groups/"


class Caller:
    """Somebody signed in who asks one server over the network; answers come with the seconds they took."""

    def __init__(self, base, user=None):
        signed_in = {"Authorization": f"Bearer {factories.client_for(user).token}"} if user else {}
        self.http = httpx.Client(base_url=base, headers={"Accept-Language": "en", **signed_in}, timeout=60)

    def ask(self, method="GET", path=LISTS, **more):
        began = time.monotonic()
        answer = self.http.request(method, path, **more)
        return answer, time.monotonic() - began

    def together(self, count=AT_ONCE):
        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(lambda _: self.ask(), range(count)))


@pytest.fixture
def way(transactional_db):
    with start_relay(get_test_database_url()) as result:
        yield result


def test_database_outage_gives_503_at_once_and_recovers(processes, way, teacher):  # noqa: F811
    base = processes.serve_url(env={"DATABASE_URL": way.url(get_test_database_url())})
    caller = Caller(base, teacher)
    assert {answer.status_code for answer, _ in caller.together()} == {200}
    way.cut()
    gone = caller.together() + caller.together()
    assert {(answer.status_code, answer.json()["code"]) for answer, _ in gone} == {(503, "unavailable")}
    assert {answer.headers["Retry-After"] for answer, _ in gone} == {"5"}
    assert max(took for _, took in gone) < AT_ONCE_SECONDS
    way.mend()
    back = caller.together()
    assert {answer.status_code for answer, _ in back} == {200}
    assert max(took for _, took in back) < AT_ONCE_SECONDS


@pytest.mark.slow  # 7 s
def test_database_200_ms_away_is_tolerated_without_more_connections(processes, way, teacher):  # noqa: F811
    base = processes.serve_url(env={"DATABASE_URL": way.url(get_test_database_url()), "DATABASE_POOL_SIZE": "6"})
    caller = Caller(base, teacher)
    caller.together()
    way.delay = 0.2
    far = caller.together()
    assert {answer.status_code for answer, _ in far} == {200}
    assert 0.2 < max(took for _, took in far) < 10
    assert way.opened <= 6


@pytest.fixture
def alone(processes):  # noqa: F811
    """A server whose Redis is killed."""
    with start_private_valkey(durable=False) as valkey:
        base = processes.serve_url(env={"REDIS_URL": valkey.url})
        assert Caller(base).ask(path="/api/v1/health/")[0].status_code == 200
        valkey.kill()
        yield base


@pytest.mark.slow  # 7 s
def test_reading_and_submitting_work_without_redis(alone, group, pupil):
    homework = submission_helpers.get_homework(submission_helpers.assign_reading(group), pupil)
    caller = Caller(alone, pupil)
    answer, took = caller.ask()
    assert (answer.status_code, answer.json()["count"], took < AT_ONCE_SECONDS) == (200, 1, True)
    clip = submission_helpers.build_upload()
    files = {"file": (clip.name, clip.read(), "audio/webm")}
    path = f"/api/v1/homework/{homework.pk}/submit/"
    answer, took = caller.ask("POST", path, files=files, headers={"Idempotency-Key": "handed-in-once"})
    assert (answer.status_code, took < AT_ONCE_SECONDS) == (202, True), answer.text
    attempt = Attempt.objects.get(homework=homework)
    assert Job.objects.get(kind="homework.process_homework_audio", object_id=str(attempt.pk)).state == "queued"


@pytest.mark.slow  # 7 s
def test_sign_in_works_without_redis_and_failures_count_per_process(alone):
    factories.make_user(factories.Role.TEACHER, "Nodira", email="nodira@example.uz", password=PASSWORD)
    caller = Caller(alone)

    def sign_in(password):
        body = {"login": "nodira@example.uz", "password": password}
        return caller.ask("POST", "/api/v1/auth/login/", json=body)[0].status_code

    assert sign_in(PASSWORD) == 200
    assert [sign_in("wrong password") for _ in range(6)] == [401] * 5 + [429]
