"""Heads of requests without an end: one header of many megabytes, over and over."""

import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.abuse.attack import ANSWER_SECONDS, Attack, People, Target

PARALLEL, MEGABYTES = 8, 24
PIECE = b"x" * (256 * 1024)
HEAD = b"GET /api/v1/health/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "


def read_status(link: socket.socket) -> int:
    """Return the status of the answer; 0 when the connection ends without one."""
    try:
        words = link.recv(1024).split(b" ", 2)
    except OSError:
        return 0
    return int(words[1]) if len(words) > 1 else 0


def _prepare(people: People) -> None:
    del people


def _run(target: Target, prepared: None) -> Counter[int]:
    del prepared
    ends = time.monotonic() + target.seconds

    def flood(_number: int) -> Counter[int]:
        statuses = Counter[int]()
        while time.monotonic() < ends:
            with socket.create_connection(("127.0.0.1", target.port), timeout=ANSWER_SECONDS) as link:
                try:
                    link.sendall(HEAD)
                    for _piece in range(4 * MEGABYTES):
                        link.sendall(PIECE)
                    link.sendall(b"\r\n\r\n")
                except OSError:
                    pass  # the server has closed the connection; its answer may still be there
                statuses[read_status(link)] += 1
        return statuses

    with ThreadPoolExecutor(PARALLEL) as senders:
        return sum(senders.map(flood, range(PARALLEL)), Counter[int]())


ATTACK = Attack(f"{PARALLEL} headers of {MEGABYTES} MiB at once", _prepare, _run, control="unbounded")
