"""Schemas of one attempt: words, parts of the score, advice, score proposal, what teachers see."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Out, build_example
from api.homework.pupil_work_schemas import ATTEMPT, AttemptOut
from api.shared_schemas import STUDENT, PersonOut
from api.video.course_videos_schemas import VideoOut
from apps.homework.attempt_views import AttemptView

PROPOSAL_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81"
NUMBERS: dict[str, Any] = {
    "accuracy": 90.0, "completeness": 100.0, "fluency": 71.2, "prosody": 78.0, "relevance": None, "clarity": 80.1,
}  # fmt: skip
WORD: dict[str, Any] = {
    "index": 0, "text": "cats", "heard": "cat", "class": "near", "start": 1.2, "end": 1.6, "probability": 0.71,
    "reference": 0, "probable": False, "corrected": False, "weak": True, "mark": 6.1,
}  # fmt: skip
MARK: dict[str, Any] = NUMBERS | {
    "verdict": "OK", "confidence": "high", "method": "reading.calibrated.2", "overall": 86.4,
}  # fmt: skip
WORD_CHANGE: dict[str, Any] = {
    "index": 4, "reference": 4, "text": "cats", "was": {"class": "wrong", "heard": "cat"},
}  # fmt: skip
DIFFERENCE: dict[str, Any] = {
    "id": PROPOSAL_ID, "purpose": "rescore", "state": "ready", "created_at": "2026-09-07T16:00:00Z", "stale": False,
    "before": MARK | {"method": "reading.text.1"}, "after": MARK,
}  # fmt: skip
CORRECTION: dict[str, Any] = {
    "index": 4, "was": "wrong", "now": "correct", "author": STUDENT, "created_at": "2026-09-07T16:00:00Z",
}  # fmt: skip
BEHIND: dict[str, Any] = {
    "weights": {"accuracy": 0.4, "completeness": 0.3, "fluency": 0.3},
    "phrases": [], "foreign": [],
    "advice": ["Read to the end of the line before you stop."],
}  # fmt: skip
TEACHER: dict[str, Any] = {
    "flags": ["NOISY"], "guard_hits": ["noise"], "parameters": {"scoring": "2", "calibration": None},
}  # fmt: skip


class WordOut(Out):
    """A word of the text (`reference` is its place) or an extra word. Times are seconds from the start.

    `weak`: the word should be checked; this lowers no score. `mark`: 0 to 10, as experts score words, if known.
    """

    model_config = build_example(**WORD)

    index: int
    text: str
    heard: str
    class_: str = Field(alias="class")
    start: float | None
    end: float | None
    probability: float | None
    reference: int | None
    probable: bool
    corrected: bool
    weak: bool = False
    mark: float | None = None


class PartsOut(Out):
    """Parts of a score, 0 to 100, null where they do not apply."""

    model_config = build_example(**NUMBERS)

    accuracy: float | None
    completeness: float | None
    fluency: float | None
    prosody: float | None
    relevance: float | None
    clarity: float | None


class PauseOut(Out):
    """A pause between two words; `after` is the place of the word before it."""

    model_config = build_example(start=4.1, seconds=1.4, long=True, after=11)

    start: float
    seconds: float
    long: bool
    after: int | None


class PhraseOut(Out):
    """A line of a `repeat` homework; `first` is the place of its first word in the text."""

    model_config = build_example(
        text="Good morning!", first=0, words=2, start=0.4, end=1.3, accuracy=100.0, completeness=100.0
    )

    text: str
    first: int
    words: int
    start: float | None
    end: float | None
    accuracy: float | None
    completeness: float | None


class ForeignOut(Out):
    """A part of the recording in another language; it is not scored."""

    model_config = build_example(start=12.0, end=15.5, language="ru", probability=0.94)

    start: float
    end: float
    language: str
    probability: float


class AttemptMarkOut(PartsOut):
    """A score by one scoring method."""

    model_config = build_example(**MARK)

    verdict: str
    confidence: str | None
    method: str
    overall: float | None


class WordStateOut(Out):
    """A word as one score has it."""

    model_config = build_example(heard="cat", **{"class": "near"})

    class_: str = Field(alias="class")
    heard: str


class WordChangeOut(Out):
    """A word that differs between two scores; `was` is null for a new word."""

    model_config = build_example(**WORD_CHANGE)

    index: int
    reference: int | None
    text: str
    was: WordStateOut | None
    now: WordStateOut


class DifferenceOut(Out):
    """A score proposal. `state`: `listening` until the speech engine has finished. `stale`: the current score has
    changed since.
    """

    model_config = build_example(**DIFFERENCE)

    id: UUID
    purpose: Literal["rescore", "correction"]
    state: Literal["listening", "ready"]
    created_at: datetime
    stale: bool
    before: AttemptMarkOut
    after: AttemptMarkOut | None
    words: list[WordChangeOut]


class CorrectionOut(Out):
    """A teacher's correction of a word: its class, or the word of a free answer."""

    model_config = build_example(**CORRECTION)

    index: int
    was: str
    now: str
    author: PersonOut
    created_at: datetime


class AlikeOut(Out):
    """Another pupil's attempt with the same file, text or sound; without `attempt` and `student` the model audio.

    `share` of the sound that is the same: 0 to 1.
    """

    model_config = build_example(attempt=ATTEMPT["id"], student=STUDENT, share=0.71)

    attempt: UUID | None
    student: PersonOut | None
    share: float


class TeacherOut(Out):
    """What only teachers see of an attempt."""

    model_config = build_example(**TEACHER)

    flags: list[str]
    guard_hits: list[str]
    alike: AlikeOut | None
    corrections: list[CorrectionOut]
    proposal: DifferenceOut | None
    parameters: dict[str, Any]


class AttemptTaskOut(Out):
    """The task when the pupil submitted; later changes of the assignment do not change it."""

    model_config = build_example(
        kind="reading", language="en", level="A2", reference="The good thing is that we can see the game.", question=""
    )

    kind: str
    language: str
    level: str
    reference: str
    question: str


class AttemptDetailOut(AttemptOut):
    """An attempt with all details of its score. `place`: 1 is next in the speech engine's queue. `audio` and `peaks`:
    paths of the recording and its waveform, null for users who may not hear it. `weights`: share of each part.
    `sentences`: scores 0 to 10, as experts would give. `advice`: at most three sentences in the user's language.
    `meaning`: what the score means.
    """

    model_config = build_example(
        **ATTEMPT, content_type="audio/webm", size=48213, damaged=False,
        audio=f"/api/v1/homework/attempts/{ATTEMPT['id']}/audio/",
        peaks=f"/api/v1/homework/attempts/{ATTEMPT['id']}/peaks/",
        video=None, answer="", transcript="The good thing is that we can see the game.", language="en", **BEHIND,
        words_per_minute=74.2, mean_run=5.5,
        meaning="This mark says how many words were recognised.", confidence="high", method="reading.text.1",
        model="whisper-base", revision=1, seconds={"total": 2.2},
    )  # fmt: skip

    place: int | None
    content_type: str
    size: int
    damaged: bool
    audio: str | None
    peaks: str | None
    video: VideoOut | None = Field(description="How far a submitted film is; null without one, or without the right.")
    asked: AttemptTaskOut
    answer: str
    transcript: str
    language: str
    words: list[WordOut]
    parts: PartsOut
    words_per_minute: float | None = Field(description="Rate of the spoken words; null where there are none.")
    mean_run: float | None = Field(description="Words between two pauses, on average; null where there are none.")
    weights: dict[str, float]
    pauses: list[PauseOut]
    phrases: list[PhraseOut]
    foreign: list[ForeignOut]
    sentences: list[dict[str, Any]]
    advice: list[str]
    meaning: str
    confidence: str
    method: str
    model: str
    revision: int | None
    seconds: dict[str, float]
    teacher: TeacherOut | None

    @staticmethod
    def resolve_audio(attempt: AttemptView) -> str | None:
        """A path from the server's root."""
        return f"/api/v1/homework/attempts/{attempt['id']}/audio/" if attempt["hears"] else None

    @staticmethod
    def resolve_peaks(attempt: AttemptView) -> str | None:
        """A path from the server's root."""
        return f"/api/v1/homework/attempts/{attempt['id']}/peaks/" if attempt["hears"] else None


class PeaksOut(Out):
    """Waveform of a recording: peak of equal slices, 0 to 255; empty until the speech engine has processed it."""

    model_config = build_example(seconds=24.1, peaks=[0, 12, 200, 255, 90])

    seconds: float | None
    peaks: list[int]
