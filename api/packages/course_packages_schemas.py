"""Bodies and answers of interactive packages."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.learning.files_schemas import CourseFileOut
from api.resources.materials_schemas import UPLOAD_ID
from apps.packages.models import PackageKind, PackageState
from apps.packages.package_results import PackageResult, read_statement

TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"
CMI = {"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": "page=3"}


class PackageIn(In):
    """A package for the blocks of a course: an upload that is a zip."""

    model_config = build_example(upload=UPLOAD_ID, title="At the market")

    upload: UUID = Field(description="An upload whose bytes have all arrived.")
    title: str = Field("", max_length=200, description="Empty: the name of the file.")


class CoursePackageOut(Out):
    """A package of a course. `kind` is empty until it is `ready`; `reason` says why it was `refused`."""

    model_config = build_example(state="ready", kind="scorm_1_2", reason=None, files=42, bytes=1_482_311)

    file: CourseFileOut
    state: PackageState
    kind: PackageKind | Literal[""]
    reason: str | None
    files: int
    bytes: int = Field(description="Of all files, unpacked.")


class OpenedPackageOut(Out):
    """A package that you opened. A page shows `url` in a frame, and only if the page itself is of `pages_origin`."""

    model_config = build_example(
        kind="scorm_1_2", url=f"https://packages.talim.example.uz/p/{TOKEN}/launch/",
        origin="https://packages.talim.example.uz", pages_origin="https://talim.example.uz", version=3, score=None,
        completed_at=None, saves=True,
    )  # fmt: skip

    kind: PackageKind
    url: str
    origin: str
    pages_origin: str
    version: int = Field(description="The number of the last save.")
    score: int | None = Field(description="The best one, in percent.")
    completed_at: datetime | None
    saves: bool = Field(description="False in a preview of a draft, of which nothing is kept.")


class XapiScoreIn(In):
    """The score of an xAPI statement."""

    model_config = build_example(scaled=0.8)

    scaled: Annotated[float, Field(ge=-1, le=1)]


class XapiResultIn(In):
    """The result of an xAPI statement."""

    model_config = build_example(score={"scaled": 0.8}, completion=True, success=True)

    score: XapiScoreIn | None = None
    completion: bool | None = None
    success: bool | None = None


class XapiStatementIn(In):
    """What matters of an xAPI statement."""

    model_config = build_example(verb="http://adlnet.gov/expapi/verbs/completed", result={"score": {"scaled": 0.8}})

    verb: str = Field(min_length=1, max_length=200)
    result: XapiResultIn = XapiResultIn(score=None)

    def read_result(self) -> PackageResult:
        """Return what the statement says."""
        score = self.result.score
        scaled = None if score is None else score.scaled
        return read_statement(self.verb, scaled, completion=self.result.completion)


class PackageSaveIn(In):
    """What a package keeps: values of the SCORM data model by their names, at most 64 KiB, and xAPI statements."""

    model_config = build_example(version=3, cmi=CMI, statements=[])

    version: int = Field(ge=0, le=2**31 - 1, description="The number of the last save; an old one is refused.")
    cmi: dict[str, Any] | None = Field(None, description="All values: those left out are forgotten. Null keeps all.")
    statements: list[XapiStatementIn] = Field([], max_length=50)


class PackageSaveOut(Out):
    """How far you are in a package."""

    model_config = build_example(version=4, score=80, completed_at=None)

    version: int
    score: int | None
    completed_at: datetime | None
