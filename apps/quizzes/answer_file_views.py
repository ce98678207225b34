"""Files of answers, and what the speech engine heard in them, as a learner or a teacher sees it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.files.links import build_file_download_link
from apps.homework.reasons import get_first_reason_text
from apps.quizzes.models import Answer, AnswerFile, HeardRecording, QuestionKind, SpokenResult, SpokenState
from apps.quizzes.questions.responses import list_named_files
from apps.quizzes.questions.stored import read_response

SCORED = _("This recording was scored.")
FOR_TEACHER = _("A teacher will listen to this recording and mark it.")
NOT_HEARD = _("The speech engine could not hear this recording.")


def is_spoken(answer: Answer) -> bool:
    """Return whether the answer is a recording."""
    return answer.version.question.kind == QuestionKind.SPEAK


def build_answer_file(row: AnswerFile) -> dict[str, Any]:
    """Return a file with a link that expires in DOWNLOAD_SECONDS."""
    stored = row.file
    return {
        "id": row.pk,
        "name": stored.original_name if stored else "",
        "content_type": stored.content_type if stored else "",
        "size": stored.size if stored else 0,
        "url": build_file_download_link(stored, name=stored.original_name) if stored else None,
    }


def build_answer_files(answer: Answer, is_shown: bool, *, to_teacher: bool) -> dict[str, Any]:
    """Return the files of an answer, and what the engine heard in those that it or a late answer names; learners get
    that when `is_shown`, and before only that the engine is still to hear it.
    """
    late = getattr(answer, "late", None)
    responses = (answer.response, late.response if late else None)
    named = {key for response in responses for key in list_named_files(read_response(response))}
    files = list(answer.files.all())
    heard = [row.spoken for row in files if row.pk in named and hasattr(row, "spoken")]
    return {
        "answer_files": [build_answer_file(row) for row in files if row.pk in named],
        "spoken": [
            _build_result(answer, result, to_teacher=to_teacher)
            for result in heard
            if is_shown or result.state == SpokenState.WAITING
        ],
    }


def _build_result(answer: Answer, result: SpokenResult, *, to_teacher: bool) -> dict[str, Any]:
    return {
        "file": result.recording_id,
        "state": result.state,
        "text": "" if answer.marked_at and not to_teacher else get_heard_text(result, to_teacher=to_teacher),
        "overall": result.overall if to_teacher else None,
        "transcript": result.transcript,
        "words": result.words,
    }


def get_heard_text(result: HeardRecording, *, to_teacher: bool) -> str:
    """Return what came of a recording; teachers read why the engine was not sure."""
    if result.state == SpokenState.WAITING:
        return ""
    if result.is_sure:
        return str(SCORED)
    if not to_teacher:
        return str(FOR_TEACHER)
    if result.state == SpokenState.FAILED:
        return str(NOT_HEARD)
    return get_first_reason_text(result.reason, result.verdict)
