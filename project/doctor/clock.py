"""Checks this machine's clock: against PostgreSQL's, and whether a time service sets it."""

import shutil
import subprocess
import time
from collections.abc import Iterator

from django.db import connection
from django.db.utils import Error

from project.doctor.findings import Finding, bad, ok, warn

TIMEOUT_SECONDS = 4.0
WARN_SECONDS, BAD_SECONDS = 2.0, 60.0
NTP_ADVICE = (
    "Set the clocks by NTP: timedatectl set-ntp true (where it knows no service: apt-get install systemd-timesyncd)."
)
TIME_SERVICE_COMMANDS = {
    ("timedatectl", "show", "--property=NTPSynchronized", "--value"): "yes",
    ("chronyc", "-c", "tracking"): "Normal",
}
"""Commands that ask a time service, and what they print only when the clock is synchronized."""


def check_database_clock() -> Iterator[Finding]:
    """Compare with PostgreSQL's clock: leases and due times use it, sign-ins and links use this machine's."""
    try:
        with connection.cursor() as cursor:
            asked_at = time.time()
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
            database_time = cursor.fetchone()[0]
    except Error:
        return
    yield judge_clock_offset(database_time - (asked_at + time.time()) / 2)


def check_time_service() -> Iterator[Finding]:
    """Check that a time service sets this machine's clock, which PostgreSQL may share."""
    synchronized = is_clock_synchronized()
    if synchronized:
        yield ok("clock", "a time service sets this machine's clock")
    elif synchronized is None:
        text = "the clock was compared with PostgreSQL's only: neither timedatectl nor chronyc tells how it is set"
        yield warn("clock", text, f"{NTP_ADVICE} A container has the clock of its host: look there.")
    else:
        yield warn("clock", "no time service sets this machine's clock", NTP_ADVICE)


def is_clock_synchronized() -> bool | None:
    """Return whether a time service has set this clock; None without one that answers, as in containers."""
    for (program, *arguments), expected in TIME_SERVICE_COMMANDS.items():
        path = shutil.which(program)
        if path is None:
            continue
        try:
            answer = subprocess.run(  # noqa: S603 - the arguments are constants
                [path, *arguments], capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if answer.returncode == 0:
            return expected in answer.stdout
    return None


def judge_clock_offset(seconds_ahead: float) -> Finding:
    """Return what `seconds_ahead` means: by how many seconds PostgreSQL's clock is ahead of this one."""
    if abs(seconds_ahead) < WARN_SECONDS:
        return ok("clock", "this machine's clock agrees with PostgreSQL's")
    order = "behind" if seconds_ahead > 0 else "ahead of"
    text = f"this machine's clock is {_format_seconds(abs(seconds_ahead))} {order} PostgreSQL's"
    return bad("clock", text, NTP_ADVICE) if abs(seconds_ahead) >= BAD_SECONDS else warn("clock", text, NTP_ADVICE)


def _format_seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
