"""The address to serve on: free, and chosen by one command alone."""

import errno
import socket
import sys

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
