"""The IP address of a client."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def get_client_ip(request: HttpRequest) -> str | None:
    """Return the client's IP address; None when it is unknown (a unix socket)."""
    return choose_client_ip(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def choose_client_ip(remote: str, forwarded_for: str) -> str | None:
    """Return the client's IP address, from the address of the connection and the X-Forwarded-For header.

    With `TRUSTED_PROXIES=n` it is the n-th entry of X-Forwarded-For from the right: the outermost of our proxies wrote
    it. Entries left of it come from the client and are not trusted. With 0 the header is not read.
    """
    written = remote
    proxies = settings.NINJA_NUM_PROXIES
    forwarded = [part.strip() for part in forwarded_for.split(",")]
    if proxies and len(forwarded) >= proxies:
        written = forwarded[-proxies]
    try:
        return str(ip_address(written))
    except ValueError:
        return None
