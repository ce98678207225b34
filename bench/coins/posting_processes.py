"""One worker process that posts coins for its share of the pupils.

`python -m bench.coins.posting_processes WORKER OF SECONDS` prints `ready`, starts when it reads a line, and prints its
postings a second.
"""

import os
import subprocess
import sys
import time
from itertools import cycle

WORKERS = 2


def measure_processes(seconds: float) -> float:
    """Return postings per second of WORKERS processes together, in this process's database."""
    from tests.processes import get_test_database_url

    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.coins.posting_processes", str(number), str(WORKERS), str(seconds)],
            env=os.environ | {"DATABASE_URL": get_test_database_url(), "DATABASE_POOL_SIZE": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WORKERS)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        rates = [process.communicate()[0] for process in _start_posting(processes)]
    finally:
        for process in processes:
            process.kill()
    return sum(map(float, rates))


def _start_posting(processes: list[subprocess.Popen[str]]) -> list[subprocess.Popen[str]]:
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return processes


def post_until_time(worker: int, of: int, seconds: float) -> None:
    """Post one by one to this worker's share of the pupils, in turn."""
    import django

    django.setup()
    from apps.accounts.models import User
    from bench.coins.single_posting import post_coins

    pupils = list(User.objects.filter(email__startswith="bench-pupil").order_by("id"))[worker::of]
    post_coins(pupils[0], f"{worker}-first")
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    for done, pupil in enumerate(cycle(pupils)):
        post_coins(pupil, f"{worker}-{done}")
        if time.perf_counter() - began >= seconds:
            print((done + 1) / (time.perf_counter() - began), flush=True)
            return


if __name__ == "__main__":
    post_until_time(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
