"""Free answers compared with the model answers: all texts that wait go through the embedding model in one call."""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ml.engines.batching import BatchFailure, BatchRunner
from ml.engines.clips import Clip
from ml.scoring import ScoringTask

if TYPE_CHECKING:
    from ml.engines.embedding import Embedder

MAX_BATCH = 32
"""Answers in one call."""


@dataclass(frozen=True, slots=True)
class _PendingText:
    evidence: dict[str, Any]
    settle: Callable[[dict[str, Any] | BatchFailure], None]


class SimilarityThread(threading.Thread):
    """The one thread that uses the embedding model.

    It starts at once and loads the model for the first answer: who only reads aloud never waits for it, nor does a
    process that was started again.
    """

    def __init__(
        self,
        load: "Callable[[], Embedder]",
        *,
        step: Callable[[str, int], AbstractContextManager[None]],
        on_failed: Callable[[Clip, BatchFailure], None],
    ) -> None:
        super().__init__(name="texts", daemon=True)
        self._load = cache(load)
        self._step = step
        self._on_failed = on_failed
        self._waiting: queue.SimpleQueue[_PendingText | None] = queue.SimpleQueue()
        self._batches: BatchRunner[_PendingText, dict[str, Any]] = BatchRunner(MAX_BATCH, self._probe)
        self.start()

    @property
    def broken(self) -> bool:
        """True once the model itself no longer works."""
        return self._batches.broken

    def put(self, clip: Clip, then: Callable[[Clip], None]) -> None:
        """Adds `similarity` to the clip's evidence, then calls `then`."""

        def settle(result: dict[str, Any] | BatchFailure) -> None:
            if isinstance(result, BatchFailure):
                self._on_failed(clip, result)
            else:
                clip.evidence["similarity"] = result
                then(clip)

        self._waiting.put(_PendingText(clip.evidence, settle))

    def similarity(self, evidence: dict[str, Any]) -> dict[str, Any]:
        """Of one answer, waited for. Raises RuntimeError with the reason."""
        future: Future[dict[str, Any] | BatchFailure] = Future()
        self._waiting.put(_PendingText(evidence, future.set_result))
        result = future.result()
        if isinstance(result, BatchFailure):
            raise RuntimeError(result.reason)
        return result

    def close(self) -> None:
        """Finish what waits, then end."""
        self._waiting.put(None)
        self.join()

    def run(self) -> None:
        """The thread."""
        while (first := self._waiting.get()) is not None:
            texts = [first]
            while len(texts) < MAX_BATCH and not self._waiting.empty():
                more = self._waiting.get()
                if more is None:
                    self._waiting.put(None)
                    break
                texts.append(more)
            for text, similarity in zip(texts, self._batches.run(texts, self._measure), strict=True):
                text.settle(similarity)

    def _measure(self, texts: Sequence[_PendingText]) -> list[dict[str, Any]]:
        asked = []
        for text in texts:
            task = ScoringTask.from_json(text.evidence["task"])
            asked.append((text.evidence["heard"]["text"], task.reference_answers, task.question, task.language))
        embedder = self._load()
        with self._step("embed", len(texts)):
            return embedder.similarities(asked)

    def _probe(self) -> None:
        self._load().similarities([("Hello.", ("Hello.",), "", "en")])
