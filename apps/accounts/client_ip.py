"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def get_client_ip(request: HttpRequest) -> str | None:
    """The client's IP address; None when it cannot be told (a unix socket).

    With `TRUSTED_PROXIES=n` it is the n-th entry of X-Forwarded-For from the right, the one the outermost of our
    proxies wrote; what stands left of it was sent by the client and is not believed. With 0 the header is not read.
    """
    written = request.META.get("REMOTE_ADDR", "")
    proxies = settings.NINJA_NUM_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(forwarded) >= proxies:
        written = forwarded[-proxies]
    try:
        return str(ip_address(written))
    except ValueError:
        return None
