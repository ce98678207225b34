"""Writes of banks, their files and their questions."""

from collections.abc import Collection, Sequence
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
from apps.core.validators import validate_field
from apps.courses.models import Course
from apps.learning.blocks.documents import TEXT_SCHEMA, check_document, read_text
from apps.quizzes.models import Question, QuestionBank, QuestionFile, QuestionVersion
from apps.quizzes.questions.checking import check_question
from apps.quizzes.questions.drafts import MAX_PICTURES, QuestionDraft
from apps.quizzes.questions.pictures import list_files
from apps.resources.services.course_files import FileCheck
from apps.resources.services.materials import PURPOSE
from apps.settings.services import write_audit_log
from ml.text import build_search_key

MAX_QUESTIONS = 20_000
MAX_TAGS = 20
MAX_FILES = 20_000
FILE_TYPES = ("image/", "audio/")
ATTRIBUTES = ("name", "tags", "level", "skill", "difficulty")
CONTENT = ("prompt", "pictures", "audio_id", "max_plays", "body", "key", "points", "language")


def create_bank(*, actor: User, name: str, course: Course | None) -> QuestionBank:
    """Create a bank of a course, or of the centre."""
    with unit_of_work():
        bank = QuestionBank.objects.create(name=name, course=course)
        write_audit_log(actor, "quizzes.create_bank", bank, {"name": (None, name)})
        return bank


def rename_bank(*, actor: User, bank: QuestionBank, name: str) -> QuestionBank:
    """Rename a bank."""
    with unit_of_work():
        locked = _lock_bank(bank)
        if changed := locked.apply_changes({"name": name}):
            locked.save(update_fields=["name", "updated_at"])
            write_audit_log(actor, "quizzes.change_bank", locked, changed)
        return locked


def delete_bank(*, actor: User, bank: QuestionBank) -> None:
    """Delete a bank: nobody finds it or its questions any more. Attempts keep what they asked.

    Raise Conflict while a quiz asks its questions.
    """
    with unit_of_work():
        locked = _lock_bank(bank)
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
            locked = _lock_bank(bank)
            if locked.files.count() >= MAX_FILES:
                raise Conflict(_("A bank has at most %(count)d files.") % {"count": MAX_FILES})
            return QuestionFile.objects.create(bank=locked, file=stored, duration_ms=check.duration_ms, added_by=actor)

    return uploads.finish_upload(owner=actor, upload_id=upload_id, purpose=PURPOSE, check=check, use=use)


def create_question(*, actor: User, bank: QuestionBank, draft: QuestionDraft) -> Question:
    """Add a question with its first version. Raise Invalid for what cannot be asked, Conflict for a full bank."""
    with unit_of_work():
        locked = _lock_bank(bank)
        if locked.questions.filter(deleted_at__isnull=True).count() >= MAX_QUESTIONS:
            raise Conflict(_("A bank has at most %(count)d questions.") % {"count": MAX_QUESTIONS})
        content = _check_content(locked, draft)
        question = Question.objects.create(bank=locked, kind=draft.body.kind, **_read_attributes(draft, content))
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
        content = _check_content(locked.bank, draft)
        changed = locked.apply_changes(_read_attributes(draft, content))
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


def _check_content(bank: QuestionBank, draft: QuestionDraft) -> dict[str, Any]:
    """Return the values of a version. Raise Invalid for what cannot be asked."""
    check_question(draft.body, draft.key)
    prompt = validate_field("prompt", check_document, draft.prompt, TEXT_SCHEMA)
    if not (read_text(prompt) or draft.pictures or draft.audio):
        raise Invalid.field("prompt", _("The question has no words."))
    if len(draft.pictures) > MAX_PICTURES:
        raise Invalid.field("pictures", _("At most %(count)d entries.") % {"count": MAX_PICTURES})
    _check_files(bank, draft)
    return {
        "prompt": prompt,
        "pictures": [picture.model_dump(mode="json") for picture in draft.pictures],
        "audio_id": draft.audio,
        "max_plays": draft.max_plays,
        "body": draft.body.model_dump(mode="json"),
        "key": draft.key.model_dump(mode="json"),
        "points": draft.points,
        "language": draft.language,
    }


def _check_files(bank: QuestionBank, draft: QuestionDraft) -> None:
    wanted = set(list_files(draft))
    types = dict(bank.files.filter(pk__in=wanted).values_list("pk", "file__content_type")) if wanted else {}
    if draft.audio and not types.get(draft.audio, "").startswith("audio/"):
        raise Invalid.field("audio", _("There is no such recording in this bank."))
    if any(not types.get(file, "").startswith("image/") for file in wanted - {draft.audio}):
        raise Invalid.field("pictures", _("There is no such picture in this bank."))


def _read_attributes(draft: QuestionDraft, content: dict[str, Any]) -> dict[str, Any]:
    text = read_text(content["prompt"])
    return {
        "name": draft.name or text[:200] or str(_("Question without words")),
        "tags": _check_tags(draft.tags),
        "level": draft.level,
        "skill": draft.skill,
        "difficulty": draft.difficulty,
        "search_key": build_search_key(f"{draft.name} {text}")[:4000],
    }


def _check_tags(tags: Collection[str]) -> list[str]:
    unique: Sequence[str] = list(dict.fromkeys(filter(None, (tag.strip() for tag in tags))))
    if len(unique) > MAX_TAGS:
        raise Invalid.field("tags", _("At most %(count)d entries.") % {"count": MAX_TAGS})
    return list(unique)


def _add_version(actor: User, question: Question, content: dict[str, Any]) -> None:
    last = question.versions.aggregate(last=Max("number"))["last"] or 0
    question.current = QuestionVersion.objects.create(question=question, number=last + 1, made_by=actor, **content)
    question.save(update_fields=["current", "updated_at"])


def _list_quizzes_that_ask(bank: QuestionBank) -> bool:
    from_bank = bank.questions.filter(places__quiz__deleted_at__isnull=True, places__isnull=False).exists()
    return from_bank or bank.draws.filter(quiz__deleted_at__isnull=True).exists()


def _lock_bank(bank: QuestionBank) -> QuestionBank:
    rows = QuestionBank.objects.filter(deleted_at__isnull=True)
    return lock_or_conflict(rows, bank.pk, _("This bank was deleted meanwhile."))


def _lock_question(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("bank", "current")
    return get_or_not_found(rows.filter(deleted_at__isnull=True, bank__deleted_at__isnull=True), question.pk)
