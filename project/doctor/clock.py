"""The clock: of this machine, against PostgreSQL's, against the Date that FRONTEND_URL and companies outside answer
with, by the kernel's word, against NTP.
"""

import ctypes
import socket
import struct
import threading
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import httpx
from django.conf import settings
from django.db import connection
from django.db.utils import Error

from project.doctor.findings import Finding, bad, ok, warn

SECONDS = 4.0
PATIENCE = 10.0
"""Seconds in which companies outside tell the time: looking for a name has no time-out of its own."""
SMALL, LARGE = 2.0, 60.0
HEADER_STEP = 1.0
SLOW_LINE = 10.0
"""What an answer from far away may seem to be off by."""
NTP_PORT, NTP_EPOCH = 123, 2_208_988_800
UNSYNCHRONISED, LARGEST_ERROR = 0x0040, 16_000_000
"""STA_UNSYNC, and the error in microseconds that the kernel assumes of a clock which nobody sets. Some services leave
the first in place so that the kernel keeps its hands off the battery clock; none leaves both.
"""
REMEDY = (
    "Set the clocks by NTP: timedatectl set-ntp true (where it knows no service: apt-get install systemd-timesyncd)."
)
NOBODY = (
    "Install and start a time service (apt-get install systemd-timesyncd, timedatectl set-ntp true; of a container on "
    "its host), then compare: manage.py doctor --only clock --ntp pool.ntp.org"
)


class Timex(ctypes.Structure):
    """The head of the kernel's `struct timex`, and more room than the rest of it takes."""

    _fields_ = [
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    ]


adjtimex = getattr(ctypes.CDLL(None), "adjtimex", None)


def against_database() -> Iterator[Finding]:
    """Leases and due times go by PostgreSQL's clock, log-ins and links by ours."""
    try:
        with connection.cursor() as cursor:
            asked = time.time()
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
            said = cursor.fetchone()[0]
    except Error:
        return
    yield _judged("PostgreSQL's", said - (asked + time.time()) / 2)


def against_web() -> Iterator[Finding]:
    """Browsers and providers believe their own clocks; whoever serves FRONTEND_URL stands for them."""
    off = _ahead(settings.ENV.frontend_url)
    if off is None:
        yield warn(
            "clock", f"{settings.ENV.frontend_url} does not tell the time", "Start what serves it, then look again."
        )
        return
    yield _judged("FRONTEND_URL's", 0.0 if abs(off) <= HEADER_STEP else off)


def against_outside() -> Iterator[Finding]:
    """PostgreSQL and the web of one machine share its wrong clock; the companies that it talks to do not. Where none of
    them tells the time, the kernel says whether anybody sets this clock.
    """
    told = _told_outside()
    for whose, off in told.items():
        yield _judged(whose, 0.0 if abs(off) <= SLOW_LINE else off)
    if told:
        return
    kept = is_kept()
    if kept:
        yield ok("clock", "a time service sets this machine's clock, says the kernel")
    elif kept is None:
        text = "nobody outside tells the time, and the kernel does not say whether a time service sets this clock"
        yield warn("clock", text, NOBODY)
    else:
        text = "nobody outside tells the time, and no time service sets this clock: the kernel calls it unsynchronised"
        yield warn("clock", text, NOBODY)


def against_ntp(server: str) -> Iterator[Finding]:
    """One question by SNTP (RFC 4330) to `host` or `host:port`."""
    host, _, port = server.partition(":")
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
            link.settimeout(SECONDS)
            asked = time.time()
            link.sendto(b"\x23" + 47 * b"\0", (host, int(port or NTP_PORT)))
            seconds, fraction = struct.unpack("!II", link.recv(512)[40:48])
    except (OSError, ValueError, struct.error):
        yield warn("clock", f"{server} does not answer by NTP", "Name another server, or let UDP port 123 out.")
        return
    yield _judged(f"{server}'s", seconds - NTP_EPOCH + fraction / 2**32 - (asked + time.time()) / 2)


def is_kept() -> bool | None:
    """Whether something sets this machine's clock, says the kernel; None where it does not, as in some containers."""
    told = Timex()
    if adjtimex is None or adjtimex(ctypes.byref(told)) == -1:
        return None
    return not (told.status & UNSYNCHRONISED and told.maxerror >= LARGEST_ERROR)


def _told_outside() -> dict[str, float]:
    """By how many seconds companies outside are ahead: those that answer within `PATIENCE`, all asked at once."""
    answers: dict[str, float | None] = {}

    def ask(whose: str, address: str) -> None:
        answers[whose] = _ahead(address)

    asking = {
        whose: threading.Thread(target=ask, args=(whose, address), name=f"clock {whose}", daemon=True)
        for whose, address in _companies()
    }
    for thread in asking.values():
        thread.start()
    until = time.monotonic() + PATIENCE
    for thread in asking.values():
        thread.join(max(0.0, until - time.monotonic()))
    return {whose: off for whose in asking if (off := answers.get(whose)) is not None}


def _companies() -> Iterator[tuple[str, str]]:
    """Those with which the centre has an account: whose clock it is, and where it is asked."""
    env = settings.ENV
    if env.telegram_bot_token:
        yield "Telegram's", env.telegram_url
    if env.eskiz_email:
        yield "Eskiz's", env.eskiz_url
    if env.stripe_secret_key:
        yield "Stripe's", env.stripe_url


def _ahead(address: str) -> float | None:
    """By how many seconds the Date of an answer from there is ahead of us; None without one."""
    try:
        asked = time.time()
        answer = httpx.head(address, timeout=SECONDS, verify=False)  # noqa: S501 - by a wrong clock none would hold
        said = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (httpx.HTTPError, httpx.InvalidURL, KeyError, ValueError):
        return None
    return said + HEADER_STEP / 2 - (asked + time.time()) / 2


def _judged(whose: str, off: float) -> Finding:
    if abs(off) >= SMALL:
        text = f"this machine's clock is {_words(abs(off))} {'behind' if off > 0 else 'ahead of'} {whose}"
        return bad("clock", text, REMEDY) if abs(off) >= LARGE else warn("clock", text, REMEDY)
    return ok("clock", f"this machine's clock agrees with {whose}")


def _words(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
