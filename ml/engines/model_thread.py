"""The one thread that calls the models: windows of several pupils in one encode, generate and align.

A window is `fresh` (encode, detect, first search), then `again` while a search breaks a limit (in batches of such
windows, so that the others never wait), then `force` for pass P. Everything else (spectrograms, alignment of texts,
marks) is done by other threads meanwhile. Never two pupils in one window. Other work with the model waits until nothing
of pupils is ready (`put_idle`).
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from ml.engines import asr
from ml.engines.asr import EncodedWindow, SearchResult, TimedWord, Whisper, WindowTranscript
from ml.engines.audio import RATE
from ml.engines.batching import IDLE, BatchFailure, BatchQueue, BatchRunner
from ml.engines.clips import Clip, WindowTask
from ml.engines.memory import release_memory
from ml.engines.metrics import EngineMetrics

log = logging.getLogger(__name__)

MAX_OVERTAKES = 10
"""Recordings that came before and that one goes before for each point of priority: nobody waits for ever."""


@dataclass(frozen=True, slots=True)
class WindowSearch:
    """What one search made of a window: `heard`, or the rung and cap to search again with."""

    encoded: EncodedWindow
    languages: list[tuple[str, float]]
    tries: list[SearchResult]
    heard: WindowTranscript | None
    again: tuple[int, int]


class IdleWork:
    """Work with a model that waits until no recording is ready for it. `done` has what it returns or raises."""

    def __init__(self, work: Callable[[Whisper], Any], number: int) -> None:
        self.group = (IDLE, number, 0, 0)
        self.done: Future[Any] = Future()
        self._work = work

    def run(self, whisper: Whisper) -> None:
        """Do it; for the model's thread."""
        try:
            self.done.set_result(self._work(whisper))
        except Exception as error:
            self.done.set_exception(error)


class ModelThread(threading.Thread):
    """Takes rows until it is closed. `on_heard` and `on_forced` get a clip and which model it was, once all windows of
    the clip are through; `on_failed` a clip that the model could not take. They must return soon.
    """

    def __init__(
        self,
        whispers: Sequence[Whisper],
        *,
        size: int,
        wait: float,
        coming: Callable[[], int],
        figures: EngineMetrics,
        on_heard: Callable[[Clip, int], None],
        on_forced: Callable[[Clip, int], None],
        on_failed: Callable[[Clip, BatchFailure], None],
    ) -> None:
        super().__init__(name="model", daemon=True)
        self._whispers = whispers
        self._wait = wait
        self._figures = figures
        self._on_heard, self._on_forced, self._on_failed = on_heard, on_forced, on_failed
        self._waiting: BatchQueue[WindowTask | IdleWork] = BatchQueue(_get_order, coming)
        self._idle_works = count()
        self._batches: BatchRunner[WindowTask, Any] = BatchRunner(size, self._probe)

    @property
    def broken(self) -> bool:
        """True once the model itself no longer works: this process can only be started anew."""
        return self._batches.broken

    @property
    def size(self) -> int:
        """Windows in a batch at most."""
        return self._batches.size

    def put(self, rows: Sequence[WindowTask]) -> None:
        """Rows that are ready."""
        self._waiting.put(rows)

    def put_idle(self, work: Callable[[Whisper], Any]) -> "Future[Any]":
        """Work for the first model that every recording goes before; it should be short."""
        idle = IdleWork(work, next(self._idle_works))
        self._waiting.put([idle])
        return idle.done

    def close(self) -> None:
        """Finish what waits, then end."""
        self._waiting.close()

    def run(self) -> None:
        """The thread."""
        while taken := self._waiting.take(self._batches.size, self._wait):
            for idle in taken:
                if isinstance(idle, IdleWork):
                    idle.run(self._whispers[0])
            rows = [row for row in taken if isinstance(row, WindowTask) and not row.clip.failed]
            if not rows:
                continue
            try:
                self._batch(rows)
            except Exception as error:
                log.exception("batch could not be worked on")
                for row in rows:
                    self._fail(row, BatchFailure(type(error).__name__, quarantined=False))
            if self._waiting.empty:
                release_memory()

    def _batch(self, rows: list[WindowTask]) -> None:
        began = time.perf_counter()
        forcing = rows[0].kind == "force"
        results = self._batches.run(rows, self._force if forcing else self._listen)
        took = time.perf_counter() - began
        self._figures.batch(rows[0].kind, len(rows), took)
        for row in rows:
            row.clip.spend("align" if forcing else "asr", took / len(rows))
        for row, result in zip(rows, results, strict=True):
            if isinstance(result, BatchFailure):
                self._fail(row, result)
            elif forcing:
                self._forced(row, result)
            else:
                self._listened(row, result)

    def _listen(self, rows: Sequence[WindowTask]) -> list[WindowSearch]:
        """Encode (fresh rows), search, and word times of the searches that are taken."""
        whisper = self._whispers[rows[0].ear]
        if rows[0].kind == "fresh":
            encoded = whisper.encode([row.hearing.windows[row.place] for row in rows])
            languages = whisper.languages(encoded)
            searches = whisper.search(encoded)
        else:
            encoded = [row.encoded for row in rows]
            languages = [row.hearing.languages[row.place] for row in rows]
            searches = whisper.search(encoded, rung=rows[0].rung, cap=rows[0].cap)
        tries, chosen = [], {}
        for place, (row, search) in enumerate(zip(rows, searches, strict=True)):
            tries.append(row.hearing.tries[row.place] + ([] if search.outran else [search]))
            taken = None if search.outran else asr.choose_search_result(tries[place])
            if taken is not None:
                chosen[place] = taken
        timed = whisper.timed([encoded[place] for place in chosen], list(chosen.values()))
        heard = dict(zip(chosen, timed, strict=True))
        again = [_choose_next_search(search, window) for search, window in zip(searches, encoded, strict=True)]
        places = range(len(rows))
        return [WindowSearch(encoded[at], languages[at], tries[at], heard.get(at), again[at]) for at in places]

    def _force(self, rows: Sequence[WindowTask]) -> list[list[TimedWord]]:
        asked = [row.hearing.asked[row.place] for row in rows]
        return self._whispers[rows[0].ear].force([row.encoded for row in rows], asked)

    def _listened(self, row: WindowTask, search: WindowSearch) -> None:
        hearing, place = row.hearing, row.place
        hearing.encoded[place], hearing.languages[place] = search.encoded, search.languages
        hearing.tries[place] = search.tries
        if search.heard is None:
            self.put([WindowTask(row.clip, row.ear, place, "again", *search.again)])
            return
        hearing.heard[place] = search.heard
        if all(hearing.heard) and not row.clip.failed:
            self._on_heard(row.clip, row.ear)

    def _forced(self, row: WindowTask, words: list[TimedWord]) -> None:
        row.hearing.forced[row.place] = words
        if all(forced is not None for forced in row.hearing.forced) and not row.clip.failed:
            self._on_forced(row.clip, row.ear)

    def _fail(self, row: WindowTask, failed: BatchFailure) -> None:
        if not row.clip.failed:
            row.clip.failed = True
            self._on_failed(row.clip, failed)

    def _probe(self) -> None:
        """A second of silence through each model."""
        silence = asr.AudioWindow(np.zeros(RATE, dtype=np.float32), 0.0, "en")
        for whisper in self._whispers:
            whisper.search(whisper.encode([silence]), cap=asr.get_token_limit(silence.seconds))


def _get_order(row: WindowTask | IdleWork) -> tuple[int, int, int]:
    if isinstance(row, IdleWork):
        return (row.group[1], 0, 0)
    return (row.clip.number - MAX_OVERTAKES * row.clip.priority, row.ear, row.place)


def _choose_next_search(search: SearchResult, encoded: EncodedWindow) -> tuple[int, int]:
    """Rung and cap of the next search: under the window's own cap where this one outran it, else the next rung."""
    limit = asr.get_token_limit(encoded.seconds)
    return (search.rung, limit) if search.outran else (search.rung + 1, asr.MAX_TOKENS)
