"""The starter bank as a bank of the centre. A job adds it, once: ids of bank, questions and sounds stay the same."""

from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.files.stored import store_upload
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.services import enqueue
from apps.quizzes.models import Question, QuestionBank, QuestionFile
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.services.banks import create_question
from apps.quizzes.starter.items import NAMESPACE, SOUNDS, read_starter_items
from apps.resources.services.course_files import FileCheck
from apps.settings.services import write_audit_log

ADD_STARTER_BANK = "quizzes.add_starter_bank"
BANK_ID = uuid5(NAMESPACE, "bank")
MAX_SOUND = 5 * 1024 * 1024
NAME = _("English placement test")


def request_starter_bank(*, actor: User) -> bool:
    """Have a job add the starter bank; return whether it is here already, with all of its questions.

    One that was deleted comes back. Questions that the office deleted stay deleted.
    """
    drafts = read_starter_items()
    with unit_of_work():
        bank = QuestionBank.objects.filter(pk=BANK_ID, deleted_at__isnull=True)
        if bank.exists() and Question.objects.filter(pk__in=[draft.id for draft in drafts]).count() == len(drafts):
            return True
        enqueue(kind=ADD_STARTER_BANK, payload={"actor": str(actor.pk)})
        return False


def run_add_starter_bank(job: ClaimedJob) -> None:
    """Job handler: add what is missing of the starter bank."""
    actor = User.objects.filter(pk=job.payload["actor"]).first()
    drafts = read_starter_items()
    bank = _open_bank(actor)
    for draft in drafts:
        if draft.audio is not None and not QuestionFile.objects.filter(pk=draft.audio).exists():
            _add_sound(bank, draft.audio, draft)
    with unit_of_work():
        locked = QuestionBank.objects.select_for_update().get(pk=BANK_ID)
        known = set(Question.objects.filter(pk__in=[draft.id for draft in drafts]).values_list("pk", flat=True))
        for draft in drafts:
            if draft.id not in known:
                create_question(actor=actor, bank=locked, draft=draft, key=draft.id)


def _open_bank(actor: User | None) -> QuestionBank:
    """Return the bank, made with a name in the language of the actor, or brought back."""
    with unit_of_work(), translation.override(actor.locale if actor else translation.get_language()):
        bank, is_new = QuestionBank.objects.get_or_create(pk=BANK_ID, defaults={"name": str(NAME)})
        if is_new or bank.deleted_at is not None:
            bank.deleted_at = None
            bank.save(update_fields=["deleted_at", "updated_at"])
            write_audit_log(actor, "quizzes.create_bank", bank, {"name": (None, bank.name)})
        return bank


def _add_sound(bank: QuestionBank, key: UUID, draft: QuestionDraft) -> None:
    name = draft.files[key]
    check = FileCheck()
    upload = SimpleUploadedFile(name, (SOUNDS / name).read_bytes())
    stored = store_upload(owner=None, upload=upload, kind="material", max_bytes=MAX_SOUND, check=check)
    with unit_of_work():
        values = {"bank": bank, "file": stored, "duration_ms": check.duration_ms}
        QuestionFile.objects.get_or_create(pk=key, defaults=values)
