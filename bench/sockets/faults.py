"""Connections cut, Redis and the web process killed, while events flow: what each socket got in the end."""

import random
import time
from collections.abc import Callable
from typing import Any

from bench.sockets.setup import Crowd, Talking, Web, last, say

FLOW = 20.0
"""Events a second meanwhile."""
CALM_SECONDS = 60.0


def weather(
    *, crowd: Crowd, web: Web, redis: Any, stream: str, cuts: int, redis_restarts: int, kills: int, seed: int = 1,
    calm: float = CALM_SECONDS, told: Callable[[str], object] = lambda _: None,
) -> dict[str, Any]:  # fmt: skip
    """Do all of that in some order, and then publish the last events while Redis is away; the crowd's report once all
    have everything, or `calm` seconds later.
    """
    blows = ["cut"] * cuts + ["redis"] * redis_restarts + ["kill"] * kills
    random.Random(seed).shuffle(blows)
    crowd.ask("report", seq=0)
    with Talking(stream, a_second=FLOW):
        for number, blow in enumerate(blows, start=1):
            if blow == "cut":
                crowd.ask("cut", count=1)
            elif blow == "redis":
                redis.kill()
                time.sleep(0.2)
                redis.start()
            else:
                web.restart()
                crowd.ask("all_at", seq=last(stream), seconds=calm)
            told(f"{number} of {len(blows)}")
    crowd.ask("all_at", seq=last(stream), seconds=calm)
    redis.kill()
    say(stream, 5)
    seq = last(stream)
    crowd.ask("all_at", seq=seq, seconds=calm)
    report: dict[str, Any] = {"doubled": 0, "resynced": 0, "cut": 0, **crowd.ask("report", seq=seq), "seq": seq}
    redis.start()
    return report
