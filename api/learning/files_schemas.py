"""Files of online courses."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, ReadWith, build_example
from api.lists import PageQuery
from api.resources.materials_schemas import UPLOAD_ID, Kind
from apps.learning.blocks.rendering import build_course_file_link, compute_link_end

CourseFileKind = Kind | Literal["package"]
FILE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea5"


class CourseFileIn(In):
    """A file for the blocks of a course: an upload, or a file of the media library."""

    model_config = build_example(upload=UPLOAD_ID, title="At the market")

    upload: UUID | None = Field(None, description="An upload whose bytes have all arrived.")
    media: UUID | None = Field(None, description="A file of the media library.")
    title: str = Field("", max_length=200, description="Empty: the name of the file.")


class CourseFileOut(Out):
    """A file that blocks of a course may show. `url` may be used until `expires_at`."""

    model_config = build_example(
        id=FILE_ID, title="At the market", kind="audio", content_type="audio/mpeg", size=482_311, duration_ms=61_250,
        url="/api/v1/files/WyI3ZjRhIiwi.../", expires_at="2026-09-07T09:05:00Z",
    )  # fmt: skip

    id: UUID
    title: str
    kind: CourseFileKind
    content_type: str = Field(validation_alias="file__content_type")
    size: int = Field(validation_alias="file__size")
    duration_ms: int | None = Field(description="How long a recording is; null for other files.")
    url: Annotated[str, ReadWith(build_course_file_link)]
    expires_at: Annotated[datetime, ReadWith(lambda _file: compute_link_end())]


class CourseFilesQuery(PageQuery):
    """Filters for the files of a course."""

    model_config = build_example(kind="audio")

    kind: CourseFileKind | None = Field(None, description="Only files of this kind.")
