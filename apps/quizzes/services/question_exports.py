"""Exports of banks: asked for, written by a job, downloaded by a signed link, deleted after some days."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.file_types import TEXT, XLSX
from apps.core.files.stored import FILE_EXTENSIONS, erase_stored_file, open_stored_file, store_document
from apps.core.tables.reader import CSV_TYPE
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.quizzes.formats.collecting import MAX_QUESTIONS
from apps.quizzes.formats.registry import FORMATS
from apps.quizzes.formats.results import Problem, WrittenQuestions
from apps.quizzes.models import Question, QuestionBank, QuestionExport, QuestionExportState, QuestionFile
from apps.quizzes.queries import list_questions
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.parts import PromptPicture
from apps.quizzes.questions.pictures import list_files
from apps.quizzes.questions.stored import read_body, read_key
from apps.settings.services import write_audit_log

WRITE_EXPORT = "quizzes.write_export"
MAX_PROBLEMS = 500
MAX_FILES_BYTES = 200 * 1024 * 1024
"""Of the pictures and recordings of an export, which is written at once; with more it comes without them, and says so.
"""
FILE_TYPES = {".csv": CSV_TYPE, ".xlsx": XLSX, ".zip": "application/zip"}
"""The stored content types by the endings of formats; the others are texts."""
WITH_FILES = ("moodle_xml", "qti_1_2", "qti_2_1", "qti_2_2", "qti_3_0")
"""Formats that hold pictures and recordings."""


def request_export(*, actor: User, bank: QuestionBank, format_name: str, tag: str) -> QuestionExport:
    """Ask for a file with the questions of the bank; one that is being written is returned as it is.

    Raise Conflict where there are none, or more than a file can have.
    """
    count = list_questions(bank, tag=tag or None).count()
    if not count:
        raise Conflict(_("There are no questions to export."))
    if count > MAX_QUESTIONS:
        raise Conflict(_("A file has at most %(count)d questions. Choose a tag.") % {"count": MAX_QUESTIONS})
    with unit_of_work():
        wanted = {"bank": bank, "format": format_name, "tag": tag}
        waiting = QuestionExport.objects.filter(state=QuestionExportState.WAITING, **wanted)
        QuestionBank.objects.select_for_update(no_key=True).get(pk=bank.pk)
        if found := waiting.first():
            return found
        export = QuestionExport.objects.create(by=actor, **wanted)
        jobs.enqueue(kind=WRITE_EXPORT, object_id=export.pk)
        write_audit_log(actor, "quizzes.export_questions", bank, {"format": (None, format_name)})
        return export


def write_export(job: ClaimedJob) -> None:
    """Job handler: write the file and mark it as ready. Nothing when it was deleted; safe to run twice."""
    waiting = QuestionExport.objects.filter(pk=job.object_id, state=QuestionExportState.WAITING)
    export = waiting.select_related("bank", "by").first()
    if export is None:
        return
    questions = list(list_questions(export.bank, tag=export.tag or None).order_by("pk")[:MAX_QUESTIONS])
    with override(export.by.locale if export.by else None):
        written = _write(export, questions)
    question_format = FORMATS[export.format]
    content_type = FILE_TYPES.get(question_format.ending, TEXT)
    stored = store_document(owner=None, data=written.data, content_type=content_type)
    with unit_of_work():
        jobs.complete_job(job)
        values: dict[str, Any] = {
            "state": QuestionExportState.READY,
            "file": stored,
            "question_count": len(questions) - sum(problem.is_left_out for problem in written.problems),
            "problem_count": len(written.problems),
            "problems": store_problems(written.problems),
        }
        is_ready = waiting.update(**values, updated_at=timezone.now())
    if not is_ready:
        erase_stored_file(stored)


def mark_export_failed(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: mark the export as failed, so that another can be asked for."""
    waiting = QuestionExport.objects.filter(pk=job.object_id, state=QuestionExportState.WAITING)
    waiting.update(state=QuestionExportState.FAILED, updated_at=timezone.now())


def store_problems(problems: list[Problem]) -> list[dict[str, Any]]:
    """Return the first MAX_PROBLEMS as they are stored; `read_problems` reads them."""
    return [asdict(problem) for problem in problems[:MAX_PROBLEMS]]


def read_problems(stored: list[dict[str, Any]]) -> list[Problem]:
    """Return stored problems, whose `text` is in the active language."""
    return [Problem(**row) for row in stored]


def _write(export: QuestionExport, questions: list[Question]) -> WrittenQuestions:
    drafts = [_build_draft(question) for question in questions]
    question_format = FORMATS[export.format]
    if export.format not in WITH_FILES:
        return question_format.write(drafts)
    wanted = {key for draft in drafts for key in list_files(draft)}
    files = QuestionFile.objects.select_related("file").in_bulk(list(wanted))
    if sum(file.file.size for file in files.values()) > MAX_FILES_BYTES:
        files = {}

    def get_file(key: UUID) -> tuple[str, bytes] | None:
        found = files.get(key)
        if found is None:
            return None
        with open_stored_file(found.file) as opened:
            return f"{key}.{FILE_EXTENSIONS[found.file.content_type]}", opened.read()

    return question_format.write(drafts, get_file=get_file)


def _build_draft(question: Question) -> QuestionDraft:
    """Return the newest version of a question; its files are `QuestionFile`s."""
    version = question.current
    assert version is not None
    return QuestionDraft(
        name=question.name,
        prompt=version.prompt,
        body=read_body(version.body),
        key=read_key(version.key),
        points=version.points,
        pictures=tuple(PromptPicture(**picture) for picture in version.pictures),
        language=version.language,
        audio=version.audio_id,
        max_plays=version.max_plays,
        tags=tuple(question.tags),
        level=question.level,
        skill=question.skill,
        difficulty=question.difficulty,
        id=question.pk,
    )
