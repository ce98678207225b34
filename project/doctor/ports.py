"""Open ports: what should be reached from this machine only, and is offered to the whole network."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from apps.core.disks import HERE
from project.doctor.findings import Finding, ok, warn

LISTENING = "0A"
EVERYWHERE = {"00000000", "0" * 32}
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
WEB = re.compile(rb"manage\.py\0web\0(?:.*\0)?--port[=\0](\d+)|manage\.py\0web\0", re.DOTALL)
USUAL_PORT = 8000


def offered() -> Iterator[Finding]:
    """PostgreSQL and Redis on this machine listen on loopback; so do the web processes where TLS ends in front."""
    everywhere = _everywhere()
    found = False
    for name, port in _private():
        if port in everywhere:
            found = True
            yield warn(
                "ports",
                f"{name} (port {port}) listens on every address of this machine",
                f"Bind it to 127.0.0.1, or close port {port} in the firewall.",
            )
    if not found:
        yield ok("ports", "nothing that is private listens on every address")


def _private() -> Iterator[tuple[str, int]]:
    """What runs on this machine and is nobody else's business, by port."""
    env = settings.ENV
    database, cache, front = urlsplit(env.database_url), urlsplit(env.redis_url), urlsplit(env.frontend_url)
    if database.hostname in HERE:
        yield "PostgreSQL", database.port or 5432
    if cache.hostname in HERE:
        yield "Redis", cache.port or 6379
    if front.scheme == "https":
        yield from (("a web process", port) for port in sorted(_web_ports()))


def _web_ports() -> set[int]:
    """Where the web processes on this machine listen, by their command lines; the usual port where none is seen."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            web = WEB.search(file.read_bytes())
        except OSError:
            continue
        if web is not None:
            found.add(int(web[1] or USUAL_PORT))
    return found or {USUAL_PORT}


def _everywhere() -> set[int]:
    """Ports on which somebody listens on every address, by the kernel's tables."""
    ports = set()
    for table in TABLES:
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            address, port = line.split()[1].split(":")
            if line.split()[3] == LISTENING and address in EVERYWHERE:
                ports.add(int(port, 16))
    return ports
