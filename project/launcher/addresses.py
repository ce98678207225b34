"""The address and port to serve on, and the addresses by which other machines reach this one."""

import errno
import fcntl
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from project.launcher.terminal import LauncherError, paint, print_line


def is_port_free(host: str, port: int) -> bool:
    """Return whether a server could listen on this port now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            if error.errno == errno.EACCES:
                raise LauncherError(
                    f"Port {port} is not open to ordinary users.", "Take one above 1023:  --port 8000"
                ) from error
            raise LauncherError(
                f"{host} is no address of this machine ({error.strerror}).", "Leave --host out, or use 0.0.0.0."
            ) from error
    return True


LOOPBACK = ("127.0.0.1", "localhost", "::1")
ALL_INTERFACES = ("0.0.0.0", "::")
SIOCGIFADDR = 0x8915
"""Linux: asks for an interface's IPv4 address."""
EXAMPLE_ADDRESSES: dict[int, str] = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses reserved for documentation (RFC 5737, RFC 3849): no machine has them."""
IPV6_TABLE = Path("/proc/net/if_inet6")


def is_loopback(host: str) -> bool:
    """Return whether a host is reached from this machine only."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def format_url_host(host: str) -> str:
    """Return a host as in URLs and ALLOWED_HOSTS: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def list_reachable_names(host: str) -> list[str]:
    """Return the addresses, then the names, by which other machines reach a server that listens on `host`."""
    name = socket.gethostname().lower()
    addresses = [*_list_own_addresses(host)] if host in ALL_INTERFACES else [host]
    return list(dict.fromkeys([*addresses, name, name if "." in name else f"{name}.local"]))


def _list_own_addresses(host: str) -> Iterator[str]:
    """Yield this machine's addresses of the IP version of `host`, the one of the default route first.

    The others may belong to container networks that no tablet can reach.
    """
    if not sys.platform.startswith("linux"):
        addresses = [*_list_by_name(socket.AF_INET6 if ":" in host else socket.AF_INET)]
    elif ":" in host:
        digits = [line.split()[0] for line in IPV6_TABLE.read_text().splitlines()] if IPV6_TABLE.exists() else []
        addresses = [str(ip_address(bytes.fromhex(digit))) for digit in digits]
    else:
        addresses = [*_list_by_interface()]
    addresses = [*_find_outgoing_address(socket.AF_INET6 if ":" in host else socket.AF_INET), *addresses]
    yield from (
        address for address in addresses if not (ip_address(address).is_loopback or ip_address(address).is_link_local)
    )


def _find_outgoing_address(family: int) -> Iterator[str]:
    """Yield the address of the default route, if there is one. Nothing is sent."""
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
        asking.connect((EXAMPLE_ADDRESSES[family], 9))
        yield str(asking.getsockname()[0])


def _list_by_name(family: int) -> Iterator[str]:
    with suppress(OSError):  # nobody knows this machine's name
        for *_kind, address in socket.getaddrinfo(socket.gethostname(), None, family):
            yield str(address[0])


def _list_by_interface() -> Iterator[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _number, name in socket.if_nameindex():
            try:
                reply = fcntl.ioctl(asking, SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            except OSError:  # it has none
                continue
            yield socket.inet_ntoa(reply[20:24])


CLAIMED_ADDRESSES: list[socket.socket] = []
"""Sockets whose names claim the addresses of this process until it ends."""


def claim_address(host: str, port: int) -> bool:
    """Claim an address for this process. Return False when another `./talim run` on this machine has claimed it.

    A minute passes between this choice and the first request, so testing the port is not enough. The claim is an
    abstract socket (Linux) that ends with the process.
    """
    if not sys.platform.startswith("linux"):
        return True
    name = socket.socket(socket.AF_UNIX)
    try:
        name.bind(f"\0talim-serves-{host}-{port}")
    except OSError as error:
        name.close()
        return error.errno != errno.EADDRINUSE
    CLAIMED_ADDRESSES.append(name)
    return True


def choose_port(host: str, wanted: int | None) -> int:
    """Return the port to serve on: the wanted one, else the first free one from 8000 to 8019."""
    if wanted is not None:
        if is_port_free(host, wanted) and claim_address(host, wanted):
            return wanted
        raise LauncherError(
            f"Port {wanted} is taken by another program.",
            f"Choose another one:  ./talim run --port {wanted + 1}",
            f"or see who has it:  ss -ltnp 'sport = :{wanted}'",
        )
    for port in range(8000, 8020):
        if is_port_free(host, port) and claim_address(host, port):
            if port != 8000:
                print_line(
                    paint(f"   Port 8000 is taken by another program; using {port}. (--port chooses another)", "33")
                )
            return port
    raise LauncherError("Ports 8000 to 8019 are all taken.", "Choose a free one:  ./talim run --port 9000")
