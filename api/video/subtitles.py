"""Operations under `/video/videos/`: subtitles, for those who write the course or keep the library file of a film."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Query, UploadedFile

from api.auth import SignedInRequest
from api.lanes import UPLOADS
from api.operations import OperationRouter
from api.video import subtitles_schemas as schemas
from apps.video import queries
from apps.video.author_access import get_written_subtitles, get_written_video
from apps.video.models import Transcription
from apps.video.services import subtitles as services
from apps.video.services.transcription import request_transcription
from apps.video.subtitle_files import MAX_BYTES, write_srt, write_vtt

router = OperationRouter(tags=["video"])
PATH = "/videos/{uuid:id}/subtitles/"
MAX_BODY = 5 * 1024 * 1024
"""Bytes: the cues of any file of subtitles that is taken. JSON says more around each cue, and has two bytes for a
Cyrillic letter of cp1251.
"""
FILE_TYPES = {"vtt": "text/vtt; charset=utf-8", "srt": "application/x-subrip; charset=utf-8"}


@router.get(PATH, "learning.write", schemas.SubtitlesStateOut, errors=[404])
def video_subtitles_list(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """List the subtitles of a video.

    For those who write a course with this film, or may change it in the library. `making` says how far speech
    recognition is with new ones, or why it made none.
    """
    video = get_written_video(request.auth.user, id)
    rows, making = list(queries.list_subtitles(video)), queries.find_transcription(video)
    return schemas.describe_state(video.pk, rows, making, can_make=queries.is_speech_on())


@router.post(f"{PATH}make/", "learning.write", schemas.MakingOut, status=202, errors=[404, 409, 422])
def video_subtitles_make(request: SignedInRequest, id: UUID, payload: schemas.MakeSubtitlesIn) -> Transcription:
    """Start making the subtitles of a video by speech recognition.

    They are published when it is sure of language and text, else they stay a draft that says why. Refused with 409
    `video_not_ready`, `no_sound`, `speech_off`, `already_making`, and `subtitles_exist` where a user has written
    some in this language.
    """
    user = request.auth.user
    return request_transcription(actor=user, video=get_written_video(user, id), language=payload.language)


@router.get(f"{PATH}{{language}}/", "learning.write", schemas.SubtitlesOut, errors=[404])
def video_subtitles_get(request: SignedInRequest, id: UUID, language: str) -> dict[str, Any]:
    """Get the subtitles of a video in one language."""
    return schemas.describe_subtitles(get_written_subtitles(request.auth.user, id, language))


@router.put(f"{PATH}{{language}}/", "learning.write", schemas.SubtitlesOut, errors=[404, 409, 422], max_body=MAX_BODY)
def video_subtitles_update(
    request: SignedInRequest, id: UUID, language: str, payload: schemas.SubtitlesIn
) -> dict[str, Any]:
    """Save the subtitles of a video in one language.

    Refused with 409 `draft_changed` when another user changed them since `version`: load theirs, and keep your own.
    A body may have 5 MB: all that a file of 2 MB can hold.
    """
    user = request.auth.user
    row = services.save_subtitles(
        actor=user,
        video=get_written_video(user, id),
        language=schemas.check_language(language),
        cues=[{"start_ms": cue.start_ms, "end_ms": cue.end_ms, "text": cue.text} for cue in payload.cues],
        version=payload.version,
        is_published=payload.is_published,
    )
    return schemas.describe_subtitles(row)


@router.delete(f"{PATH}{{language}}/", "learning.write", errors=[404])
def video_subtitles_delete(request: SignedInRequest, id: UUID, language: str) -> None:
    """Delete the subtitles of a video in one language."""
    user = request.auth.user
    services.delete_subtitles(actor=user, subtitles=get_written_subtitles(user, id, language))


@router.post(f"{PATH}{{language}}/file/", "learning.write", schemas.SubtitlesOut, errors=[404, 413, 422], lane=UPLOADS)
def video_subtitles_upload(
    request: SignedInRequest, id: UUID, language: str, file: File[UploadedFile]
) -> dict[str, Any]:
    """Upload a file of subtitles and publish it.

    WebVTT or SRT, 2 MB at most. It takes the place of what there was in this language. Tags and styles are left out.
    """
    user = request.auth.user
    row, shortened = services.store_subtitle_file(
        actor=user,
        video=get_written_video(user, id),
        language=schemas.check_language(language),
        content=file.read(MAX_BYTES + 1),
    )
    return schemas.describe_subtitles(row, shortened)


@router.get(f"{PATH}{{language}}/file/", "learning.write", errors=[404, 422])
def video_subtitles_download(
    request: SignedInRequest, id: UUID, language: str, query: Query[schemas.SubtitleFileQuery]
) -> HttpResponse:
    """Download the subtitles of a video in one language.

    As a file, WebVTT or SRT.
    """
    row = get_written_subtitles(request.auth.user, id, language)
    content = (write_vtt if query.format == "vtt" else write_srt)(row.cues)
    name = f"subtitles-{row.language}.{query.format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=FILE_TYPES[query.format], headers=headers)
