"""Writes of banks, their files and their questions."""

from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import uploads
from apps.core.errors import Conflict, Invalid, UnsupportedMedia
from apps.core.lookups import get_or_not_found, lock_or_conflict
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.quizzes.models import Question, QuestionBank, QuestionFile, QuestionVersion
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.services.question_content import prepare_content, read_attributes
from apps.resources.services.course_files import FileCheck
from apps.resources.services.materials import PURPOSE
from apps.settings.services import write_audit_log

MAX_QUESTIONS = 20_000
MAX_FILES = 20_000
FILE_TYPES = ("image/", "audio/")


def create_bank(*, actor: User, name: str, course: Course | None) -> QuestionBank:
    """Create a bank of a course, or of the centre."""
    with unit_of_work():
        bank = QuestionBank.objects.create(name=name, course=course)
        write_audit_log(actor, "quizzes.create_bank", bank, {"name": (None, name)})
        return bank


def rename_bank(*, actor: User, bank: QuestionBank, name: str) -> QuestionBank:
    """Rename a bank."""
    with unit_of_work():
        locked = lock_bank(bank)
        if changed := locked.apply_changes({"name": name}):
            locked.save(update_fields=["name", "updated_at"])
            write_audit_log(actor, "quizzes.change_bank", locked, changed)
        return locked


def delete_bank(*, actor: User, bank: QuestionBank) -> None:
    """Delete a bank: nobody finds it or its questions any more. Attempts keep what they asked.

    Raise Conflict while a quiz asks its questions.
    """
    with unit_of_work():
        locked = lock_bank(bank)
        if _list_quizzes_that_ask(locked):
            raise Conflict(_("Quizzes ask questions of this bank. Take them out of the quizzes first."))
        locked.deleted_at = timezone.now()
        locked.save(update_fields=["deleted_at", "updated_at"])
        write_audit_log(actor, "quizzes.delete_bank", locked, {"name": (locked.name, None)})


def add_file(*, actor: User, bank: QuestionBank, upload_id: UUID) -> QuestionFile:
    """Add an uploaded picture or recording to a bank. Do not call inside a transaction.

    Raise what `uploads.finish_upload` raises about the file, UnsupportedMedia for other files.
    """
    check = FileCheck()

    def use(stored: StoredFile) -> QuestionFile:
        if not stored.content_type.startswith(FILE_TYPES):
            raise UnsupportedMedia(_("A question shows pictures and plays recordings, no other files."))
        with unit_of_work():
            locked = lock_bank(bank)
            if locked.files.count() >= MAX_FILES:
                raise Conflict(_("A bank has at most %(count)d files.") % {"count": MAX_FILES})
            return QuestionFile.objects.create(bank=locked, file=stored, duration_ms=check.duration_ms, added_by=actor)

    return uploads.finish_upload(owner=actor, upload_id=upload_id, purpose=PURPOSE, check=check, use=use)


def create_question(
    *, actor: User | None, bank: QuestionBank, draft: QuestionDraft, key: UUID | None = None
) -> Question:
    """Add a question with its first version. `actor` None: the platform; `key`: its id, None for a new one.

    Raise Invalid for what cannot be asked, Conflict for a full bank.
    """
    with unit_of_work():
        locked = lock_bank(bank)
        if locked.questions.filter(deleted_at__isnull=True).count() >= MAX_QUESTIONS:
            raise Conflict(_("A bank has at most %(count)d questions.") % {"count": MAX_QUESTIONS})
        content = prepare_content(locked, draft)
        values = read_attributes(draft, content) | ({"id": key} if key else {})
        question = Question.objects.create(bank=locked, kind=draft.body.kind, **values)
        _add_version(actor, question, content)
        write_audit_log(actor, "quizzes.create_question", question, {"name": (None, question.name)})
        return question


def change_question(*, actor: User, question: Question, version: int, draft: QuestionDraft) -> Question:
    """Change a question. Another content makes another version; attempts that have begun keep theirs.

    `version`: the number that the editor began with. Raise Conflict when it is not the newest, or the kind differs;
    Invalid for what cannot be asked.
    """
    with unit_of_work():
        locked = _lock_question(question)
        assert locked.current is not None
        if locked.current.number != version:
            raise Conflict(_("Somebody changed this question meanwhile. Load it again."))
        if locked.kind != draft.body.kind:
            raise Invalid.field("body.kind", _("A question keeps its kind. Make a new question."))
        content = prepare_content(locked.bank, draft)
        changed = locked.apply_changes(read_attributes(draft, content))
        locked.save(update_fields=[*changed, "updated_at"])
        if any(getattr(locked.current, name) != value for name, value in content.items()):
            _add_version(actor, locked, content)
            changed["version"] = (version, version + 1)
        if shown := {name: values for name, values in changed.items() if name != "search_key"}:
            write_audit_log(actor, "quizzes.change_question", locked, shown)
        return locked


def delete_question(*, actor: User, question: Question) -> None:
    """Take a question out of its bank. Attempts keep what they asked. Raise Conflict while a quiz names it."""
    with unit_of_work():
        locked = _lock_question(question)
        if locked.places.filter(quiz__deleted_at__isnull=True).exists():
            raise Conflict(_("Quizzes ask this question. Take it out of the quizzes first."))
        locked.deleted_at = timezone.now()
        locked.save(update_fields=["deleted_at", "updated_at"])
        write_audit_log(actor, "quizzes.delete_question", locked, {"name": (locked.name, None)})


def _add_version(actor: User | None, question: Question, content: dict[str, Any]) -> None:
    last = question.versions.aggregate(last=Max("number"))["last"] or 0
    question.current = QuestionVersion.objects.create(question=question, number=last + 1, made_by=actor, **content)
    question.save(update_fields=["current", "updated_at"])


def _list_quizzes_that_ask(bank: QuestionBank) -> bool:
    from_bank = bank.questions.filter(places__quiz__deleted_at__isnull=True, places__isnull=False).exists()
    return from_bank or bank.draws.filter(quiz__deleted_at__isnull=True).exists()


def lock_bank(bank: QuestionBank) -> QuestionBank:
    """Return the bank, locked until the commit. Raise Conflict when it was deleted meanwhile."""
    rows = QuestionBank.objects.filter(deleted_at__isnull=True)
    return lock_or_conflict(rows, bank.pk, _("This bank was deleted meanwhile."))


def _lock_question(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("bank", "current")
    return get_or_not_found(rows.filter(deleted_at__isnull=True, bank__deleted_at__isnull=True), question.pk)
