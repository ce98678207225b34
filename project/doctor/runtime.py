"""Checks what runs: configuration, processes, jobs, periodic jobs, sealed data, backups."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.db.utils import Error
from django.utils import timezone

from api.monitoring import backups
from api.monitoring.readiness import MAX_QUEUE_WAIT_SECONDS
from apps.backups import sealed_rows
from apps.backups.queries import get_last_successful_run
from apps.jobs import queries
from project.doctor.findings import Finding, bad, ok, warn

DJANGO_REMEDIES = dict.fromkeys(
    ("security.W004", "security.W012", "security.W016"), "Set HTTPS_ONLY=true where TLS ends in front."
) | {"security.W009": "Make a longer SECRET_KEY: python -c 'import secrets; print(secrets.token_urlsafe(48))'."}
"""Remedies for problems that Django's own checks report without one."""
BACKUP_OLD, BACKUP_TOO_OLD = timedelta(hours=26), timedelta(days=3)
PERIODIC_LATE = timedelta(minutes=15)
NEEDED_ROLES = {
    "worker": "messages, reports and imports wait",
    "scheduler": "nothing periodic happens and no lease ends",
    "speech": "recordings wait for their marks",
}


def check_configuration() -> Iterator[Finding]:
    """Run Django's system checks and ours, outside of DEBUG also those for production."""
    problems = checks.run_checks(include_deployment_checks=not settings.DEBUG)
    for problem in problems:
        if problem.is_silenced():
            continue
        remedy = DJANGO_REMEDIES.get(problem.id or "") or str(
            problem.hint or "Mend the variables that it names; .env.example lists all."
        )
        finding = bad if problem.level >= checks.ERROR else warn
        yield finding("configuration", " ".join(str(problem.msg).split()).partition(". ")[0], remedy)
    if settings.DEBUG:
        yield warn("configuration", "DEBUG is on", "Set DEBUG=false wherever others than you can look.")
    if not problems:
        yield ok("configuration", "the variables fit together")


def check_processes() -> Iterator[Finding]:
    """Check that worker, scheduler and speech send heartbeats and are ready."""
    try:
        ready = {role: queries.count_ready_processes(role) for role in NEEDED_ROLES}
        ages = queries.get_heartbeat_ages()
    except Error:
        return
    for role, loss in NEEDED_ROLES.items():
        if ready[role]:
            yield ok("processes", f"{role}: {ready[role]} ready")
            continue
        age = ages[role]
        since = "none ran yet" if age is None else f"the last sign of life is {age:.0f} s old"
        yield bad("processes", f"no {role} is ready ({since}): {loss}", f"Start it: manage.py {role}; see its log.")
    polls = settings.ENV.telegram_bot_token and not settings.ENV.telegram_webhook_secret
    if polls and not queries.count_ready_processes("telegram"):
        yield bad("processes", "no telegram is ready: nobody asks for updates", "Start it: manage.py telegram")


def check_jobs() -> Iterator[Finding]:
    """Check that no job waits for long and that there are no dead jobs."""
    try:
        wait, dead = queries.get_longest_wait_seconds(), queries.count_dead_jobs()
    except Error:
        return
    if wait > MAX_QUEUE_WAIT_SECONDS:
        yield bad("jobs", f"a job has waited for {wait:.0f} s", "See which: manage.py jobs list --state queued")
    else:
        yield ok("jobs", f"the oldest waits for {wait:.0f} s")
    if dead:
        text = f"{dead} failed for the last time"
        yield warn("jobs", text, "See why: manage.py jobs list --state dead; again: manage.py jobs retry ID")


def check_periodic_jobs() -> Iterator[Finding]:
    """Check that periodic jobs started on time, by the database's clock."""
    try:
        ages = [
            (periodic_job.name, periodic_job.every.total_seconds(), age)
            for periodic_job, age in queries.list_periodic_job_ages()
        ]
    except Error:
        return
    if ahead := [name for name, every, age in ages if age < -every]:
        text = f"slots of the future keep {_join_names(ahead)} from running: a clock was ahead"
        yield bad("jobs", text, "Set the clocks by NTP, then see that the scheduler runs: it drops them by itself.")
    if late := [name for name, every, age in ages if age > every + PERIODIC_LATE.total_seconds()]:
        yield bad(
            "jobs", f"not begun in their turn: {_join_names(late)}", "See the scheduler's log: manage.py scheduler"
        )


def _join_names(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def check_sealed_data() -> Iterator[Finding]:
    """Check that SECRET_KEY opens the sealed values in the database."""
    try:
        shut, kinds = sealed_rows.find_columns_that_no_key_unseals()
        older = sealed_rows.count_rows_sealed_with_older_keys()
    except Error:
        return
    if shut:
        yield bad("sealed", f"SECRET_KEY does not open {', '.join(shut)}", sealed_rows.REMEDY)
    elif kinds:
        yield ok("sealed", "SECRET_KEY opens what lies sealed in the database")
    if older:
        text = f"{older} rows are opened by a key in SECRET_KEY_FALLBACKS alone"
        yield warn("sealed", text, "Run manage.py reseal before that key is taken off (docs/security.md).")


def check_backup() -> Iterator[Finding]:
    """Check that the last good backup is recent and complete."""
    if not backups.are_backups_recorded():
        yield warn("backup", "this installation does not record its backups", "Set up backups: docs/backup.md.")
        return
    try:
        ended, run = backups.get_last_successful_backup_time(), get_last_successful_run()
    except Error:
        return
    if ended is None:
        yield bad("backup", "there is no good backup", "Make one: manage.py backup (docs/backup.md).")
        return
    age = timezone.now() - ended
    text = f"the last good one is {age.total_seconds() / 3600:.0f} hours old"
    if age > BACKUP_TOO_OLD:
        yield bad("backup", text, "See why it fails, and make one now: manage.py backup")
    elif age > BACKUP_OLD:
        yield warn("backup", text, "See whether the timer runs (docs/backup.md).")
    else:
        yield ok("backup", text)
    if run and run.missing:
        yield warn(
            "backup",
            f"{run.missing} files that rows name were lost in the store, or others, when it was made",
            "See which: administration, Backup runs. Look at the disk, then: manage.py restore_files (docs/backup.md).",
        )
    if run and run.left_over:
        yield warn(
            "backup",
            f"older ones that outlived their time were not removed: {run.left_over.splitlines()[0][:200]}",
            "Give the account the right to delete there, or look at the backup that is named; else the place fills "
            "(docs/backup.md).",
        )
