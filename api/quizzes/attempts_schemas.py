"""Schemas of attempts at quizzes and of their answers. No field of them holds a key before it may be seen."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Moment, Out, build_example
from api.homework.attempts_schemas import WORD, WordOut
from api.lists import PageQuery
from api.quizzes.authoring_schemas import QUIZ_ID
from api.quizzes.banks_schemas import BODY, PROMPT, RESPONSE, Kind
from api.shared_schemas import STUDENT, PersonOut
from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.keys import Hint, QuestionKey
from apps.quizzes.questions.responses import QuestionResponse

ATTEMPT_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec5"
ANSWER_FILE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec7"
State = Literal["open", "handed_in", "waiting", "scored"]
ROW: dict[str, Any] = {
    "id": ATTEMPT_ID,
    "quiz": QUIZ_ID,
    "title": "Unit 3: present simple",
    "learner": STUDENT,
    "number": 1,
    "state": "open",
    "started_at": "2026-11-20T09:00:00Z",
    "deadline": "2026-11-20T09:15:00Z",
    "handed_in_at": None,
    "handed_in_by": None,
    "one_by_one": False,
    "score": None,
    "max_score": 10,
    "percent": None,
    "passed": None,
}


class QuizStartIn(In):
    """The password of a quiz that has one."""

    model_config = build_example(password="")

    password: str = Field("", max_length=100)


class QuizAttemptRowOut(Out):
    """An attempt. `score` in points, `percent` and `passed` are null until they may be seen; `percent` and `passed`
    also until every answer is marked.
    """

    model_config = build_example(**ROW)

    id: UUID
    quiz: UUID
    title: str
    learner: PersonOut
    number: int
    state: State
    started_at: datetime
    deadline: datetime | None = Field(description="When the server hands it in; null: never.")
    handed_in_at: datetime | None
    handed_in_by: Literal["learner", "deadline", "quiz"] | None
    one_by_one: bool
    score: float | None
    max_score: float
    percent: float | None
    passed: bool | None


class AttemptPictureOut(Out):
    """A picture above a prompt. `url` may be used for five minutes."""

    model_config = build_example(file=QUIZ_ID, alt="A market", url="/api/v1/files/WyI3ZjRhIiwi.../")

    file: UUID
    alt: str
    url: str


class LateAnswerOut(Out):
    """An answer that came after the attempt was closed; it counts when a teacher accepts it."""

    model_config = build_example(
        response=RESPONSE, received_at="2026-11-20T09:16:00Z", client_at=None, accepted_at=None, reason=""
    )

    response: QuestionResponse
    received_at: datetime
    client_at: datetime | None
    accepted_at: datetime | None
    reason: str


class AnswerFileOut(Out):
    """A file for an answer. `url` may be used for five minutes; null: the centre has removed the file."""

    model_config = build_example(
        id=ANSWER_FILE_ID,
        name="my-town.m4a",
        content_type="audio/mp4",
        size=184_231,
        url="/api/v1/files/WyI3ZjRhIiwi.../",
    )

    id: UUID
    name: str
    content_type: str
    size: int
    url: str | None


class SpokenResultOut(Out):
    """What the speech engine heard in a recording. `state` waiting: it will hear it; failed: it could not. `text` says
    what came of it, to teachers why the engine was not sure. `overall`, from 0 to 100, is for teachers; `words` as in
    homework.
    """

    model_config = build_example(
        file=ANSWER_FILE_ID, state="heard", text="Your recording was scored.", overall=None,
        transcript="The market opens at seven.", words=[WORD],
    )  # fmt: skip

    file: UUID
    state: Literal["waiting", "heard", "failed"]
    text: str
    overall: float | None
    transcript: str
    words: list[WordOut]


class AttemptQuestionOut(Out):
    """A question of an attempt with its answer. `prompt`: the document that `html` shows. `files`: the addresses
    of pictures in `body`. `plays_left` null: as often as one likes. `hint_cost`: the share of the points that
    the next hint takes. `answer_files`: those that the answer and `late` name. `may_record` false: the guardians
    have not allowed recordings yet. `spoken`: of the recordings that the answer and `late` name, once it may be
    seen. `recording_url`: the recording of the question, for teachers. `mark` in points, `is_correct`, `key`,
    `feedback` and `explanation` are empty until they may be seen. `came_late`: an answer came after the end and
    no teacher has accepted it. `client_at`, what the learner's device said, and `late` are for teachers.
    """

    model_config = build_example(
        place=1, answer=QUIZ_ID, kind="single", language="en", points=1, prompt=PROMPT,
        html="<p>She ___ to school every day.</p>", pictures=[], files={}, has_audio=False, plays_left=None, body=BODY,
        response=RESPONSE, saved_at="2026-11-20T09:01:00Z", client_at=None, saves=1, hints=[], hints_left=1,
        hint_cost=0.25, waits=False, mark=None, is_correct=None, comment="", key=None, feedback=[], explanation="",
        came_late=False, late=None, plays_used=0, recording_url=None, answer_files=[], may_record=True, spoken=[],
    )  # fmt: skip

    place: int
    answer: UUID
    kind: Kind
    language: str
    points: float
    prompt: dict[str, Any]
    html: str
    pictures: list[AttemptPictureOut]
    files: dict[str, str]
    has_audio: bool
    plays_left: int | None
    body: QuestionBody
    response: QuestionResponse | None
    saved_at: datetime | None
    client_at: datetime | None
    saves: int
    hints: list[Hint]
    hints_left: int
    hint_cost: float | None
    waits: bool
    mark: float | None
    is_correct: bool | None
    comment: str
    key: QuestionKey | None
    feedback: list[str]
    explanation: str
    came_late: bool
    late: LateAnswerOut | None
    plays_used: int
    recording_url: str | None
    answer_files: list[AnswerFileOut]
    may_record: bool
    spoken: list[SpokenResultOut]


class QuizAttemptOut(QuizAttemptRowOut):
    """An attempt with its questions, in the learner's order. `now`: the server's clock."""

    model_config = build_example(instructions="", questions=[], now="2026-11-20T09:01:02Z")

    instructions: str
    questions: list[AttemptQuestionOut]
    now: datetime = Field(description="The server's time: it decides when the time is up.")


class QuizAnswerIn(In):
    """What you answer. `client_at`: the time of your device, which is shown and never trusted."""

    model_config = build_example(response=RESPONSE, client_at="2026-11-20T09:01:00Z")

    response: QuestionResponse
    client_at: Moment | None = None


class QuizAnswerSavedOut(Out):
    """What became of an answer. `counts` false: it came too late; a teacher can accept it."""

    model_config = build_example(place=1, counts=True, saves=1, saved_at="2026-11-20T09:01:00Z")

    place: int
    counts: bool
    saves: int
    saved_at: datetime | None


class HintTakeIn(In):
    """The hint that you want, so that nothing is counted twice where an answer was lost; null: the next one."""

    model_config = build_example(number=1)

    number: int | None = Field(None, ge=1, le=100)


class RecordingPlayIn(In):
    """Which play it is, so that it is not counted twice where an answer was lost; null: the next one."""

    model_config = build_example(number=1)

    number: int | None = Field(None, ge=1, le=10_000)


class HintsOut(Out):
    """The hints of a question that you have taken, and what the next one costs."""

    model_config = build_example(hints=[{"text": "Think of he, she, it.", "cost": 0.25}], hints_left=0, hint_cost=None)

    hints: list[Hint]
    hints_left: int
    hint_cost: float | None


class RecordingOut(Out):
    """A recording to play now. `url` may be used for five minutes."""

    model_config = build_example(url="/api/v1/files/WyI3ZjRhIiwi.../", plays_left=1, plays_used=1)

    url: str
    plays_left: int | None
    plays_used: int


class QuizStandingOut(Out):
    """How you stand at a quiz: your open attempt, and the newest 50. `attempts_left` null: as many as you like.
    `time_limit` and `closes_at` are yours, with what a teacher gave you more.
    """

    model_config = build_example(
        open_attempt=ATTEMPT_ID, attempts_used=1, attempts_left=1, time_limit=900, closes_at="2026-12-01T18:00:00Z",
        attempts=[ROW],
    )  # fmt: skip

    open_attempt: UUID | None
    attempts_used: int
    attempts_left: int | None
    time_limit: float | None
    closes_at: datetime | None
    attempts: list[QuizAttemptRowOut]


class QuizAttemptsQuery(PageQuery):
    """Filters of attempts at a quiz."""

    model_config = build_example(state="waiting")

    user: UUID | None = Field(None, description="Only attempts of this learner.")
    state: State | None = Field(None, description="Only attempts in this state.")
