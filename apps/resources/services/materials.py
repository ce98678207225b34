"""Writes of materials: files and links of lessons and courses."""

from dataclasses import dataclass
from os import SEEK_END
from pathlib import PurePath
from typing import IO, Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts import images
from apps.accounts.models import Session, User
from apps.accounts.services.activity import log_view
from apps.core import uploads
from apps.core.errors import Conflict, Invalid, NotFound, TooLarge
from apps.core.file_types import DOC, DOCX, MATERIAL_TYPES, ODT, PDF, PPTX, TEXT, XLSX, detect_material_type
from apps.core.files.links import build_file_download_link
from apps.core.files.stored import store_upload
from apps.core.lookups import get_or_not_found
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.courses.models import Course
from apps.lessons.models import Lesson
from apps.lessons.services import pin_lesson
from apps.resources.models import Download, LessonResource, MaterialUse, MediaFile, ResourceKind
from apps.resources.services.library import archive_media_if_unused, build_media_search_key
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

PURPOSE = "material"
FILM_PURPOSE = "film"
PREPARE_FILM = "video.add"
MEGABYTE = 1024 * 1024
PACKAGE_PURPOSE = "course_package"
MAX_PACKAGE_MB = 2048
QUESTIONS_PURPOSE = "question_file"
MAX_QUESTIONS_MB = 100
"""Of a file of questions, which is read at once."""
MAX_IMAGE_MB = 25
MAX_FILES = 200
MAX_TITLE_LENGTH = 200
KIND_BY_CONTENT_TYPE = dict.fromkeys((PDF, DOC, DOCX, ODT, XLSX, TEXT), ResourceKind.DOCUMENT) | {
    PPTX: ResourceKind.SLIDES
}


@dataclass(frozen=True)
class MaterialTarget:
    """Where a material belongs: a lesson or a course, exactly one of them."""

    lesson: Lesson | None = None
    course: Course | None = None


def get_resource_kind(content_type: str) -> ResourceKind:
    """Return the kind of a file with this content type."""
    return KIND_BY_CONTENT_TYPE.get(content_type) or ResourceKind(content_type.partition("/")[0])


def begin_upload(
    *, owner: User, name: str, size: int, sha256: str = "", purpose: str = PURPOSE
) -> uploads.UploadTarget:
    """Start an upload of at most `material_max_mb`; of a film, which becomes a material too, of at most `video_max_mb`;
    of a package of a course, of at most MAX_PACKAGE_MB; of a file of questions, of at most MAX_QUESTIONS_MB.

    Raise what `uploads.begin` raises.
    """
    most = _max_bytes()
    if purpose == FILM_PURPOSE:
        purpose, most = PURPOSE, max(most, get_system_settings().video_max_mb * MEGABYTE)
    elif purpose == PACKAGE_PURPOSE:
        most = MAX_PACKAGE_MB * MEGABYTE
    elif purpose == QUESTIONS_PURPOSE:
        most = MAX_QUESTIONS_MB * MEGABYTE
    return uploads.start_upload(owner=owner, purpose=purpose, name=name, size=size, sha256=sha256, max_bytes=most)


def add_uploaded_file(*, actor: User, target: MaterialTarget, upload_id: UUID, title: str = "") -> LessonResource:
    """Add an uploaded file to a lesson or a course, and to the library.

    Do not call inside a transaction. Raise what `uploads.finish` raises about the file; a refused file is deleted.
    """

    def use(stored: StoredFile) -> LessonResource:
        return _add_stored_file(actor=actor, target=target, stored=stored, title=title)

    return uploads.finish_upload(
        owner=actor, upload_id=upload_id, purpose=PURPOSE, check=check_size_and_get_content_type, use=use
    )


def add_request_file(
    *, actor: User, target: MaterialTarget, upload: "UploadedFile[bytes]", title: str = ""
) -> LessonResource:
    """Add a small file that came with the request. Raise what `store_upload` raises about the file."""
    stored = store_upload(
        owner=None, upload=upload, kind="material", max_bytes=_max_bytes(), check=check_and_get_content_type
    )
    with unit_of_work():
        return _add_stored_file(actor=actor, target=target, stored=stored, title=title)


def add_library_file(*, actor: User, target: MaterialTarget, media: MediaFile, title: str = "") -> LessonResource:
    """Add a library file to one more lesson or course. Raise NotFound when it was archived or removed meanwhile."""
    with unit_of_work():
        rows = MediaFile.objects.select_for_update(no_key=True, of=("self",))
        entry = get_or_not_found(rows.filter(archived_at__isnull=True), media.pk)
        return _create_resource(actor=actor, target=target, media=entry, title=title or entry.title)


def add_link(*, actor: User, target: MaterialTarget, url: str, title: str = "") -> LessonResource:
    """Add a link to a lesson or a course, and to the library; without a title, its host is the title."""
    named = title or (urlsplit(url).hostname or url)[:MAX_TITLE_LENGTH]
    with unit_of_work():
        media = _create_media(actor=actor, url=url, title=named)
        return _create_resource(actor=actor, target=target, media=media, title=named)


def change_resource(*, resource: LessonResource, changes: dict[str, Any]) -> LessonResource:
    """Change the title or the position of a material."""
    with unit_of_work():
        for name, value in changes.items():
            setattr(resource, name, value)
        resource.save(update_fields=[*changes, "updated_at"])
        return resource


def replace_with_upload(*, actor: User, resource: LessonResource, upload_id: UUID) -> LessonResource:
    """Replace the file of a material by an uploaded one, as `replace_with_library_file` does.

    Do not call inside a transaction. Raise what `uploads.finish` raises about the file.
    """

    def use(stored: StoredFile) -> LessonResource:
        media = _create_media(actor=actor, stored=stored, title=resource.title)
        return replace_with_library_file(actor=actor, resource=resource, media=media)

    return uploads.finish_upload(
        owner=actor, upload_id=upload_id, purpose=PURPOSE, check=check_size_and_get_content_type, use=use
    )


def replace_with_link(*, actor: User, resource: LessonResource, url: str) -> LessonResource:
    """Replace the file or link of a material by a link, as `replace_with_library_file` does."""
    with unit_of_work():
        media = _create_media(actor=actor, url=url, title=resource.title)
        return replace_with_library_file(actor=actor, resource=resource, media=media)


def replace_with_library_file(*, actor: User, resource: LessonResource, media: MediaFile) -> LessonResource:
    """Replace the file of a material by a library file; id, title, position and downloads stay.

    The old file is archived when nothing else uses it and the actor may. Raise NotFound when the material was removed,
    or the file archived or removed meanwhile.
    """
    with unit_of_work():
        rows = LessonResource.objects.select_for_update(no_key=True, of=("self",))
        locked = get_or_not_found(rows.filter(archived_at__isnull=True), resource.pk)
        both = MediaFile.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
        entries = {entry.pk: entry for entry in both.filter(pk__in=[locked.media_id, media.pk])}
        wanted, old = entries.get(media.pk), entries[locked.media_id]
        if wanted is None or wanted.archived_at is not None:
            raise NotFound()
        if wanted != old:
            locked.media = wanted
            locked.save(update_fields=["media", "updated_at"])
            write_audit_log(actor, "resources.replace_file", locked, {"media": (str(old.pk), str(wanted.pk))})
            archive_media_if_unused(actor=actor, media=old)
        return locked


def archive_resource(*, actor: User, resource: LessonResource) -> None:
    """Remove a material from its lesson or course; the file stays in the library. Repeating it changes nothing."""
    with unit_of_work():
        now = timezone.now()
        gone = LessonResource.objects.filter(pk=resource.pk, archived_at__isnull=True)
        if gone.update(archived_at=now, updated_at=now):
            write_audit_log(actor, "resources.archive", resource)


def record_view(*, resource: LessonResource, session: Session) -> None:
    """Record that the user of the session viewed a material, in their activity too, unless it is no new view."""
    with unit_of_work():
        if log_view(session, "material.viewed", resource):
            Download.objects.create(resource=resource, user=session.user, use=MaterialUse.VIEW)


def record_download_and_create_link(*, resource: LessonResource, session: Session) -> str:
    """Record a download and return the link, which expires in a few minutes; of a link, its address.

    Nothing is recorded while an administrator views as the user.
    """
    media = resource.media
    link = media.url
    if media.file is not None:
        title = "".join(letter if letter.isprintable() and letter not in "/\\" else " " for letter in resource.title)
        link = build_file_download_link(media.file, name=f"{title}.{MATERIAL_TYPES[media.file.content_type]}")
    if session.viewed_by_id is None:
        with unit_of_work():
            Download.objects.create(resource=resource, user=session.user)
    return link


def prepare_film(stored: StoredFile) -> None:
    """Have a film prepared for watching; nothing happens for other files. Call it in a unit of work."""
    if get_resource_kind(stored.content_type) == ResourceKind.VIDEO:
        jobs.enqueue(kind=PREPARE_FILM, object_id=stored.pk)


def check_and_get_content_type(file: IO[bytes]) -> str:
    """Return the content type of an accepted material; pictures are decoded, in a separate process.

    Raise InvalidValue for a refused file, TooLarge for a picture of more than `MAX_IMAGE_MB`.
    """
    content_type = detect_material_type(file)
    if content_type.startswith("image/"):
        file.seek(0)
        data = file.read(MAX_IMAGE_MB * MEGABYTE + 1)
        if len(data) > MAX_IMAGE_MB * MEGABYTE:
            raise TooLarge(_("A picture may have at most %(count)d MB.") % {"count": MAX_IMAGE_MB})
        try:
            images.make_small_webp(data)
        except Invalid as error:
            raise InvalidValue(error.fields["file"][0]) from error
    return content_type


def check_size_and_get_content_type(file: IO[bytes]) -> str:
    """The same, where films may be sent: raise TooLarge also for what is larger than `material_max_mb` and no film."""
    content_type = check_and_get_content_type(file)
    if get_resource_kind(content_type) != ResourceKind.VIDEO and file.seek(0, SEEK_END) > _max_bytes():
        raise TooLarge(_("The file is larger than %(count)d MB.") % {"count": _max_bytes() // MEGABYTE})
    return content_type


def _max_bytes() -> int:
    return get_system_settings().material_max_mb * MEGABYTE


def _add_stored_file(*, actor: User, target: MaterialTarget, stored: StoredFile, title: str) -> LessonResource:
    named = title or PurePath(stored.original_name).stem.strip() or stored.content_type.rpartition("/")[2]
    media = _create_media(actor=actor, stored=stored, title=named)
    return _create_resource(actor=actor, target=target, media=media, title=named)


def _create_media(*, actor: User, title: str, stored: StoredFile | None = None, url: str = "") -> MediaFile:
    kind = get_resource_kind(stored.content_type) if stored else ResourceKind.LINK
    if stored is not None:
        prepare_film(stored)
    folded = build_media_search_key(title)
    return MediaFile.objects.create(file=stored, url=url, title=title, folded=folded, kind=kind, added_by=actor)


def _create_resource(*, actor: User, target: MaterialTarget, media: MediaFile, title: str) -> LessonResource:
    if target.lesson is not None:
        if not Lesson.objects.select_for_update(no_key=True, of=("self",)).filter(pk=target.lesson.pk).exists():
            raise NotFound()
        pin_lesson(lesson=target.lesson)
    beside = LessonResource.objects.filter(**vars(target), archived_at__isnull=True)
    if beside.count() >= MAX_FILES:
        raise Conflict(_("A lesson or a course has at most %(count)d files.") % {"count": MAX_FILES})
    last = beside.aggregate(last=Max("position"))["last"]
    position, belongs_to = 0 if last is None else min(last + 1, 30_000), vars(target)
    return LessonResource.objects.create(**belongs_to, media=media, title=title, position=position, added_by=actor)
