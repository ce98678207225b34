"""Recordings and other files of answers: sent beside the answer, which then names them."""

from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from apps.accounts.recording_consent import check_recording_consent
from apps.core.errors import Conflict, Invalid, NotFound
from apps.core.files.stored import compute_sha256, store_upload
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.quizzes.models import Answer, AnswerFile, AttemptState, QuestionKind, QuizAttempt, SpokenState
from apps.quizzes.questions.responses import QuestionResponse, list_named_files
from apps.quizzes.questions.stored import read_response
from apps.resources.services.materials import check_and_get_content_type

FILE_KINDS = (QuestionKind.SPEAK, QuestionKind.FILE)
MAX_FILES = 20
"""Of one answer, with those that were replaced."""


def add_answer_file(*, attempt: QuizAttempt, place: int, upload: "UploadedFile[bytes]") -> AnswerFile:
    """Add a file to an answer; with the same bytes again, return the first one. Do not call inside a transaction.

    It may come after the end of the attempt, for a late answer. Raise NotFound for a place that the attempt has not,
    Conflict for a question without files, for more than MAX_FILES, and `consent_missing` for recordings of a minor
    whose guardians have not consented; what `store_upload` raises about the file.
    """
    answer = attempt.answers.select_related("version__question").filter(place=place).first()
    if answer is None:
        raise NotFound()
    kind = answer.version.question.kind
    if kind not in FILE_KINDS:
        raise Conflict(_("This question takes no files."))
    is_spoken = kind == QuestionKind.SPEAK
    if is_spoken or (upload.content_type or "").startswith(("audio/", "video/")):
        check_recording_consent(attempt.user)
    sha256 = compute_sha256(upload)
    if known := _find_file(answer, sha256):
        return known
    _check_room(answer, is_spoken=is_spoken)
    most: int = settings.MAX_UPLOAD_BYTES
    stored = store_upload(
        owner=attempt.user,
        upload=upload,
        kind="audio" if is_spoken else "material",
        max_bytes=most,
        check=None if is_spoken else check_and_get_content_type,
    )
    if stored.content_type.startswith(("audio/", "video/")):
        check_recording_consent(attempt.user)
    with unit_of_work():
        locked = get_or_not_found(Answer.objects.select_for_update(of=("self",)), answer.pk)
        if known := _find_file(locked, sha256):
            return known
        _check_room(locked, is_spoken=is_spoken)
        return AnswerFile.objects.create(answer=locked, file=stored)


def _find_file(answer: Answer, sha256: str) -> AnswerFile | None:
    return answer.files.select_related("file").filter(file__sha256=sha256).first()


def _check_room(answer: Answer, *, is_spoken: bool) -> None:
    """Raise Conflict for a full answer; of recordings, those that it does not name make room."""
    if answer.files.count() < MAX_FILES:
        return
    if not is_spoken:
        raise Conflict(_("An answer has at most %(count)d files.") % {"count": MAX_FILES})
    late = getattr(answer, "late", None)
    named = [key for row in (answer, late) if row for key in list_named_files(read_response(row.response))]
    answer.files.exclude(pk__in=named).delete()


def check_named_files(answer: Answer, response: QuestionResponse) -> None:
    """Raise Invalid unless all files of a response belong to this answer and are still there."""
    named = list_named_files(response)
    if named and answer.files.filter(pk__in=named, file__isnull=False).count() != len(set(named)):
        raise Invalid.field("response", _("This answer has no such file."))


def remove_old_recordings(*, before: datetime, limit: int) -> int:
    """Remove recordings that were sent before a moment, at most `limit`; return how many. Marks, transcripts and words
    stay; what waits for a teacher or the engine stays too.
    """
    old = _list_recordings(before).filter(answer__attempt__state=AttemptState.SCORED)
    old = old.exclude(spoken__state=SpokenState.WAITING).exclude(
        answer__late__isnull=False, answer__late__accepted_at__isnull=True
    )
    with unit_of_work():
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:limit])
        return AnswerFile.objects.filter(pk__in=ids).update(file=None)


def remove_replaced_recordings(*, before: datetime, limit: int) -> int:
    """Remove recordings that no answer names any more, sent before a moment, at most `limit`; return how many."""
    own = KeyTextTransform("file", "answer__response")
    late = KeyTextTransform("file", "answer__late__response")
    rows = _list_recordings(before).exclude(answer__attempt__state=AttemptState.OPEN)
    rows = rows.annotate(key=Cast("pk", CharField()), own=Coalesce(own, Value("")), late=Coalesce(late, Value("")))
    rows = rows.exclude(key=F("own")).exclude(key=F("late"))
    with unit_of_work():
        ids = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
        AnswerFile.objects.filter(pk__in=ids).delete()
        return len(ids)


def _list_recordings(before: datetime) -> QuerySet[AnswerFile]:
    spoken = AnswerFile.objects.filter(answer__version__question__kind=QuestionKind.SPEAK)
    return spoken.filter(file__isnull=False, created_at__lt=before)
