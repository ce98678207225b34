"""The clock: of this machine, against PostgreSQL's, against the Date that FRONTEND_URL answers with, against NTP."""

import socket
import struct
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import httpx
from django.conf import settings
from django.db import connection
from django.db.utils import Error

from project.doctor.findings import Finding, bad, ok, warn

SECONDS = 4.0
SMALL, LARGE = 2.0, 60.0
HEADER_STEP = 1.0
NTP_PORT, NTP_EPOCH = 123, 2_208_988_800
REMEDY = "Set the clocks by NTP: timedatectl set-ntp true."


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
    try:
        asked = time.time()
        answer = httpx.head(settings.ENV.frontend_url, timeout=SECONDS, verify=False)  # noqa: S501 - judged elsewhere
        said = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (httpx.HTTPError, KeyError, ValueError):
        yield warn(
            "clock", f"{settings.ENV.frontend_url} does not tell the time", "Start what serves it, then look again."
        )
        return
    off = said + HEADER_STEP / 2 - (asked + time.time()) / 2
    yield _judged("FRONTEND_URL's", 0.0 if abs(off) <= HEADER_STEP else off)


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


def _judged(whose: str, off: float) -> Finding:
    if abs(off) >= SMALL:
        text = f"this machine's clock is {_words(abs(off))} {'behind' if off > 0 else 'ahead of'} {whose}"
        return bad("clock", text, REMEDY) if abs(off) >= LARGE else warn("clock", text, REMEDY)
    return ok("clock", f"this machine's clock agrees with {whose}")


def _words(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
