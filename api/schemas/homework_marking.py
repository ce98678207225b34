"""What goes in and out under `/homework/` about marks."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Out, example
from api.schemas.courses import PersonOut
from api.schemas.homework import ATTEMPT, HOMEWORK, STUDENT, AttemptOut, HomeworkOut
from api.schemas.homework_assignments import GROUP_ID
from apps.core.models import BaseModel
from apps.homework.models import Homework
from apps.homework.shown import WholeAttempt
from apps.homework.verdicts import small

REVIEW_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e79"
VOICE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80"
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


class QueueQuery(PageQuery):
    """Which homework that waits: of an assignment, a pupil or a group."""

    model_config = example(group=GROUP_ID)

    assignment: UUID | None = Field(None, description="Only homework of this assignment.")
    student: UUID | None = Field(None, description="Only this pupil's homework.")
    group: UUID | None = Field(None, description="Only homework of this group.")


class QueuedOut(HomeworkOut):
    """Homework that waits for a review. `certainty`: 0 with an open `appeal` or flags, then 1 where the machine is
    least certain, to 4. `reason` and `flags` are those of the attempt to look at, whatever was refused after it.
    """

    model_config = example(
        **HOMEWORK | {"state": "needs_review"}, certainty=1, appeal=False, reason="CHECKS_FAILED", flags=["NOISY"]
    )

    certainty: int
    appeal: bool
    reason: str
    flags: list[str]


class ReviewIn(In):
    """Accept the homework, with its mark or another, or return it to be done again."""

    model_config = example(decision="accept", score="90", comment="Well read!")

    decision: Literal["accept", "return"]
    score: Decimal | None = Field(None, ge=0, le=100, max_digits=5, decimal_places=2)
    comment: str = Field("", max_length=2000)
    voice: UUID | None = Field(None, description="A voice comment that was sent before.")


class VoiceOut(Out):
    """A voice comment that waits for its review."""

    model_config = example(id=VOICE_ID, content_type="audio/webm", size=48213)

    id: UUID
    content_type: str
    size: int


class ReviewOut(Out):
    """A teacher's word on a homework. `voice`: where the spoken one is, null for none."""

    model_config = example(
        id=REVIEW_ID, decision="accept", score=90, comment="Well read!",
        voice=f"/api/v1/homework/reviews/{REVIEW_ID}/voice/", reviewer=STUDENT, created_at="2026-09-07T16:00:00Z",
    )  # fmt: skip

    id: UUID
    decision: Literal["accept", "return"]
    score: float | None
    comment: str
    voice: str | None
    reviewer: PersonOut
    created_at: datetime

    @staticmethod
    def resolve_voice(review: Any) -> str | None:
        """A path from the server's root."""
        return f"/api/v1/homework/reviews/{review.id}/voice/" if review.voice_id else None


class AppealIn(In):
    """What somebody says against a mark."""

    model_config = example(text="I did read the last line.")

    text: str = Field(min_length=1, max_length=1000)


class AppealOut(Out):
    """A request for another look at a mark; `answered_at` by the next review."""

    model_config = example(
        text="I did read the last line.", author=STUDENT, created_at="2026-09-07T17:00:00Z", answered_at=None
    )

    text: str
    author: PersonOut
    created_at: datetime
    answered_at: datetime | None


class HomeworkDetailOut(HomeworkOut):
    """A homework with its reviews and appeals, newest first."""

    model_config = example(**HOMEWORK, reviews=[], appeals=[])

    reviews: list[ReviewOut]
    appeals: list[AppealOut]

    @staticmethod
    def resolve_reviews(homework: Homework) -> list[BaseModel]:
        """The last twenty; without numbers for a small child and its family."""
        reviews = list(homework.reviews.select_related("reviewer").order_by("-id")[:20])
        if getattr(homework, "to_family", False) and small(homework.last_attempt):
            for review in reviews:
                review.score = None
        return [*reviews]

    @staticmethod
    def resolve_appeals(homework: Homework) -> list[BaseModel]:
        """All: they are few."""
        return list(homework.appeals.select_related("author").order_by("-id"))


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


class WordFixIn(In):
    """A teacher's word about one word: `class` of a word of the text (`index` is its place there), or `heard`: what a
    heard word of a free answer is, empty when there was none. Neither: an earlier correction is taken back.
    """

    model_config = example(index=4, **{"class": "correct"})

    index: int = Field(ge=0, le=100_000)
    class_: Literal["correct", "near", "wrong", "omitted", "not_reached"] | None = Field(None, alias="class")
    heard: str | None = Field(None, max_length=100)


class WordsIn(In):
    """Corrections of words, each place once. `revision`: of the attempt as it was looked at; another one is refused."""

    model_config = example(words=[{"index": 4, "class": "correct"}], revision=1)

    words: list[WordFixIn] = Field(min_length=1, max_length=500)
    revision: int | None = Field(None, ge=1)


class RescoreIn(In):
    """Nothing: show what the present version would say. `from_sound`: hear the recording again first. `apply` or `drop`
    names the difference that was shown.
    """

    model_config = example(from_sound=False)

    from_sound: bool = False
    apply: UUID | None = None
    drop: UUID | None = None


class PupilResultOut(Out):
    """How one pupil did an assignment: `score` is the mark that stands, `parts` those of the attempt that counts."""

    model_config = example(
        homework=HOMEWORK["id"], student=STUDENT, state="scored", score=86.4, late=False, attempts=1,
        attempt=ATTEMPT["id"], verdict="OK", flags=[], waits=False,
        parts={"accuracy": 90.0, "completeness": 100.0, "fluency": 71.2, "prosody": 78.0, "relevance": None},
    )  # fmt: skip

    homework: UUID
    student: PersonOut
    state: str
    score: float | None
    late: bool
    attempts: int
    attempt: UUID | None
    verdict: str
    flags: list[str]
    waits: bool
    parts: dict[str, float | None]


class StepOut(Out):
    """How many pupils have a mark from `from` up to (not with) `to`; the last step holds 100 too."""

    model_config = example(to=90, pupils=3, **{"from": 80})

    from_: int = Field(alias="from")
    to: int
    pupils: int


class ReportOut(Out):
    """How an assignment went, all together and each pupil."""

    model_config = example(
        assignment=HOMEWORK["assignment"]["id"], title="Reading, unit 3", pupils_count=12,
        states={"scored": 7, "assigned": 5}, late_count=1, average=81.2, median=84.0,
        distribution=[{"from": 80, "to": 90, "pupils": 3}], parts={"accuracy": 88.0}, pupils=[],
    )  # fmt: skip

    assignment: UUID
    title: str
    pupils_count: int
    states: dict[str, int]
    late_count: int
    average: float | None
    median: float | None
    distribution: list[StepOut]
    parts: dict[str, float | None]
    pupils: list[PupilResultOut]


class InsteadOut(Out):
    """What was heard instead of a word, and how often."""

    model_config = example(text="cat", count=3)

    text: str
    count: int


class MissedWordOut(Out):
    """A word of the text that pupils missed: of `read` who came to it, `missed` by so many, of them near and so on."""

    model_config = example(
        index=4, text="cats", read=12, missed=5, share=0.417, near=3, wrong=1, omitted=1,
        heard=[{"text": "cat", "count": 3}],
    )  # fmt: skip

    index: int
    text: str
    read: int
    missed: int
    share: float
    near: int
    wrong: int
    omitted: int
    heard: list[InsteadOut]


class MissedWordsOut(Out):
    """The words that a class missed, the most often missed first."""

    model_config = example(pupils_count=12, words=[])

    pupils_count: int
    words: list[MissedWordOut]


class TrendPointOut(Out):
    """One marked homework of a pupil."""

    model_config = example(
        homework=HOMEWORK["id"], title="Reading, unit 3", kind="reading", given_at="2026-09-07T09:00:00Z",
        handed_in_at="2026-09-07T15:00:00Z", score=86.4, stars=None, parts={"accuracy": 90.0},
    )  # fmt: skip

    homework: UUID
    title: str
    kind: str
    given_at: datetime
    handed_in_at: datetime | None
    score: float | None
    stars: int | None
    parts: dict[str, float | None]


class TrendOut(Out):
    """The marks of a pupil's last ten homeworks, the oldest first; `meaning` says how to read them."""

    model_config = example(
        student=STUDENT, average=84.0, points=[], meaning="These marks tell how well somebody reads or speaks."
    )

    student: PersonOut
    average: float | None
    points: list[TrendPointOut]
    meaning: str
