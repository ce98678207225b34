"""Writes of the media library: rename, archive, and remove unused files."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.resources.models import LessonResource, MediaFile
from apps.resources.queries import list_editable_media
from apps.settings.services import write_audit_log
from ml.text import build_search_key

log = structlog.get_logger(__name__)

ARCHIVE_PERIOD = timedelta(days=1)


def build_media_search_key(title: str) -> str:
    """Return the column `folded` of a library file."""
    return build_search_key(title)[: MediaFile._meta.get_field("folded").max_length]


def change_media(*, actor: User, media: MediaFile, title: str | None = None, archived: bool | None = None) -> MediaFile:
    """Rename a library file, archive it or take it back; materials keep it. None leaves a value as it is.

    Raise NotFound when it was removed meanwhile.
    """
    with unit_of_work():
        rows = MediaFile.objects.select_for_update(no_key=True, of=("self",)).select_related("file", "added_by")
        entry = get_or_not_found(rows, media.pk)
        changes: dict[str, tuple[Any, Any]] = {}
        if title is not None and title != entry.title:
            changes["title"] = (entry.title, title)
            entry.title, entry.folded = title, build_media_search_key(title)
        if archived is not None and archived != (entry.archived_at is not None):
            changes["archived"] = (not archived, archived)
            entry.archived_at = timezone.now() if archived else None
        if changes:
            entry.save(update_fields=["title", "folded", "archived_at", "updated_at"])
            write_audit_log(actor, "resources.change_media", entry, changes)
        return entry


def archive_media_if_unused(*, actor: User, media: MediaFile) -> None:
    """Archive a library file that no material uses, if the actor may: files of others stay in the library.

    Call inside the transaction that removed the last use, with the file locked.
    """
    lying = LessonResource.objects.filter(media=media, archived_at__isnull=True)
    left = list_editable_media(actor).filter(~Exists(lying), pk=media.pk, archived_at__isnull=True).first()
    if left is not None:
        change_media(actor=actor, media=left, archived=True)


def delete_old_archived_media(job: ClaimedJob) -> None:
    """Job handler: remove archived files that nothing uses. Safe to run twice."""
    log.info("library emptied", entries=remove_unused_archived_media(archived_before=timezone.now() - ARCHIVE_PERIOD))


def remove_unused_archived_media(*, archived_before: datetime) -> int:
    """Delete files archived before that moment that no material uses; return how many.

    Each is checked under its own lock. The next clean-up deletes the bytes, after checking that nothing else uses them.
    """
    return sum(
        remove_media_if_unused(key, archived_before)
        for key in list(_unused_media(archived_before).values_list("pk", flat=True))
    )


def remove_media_if_unused(media_id: UUID, archived_before: datetime) -> int:
    """Delete the file if it is still archived and unused; return 1 or 0."""
    with unit_of_work():
        MediaFile.objects.select_for_update(of=("self",)).filter(pk=media_id).first()
        if not is_media_removable(media_id, archived_before):
            return 0
        MediaFile.objects.filter(pk=media_id).delete()
        return 1


def is_media_removable(media_id: UUID, archived_before: datetime) -> bool:
    """Return whether the file is archived and unused now."""
    return _unused_media(archived_before).filter(pk=media_id).exists()


def _unused_media(before: datetime) -> QuerySet[MediaFile]:
    lying = LessonResource.objects.filter(media=OuterRef("pk"))
    return MediaFile.objects.filter(~Exists(lying), archived_at__lt=before)
