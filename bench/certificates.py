"""Measures certificates: a thousand that one worker makes, and the page that strangers open."""

import os
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.database import use_empty_platform, vacuum_and_analyze
from bench.report import BenchOptions, BenchReport, Figure

COUNT, MAX_SECONDS = 1_000, 300.0
MAX_GROWTH = 1.2
"""Of the worker's memory, from a tenth of the work to its end."""
PAGES_PER_SECOND, PAGE_SECONDS, MAX_PAGE_MS = 100.0, 20.0, 250.0


def measure(options: BenchOptions) -> BenchReport:
    """Award and make them. `--count`: fewer, who have no time target."""
    from tests.services import start_private_valkey

    count = options.count or COUNT
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, start_private_valkey(durable=False) as redis:
        os.environ["REDIS_URL"] = redis.url
        media = Path(folder, "media")
        with use_empty_platform(str(media)):
            figures = _measure_making(Path(folder), media, count) + _measure_page(is_full_run=count == COUNT)
    note = (
        "One worker with the shipped settings typesets, signs and stores each certificate and its badge, and tells the "
        "person. The page is asked of one web process by clients that come by chance, from the moment each was due."
    )
    return BenchReport("certificates", "Certificates", figures, note)


def _measure_making(folder: Path, media: Path, count: int) -> list[Figure]:
    from apps.certificates.models import Certificate
    from tests.processes import ProcessStarter

    began = time.monotonic()
    _award(count)
    awarded = time.monotonic() - began
    processes, memory, rows = ProcessStarter(folder), list[float](), Certificate.objects
    env = {"REDIS_URL": os.environ["REDIS_URL"], "MEDIA_ROOT": str(media)}
    worker = processes.spawn(["worker"], env=env)
    worker.wait_for("worker ready")
    began = time.monotonic()
    try:
        while (made := rows.filter(made_at__isnull=False).count()) < count:
            if made >= count // 10:
                memory.append(_read_memory(worker.pid))
            assert time.monotonic() - began < 4 * MAX_SECONDS, f"{made} of {count}\n{worker.output()[-2000:]}"
            time.sleep(0.5)
    finally:
        processes.kill_all(show=False)
    took, is_full_run = time.monotonic() - began, count == COUNT
    numbers = sorted(rows.values_list("number", flat=True))
    growth = memory[-1] / memory[0]
    return [
        Figure(f"{count} certificates: award", awarded, "s"),
        Figure("… until the last is made", took, "s", f"≤ {MAX_SECONDS:g}" if is_full_run else "",
               took <= MAX_SECONDS if is_full_run else None, f"{count / took:.1f} a second"),
        Figure("… gaps in their numbers", count - len(set(numbers) & set(range(1, count + 1))), "", "0",
               numbers == list(range(1, count + 1))),
        Figure("… memory of the worker at the end", memory[-1], "MB"),
        Figure("… of that after a tenth", growth, "", f"≤ {MAX_GROWTH:g}", growth <= MAX_GROWTH,
               f"most {max(memory):.0f} MB"),
    ]  # fmt: skip


def _measure_page(*, is_full_run: bool) -> list[Figure]:
    from apps.certificates.models import Certificate
    from bench.http.machine_noise import get_percentile
    from bench.http.processes import BenchServer, LoadGeneratorProcess, build_request

    vacuum_and_analyze()
    addresses: Sequence[str] = list(Certificate.objects.values_list("public_id", flat=True))
    requests = [build_request(f"/c/{address}", {"Accept-Language": "ru"}) for address in addresses]
    seconds = PAGE_SECONDS if is_full_run else 3.0
    with BenchServer(pinned=False) as web, LoadGeneratorProcess(web, requests, pinned=False) as clients:
        clients.open(rate=PAGES_PER_SECOND, seconds=2)
        answered = clients.open(rate=PAGES_PER_SECOND, seconds=seconds)
    times, bad = sorted(answered["times"]), answered["asked"] - answered["good"] + answered["unanswered"]
    p99 = get_percentile(times, 0.99)
    return [
        Figure(f"public pages, {PAGES_PER_SECOND:g} a second for {seconds:g} s", answered["asked"], ""),
        Figure("… not answered with 200", bad, "", "0", not bad, str(answered["statuses"])),
        Figure("… P99", p99, "ms", f"≤ {MAX_PAGE_MS:g}" if is_full_run else "",
               p99 <= MAX_PAGE_MS if is_full_run else None, f"P50 {get_percentile(times, 0.5):.1f}"),
    ]  # fmt: skip


def _award(count: int) -> None:
    from apps.accounts.models import User
    from apps.certificates.services import awards, templates
    from apps.certificates.template_rows import SignatureDraft, TemplateDraft
    from apps.certificates.usual_templates import USUAL_TEXTS
    from apps.core.permissions import Role
    from apps.courses.models import Course
    from bench.learning.content import create_learners

    author = User.objects.create(role=Role.ADMIN, first_name="Author", email="office@example.uz", all_branches=True)
    course = Course.objects.create(title={"uz": "Ingliz tili A2"}, slug="english")
    draft = TemplateDraft(
        layout="classic", page="a4", orientation="landscape", texts=USUAL_TEXTS, colour="#1F3A5F", accent="#B08D3C",
        signatures=(SignatureDraft(name={"uz": "Akmal Qodirov"}, position={"uz": "Direktor"}),),
    )  # fmt: skip
    template = templates.create_template(actor=author, name="Bench", draft=draft)
    given: Any = awards.AwardDraft(course=course, template=template, hours=72, level="A2", reason="Bench")
    for learner in create_learners(count):
        awards.award_certificate(actor=author, student=learner, draft=given)


def _read_memory(pid: int) -> float:
    """Return the resident memory of a process in MB; its children, which typeset, are thrown away."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) / 1024
