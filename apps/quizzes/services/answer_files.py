"""Recordings and other files of answers: uploaded beside the answer, which then names them."""

from collections.abc import Callable
from datetime import datetime
from typing import IO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.accounts.recording_consent import check_recording_consent
from apps.core import uploads, validators
from apps.core.errors import Conflict, Invalid, NotFound
from apps.core.models import StoredFile, Upload
from apps.core.uow import unit_of_work
from apps.quizzes.models import Answer, AnswerFile, AttemptState, QuestionKind, QuizAttempt
from apps.quizzes.questions.responses import QuestionResponse, list_named_files
from apps.resources.services.materials import MEGABYTE, check_and_get_content_type
from apps.settings.queries import get_system_settings

PURPOSE = "quiz_answer"
FILE_KINDS = (QuestionKind.SPEAK, QuestionKind.FILE)
MAX_FILES = 20
"""Of one answer, with those that were replaced."""


def begin_answer_upload(
    *, attempt: QuizAttempt, place: int, name: str, size: int, sha256: str = ""
) -> uploads.UploadTarget:
    """Begin an upload for an answer. Raise as `add_answer_file` does, and what `uploads.start_upload` raises."""
    answer = _get_answer(attempt, place)
    most = _get_max_bytes(answer)
    return uploads.start_upload(
        owner=attempt.user, purpose=PURPOSE, name=name, size=size, sha256=sha256, max_bytes=most
    )


def add_answer_file(*, attempt: QuizAttempt, place: int, upload_id: UUID) -> AnswerFile:
    """Add an uploaded file to an answer; with the same upload again, return its file. Do not call inside a transaction.

    It may come after the end of the attempt, for a late answer. Raise NotFound for a place that the attempt has not,
    Conflict for a question without files, for more than MAX_FILES, and `consent_missing` for recordings of a minor
    whose guardians have not consented; what `uploads.finish_upload` raises about the file.
    """
    answer = _get_answer(attempt, place)
    ended = Upload.objects.filter(pk=upload_id, owner=attempt.user, purpose=PURPOSE, file__isnull=False)
    known = AnswerFile.objects.filter(answer=answer, file__in=ended.values("file")).select_related("file").first()
    if known is not None:
        return known

    def use(stored: StoredFile) -> AnswerFile:
        if stored.content_type.startswith(("audio/", "video/")):
            check_recording_consent(attempt.user)
        with unit_of_work():
            locked = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
            if locked.files.count() >= MAX_FILES:
                raise Conflict(_("An answer has at most %(count)d files.") % {"count": MAX_FILES})
            return AnswerFile.objects.create(answer=locked, file=stored)

    return uploads.finish_upload(
        owner=attempt.user,
        upload_id=upload_id,
        purpose=PURPOSE,
        check=_choose_check(answer),
        use=use,
        file_owner=attempt.user,
    )


def check_named_files(answer: Answer, response: QuestionResponse) -> None:
    """Raise Invalid unless all files of a response belong to this answer and are still there."""
    named = list_named_files(response)
    if named and answer.files.filter(pk__in=named, file__isnull=False).count() != len(set(named)):
        raise Invalid.field("response", _("This answer has no such file."))


def remove_old_answer_files(*, before: datetime, limit: int) -> int:
    """Remove the bytes of recordings and files of answers that were handed in before a moment, at most `limit`; return
    how many. Marks, transcripts and words stay; what waits for a teacher or the engine stays too.
    """
    old = AnswerFile.objects.filter(file__isnull=False, answer__attempt__handed_in_at__lt=before)
    old = old.filter(answer__attempt__state=AttemptState.SCORED).exclude(spoken__state="waiting")
    with unit_of_work():
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:limit])
        return AnswerFile.objects.filter(pk__in=ids).update(file=None)


def _get_answer(attempt: QuizAttempt, place: int) -> Answer:
    answer = attempt.answers.select_related("version__question").filter(place=place).first()
    if answer is None:
        raise NotFound()
    if answer.version.question.kind not in FILE_KINDS:
        raise Conflict(_("This question takes no files."))
    if _is_spoken(answer):
        check_recording_consent(attempt.user)
    return answer


def _is_spoken(answer: Answer) -> bool:
    return answer.version.question.kind == QuestionKind.SPEAK


def _get_max_bytes(answer: Answer) -> int:
    most: int = settings.MAX_UPLOAD_BYTES if _is_spoken(answer) else get_system_settings().material_max_mb * MEGABYTE
    return most


def _choose_check(answer: Answer) -> Callable[[IO[bytes]], str]:
    return _check_recording if _is_spoken(answer) else check_and_get_content_type


def _check_recording(opened: IO[bytes]) -> str:
    opened.seek(0)
    return validators.detect_audio_type(opened.read(16))
