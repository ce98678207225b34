"""Writes of transcriptions: subtitles that speech makes of the sound of a video, in pieces."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.durations import DAY
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.settings.services import write_audit_log
from apps.video.cue_building import Word, build_cues
from apps.video.job_kinds import MAKE_SUBTITLES, SUBTITLE_PRIORITY
from apps.video.models import Subtitles, SubtitleSource, Transcription, TranscriptionState, Video, VideoState
from apps.video.queries import is_speech_on
from apps.video.services.adding import publish_change
from apps.video.subtitle_languages import SPEECH_LANGUAGES
from apps.video.subtitle_reasons import REFUSALS

log = structlog.get_logger(__name__)

LANGUAGE_SURE = 0.5
"""Mean probability of the language over all stretches of speech; below, it is not certain which one is spoken
(`language_detection_threshold` of faster-whisper).
"""
TEXT_SURE = -1.0
"""Mean log-probability a token; below, Whisper itself calls a search failed (`logprob_threshold` of openai-whisper)."""
PATIENCE = 2 * DAY
UNDONE = (TranscriptionState.WAITING, TranscriptionState.RUNNING)
Window = tuple[float, float]
"""Probability of the language, and log-probability a token, of one stretch of speech."""


def request_transcription(*, actor: User, video: Video, language: str) -> Transcription:
    """Have speech make the subtitles of a video. `language`: what is spoken, "" for one to be found.

    Raise Invalid for a language that speech does not know; Conflict `video_not_ready`, `no_sound`, `speech_off`,
    `already_making`, and `subtitles_exist` when somebody has written subtitles in this language.
    """
    if language and language not in SPEECH_LANGUAGES:
        raise Invalid.field("language", _("Speech recognition does not know this language."))
    if video.state != VideoState.READY:
        raise Conflict(_("This film is not ready yet."), code=ErrorCode.VIDEO_NOT_READY)
    if not video.has_audio:
        raise Conflict(REFUSALS["no_sound"], code=ErrorCode.NO_SOUND)
    if not is_speech_on():
        text = _("Speech recognition is off at the moment. Send a file of subtitles, or write them.")
        raise Conflict(text, code=ErrorCode.SPEECH_OFF)
    with unit_of_work():
        get_or_not_found(Video.objects.select_for_update(no_key=True), video.pk)
        if Transcription.objects.filter(video=video, state__in=UNDONE).exists():
            raise Conflict(_("Subtitles of this film are being made already."), code=ErrorCode.ALREADY_MAKING)
        if language and _is_written(video, language):
            raise Conflict(REFUSALS["subtitles_exist"], code=ErrorCode.SUBTITLES_EXIST)
        Transcription.objects.filter(video=video).delete()
        row = Transcription.objects.create(video=video, asked_language=language, asked_by=actor)
        write_audit_log(actor, "video.make_subtitles", row)
        _enqueue(row)
        _publish(row)
    return row


def store_piece(
    *, job: ClaimedJob, row: Transcription, at_ms: int, language: str, words: Sequence[Word], windows: Sequence[Window]
) -> None:
    """Record a piece that was heard, up to `at_ms`, and enqueue the next one; after the last one write the subtitles.

    Raise StaleClaim when another process has the job now.
    """
    with unit_of_work():
        jobs.complete_job(job)
        row.words, row.windows = [*row.words, *words], [*row.windows, *windows]
        row.at_ms, row.language, row.state = at_ms, language, TranscriptionState.RUNNING
        if at_ms >= (row.video.duration_ms or 0):
            _finish(row)
        else:
            row.save(update_fields=["words", "windows", "at_ms", "language", "state", "updated_at"])
            _enqueue(row)
        _publish(row)


def refuse_transcription(*, job: ClaimedJob, row: Transcription, reason: str) -> None:
    """End a transcription without subtitles. `reason`: a key of `subtitle_reasons.REFUSALS`."""
    with unit_of_work():
        jobs.complete_as_refused(job, reason=reason)
        _refuse(row, reason)
        _publish(row)


def refuse_dead_transcription(job: ClaimedJob, reason: str) -> None:
    """End a transcription whose job died; `reason` stays with the job."""
    row = Transcription.objects.filter(pk=job.object_id, state__in=UNDONE).select_related("video").first()
    if row is not None:
        _refuse(row, "failed")
        _publish(row)


def refuse_forgotten_transcriptions(patience: timedelta = PATIENCE) -> int:
    """End transcriptions that no process has touched for so long: speech is off. Return how many."""
    old = Transcription.objects.filter(state__in=UNDONE, updated_at__lt=timezone.now() - patience)
    rows = list(old.select_related("video"))
    for row in rows:
        with unit_of_work():
            _refuse(row, "speech_off")
            _publish(row)
    return len(rows)


def _enqueue(row: Transcription) -> None:
    jobs.enqueue(kind=MAKE_SUBTITLES, object_id=row.pk, priority=SUBTITLE_PRIORITY, share=row.video_id)


def _publish(row: Transcription) -> None:
    publish_change(row.video, also=row.asked_by_id)


def _refuse(row: Transcription, reason: str) -> None:
    row.state, row.refusal, row.words, row.windows = TranscriptionState.REFUSED, reason, [], []
    row.save(update_fields=["state", "refusal", "words", "windows", "updated_at"])
    log.info("no subtitles made", video=str(row.video_id), reason=reason)


def _finish(row: Transcription) -> None:
    """Write the subtitles, published when language and text are sure."""
    Video.objects.select_for_update(no_key=True).get(pk=row.video_id)
    cues = build_cues(row.words)
    if not cues:
        _refuse(row, "no_speech")
        return
    if _is_written(row.video, row.language):
        _refuse(row, "subtitles_exist")
        return
    doubt = find_doubt(row.windows, is_language_given=bool(row.asked_language))
    values = {"source": SubtitleSource.SPEECH, "cues": cues, "doubt": doubt, "is_published": not doubt}
    old = Subtitles.objects.filter(video=row.video, language=row.language).first()
    version = old.version + 1 if old else 1
    Subtitles.objects.update_or_create(
        video=row.video,
        language=row.language,
        defaults={**values, "version": version, "changed_by": None},
        create_defaults={**values, "made_by": row.asked_by},
    )
    row.delete()
    log.info("subtitles made", video=str(row.video_id), language=row.language, cues=len(cues), doubt=doubt)


def find_doubt(windows: Sequence[Sequence[float]], *, is_language_given: bool) -> str:
    """Return why what was heard is not to be published, a key of `subtitle_reasons.DOUBTS`; "" when it may be."""
    if not is_language_given and _mean([window[0] for window in windows]) < LANGUAGE_SURE:
        return "language_unsure"
    return "text_unsure" if _mean([window[1] for window in windows]) < TEXT_SURE else ""


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def _is_written(video: Video, language: str) -> bool:
    """Return whether somebody wrote, corrected or sent subtitles in this language."""
    return Subtitles.objects.filter(video=video, language=language).exclude(source=SubtitleSource.SPEECH).exists()
