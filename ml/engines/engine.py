"""The one door to the heavy half: recordings in, results out. Loads its models once and reaches no network."""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ml.engines import evidence as gathering
from ml.engines import gate
from ml.engines.asr import Whisper
from ml.engines.audio import AudioBad, Decoded, Decoder, Limits
from ml.scoring import Marks, Task, WordResult, score
from ml.text import read

__all__ = ["EngineFailure", "Item", "Limits", "Result", "SpeechEngine", "Task", "WordResult"]

if TYPE_CHECKING:
    from ml.engines.embedding import Embedder

log = logging.getLogger(__name__)
OnStage = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Item:
    """One recording: `key` is the caller's id, `data` the file as it came."""

    key: str
    data: bytes = field(repr=False)
    task: Task


@dataclass(frozen=True, slots=True)
class Result:
    """Always complete: a refusal is a result with a verdict, no number and a reason.

    Measures 0 to 100 or None. `parts`, `evidence` and `seconds` (decode, gate, asr, align, score, total) are JSON-safe.
    `evidence` is what `ml.scoring.rescore` takes. All but `seconds` is the same for the same bytes, task and version.
    """

    verdict: str
    reason: str
    confidence: str | None
    duration: float
    container: str
    transcript: str
    language: str
    words: tuple[WordResult, ...]
    accuracy: float | None
    completeness: float | None
    fluency: float | None
    relevance: float | None
    clarity: float | None
    overall: float | None
    parts: dict[str, Any]
    evidence: dict[str, Any]
    method: str
    seconds: dict[str, float]
    model: str
    audio_sha256: str


@dataclass(frozen=True, slots=True)
class EngineFailure:
    """Our failure over one item: no verdict about the pupil. `reason` names the kind of error, for staff."""

    key: str
    reason: str


class SpeechEngine:
    """Holds decoder, Whisper and embeddings. One call of `process` at a time."""

    def __init__(
        self,
        *,
        whisper_dir: Path,
        embedding_dir: Path | None,
        device: str = "auto",
        threads: int | None = None,
        limits: Limits | None = None,
    ) -> None:
        """`whisper_dir`: a CTranslate2 model. `embedding_dir`: a sentence-transformers model, None for readings only.
        `device`: auto, cpu or cuda. `threads`: all the processor's by default. `limits`: of the decoding child."""
        self._decoder = Decoder(limits)
        threads = threads or len(os.sched_getaffinity(0))
        self._whisper = Whisper(whisper_dir, device=device, threads=threads)
        self._embedder = _embedder(embedding_dir, self._whisper.device, threads)
        weights = file_sha256(whisper_dir / "model.bin")
        self.model = f"{whisper_dir.name}@{weights[:12]}"
        self.facts: dict[str, Any] = {
            "model": whisper_dir.name,
            "model_sha256": weights,
            "device": self._whisper.device,
            "compute_type": self._whisper.compute_type,
            "embedding": embedding_dir.name if embedding_dir else "",
            "versions": {name: version(name) for name in ("ctranslate2", "faster-whisper", "av", "onnxruntime")},
        }
        self._ahead = ThreadPoolExecutor(1, thread_name_prefix="decode")

    def process(self, items: Sequence[Item], on_stage: OnStage) -> Iterator[tuple[str, Result | EngineFailure]]:
        """Yields (key, outcome) in the order given, each as soon as it is known.

        `on_stage(key, stage)` is told decoding, transcribing, scoring; what it raises ends the call. An item that
        fails is yielded as `EngineFailure` and hurts no other. The next item decodes while one is transcribed.
        """
        ahead = self._decode_ahead(items[0]) if items else None
        for place, item in enumerate(items):
            assert ahead is not None
            work = _Work(item, ahead)
            failure: EngineFailure | None = None
            for stage, step in self._steps:
                on_stage(item.key, stage)
                try:
                    step(work)
                except Exception as error:
                    log.exception("speech item failed", extra={"item": item.key, "stage": stage})
                    failure = EngineFailure(item.key, type(error).__name__)
                if stage == "decoding" and place + 1 < len(items):
                    ahead = self._decode_ahead(items[place + 1])
                if failure or work.result:
                    break
            outcome = failure or work.result
            assert outcome is not None
            yield item.key, outcome

    def close(self) -> None:
        """Stops the decoding server. The engine cannot be used afterwards."""
        self._ahead.shutdown(cancel_futures=True)
        self._decoder.close()

    @property
    def _steps(self) -> tuple[tuple[str, Callable[["_Work"], None]], ...]:
        return (("decoding", self._prepare), ("transcribing", self._listen), ("scoring", self._score))

    def _decode_ahead(self, item: Item) -> "Future[tuple[Decoded | AudioBad, float]]":
        return self._ahead.submit(self._decode, item)

    def _decode(self, item: Item) -> tuple[Decoded | AudioBad, float]:
        began = time.perf_counter()
        try:
            outcome: Decoded | AudioBad = self._decoder.decode(item.data, max_seconds=item.task.max_seconds + 0.5)
        except AudioBad as bad:
            outcome = bad
        return outcome, time.perf_counter() - began

    def _prepare(self, work: "_Work") -> None:
        """Decodes and gates; a recording that cannot be scored is finished here."""
        task = work.item.task
        if task.kind == "reading" and not read(task.reference, task.language, alternatives=True):
            raise ValueError("a reading needs a text")
        decoded, work.seconds["decode"] = work.ahead.result()
        work.evidence = {"task": task.as_json(), "engine": self.facts}
        if isinstance(decoded, AudioBad):
            work.container = decoded.facts.get("container", "")
            verdict = "TOO_LONG" if decoded.reason == "TOO_LONG" else "AUDIO_BAD"
            self._refuse(work, verdict, decoded.reason)
            return
        began = time.perf_counter()
        work.decoded, work.container = decoded, decoded.container
        work.sound = gate.listen(decoded.samples)
        work.evidence["sound"] = gathering.sound_json(work.sound) | {
            "container": decoded.container, "codec": decoded.codec, "sample_rate": decoded.sample_rate,
            "channels": decoded.channels, "damaged": decoded.damaged,
        }  # fmt: skip
        refused = gate.refusal(work.sound, task)
        work.seconds["gate"] = time.perf_counter() - began
        if refused:
            self._refuse(work, refused, refused)

    def _listen(self, work: "_Work") -> None:
        assert work.decoded is not None
        assert work.sound is not None
        task = work.item.task
        work.evidence |= gathering.gather(self._whisper, work.decoded.samples, work.sound, task, work.seconds)

    def _score(self, work: "_Work") -> None:
        began = time.perf_counter()
        task = work.item.task
        if task.kind == "speaking" and self._embedder:
            work.evidence["similarity"] = self._embedder.similarity(
                work.evidence["heard"]["text"], task.reference_answers, task.question, task.language
            )
        marks = score(work.evidence)
        work.seconds["score"] = time.perf_counter() - began
        work.result = self._result(work, marks)

    def _refuse(self, work: "_Work", verdict: str, reason: str) -> None:
        work.evidence["refused"] = {"verdict": verdict, "reason": reason}
        work.result = self._result(work, score(work.evidence))

    def _result(self, work: "_Work", marks: Marks) -> Result:
        work.seconds["total"] = time.perf_counter() - work.began
        return Result(
            verdict=marks.verdict.value,
            reason=marks.reason,
            confidence=marks.confidence,
            duration=round(work.sound.seconds, 2) if work.sound else 0.0,
            container=work.container,
            transcript=work.evidence.get("heard", {}).get("text", ""),
            language=work.item.task.language,
            words=marks.words,
            accuracy=marks.accuracy,
            completeness=marks.completeness,
            fluency=marks.fluency,
            relevance=marks.relevance,
            clarity=marks.clarity,
            overall=marks.overall,
            parts=marks.parts,
            evidence=work.evidence,
            method=marks.method,
            seconds={name: round(value, 4) for name, value in work.seconds.items()},
            model=self.model,
            audio_sha256=hashlib.sha256(work.item.data).hexdigest(),
        )


@dataclass(slots=True)
class _Work:
    """One item on its way through the engine."""

    item: Item
    ahead: "Future[tuple[Decoded | AudioBad, float]]"
    began: float = field(default_factory=time.perf_counter)
    seconds: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, Any] = field(default_factory=dict)
    container: str = ""
    decoded: Decoded | None = None
    sound: gate.Sound | None = None
    result: Result | None = None


def _embedder(folder: Path | None, device: str, threads: int) -> "Embedder | None":
    if folder is None:
        return None
    from ml.engines.embedding import Embedder

    return Embedder(folder, device=device, threads=threads)


def file_sha256(path: Path) -> str:
    """Hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
