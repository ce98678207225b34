"""The one door to the heavy half: recordings in, results out. Loads its models once and reaches no network.

A live queue: recordings come one by one (`submit`) and leave when they are done. Decoding and gate, the model, and
scores have threads of their own, so that several pupils' windows meet in one call of the model (`model_thread.py`)
while others are prepared. A result does not depend on what else is in the engine.
"""

import logging
import os
import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ml.engines import clips, preparation
from ml.engines import evidence as gathering
from ml.engines.asr import Whisper
from ml.engines.audio import AudioDecoder, DecoderLimits
from ml.engines.batching import BatchFailure
from ml.engines.clips import Clip, EngineFailure, EngineOutcome, EngineRequest, OnDone, OnStage, WindowTask
from ml.engines.expert_scores import ExpertScorer
from ml.engines.metrics import EngineMetrics
from ml.engines.model_thread import ModelThread
from ml.engines.text_similarity import SimilarityThread
from ml.engines.watchdog import Watchdog
from ml.models import verify_and_hash_weights
from ml.scoring import score_evidence

if TYPE_CHECKING:
    from ml.engines.embedding import Embedder

log = logging.getLogger(__name__)

T = TypeVar("T")

BATCH_WINDOWS = {"cpu": 4, "cuda": 32}
"""Windows in a batch by device. On two cores searching four at once costs 0.6 of one by one, encoding the same."""
WAIT_SECONDS = {"cpu": 0.02, "cuda": 0.03}
"""How long a batch that is not full waits while more recordings are being prepared."""
STEP_SECONDS = {"cpu": (120.0, 120.0), "cuda": (120.0, 10.0)}
"""After which a call of the model counts as hung: this, and this more for each row."""
BATCHES_AHEAD = 3
"""Batches' worth of recordings that may be in the engine at once."""


class SpeechEngine:
    """Holds decoder, Whisper models and embeddings. Safe to share between threads."""

    def __init__(
        self,
        *,
        whisper_dir: Path,
        embedding_dir: Path | None,
        marker_dir: Path | None = None,
        device: str = "auto",
        threads: int | None = None,
        windows: int | None = None,
        limits: DecoderLimits | None = None,
    ) -> None:
        """`whisper_dir`: a CTranslate2 model. `embedding_dir`: a sentence-transformers model, None for readings only.
        `marker_dir`: the Whisper model whose evidence makes the scores, if it is another one. `device`: auto, cpu or
        cuda. `threads`: all the processor's by default. `windows`: in a batch at most. `limits`: of the decoding
        child. Raises `ml.models.ModelError` for a folder that is not whole.
        """
        folders = [whisper_dir, *([marker_dir] if marker_dir else [])]
        self._sha256 = [verify_and_hash_weights(folder) for folder in folders]
        self._watchdog = Watchdog()
        self._decoder = AudioDecoder(limits)
        threads = threads or len(os.sched_getaffinity(0))
        self._whispers = [Whisper(folder, device=device, threads=threads, step=self._step) for folder in folders]
        self.device = self._whispers[0].device
        self._figures = EngineMetrics()
        self._texts: SimilarityThread | None = None
        if embedding_dir:
            load = partial(_load_embedder, embedding_dir, self.device, threads)
            self._texts = SimilarityThread(load, step=self._step, on_failed=self._fail)
        self.model = f"{whisper_dir.name}@{self._sha256[0][:12]}"
        self.facts: dict[str, Any] = {
            "model": whisper_dir.name,
            "model_sha256": self._sha256[0],
            "device": self.device,
            "compute_type": self._whispers[0].compute_type,
            "embedding": embedding_dir.name if embedding_dir else "",
            "versions": {name: version(name) for name in ("ctranslate2", "faster-whisper", "av", "onnxruntime")},
        }
        if marker_dir:
            self.facts["marker"] = marker_dir.name
        size = windows or BATCH_WINDOWS[self.device]
        self._capacity = max(BATCHES_AHEAD * size, self._decoder.workers + size)
        self._change = threading.Condition()
        self._clips: dict[int, Clip] = {}
        self._numbers = 0
        self._preparing = 0
        self._decoding = ThreadPoolExecutor(self._decoder.workers, thread_name_prefix="decode")
        self._working = ThreadPoolExecutor(threads, thread_name_prefix="work")
        self._thread = ModelThread(
            self._whispers,
            size=size,
            wait=WAIT_SECONDS[self.device],
            coming=lambda: self._preparing,
            figures=self._figures,
            on_heard=lambda clip, ear: self._later(self._ask, clip, ear),
            on_forced=lambda clip, ear: self._later(self._hear_on, clip, ear),
            on_failed=self._fail,
        )
        self._thread.start()

    @property
    def broken(self) -> bool:
        """True once a model itself no longer works: nothing is to blame but this process, and a new one may do."""
        return self._thread.broken or (self._texts is not None and self._texts.broken)

    def room(self) -> int:
        """How many more recordings the engine takes without piling them up; long ones count by their windows."""
        with self._change:
            return max(0, self._capacity - sum(clip.windows for clip in self._clips.values()))

    def submit(
        self, item: EngineRequest, *, on_done: OnDone, on_stage: OnStage | None = None, priority: int = 0
    ) -> None:
        """Take a recording. `on_done(key, outcome)` is called once, `on_stage(key, stage)` with decoding,
        transcribing, scoring as it goes; both from the engine's threads, to return soon and never raise. Of what is
        ready for the model the higher `priority` goes first, before a bounded number that came earlier.
        """
        with self._change:
            self._numbers += 1
            clip = Clip(item, on_done, on_stage or (lambda key, stage: None), priority, self._numbers)
            self._clips[clip.number] = clip
            self._preparing += 1
        self._decoding.submit(self._guarded, clip, self._decode)

    def process(self, items: Sequence[EngineRequest], on_stage: OnStage) -> Iterator[tuple[str, EngineOutcome]]:
        """Yields (key, outcome) in the order given, each as soon as it and those before it are known.

        `on_stage` is called from the caller's thread; what it raises ends the call. An item that fails is yielded as
        `EngineFailure` and hurts no other.
        """
        callbacks: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        outcomes: dict[int, EngineOutcome] = {}
        sent = 0
        for place, item in enumerate(items):
            while place not in outcomes:
                while sent < len(items) and (self.room() or sent == place):
                    self.submit(
                        items[sent],
                        on_done=lambda key, outcome, at=sent: callbacks.put(partial(outcomes.__setitem__, at, outcome)),  # type: ignore[misc]
                        on_stage=lambda key, stage: callbacks.put(partial(on_stage, key, stage)),
                    )
                    sent += 1
                callbacks.get()()
            yield item.key, outcomes.pop(place)

    def print_of(self, data: bytes, *, max_seconds: float) -> clips.AudioSummary:
        """What a recording looks and sounds like; nothing is heard. Waits for it, in the caller's thread."""
        return preparation.compute_waveform_and_fingerprint(self._decoder, data, max_seconds)

    def similarity(self, evidence: dict[str, Any]) -> dict[str, Any] | None:
        """`evidence["similarity"]` of a free answer for the text that it says was heard; None without an embedding
        model. Waits for it.
        """
        return self._texts.similarity(evidence) if self._texts else None

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until no recording is in the engine, for so long at most; return whether there is none."""
        with self._change:
            return self._change.wait_for(lambda: not self._clips, seconds)

    def run_when_idle(self, work: Callable[[Whisper], T]) -> T:
        """Return what `work` makes of the first Whisper model, once no recording is ready for it. Waits for it, in the
        caller's thread; recordings that come meanwhile wait for the end of it, so it should be short.
        """
        done: T = self._thread.put_idle(work).result()
        return done

    def figures(self) -> dict[str, Any]:
        """Load and speed, JSON-safe: `Figures.as_json`, and `in_flight` (stage → clips), `room`, `batch` (windows at
        most), `model`, `device`, `embedding` ("": free answers are not compared).
        """
        with self._change:
            stages = Counter(clip.stage for clip in self._clips.values())
        return {
            **self._figures.as_json(),
            "in_flight": dict(stages),
            "room": self.room(),
            "batch": self._thread.size,
            "model": self.model,
            "device": self.device,
            "embedding": self.facts["embedding"],
        }

    def close(self) -> None:
        """Finishes what is in the engine and stops its threads and children. It cannot be used afterwards."""
        with self._change:
            self._change.wait_for(lambda: not self._clips)
        self._decoding.shutdown()
        self._thread.close()
        self._thread.join()
        if self._texts:
            self._texts.close()
        self._working.shutdown()
        self._decoder.close()
        self._watchdog.close()

    def _decode(self, clip: Clip) -> None:
        clip.enter("decoding")
        preparation.decode_or_refuse_clip(self._decoder, clip, self.facts)
        self._later(self._finish if "refused" in clip.evidence else self._measure, clip)

    def _measure(self, clip: Clip) -> None:
        preparation.measure_clip(clip)
        if "refused" in clip.evidence:
            self._finish(clip)
        else:
            clip.enter("transcribing")
            self._listen(clip, ear=0)

    def _listen(self, clip: Clip, ear: int) -> None:
        clip.hearings.append(preparation.prepare_windows(clip, self._whispers[ear]))
        with self._change:
            clip.windows = len(clip.hearings[ear].windows)
        self._prepared(clip)
        self._thread.put([WindowTask(clip, ear, place, "fresh") for place in range(clip.windows)])

    def _ask(self, clip: Clip, ear: int) -> None:
        """After pass U: which words pass P is to look for in which window."""
        assert clip.sound is not None
        hearing = clip.hearings[ear]
        heard = [result for result in hearing.heard if result is not None]
        encoded = [window for window in hearing.encoded if window is not None]
        found, window_of_row = gathering.build_transcript_evidence(heard, encoded, hearing.languages, clip.sound)
        hearing.found = found
        if not clip.item.task.read_aloud:
            self._hear_on(clip, ear)
            return
        rows, count = found["heard"]["words"], len(encoded)
        shares = gathering.assign_words_to_windows(clip.item.task, rows, window_of_row, count)
        hearing.asked, hearing.window_of_asked = shares
        hearing.forced = [None if words else [] for words in hearing.asked]
        self._thread.put([WindowTask(clip, ear, place, "force") for place, words in enumerate(hearing.asked) if words])

    def _hear_on(self, clip: Clip, ear: int) -> None:
        """After the last pass of a model: the next model, or the end."""
        hearing = clip.hearings[ear]
        if clip.item.task.read_aloud:
            hearing.found["forced"] = gathering.list_forced_words([words or [] for words in hearing.forced])
        if ear + 1 < len(self._whispers):
            self._listen(clip, ear + 1)
            return
        clip.evidence |= clip.hearings[0].found
        if ear:
            clip.evidence["by_marker"] = {"model_sha256": self._sha256[ear], **hearing.found}
        if clip.item.task.read_aloud:
            self._mark(clip, ear)
        clip.hearings, clip.decoded = [], None
        if self._texts and not clip.item.task.read_aloud:
            self._texts.put(clip, lambda clip: self._later(self._finish, clip))
        else:
            self._finish(clip)

    def _mark(self, clip: Clip, ear: int) -> None:
        """Measures for the calibrated scores, where there are weights for this model and language."""
        marker = ExpertScorer.load(self._sha256[ear], clip.item.task.language)
        if marker is None:
            return
        hearing = clip.hearings[ear]
        frames = [(window.start, window.frames()) for window in hearing.encoded if window is not None]
        forced, sound = hearing.found["forced"], clip.evidence["sound"]
        clip.evidence["marking"] = marker.measure(frames, forced, hearing.window_of_asked, sound, clip.item.task)

    def _finish(self, clip: Clip) -> None:
        if "refused" not in clip.evidence:
            clip.enter("scoring")
        with clip.timing("score"):
            scores = score_evidence(clip.evidence)
        self._deliver(clip, clips.build_engine_result(clip, scores, self.model))

    def _later(self, work: Callable[..., None], clip: Clip, *more: Any) -> None:
        self._working.submit(self._guarded, clip, work, *more)

    def _guarded(self, clip: Clip, work: Callable[..., None], *more: Any) -> None:
        if clip.failed:
            return
        try:
            work(clip, *more)
        except Exception as error:
            log.exception("speech item failed", extra={"item": clip.item.key, "stage": clip.stage})
            self._fail(clip, BatchFailure(type(error).__name__, quarantined=False))

    def _fail(self, clip: Clip, failed: BatchFailure) -> None:
        clip.failed = True
        self._deliver(clip, EngineFailure(clip.item.key, failed.reason, failed.quarantined))

    def _prepared(self, clip: Clip) -> None:
        """It is no longer among those that a batch may wait for."""
        with self._change:
            self._preparing -= clip.preparing
            clip.preparing = False

    def _deliver(self, clip: Clip, outcome: EngineOutcome) -> None:
        """Once, whatever else went wrong with it."""
        with self._change:
            if clip.delivered:
                return
            clip.delivered = True
        self._prepared(clip)
        self._figures.clip(clip.sound.seconds if clip.sound else 0.0, failed=isinstance(outcome, EngineFailure))
        try:
            clip.on_done(clip.item.key, outcome)
        except Exception:
            log.exception("outcome not taken", extra={"item": clip.item.key})
        with self._change:
            del self._clips[clip.number]
            self._change.notify_all()

    def _step(self, name: str, rows: int) -> AbstractContextManager[None]:
        first, more = STEP_SECONDS[self.device]
        return self._watchdog.step(name, seconds=first + more * rows)


def _load_embedder(folder: Path, device: str, threads: int) -> "Embedder":
    from ml.engines.embedding import Embedder

    return Embedder(folder, device=device, threads=threads)
