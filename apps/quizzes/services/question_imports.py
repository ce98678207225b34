"""Imports of question files: a job checks the file, another adds its questions once the sender has agreed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core import uploads
from apps.core.errors import Conflict, Invalid, TooLarge, TooMany, UnsupportedMedia
from apps.core.file_types import TEXT
from apps.core.files.stored import open_stored_file
from apps.core.ids import uuid7
from apps.core.stored_messages import serialize_message
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.course_transfers.archives import MAX_TEXT_BYTES, Archive, open_archive, read_entry
from apps.course_transfers.models import CourseImport
from apps.course_transfers.reports import FileUnreadable, PackageRefused
from apps.jobs.kinds import ClaimedJob
from apps.quizzes.formats import kept_packages
from apps.quizzes.formats.qti.packages import MAX_ENTRIES
from apps.quizzes.formats.registry import FORMATS, detect
from apps.quizzes.formats.results import Problem, ReadQuestions, UnreadableFile
from apps.quizzes.models import (
    Question,
    QuestionBank,
    QuestionFile,
    QuestionImport,
    QuestionImportState,
    QuestionVersion,
)
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.languages import choose_languages
from apps.quizzes.questions.option_ids import hide_option_ids
from apps.quizzes.questions.pictures import replace_files
from apps.quizzes.services.banks import FILE_TYPES, MAX_FILES, MAX_QUESTIONS, lock_bank
from apps.quizzes.services.question_content import prepare_content, read_attributes
from apps.quizzes.services.question_exports import store_problems
from apps.resources.services.course_files import CheckedFile, check_file, store_file
from apps.resources.services.materials import MAX_QUESTIONS_MB, MEGABYTE, QUESTIONS_PURPOSE
from apps.settings.services import write_audit_log

CHECK_IMPORT, RUN_IMPORT = "quizzes.check_import", "quizzes.run_import"
MAX_AT_ONCE = 3
SAMPLE = 20
BATCH = 1000
CHECKED_AGAIN = ("no_right_answer", "not_ready")
"""Problems of questions that came: they are prepared here, and left out with their reason."""
PASTED = "text"
"""The name of an import of pasted text, by which its format is not told."""
AT_WORK = (QuestionImportState.CHECKING, QuestionImportState.RUNNING)
FileUse = Callable[["UploadedFile[bytes]"], CheckedFile]
"""Checks a file of the questions, or checks and stores it."""


def create_import(
    *,
    actor: User,
    bank: QuestionBank,
    format_name: str = "",
    language: str = "",
    upload_id: UUID | None = None,
    text: str = "",
    kept: CourseImport | None = None,
) -> QuestionImport:
    """Take a file of questions and check it in a job: an upload, pasted text, or the quizzes that an import of a course
    kept. `format_name`: a key of FORMATS; "" for what the file looks like. `language`: of the questions whose file does
    not say it; "" for what their letters tell.

    Do not call inside a transaction. Raise Invalid on "upload" unless there is exactly one source, on "course_import"
    where nothing was kept; TooMany while MAX_AT_ONCE of the actor's imports are at work; what `uploads.finish_upload`
    raises.
    """
    if sum((upload_id is not None, bool(text), kept is not None)) != 1:
        raise Invalid.field("upload", _("Give a file, a text, or an import of a course: one of them."))
    if kept is not None and kept.quizzes is None:
        raise Invalid.field("course_import", _("This import kept no quizzes."))
    if kept is not None and kept.quizzes is not None and kept.quizzes.size > MAX_QUESTIONS_MB * MEGABYTE:
        text = _("The file is larger than %(count)d MB.") % {"count": MAX_QUESTIONS_MB}
        raise Invalid.field("course_import", text)
    if QuestionImport.objects.filter(by=actor, state__in=AT_WORK).count() >= MAX_AT_ONCE:
        raise TooMany(_("Wait until your other imports are done."), retry_after=60)

    def create(name: str, **source: Any) -> QuestionImport:
        with unit_of_work():
            values = {"name": name, "format": format_name, "language": language}
            made = QuestionImport.objects.create(bank=bank, by=actor, **values, **source)
            jobs.enqueue(kind=CHECK_IMPORT, object_id=made.pk)
            write_audit_log(actor, "quizzes.send_questions", bank, {"name": (None, name)})
            return made

    if kept is not None:
        return create(kept.name, file=kept.quizzes, is_kept_package=True)
    if upload_id is None:
        return create(PASTED, text=text)
    return uploads.finish_upload(
        owner=actor,
        upload_id=upload_id,
        purpose=QUESTIONS_PURPOSE,
        check=_detect_file_type,
        use=lambda stored: create(stored.original_name, file=stored),
    )


def run_import(*, actor: User, sent: QuestionImport) -> QuestionImport:
    """Add the questions in a job, as the check says. Raise Conflict unless the file was checked and nothing more."""
    with unit_of_work():
        locked = QuestionImport.objects.select_for_update(no_key=True).get(pk=sent.pk)
        if locked.state != QuestionImportState.CHECKED or not locked.question_count:
            raise Conflict(_("Only a file that was checked and has questions can be imported, and only once."))
        locked.state = QuestionImportState.RUNNING
        locked.save(update_fields=["state", "updated_at"])
        jobs.enqueue(kind=RUN_IMPORT, object_id=locked.pk)
        return locked


def check_questions(job: ClaimedJob) -> None:
    """Job handler: store what an import of the file would add, or why it would be refused. Nothing else is stored."""
    sent = _load(job, QuestionImportState.CHECKING)
    if sent is None:
        return
    with override(sent.by.locale if sent.by else None):
        try:
            prepared = _prepare(sent, check_file)
            _check_room(sent.bank, prepared)
            values = _describe(prepared)
        except (UnreadableFile, Conflict) as error:
            values = _describe_refusal(_read_reason(error))
    with unit_of_work():
        jobs.complete_job(job)
        checking = QuestionImport.objects.filter(pk=sent.pk, state=QuestionImportState.CHECKING)
        checking.update(**values, updated_at=timezone.now())


def add_questions(job: ClaimedJob) -> None:
    """Job handler: store the files, then add all questions in one transaction. Files of a run that was killed are
    cleaned up as unused ones.
    """
    sent = _load(job, QuestionImportState.RUNNING)
    if sent is None:
        return
    with override(sent.by.locale if sent.by else None):
        try:
            prepared = _prepare(sent, store_file)
            with unit_of_work():
                jobs.complete_job(job)
                _add(sent, prepared)
                done = _describe(prepared) | {"state": QuestionImportState.DONE, "file": None, "text": ""}
                QuestionImport.objects.filter(pk=sent.pk).update(**done, updated_at=timezone.now())
        except (UnreadableFile, Conflict) as error:
            refused = _describe_refusal(_read_reason(error))
            with unit_of_work():
                jobs.complete_job(job)
                QuestionImport.objects.filter(pk=sent.pk).update(**refused, updated_at=timezone.now())


def mark_import_failed(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: mark the import as failed."""
    at_work = QuestionImport.objects.filter(pk=job.object_id, state__in=AT_WORK)
    sender = User.objects.filter(pk__in=at_work.values("by")).first()
    with override(sender.locale if sender else None):
        refusal = _describe_refusal(str(_("The import was stopped. Try it again.")))
    at_work.update(**refusal, updated_at=timezone.now())


@dataclass(frozen=True)
class _PreparedQuestion:
    draft: QuestionDraft
    content: dict[str, Any]
    attributes: dict[str, Any]


@dataclass(frozen=True)
class _Prepared:
    """What comes of a file: questions that can be asked, what happened to the others, and the files, by id."""

    format: str
    questions: list[_PreparedQuestion]
    problems: list[Problem]
    files: dict[UUID, CheckedFile]


def _load(job: ClaimedJob, state: str) -> QuestionImport | None:
    rows = QuestionImport.objects.filter(pk=job.object_id, state=state)
    return rows.select_related("bank", "by", "file").first()


def _prepare(sent: QuestionImport, use: FileUse) -> _Prepared:
    """Read the file and prepare its questions. Raise UnreadableFile."""
    data = _read_bytes(sent)
    name, found = _read_questions(sent, data)
    with _open_files(data, found) as read_file:
        files = _FileUser(read_file, use)
        questions: list[_PreparedQuestion] = []
        problems = [each for each in found.problems if each.is_left_out or each.reason not in CHECKED_AGAIN]
        drafts = choose_languages(found.drafts, found.languages, asked=sent.language)
        for place, draft in zip(found.places, drafts, strict=True):
            known, missing = files.use(draft.files)
            problems += [
                Problem(place=place, name=draft.name, reason="file_missing", values={"name": path[:200]})
                for path in missing
            ]
            try:
                questions.append(_prepare_question(sent.bank, replace_files(draft, known), files.types))
            except Invalid as error:
                message = next(iter(error.fields.values()))[0]
                values = {"detail": serialize_message(message)}
                problems.append(
                    Problem(place=place, name=draft.name, reason="not_ready", values=values, is_left_out=True)
                )
        return _Prepared(name, questions, problems, files.used)


def _prepare_question(bank: QuestionBank, draft: QuestionDraft, types: Mapping[UUID, str]) -> _PreparedQuestion:
    body, key = hide_option_ids(draft.body, draft.key)
    hidden = replace(draft, body=body, key=key)
    content = prepare_content(bank, hidden, file_types=types)
    return _PreparedQuestion(hidden, content, read_attributes(hidden, content))


def _read_bytes(sent: QuestionImport) -> bytes:
    if sent.file is None:
        return sent.text.encode()
    with open_stored_file(sent.file) as opened:
        return opened.read()


def _read_questions(sent: QuestionImport, data: bytes) -> tuple[str, ReadQuestions]:
    if sent.is_kept_package:
        return "", kept_packages.read(data)
    name = sent.format or detect(sent.name, data)
    return name, FORMATS[name].read(data)


ReadFile = Callable[[str], bytes | None]


@contextmanager
def _open_files(data: bytes, found: ReadQuestions) -> Iterator[ReadFile]:
    """Give the content of a file that drafts name by its path; None for one that cannot be read."""
    if not data.startswith(b"PK\x03\x04") or not any(draft.files for draft in found.drafts):
        yield found.contents.get
        return
    try:
        with open_archive(BytesIO(data), most_entries=MAX_ENTRIES) as archive:
            yield lambda path: _read_entry(archive, path)
    except PackageRefused as error:
        raise UnreadableFile(str(_("The file is damaged."))) from error


def _read_entry(archive: Archive, path: str) -> bytes | None:
    try:
        return read_entry(archive, path, most=MAX_TEXT_BYTES)
    except FileUnreadable:
        return None


class _FileUser:
    """Gives each file of the questions to `use` once. `used` and `types` are by the id that it gets here."""

    def __init__(self, read_file: ReadFile, use: FileUse) -> None:
        self._read_file, self._use = read_file, use
        self._ids: dict[str, UUID | None] = {}
        self.used: dict[UUID, CheckedFile] = {}

    @property
    def types(self) -> dict[UUID, str]:
        return {key: file.content_type for key, file in self.used.items()}

    def use(self, files: Mapping[UUID, str]) -> tuple[dict[UUID, UUID], list[str]]:
        """Return the ids of these files by those of the draft, and the paths of files that cannot be used."""
        known: dict[UUID, UUID] = {}
        missing: list[str] = []
        for key, path in files.items():
            if path not in self._ids:
                self._ids[path] = self._take(path)
            made = self._ids[path]
            if made is None:
                missing.append(path)
            else:
                known[key] = made
        return known, missing

    def _take(self, path: str) -> UUID | None:
        content = self._read_file(path)
        if content is None:
            return None
        try:
            file = self._use(SimpleUploadedFile(f"file{PurePosixPath(path).suffix[:10]}", content))
        except (InvalidValue, Invalid, TooLarge, UnsupportedMedia):
            return None
        if not file.content_type.startswith(FILE_TYPES):
            return None
        key = uuid7()
        self.used[key] = file
        return key


def _check_room(bank: QuestionBank, prepared: _Prepared) -> None:
    """Raise Conflict where the bank has no room for these questions and files."""
    if bank.questions.filter(deleted_at__isnull=True).count() + len(prepared.questions) > MAX_QUESTIONS:
        raise Conflict(_("A bank has at most %(count)d questions.") % {"count": MAX_QUESTIONS})
    if bank.files.count() + len(prepared.files) > MAX_FILES:
        raise Conflict(_("A bank has at most %(count)d files.") % {"count": MAX_FILES})


def _read_reason(error: UnreadableFile | Conflict) -> str:
    return str(error.detail) if isinstance(error, Conflict) else str(error)


def _add(sent: QuestionImport, prepared: _Prepared) -> None:
    """Add questions and files to the bank. Raise Conflict for a full bank."""
    bank, count = lock_bank(sent.bank), len(prepared.questions)
    _check_room(bank, prepared)
    QuestionFile.objects.bulk_create(
        QuestionFile(id=key, bank=bank, file=file.stored, duration_ms=file.duration_ms, added_by=sent.by)
        for key, file in prepared.files.items()
    )
    questions = [Question(bank=bank, kind=each.draft.body.kind, **each.attributes) for each in prepared.questions]
    Question.objects.bulk_create(questions, batch_size=BATCH)
    versions = [
        QuestionVersion(question=question, number=1, made_by=sent.by, **each.content)
        for question, each in zip(questions, prepared.questions, strict=True)
    ]
    QuestionVersion.objects.bulk_create(versions, batch_size=BATCH)
    for question, version in zip(questions, versions, strict=True):
        question.current = version
    Question.objects.bulk_update(questions, ["current"], batch_size=BATCH)
    write_audit_log(sent.by, "quizzes.import_questions", bank, {"questions": (None, count)})


def _describe(prepared: _Prepared) -> dict[str, Any]:
    """Return what was found, as columns of the import."""
    return {
        "format": prepared.format,
        "question_count": len(prepared.questions),
        "left_out_count": sum(problem.is_left_out for problem in prepared.problems),
        "problem_count": len(prepared.problems),
        "problems": store_problems(prepared.problems),
        "sample": [
            {"name": each.attributes["name"], "kind": each.draft.body.kind} for each in prepared.questions[:SAMPLE]
        ],
        "state": QuestionImportState.CHECKED,
    }


def _describe_refusal(text: str) -> dict[str, Any]:
    return {"state": QuestionImportState.FAILED, "problem": text[:500], "file": None, "text": ""}


def _detect_file_type(opened: IO[bytes]) -> str:
    opened.seek(0)
    return "application/zip" if opened.read(4).startswith(b"PK\x03\x04") else TEXT
