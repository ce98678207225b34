"""What goes in and out under `/resources/`."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Out, example
from api.schemas.courses import PERSON, PersonOut
from apps.core.uploads import Way
from apps.resources.models import LessonResource, MediaFile

Kind = Literal["document", "slides", "image", "audio", "video"]

LESSON_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75"
UPLOAD_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FILE: dict[str, Any] = {"kind": "slides", "content_type": PPTX, "size": 1_842_311}
RESOURCE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e91",
    "lesson": LESSON_ID,
    "course": None,
    "media": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e92",
    "title": "Unit 3, words",
    "position": 0,
    "added_by": PERSON,
    "created_at": "2026-09-07T09:00:00Z",
    **FILE,
}
MEDIA: dict[str, Any] = {
    "id": RESOURCE["media"],
    "title": "Unit 3, words",
    "added_by": PERSON,
    "archived": False,
    "created_at": "2026-09-07T09:00:00Z",
    **FILE,
}


class UploadIn(In):
    """A file that will be sent: its name for people, its exact size in bytes, its SHA-256 if it is known."""

    model_config = example(name="unit-3.pptx", size=1_842_311)

    name: str = Field(min_length=1, max_length=200)
    size: int = Field(ge=1, le=2**40)
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$")


class UploadOut(Out):
    """How to send it. PUT: the bytes with `headers`, in pieces of `piece_bytes` with `Content-Range`, or all at once
    when it is null. POST: one form with `fields` and last the file as `file`. `url` is a path from the server's root,
    or the address of the store.
    """

    model_config = example(
        id=UPLOAD_ID, method="PUT", url="/api/v1/uploads/3q2-7wAAx/", fields={},
        headers={"Content-Type": "application/octet-stream"}, piece_bytes=8_388_608,
        expires_at="2026-09-08T09:00:00Z", received=0, size=1_842_311,
    )  # fmt: skip

    id: UUID
    method: Literal["PUT", "POST"]
    url: str
    fields: dict[str, str]
    headers: dict[str, str]
    piece_bytes: int | None
    expires_at: datetime
    received: int
    size: int

    @staticmethod
    def resolve_id(way: Way) -> UUID:
        """The upload's."""
        return way.upload.pk

    @staticmethod
    def resolve_received(way: Way) -> int:
        """None at first."""
        return way.upload.received

    @staticmethod
    def resolve_size(way: Way) -> int:
        """As it was told."""
        return way.upload.size


class OpenUploadOut(Out):
    """An upload of one's own that was neither ended nor dropped. `expires_at`: until when it can be ended."""

    model_config = example(
        id=UPLOAD_ID, name="unit-3.pptx", size=1_842_311, received=0, expires_at="2026-09-08T09:00:00Z"
    )

    id: UUID
    name: str
    size: int
    received: int = Field(description="Bytes that have come to us; what goes to an S3 store is not counted.")
    expires_at: datetime


class OpenUploadsQuery(PageQuery):
    """One's own uploads."""

    model_config = example(page=1)


class ResourceIn(In):
    """A file for a lesson or a course: one that came by an upload, or one of the library."""

    model_config = example(upload=UPLOAD_ID, lesson=LESSON_ID, title="Unit 3, words")

    upload: UUID | None = Field(None, description="An upload whose bytes have arrived; either this or `media`.")
    media: UUID | None = Field(None, description="An entry of the library.")
    lesson: UUID | None = Field(None, description="Either this or `course`.")
    course: UUID | None = None
    title: str = Field("", max_length=200, description="Empty: the file's or the entry's name.")


class ResourceForm(In):
    """What stands beside the file in a form."""

    model_config = example(lesson=LESSON_ID, title="Unit 3, words")

    lesson: UUID | None = Field(None, description="Either this or `course`.")
    course: UUID | None = None
    title: str = Field("", max_length=200, description="Empty: the file's name.")


class ResourcePatch(In):
    """What can be changed."""

    model_config = example(title="Unit 3, new words", position=2)

    title: str = Field("", min_length=1, max_length=200)
    position: int = Field(0, ge=0, le=1000)


class ResourceFileIn(In):
    """The file that comes in the place of a material's: one that came by an upload, or one of the library."""

    model_config = example(upload=UPLOAD_ID)

    upload: UUID | None = Field(None, description="An upload whose bytes have arrived; either this or `media`.")
    media: UUID | None = Field(None, description="An entry of the library.")


class ResourceOut(Out):
    """A file on a lesson or a course. `kind` and `content_type` come from its content."""

    model_config = example(**RESOURCE)

    id: UUID
    lesson: UUID | None = Field(validation_alias="lesson_id")
    course: UUID | None = Field(validation_alias="course_id")
    media: UUID = Field(validation_alias="media_id")
    title: str
    kind: Kind
    content_type: str
    size: int
    position: int
    added_by: PersonOut | None
    created_at: datetime

    @staticmethod
    def resolve_kind(resource: LessonResource) -> str:
        """The library entry's."""
        return resource.media.kind

    @staticmethod
    def resolve_content_type(resource: LessonResource) -> str:
        """By content."""
        return resource.media.file.content_type

    @staticmethod
    def resolve_size(resource: LessonResource) -> int:
        """In bytes."""
        return resource.media.file.size


class ResourcesQuery(PageQuery):
    """Which materials."""

    model_config = example(lesson=LESSON_ID, kind="slides")

    lesson: UUID | None = Field(None, description="Only of this lesson.")
    course: UUID | None = Field(None, description="Only of this course (not of its lessons).")
    kind: Kind | None = Field(None, description="Only of this kind.")


class DownloadLinkOut(Out):
    """Where to load the file from, soon: a path from the server's root, or an address of the store."""

    model_config = example(url="/api/v1/files/WyI3ZjRhIiwi.../", expires_in=300)

    url: str
    expires_in: int = Field(description="Seconds.")


class DownloadOut(Out):
    """Somebody was given the link."""

    model_config = example(user=PERSON, created_at="2026-09-07T15:00:00Z")

    user: PersonOut | None
    created_at: datetime


class UsageQuery(PageQuery):
    """Who loaded it."""

    model_config = example(page=1)


class MediaOut(Out):
    """An entry of the library; `uses`: on how many lessons and courses it lies."""

    model_config = example(**MEDIA)

    id: UUID
    title: str
    kind: Kind
    content_type: str
    size: int
    added_by: PersonOut | None
    archived: bool
    created_at: datetime

    @staticmethod
    def resolve_content_type(media: MediaFile) -> str:
        """By content."""
        return media.file.content_type

    @staticmethod
    def resolve_size(media: MediaFile) -> int:
        """In bytes."""
        return media.file.size

    @staticmethod
    def resolve_archived(media: MediaFile) -> bool:
        """Archived entries cannot be put anywhere."""
        return media.archived_at is not None


class ListedMediaOut(MediaOut):
    """An entry in the list, with on how many lessons and courses it lies."""

    model_config = example(**MEDIA, uses=3)

    uses: int


class MediaPatch(In):
    """What can be changed of an entry."""

    model_config = example(title="Unit 3, words, second edition")

    title: str | None = Field(None, min_length=1, max_length=200)
    archived: bool | None = None


class LibraryQuery(PageQuery):
    """Which entries; `search` looks into titles, in any spelling of Uzbek."""

    model_config = example(search="olma", kind="image")

    kind: Kind | None = Field(None, description="Only of this kind.")
    archived: bool = Field(False, description="The archived ones instead.")
    mine: bool = Field(False, description="Only what one added oneself.")
