"""Bodies, answers and queries of course packages."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, ReadWith, build_example
from api.lists import PageQuery
from api.resources.materials_schemas import UPLOAD_ID
from apps.core.files.links import build_file_download_link
from apps.core.models import StoredFile
from apps.course_transfers.models import CourseExport, CourseImport
from apps.course_transfers.reports import describe_problem, describe_row

ExportFormat = Literal["talim", "common_cartridge"]
ImportFormat = Literal["", "talim", "common_cartridge", "moodle"]
Verdict = Literal["taken", "changed", "left_out"]
PACKAGE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6eb1"
ROW: dict[str, Any] = {
    "verdict": "changed",
    "title": "At the market",
    "reason": "picture_moved",
    "text": "Pictures and recordings inside a list, table or quotation stand after it.",
}
ENDINGS = {"talim": "zip", "common_cartridge": "imscc"}


class PackageRowOut(Out):
    """A thing in a package, and what became of it. `reason`: "" where it was taken as it is."""

    model_config = build_example(**ROW)

    verdict: Verdict
    title: str = Field(description="The lesson, file or module that it is about.")
    reason: str = Field(description="A stable name of the reason.")
    text: str = Field(description="The reason in words.")


class CourseExportIn(In):
    """What to export."""

    model_config = build_example(format="talim", source="published")

    format: ExportFormat = Field("talim", description="Our own ZIP, which comes back equal, or Common Cartridge 1.3.")
    source: Literal["published", "draft"] = Field("published", description="What learners see, or the draft.")


def _build_link(export: CourseExport) -> str | None:
    if export.file is None:
        return None
    name = f"{export.course.slug}-{export.created_at:%Y-%m-%d}.{ENDINGS[export.format]}"
    return build_file_download_link(export.file, name=name)


def _describe_report(entry: CourseExport | CourseImport) -> list[dict[str, str]]:
    return [describe_row(row) for row in entry.report]


class CourseExportOut(Out):
    """A package of a course. `url` may be used for a few minutes; the package is deleted at `expires_at`."""

    model_config = build_example(
        id=PACKAGE_ID, format="talim", source="published", state="ready", percent=100, size=48_211_309,
        url="/api/v1/files/WyI3ZjRhIiwi.../", report=[ROW], created_at="2026-09-07T09:00:00Z",
        expires_at="2026-09-14T09:00:00Z",
    )  # fmt: skip

    id: UUID
    format: ExportFormat
    source: Literal["published", "draft"]
    state: Literal["waiting", "ready", "failed"]
    percent: int = Field(description="How much of it is written.")
    size: Annotated[int | None, ReadWith(lambda export: export.file.size if export.file else None)] = Field(
        description="In bytes; null until it is ready."
    )
    url: Annotated[str | None, ReadWith(_build_link)] = Field(description="Null until it is ready.")
    report: Annotated[list[PackageRowOut], ReadWith(_describe_report)] = Field(
        description="What the format cannot say."
    )
    created_at: datetime
    expires_at: datetime


class CourseExportsQuery(PageQuery):
    """Filters for the packages of a course."""

    model_config = build_example(kind="talim")

    kind: ExportFormat | None = Field(None, description="Only packages of this format.")


class CourseImportIn(In):
    """A package to import."""

    model_config = build_example(upload=UPLOAD_ID)

    upload: UUID = Field(description="An upload for `course_package` whose bytes have all arrived.")
    course: UUID | None = Field(None, description="A course whose draft is empty; null: a new draft course.")


class PackageFiguresOut(Out):
    """How much is in a package, and how many things were taken, changed and left out."""

    model_config = build_example(
        modules=3, lessons=14, blocks=62, files=20, quizzes=1, taken=14, changed=2, left_out=1
    )  # fmt: skip

    modules: int = 0
    lessons: int = 0
    blocks: int = 0
    files: int = 0
    quizzes: int = 0
    taken: int = 0
    changed: int = 0
    left_out: int = 0


def _get_quizzes_link(entry: CourseImport) -> str | None:
    quizzes: StoredFile | None = entry.quizzes
    return build_file_download_link(quizzes, name="quizzes.zip") if quizzes else None


IMPORT: dict[str, Any] = {
    "id": PACKAGE_ID,
    "name": "backup-english-a2.mbz",
    "format": "moodle",
    "state": "checked",
    "percent": 100,
    "title": "English A2",
    "course": None,
    "figures": {
        "modules": 3, "lessons": 14, "blocks": 62, "files": 20, "quizzes": 1, "taken": 14, "changed": 2, "left_out": 1,
    },
    "problem": "",
    "created_at": "2026-09-07T09:00:00Z",
    "finished_at": None,
}  # fmt: skip


class CourseImportOut(Out):
    """A package that you sent. `checking` → `checked` → `running` → `done` → `undone`, or `failed` with a problem."""

    model_config = build_example(**IMPORT)

    id: UUID
    name: str = Field(description="The name of the file.")
    format: ImportFormat
    state: Literal["checking", "checked", "running", "done", "failed", "undone"]
    percent: int = Field(description="How far the job is.")
    title: str = Field(description="The title of the course in the package.")
    course: UUID | None = Field(validation_alias="course_id", description="The course that was made or filled.")
    figures: PackageFiguresOut
    problem: Annotated[str, ReadWith(lambda entry: describe_problem(entry.problem, entry.problem_values))] = Field(
        description="Why nothing is imported, in words."
    )
    created_at: datetime
    finished_at: datetime | None


class CourseImportDetailOut(CourseImportOut):
    """A package that you sent, with what becomes of each thing in it."""

    model_config = build_example(**IMPORT, report=[ROW], quizzes_url=None)

    report: Annotated[list[PackageRowOut], ReadWith(_describe_report)]
    quizzes_url: Annotated[str | None, ReadWith(_get_quizzes_link)] = Field(
        description="The quizzes of the package as a ZIP, for a few minutes; null where there are none."
    )


class CourseImportsQuery(PageQuery):
    """Filters for your imports."""

    model_config = build_example(state="done")

    state: Literal["checking", "checked", "running", "done", "failed", "undone"] | None = Field(
        None, description="Only imports in this state."
    )
