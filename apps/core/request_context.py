"""The current request, socket or job: its id, used in answers and logs, and the network of the client."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from ipaddress import ip_address, ip_network

from apps.core.ids import uuid7

_VALID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_context: ContextVar[tuple[str, str, str]] = ContextVar("request_context", default=("", "", ""))
"""Request id, job id and network of the client."""


def get_request_id() -> str:
    """Return the id of the current request or socket, or ""."""
    return _context.get()[0]


def get_job_id() -> str:
    """Return the id of the current job, or ""."""
    return _context.get()[1]


def get_client_network() -> str:
    """Return the network of the client of the current request, or ""."""
    return _context.get()[2]


@lru_cache(maxsize=4096)
def truncate_ip_address(address: str | None) -> str:
    """Return the network of an IP address: the /24 of IPv4, the /48 of IPv6; "" for None."""
    if not address:
        return ""
    ip = ip_address(address)
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def choose_request_id(offered: str | None) -> str:
    """Return the id from `X-Request-ID` if it is 8 to 64 characters of `A-Z a-z 0-9 . _ -`, else a new one."""
    return offered if offered and _VALID.fullmatch(offered) else uuid7().hex


@contextmanager
def use_request_context(request_id: str, *, job_id: str = "", network: str = "") -> Iterator[None]:
    """Set the request id, job id and client network until the block ends."""
    token = _context.set((request_id, job_id, network))
    try:
        yield
    finally:
        _context.reset(token)
