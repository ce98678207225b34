"""`manage.py speech_top`: show load, batch sizes, queue age and real-time factor of the speech engines, live."""

import time
from typing import Any

import redis
from django.core.management.base import BaseCommand, CommandParser

from apps.homework import engine_metrics
from apps.jobs import queries

CLEAR = "\033[H\033[2J"


class Command(BaseCommand):
    help = "Show what the speech engines do now, again every few seconds. Ctrl-C ends it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=2.0, metavar="SECONDS")
        parser.add_argument("--once", action="store_true", help="one look, without clearing the screen")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(build_screen_text())
            return
        try:
            while True:
                self.stdout.write((CLEAR if self.stdout.isatty() else "") + build_screen_text())
                time.sleep(max(0.2, options["every"]))
        except KeyboardInterrupt:
            return


def build_screen_text() -> str:
    """Return the text of one screen."""
    state = queries.get_queue_job_counts("speech")
    lines = [
        f"queue speech   waiting {state.due}   running {state.running}   dead {state.dead}   "
        f"oldest waits {state.oldest_wait_s:.0f} s   done in the last minute {state.done_last_minute}",
        f"engines ready  {queries.count_ready_processes('speech')}",
    ]
    try:
        engines = engine_metrics.read_engine_metrics()
    except (redis.RedisError, OSError):
        return "\n".join([*lines, "Redis does not answer: no figures of the engines."])
    for engine in engines:
        lines += ["", *_about(engine)]
    if not engines:
        lines.append("No engine has shown figures lately.")
    return "\n".join(lines)


def _about(engine: dict[str, Any]) -> list[str]:
    stages = engine.get("in_flight") or {}
    flight = "   ".join(f"{stage} {number}" for stage, number in stages.items()) or "nothing"
    last = " ".join(f"{seconds:.2f}" for seconds in engine.get("last_batches") or []) or "none"
    return [
        f"{engine['process']}   {engine.get('model', '?')} on {engine.get('device', '?')}   {engine['age']:.0f} s ago",
        f"  real-time factor {_number(engine, 'real_time_factor')}   windows/s {_number(engine, 'windows_per_s')}   "
        f"mean batch {_number(engine, 'mean_batch')}   clips {_number(engine, 'clips')}   "
        f"failures {_number(engine, 'failures')}",
        f"  in flight      {flight}",
        f"  last batches   {last} s",
    ]


def _number(engine: dict[str, Any], name: str) -> str:
    value = engine.get(name)
    return "-" if value is None else f"{value:g}"
