"""The list of the doctor's checks. They run in parallel, each with its own time limit."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

from django.db import connections

from project.doctor import (
    certificate,
    clock,
    database,
    disks,
    facts,
    mail,
    monitor,
    pipeline,
    ports,
    providers,
    redis_server,
    runtime,
    speech,
    store,
    variables,
    video_links,
    videos,
)
from project.doctor.findings import DoctorCheck, Finding, FindingLevel, bad

CHECKS = (
    DoctorCheck("configuration", runtime.check_configuration, seconds=60.0),
    DoctorCheck("variables", variables.check_variables),
    DoctorCheck("database", database.check_database_server),
    DoctorCheck("migrations", database.check_migrations, seconds=60.0),
    DoctorCheck("connections", database.check_connection_limit),
    DoctorCheck("redis", redis_server.check_redis),
    DoctorCheck("store", store.check_file_store, seconds=20.0),
    DoctorCheck("disk", disks.check_disk_space),
    DoctorCheck("models", speech.check_models, seconds=90.0),
    DoctorCheck("torch", speech.check_torch),
    DoctorCheck("gpu", speech.check_gpu, seconds=45.0),
    DoctorCheck("mail", mail.check_mail_server),
    DoctorCheck("telegram", providers.check_telegram),
    DoctorCheck("sms", providers.check_sms),
    DoctorCheck("push", providers.check_push),
    DoctorCheck("packages", providers.check_packages),
    DoctorCheck("video", video_links.check_video_links),
    DoctorCheck("video", videos.check_videos, seconds=60.0),
    DoctorCheck("payme", providers.check_payme),
    DoctorCheck("stripe", providers.check_stripe),
    DoctorCheck("clock", clock.check_database_clock),
    DoctorCheck("clock", clock.check_time_service),
    DoctorCheck("certificate", certificate.check_frontend_certificate),
    DoctorCheck("ports", ports.check_open_ports),
    DoctorCheck("processes", runtime.check_processes),
    DoctorCheck("jobs", runtime.check_jobs),
    DoctorCheck("jobs", runtime.check_periodic_jobs),
    DoctorCheck("facts", facts.check_facts),
    DoctorCheck("reporting", facts.check_reporting),
    DoctorCheck("pipeline", pipeline.check_pipeline, seconds=20.0),
    DoctorCheck("sealed", runtime.check_sealed_data),
    DoctorCheck("backup", runtime.check_backup),
    DoctorCheck("monitor", monitor.check_alert_rules),
)


def list_check_names() -> list[str]:
    """Return the names of all checks, in the order of the list."""
    return list(dict.fromkeys(check.name for check in CHECKS))


def run_checks(checks: Sequence[DoctorCheck]) -> list[Finding]:
    """Run the checks and return their findings in order. A check that raises or is too slow gives a bad finding."""
    begun = [(check, _start_check(check)) for check in checks]
    since = time.monotonic()
    findings: list[Finding] = []
    for check, (thread, answer) in begun:
        thread.join(max(0.0, check.seconds - (time.monotonic() - since)))
        if thread.is_alive():
            text = f"no answer in {check.seconds:g} s"
            answer = [bad(check.name, text, "See whether its server is overloaded or a firewall is in between.")]
        findings += answer
    return findings


def get_worst_level(findings: Iterable[Finding]) -> FindingLevel:
    """Return the worst level of the findings; OK without any."""
    order = [FindingLevel.OK, FindingLevel.WARN, FindingLevel.BAD]
    return max((finding.level for finding in findings), key=order.index, default=FindingLevel.OK)


def _start_check(check: DoctorCheck) -> tuple[threading.Thread, list[Finding]]:
    answer: list[Finding] = []
    thread = threading.Thread(target=_run_check, args=(check, answer.extend), name=f"doctor {check.name}", daemon=True)
    thread.start()
    return thread, answer


def _run_check(check: DoctorCheck, tell: Callable[[list[Finding]], None]) -> None:
    try:
        tell(list(check.run()))
    except Exception as error:
        text = f"the check itself failed ({type(error).__name__})"
        tell([bad(check.name, text, "See the other lines first; then tell the makers of Talim.")])
    finally:
        connections.close_all()
