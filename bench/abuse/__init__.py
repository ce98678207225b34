"""Measures what attacks do to other people's requests. Each module of `ATTACKS` is one (`bench.abuse.attack`)."""

import os
import tempfile
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from bench.database import use_empty_platform, vacuum_and_analyze
from bench.report import PERFORMANCE_PAGE, BenchOptions, BenchReport, Figure

if TYPE_CHECKING:
    from bench.abuse.attack import Attack, People
    from bench.abuse.measurement import Measured

TITLE = "Attacks, and what others notice"
ATTACKS = ("avatars", "photos", "imports", "receipts", "exports", "uploads",
           "heads", "slow_heads", "searches", "sockets", "sign_ins", "texts", "reports")  # fmt: skip
SECONDS = 20.0
MAX_P95_MS = 300.0
PUPILS, GROUPS, WEEKS = 1000, 80, 4
MEMBERS = 40
"""Pupils that attack: adults without a group."""
NOTE = (
    "Each attack has a web process of its own with the shipped limits, and counters that begin at zero. Meanwhile forty"
    " teachers, a pupil of each and the office read {reads} lists a second, which arrive at random; a time is measured"
    " from the moment the read was due. Server, PostgreSQL, readers and attacker share the cores. 0 counts connections"
    " that ended without an answer. “Without the protection” is the same attack on a server whose requests share one"
    " pool of threads, whose heads have no limit, or that counts no requests."
)


def measure(options: BenchOptions) -> BenchReport:
    """Run every attack beside readers, and once more without the protection.

    `--minutes` is the time of each run for a quick look, `--count` runs only the last attacks of the list.
    """
    from tests.services import start_private_valkey

    seconds = options.minutes * 60 or SECONDS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, start_private_valkey(durable=False) as redis:
        os.environ["REDIS_URL"] = redis.url
        with use_empty_platform(files):
            from project.demo import school

            size = school.CentreSize(PUPILS, GROUPS, WEEKS)
            school.build_demo_centre(size, report_progress=lambda text: print(f"   {text}"))
            vacuum_and_analyze()
            figures = [figure for name in ATTACKS[-options.count :] for figure in _measure_one(name, seconds)]
    from bench.abuse.measurement import READS_PER_SECOND

    return BenchReport("abuse", TITLE, figures, NOTE.format(reads=READS_PER_SECOND), page=PERFORMANCE_PAGE)


def build_figures(title: str, result: "Measured", control: "Measured | None") -> list[Figure]:
    """Return the rows of one attack."""
    others, calm = result.others, result.calm
    limited, failed = result.count_others(429), result.server_errors
    got = ", ".join(f"{status}: {count}" for status, count in sorted(result.answers.items()))
    p95 = others["p95"] or 0.0
    figures = [
        Figure(f"{title}: others' P95", p95, "ms", f"≤ {MAX_P95_MS:g}", 0 < p95 <= MAX_P95_MS,
               f"P50 {others['p50'] or 0:.0f}; calm P50 {calm['p50'] or 0:.0f}, P95 {calm['p95'] or 0:.0f}"),
        Figure("… others' answers 5xx or none", failed, "", "0", not failed, f"429: {limited} of {others['asked']}"),
        Figure("… answers to the attacker", sum(result.answers.values()), "", spread=got),
        Figure("… memory of the serving process, most", result.most_memory, "MiB",
               spread=f"calm {result.calm_memory:.0f}"),
    ]  # fmt: skip
    if control is not None:
        spread = f"5xx or none: {control.server_errors}, 429: {control.count_others(429)} of {control.others['asked']}"
        spread += f"; memory {control.most_memory:.0f} MiB"
        figures.append(Figure("… without the protection: others' P95", control.others["p95"], "ms", spread=spread))
    return figures


def _measure_one(name: str, seconds: float) -> Iterator[Figure]:
    from bench.abuse.measurement import Measured, measure_attack
    from bench.http.processes import PRODUCT, BenchServer
    from bench.reads.readers import ReaderSessions

    attack: Attack = import_module(f"bench.abuse.{name}").ATTACK

    def run(application: str) -> Measured:
        _forget_counters()
        prepared = attack.prepare(_choose_people())
        reads = ReaderSessions().build_requests(int(60 * seconds))
        with BenchServer(application, pinned=False) as server:
            return measure_attack(attack, prepared, reads, port=server.port, pid=server.process.pid, seconds=seconds)

    print(f"   {attack.title} …")
    for figure in build_figures(attack.title, run(PRODUCT), run(attack.control) if attack.control else None):
        print(f"      {figure.what}: {figure.value} ({figure.spread})")
        yield figure


def _forget_counters() -> None:
    """Begin with no request counted, as an hour later."""
    import redis

    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        client.flushdb()


def _choose_people() -> "People":
    from apps.accounts.models import User
    from apps.core.permissions import Role
    from bench.abuse.attack import People
    from project.demo.demo_group import get_demo_email

    made = User.objects.filter(email__startswith="abuse-")
    if not made.exists():
        User.objects.bulk_create(
            User(role=Role.STUDENT, first_name=f"Pupil {number}", email=f"abuse-{number}@example.uz")
            for number in range(MEMBERS)
        )
    teacher = User.objects.filter(email__startswith="teacher", role=Role.TEACHER).order_by("email").last()
    assert teacher is not None
    return People(User.objects.get(email=get_demo_email("office2")), teacher, list(made.order_by("email")))
