"""Schemas of placement tests. What goes to who takes one holds no key, and never says whether an answer was right."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Out, Phone, build_example
from api.homework.attempts_schemas import WORD, WordOut
from api.lists import PageQuery
from api.quizzes.attempts_schemas import AttemptPictureOut
from api.quizzes.banks_schemas import BANK_ID, BODY, PROMPT, QUESTION_ID, RESPONSE, Skill
from api.shared_schemas import STUDENT, PersonOut
from apps.payments.documents import draw_qr_code
from apps.quizzes.models import RecordingAllowedBy
from apps.quizzes.questions.bodies import GapBody, SingleBody
from apps.quizzes.questions.responses import GapResponse, SingleResponse

PLACEMENT_TEST_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec9"
PLACEMENT_SESSION_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6eca"
LINK = "http://127.0.0.1:8000/placement#token=q2jD0TfXGcT5"
FoundLevel = Literal["A1", "A2", "B1", "B2", "C1", "C2"]
SessionState = Literal["open", "finished", "expired"]
LinkToken = Annotated[str, Field(min_length=1, max_length=100, description="What follows `#token=` in the link.")]
Secret = Annotated[str, Field(min_length=1, max_length=100, description="From the answer that began the session.")]
PlacementBody = Annotated[SingleBody | GapBody, Field(discriminator="kind")]
PlacementResponse = Annotated[SingleResponse | GapResponse, Field(discriminator="kind")]
TEST_ROW: dict[str, Any] = {
    "id": PLACEMENT_TEST_ID, "name": "English for adults", "bank": BANK_ID, "bank_name": "English placement test",
    "is_open": True, "daily_starts": 200, "session_count": 12, "created_at": "2026-11-20T09:00:00Z",
}  # fmt: skip
SESSION_ROW: dict[str, Any] = {
    "id": PLACEMENT_SESSION_ID, "test": PLACEMENT_TEST_ID, "test_name": "English for adults", "user": None,
    "visitor": "Nodira", "phone": "+998901234567", "started_at": "2026-11-20T09:00:00Z",
    "finished_at": "2026-11-20T09:14:00Z", "level": "B1", "ability": -0.4, "standard_error": 0.46, "student": None,
}  # fmt: skip


class PlacementTestIn(In):
    """A new placement test of a bank of the centre, open at once."""

    model_config = build_example(name="English for adults", bank=BANK_ID, daily_starts=200)

    name: str = Field(min_length=1, max_length=200)
    bank: UUID
    daily_starts: int = Field(200, ge=1, le=10_000, description="How many people may begin it in 24 hours.")


class PlacementTestChanges(Changes):
    """Changes of a placement test."""

    model_config = build_example(is_open=False)

    name: str = Field("", min_length=1, max_length=200)
    is_open: bool = True
    daily_starts: int = Field(200, ge=1, le=10_000)


class PlacementTestOut(Out):
    """A placement test. `session_count`: how many people finished it."""

    model_config = build_example(**TEST_ROW)

    id: UUID
    name: str
    bank: UUID = Field(validation_alias="bank_id")
    bank_name: str = Field(validation_alias="bank__name")
    is_open: bool
    daily_starts: int
    session_count: int
    by: PersonOut | None
    created_at: datetime


class PlacementLinkOut(Out):
    """The address of a placement test, which is shown only now, with its QR code."""

    model_config = build_example(url=LINK, qr="<svg/>")

    url: str
    qr: str = Field(description="The address as a QR code (SVG).")

    @classmethod
    def build(cls, url: str) -> "PlacementLinkOut":
        """Build the answer from the address."""
        return cls(url=url, qr=draw_qr_code(url, border=2))


class NewPlacementTestOut(Out):
    """A new placement test with its link."""

    model_config = build_example()

    test: PlacementTestOut
    link: PlacementLinkOut


class PlacementTestsQuery(PageQuery):
    """Filters of placement tests."""

    model_config = build_example(is_open=True)

    is_open: bool | None = Field(None, description="Only open tests, or only closed ones.")


class StarterBankOut(Out):
    """The starter bank. `is_ready`: all of it is here; else a job adds it."""

    model_config = build_example(bank=BANK_ID, is_ready=False)

    bank: UUID
    is_ready: bool


class PlacementSessionRowOut(Out):
    """One go at a placement test, of a `user` or a `visitor`. `ability` and `standard_error` in logits. `student`: for
    whom the level was written down.
    """

    model_config = build_example(**SESSION_ROW)

    id: UUID
    test: UUID = Field(validation_alias="test_id")
    test_name: str = Field(validation_alias="test__name")
    user: PersonOut | None
    visitor: str = Field(validation_alias="name")
    phone: str
    started_at: datetime
    finished_at: datetime | None
    level: FoundLevel | Literal[""]
    ability: float | None
    standard_error: float | None
    student: PersonOut | None = Field(validation_alias="placement__student")


class PlacementSessionsQuery(PageQuery):
    """Filters of placement sessions."""

    model_config = build_example(test=PLACEMENT_TEST_ID, finished=True)

    test: UUID | None = Field(None, description="Only sessions of this test.")
    user: UUID | None = Field(None, description="Only sessions of this user.")
    level: FoundLevel | None = Field(None, description="Only sessions that found this level.")
    finished: bool | None = Field(None, description="Only finished sessions, or only others.")
    placed: bool | None = Field(None, description="Only sessions whose level was written down, or only others.")


class LevelChanceOut(Out):
    """How likely a level is, from 0 to 1."""

    model_config = build_example(level="B1", chance=0.82)

    level: FoundLevel
    chance: float


class PlacementAnswerOut(Out):
    """A question of a session with its answer. `difficulty`, and the estimate after it, in logits. `is_deciding`: one
    of those that told most about the level.
    """

    model_config = build_example(
        place=1, question=QUESTION_ID, name="b1-grammar-03", skill="grammar", difficulty=-0.2, response=RESPONSE,
        is_correct=True, ability=0.6, standard_error=1.1, answered_at="2026-11-20T09:01:00Z", is_deciding=True,
    )  # fmt: skip

    place: int
    question: UUID
    name: str
    skill: Skill
    difficulty: float
    response: PlacementResponse
    is_correct: bool
    ability: float
    standard_error: float
    answered_at: datetime
    is_deciding: bool


class PlacementSpeechOut(Out):
    """What was read aloud at the end. `asked`: the text; `text` says what came of it; `overall` from 0 to 100 stands
    beside the level. `url` may be used for five minutes; null: the centre has removed the recording.
    """

    model_config = build_example(
        asked="The market opens at seven.", state="heard", text="This recording was scored.", overall=81.5,
        transcript="The market opens at seven.", words=[WORD], allowed_by="self", url="/api/v1/files/WyI3ZjRhIiwi.../",
    )  # fmt: skip

    asked: str
    state: Literal["waiting", "heard", "failed"]
    text: str
    overall: float | None
    transcript: str
    words: list[WordOut]
    allowed_by: RecordingAllowedBy
    url: str | None


class PlacementResultOut(Out):
    """A placement session with its answers and how likely each level is."""

    model_config = build_example(answers=[])

    session: PlacementSessionRowOut
    chances: list[LevelChanceOut]
    speech: PlacementSpeechOut | None
    answers: list[PlacementAnswerOut]


class PlacePupilIn(In):
    """For whom the level is written down."""

    model_config = build_example(student=STUDENT["id"])

    student: UUID


class PlacementTokenIn(In):
    """The token of a link to a placement test."""

    model_config = build_example(token="q2jD0TfXGcT5")

    token: LinkToken


class PlacementOfferOut(Out):
    """The test that a link opens."""

    model_config = build_example(title="English for adults", max_questions=20)

    title: str
    max_questions: int


class PlacementStartIn(PlacementTokenIn):
    """Who takes the test: you with your account (`as_me`), or a visitor with a name."""

    model_config = build_example(token="q2jD0TfXGcT5", name="Nodira", phone="+998901234567", as_me=False)

    name: str = Field("", max_length=100)
    phone: Phone | None = None
    as_me: bool = Field(False, description="The session belongs to the signed-in user.")


class PlacementQuestionOut(Out):
    """The open question. `plays_left` null: as often as you like."""

    model_config = build_example(
        place=1, language="en", prompt=PROMPT, pictures=[], has_audio=False,
        plays_left=None, body=BODY,
    )  # fmt: skip

    place: int
    language: str
    prompt: dict[str, Any] = Field(description="A document of texts.")
    pictures: list[AttemptPictureOut]
    has_audio: bool
    plays_left: int | None
    body: PlacementBody


class PlacementSpeechAskedOut(Out):
    """A text that you may read aloud. `may_record` false: your guardians have not allowed recordings yet."""

    model_config = build_example(
        language="en", prompt=PROMPT, text="The market opens at seven.", max_seconds=60, is_recorded=False,
        may_record=True,
    )  # fmt: skip

    language: str
    prompt: dict[str, Any] = Field(description="A document of texts.")
    text: str
    max_seconds: int
    is_recorded: bool
    may_record: bool


class PlacementSessionOut(Out):
    """A session as who takes it sees it. `question`: while it is open; `level`, and perhaps `speech`: once it is
    finished.
    """

    model_config = build_example(
        title="English for adults", state="open", max_questions=20, expires_at="2026-11-20T11:00:00Z", level=None
    )

    title: str
    state: SessionState
    max_questions: int = Field(description="It ends with fewer when they are enough.")
    expires_at: datetime
    question: PlacementQuestionOut | None
    level: FoundLevel | None
    speech: PlacementSpeechAskedOut | None


class NewPlacementSessionOut(PlacementSessionOut):
    """A new session with its secret, which is shown only now."""

    model_config = build_example(secret="6Jk0yTfXGcT5")

    secret: str


class PlacementSecretIn(In):
    """The secret of a session."""

    model_config = build_example(secret="6Jk0yTfXGcT5")

    secret: Secret


class PlacementSpeechForm(PlacementSecretIn):
    """Whose recording it is, and who allowed it: an adult who speaks, or a parent or guardian of a minor."""

    model_config = build_example(secret="6Jk0yTfXGcT5", allowed_by="self")

    allowed_by: RecordingAllowedBy


class PlacementAnswerIn(PlacementSecretIn):
    """An answer to the open question; an empty one says that you do not know."""

    model_config = build_example(secret="6Jk0yTfXGcT5", response=RESPONSE)

    response: PlacementResponse
