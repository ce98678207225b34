"""Checks for open ports that only this machine should reach."""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from apps.core.disks import LOCAL_HOSTS
from project.doctor.findings import Finding, ok, warn

LISTEN_STATE = "0A"
SOCKET_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
WEB_COMMAND = re.compile(
    rb'manage\.py\0web\0(?:.*\0)?--port[=\0](\d+)|manage\.py\0web\0|"web", (?:"[^"]*", )*"--port", "(\d+)"', re.DOTALL
)
"""Also as the order of `project.process_starter`, whose command line the processes of `./talim run` have."""
DEFAULT_WEB_PORT = 8000
MONITOR_PORTS = {"Prometheus": 9090, "Alertmanager": 9093, "Grafana": 3000}
"""Monitoring programs and their usual ports; another program may use the port."""
CONTAINER_MARKS = (Path("/.dockerenv"), Path("/run/.containerenv"))
"""Files that Docker and Podman put into containers; Kubernetes sets a variable."""


def check_open_ports() -> Iterator[Finding]:
    """Warn when PostgreSQL, Redis, monitoring or web processes behind a TLS proxy listen beyond loopback.

    It is only a warning: other machines and containers may need the port. In a container the web process must listen
    on every address, so it is not checked there.
    """
    listeners = _find_public_listeners()
    has_warnings = False
    for name, port in _list_private_services():
        if port in listeners:
            has_warnings = True
            yield warn(
                "ports",
                f"{name} (port {port}) listens on {_format_addresses(listeners[port])}",
                f"Bind it to 127.0.0.1; where a container or another machine has to reach it, close port {port} to all "
                "others in the firewall.",
            )
    if not has_warnings:
        yield ok("ports", "nothing that is private listens beyond this machine")


def _list_private_services() -> Iterator[tuple[str, int]]:
    """Yield the services of this machine that should not be reached from others, with their ports."""
    env = settings.ENV
    database, cache, front = urlsplit(env.database_url), urlsplit(env.redis_url), urlsplit(env.frontend_url)
    if database.hostname in LOCAL_HOSTS:
        yield "PostgreSQL", database.port or 5432
    if cache.hostname in LOCAL_HOSTS:
        yield "Redis", cache.port or 6379
    if _is_in_container():
        return
    for name, port in MONITOR_PORTS.items():
        yield f"what is at {name}'s port", port
    if front.scheme == "https":
        yield from (("a web process", port) for port in sorted(_find_web_ports()))


def _is_in_container() -> bool:
    return "KUBERNETES_SERVICE_HOST" in os.environ or any(mark.exists() for mark in CONTAINER_MARKS)


def _find_web_ports() -> set[int]:
    """Return the ports of the web processes on this machine, from their command lines; else the default port."""
    ports = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            web = WEB_COMMAND.search(file.read_bytes())
        except OSError:
            continue
        if web is not None:
            ports.add(int(web[1] or web[2] or DEFAULT_WEB_PORT))
    return ports or {DEFAULT_WEB_PORT}


def _find_public_listeners() -> dict[int, set[IPv4Address | IPv6Address]]:
    """Return the ports on which a process listens beyond loopback, with the addresses, from /proc/net."""
    listeners = defaultdict(set)
    for table in SOCKET_TABLES:
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            hexadecimal, port = line.split()[1].split(":")
            address = _parse_address(hexadecimal)
            if line.split()[3] == LISTEN_STATE and not address.is_loopback:
                listeners[int(port, 16)].add(address)
    return dict(listeners)


def _parse_address(hexadecimal: str) -> IPv4Address | IPv6Address:
    """Parse an address of /proc/net/tcp: 32-bit words in this machine's byte order."""
    words = [
        int(hexadecimal[start : start + 8], 16).to_bytes(4, sys.byteorder) for start in range(0, len(hexadecimal), 8)
    ]
    if len(words) == 1:
        return IPv4Address(words[0])
    address = IPv6Address(b"".join(words))
    return address.ipv4_mapped or address


def _format_addresses(addresses: set[IPv4Address | IPv6Address]) -> str:
    if any(address.is_unspecified for address in addresses):
        return "every address of this machine"
    return " and ".join(sorted(str(address) for address in addresses))
