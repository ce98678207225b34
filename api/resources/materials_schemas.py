"""Bodies, answers and queries under `/resources/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import DayOrMoment, In, IsSet, Out, ReadWith, TextsOut, WebLink, build_example
from api.lists import PageQuery
from api.local_time_schemas import to_group_time
from api.shared_schemas import PERSON, PersonOut
from apps.resources.models import LessonResource, MediaFile

Kind = Literal["document", "slides", "image", "audio", "video", "link"]
Use = Literal["view", "download"]

LESSON_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75"
UPLOAD_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FILE: dict[str, Any] = {"kind": "slides", "content_type": PPTX, "size": 1_842_311, "url": ""}
RESOURCE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e91",
    "lesson": LESSON_ID,
    "course": None,
    "lesson_topic": "Unit 3",
    "lesson_starts_at": "2026-09-07T10:00:00+05:00",
    "group_name": "A2 morning",
    "course_title": None,
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


def read_content_type(media: MediaFile) -> str:
    """Return the content type of a file; empty for a link."""
    return media.file.content_type if media.file else ""


def read_size(media: MediaFile) -> int:
    """Return the bytes of a file; 0 for a link."""
    return media.file.size if media.file else 0


def read_lesson_start(resource: LessonResource) -> datetime | None:
    """Return when the lesson of a material starts, in the time zone of its group; None for a material of a course."""
    return to_group_time(resource.lesson.starts_at, resource.lesson.group) if resource.lesson else None


def read_course_title(resource: LessonResource) -> Any:
    """Return the title of the course, in each language, that has the material; None for a material of a lesson."""
    return resource.course.title if resource.course else None


class UploadIn(In):
    """A file to upload: its name, its exact size in bytes and, if known, its SHA-256."""

    model_config = build_example(name="unit-3.pptx", size=1_842_311)

    name: str = Field(min_length=1, max_length=200)
    size: int = Field(ge=1, le=2**40)
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$")


class ResourceUploadIn(UploadIn):
    """A file for materials, a film, a package of a course or a file of questions: its name, its exact size in bytes
    and, if known, its SHA-256.
    """

    model_config = build_example(name="unit-3.pptx", size=1_842_311)

    purpose: Literal["material", "film", "course_package", "question_file"] = Field(
        "material",
        description="What it is for: a file of a lesson or course, a film, which may be larger, a package to import as"
        " a course, or a file of questions.",
    )


class UploadOut(Out):
    """How to send the file. `PUT`: send the bytes with `headers`, in pieces of `piece_bytes` with `Content-Range`, or
    all at once when `piece_bytes` is null. `POST`: send one form with `fields` and then the file as `file`. `url` is
    a path on this server or an address of the file store.
    """

    model_config = build_example(
        id=UPLOAD_ID, method="PUT", url="/api/v1/uploads/3q2-7wAAx/", fields={},
        headers={"Content-Type": "application/octet-stream"}, piece_bytes=8_388_608,
        expires_at="2026-09-08T09:00:00Z", received=0, size=1_842_311,
    )  # fmt: skip

    id: UUID = Field(validation_alias="upload__pk")
    method: Literal["PUT", "POST"]
    url: str
    fields: dict[str, str]
    headers: dict[str, str]
    piece_bytes: int | None
    expires_at: datetime
    received: int = Field(validation_alias="upload__received")
    size: int = Field(validation_alias="upload__size")


class OpenUploadOut(Out):
    """One of your uploads that is neither finished nor cancelled; it can be finished until `expires_at`."""

    model_config = build_example(
        id=UPLOAD_ID, name="unit-3.pptx", size=1_842_311, received=0, expires_at="2026-09-08T09:00:00Z"
    )

    id: UUID
    name: str
    size: int
    received: int = Field(description="Bytes that this server received; bytes sent to an S3 store are not counted.")
    expires_at: datetime


class OpenUploadsQuery(PageQuery):
    """Filters for your open uploads."""

    model_config = build_example(complete=False)

    complete: bool | None = Field(
        None, description="Only uploads whose bytes have all arrived at this server (or, with false, not yet)."
    )


class SourceIn(In):
    """What a material shows: an upload, a file of the media library, or a link."""

    model_config = build_example(upload=UPLOAD_ID)

    upload: UUID | None = Field(None, description="An upload whose bytes have all arrived.")
    media: UUID | None = Field(None, description="A file of the media library.")
    url: WebLink = Field("", description="The address of a link.")


class ResourceIn(SourceIn):
    """A file or link for a lesson or a course."""

    model_config = build_example(upload=UPLOAD_ID, lesson=LESSON_ID, title="Unit 3, words")

    lesson: UUID | None = Field(None, description="Either this or `course`.")
    course: UUID | None = None
    title: str = Field("", max_length=200, description="Empty: the name of the file, or the host of the link.")


class ResourceForm(In):
    """Form fields beside the file."""

    model_config = build_example(lesson=LESSON_ID, title="Unit 3, words")

    lesson: UUID | None = Field(None, description="Either this or `course`.")
    course: UUID | None = None
    title: str = Field("", max_length=200, description="Empty: the file's name.")


class ResourcePatch(In):
    """What to change of a material; absent fields stay."""

    model_config = build_example(title="Unit 3, new words", position=2)

    title: str = Field("", min_length=1, max_length=200)
    position: int = Field(0, ge=0, le=1000)


class ResourceFileIn(SourceIn):
    """The new file or link of a material."""

    model_config = build_example(upload=UPLOAD_ID)


class ResourceOut(Out):
    """A file or link of a lesson or a course. `kind` and `content_type` are found from the content."""

    model_config = build_example(**RESOURCE)

    id: UUID
    lesson: UUID | None = Field(validation_alias="lesson_id")
    course: UUID | None = Field(validation_alias="course_id")
    lesson_topic: Annotated[str, ReadWith(lambda resource: resource.lesson.topic if resource.lesson else "")]
    lesson_starts_at: Annotated[datetime | None, ReadWith(read_lesson_start)] = Field(
        description="In the time zone of the group."
    )
    group_name: Annotated[str, ReadWith(lambda resource: resource.lesson.group.name if resource.lesson else "")] = (
        Field(description="Of the group that has the lesson; empty for a material of a course.")
    )
    course_title: Annotated[TextsOut | None, ReadWith(read_course_title)]
    media: UUID = Field(validation_alias="media_id")
    title: str
    kind: Kind = Field(validation_alias="media__kind")
    content_type: Annotated[str, ReadWith(lambda resource: read_content_type(resource.media))]
    size: Annotated[int, ReadWith(lambda resource: read_size(resource.media))]
    url: str = Field(validation_alias="media__url", description="The address of a link; empty for a file.")
    position: int
    added_by: PersonOut | None
    created_at: datetime


class ResourcesQuery(PageQuery):
    """Filters for materials."""

    model_config = build_example(lesson=LESSON_ID, kind="slides")

    lesson: UUID | None = Field(None, description="Only materials of this lesson.")
    course: UUID | None = Field(None, description="Only materials of this course (not of its lessons).")
    media: UUID | None = Field(None, description="Only materials made of this file of the media library.")
    kind: Kind | None = Field(None, description="Only files of this kind.")


class DownloadLinkOut(Out):
    """Where to download the file: a path on this server or an address of the file store; of a link, its address."""

    model_config = build_example(url="/api/v1/files/WyI3ZjRhIiwi.../", expires_in=300)

    url: str
    expires_in: int = Field(description="Seconds for which the address may be used.")


class DownloadOut(Out):
    """A user viewed the material, or got its download link."""

    model_config = build_example(user=PERSON, use="download", created_at="2026-09-07T15:00:00Z")

    user: PersonOut | None
    use: Use
    created_at: datetime


class UsageQuery(PageQuery):
    """Filters for the downloads and views of a material."""

    model_config = build_example(use="view", since="2026-09-01T00:00:00+05:00")

    use: Use = Field("download", description="Downloads, or views.")
    user: UUID | None = Field(None, description="Only this user's.")
    since: DayOrMoment | None = Field(None, description="Only from this time or day on.")
    until: DayOrMoment | None = Field(None, description="Only before this time, or until the end of this day.")


class MediaOut(Out):
    """A file or link of the media library."""

    model_config = build_example(**MEDIA)

    id: UUID
    title: str
    kind: Kind
    content_type: Annotated[str, ReadWith(read_content_type)]
    size: Annotated[int, ReadWith(read_size)]
    url: str = Field(description="The address of a link; empty for a file.")
    added_by: PersonOut | None
    archived: IsSet = Field(validation_alias="archived_at")
    created_at: datetime


class ListedMediaOut(MediaOut):
    """A file of the media library; `uses` is the number of lessons and courses that use it."""

    model_config = build_example(**MEDIA, uses=3, course_title={"uz": "Ingliz tili A2", "ru": "", "en": "English A2"})

    uses: int
    course_title: TextsOut | None = Field(
        description="Of the course that has had it longest; null where only lessons have it."
    )


class MediaPatch(In):
    """What to change of a file of the media library."""

    model_config = build_example(title="Unit 3, words, second edition")

    title: str | None = Field(None, min_length=1, max_length=200)
    archived: bool | None = None


class LibraryQuery(PageQuery):
    """Filters for the media library; `search` looks into titles, in any spelling of Uzbek."""

    model_config = build_example(search="olma", kind="image")

    kind: Kind | None = Field(None, description="Only files of this kind.")
    archived: bool = Field(False, description="Archived files instead of files in use.")
    mine: bool = Field(False, description="Only files that you added.")
