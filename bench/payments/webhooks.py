"""What the calls of Payme and Stripe take through a running server, while 100,000 payments stand in the tables.

python -m bench.payments.webhooks [rounds]      # by itself, in a database of its own beside the configured one
"""

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

from bench.payments.calls import SERVER_SETTINGS, Call, payme_calls, stripe_calls
from bench.report import ROOT, BenchReport, Figure

PAYMENTS = 100_000
ROUNDS = 2000
STRIPE_SHARE = 4
"""Orders paid through Stripe are so many times fewer: each is placed by the service before."""
CLIENTS = 4
TARGET = 200
FEWEST = 100
"""Below so many calls there is no 99th percentile; the slowest is shown."""


def measure(rounds: int = ROUNDS, payments: int = PAYMENTS, *, promised: bool = True) -> tuple[list[Figure], str]:
    """The 99th percentile of each call, several callers at once; needs a migrated database without payments."""
    from bench.payments import filling

    print(f"   filling {payments:,} payments …", flush=True)
    owed = filling.fill(payments=payments, open_ones=rounds)
    print(f"   {max(1, rounds // STRIPE_SHARE)} orders for Stripe …", flush=True)
    stories = [payme_calls(number, reference, amount) for number, (reference, amount) in enumerate(owed)]
    stories += stripe_calls(max(1, rounds // STRIPE_SHARE))
    random.Random(1).shuffle(stories)
    with _server() as url:
        print(f"   {sum(map(len, stories))} calls …", flush=True)
        took = _ask(url, stories)
    figures = [_figure(call, values, promised) for call, values in sorted(took.items())]
    note = (
        f"{payments:,} payments with ledger, transactions and deliveries in the tables; {CLIENTS} callers at once "
        "through one server process."
    )
    return figures, note


def _figure(call: str, values: list[float], promised: bool) -> Figure:
    spread = f"median {statistics.median(values):.0f}, most {max(values):.0f}, n {len(values)}"
    if len(values) < FEWEST:
        return Figure(f"{call}, slowest", max(values), "ms", spread=spread)
    p99 = statistics.quantiles(values, n=100)[-1]
    target, kept_promise = (f"< {TARGET} ms", p99 < TARGET) if promised else ("", None)
    return Figure(f"{call}, 99th percentile", p99, "ms", target, kept_promise, spread)


def _ask(url: str, stories: Sequence[Sequence[Call]]) -> dict[str, list[float]]:
    """Send all of these, each story in its order; milliseconds by name. RuntimeError for an unexpected answer."""
    took: dict[str, list[float]] = defaultdict(list)
    host = urlsplit(url).netloc

    def tell(mine: Sequence[Sequence[Call]], *, noted: bool) -> None:
        connection = http.client.HTTPConnection(host, timeout=300)
        for story in mine:
            for call in story:
                body, headers = call.ready()
                began = time.perf_counter()
                connection.request("POST", call.path, body, headers)
                response = connection.getresponse()
                answer = response.read()
                if noted:
                    took[call.name].append((time.perf_counter() - began) * 1000)
                if response.status != 200 or call.expected not in answer:
                    raise RuntimeError(f"{call.name}: {response.status} {answer[:500]!r}")
        connection.close()

    warm = max(1, len(stories) // 50)
    tell(stories[:warm], noted=False)
    with ThreadPoolExecutor(CLIENTS) as pool:
        parts = [stories[warm + number :: CLIENTS] for number in range(CLIENTS)]
        list(pool.map(lambda mine: tell(mine, noted=True), parts))
    return took


@contextmanager
def _server() -> Iterator[str]:
    """One serving process on the database of the present run."""
    from tests.processes import get_test_database_url

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        **SERVER_SETTINGS,
        "DATABASE_URL": get_test_database_url(),
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "WARNING",
    }
    command = [
        "uvicorn",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "warning",
        "project.asgi:application",
    ]
    with subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=environment) as process:
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 300
    while time.monotonic() < ends and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def main() -> int:
    """By itself; 1 when a promise was missed."""
    from bench.database import use_empty_platform

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, use_empty_platform(files):
        figures, note = measure(rounds=rounds)
    report = BenchReport("payments", "Money", figures, note)
    print(f"{report.to_table()}\n{note}")
    return 0 if report.held else 1


if __name__ == "__main__":
    sys.exit(main())
