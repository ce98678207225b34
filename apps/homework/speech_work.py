"""Work of other apps for the speech engine. Each declares it in `speech_work.py`: `SPEECH_WORK = [SpeechWork(…)]`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from apps.core import declarations
from apps.core.models import StoredFile
from apps.jobs.kinds import ClaimedJob
from ml.scoring.task import ScoringTask


@dataclass(frozen=True)
class SpeechWork:
    """A kind of job of the queue `speech` that hears a recording once.

    `prepare` returns the recording and what was to be said, None when nothing is to be done any more. `store(claim=…,
    result=…, models=…)` stores a `RecordingResult`, with the job's end, as `services.scoring.store_score` does.
    """

    name: str
    prepare: Callable[[ClaimedJob], tuple[StoredFile, ScoringTask] | None]
    store: Callable[..., Any]


@cache
def all_speech_work() -> dict[str, SpeechWork]:
    """Return all declared work by its kind of job. Raise ValueError when two share one."""
    return declarations.collect_declarations_by_name("speech_work", SpeechWork, label="speech work")
