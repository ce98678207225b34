"""Faults while events flow: connections are cut, Redis and the web process are killed."""

import random
import time
from collections.abc import Callable
from typing import Any

from bench.sockets.setup import ClientProcess, EventPublisher, WebProcess, get_last_number, publish_beats

EVENTS_PER_SECOND = 20.0
"""Events published each second meanwhile."""
CALM_SECONDS = 60.0


def run_storm(
    *, crowd: ClientProcess, web: WebProcess, redis: Any, stream: str, cuts: int, redis_restarts: int, kills: int,
    seed: int = 1, calm: float = CALM_SECONDS, report_progress: Callable[[str], object] = lambda _: None,
) -> dict[str, Any]:  # fmt: skip
    """Cause the faults in random order, then publish the last events while Redis is down.

    Return the report of the clients once all have every event, or `calm` seconds later.
    """
    blows = ["cut"] * cuts + ["redis"] * redis_restarts + ["kill"] * kills
    random.Random(seed).shuffle(blows)
    crowd.send_command("report", seq=0)
    with EventPublisher(stream, a_second=EVENTS_PER_SECOND):
        for number, blow in enumerate(blows, start=1):
            if blow == "cut":
                crowd.send_command("cut", count=1)
            elif blow == "redis":
                redis.kill()
                time.sleep(0.2)
                redis.start()
            else:
                web.restart()
                crowd.send_command("all_at", seq=get_last_number(stream), seconds=calm)
            report_progress(f"{number} of {len(blows)}")
    crowd.send_command("all_at", seq=get_last_number(stream), seconds=calm)
    redis.kill()
    publish_beats(stream, 5)
    seq = get_last_number(stream)
    crowd.send_command("all_at", seq=seq, seconds=calm)
    report: dict[str, Any] = {
        "doubled": 0,
        "resynced": 0,
        "cut": 0,
        **crowd.send_command("report", seq=seq),
        "seq": seq,
    }
    redis.start()
    return report
