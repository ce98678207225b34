"""Requests of one person that take long hold up nobody else: pictures, imports, PDFs, exports, uploads.

The long form, with more people and the figures, is `./talim bench abuse`.
"""

from importlib import import_module

import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from bench.abuse.attack import People, Request, build_bearer, send
from bench.abuse.measurement import measure_attack
from bench.http.processes import build_request
from tests import factories
from tests.machine_speed import measure_slowdown
from tests.processes import find_free_port, wait_until

pytestmark = pytest.mark.alone

SECONDS, MAX_P95_MS = 4.0, 300.0
READS = ("/courses/groups/", "/lessons/", "/notifications/", "/auth/users/me/")
ATTACKS = ("avatars", "imports", "receipts", "exports", "uploads")
ROWS = 2000


@pytest.fixture
def people(transactional_db):
    factories.make_branch()
    User.objects.bulk_create(User(role=Role.STUDENT, first_name=f"Pupil {number}") for number in range(ROWS))
    pupils = [factories.make_user(Role.STUDENT, name) for name in ("Asal", "Bahrom", "Shahlo")]
    return People(factories.make_user(Role.MANAGER, "Office"), factories.make_user(Role.TEACHER, "Teacher"), pupils)


@pytest.fixture
def reads(people):
    bearers = [build_bearer(factories.make_user(Role.TEACHER, name)) for name in ("Anvar", "Nozima", "Rustam", "Umida")]
    return [build_request(f"/api/v1{path}", bearer) for bearer in bearers for path in READS]


def attack(name, people, reads, *, port, pid):
    module = import_module(f"bench.abuse.{name}").ATTACK
    prepared, slowdown = module.prepare(people), measure_slowdown()
    result = measure_attack(module, prepared, reads, port=port, pid=pid, seconds=SECONDS, warm_seconds=0.3)
    return result, slowdown


def is_undisturbed(result, slowdown):
    """Whether others were answered as quickly as promised; a machine that is slow without an attack may be slower."""
    slowest = max(MAX_P95_MS * slowdown, 4 * (result.calm["p95"] or 0))
    return not result.server_errors and not result.count_others(429) and (result.others["p95"] or 1e9) <= slowest


@pytest.mark.slow  # 49 s
def test_others_read_as_before_during_each_attack(processes, people, reads):
    base, process = processes.start_server("web")
    port = int(base.rpartition(":")[2])
    results = {name: attack(name, people, reads, port=port, pid=process.pid) for name in ATTACKS}
    seen = {  # slowdown; P95 (ms) of others before and during it; what the attacker got
        name: (slow, result.calm["p95"], result.others["p95"], dict(result.answers))
        for name, (result, slow) in results.items()
    }
    assert [name for name, (result, slow) in results.items() if not is_undisturbed(result, slow)] == [], seen
    assert all(result.answers[429] for name, (result, _slow) in results.items() if name != "uploads"), seen
    assert not any(result.answers[status] for result, _slow in results.values() for status in (0, 500, 502)), seen


def test_control_one_pool_of_threads_starves_readers(processes, people, reads):
    port = find_free_port()
    process = processes.spawn(["-m", "bench.http.applications", "served", str(port)])
    health = Request("GET", "/api/v1/health/")
    wait_until(lambda: send(port, health)[0] == 200, what="the server")
    result, slowdown = attack("avatars", people, reads, port=port, pid=process.pid)
    assert not is_undisturbed(result, slowdown), (slowdown, result.others)
