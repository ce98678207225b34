"""The address to serve on: free, and chosen by one command alone; and by which others reach this machine."""

import errno
import fcntl
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from project.launcher.talking import Problem, paint, say


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            if error.errno == errno.EACCES:
                raise Problem(
                    f"Port {port} is not open to ordinary users.", "Take one above 1023:  --port 8000"
                ) from error
            raise Problem(
                f"{host} is no address of this machine ({error.strerror}).",
                "Leave --host out, or use 0.0.0.0.",
            ) from error
    return True


LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")
SIOCGIFADDR = 0x8915
"""Linux: asks for an interface's IPv4 address."""
STRANGERS: dict[int, str] = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses of documentation, which nobody has."""
IPV6_TABLE = Path("/proc/net/if_inet6")


def is_loopback(host: str) -> bool:
    """Whether a server there is reached from this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def in_url(host: str) -> str:
    """An address or name as URLs and ALLOWED_HOSTS have it."""
    return f"[{host}]" if ":" in host else host


def reached_by(host: str) -> list[str]:
    """The addresses and names by which others reach a server that listens on `host`; addresses come first."""
    name = socket.gethostname().lower()
    addresses = [*_own_addresses(host)] if host in EVERYWHERE else [host]
    return list(dict.fromkeys([*addresses, name, name if "." in name else f"{name}.local"]))


def _own_addresses(host: str) -> Iterator[str]:
    """The addresses of this machine in its networks, of the family of `host`; that of the way out comes first.

    The others may be of containers or of a private network, where no tablet is.
    """
    if not sys.platform.startswith("linux"):
        addresses = [*_by_name(socket.AF_INET6 if ":" in host else socket.AF_INET)]
    elif ":" in host:
        digits = [line.split()[0] for line in IPV6_TABLE.read_text().splitlines()] if IPV6_TABLE.exists() else []
        addresses = [str(ip_address(bytes.fromhex(digit))) for digit in digits]
    else:
        addresses = [*_by_interface()]
    addresses = [*_way_out(socket.AF_INET6 if ":" in host else socket.AF_INET), *addresses]
    yield from (
        address for address in addresses if not (ip_address(address).is_loopback or ip_address(address).is_link_local)
    )


def _way_out(family: int) -> Iterator[str]:
    """The address from which this machine would write to a stranger, if it has a way; nothing is sent."""
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
        asking.connect((STRANGERS[family], 9))
        yield str(asking.getsockname()[0])


def _by_name(family: int) -> Iterator[str]:
    with suppress(OSError):  # nobody knows this machine's name
        for *_kind, address in socket.getaddrinfo(socket.gethostname(), None, family):
            yield str(address[0])


def _by_interface() -> Iterator[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _number, name in socket.if_nameindex():
            try:
                reply = fcntl.ioctl(asking, SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            except OSError:  # it has none
                continue
            yield socket.inet_ntoa(reply[20:24])


CHOSEN: list[socket.socket] = []
"""Names of the addresses that this process has chosen, held to its end."""


def chosen_by_nobody_else(host: str, port: int) -> bool:
    """Whether no other `./talim run` on this machine has chosen this address; it is this one's from now on.

    Between the choice and the first answer lies a minute. The name (Linux: an abstract socket) ends with the process.
    """
    if not sys.platform.startswith("linux"):
        return True
    name = socket.socket(socket.AF_UNIX)
    try:
        name.bind(f"\0talim-serves-{host}-{port}")
    except OSError as error:
        name.close()
        return error.errno != errno.EADDRINUSE
    CHOSEN.append(name)
    return True


def choose_port(host: str, wanted: int | None) -> int:
    """The port to serve on: the wanted one or nothing; else 8000, or the next free one up to 8019."""
    if wanted is not None:
        if port_is_free(host, wanted) and chosen_by_nobody_else(host, wanted):
            return wanted
        raise Problem(
            f"Port {wanted} is taken by another program.",
            f"Choose another one:  ./talim run --port {wanted + 1}",
            f"or see who has it:  ss -ltnp 'sport = :{wanted}'",
        )
    for port in range(8000, 8020):
        if port_is_free(host, port) and chosen_by_nobody_else(host, port):
            if port != 8000:
                say(
                    paint(
                        f"   Port 8000 is taken by another program; using {port}. (--port chooses another)",
                        "33",
                    )
                )
            return port
    raise Problem("Ports 8000 to 8019 are all taken.", "Choose a free one:  ./talim run --port 9000")
