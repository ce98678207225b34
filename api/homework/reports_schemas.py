"""Schemas of reports: an assignment's report, missed words, a pupil's trend."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from api.base_schemas import Out, build_example
from api.homework.pupil_work_schemas import ATTEMPT, HOMEWORK
from api.shared_schemas import STUDENT, PersonOut


class PupilResultOut(Out):
    """One pupil's result: `score` of the homework, `parts` of the attempt that counts."""

    model_config = build_example(
        homework=HOMEWORK["id"], student=STUDENT, state="scored", score=86.4, late=False, attempts=1,
        attempt=ATTEMPT["id"], verdict="OK", waits=False,
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
    """Number of pupils with a score from `from` to below `to`; the last step includes 100."""

    model_config = build_example(to=90, pupils=3, **{"from": 80})

    from_: int = Field(alias="from")
    to: int
    pupils: int


class ReportOut(Out):
    """Results of an assignment: of the whole group and of each pupil."""

    model_config = build_example(
        assignment=HOMEWORK["assignment"]["id"], title="Reading, unit 3", pupils_count=12,
        states={"scored": 7, "assigned": 5}, late_count=1, average=81.2, median=84.0,
        parts={"accuracy": 88.0}, pupils=[],
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
    """What was heard in place of a word, and how often."""

    model_config = build_example(text="cat", count=3)

    text: str
    count: int


class MissedWordOut(Out):
    """A word that pupils missed. `read`: pupils who reached it; `missed`: the sum of `near`, `wrong` and `omitted`."""

    model_config = build_example(
        index=4, text="cats", read=12, missed=5, share=0.417, near=3, wrong=1, omitted=1,
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
    """Words that a group missed, the most often missed first."""

    model_config = build_example(pupils_count=12, words=[])

    pupils_count: int
    words: list[MissedWordOut]


class TrendPointOut(Out):
    """One scored homework of a pupil."""

    model_config = build_example(
        homework=HOMEWORK["id"], title="Reading, unit 3", kind="reading", given_at="2026-09-07T09:00:00Z",
        handed_in_at="2026-09-07T15:00:00Z", score=86.4, parts={"accuracy": 90.0},
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
    """Scores of a pupil's last ten homeworks, in the order of handing in; `meaning` says how to read them."""

    model_config = build_example(
        student=STUDENT, average=84.0, points=[], meaning="These marks tell how well somebody reads or speaks."
    )

    student: PersonOut
    average: float | None
    points: list[TrendPointOut]
    meaning: str
