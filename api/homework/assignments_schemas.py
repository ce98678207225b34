"""Schemas of `/homework/assignments/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, IsSet, Moment, Out, ReadWith, TextsOut, build_example
from api.bulk_change_schemas import Preview, Rows
from api.lists import PageQuery
from api.local_time_schemas import build_time_reader
from api.shared_schemas import PERSON, Language, Level
from apps.homework.models import Assignment

Kind = Literal["reading", "speaking", "repeat", "file", "text"]
LatePolicy = Literal["accept", "reduce", "refuse"]
Counting = Literal["best", "last"]
Answer = Annotated[str, Field(min_length=1, max_length=2000)]
KeyWord = Annotated[str, Field(min_length=1, max_length=100)]
Weights = Annotated[
    dict[Annotated[str, Field(max_length=20)], Annotated[float, Field(ge=0, le=100)]],
    Field(max_length=8, description="Parts of the score and their shares, in any unit; empty for the defaults."),
]

GROUP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72"
TASK: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e76",
    "group": GROUP_ID,
    "course": None,
    "course_title": None,
    "course_lesson": None,
    "lesson_title": "",
    "withdrawn_at": None,
    "days": None,
    "kind": "reading",
    "title": "Reading, unit 3",
    "language": "en",
    "level": "A2",
    "reference_text": "The good thing is that we can see the game.",
    "question": "",
    "instructions": "Read slowly.",
    "attempts_allowed": 3,
    "deadline": "2026-09-08T18:00:00+05:00",
    "late_policy": "accept",
    "late_coins_percent": 50,
    "counting": "best",
    "coins": 20,
    "teacher_first": False,
    "model_audio": False,
}


class TaskIn(In):
    """The task of an assignment; `AssignmentIn` says which fields each kind needs."""

    model_config = build_example(kind="reading", reference_text=TASK["reference_text"])

    kind: Kind
    reference_text: str = Field("", max_length=5000, description="The text to read; for `repeat` one phrase per line.")
    question: str = Field("", max_length=1000)
    instructions: str = Field("", max_length=5000)
    reference_answers: list[Answer] = Field([], max_length=10)
    key_words: list[KeyWord] = Field([], max_length=30)
    target_wpm: int | None = Field(None, ge=20, le=300, description="Words per minute that give full fluency.")
    weights: Weights = {}


class AssignmentIn(TaskIn):
    """An assignment for a group or a lesson. Language and level default to the course's, attempts and coins to the
    settings'.

    `reading` and `repeat` need `reference_text` (alternatives as `their|there`, `word|*`), `speaking` a `question`,
    `file` and `text` need `instructions`; the teacher scores those two, and fields about speech are refused.
    """

    model_config = build_example(
        group=GROUP_ID, kind="reading", title="Reading, unit 3", reference_text=TASK["reference_text"],
        deadline="2030-09-08T18:00:00+05:00",
    )  # fmt: skip

    group: UUID | None = Field(None, description="Optional with `lesson`: then the group of the lesson.")
    title: str = Field(min_length=1, max_length=200)
    lesson: UUID | None = None
    language: Language | None = None
    level: Level | None = None
    attempts_allowed: int | None = Field(None, ge=1, le=20)
    deadline: Moment | None = None
    late_policy: LatePolicy = "accept"
    late_coins_percent: int = Field(50, ge=0, le=100, description="Percent of coins for late work with `reduce`.")
    counting: Counting = "best"
    coins: int | None = Field(None, ge=0, le=1000, description="Coins for a score of 100.")
    teacher_first: bool = Field(False, description="Every score waits for the teacher's review.")


class ChosenPupilsIn(AssignmentIn):
    """An assignment for some pupils of a group."""

    model_config = build_example(
        group=GROUP_ID, students=[PERSON["id"]], kind="text", title="Unit 3", instructions="Write five lines.",
        preview=True,
    )  # fmt: skip

    students: Rows
    preview: Preview = False


class AssignmentPatch(In):
    """Changes of an assignment. Once a pupil has submitted, `language`, `coins`, `late_coins_percent`, `counting` and
    the `late_policy` `reduce` cannot change; attempts keep the task that they were submitted for.
    """

    model_config = build_example(deadline="2030-09-10T18:00:00+05:00", instructions="Read slowly, then once more.")

    title: str = Field("", min_length=1, max_length=200)
    reference_text: str = Field("", max_length=5000)
    question: str = Field("", max_length=1000)
    instructions: str = Field("", max_length=5000)
    reference_answers: list[Answer] = Field([], max_length=10)
    key_words: list[KeyWord] = Field([], max_length=30)
    target_wpm: int | None = Field(None, ge=20, le=300)
    weights: Weights = {}
    lesson: UUID | None = Field(None, description="Null removes the lesson.")
    language: Language = "en"
    level: Level = ""
    attempts_allowed: int = Field(1, ge=1, le=20)
    deadline: Moment | None = Field(None, description="Null removes the deadline.")
    late_policy: LatePolicy = "accept"
    late_coins_percent: int = Field(50, ge=0, le=100)
    counting: Counting = "best"
    coins: int = Field(0, ge=0, le=1000)
    teacher_first: bool = False


class CopyIn(In):
    """Groups that get a copy; `lesson` belongs to one of them. Without a `deadline` the copies have none."""

    model_config = build_example(groups=[GROUP_ID], deadline="2030-09-15T18:00:00+05:00")

    groups: list[UUID] = Field(min_length=1, max_length=20)
    lesson: UUID | None = None
    deadline: Moment | None = None
    title: str = Field("", max_length=200, description="Empty: the title of the original.")


class ExtendIn(In):
    """More time or more attempts for one pupil, or both."""

    model_config = build_example(until="2030-09-10T18:00:00+05:00", extra_attempts=1)

    until: Moment | None = None
    extra_attempts: int | None = Field(None, ge=1, le=10)


class PreviewIn(TaskIn):
    """An assignment that is not stored yet."""

    model_config = build_example(kind="reading", language="en", level="A2", reference_text="Their|There are 28 cats.")

    language: Language
    level: Level = ""


class PreviewWordOut(Out):
    """A word of the text. `readings`: ways to say it that are all correct; `anything`: any word is correct."""

    model_config = build_example(index=2, text="28", readings=["twenty eight", "two eight"], anything=False)

    index: int
    text: str
    readings: list[str]
    anything: bool


class PreviewPhraseOut(Out):
    """A line of a `repeat`, or the whole text: place of its first word, number of words, seconds at the target rate."""

    model_config = build_example(text="Their|There are 28 cats.", first=0, words=4, seconds=3.8)

    text: str
    first: int
    words: int
    seconds: float


class AssignmentPreviewOut(Out):
    """What pupils will be asked to do. `too_long`: it takes longer than `most_seconds`, the limit of a recording."""

    model_config = build_example(
        words=[{"index": 0, "text": "Their", "readings": ["their", "there"], "anything": False}],
        phrases=[{"text": "Their|There", "first": 0, "words": 1, "seconds": 0.8}],
        words_per_minute=80, seconds=0.8, most_seconds=300, too_long=False, marked_by="machine",
    )  # fmt: skip

    words: list[PreviewWordOut]
    phrases: list[PreviewPhraseOut]
    words_per_minute: int
    seconds: float
    most_seconds: int
    too_long: bool
    marked_by: Literal["machine", "teacher"]


def _read_course_title(assignment: Assignment) -> dict[str, str] | None:
    return assignment.course.title if assignment.course else None


class TaskOut(Out):
    """An assignment as pupils see it: of a `group` or, as a task in a lesson, of an online `course`. `withdrawn_at`:
    when the task was removed from the course. `model_audio`: whether it has one.
    """

    model_config = build_example(**TASK)

    id: UUID
    group: UUID | None = Field(validation_alias="group_id")
    course: UUID | None = Field(validation_alias="course_id")
    course_title: Annotated[TextsOut | None, ReadWith(_read_course_title)]
    course_lesson: UUID | None = Field(validation_alias="course_lesson_id")
    lesson_title: str = Field(description="The title of the lesson of the course.")
    withdrawn_at: datetime | None
    days: int | None = Field(description="The deadline of a course, in days after the enrolment began.")
    kind: Kind
    title: str
    language: str
    level: str
    reference_text: str
    question: str
    instructions: str
    attempts_allowed: int
    deadline: Annotated[datetime | None, build_time_reader("deadline")]
    late_policy: LatePolicy
    late_coins_percent: int
    counting: Counting
    coins: int
    teacher_first: bool
    model_audio: IsSet = Field(validation_alias="model_audio_id")


class AssignmentOut(TaskOut):
    """An assignment as teachers see it, with the number of pupils and of those who submitted. `for_chosen_pupils`: only
    some pupils of the group have it.

    `model_seconds`: null until the speech engine has processed the model audio, 0 when it cannot be read.
    """

    model_config = build_example(
        **TASK, weights={}, for_chosen_pupils=False, pupils_count=12, handed_in_count=7,
        created_at="2026-09-07T09:00:00Z",
    )  # fmt: skip

    lesson: UUID | None = Field(validation_alias="lesson_id")
    reference_answers: list[str]
    key_words: list[str]
    target_wpm: int | None
    weights: dict[str, float]
    for_chosen_pupils: bool
    model_seconds: float | None
    pupils_count: int
    handed_in_count: int
    created_at: datetime

    @staticmethod
    def resolve_model_seconds(assignment: Assignment) -> float | None:
        """Return the length that the speech engine measured."""
        sound = getattr(assignment.model_audio, "sound_print", None)
        return None if sound is None else float(sound.seconds)


class AssignmentsQuery(PageQuery):
    """Filters of assignments: group, course, lesson, kind."""

    model_config = build_example(kind="reading")

    group: UUID | None = Field(None, description="Only assignments of this group.")
    course: UUID | None = Field(None, description="Only tasks of this online course.")
    lesson: UUID | None = Field(None, description="Only assignments for this lesson.")
    kind: Kind | None = Field(None, description="Only assignments of this kind.")
