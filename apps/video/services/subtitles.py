"""Writes of subtitles: by hand, from a file, and their end."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, TooLarge
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log
from apps.video.cues import Cue, check_cues
from apps.video.models import Subtitles, SubtitleSource, Video
from apps.video.services.adding import publish_change
from apps.video.subtitle_files import MAX_BYTES, read_subtitle_file


def save_subtitles(
    *, actor: User, video: Video, language: str, cues: Sequence[Cue], version: int, is_published: bool
) -> Subtitles:
    """Write the subtitles of a video in a language by hand. `version`: that was read; 0 when there were none.

    Raise Invalid on the first cue that cannot stand (`apps.video.cues.check_cues`), Conflict `draft_changed` when
    another user wrote them meanwhile: nothing is lost on either side.
    """
    checked = check_cues(cues)
    with unit_of_work():
        row = _lock(video, language)
        if version != (row.version if row else 0):
            raise Conflict(_("Somebody changed this meanwhile. Load it again."), code=ErrorCode.DRAFT_CHANGED)
        source = SubtitleSource.HAND if row is None or row.cues != checked else row.source
        return _write(actor, video, language, row, cues=checked, is_published=is_published, source=source)


def store_subtitle_file(*, actor: User, video: Video, language: str, content: bytes) -> tuple[Subtitles, int]:
    """Put a VTT or SRT file in place of the subtitles of a video in a language, and publish it; return the subtitles,
    and how many cues were shortened because they overlapped.

    Raise TooLarge, and Invalid on "file" (`apps.video.subtitle_files.read_subtitle_file`).
    """
    if len(content) > MAX_BYTES:
        raise TooLarge(_("A file of subtitles may have 2 MB at most."))
    read = read_subtitle_file(content)
    with unit_of_work():
        row = _lock(video, language)
        changes = {"cues": read.cues, "is_published": True, "source": SubtitleSource.FILE}
        return _write(actor, video, language, row, **changes), read.shortened


def delete_subtitles(*, actor: User, subtitles: Subtitles) -> None:
    """Delete the subtitles of a video in one language."""
    with unit_of_work():
        write_audit_log(actor, "video.delete_subtitles", subtitles, {"language": (subtitles.language, "")})
        subtitles.delete()
        publish_change(subtitles.video)


def _lock(video: Video, language: str) -> Subtitles | None:
    """Return the subtitles in a language. Nobody else writes subtitles of the video until the end of the transaction.
    Raise NotFound when the video is gone.
    """
    get_or_not_found(Video.objects.select_for_update(no_key=True), video.pk)
    return Subtitles.objects.filter(video=video, language=language).first()


def _write(actor: User, video: Video, language: str, row: Subtitles | None, **changes: Any) -> Subtitles:
    row = row or Subtitles(video=video, language=language, made_by=actor, version=0)
    row.version += 1
    row.changed_by, row.doubt = actor, ""
    for name, value in changes.items():
        setattr(row, name, value)
    if row.version == 1:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["version", "changed_by", "doubt", *changes, "updated_at"])
    write_audit_log(actor, "video.save_subtitles", row, {"version": (row.version - 1, row.version)})
    publish_change(video)
    return row
