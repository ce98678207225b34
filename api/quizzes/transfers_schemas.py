"""Schemas of files of questions: imports into a bank, exports of one."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, ReadWith, build_example
from api.quizzes.banks_schemas import Kind
from apps.core.files.links import build_file_download_link
from apps.quizzes.formats.registry import FORMATS
from apps.quizzes.models import QuestionExport
from apps.quizzes.models.banks import TAG
from apps.quizzes.services.question_exports import read_problems

Format = Literal["gift", "aiken", "moodle_xml", "csv", "xlsx", "qti_1_2", "qti_2_1", "qti_2_2", "qti_3_0"]
FILE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec8"
MAX_TEXT = 200_000
PROBLEM: dict[str, Any] = {
    "place": "12",
    "name": "Present simple: she goes",
    "text": "Left out: the level.",
    "is_left_out": False,
}


class QuestionProblemOut(Out):
    """What happened to one question. `is_left_out`: it does not come; else it comes changed."""

    model_config = build_example(**PROBLEM)

    place: str = Field(description="Where it stands in the file.")
    name: str
    text: str
    is_left_out: bool


class SampleQuestionOut(Out):
    """One of the first questions of a file."""

    model_config = build_example(name="Present simple: she goes", kind="single")

    name: str
    kind: Kind


class QuestionImportIn(In):
    """A file of questions: an upload, pasted text, or the quizzes that an import of a course kept. One of them."""

    model_config = build_example(text="She {=goes ~go} to school every day.", format="gift")

    upload: UUID | None = Field(None, description="An upload for `question_file` whose bytes have all arrived.")
    text: str = Field("", max_length=MAX_TEXT)
    course_import: UUID | None = Field(None, description="One of your imports of courses that kept quizzes.")
    format: Literal["", "gift", "aiken", "moodle_xml", "csv", "xlsx", "qti_1_2", "qti_2_1", "qti_2_2", "qti_3_0"] = (
        Field("", description="Empty: what the file looks like.")
    )
    language: Literal["", "en", "ru", "uz"] = Field(
        "", description="The language of questions whose file does not say it. Empty: what their letters tell."
    )


def _list_problems(row: Any) -> list[Any]:
    return read_problems(row.problems)


class QuestionImportOut(Out):
    """A file of questions. `checking` → `checked` → `running` → `done`, or `failed` with a problem."""

    model_config = build_example(
        id=FILE_ID, name="unit-3.gift", format="gift", language="", state="checked", question_count=40,
        left_out_count=1, problem_count=3, problems=[PROBLEM],
        sample=[{"name": "Present simple: she goes", "kind": "single"}], problem="", created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    id: UUID
    name: str
    format: str
    language: Literal["", "en", "ru", "uz"] = Field(description="The one that was asked for.")
    state: Literal["checking", "checked", "running", "done", "failed"]
    question_count: int = Field(description="Questions that come.")
    left_out_count: int = Field(description="Questions that cannot come.")
    problem_count: int
    problems: Annotated[list[QuestionProblemOut], ReadWith(_list_problems)] = Field(description="The first 500.")
    sample: list[SampleQuestionOut] = Field(description="The first questions.")
    problem: str = Field(description="Why all of it is refused.")
    created_at: datetime


class QuestionExportIn(In):
    """In which format, and with `tag` only the questions that have it."""

    model_config = build_example(format="gift", tag="")

    format: Format
    tag: str = Field("", max_length=TAG)


def _build_link(export: QuestionExport) -> str | None:
    if export.file is None:
        return None
    name = f"questions-{export.created_at:%Y-%m-%d}{FORMATS[export.format].ending}"
    return build_file_download_link(export.file, name=name)


class QuestionExportOut(Out):
    """Questions as a file. `url` may be used for a few minutes; the file is deleted after seven days."""

    model_config = build_example(
        id=FILE_ID, format="gift", tag="", state="ready", question_count=40, problem_count=1, problems=[PROBLEM],
        url="/api/v1/files/WyI3ZjRhIiwi.../", created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    id: UUID
    format: Format
    tag: str
    state: Literal["waiting", "ready", "failed"]
    question_count: int
    problem_count: int
    problems: Annotated[list[QuestionProblemOut], ReadWith(_list_problems)] = Field(
        description="What the format cannot say: the first 500."
    )
    url: Annotated[str | None, ReadWith(_build_link)] = Field(description="Null until it is ready.")
    created_at: datetime
