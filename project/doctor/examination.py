"""The list of the doctor's checks. They run in parallel, each with its own time limit."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

from django.db import connections

from project.doctor import (
    certificate,
    clock,
    database,
    mail,
    monitor,
    ports,
    providers,
    redis_server,
    running,
    speech,
    store,
)
from project.doctor.findings import Check, Finding, Level, bad

CHECKS = (
    Check("configuration", running.configuration, seconds=60.0),
    Check("database", database.server),
    Check("migrations", database.migrations, seconds=60.0),
    Check("connections", database.connections),
    Check("redis", redis_server.server),
    Check("store", store.files, seconds=20.0),
    Check("disk", store.room),
    Check("models", speech.models, seconds=90.0),
    Check("gpu", speech.graphics_card, seconds=45.0),
    Check("mail", mail.server),
    Check("telegram", providers.telegram),
    Check("sms", providers.sms),
    Check("push", providers.push),
    Check("payme", providers.payme),
    Check("stripe", providers.stripe),
    Check("clock", clock.against_database),
    Check("clock", clock.against_web),
    Check("clock", clock.against_outside),
    Check("certificate", certificate.of_frontend),
    Check("ports", ports.offered),
    Check("processes", running.processes),
    Check("jobs", running.jobs),
    Check("jobs", running.periodic),
    Check("sealed", running.sealed),
    Check("backup", running.backup),
    Check("monitor", monitor.rules),
)


def names() -> list[str]:
    """Return the names of all checks, in the order of the list."""
    return list(dict.fromkeys(check.name for check in CHECKS))


def examine(checks: Sequence[Check]) -> list[Finding]:
    """Run the checks and return their findings in order. A check that raises or is too slow gives a bad finding."""
    begun = [(check, _begin(check)) for check in checks]
    since = time.monotonic()
    findings: list[Finding] = []
    for check, (thread, answer) in begun:
        thread.join(max(0.0, check.seconds - (time.monotonic() - since)))
        if thread.is_alive():
            text = f"no answer in {check.seconds:g} s"
            answer = [bad(check.name, text, "See whether its server is overloaded or a firewall is in between.")]
        findings += answer
    return findings


def worst(findings: Iterable[Finding]) -> Level:
    """Return the worst level of the findings; OK without any."""
    order = [Level.OK, Level.WARN, Level.BAD]
    return max((finding.level for finding in findings), key=order.index, default=Level.OK)


def _begin(check: Check) -> tuple[threading.Thread, list[Finding]]:
    answer: list[Finding] = []
    thread = threading.Thread(target=_look, args=(check, answer.extend), name=f"doctor {check.name}", daemon=True)
    thread.start()
    return thread, answer


def _look(check: Check, tell: Callable[[list[Finding]], None]) -> None:
    try:
        tell(list(check.look()))
    except Exception as error:
        text = f"the check itself failed ({type(error).__name__})"
        tell([bad(check.name, text, "See the other lines first; then tell the makers of Talim.")])
    finally:
        connections.close_all()
