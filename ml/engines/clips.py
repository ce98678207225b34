"""What goes into the engine and comes out, and the state of one recording on its way through it."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from ml.engines.asr import AudioWindow, EncodedWindow, SearchResult, TimedWord, WindowTranscript
from ml.engines.audio import DecodedAudio
from ml.engines.audio_gate import SoundMeasurements
from ml.scoring import RecordingResult, ScoringResult, ScoringTask

OnStage = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """One recording: `key` is the caller's id, `data` the file as it came."""

    key: str
    data: bytes = field(repr=False)
    task: ScoringTask


@dataclass(frozen=True, slots=True)
class EngineFailure:
    """Our failure over one item: no verdict about the pupil. `reason` names the kind of error, for staff.

    `quarantined`: the model failed twice over this recording alone while it works on others; another try cannot help.
    """

    key: str
    reason: str
    quarantined: bool = False


@dataclass(frozen=True, slots=True)
class AudioSummary:
    """What a recording looks and sounds like, without hearing what is said; all empty for what cannot be decoded."""

    seconds: float
    peaks: bytes
    fingerprint: bytes


EngineOutcome = RecordingResult | EngineFailure
OnDone = Callable[[str, EngineOutcome], None]
WindowTaskKind = Literal["fresh", "again", "force"]


@dataclass(slots=True)
class Transcription:
    """What one Whisper model makes of a recording, window by window."""

    windows: list[AudioWindow]
    encoded: list[EncodedWindow | None] = field(init=False)
    languages: list[list[tuple[str, float]]] = field(init=False)
    tries: list[list[SearchResult]] = field(init=False)
    heard: list[WindowTranscript | None] = field(init=False)
    forced: list[list[TimedWord] | None] = field(init=False)
    asked: list[list[str]] = field(default_factory=list)
    window_of_asked: list[int] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = len(self.windows)
        self.encoded, self.heard, self.forced = [None] * count, [None] * count, [None] * count
        self.languages, self.tries = [[] for _ in range(count)], [[] for _ in range(count)]


@dataclass(slots=True, eq=False)
class Clip:
    """One item on its way. One thread at a time has it."""

    item: EngineRequest
    on_done: OnDone
    on_stage: OnStage
    priority: int
    number: int
    began: float = field(default_factory=time.perf_counter)
    stage: str = "waiting"
    windows: int = 1
    seconds: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, Any] = field(default_factory=dict)
    container: str = ""
    decoded: DecodedAudio | None = None
    sound: SoundMeasurements | None = None
    peaks: bytes = b""
    fingerprint: bytes = b""
    hearings: list[Transcription] = field(default_factory=list)
    preparing: bool = True
    failed: bool = False
    delivered: bool = False

    def enter(self, stage: str) -> None:
        """Notes the stage and tells who handed the recording in."""
        self.stage = stage
        self.on_stage(self.item.key, stage)

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """The block's time counts under that name."""
        began = time.perf_counter()
        yield
        self.spend(name, time.perf_counter() - began)

    def spend(self, name: str, seconds: float) -> None:
        """Adds to the time spent under that name."""
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds


@dataclass(slots=True, eq=False)
class WindowTask:
    """A window that waits for the model. `ear`: which model is to hear it; `rung` and `cap` of the next search."""

    clip: Clip
    ear: int
    place: int
    kind: WindowTaskKind
    rung: int = 0
    cap: int = 0

    @property
    def group(self) -> tuple[str, int, int, int]:
        """Rows of one group may share a call of the model."""
        return (self.kind, self.ear, self.rung, self.cap)

    @property
    def hearing(self) -> Transcription:
        """What the model has made of the recording so far."""
        return self.clip.hearings[self.ear]

    @property
    def encoded(self) -> EncodedWindow:
        """The window behind the encoder; not for fresh ones."""
        encoded_window = self.hearing.encoded[self.place]
        assert encoded_window is not None
        return encoded_window


def build_engine_result(clip: Clip, scores: ScoringResult, model: str) -> RecordingResult:
    """The answer about a recording that was scored."""
    clip.seconds["total"] = time.perf_counter() - clip.began
    return RecordingResult(
        **{field.name: getattr(scores, field.name) for field in fields(scores)},
        duration=round(clip.sound.seconds, 2) if clip.sound else 0.0,
        container=clip.container,
        transcript=clip.evidence.get("heard", {}).get("text", ""),
        language=clip.item.task.language,
        evidence=clip.evidence,
        seconds={name: round(value, 4) for name, value in clip.seconds.items()},
        model=model,
        audio_sha256=hashlib.sha256(clip.item.data).hexdigest(),
        peaks=clip.peaks,
        fingerprint=clip.fingerprint,
    )
