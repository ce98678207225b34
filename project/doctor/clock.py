"""Compares this machine's clock with PostgreSQL's, FRONTEND_URL's, the providers' (HTTP Date), the kernel's, NTP's."""

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

TIMEOUT_SECONDS = 4.0
TOTAL_TIMEOUT_SECONDS = 10.0
"""Seconds for all providers together: a DNS lookup has no timeout of its own."""
WARN_SECONDS, BAD_SECONDS = 2.0, 60.0
DATE_HEADER_STEP = 1.0
NETWORK_TOLERANCE = 10.0
"""Seconds by which a distant server may seem to be off."""
NTP_PORT, NTP_EPOCH = 123, 2_208_988_800
UNSYNCHRONISED, LARGEST_ERROR = 0x0040, 16_000_000
"""STA_UNSYNC, and the error in microseconds that the kernel assumes for a clock that is not synchronized. Some time
services leave STA_UNSYNC set, so that the kernel does not write the hardware clock; none leaves both.
"""
NTP_ADVICE = (
    "Set the clocks by NTP: timedatectl set-ntp true (where it knows no service: apt-get install systemd-timesyncd)."
)
TIME_SERVICE_ADVICE = (
    "Install and start a time service (apt-get install systemd-timesyncd, timedatectl set-ntp true; of a container on "
    "its host), then compare: manage.py doctor --only clock --ntp pool.ntp.org"
)


class Timex(ctypes.Structure):
    """The first fields of the kernel's `struct timex`, padded to more than its size."""

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


def compare_with_database() -> Iterator[Finding]:
    """Compare with PostgreSQL's clock: leases and due times use it, sign-ins and links use this machine's."""
    try:
        with connection.cursor() as cursor:
            asked_at = time.time()
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
            database_time = cursor.fetchone()[0]
    except Error:
        return
    yield _judge_offset("PostgreSQL's", database_time - (asked_at + time.time()) / 2)


def compare_with_frontend() -> Iterator[Finding]:
    """Compare with the Date header of FRONTEND_URL."""
    off = _get_offset(settings.ENV.frontend_url)
    if off is None:
        yield warn(
            "clock", f"{settings.ENV.frontend_url} does not tell the time", "Start what serves it, then look again."
        )
        return
    yield _judge_offset("FRONTEND_URL's", 0.0 if abs(off) <= DATE_HEADER_STEP else off)


def compare_with_providers() -> Iterator[Finding]:
    """Compare with the providers' clocks: on a single machine PostgreSQL and the web server share its wrong clock.

    When no provider answers, check whether the kernel says that the clock is synchronized.
    """
    offsets = _ask_providers()
    for whose, off in offsets.items():
        yield _judge_offset(whose, 0.0 if abs(off) <= NETWORK_TOLERANCE else off)
    if offsets:
        return
    synchronized = is_synchronized()
    if synchronized:
        yield ok("clock", "a time service sets this machine's clock, says the kernel")
    elif synchronized is None:
        text = "no provider tells the time, and the kernel does not say whether a time service sets this clock"
        yield warn("clock", text, TIME_SERVICE_ADVICE)
    else:
        text = "no provider tells the time, and no time service sets this clock: the kernel calls it unsynchronised"
        yield warn("clock", text, TIME_SERVICE_ADVICE)


def compare_with_ntp(server: str) -> Iterator[Finding]:
    """Compare with an NTP server (SNTP, RFC 4330), given as `host` or `host:port`."""
    host, _, port = server.partition(":")
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
            link.settimeout(TIMEOUT_SECONDS)
            asked_at = time.time()
            link.sendto(b"\x23" + 47 * b"\0", (host, int(port or NTP_PORT)))
            seconds, fraction = struct.unpack("!II", link.recv(512)[40:48])
    except (OSError, ValueError, struct.error):
        yield warn("clock", f"{server} does not answer by NTP", "Name another server, or let UDP port 123 out.")
        return
    yield _judge_offset(f"{server}'s", seconds - NTP_EPOCH + fraction / 2**32 - (asked_at + time.time()) / 2)


def is_synchronized() -> bool | None:
    """Return whether the kernel says that this clock is synchronized; None when it does not say, as in containers."""
    timex = Timex()
    if adjtimex is None or adjtimex(ctypes.byref(timex)) == -1:
        return None
    return not (timex.status & UNSYNCHRONISED and timex.maxerror >= LARGEST_ERROR)


def _ask_providers() -> dict[str, float]:
    """Return by how many seconds each provider's clock is ahead. All are asked at once, for `TOTAL_TIMEOUT_SECONDS`
    seconds.
    """
    answers: dict[str, float | None] = {}

    def ask(whose: str, address: str) -> None:
        answers[whose] = _get_offset(address)

    asking = {
        whose: threading.Thread(target=ask, args=(whose, address), name=f"clock {whose}", daemon=True)
        for whose, address in _list_providers()
    }
    for thread in asking.values():
        thread.start()
    until = time.monotonic() + TOTAL_TIMEOUT_SECONDS
    for thread in asking.values():
        thread.join(max(0.0, until - time.monotonic()))
    return {whose: off for whose in asking if (off := answers.get(whose)) is not None}


def _list_providers() -> Iterator[tuple[str, str]]:
    """Yield the name and the URL of each provider with which the centre has an account."""
    env = settings.ENV
    if env.telegram_bot_token:
        yield "Telegram's", env.telegram_url
    if env.eskiz_email:
        yield "Eskiz's", env.eskiz_url
    if env.stripe_secret_key:
        yield "Stripe's", env.stripe_url


def _get_offset(address: str) -> float | None:
    """Return by how many seconds the Date of an answer is ahead of this clock; None without a Date."""
    try:
        asked_at = time.time()
        answer = httpx.head(address, timeout=TIMEOUT_SECONDS, verify=False)  # noqa: S501 - with a wrong clock no certificate is valid
        server_time = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (httpx.HTTPError, httpx.InvalidURL, KeyError, ValueError):
        return None
    return server_time + DATE_HEADER_STEP / 2 - (asked_at + time.time()) / 2


def _judge_offset(whose: str, off: float) -> Finding:
    if abs(off) >= WARN_SECONDS:
        text = f"this machine's clock is {_format_seconds(abs(off))} {'behind' if off > 0 else 'ahead of'} {whose}"
        return bad("clock", text, NTP_ADVICE) if abs(off) >= BAD_SECONDS else warn("clock", text, NTP_ADVICE)
    return ok("clock", f"this machine's clock agrees with {whose}")


def _format_seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
