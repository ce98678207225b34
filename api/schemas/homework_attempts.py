"""What goes out about one attempt: its words, parts, advice, differences, and what its teacher sees."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.base import Out, example
from api.schemas.courses import PersonOut
from api.schemas.homework import ATTEMPT, STUDENT, AttemptOut
from apps.homework.shown import WholeAttempt

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
    "now": {"class": "near", "heard": "cat"},
}  # fmt: skip
DIFFERENCE: dict[str, Any] = {
    "id": PROPOSAL_ID, "purpose": "rescore", "state": "ready", "created_at": "2026-09-07T16:00:00Z", "stale": False,
    "before": MARK | {"method": "reading.text.1"}, "after": MARK, "words": [WORD_CHANGE],
}  # fmt: skip
CORRECTION: dict[str, Any] = {
    "index": 4, "was": "wrong", "now": "correct", "author": STUDENT, "created_at": "2026-09-07T16:00:00Z",
}  # fmt: skip
BEHIND: dict[str, Any] = {
    "words": [WORD], "parts": NUMBERS, "weights": {"accuracy": 0.4, "completeness": 0.3, "fluency": 0.3},
    "pauses": [{"start": 4.1, "seconds": 1.4, "long": True, "after": 11}], "phrases": [], "foreign": [],
    "sentences": [], "advice": ["Read to the end of the line before you stop."],
}  # fmt: skip
TEACHER: dict[str, Any] = {
    "flags": ["NOISY"], "guard_hits": ["noise"], "alike": None, "corrections": [CORRECTION], "proposal": None,
    "parameters": {"scoring": "2", "calibration": None},
}  # fmt: skip


class WordOut(Out):
    """One word: of the text (`reference` is its place there), or an extra one. Times in seconds from the start.

    `weak`: "check this word"; it costs nothing. `mark`: 0 to 10 as experts mark words, where that is known.
    """

    model_config = example(**WORD)

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
    """The parts of a mark, 0 to 100 or null where they do not apply."""

    model_config = example(**NUMBERS)

    accuracy: float | None
    completeness: float | None
    fluency: float | None
    prosody: float | None
    relevance: float | None
    clarity: float | None


class PauseOut(Out):
    """A silence between two words; `after` is the place of the word before it."""

    model_config = example(start=4.1, seconds=1.4, long=True, after=11)

    start: float
    seconds: float
    long: bool
    after: int | None


class PhraseOut(Out):
    """A line of a homework that is said phrase by phrase: `first` is the place of its first word in the text."""

    model_config = example(
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
    """A stretch in another language: shown, not marked."""

    model_config = example(start=12.0, end=15.5, language="ru", probability=0.94)

    start: float
    end: float
    language: str
    probability: float


class AttemptMarkOut(PartsOut):
    """A mark by one way of marking."""

    model_config = example(**MARK)

    verdict: str
    confidence: str | None
    method: str
    overall: float | None


class WordStateOut(Out):
    """A word under one mark."""

    model_config = example(heard="cat", **{"class": "near"})

    class_: str = Field(alias="class")
    heard: str


class WordChangeOut(Out):
    """A word that another mark sees otherwise; `was` is null for one that it has more."""

    model_config = example(**WORD_CHANGE)

    index: int
    reference: int | None
    text: str
    was: WordStateOut | None
    now: WordStateOut


class DifferenceOut(Out):
    """A mark that waits to replace the one that stands. `state`: `listening` until the engine has made it. `stale`: it
    was compared with a mark that is another by now.
    """

    model_config = example(**DIFFERENCE)

    id: UUID
    purpose: Literal["rescore", "correction"]
    state: Literal["listening", "ready"]
    created_at: datetime
    stale: bool
    before: AttemptMarkOut
    after: AttemptMarkOut | None
    words: list[WordChangeOut]


class CorrectionOut(Out):
    """What a teacher said of a word: its class, or what a heard word of a free answer is."""

    model_config = example(**CORRECTION)

    index: int
    was: str
    now: str
    author: PersonOut
    created_at: datetime


class AlikeOut(Out):
    """The recording that this one sounds like: another pupil's attempt, or (null) the model audio; `share` 0 to 1."""

    model_config = example(attempt=ATTEMPT["id"], share=0.71)

    attempt: UUID | None
    share: float


class TeacherOut(Out):
    """What only teachers see of an attempt."""

    model_config = example(**TEACHER)

    flags: list[str]
    guard_hits: list[str]
    alike: AlikeOut | None
    corrections: list[CorrectionOut]
    proposal: DifferenceOut | None
    parameters: dict[str, Any]


class AttemptTaskOut(Out):
    """What the pupil was asked when they handed in; later edits of the assignment change nothing."""

    model_config = example(
        kind="reading", language="en", level="A2", reference="The good thing is that we can see the game.", question=""
    )

    kind: str
    language: str
    level: str
    reference: str
    question: str


class AttemptDetailOut(AttemptOut):
    """One hand-in with everything behind its mark. `place`: 1 is next in the engine's queue. `audio` and `peaks`: where
    the recording is and what to draw it from, null for who may not hear it. `weights`: the share of each part.
    `sentences`: each as experts would mark it, 0 to 10. `advice`: what to do better, at most three sentences in the
    reader's language. `meaning`: what the number means.
    """

    model_config = example(
        **ATTEMPT, place=None, content_type="audio/webm", size=48213, damaged=False,
        audio=f"/api/v1/homework/attempts/{ATTEMPT['id']}/audio/",
        peaks=f"/api/v1/homework/attempts/{ATTEMPT['id']}/peaks/",
        asked={"kind": "reading", "language": "en", "level": "A2", "question": "",
               "reference": "The good thing is that we can see the game."},
        answer="", transcript="The good thing is that we can see the game.", language="en", **BEHIND,
        meaning="This mark says how many words were recognised.", confidence="high", method="reading.text.1",
        model="whisper-base", revision=1, seconds={"total": 2.2}, teacher=None,
    )  # fmt: skip

    place: int | None
    content_type: str
    size: int
    damaged: bool
    audio: str | None
    peaks: str | None
    asked: AttemptTaskOut
    answer: str
    transcript: str
    language: str
    words: list[WordOut]
    parts: PartsOut
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
    def resolve_audio(attempt: WholeAttempt) -> str | None:
        """A path from the server's root."""
        return f"/api/v1/homework/attempts/{attempt.id}/audio/" if attempt.hears else None

    @staticmethod
    def resolve_peaks(attempt: WholeAttempt) -> str | None:
        """A path from the server's root."""
        return f"/api/v1/homework/attempts/{attempt.id}/peaks/" if attempt.hears else None


class PeaksOut(Out):
    """A recording to draw: the loudest of each of equally long stretches, 0 to 255; none where nobody listened yet."""

    model_config = example(seconds=24.1, peaks=[0, 12, 200, 255, 90])

    seconds: float | None
    peaks: list[int]
