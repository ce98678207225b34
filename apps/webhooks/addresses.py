"""Allowed addresses of webhooks: nothing inside the network of the centre, however it is written (SSRF protection).

The URL is checked when it is saved, and again before each try together with the addresses of its name. The request goes
to the checked address (`client`), so another DNS answer a moment later has no effect.
"""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.webhooks.models import MAX_URL_LENGTH
from apps.webhooks.reasons import FailureReason

Address = IPv4Address | IPv6Address

PORTS = frozenset({443, 8443})
"""Ports of public receivers. Addresses in WEBHOOKS_ALLOWED_NETWORKS may use any port."""

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = rf"(?:{LABEL}\.)*[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?"
"""ASCII only (IDN in its `xn--` form). The last label begins with a letter, so a number is not a name."""
URL = re.compile(
    rf"(?P<scheme>https?)://(?:(?P<name>{NAME})|(?P<v4>[0-9.]{{7,15}})|\[(?P<v6>[0-9a-f:.]{{2,45}})\])"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?(?P<path>/[!-\"$-\[\]-~]*)?"
)
"""No user, fragment, backslash or white space; the path is sent unchanged."""

FORBIDDEN_NETWORKS = (
    "0.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32", "224.0.0.0/3",
    "::/128", "fe80::/10", "ff00::/8", "fd00:ec2::/32", "::ffff:0:0/96",
)  # fmt: skip
"""Never allowed, even in an allowed network: this host, link-local, cloud metadata, multicast, mapped IPv4."""
NON_PUBLIC_NETWORKS = (
    "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)  # fmt: skip
"""From IANA's registries of special-purpose addresses, with tunnels to IPv4 (Teredo, 6to4)."""
PUBLIC_IPV6_NETWORK = "2000::/3"
"""All public IPv6 addresses: not unique-local, site-local, NAT64 or mapped."""


class DeliveryFailed(Exception):
    """A try failed, or was not made, for `reason`."""

    def __init__(self, reason: FailureReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class WebhookTarget:
    """The parts of a URL: `host` without brackets, `path` with its query. `networks` are allowed although they are not
    public.
    """

    scheme: str
    host: str
    port: int
    path: str
    networks: tuple[str, ...] = ()

    @property
    def ip_literal(self) -> Address | None:
        """The IP address in the URL; None for a name."""
        return _parse_ip(self.host)

    @property
    def host_header(self) -> str:
        """The value of the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


def parse_allowed_target(url: str, *, public_only: bool = False, max_length: int = MAX_URL_LENGTH) -> WebhookTarget:
    """Return the target of this URL, without a DNS lookup. Raise ValidationError when messages may not go there.

    `public_only`: also refuse WEBHOOKS_ALLOWED_NETWORKS, for addresses that any user may enter.
    """
    networks = () if public_only else tuple(settings.ENV.webhooks_allowed_networks)
    match = URL.fullmatch(url) if len(url) <= max_length else None
    if match is None:
        raise ValidationError(
            _("Enter an address such as https://example.uz/hook: without user name or fragment, in ASCII letters.")
        )
    host = match["name"] or match["v4"] or match["v6"]
    scheme, port = match["scheme"], int(match["port"] or (443 if match["scheme"] == "https" else 80))
    if len(host) > 253 or port > 65535 or (not match["name"] and _parse_ip(host) is None):
        raise ValidationError(_("This host or port does not exist."))
    target = WebhookTarget(scheme, host, port, match["path"] or "/", networks)
    if scheme == "http" and not (settings.DEBUG and _is_loopback(target)):
        raise ValidationError(_("Only https is allowed."))
    is_outside = "." in host if target.ip_literal is None else is_address_allowed(target, target.ip_literal)
    if not is_outside and scheme == "https" and not (match["name"] and networks):
        raise ValidationError(_("This address is not public."))
    looked_up_later = target.ip_literal is None and networks
    if not _is_port_allowed(target, target.ip_literal) and not looked_up_later:
        raise ValidationError(_("Only ports 443 and 8443 are allowed."))
    return target


def is_address_allowed(target: WebhookTarget, address: Address) -> bool:
    """Return whether a message for this target may go to this IP address."""
    if target.scheme == "http":
        return address.is_loopback
    if _is_in_networks(address, FORBIDDEN_NETWORKS):
        return False
    if _is_in_networks(address, target.networks):
        return True
    is_public = address.version == 4 or _is_in_networks(address, [PUBLIC_IPV6_NETWORK])
    return is_public and not _is_in_networks(address, NON_PUBLIC_NETWORKS)


def resolve_target_addresses(target: WebhookTarget) -> list[Address]:
    """Return the current addresses of the name, looked up once. Raise DeliveryFailed when there is none or any of them
    is not allowed.
    """
    addresses = [target.ip_literal] if target.ip_literal is not None else _resolve_name(target)
    for address in addresses:
        if not is_address_allowed(target, address) or not _is_port_allowed(target, address):
            raise DeliveryFailed(FailureReason.FORBIDDEN_ADDRESS)
    return addresses


def _resolve_name(target: WebhookTarget) -> list[Address]:
    try:
        answers = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(ip_address(str(answer[4][0])) for answer in answers))
    except (OSError, UnicodeError, ValueError):
        raise DeliveryFailed(FailureReason.NO_ADDRESS) from None
    if not addresses:
        raise DeliveryFailed(FailureReason.NO_ADDRESS)
    return addresses


def _parse_ip(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_loopback(target: WebhookTarget) -> bool:
    return target.host == "localhost" or (target.ip_literal is not None and target.ip_literal.is_loopback)


def _is_port_allowed(target: WebhookTarget, address: Address | None) -> bool:
    if target.scheme == "http" or target.port in PORTS:
        return True
    return address is not None and _is_in_networks(address, target.networks)


def _is_in_networks(address: Address, networks: Iterable[str]) -> bool:
    return any(address in ip_network(network) for network in networks)
