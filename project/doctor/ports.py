"""Open ports: what should be reached from this machine only, and is offered to the whole network."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from project.doctor.findings import Finding, ok, warn

LISTENING = "0A"
EVERYWHERE = {"00000000", "0" * 32}
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LOOPBACK = ("127.0.0.1", "localhost", "::1", "", None)


def offered() -> Iterator[Finding]:
    """PostgreSQL and Redis on this machine listen on loopback; so does the web port where TLS ends in front."""
    everywhere = _everywhere()
    found = False
    for name, port in _private().items():
        if port in everywhere:
            found = True
            yield warn(
                "ports",
                f"{name} (port {port}) listens on every address of this machine",
                f"Bind it to 127.0.0.1, or close port {port} in the firewall.",
            )
    if not found:
        yield ok("ports", "nothing that is private listens on every address")


def _private() -> dict[str, int]:
    """What runs on this machine and is nobody else's business, by port."""
    env = settings.ENV
    database, cache, front = urlsplit(env.database_url), urlsplit(env.redis_url), urlsplit(env.frontend_url)
    found = {}
    if database.hostname in LOOPBACK:
        found["PostgreSQL"] = database.port or 5432
    if cache.hostname in LOOPBACK:
        found["Redis"] = cache.port or 6379
    if front.scheme == "https":
        found["the web process"] = 8000
    return found


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
